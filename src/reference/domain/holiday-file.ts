import type { FieldFault } from '../../kernel/errors.ts';
import type { Bilingual } from '../../kernel/language.ts';
import { isDay } from './dated.ts';
import { latinDigits } from './fold-name.ts';
import { importFault, isDamaged, type FileLine } from './import-fault.ts';
import type { Holiday } from './types.ts';

export interface FileHoliday {
  readonly on: string;
  readonly name: Bilingual;
}

/** Columns of a file of holidays. */
export const holidayColumns = ['date', 'name_en', 'name_km'] as const;

/**
 * A file with at least so many days of a year is the decree's whole list and replaces that year; with fewer it announces
 * days in addition. DEFAULT: the decrees list twenty days and more, a late announcement one to three.
 */
export const wholeYearFrom = 15;

const firstYear = 2020;
const lastYear = 2100;

/** Checks a whole file of holidays: the days in order, or the faults of every bad line. */
export function readHolidayLines(lines: readonly FileLine[]): { holidays: FileHoliday[]; faults: FieldFault[] } {
  const faults: FieldFault[] = [];
  const byDay = new Map<string, FileHoliday>();
  const lineOf = new Map<string, number>();
  for (const { line, values } of lines) {
    const before = faults.length;
    const on = latinDigits((values['date'] ?? '').trim());
    const year = Number(on.slice(0, 4));
    if (!on) faults.push(importFault(line, 'date', 'import.missing_value'));
    else if (!isDay(on)) faults.push(importFault(line, 'date', 'import.bad_date', on));
    else if (year < firstYear || year > lastYear)
      faults.push(importFault(line, 'date', 'import.year_out_of_range', on, `${firstYear}-${lastYear}`));
    else if (lineOf.has(on)) faults.push(importFault(line, 'date', 'import.duplicate_date', on, lineOf.get(on)));
    else lineOf.set(on, line);
    const texts = { km: '', en: '' };
    for (const language of ['en', 'km'] as const) {
      const field = `name_${language}`;
      const name = (values[field] ?? '').normalize('NFC').trim();
      if (!name) faults.push(importFault(line, field, 'import.missing_value'));
      else if (isDamaged(name)) faults.push(importFault(line, field, 'import.bad_character', name));
      texts[language] = name;
    }
    if (faults.length === before) byDay.set(on, { on, name: texts });
  }
  return { holidays: [...byDay.values()].sort((a, b) => (a.on < b.on ? -1 : 1)), faults };
}

export interface CalendarMerge {
  readonly holidays: readonly Holiday[];
  readonly provisionalYears: readonly number[];
  readonly years: readonly { readonly year: number; readonly mode: 'whole_year' | 'late_announcement' }[];
  readonly added: readonly string[];
  readonly removed: readonly string[];
  readonly renamed: readonly string[];
  /** Whether anything differs: days, names, or what is provisional. */
  readonly isChanged: boolean;
}

const yearOf = (day: string): number => Number(day.slice(0, 4));

/** The calendar with a list of holidays worked in; see `wholeYearFrom`. `isProvisional`: the list was made before the decree. */
export function mergeCalendar(
  current: { readonly holidays: readonly Holiday[]; readonly provisionalYears: readonly number[] },
  list: readonly FileHoliday[],
  isProvisional = false,
): CalendarMerge {
  const counts = new Map<number, number>();
  for (const { on } of list) counts.set(yearOf(on), (counts.get(yearOf(on)) ?? 0) + 1);
  const years = [...counts]
    .sort(([a], [b]) => a - b)
    .map(([year, count]) => ({
      year,
      mode: count >= wholeYearFrom || isProvisional ? ('whole_year' as const) : ('late_announcement' as const),
    }));
  const replaced = new Set(years.filter(({ mode }) => mode === 'whole_year').map(({ year }) => year));

  const was = new Map(current.holidays.map((holiday) => [holiday.on, holiday]));
  const next = new Map(
    current.holidays.filter(({ on }) => !replaced.has(yearOf(on))).map((holiday) => [holiday.on, holiday]),
  );
  for (const { on, name } of list) next.set(on, { on, name, isProvisional });
  const provisional = new Set(current.provisionalYears.filter((year) => !replaced.has(year)));
  for (const year of isProvisional ? counts.keys() : []) provisional.add(year);
  // Days announced for a year of which nothing else is known do not make that year complete.
  for (const { year, mode } of years)
    if (mode === 'late_announcement' && !current.holidays.some(({ on }) => yearOf(on) === year)) provisional.add(year);

  const added = [...next.keys()].filter((on) => !was.has(on)).sort();
  const removed = [...was.keys()].filter((on) => !next.has(on)).sort();
  const renamed = [...next.values()]
    .filter(({ on, name }) => {
      const before = was.get(on);
      return before && (before.name.km !== name.km || before.name.en !== name.en);
    })
    .map(({ on }) => on)
    .sort();
  const provisionalYears = [...provisional].sort((a, b) => a - b);
  const settled = [...next.values()].some(
    ({ on, isProvisional: now }) => was.has(on) && was.get(on)?.isProvisional !== now,
  );
  const sameYears = provisionalYears.join() === [...current.provisionalYears].sort((a, b) => a - b).join();
  return {
    holidays: [...next.values()].sort((a, b) => (a.on < b.on ? -1 : 1)),
    provisionalYears,
    years,
    added,
    removed,
    renamed,
    isChanged: added.length + removed.length + renamed.length > 0 || settled || !sameYears,
  };
}
