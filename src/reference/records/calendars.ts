import type { Bilingual } from '../../kernel/language.ts';
import type { Work } from '../../platform/work.ts';
import type { Calendar, Holiday } from '../domain/types.ts';
import { actingAs } from './acting-as.ts';

export type CalendarOrigin = 'shipped' | 'import' | 'administrator';

export interface StoredCalendar extends Calendar {
  readonly origin: CalendarOrigin;
}

interface RawHoliday {
  on_date: string;
  name_km: string;
  name_en: string;
  is_provisional: boolean;
}

/** The calendar as it was in a version, or the latest. Null when there is none. */
export async function storedCalendar(work: Work, version?: number): Promise<StoredCalendar | null> {
  const heads = await work.em.execute<
    { version: number; source: Bilingual; provisional_years: string; origin: CalendarOrigin }[]
  >(
    `select version, source, array_to_json(provisional_years)::text as provisional_years, origin from calendar_version
     ${version === undefined ? '' : 'where version = ?'} order by version desc limit 1`,
    version === undefined ? [] : [version],
  );
  const head = heads[0];
  if (!head) return null;
  const raw = await work.em.execute<RawHoliday[]>(
    `select on_date::text, name_km, name_en, is_provisional from holiday where calendar_version = ? order by on_date`,
    [head.version],
  );
  const holidays = raw.map((row): Holiday => ({
    on: row.on_date,
    name: { km: row.name_km, en: row.name_en },
    isProvisional: row.is_provisional,
  }));
  return {
    version: head.version,
    source: head.source,
    holidays,
    coveredYears: [...new Set(holidays.map(({ on }) => Number(on.slice(0, 4))))],
    provisionalYears: JSON.parse(head.provisional_years) as number[],
    origin: head.origin,
  };
}

/** One change of the calendar at a time, until the end of the transaction. */
export async function lockCalendar(work: Work): Promise<void> {
  await work.em.execute(`select pg_advisory_xact_lock(5310728)`);
}

/** A new version: the whole list. */
export async function addCalendar(
  work: Work,
  calendar: Pick<Calendar, 'version' | 'source' | 'holidays' | 'provisionalYears'>,
  origin: CalendarOrigin,
): Promise<void> {
  await work.em.execute(
    `insert into calendar_version (version, source, provisional_years, origin, created_at, created_by)
     values (?, ?::jsonb, ?::integer[], ?, ?::timestamptz, ?)`,
    [
      calendar.version,
      JSON.stringify(calendar.source),
      `{${calendar.provisionalYears.join(',')}}`,
      origin,
      work.now.toISOString(),
      actingAs(work.actor),
    ],
  );
  await work.em.execute(
    `insert into holiday (calendar_version, on_date, name_km, name_en, is_provisional)
     select ?, f.* from jsonb_to_recordset(?::jsonb) as f(on_date date, name_km text, name_en text, is_provisional boolean)`,
    [
      calendar.version,
      JSON.stringify(
        calendar.holidays.map(({ on, name, isProvisional }) => ({
          on_date: on,
          name_km: name.km,
          name_en: name.en,
          is_provisional: isProvisional,
        })),
      ),
    ],
  );
}
