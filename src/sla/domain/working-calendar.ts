import { epochDayOf, epochDayOn, instantOn, millisecondOfDay, millisecondsPerHour, yearOf } from './phnom-penh-time.ts';

/** One public holiday of the annual sub-decree. `on` is `YYYY-MM-DD`; names as the sub-decree gives them. */
export interface Holiday {
  readonly on: string;
  readonly nameKm: string;
  readonly nameEn: string;
}

/** What a calendar is made from. `provisionalYears`: years whose sub-decree is not yet published. */
export interface WorkingCalendarSource {
  readonly version: string;
  readonly holidays: readonly Holiday[];
  readonly provisionalYears: readonly number[];
}

/**
 * Monday to Friday but public holidays, in Asia/Phnom_Penh. Made by `makeWorkingCalendar`, never changed afterwards: a
 * late holiday makes a new calendar with a new `version`. The three last members serve the arithmetic here.
 */
export interface WorkingCalendar extends WorkingCalendarSource {
  /** Weekday numbers (see `weekdaysUpTo`) of the holidays that fall on Monday to Friday, ascending, each once. */
  readonly closedWeekdays: readonly number[];
  readonly holidaysByDay: ReadonlyMap<number, readonly Holiday[]>;
  readonly decreedYears: ReadonlySet<number>;
}

/** Office hours 07:30-11:30 and 14:00-17:30 local, in milliseconds of the day; an end is no longer inside. */
const morningFrom = 7.5 * millisecondsPerHour;
const morningTo = 11.5 * millisecondsPerHour;
const afternoonFrom = 14 * millisecondsPerHour;
const afternoonTo = 17.5 * millisecondsPerHour;
const morning = morningTo - morningFrom;

/** Office time in one working day: 7 h 30 min, in milliseconds. */
export const officeDay = morning + afternoonTo - afternoonFrom;

/**
 * Makes a calendar. A date listed twice (two feasts on one day) closes that day once and keeps both names.
 * Throws RangeError for a date that is not `YYYY-MM-DD` or does not exist, an empty version, or a year that is no whole
 * number. Source: annual sub-decree on public holidays.
 */
export function makeWorkingCalendar(source: WorkingCalendarSource): WorkingCalendar {
  if (source.version === '') throw new RangeError('a calendar needs a version');
  const holidaysByDay = new Map<number, readonly Holiday[]>();
  const closed = new Set<number>();
  const decreedYears = new Set<number>();
  for (const holiday of source.holidays) {
    const day = epochDayOn(holiday.on);
    holidaysByDay.set(day, [...(holidaysByDay.get(day) ?? []), { ...holiday }]);
    decreedYears.add(yearOf(day));
    if (isWeekday(day)) closed.add(weekdaysUpTo(day));
  }
  for (const year of source.provisionalYears) {
    if (!Number.isInteger(year)) throw new RangeError(`not a year: ${year}`);
    decreedYears.delete(year);
  }
  return {
    version: source.version,
    holidays: [...source.holidays],
    provisionalYears: [...source.provisionalYears],
    closedWeekdays: [...closed].sort((a, b) => a - b),
    holidaysByDay,
    decreedYears,
  };
}

/** Whether `on` (`YYYY-MM-DD`) is Monday to Friday and no public holiday. Throws RangeError for what is no date. */
export function isWorkingDay(calendar: WorkingCalendar, on: string): boolean {
  return isOpenDay(calendar, epochDayOn(on));
}

/**
 * The close (17:30 local) of the n-th working day after the trigger; day 1 is the next working day after the day the
 * trigger falls on, whether that day was a working day or not. DEFAULT, in the manner of counting of Decision 017.
 * Throws RangeError unless n is a whole number of at least 1, and for an invalid trigger.
 */
export function closeOfWorkingDay(calendar: WorkingCalendar, triggerAt: Date, n: number): Date {
  if (!Number.isInteger(n) || n < 1) throw new RangeError(`a period needs at least one whole working day, not ${n}`);
  return closeOf(workingDayNumbered(calendar, workingDaysUpTo(calendar, epochDayOf(triggerAt)) + n));
}

/**
 * Working days elapsed, counted as a period is: the day of `fromAt` is not counted, the day of `toAt` is. What happens
 * on day n of a period thus took n. Adds up over parts of a span; negative when `toAt` is on an earlier day.
 */
export function workingDaysBetween(calendar: WorkingCalendar, fromAt: Date, toAt: Date): number {
  return workingDaysUpTo(calendar, epochDayOf(toAt)) - workingDaysUpTo(calendar, epochDayOf(fromAt));
}

