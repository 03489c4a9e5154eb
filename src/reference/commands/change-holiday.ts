import { InvalidInput } from '../../kernel/errors.ts';
import type { Work } from '../../platform/work.ts';
import { holidayFaults, withHolidayChanged, type HolidayChange } from '../domain/change-holiday.ts';
import { demandMayChangeReference } from '../policy.ts';
import { referenceChanged } from '../reads/current-book.ts';
import { addCalendar, lockCalendar, storedCalendar } from '../records/calendars.ts';

/**
 * Adds a day to the calendar or takes one out: a new version of the whole calendar. Open deadlines follow it when they are
 * recomputed (`recomputeForCalendar`), which a worker does within a minute.
 * @throws Forbidden; InvalidInput naming every bad field
 */
export async function changeHoliday(work: Work, change: HolidayChange): Promise<{ readonly version: number }> {
  demandMayChangeReference(work.actor);
  await lockCalendar(work);
  const current = await storedCalendar(work);
  const holidays = current?.holidays ?? [];
  const faults = holidayFaults(holidays, change);
  if (faults.length > 0) throw new InvalidInput([...faults]);
  const version = (current?.version ?? 0) + 1;
  const after = withHolidayChanged(holidays, change);
  const year = Number(change.on.slice(0, 4));
  const provisionalYears = current?.provisionalYears ?? [];
  // One day of a year of which nothing is known does not make it complete.
  const isUnknownYear = !holidays.some(({ on }) => on.startsWith(String(year)));
  await addCalendar(
    work,
    {
      version,
      source: change.source,
      holidays: after,
      provisionalYears:
        isUnknownYear && !provisionalYears.includes(year) ? [...provisionalYears, year] : provisionalYears,
    },
    'administrator',
  );
  referenceChanged(work);
  work.record({
    event: 'reference.calendar_changed',
    caseId: null,
    data: {
      version,
      previousVersion: current?.version ?? null,
      added: change.what === 'add' ? [change.on] : [],
      removed: change.what === 'remove' ? [change.on] : [],
      provisionalYears: [...provisionalYears],
    },
    announce: true,
  });
  return { version };
}
