import { epochDayOf } from './phnom-penh-time.ts';
import { mayPause, pauseLimitWorkingDays, type Pause, type SlaRule } from './sla-rule.ts';
import {
  instantAtOfficeTime,
  officeDay,
  officeTimeAt,
  workingDaysUpTo,
  type WorkingCalendar,
} from './working-calendar.ts';

/** One pause as it counts: cut to the period and to what was left of the allowance. */
export interface CountedPause {
  readonly from: Date;
  /** Its end; for a pause that still lasts, the instant at which the allowance ends it. */
  readonly to: Date;
  readonly lasting: boolean;
  /** Whole working days it adds to the period: its office time, rounded up. */
  readonly workingDays: number;
  /** Its bounds in office time, as `officeTimeAt` reads it. */
  readonly officeFrom: number;
  readonly officeTo: number;
}

/** All pauses of a clock, in order of time. */
export interface PauseCount {
  readonly pauses: readonly CountedPause[];
  /** Together; never above `pauseLimitWorkingDays`. */
  readonly workingDays: number;
  /** When the pause that still lasts ends by itself; null when none lasts. */
  readonly endsAt: Date | null;
}

const none: PauseCount = { pauses: [], workingDays: 0, endsAt: null };

/**
 * Counts pauses, in whatever order they come; those that touch or overlap count as one. DEFAULT:
 * - a pause is measured in office time, and each is rounded up to whole working days, so that nobody has less time left
 *   after a pause than before it; one that touches no office hour counts nothing;
 * - what lies before the period (before day 1) counts nothing;
 * - all together add at most 10 working days; at that point the pause is over, whether or not anybody resumed it;
 * - pauses of a rule that may not pause count nothing.
 * Throws RangeError for a pause that ends before it begins.
 */
export function countPauses(
  rule: SlaRule,
  triggerAt: Date,
  calendar: WorkingCalendar,
  pauses: readonly Pause[],
): PauseCount {
  if (pauses.length === 0 || !mayPause(rule)) return none;
  const periodFrom =
    rule.period.unit === 'working_days'
      ? workingDaysUpTo(calendar, epochDayOf(triggerAt)) * officeDay
      : officeTimeAt(calendar, triggerAt);
  const counted: CountedPause[] = [];
  let used = 0;
  let endsAt: Date | null = null;
  for (const pause of joined(pauses)) {
    const left = pauseLimitWorkingDays - used;
    const officeFrom = Math.max(officeTimeAt(calendar, pause.from), periodFrom);
    const allowed = officeFrom + left * officeDay;
    const asked = pause.to === null ? allowed : Math.max(officeTimeAt(calendar, pause.to), officeFrom);
    const officeTo = Math.min(asked, allowed);
    const cut = pause.to === null || asked > allowed;
    const to = cut ? endOfAllowance(calendar, pause.from, left, allowed) : pause.to;
    const workingDays = Math.ceil((officeTo - officeFrom) / officeDay);
    counted.push({ from: pause.from, to, lasting: pause.to === null, workingDays, officeFrom, officeTo });
    used += workingDays;
    if (pause.to === null) endsAt = to;
  }
  return { pauses: counted, workingDays: used, endsAt };
}

/** Elapsed milliseconds of counted pauses that lie after `triggerAt`: what they add to a period of clock hours. */
export function elapsedIn(pause: CountedPause, triggerAt: Date): number {
  const from = Math.max(pause.from.getTime(), triggerAt.getTime());
  return Math.max(pause.to.getTime() - from, 0);
}

function endOfAllowance(calendar: WorkingCalendar, from: Date, left: number, officeTime: number): Date {
  return left === 0 ? from : instantAtOfficeTime(calendar, officeTime);
}

/** Pauses in order of time, those that touch or overlap made one. */
function joined(pauses: readonly Pause[]): Pause[] {
  const ordered = [...pauses].sort((a, b) => a.from.getTime() - b.from.getTime());
  const result: Pause[] = [];
  for (const pause of ordered) {
    if (pause.to !== null && pause.to.getTime() < pause.from.getTime()) {
      throw new RangeError('a pause cannot end before it begins');
    }
    const last = result.at(-1);
    if (last === undefined || endOf(last) < pause.from.getTime()) result.push(pause);
    else if (endOf(pause) > endOf(last)) result[result.length - 1] = { from: last.from, to: pause.to };
  }
  return result;
}

function endOf(pause: Pause): number {
  return pause.to === null ? Infinity : pause.to.getTime();
}
