/**
 * Why a case is in the watched queue. `no_rule:<clock>`: no deadline could be set; `overdue:<clock>`: missed, and no move
 * follows from it; the others as they read. Source: DOMAIN 1, escalation.
 */
export type WatchReason =
  | 'unassigned'
  | 'no_supervisor'
  | 'nobody_at_office'
  | 'sweep_failed'
  | 'too_many_transfers'
  | 'top_of_ladder'
  | 'dispute_too_tight'
  | 'remedy_unanswered'
  | 'protected_overdue'
  | `overdue:${string}`
  | `no_rule:${string}`;

const strength = [
  'unassigned',
  'no_supervisor',
  'nobody_at_office',
  'too_many_transfers',
  'dispute_too_tight',
  'remedy_unanswered',
  'sweep_failed',
  'overdue',
  'no_rule',
  'top_of_ladder',
  'protected_overdue',
];

function strengthOf(reason: string): number {
  return strength.indexOf(reason.split(':', 1)[0] ?? '');
}

/** Of two reasons the one that takes more to resolve, so that resolving the lesser does not hide the case. */
export function strongerReason(known: string | null, found: string | null): string | null {
  if (known === null || found === null) return known ?? found;
  return strengthOf(found) > strengthOf(known) ? found : known;
}

/** Reasons that an event takes away; null: every one. */
export const resolvedBy: Readonly<Record<string, readonly string[] | null>> = {
  'case.assigned': ['unassigned', 'nobody_at_office'],
  'case.acknowledged': ['nobody_at_office', 'overdue:acknowledge', 'overdue:safe_contact'],
  'dispute.issued': ['dispute_too_tight'],
  'dispute.withdrawn': ['dispute_too_tight'],
  'dispute.refused': ['dispute_too_tight'],
  'dispute.crime_referred': ['dispute_too_tight'],
  'dispute.discontinued': ['dispute_too_tight'],
  'remedy.confirmed': ['remedy_unanswered'],
  'remedy.disputed': ['remedy_unanswered'],
  'case.protected': null,
  'case.decided': null,
  'case.withdrawn': null,
  'case.closed': null,
  'appeal.filed': null,
};
