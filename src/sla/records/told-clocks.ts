import { sql } from 'kysely';

import type { Work } from '../../platform/work.ts';

/**
 * Deadlines that numbers for administrators are made of, as a condition on `sla_clock`: those of protected cases are changed
 * like all others, and are in no number that is told to whoever may not know of them.
 */
export const inTold = sql<boolean>`not exists (
  select 1 from case_file f where f.id = sla_clock.case_id and f.protected)`;

/** Of these cases, those whose deadlines are in what is told. */
export async function toldCases(work: Work, caseIds: readonly string[]): Promise<ReadonlySet<string>> {
  if (caseIds.length === 0) return new Set();
  const ids = `{${[...new Set(caseIds)].join(',')}}`;
  const found = await sql<{
    id: string;
  }>`select id from case_file where id = any(${ids}::uuid[]) and not protected`.execute(work.db());
  return new Set(found.rows.map(({ id }) => id));
}
