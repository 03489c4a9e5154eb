import { allows } from '../access/index.ts';
import type { Actor, StaffActor } from '../kernel/actor.ts';
import type { ProcedureAction } from './domain/procedure.ts';

/** Whether somebody keeps the roster entries of an office: people of one's own, of any at the Regulator. */
export function mayKeepEntry(actor: StaffActor, office: string): boolean {
  return allows(actor, 'resolution.manage') && (actor.office === office || actor.role === 'regulator_reviewer');
}

/** What somebody is in a dispute. One person may be several: a committee member who also sits on the panel. */
export type Capacity = 'registrar' | 'neutral' | 'party';

/**
 * Who may do what in a dispute. Deny by default. The registrar keeps the file at the office that holds the case; the
 * neutrals conduct the dispute and alone know what was said apart; a party acts for itself. DEFAULT.
 */
const capacities: Readonly<Record<ProcedureAction, readonly Capacity[]>> = {
  screen: ['registrar'],
  state: ['registrar', 'party'],
  'request-more': ['registrar'],
  'add-party': ['registrar'],
  'add-representative': ['registrar'],
  'excuse-late': ['registrar'],
  admit: ['registrar'],
  refuse: ['registrar'],
  'refer-crime': ['registrar'],
  consent: ['registrar', 'party'],
  appoint: ['registrar'],
  declare: ['neutral'],
  challenge: ['registrar', 'party'],
  'decide-challenge': ['registrar'],
  replace: ['registrar'],
  schedule: ['registrar', 'neutral'],
  serve: ['registrar', 'neutral'],
  'answer-invitation': ['party'],
  hold: ['registrar', 'neutral'],
  'cancel-session': ['registrar', 'neutral'],
  'write-minutes': ['registrar', 'neutral'],
  'approve-minutes': ['registrar', 'neutral', 'party'],
  'take-notes': ['neutral'],
  offer: ['neutral', 'party'],
  extend: ['registrar', 'neutral', 'party'],
  'report-agreement': ['neutral'],
  'report-award': ['neutral'],
  'report-failure': ['registrar', 'neutral'],
  sign: ['registrar', 'neutral', 'party'],
  issue: ['registrar'],
  withdraw: ['registrar', 'party'],
  discontinue: [],
  obligation: ['registrar', 'party'],
  'oppose-award': ['registrar', 'party'],
  'refer-court': ['registrar'],
  'consent-nadr': ['registrar', 'party'],
  'refer-nadr': ['registrar'],
  'refer-enforcement': ['registrar'],
  seal: ['registrar'],
};

/** What the policy looks at of a dispute. */
export interface DisputeStanding {
  readonly caseId: string;
  readonly office: string;
  /** People who sit now. */
  readonly sitting: readonly string[];
}

/** What the actor is in this dispute. */
export function capacitiesOf(actor: Actor, on: DisputeStanding): readonly Capacity[] {
  if (actor.kind === 'complainant') return actor.caseId === on.caseId ? ['party'] : [];
  if (actor.kind !== 'staff') return [];
  const have: Capacity[] = [];
  if (allows(actor, 'resolution.manage') && actor.office === on.office) have.push('registrar');
  if (allows(actor, 'resolution.conduct') && on.sitting.includes(actor.personId)) have.push('neutral');
  return have;
}

/** Whether somebody who sees the case may do this in its dispute. */
export function mayInDispute(actor: Actor, action: ProcedureAction, on: DisputeStanding): boolean {
  if (actor.kind === 'system') return true;
  const have = capacitiesOf(actor, on);
  return capacities[action].some((capacity) => have.includes(capacity));
}