/**
 * The next moment inside office hours (07:30-11:30 and 14:00-17:30 of a working day): `at` itself when it is inside.
 * Messages wait for it, so that nobody is reminded at night, at lunch or at a weekend; S1 does not wait, which is for
 * the caller to decide.
 */
export function nextOfficeHour(calendar: WorkingCalendar, at: Date): Date {
  const day = epochDayOf(at);
  if (isOpenDay(calendar, day)) {
    const millisecond = millisecondOfDay(at);
    if (millisecond < morningFrom) return instantOn(day, morningFrom);
    if (millisecond >= morningTo && millisecond < afternoonFrom) return instantOn(day, afternoonFrom);
    if (millisecond < afternoonTo) return new Date(at);
  }
  return instantOn(workingDayNumbered(calendar, workingDaysUpTo(calendar, day) + 1), morningFrom);
}

/**
 * Whether the public holidays of that year are still unknown: it is listed as provisional, or the calendar holds no
 * holiday of it at all (every year has some by decree, so none means that it was not loaded).
 */
export function isProvisionalYear(calendar: WorkingCalendar, year: number): boolean {
  return !calendar.decreedYears.has(year);
}

/** Whether an epoch day is a working day. */
export function isOpenDay(calendar: WorkingCalendar, epochDay: number): boolean {
  if (!isWeekday(epochDay)) return false;
  const number = weekdaysUpTo(epochDay);
  return calendar.closedWeekdays[closedUpTo(calendar, number) - 1] !== number;
}

/** Whether an epoch day is Monday to Friday. */
export function isWeekday(epochDay: number): boolean {
  return dayOfWeek(epochDay) < 5;
}

/** Working days up to and with that epoch day, counted from a fixed Monday: the number of that working day. */
export function workingDaysUpTo(calendar: WorkingCalendar, epochDay: number): number {
  const weekdays = weekdaysUpTo(epochDay);
  return weekdays - closedUpTo(calendar, weekdays);
}

/** The epoch day of the working day that bears that number. */
export function workingDayNumbered(calendar: WorkingCalendar, number: number): number {
  // The smallest weekday number k with k - (holidays up to k) = number; such a k is never itself a holiday.
  let weekday = number;
  for (;;) {
    const next = number + closedUpTo(calendar, weekday);
    if (next === weekday) break;
    weekday = next;
  }
  const week = Math.floor((weekday - 1) / 5);
  return week * 7 + (weekday - 1 - week * 5) - mondayShift;
}

/** The close of an epoch day: 17:30 local. */
export function closeOf(epochDay: number): Date {
  return instantOn(epochDay, afternoonTo);
}

/**
 * Office time passed up to an instant, in milliseconds since a fixed Monday: it grows only inside office hours, so a
 * difference of two readings is office time between them.
 */
export function officeTimeAt(calendar: WorkingCalendar, at: Date): number {
  const day = epochDayOf(at);
  const upTo = workingDaysUpTo(calendar, day) * officeDay;
  if (!isOpenDay(calendar, day)) return upTo;
  const millisecond = millisecondOfDay(at);
  const inMorning = Math.min(Math.max(millisecond - morningFrom, 0), morning);
  const inAfternoon = Math.min(Math.max(millisecond - afternoonFrom, 0), officeDay - morning);
  return upTo - officeDay + inMorning + inAfternoon;
}

/** The instant inside office hours at which `officeTimeAt` gives that reading (the latest, where lunch or night hold). */
export function instantAtOfficeTime(calendar: WorkingCalendar, officeTime: number): Date {
  const finished = Math.floor(officeTime / officeDay);
  const rest = officeTime - finished * officeDay;
  const day = workingDayNumbered(calendar, finished + 1);
  return instantOn(day, rest < morning ? morningFrom + rest : afternoonFrom + rest - morning);
}

/** 1970-01-01 was a Thursday: the Monday that weekdays are counted from is three days before. */
const mondayShift = 3;

/** 0 for Monday to 6 for Sunday. */
function dayOfWeek(epochDay: number): number {
  return (((epochDay + mondayShift) % 7) + 7) % 7;
}

/** Days Monday to Friday from that first Monday up to and with the epoch day: the number of that weekday. */
function weekdaysUpTo(epochDay: number): number {
  const week = Math.floor((epochDay + mondayShift) / 7);
  return week * 5 + Math.min(dayOfWeek(epochDay) + 1, 5);
}

/** How many closed weekdays have a number up to and with the given one. */
function closedUpTo(calendar: WorkingCalendar, weekday: number): number {
  const closed = calendar.closedWeekdays;
  let low = 0;
  let high = closed.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((closed[middle] ?? Infinity) <= weekday) low = middle + 1;
    else high = middle;
  }
  return low;
}
