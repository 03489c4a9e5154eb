import type { Work } from '../../platform/work.ts';
import type { FilePlace } from '../domain/place-file.ts';
import type { Place, PlaceLevel } from '../domain/types.ts';
import { actingAs } from './acting-as.ts';

export type PlaceOrigin = 'shipped' | 'import' | 'administrator';

export interface StoredPlace extends Place {
  readonly origin: PlaceOrigin;
}

interface RawPlace {
  code: string;
  level: PlaceLevel;
  parent: string | null;
  name_km: string;
  name_en: string;
  unit_km: string;
  unit_en: string;
  valid_from: string;
  valid_to: string | null;
  origin: PlaceOrigin;
}

export async function storedPlaces(work: Work): Promise<StoredPlace[]> {
  const raw = await work.em.execute<RawPlace[]>(
    `select code, level, parent, name_km, name_en, unit_km, unit_en, valid_from::text, valid_to::text, origin from place`,
  );
  return raw.map((row) => ({
    code: row.code,
    level: row.level,
    parent: row.parent,
    name: { km: row.name_km, en: row.name_en },
    unit: { km: row.unit_km, en: row.unit_en },
    validFrom: row.valid_from,
    validTo: row.valid_to,
    origin: row.origin,
  }));
}

/** Adds places that are new and rewrites the names of the others: one statement. Parents must be in the set or stored. */
export async function savePlaces(
  work: Work,
  places: readonly FilePlace[],
  origin: PlaceOrigin,
  validFrom: string,
): Promise<void> {
  if (places.length === 0) return;
  const rows = places.map((place) => ({
    code: place.code,
    level: place.level,
    parent: place.parent,
    name_km: place.name.km,
    name_en: place.name.en,
    unit_km: place.unit.km,
    unit_en: place.unit.en,
  }));
  const by = actingAs(work.actor);
  const at = work.now.toISOString();
  await work.em.execute(
    `insert into place as p (code, level, parent, name_km, name_en, unit_km, unit_en, valid_from, origin, created_at, created_by)
     select code, level, parent, name_km, name_en, unit_km, unit_en, ?::date, ?, ?::timestamptz, ?
     from jsonb_to_recordset(?::jsonb) as f(code text, level text, parent text, name_km text, name_en text, unit_km text, unit_en text)
     on conflict (code) do update set name_km = excluded.name_km, name_en = excluded.name_en, unit_km = excluded.unit_km,
       unit_en = excluded.unit_en, origin = excluded.origin, row_version = p.row_version + 1,
       changed_at = excluded.created_at, changed_by = excluded.created_by`,
    [validFrom, origin, at, by, JSON.stringify(rows)],
  );
}
