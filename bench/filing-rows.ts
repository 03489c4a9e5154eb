import { randomBytes, randomUUID } from 'node:crypto';

import type pg from 'pg';

import { newId } from '../src/kernel/ids.ts';

/** Tables that a filing writes, in an order that their references allow, with the column that says whose row it is. */
const written = [
  ['case_file', 'id'],
  ['case_key', 'case_id'],
  ['case_text', 'case_id'],
  ['case_party', 'case_id'],
  ['case_lookup', 'case_id'],
  ['case_custody', 'case_id'],
  ['sla_clock', 'case_id'],
  ['filing_key', 'case_id'],
  ['ledger_entry', 'chain'],
  ['outbox', 'case_id'],
] as const;

interface TableRows {
  readonly table: string;
  readonly columns: readonly string[];
  readonly types: readonly string[];
  readonly rows: readonly (readonly unknown[])[];
}

/** The rows of one filing as they stand in the database. */
export type FilingRows = readonly TableRows[];

/** Reads back what the program wrote for one case: columns that the server fills by itself are left to it. */
export async function captureRows(owner: pg.Pool, caseId: string): Promise<FilingRows> {
  const captured: TableRows[] = [];
  for (const [table, key] of written) {
    const described = await owner.query<{ column_name: string; type: string }>(
      `select column_name, udt_name as type from information_schema.columns
       where table_schema = 'public' and table_name = $1 and is_identity = 'NO' and is_generated = 'NEVER' order by ordinal_position`,
      [table],
    );
    const byTrigger = new Set(table === 'ledger_entry' ? ['seq', 'prev_hash', 'hash'] : []);
    const columns = described.rows.filter(({ column_name: name }) => !byTrigger.has(name));
    const names = columns.map(({ column_name: name }) => name);
    const found = await owner.query<unknown[]>({
      text: `select ${names.map((name) => `"${name}"`).join(', ')} from ${table} where ${key}::text = $1`,
      values: [caseId],
      rowMode: 'array',
    });
    if (found.rows.length === 0) continue;
    captured.push({ table, columns: names, types: columns.map(({ type }) => type), rows: found.rows });
  }
  return captured;
}

type Value = (fresh: Fresh) => unknown;
interface Fresh {
  readonly ids: string[];
  readonly reference: string;
}

/** One statement of the raw side: its text, and how its values are made for each filing. */
export interface RawStatement {
  readonly name: string;
  readonly text: string;
  readonly values: readonly Value[];
}

const uuid = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;

/**
 * The same rows as plain SQL: one multi-row INSERT a table, and everything in a single statement. Identifiers, references
 * and keys are new for each filing, everything else is as the program wrote it.
 */
export function rawStatements(rows: FilingRows): {
  readonly perTable: readonly RawStatement[];
  readonly single: RawStatement;
  readonly idCount: number;
} {
  const ids = new Map<string, number>();
  const valueOf = (column: string, type: string, value: unknown): Value => {
    if (typeof value === 'string' && uuid.test(value)) {
      const index = ids.get(value) ?? ids.size;
      ids.set(value, index);
      return (fresh) => fresh.ids[index];
    }
    if (column === 'reference') return (fresh) => fresh.reference;
    if (column === 'key_hash' || column === 'receipt_hash' || column === 'hash') return () => randomBytes(32);
    if (type === 'jsonb') {
      const text = JSON.stringify(value);
      return () => text;
    }
    return () => value;
  };
  const perTable = rows.map(({ table, columns, types, rows: all }) => {
    const values: Value[] = [];
    const tuples = all.map(
      (row) =>
        `(${row
          .map((value, at) => {
            values.push(valueOf(columns[at] ?? '', types[at] ?? '', value));
            return `$${values.length}::${types[at]}`;
          })
          .join(', ')})`,
    );
    const text = `insert into ${table} (${columns.map((name) => `"${name}"`).join(', ')}) values ${tuples.join(', ')}`;
    return { name: `raw-${table}`, text, values };
  });
  let shift = 0;
  const parts = perTable.map((statement) => {
    const by = shift;
    shift += statement.values.length;
    return `${statement.name.replace('-', '_')} as (${statement.text.replace(/\$(\d+)/g, (_, n: string) => `$${Number(n) + by}`)})`;
  });
  const single = {
    name: 'raw-single',
    text: `with ${parts.join(', ')} select 1`,
    values: perTable.flatMap((statement) => statement.values),
  };
  return { perTable, single, idCount: ids.size };
}

function fresh(idCount: number): Fresh {
  return { ids: Array.from({ length: idCount }, newId), reference: `RAW-${randomUUID()}` };
}

const run = (client: pg.PoolClient, { name, text, values }: RawStatement, of: Fresh) =>
  client.query({ name, text, values: values.map((value) => value(of)) });

export type RawWay = 'per-table' | 'single-statement';

/** Inserts filings as fast as it goes for so long, one transaction each. @returns how many a second */
export async function insertRaw(
  owner: pg.Pool,
  rows: FilingRows,
  way: RawWay,
  of: { readonly milliseconds: number; readonly concurrency: number },
): Promise<number> {
  const { perTable, single, idCount } = rawStatements(rows);
  const startedAt = performance.now();
  let done = 0;
  const lane = async (): Promise<void> => {
    const client = await owner.connect();
    try {
      while (performance.now() - startedAt < of.milliseconds) {
        const given = fresh(idCount);
        if (way === 'single-statement') {
          await run(client, single, given);
        } else {
          await client.query('begin');
          for (const statement of perTable) await run(client, statement, given);
          await client.query('commit');
        }
        done += 1;
      }
    } finally {
      client.release();
    }
  };
  await Promise.all(Array.from({ length: of.concurrency }, lane));
  return done / ((performance.now() - startedAt) / 1000);
}
