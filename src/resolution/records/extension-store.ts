import { newId } from '../../kernel/ids.ts';
import type { Work } from '../../platform/work.ts';
import type { ConsentWay } from '../domain/terms.ts';
import type { ResolutionTables } from './tables.ts';

interface InFile {
  readonly id: string;
  readonly case_id: string;
}

/**
 * Keeps that a party asks to move the day to `untilAt`. Requests for the same day are one proposal.
 * @returns the proposal, and who has asked for it by now
 */
export async function askExtension(
  work: Work,
  file: InFile,
  of: { readonly untilAt: Date; readonly partyId: string; readonly way: ConsentWay },
): Promise<{ readonly id: string; readonly asked: ReadonlySet<string> }> {
  const db = work.db<ResolutionTables>();
  const known = await db
    .selectFrom('resolution_extension')
    .select('id')
    .where('file_id', '=', file.id)
    .where('until_at', '=', of.untilAt)
    .where('granted_at', 'is', null)
    .executeTakeFirst();
  const id = known?.id ?? newId();
  if (!known) {
    await db
      .insertInto('resolution_extension')
      .values({ id, file_id: file.id, case_id: file.case_id, until_at: of.untilAt, proposed_at: work.now })
      .execute();
  }
  await db
    .insertInto('resolution_extension_request')
    .values({ extension_id: id, case_id: file.case_id, party_id: of.partyId, way: of.way, at: work.now })
    .onConflict((on) => on.doNothing())
    .execute();
  const rows = await db
    .selectFrom('resolution_extension_request')
    .select('party_id')
    .where('extension_id', '=', id)
    .execute();
  return { id, asked: new Set(rows.map((row) => row.party_id)) };
}

/** Marks a proposal as granted. */
export async function grantExtension(work: Work, id: string): Promise<void> {
  await work
    .db<ResolutionTables>()
    .updateTable('resolution_extension')
    .set({ granted_at: work.now })
    .where('id', '=', id)
    .execute();
}
