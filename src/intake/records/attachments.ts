import type { CaseTables } from '../../cases/index.ts';
import type { Work } from '../../platform/work.ts';

/** How many files a case has or may have once they are looked at. The caller holds the case locked. */
export async function countAttachments(work: Work, caseId: string): Promise<number> {
  const row = await work
    .db<CaseTables>()
    .selectFrom('attachment')
    .select((of) => of.fn.countAll<string>().as('n'))
    .where('case_id', '=', caseId)
    .where('state', '<>', 'refused')
    .executeTakeFirstOrThrow();
  return Number(row.n);
}

/** Which of these the case has already. */
export async function attachedAmong(work: Work, caseId: string, ids: readonly string[]): Promise<ReadonlySet<string>> {
  const rows = await work
    .db<CaseTables>()
    .selectFrom('attachment')
    .select('id')
    .where('case_id', '=', caseId)
    .where('id', 'in', [...ids])
    .execute();
  return new Set(rows.map((row) => row.id));
}

/** Keeps the record of a file that stands in the store under its id. */
export async function addAttachment(
  work: Work,
  of: {
    readonly id: string;
    readonly caseId: string;
    readonly mediaType: string;
    readonly bytes: number;
    readonly sha256: Buffer;
    readonly sealedName: Buffer;
    readonly state: 'kept' | 'waiting';
  },
): Promise<void> {
  const staff = work.actor.kind === 'staff' ? work.actor : null;
  await work
    .db<CaseTables>()
    .insertInto('attachment')
    .values({
      id: of.id,
      case_id: of.caseId,
      side: staff ? 'staff' : 'complainant',
      media_type: of.mediaType,
      bytes: of.bytes,
      sha256: of.sha256,
      sealed_name: of.sealedName,
      file: of.id,
      added_by: staff?.personId ?? null,
      added_at: work.now,
      state: of.state,
    })
    .execute();
}

/** One attachment of a case that may be given out, or null. */
export async function findAttachment(
  work: Work,
  caseId: string,
  id: string,
): Promise<{
  readonly id: string;
  readonly mediaType: string;
  readonly sealedName: Uint8Array;
  readonly file: string;
} | null> {
  const row = await work
    .db<CaseTables>()
    .selectFrom('attachment')
    .select(['id', 'media_type', 'sealed_name', 'file'])
    .where('case_id', '=', caseId)
    .where('id', '=', id)
    .where('state', '=', 'kept')
    .executeTakeFirst();
  return row ? { id: row.id, mediaType: row.media_type, sealedName: row.sealed_name, file: row.file } : null;
}

/** A file that waits for the scanner. */
export interface WaitingFile {
  readonly id: string;
  readonly caseId: string;
  readonly file: string;
}

/** Files that wait, the longest first; those after `after`. None of cases that were erased. */
export async function waitingFiles(work: Work, after: string | null, limit: number): Promise<readonly WaitingFile[]> {
  let rows = work
    .db<CaseTables>()
    .selectFrom('attachment as a')
    .innerJoin('case_file as c', 'c.id', 'a.case_id')
    .select(['a.id', 'a.case_id', 'a.file'])
    .where('a.state', '=', 'waiting')
    .where('c.erased_at', 'is', null);
  // Their ids follow the order in which they came.
  if (after !== null) rows = rows.where('a.id', '>', after);
  const found = await rows.orderBy('a.id').limit(limit).execute();
  return found.map((row) => ({ id: row.id, caseId: row.case_id, file: row.file }));
}

/** Says what became of a file that waited. @returns whether it still waited */
export async function settleWaiting(work: Work, id: string, state: 'kept' | 'refused'): Promise<boolean> {
  const row = await work
    .db<CaseTables>()
    .updateTable('attachment')
    .set({ state })
    .where('id', '=', id)
    .where('state', '=', 'waiting')
    .returning('id')
    .executeTakeFirst();
  return row !== undefined;
}
