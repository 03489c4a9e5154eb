import type { Bilingual } from '../../kernel/language.ts';

/** What a clock times. */
export type ClockKind =
  | 'acknowledge'
  | 'decide'
  | 'settle'
  | 'file_with_regulator'
  | 'conciliate'
  | 'appeal_window'
  | 'completeness'
  | 'appoint'
  | 'declare_conflict'
  | 'minutes'
  | 'outcome_notice'
  | 'safe_contact'
  | 'reply'
  | 'challenge'
  | 'invitation'
  | 'pause'
  | 'reopen';

/**
 * Who fixed the figure: an instrument of law, the policy framework, or this product (configurable). `open`: no text has
 * been found yet, so the figure is this product's for the time being and says so.
 */
export type RuleForce = 'law' | 'policy' | 'default' | 'open';

/** Working days run as `working-calendar.ts` says; clock hours run on through nights, weekends and holidays. */
export type PeriodUnit = 'working_days' | 'clock_hours';

/** What the trigger of the clock was. */
export type StartsFrom = 'filing' | 'arrival' | 'complete' | 'event';

/**
 * What a missed deadline leads to: `escalate` - the case moves up after a grace period (social assistance); `notice` -
 * the party is told of the right to go to the next body (social security); `watch` - the watched queue; `expire` - the
 * period was a window for a party, which closes and is nobody's breach.
 */
export type OnBreach = 'escalate' | 'notice' | 'watch' | 'expire';

/** One version of one SLA rule. A running clock keeps the version it was started with. */
export interface SlaRule {
  /** Stable code, e.g. `SA1.DECIDE.S3`. */
  readonly id: string;
  readonly version: number;
  readonly clock: ClockKind;
  readonly period: { readonly amount: number; readonly unit: PeriodUnit };
  readonly force: RuleForce;
  /** The instrument cited, e.g. Decision 017 FSA.SSR of 22 November 2024. */
  readonly instrument: Bilingual;
  readonly pausable: boolean;
  readonly startsFrom: StartsFrom;
  readonly onBreach: OnBreach;
  /** Working days from the due date to the move up; null unless `onBreach` is `escalate`. */
  readonly escalateAfterWorkingDays: number | null;
  /** Fractions of the period at which to warn, ascending, each between 0 and 1. */
  readonly warnAt: readonly number[];
}

/** A stretch in which a clock stood still; `to` is null while it lasts. */
export interface Pause {
  readonly from: Date;
  readonly to: Date | null;
}

/** All pauses of one clock together, in working days. DEFAULT. */
export const pauseLimitWorkingDays = 10;

/** Whether the rule lets its clock pause. What law fixes never pauses, whatever the rule's data say. */
export function mayPause(rule: SlaRule): boolean {
  return rule.pausable && rule.force !== 'law';
}

/**
 * Refuses a rule that cannot be timed, with a RangeError that names it: a missing or wrong figure must never quietly
 * become some other deadline.
 */
export function checkRule(rule: SlaRule): void {
  const wrong = faultOf(rule);
  if (wrong !== null) throw new RangeError(`SLA rule ${rule.id} version ${rule.version}: ${wrong}`);
}

function faultOf(rule: SlaRule): string | null {
  const { amount } = rule.period;
  if (!Number.isInteger(amount) || amount < 1) return 'the period must be a whole number of at least 1';
  if (rule.force === 'law' && rule.pausable) return 'a period fixed by law cannot be pausable';
  const grace = rule.escalateAfterWorkingDays;
  if (rule.onBreach === 'escalate' && (grace === null || !Number.isInteger(grace) || grace < 1)) {
    return 'escalation needs a whole number of working days of at least 1';
  }
  let last = 0;
  for (const fraction of rule.warnAt) {
    if (!(fraction > last && fraction < 1)) return 'warnings must ascend between 0 and 1';
    last = fraction;
  }
  return null;
}
