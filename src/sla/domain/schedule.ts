import { countPauses, elapsedIn, type PauseCount } from './pauses.ts';
import { epochDayOf, millisecondsPerHour, yearOf } from './phnom-penh-time.ts';
import { checkRule, type Pause, type SlaRule } from './sla-rule.ts';
import {
  closeOf,
  closeOfWorkingDay,
  instantAtOfficeTime,
  isProvisionalYear,
  officeDay,
  workingDayNumbered,
  workingDaysUpTo,
  type WorkingCalendar,
} from './working-calendar.ts';

/** A warning before a deadline: `fraction` of the period has run at `at`. */
export interface Warning {
  readonly fraction: number;
  readonly at: Date;
}

/** The instants of one deadline. */
export interface Schedule {
  /** The last instant in time: an act at `dueAt` itself is on time, one a millisecond later is not. */
  readonly dueAt: Date;
  readonly warnings: readonly Warning[];
  /** When a breach moves the case up; null when the rule does not escalate. */
  readonly escalateAt: Date | null;
  /** When a pause that still lasts ends by itself; null when none lasts. `dueAt` then assumes that it lasts so long. */
  readonly pauseEndsAt: Date | null;
  readonly pausedWorkingDays: number;
  /** The period touches a year whose public holidays are not yet known, so that `dueAt` may move. */
  readonly provisional: boolean;
}

/** `computeDeadline` without the words: the dates alone, for the many. Same errors. */
export function computeSchedule(
  rule: SlaRule,
  triggerAt: Date,
  calendar: WorkingCalendar,
  pauses: readonly Pause[],
): Schedule {
  checkRule(rule);
  return scheduleWith(rule, triggerAt, calendar, countPauses(rule, triggerAt, calendar, pauses));
}

/** The schedule for pauses already counted. */
export function scheduleWith(rule: SlaRule, triggerAt: Date, calendar: WorkingCalendar, count: PauseCount): Schedule {
  const inWorkingDays = rule.period.unit === 'working_days';
  const { dueAt, warnings } = inWorkingDays
    ? inWorkingTime(rule, triggerAt, calendar, count)
    : inClockTime(rule, triggerAt, count);
  const grace = rule.escalateAfterWorkingDays;
  return {
    dueAt,
    warnings,
    escalateAt: rule.onBreach === 'escalate' && grace !== null ? closeOfWorkingDay(calendar, dueAt, grace) : null,
    pauseEndsAt: count.endsAt,
    pausedWorkingDays: count.workingDays,
    provisional: inWorkingDays && provisionalYearsIn(calendar, triggerAt, dueAt).length > 0,
  };
}

/** Years from the trigger to the due date whose public holidays are not yet known. */
export function provisionalYearsIn(calendar: WorkingCalendar, triggerAt: Date, dueAt: Date): number[] {
  const last = yearOf(epochDayOf(dueAt));
  const years: number[] = [];
  for (let year = yearOf(epochDayOf(triggerAt)); year <= last; year += 1) {
    if (isProvisionalYear(calendar, year)) years.push(year);
  }
  return years;
}

type Instants = Pick<Schedule, 'dueAt' | 'warnings'>;

/**
 * A period of working days, longer by the working days of its pauses. Warnings are measured in office time from the
 * opening of day 1 - 80 % of one day is 16:00, 50 % of ten days the opening of day 6 - so that each falls inside office
 * hours, before the close of the last day, and no two fall together.
 */
function inWorkingTime(rule: SlaRule, triggerAt: Date, calendar: WorkingCalendar, count: PauseCount): Instants {
  const { amount } = rule.period;
  const before = workingDaysUpTo(calendar, epochDayOf(triggerAt));
  const dueAt = closeOf(workingDayNumbered(calendar, before + amount + count.workingDays));
  const warnings = rule.warnAt.map((fraction) => {
    let at = before * officeDay + Math.round(fraction * amount * officeDay);
    for (const pause of count.pauses) if (pause.officeFrom <= at) at += pause.officeTo - pause.officeFrom;
    return { fraction, at: instantAtOfficeTime(calendar, at) };
  });
  return { dueAt, warnings };
}

/** A period of hours that runs day and night; warnings are plain fractions of it, pauses out. */
function inClockTime(rule: SlaRule, triggerAt: Date, count: PauseCount): Instants {
  const start = triggerAt.getTime();
  const length = rule.period.amount * millisecondsPerHour;
  const paused = count.pauses.reduce((sum, pause) => sum + elapsedIn(pause, triggerAt), 0);
  const warnings = rule.warnAt.map((fraction) => {
    let at = start + Math.round(fraction * length);
    for (const pause of count.pauses) if (pause.from.getTime() <= at) at += elapsedIn(pause, triggerAt);
    return { fraction, at: new Date(at) };
  });
  return { dueAt: new Date(start + length + paused), warnings };
}
