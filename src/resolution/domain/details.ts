import type { PartyItem } from './completeness.ts';

/** How a party may be reached without harm to it. */
export interface PartyContact {
  readonly channel: 'sms' | 'email' | 'voice' | 'in_person' | 'none';
  readonly safe: boolean;
  readonly note: string | null;
}

/** A party as told; sealed. Phones are E.164. The other side never sees address, phone, ID or needs. */
export interface PartyDetails {
  readonly name: string | null;
  readonly address: string | null;
  readonly phone: string | null;
  readonly email: string | null;
  readonly memberId: string | null;
  /** Language to interpret from or to; null: none is needed. */
  readonly interpreter: string | null;
  /** What the party needs to take part: steps, hearing, sight, somebody beside them. */
  readonly accessibility: string | null;
  readonly contact: PartyContact;
}

/** Who speaks for a party. `name` is null of whoever speaks for somebody who complains in confidence. */
export interface RepresentativeDetails {
  readonly name: string | null;
  readonly phone: string | null;
  readonly address: string | null;
  readonly relation: string | null;
  /** On what the mandate rests; absent or null: not said. One of the kinds that cases know. */
  readonly mandateKind?: string | null;
  /** The paper that came with the filing, as an attachment of that case. */
  readonly paper?: { readonly reference: string; readonly attachment: string } | null;
}

/** Which items of the checklist are known, without their content. */
export function knownOf(details: PartyDetails): PartyItem[] {
  const has: readonly (readonly [PartyItem, string | null])[] = [
    ['name', details.name],
    ['address', details.address],
    ['phone', details.phone],
    ['member_id', details.memberId],
  ];
  return has.flatMap(([item, value]) => (value !== null && value.trim() !== '' ? [item] : []));
}
