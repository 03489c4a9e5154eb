import type { Database } from '../../platform/database.ts';
import type { Work } from '../../platform/work.ts';
import { calendarVersion, currentBook, type Calendar } from '../../reference/index.ts';
import { makeWorkingCalendar, type WorkingCalendar } from '../domain/working-calendar.ts';

const made = new WeakMap<Calendar, WorkingCalendar>();
/** Versions of the calendar are never changed, so one read is enough. */
const versions = new WeakMap<Database, Map<string, WorkingCalendar>>();

/** The working calendar of a calendar as reference data keeps it. */
export function workingCalendarOf(calendar: Calendar): WorkingCalendar {
  const known = made.get(calendar);
  if (known) return known;
  const working = makeWorkingCalendar({
    version: String(calendar.version),
    holidays: calendar.holidays.map(({ on, name }) => ({ on, nameKm: name.km, nameEn: name.en })),
    provisionalYears: calendar.provisionalYears,
  });
  made.set(calendar, working);
  return working;
}

/** The calendar in force. */
export async function currentCalendar(work: Work): Promise<WorkingCalendar> {
  return workingCalendarOf((await currentBook(work)).calendar());
}

/** The calendar as it was in the version that a deadline cites; the one in force when that version is not kept. */
export async function calendarOf(work: Work, version: string): Promise<WorkingCalendar> {
  const current = await currentCalendar(work);
  if (current.version === version) return current;
  const known = versions.get(work.database) ?? new Map<string, WorkingCalendar>();
  versions.set(work.database, known);
  const found = known.get(version);
  if (found) return found;
  const stored = /^\d+$/.test(version) ? await calendarVersion(work, Number(version)) : null;
  if (!stored) return current;
  const working = workingCalendarOf(stored);
  known.set(version, working);
  return working;
}
