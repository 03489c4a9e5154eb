import type { Work } from '../../platform/work.ts';
import type { CaseTables } from '../records/tables.ts';

/** Whether the content of a case was erased: nothing sealed can be read or added any more. */
export async function isErased(work: Work, caseId: string): Promise<boolean> {
  const row = await work
    .db<CaseTables>()
    .selectFrom('case_key')
    .select('erased_at')
    .where('case_id', '=', caseId)
    .executeTakeFirst();
  return row ? row.erased_at !== null : false;
}
