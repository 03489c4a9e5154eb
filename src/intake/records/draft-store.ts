import type { Work } from '../../platform/work.ts';
import type { IntakeTables } from './tables.ts';

export interface DraftRow {
  readonly id: string;
  readonly sealed: Uint8Array;
  readonly savedAt: Date;
  readonly expiresAt: Date;
}

/** What one person saved and is not over, latest first; one of them when `id` is given. */
export async function draftRows(work: Work, personId: string, id: string | null = null): Promise<readonly DraftRow[]> {
  const rows = await work
    .db<IntakeTables>()
    .selectFrom('intake_draft')
    .select(['id', 'sealed', 'saved_at', 'expires_at'])
    .where('person_id', '=', personId)
    .where('expires_at', '>', work.now)
    .$if(id !== null, (all) => all.where('id', '=', id ?? ''))
    .orderBy('saved_at', 'desc')
    .orderBy('id', 'desc')
    .execute();
  return rows.map((row) => ({
    id: row.id,
    sealed: row.sealed,
    savedAt: new Date(row.saved_at),
    expiresAt: new Date(row.expires_at),
  }));
}

export async function keepDraftRow(
  work: Work,
  draft: { readonly id: string; readonly personId: string; readonly sealed: Buffer; readonly expiresAt: Date },
): Promise<void> {
  const fresh = { sealed: draft.sealed, saved_at: work.now, expires_at: draft.expiresAt };
  await work
    .db<IntakeTables>()
    .insertInto('intake_draft')
    .values({ id: draft.id, person_id: draft.personId, ...fresh })
    .onConflict((on) => on.column('id').doUpdateSet(fresh))
    .execute();
}

export async function dropDraftRow(work: Work, personId: string, id: string): Promise<void> {
  await work
    .db<IntakeTables>()
    .deleteFrom('intake_draft')
    .where('id', '=', id)
    .where('person_id', '=', personId)
    .execute();
}

/** Takes away what is over. */
export async function dropExpiredDrafts(work: Work): Promise<number> {
  const rows = await work
    .db<IntakeTables>()
    .deleteFrom('intake_draft')
    .where('expires_at', '<=', work.now)
    .returning('id')
    .execute();
  return rows.length;
}
