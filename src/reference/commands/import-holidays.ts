import { InvalidInput } from '../../kernel/errors.ts';
import type { Bilingual } from '../../kernel/language.ts';
import type { Work } from '../../platform/work.ts';
import { holidayColumns, mergeCalendar, readHolidayLines } from '../domain/holiday-file.ts';
import { demandMayChangeReference } from '../policy.ts';
import { referenceChanged } from '../reads/current-book.ts';
import { addCalendar, lockCalendar, storedCalendar } from '../records/calendars.ts';
import { recordImport } from '../records/import-runs.ts';
import { contentHash } from '../shipped.ts';
import { inLineOrder } from './import-places.ts';
import { readCsv } from './read-csv.ts';

export interface HolidaysFile {
  /** Text of the file: columns date, name_en, name_km. */
  readonly csv: string;
  /** The decree or notice it comes from. */
  readonly source?: Bilingual;
}

/** What an import of holidays did. Deadlines in the years named may move: whoever counts them recounts when `isChanged`. */
export interface CalendarChange {
  readonly version: number;
  readonly previousVersion: number | null;
  readonly isChanged: boolean;
  /** Days that are holidays now and were not. */
  readonly added: readonly string[];
  readonly removed: readonly string[];
  readonly renamed: readonly string[];
  readonly years: readonly { readonly year: number; readonly mode: 'whole_year' | 'late_announcement' }[];
  readonly provisionalYears: readonly number[];
}

const importedList: Bilingual = { km: 'បញ្ជីថ្ងៃឈប់សម្រាកដែលបាននាំចូល', en: 'Imported list of public holidays' };

/**
 * Takes a list of holidays and makes a new version of the calendar. With fifteen days or more of a year the list is the
 * decree's and replaces that year; with fewer it announces days in addition. The same list again changes nothing.
 * @throws InvalidInput `import.refused` naming every bad line
 * @throws Forbidden unless an administrator or the program itself asks
 */
export async function importHolidays(work: Work, file: HolidaysFile): Promise<CalendarChange> {
  demandMayChangeReference(work.actor);
  const { lines, faults: badLines } = readCsv(file.csv, holidayColumns);
  const { holidays, faults } = readHolidayLines(lines);
  if (badLines.length + faults.length > 0)
    throw new InvalidInput(inLineOrder([...badLines, ...faults]), 'import.refused');
  await lockCalendar(work);
  const current = await storedCalendar(work);
  const {
    isChanged,
    added,
    removed,
    renamed,
    years,
    provisionalYears,
    holidays: merged,
  } = mergeCalendar(current ?? { holidays: [], provisionalYears: [] }, holidays);
  const previousVersion = current?.version ?? null;
  const version = (previousVersion ?? 0) + (isChanged ? 1 : 0);
  if (isChanged) {
    await addCalendar(
      work,
      { version, source: file.source ?? importedList, holidays: merged, provisionalYears },
      'import',
    );
    referenceChanged(work);
    work.record({
      event: 'reference.calendar_changed',
      caseId: null,
      data: { version, previousVersion, added, removed, provisionalYears },
      announce: true,
    });
  }
  await recordImport(work, {
    kind: 'holidays',
    contentHash: contentHash(file.csv),
    lineCount: lines.length,
    counts: { added: added.length, removed: removed.length, renamed: renamed.length },
  });
  return { version, previousVersion, isChanged, added, removed, renamed, years, provisionalYears };
}
