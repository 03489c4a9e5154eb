import type { CaseTables } from '../../cases/index.ts';
import type { Work } from '../../platform/work.ts';
import type { FileRow, PartyRow } from './dispute.ts';
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

/** Days ahead in which a date is looked at: a challenge period, a notice and the longest row of holidays lie within. */
const nearDays = 40;

/** Disputes under way whose date comes near and of which nothing was said yet, the nearest first. */
export async function filesToWatch(work: Work, limit: number): Promise<readonly string[]> {
  const rows = await work
    .db<ResolutionTables>()
    .selectFrom('resolution_file')
    .select('id')
    .where('tight_warned_at', 'is', null)
    .where('limit_at', '<', new Date(work.now.getTime() + nearDays * 24 * 3_600_000))
    .where('stage', 'in', ['admissibility', 'consents', 'appointment', 'declarations', 'challenge_period', 'sessions'])
    .orderBy('limit_at')
    .orderBy('id')
    .limit(limit)
    .execute();
  return rows.map((row) => row.id);
}

/** A dispute file locked, unless somebody else has it. */
export async function lockFileToWatch(work: Work, id: string): Promise<FileRow | null> {
  const row = await work
    .db<ResolutionTables>()
    .selectFrom('resolution_file')
    .selectAll()
    .where('id', '=', id)
    .forUpdate()
    .skipLocked()
    .executeTakeFirst();
  return row ?? null;
}

/** The parties of a dispute. */
export async function partiesOfFile(work: Work, fileId: string): Promise<readonly PartyRow[]> {
  return work.db<ResolutionTables>().selectFrom('resolution_party').selectAll().where('file_id', '=', fileId).execute();
}
