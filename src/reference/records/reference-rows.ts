import type { JsonValue } from '../../kernel/fact.ts';
import type { Bilingual } from '../../kernel/language.ts';
import type { Work } from '../../platform/work.ts';
import type { LoadPlan, StoredRow } from '../domain/load-plan.ts';
import type { Force } from '../domain/types.ts';
import { actingAs } from './acting-as.ts';

interface RawRow {
  kind: string;
  code: string;
  version: number;
  valid_from: string;
  valid_to: string | null;
  force: Force;
  origin: 'shipped' | 'administrator';
  position: number;
  data: { [key: string]: JsonValue };
  source: Bilingual;
}

/** A stored version with the count of its changes, for optimistic locking. */
export type ReferenceRow = StoredRow & { readonly rowVersion: number };

const columns = `kind, code, version, valid_from::text, valid_to::text, force, origin, position, data, source, row_version`;

function rowOf(raw: RawRow & { row_version: number }): ReferenceRow {
  const { valid_from: validFrom, valid_to: validTo, row_version: rowVersion, ...rest } = raw;
  return { ...rest, validFrom, validTo, rowVersion };
}

/** All versions of all rows, or of some kinds, in the order of the data. */
export async function referenceRows(work: Work, kinds?: readonly string[]): Promise<ReferenceRow[]> {
  const raw = await work.em.execute<(RawRow & { row_version: number })[]>(
    `select ${columns} from reference_row ${kinds ? 'where kind = any(?::text[])' : ''} order by kind, position, code, version`,
    kinds ? [`{${kinds.join(',')}}`] : [],
  );
  return raw.map(rowOf);
}

/** The versions of one row, locked until the end of the transaction, oldest first. */
export async function lockVersions(work: Work, kind: string, code: string): Promise<ReferenceRow[]> {
  await work.em.execute(`select pg_advisory_xact_lock(hashtextextended(?, 11))`, [`${kind} ${code}`]);
  const raw = await work.em.execute<(RawRow & { row_version: number })[]>(
    `select ${columns} from reference_row where kind = ? and code = ? order by valid_from`,
    [kind, code],
  );
  return raw.map(rowOf);
}

/** Carries out a plan of one or more kinds, each step as one statement. Law goes through the database's own function. */
export async function applyPlan(work: Work, plan: LoadPlan): Promise<void> {
  const by = actingAs(work.actor);
  const at = work.now.toISOString();
  const stored = (row: StoredRow) => ({
    kind: row.kind,
    code: row.code,
    version: row.version,
    valid_from: row.validFrom,
    valid_to: row.validTo,
    force: row.force,
    origin: row.origin,
    position: row.position,
    data: row.data,
    source: row.source,
    created_at: at,
    created_by: by,
  });
  if (plan.close.length > 0) {
    await work.em.execute(
      `update reference_row r set valid_to = f.valid_to, row_version = r.row_version + 1, changed_at = ?::timestamptz, changed_by = ?
       from jsonb_to_recordset(?::jsonb) as f(kind text, code text, version integer, valid_to date)
       where r.kind = f.kind and r.code = f.code and r.version = f.version`,
      [at, by, JSON.stringify(plan.close.map(({ validTo, ...row }) => ({ ...row, valid_to: validTo })))],
    );
  }
  if (plan.update.length > 0) {
    await work.em.execute(
      `update reference_row r set data = f.data, source = f.source, force = f.force, position = f.position,
              row_version = r.row_version + 1, changed_at = ?::timestamptz, changed_by = ?
       from jsonb_to_recordset(?::jsonb) as f(kind text, code text, version integer, force text, position integer, data jsonb, source jsonb)
       where r.kind = f.kind and r.code = f.code and r.version = f.version`,
      [at, by, JSON.stringify(plan.update.map(stored))],
    );
  }
  const law = plan.insert.filter((row) => row.force === 'law').map(stored);
  const rest = plan.insert.filter((row) => row.force !== 'law').map(stored);
  if (law.length > 0) await work.em.execute(`select reference_add_law(?::jsonb)`, [JSON.stringify(law)]);
  if (rest.length > 0) {
    await work.em.execute(
      `insert into reference_row (kind, code, version, valid_from, valid_to, force, origin, position, data, source, created_at, created_by)
       select kind, code, version, valid_from, valid_to, force, origin, position, data, source, created_at, created_by
       from jsonb_to_recordset(?::jsonb) as f(kind text, code text, version integer, valid_from date, valid_to date, force text,
         origin text, position integer, data jsonb, source jsonb, created_at timestamptz, created_by text)`,
      [JSON.stringify(rest)],
    );
  }
}
