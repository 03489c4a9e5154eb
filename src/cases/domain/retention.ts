import { openStatuses, type Status } from './lifecycle.ts';

/** What stands in the way of erasing a case, or not. */
export interface RetentionFacts {
  readonly status: Status;
  /** The last thing that happened to the case or to an appeal of it; reading it does not count. */
  readonly lastActivityAt: Date;
  /** An appeal of it, or an appeal of that one, is not ended. */
  readonly appealOpen: boolean;
  readonly remedyOpen: boolean;
  readonly onHold: boolean;
  /** A clock of it runs: a time to appeal or to open it again. */
  readonly clockRunning: boolean;
  /** An emergency access or a look at the complainant's identity waits for its second person. */
  readonly reviewOpen: boolean;
}

export type KeptBecause =
  'case_open' | 'appeal_open' | 'remedy_open' | 'legal_hold' | 'clock_running' | 'review_open' | 'no_rule' | 'not_yet';

const phnomPenh = 7 * 3_600_000;
const day = 24 * 3_600_000;

/** The instant from which content may be erased: the beginning of the day after so many years, in Phnom Penh. */
export function retentionEnds(lastActivityAt: Date, years: number): Date {
  const local = new Date(lastActivityAt.getTime() + phnomPenh);
  // 29 February becomes 1 March: a day longer, never shorter.
  const end = Date.UTC(local.getUTCFullYear() + years, local.getUTCMonth(), local.getUTCDate());
  return new Date(end + day - phnomPenh);
}

/** The latest ending that may be over at `now`: what ended after it is not looked at. */
export function endedBefore(now: Date, years: number): Date {
  const local = new Date(now.getTime() + phnomPenh);
  return new Date(Date.UTC(local.getUTCFullYear() - years, local.getUTCMonth(), local.getUTCDate()) - phnomPenh);
}

/** Why the content of a case is kept, or null when it is to be erased. `years` null: no rule is in force. */
export function keptBecause(of: RetentionFacts, years: number | null, now: Date): KeptBecause | null {
  if ((openStatuses as readonly Status[]).includes(of.status)) return 'case_open';
  if (of.appealOpen) return 'appeal_open';
  if (of.remedyOpen) return 'remedy_open';
  if (of.onHold) return 'legal_hold';
  if (of.clockRunning) return 'clock_running';
  if (of.reviewOpen) return 'review_open';
  if (years === null) return 'no_rule';
  return now < retentionEnds(of.lastActivityAt, years) ? 'not_yet' : null;
}
