import type { Bilingual } from '../../kernel/language.ts';
import { explainDeadline } from './deadline-reason.ts';
import { countPauses } from './pauses.ts';
import { scheduleWith, type Schedule } from './schedule.ts';
import { checkRule, type Pause, type SlaRule } from './sla-rule.ts';
import type { WorkingCalendar } from './working-calendar.ts';

export { computeSchedule } from './schedule.ts';
export type { Schedule, Warning } from './schedule.ts';
export type { ClockKind, OnBreach, Pause, PeriodUnit, RuleForce, SlaRule, StartsFrom } from './sla-rule.ts';

/** One deadline: its instants and, in words, why this date. */
export interface Deadline extends Schedule {
  readonly why: Bilingual;
}

/**
 * The deadline of a rule for a trigger, with the pauses there were.
 *
 * Working days: the close (17:30 local) of day n, day 1 being the next working day after the trigger, later by the whole
 * working days paused. Clock hours: that many hours after the trigger, later by the time paused. Warnings stand at the
 * rule's fractions of the period (see `schedule.ts`), the move up at the close of its working day after the due date.
 * A pause that still lasts is taken to last until the allowance ends it: the latest date the deadline can have.
 *
 * Throws RangeError for a rule that cannot be timed, an invalid instant and a pause that ends before it begins.
 * Source: the rule's own instrument; the way of counting, warnings and pauses are DEFAULT.
 */
export function computeDeadline(
  rule: SlaRule,
  triggerAt: Date,
  calendar: WorkingCalendar,
  pauses: readonly Pause[],
): Deadline {
  checkRule(rule);
  const count = countPauses(rule, triggerAt, calendar, pauses);
  const schedule = scheduleWith(rule, triggerAt, calendar, count);
  return { ...schedule, why: explainDeadline(rule, triggerAt, calendar, count, schedule) };
}
