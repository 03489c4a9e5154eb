import { isDiscreet, type CaseSubject } from './case-subject.ts';

/** How a message reaches the complainant, or why it does not. */
export type Route =
  | {
      readonly kind: 'send';
      readonly channel: 'sms' | 'email';
      readonly recipient: 'complainant' | 'representative';
      readonly address: string;
    }
  /** The office says it: no message leaves by itself. `address` is the number to call, if there is one. */
  | {
      readonly kind: 'by_hand';
      readonly channel: 'voice' | 'in_person';
      readonly recipient: 'complainant';
      readonly address: string | null;
    }
  | { readonly kind: 'nothing'; readonly why: 'unsafe' | 'not_wanted' | 'no_contact' };

/**
 * Chooses the channel. What the person asked for is kept to: when the address for it is missing, no other address is tried
 * behind their back; the representative is written to instead, unless the case is discreet, or else the office is to say
 * it. Where a message is unsafe or not wanted there is none at all.
 */
export function routeToComplainant(subject: CaseSubject): Route {
  const { contact } = subject;
  if (contact && !contact.safe) return { kind: 'nothing', why: 'unsafe' };
  if (contact?.channel === 'none') return { kind: 'nothing', why: 'not_wanted' };
  if (contact?.channel === 'sms' && contact.phone)
    return { kind: 'send', channel: 'sms', recipient: 'complainant', address: contact.phone };
  if (contact?.channel === 'email' && contact.email)
    return { kind: 'send', channel: 'email', recipient: 'complainant', address: contact.email };
  if (contact?.channel === 'voice')
    return {
      kind: 'by_hand',
      channel: contact.phone ? 'voice' : 'in_person',
      recipient: 'complainant',
      address: contact.phone,
    };
  if (contact?.channel === 'in_person')
    return { kind: 'by_hand', channel: 'in_person', recipient: 'complainant', address: null };
  const phone = subject.representative?.phone;
  if (phone && !isDiscreet(subject))
    return { kind: 'send', channel: 'sms', recipient: 'representative', address: phone };
  if (contact) return { kind: 'by_hand', channel: 'in_person', recipient: 'complainant', address: null };
  return { kind: 'nothing', why: 'no_contact' };
}
