import { sql } from 'kysely';

import type { Work } from '../../platform/work.ts';
import type { Columns } from '../domain/columns.ts';
import { pack, unpack } from './packed-columns.ts';

/** When the columns that are kept were taken, and how long that took; null when none are. */
export async function snapshotKept(work: Work): Promise<{ readonly takenAt: Date; readonly tookMs: number } | null> {
  const found = await sql<{ taken_at: Date | string; took_ms: number }>`
    select taken_at, took_ms from figure_snapshot`.execute(work.db());
  const [row] = found.rows;
  return row === undefined ? null : { takenAt: new Date(row.taken_at), tookMs: row.took_ms };
}

/** The columns that are kept; null when none are, or another version of the program wrote them. */
export async function readSnapshot(work: Work): Promise<Columns | null> {
  const found = await sql<{ columns: Buffer }>`select columns from figure_snapshot`.execute(work.db());
  const [row] = found.rows;
  return row === undefined ? null : unpack(row.columns);
}

/** Keeps columns instead of those before. */
export async function keepSnapshot(work: Work, columns: Columns, tookMs: number): Promise<void> {
  const packed = await pack(columns);
  await sql`insert into figure_snapshot (taken_at, took_ms, columns) values (${work.now}, ${Math.round(tookMs)}, ${packed})
    on conflict (only_one) do update set taken_at = excluded.taken_at, took_ms = excluded.took_ms, columns = excluded.columns`.execute(
    work.db(),
  );
}
