import type { CaseTables } from '../../cases/index.ts';
import type { Work } from '../../platform/work.ts';
import type { PartyRow } from './dispute.ts';
import type { ResolutionTables } from './tables.ts';

/** A party by id. */
export async function partyRow(work: Work, id: string): Promise<PartyRow | null> {
  const row = await work
    .db<ResolutionTables>()
    .selectFrom('resolution_party')
    .selectAll()
    .where('id', '=', id)
    .executeTakeFirst();
  return row ?? null;
}

/** The reference of a case. */
export async function referenceOf(work: Work, caseId: string): Promise<string | null> {
  const row = await work
    .db<CaseTables>()
    .selectFrom('case_file')
    .select('reference')
    .where('id', '=', caseId)
    .executeTakeFirst();
  return row?.reference ?? null;
}
