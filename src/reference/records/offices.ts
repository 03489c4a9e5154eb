import type { Bilingual } from '../../kernel/language.ts';
import type { Work } from '../../platform/work.ts';
import type { Force, Office, OfficeType } from '../domain/types.ts';
import { actingAs } from './acting-as.ts';

export type OfficeOrigin = 'shipped' | 'import' | 'administrator';

export interface StoredOffice extends Office {
  readonly origin: OfficeOrigin;
}

interface RawOffice {
  code: string;
  tier: string | null;
  type: OfficeType;
  name_km: string;
  name_en: string;
  place: string | null;
  operator: string | null;
  supervisor: string | null;
  phone: string | null;
  force: Force;
  source: Bilingual;
  valid_from: string;
  valid_to: string | null;
  origin: OfficeOrigin;
}

export async function storedOffices(work: Work): Promise<StoredOffice[]> {
  const raw = await work.em.execute<RawOffice[]>(
    `select code, tier, type, name_km, name_en, place, operator, supervisor, phone, force, source,
            valid_from::text, valid_to::text, origin
     from office`,
  );
  return raw.map(({ name_km: km, name_en: en, valid_from: validFrom, valid_to: validTo, ...row }) => ({
    ...row,
    name: { km, en },
    validFrom,
    validTo,
  }));
}

/** Adds offices that are new and rewrites the others, but for those an administrator has taken in hand: one statement. */
export async function saveOffices(work: Work, offices: readonly Office[], origin: OfficeOrigin): Promise<void> {
  if (offices.length === 0) return;
  const rows = offices.map(({ name, validFrom, validTo, ...office }) => ({
    ...office,
    name_km: name.km,
    name_en: name.en,
    valid_from: validFrom,
    valid_to: validTo,
  }));
  await work.em.execute(
    `insert into office as o (code, tier, type, name_km, name_en, place, operator, supervisor, phone, force, source,
       valid_from, valid_to, origin, created_at, created_by)
     select code, tier, type, name_km, name_en, place, operator, supervisor, phone, force, source, valid_from, valid_to,
       ?, ?::timestamptz, ?
     from jsonb_to_recordset(?::jsonb) as f(code text, tier text, type text, name_km text, name_en text, place text,
       operator text, supervisor text, phone text, force text, source jsonb, valid_from date, valid_to date)
     on conflict (code) do update set tier = excluded.tier, type = excluded.type, name_km = excluded.name_km,
       name_en = excluded.name_en, place = excluded.place, operator = excluded.operator, supervisor = excluded.supervisor,
       phone = excluded.phone, force = excluded.force, source = excluded.source, valid_to = excluded.valid_to,
       origin = excluded.origin, row_version = o.row_version + 1, changed_at = excluded.created_at, changed_by = excluded.created_by
     where o.origin <> 'administrator'`,
    [origin, work.now.toISOString(), actingAs(work.actor), JSON.stringify(rows)],
  );
}

const columns = `code, tier, type, name_km, name_en, place, operator, supervisor, phone, force, source,
  valid_from::text, valid_to::text, origin, row_version`;

/** One office, locked until the end of the transaction, with the count of its changes; null when there is none. */
export async function lockOffice(work: Work, code: string): Promise<(StoredOffice & { rowVersion: number }) | null> {
  const [raw] = await work.em.execute<(RawOffice & { row_version: number })[]>(
    `select ${columns} from office where code = ? for update`,
    [code],
  );
  if (raw === undefined) return null;
  const { name_km: km, name_en: en, valid_from: validFrom, valid_to: validTo, row_version: rowVersion, ...row } = raw;
  return { ...row, name: { km, en }, validFrom, validTo, rowVersion };
}

export async function officeExists(work: Work, code: string): Promise<boolean> {
  return (await work.em.execute<object[]>(`select 1 from office where code = ?`, [code])).length > 0;
}

/** Adds an office by an administrator's hand. @returns false when there is one of this code */
export async function insertOffice(work: Work, office: Office): Promise<boolean> {
  const added = await work.em.execute<object[]>(
    `insert into office (code, tier, type, name_km, name_en, place, operator, supervisor, phone, force, source, valid_from,
       valid_to, origin, created_at, created_by)
     values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?::jsonb, ?::date, ?::date, 'administrator', ?::timestamptz, ?)
     on conflict (code) do nothing returning code`,
    [
      office.code,
      office.tier,
      office.type,
      office.name.km,
      office.name.en,
      office.place,
      office.operator,
      office.supervisor,
      office.phone,
      office.force,
      JSON.stringify(office.source),
      office.validFrom,
      office.validTo,
      work.now.toISOString(),
      actingAs(work.actor),
    ],
  );
  return added.length > 0;
}

/** Rewrites an office by an administrator's hand. */
export async function updateOffice(work: Work, office: Office): Promise<void> {
  await work.em.execute(
    `update office set name_km = ?, name_en = ?, phone = ?, supervisor = ?, valid_to = ?::date, origin = 'administrator',
       row_version = row_version + 1, changed_at = ?::timestamptz, changed_by = ? where code = ?`,
    [
      office.name.km,
      office.name.en,
      office.phone,
      office.supervisor,
      office.validTo,
      work.now.toISOString(),
      actingAs(work.actor),
      office.code,
    ],
  );
}
