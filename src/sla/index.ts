/** The front door of the clocks: deadlines of cases, what moves them, and the words for why. */
export { firstClocks, keepingClocks, startClocks, type FirstClocks } from './commands/start-clocks.ts';
export { changeClocks, type ClockSet } from './commands/change-clocks.ts';
export { recomputeForCalendar, type Recomputed, type RecomputeOptions } from './commands/recompute-for-calendar.ts';
export { applyRuleToRunning, type RuleApplied, type RuleToApply } from './commands/apply-rule-to-running.ts';
export { slaListeners } from './listeners.ts';
export {
  clockSurroundings,
  deadlinesOf,
  workingDaysBetween,
  type CaseDeadline,
  type ClockSurroundings,
} from './reads/deadlines.ts';
export {
  clocksOnArrival,
  governingDue,
  governingKinds,
  newClock,
  type ClockedCase,
  type Starting,
} from './starting-clocks.ts';
export { slaEntities, type SlaTables } from './records/tables.ts';
export { currentCalendar, workingCalendarOf } from './records/calendars.ts';
export {
  clockOf,
  clocksOfCase,
  insertClocksSql,
  updateClocksSql,
  type ClockRow,
  type StoredClock,
} from './records/clock-rows.ts';
export { carryOut, dueActions, type ClockAction } from './domain/clock-actions.ts';
export { cancelClock, meetClock, type ClockFact, type ClockStanding, type ClockState } from './domain/clock.ts';
export { clockKindWords } from './domain/words.ts';
export { closeOfWorkingDay, isWorkingDay, type WorkingCalendar } from './domain/working-calendar.ts';
export { doubleClocks } from './reads/double-clocks.ts';
export { calendarEffect, clocksToRecompute, type CalendarEffect, type DeadlineMove } from './reads/calendar-effect.ts';
export { ruleEffect, type RuleEffect } from './reads/rule-effect.ts';
