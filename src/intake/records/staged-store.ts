import type { Work } from '../../platform/work.ts';
import type { IntakeTables } from './tables.ts';

export interface StagedRow {
  readonly id: string;
  readonly mediaType: string;
  readonly extension: string;
  readonly bytes: number;
  readonly sealedName: Buffer;
}

/** The files of one draft, in the order in which they were chosen. */
export async function stagedRows(work: Work, draftHash: Buffer): Promise<readonly StagedRow[]> {
  const rows = await work
    .db<IntakeTables>()
    .selectFrom('staged_file')
    .select(['id', 'media_type', 'extension', 'bytes', 'sealed_name'])
    .where('draft_hash', '=', draftHash)
    .where('expires_at', '>', work.now)
    .orderBy('added_at')
    .orderBy('id')
    .execute();
  return rows.map((row) => ({
    id: row.id,
    mediaType: row.media_type,
    extension: row.extension,
    bytes: row.bytes,
    sealedName: Buffer.from(row.sealed_name),
  }));
}

export async function addStaged(work: Work, draftHash: Buffer, row: StagedRow, expiresAt: Date): Promise<void> {
  await work
    .db<IntakeTables>()
    .insertInto('staged_file')
    .values({
      id: row.id,
      draft_hash: draftHash,
      media_type: row.mediaType,
      extension: row.extension,
      bytes: row.bytes,
      sealed_name: row.sealedName,
      added_at: work.now,
      expires_at: expiresAt,
    })
    .execute();
}

/** Takes files out of a draft. @returns the ids of those that were in it */
export async function dropStaged(work: Work, draftHash: Buffer, ids: readonly string[]): Promise<readonly string[]> {
  if (ids.length === 0) return [];
  const rows = await work
    .db<IntakeTables>()
    .deleteFrom('staged_file')
    .where('draft_hash', '=', draftHash)
    .where('id', 'in', [...ids])
    .returning('id')
    .execute();
  return rows.map((row) => row.id);
}

/** Bytes of all drafts together. */
export async function stagedBytes(work: Work): Promise<number> {
  const row = await work
    .db<IntakeTables>()
    .selectFrom('staged_file')
    .select((of) => of.fn.sum<string | null>('bytes').as('bytes'))
    .executeTakeFirstOrThrow();
  return Number(row.bytes ?? 0);
}

/** Takes away what is over. */
export async function dropExpired(work: Work): Promise<number> {
  const rows = await work
    .db<IntakeTables>()
    .deleteFrom('staged_file')
    .where('expires_at', '<=', work.now)
    .returning('id')
    .execute();
  return rows.length;
}

/** Which of these names are files of a draft. */
export async function stagedAmong(work: Work, names: readonly string[]): Promise<ReadonlySet<string>> {
  if (names.length === 0) return new Set();
  const rows = await work
    .db<IntakeTables>()
    .selectFrom('staged_file')
    .select('id')
    .where('id', 'in', [...names])
    .execute();
  return new Set(rows.map((row) => row.id));
}
