import { sql } from 'kysely';

import type { Work } from '../../platform/work.ts';

/** Keeps that a case was made to try the system. @returns false when that was known */
export async function addTestCase(work: Work, caseId: string, by: string): Promise<boolean> {
  const rows = await sql`insert into test_case (case_id, marked_by, marked_at) values (${caseId}, ${by}, ${work.now})
    on conflict do nothing returning case_id`.execute(work.db());
  return rows.rows.length > 0;
}
