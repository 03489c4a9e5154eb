import type { JsonValue } from '../../kernel/fact.ts';
import type { CaseSubject } from './case-subject.ts';

/** Events of which the complainant is told. */
export const complainantEvents = [
  'case.filed',
  'case.acknowledged',
  'information.requested',
  'case.transferred',
  'case.escalated',
  'clock.breached',
  'regulator.right_opened',
  'regulator.filed_too_early',
  'case.decided',
  'remedy.fulfilled',
  'remedy.asked_again',
  'remedy.lapsed',
  'case.closed',
  'case.reopened',
  'case.withdrawn',
  'appeal.filed',
] as const;

/** Events of which staff are told, by e-mail. */
export const staffEvents = [
  'clock.warned',
  'clock.breached',
  'case.escalated',
  'case.assigned',
  'case.watched',
  'regulator.filed_too_early',
  'dispute.no_longer_fits',
  'panel.awaited',
  'break_glass.opened',
  'identity.requested',
] as const;

export type ComplainantEvent = (typeof complainantEvents)[number];
export type StaffEvent = (typeof staffEvents)[number];

/** Whom among staff a message is for; who they are is looked up when it is written. */
export type StaffAudience =
  | { readonly kind: 'person'; readonly personId: string }
  /** Who sits in the panel that decides the case: knows that there is one before it may see it. */
  | { readonly kind: 'member'; readonly personId: string }
  /** Those who handle cases at an office. */
  | { readonly kind: 'office'; readonly office: string }
  /** Those who are warned when the office misses a deadline. */
  | { readonly kind: 'supervisors'; readonly office: string }
  /** Those who keep the watched queue: the operator's supervisors and, in social assistance, the policy level. */
  | { readonly kind: 'watchers' }
  /** Those who review sensitive access; they learn of it whatever the case is. */
  | { readonly kind: 'privacy_officers' };

export interface Recipients {
  readonly complainant: ComplainantEvent | null;
  readonly staff: { readonly event: StaffEvent; readonly audience: StaffAudience } | null;
}

/** Clocks that measure us. The others are windows that the complainant has, of which nobody is late. */
const ourClocks: ReadonlySet<string> = new Set([
  'acknowledge',
  'decide',
  'settle',
  'safe_contact',
  'conciliate',
  'completeness',
  'appoint',
  'declare_conflict',
  'invitation',
  'minutes',
  'outcome_notice',
]);

/** Who is told of a fact. Unknown events concern nobody. */
export function recipientsFor(
  event: string,
  data: Readonly<Record<string, JsonValue>>,
  subject: CaseSubject,
): Recipients {
  return { complainant: toComplainant(event, data, subject), staff: toStaff(event, data, subject) };
}

function toComplainant(
  event: string,
  data: Readonly<Record<string, JsonValue>>,
  subject: CaseSubject,
): ComplainantEvent | null {
  const known = complainantEvents.find((each) => each === event);
  if (!known) return null;
  // In social security a missed deadline opens a right, and the notice of that right is the message.
  if (known === 'clock.breached' && (subject.track !== 'social_assistance' || !isOurClock(data))) return null;
  // An appeal is announced on the case it is against; its own filing would say the same again.
  if (known === 'case.filed' && typeof data['appealOf'] === 'string') return null;
  return known;
}

function toStaff(event: string, data: Readonly<Record<string, JsonValue>>, subject: CaseSubject): Recipients['staff'] {
  switch (event) {
    case 'clock.warned':
      if (!isOurClock(data)) return null;
      return {
        event,
        audience: subject.assignedTo
          ? { kind: 'person', personId: subject.assignedTo }
          : { kind: 'office', office: subject.heldOffice },
      };
    case 'clock.breached':
      return isOurClock(data) ? { event, audience: { kind: 'supervisors', office: subject.heldOffice } } : null;
    case 'case.escalated':
      return { event, audience: { kind: 'office', office: textOr(data['toOffice'], subject.heldOffice) } };
    case 'case.assigned': {
      const personId = textOr(data['assignee'], subject.assignedTo ?? '');
      return personId ? { event, audience: { kind: 'person', personId } } : null;
    }
    case 'panel.awaited': {
      const personId = textOr(data['personId'], '');
      return personId ? { event, audience: { kind: 'member', personId } } : null;
    }
    case 'regulator.filed_too_early':
    case 'dispute.no_longer_fits':
      return { event, audience: { kind: 'office', office: subject.heldOffice } };
    case 'case.watched':
      return { event, audience: { kind: 'watchers' } };
    case 'break_glass.opened':
    case 'identity.requested':
      return { event, audience: { kind: 'privacy_officers' } };
    default:
      return null;
  }
}

function isOurClock(data: Readonly<Record<string, JsonValue>>): boolean {
  return ourClocks.has(textOr(data['kind'], ''));
}

function textOr(value: JsonValue | undefined, otherwise: string): string {
  return typeof value === 'string' && value !== '' ? value : otherwise;
}
