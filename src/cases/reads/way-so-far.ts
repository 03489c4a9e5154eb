import type { Work } from '../../platform/work.ts';
import { instant } from '../records/instant.ts';
import type { CaseTables } from '../records/tables.ts';

/** When a case arrived at a rung, and how. */
export interface Arrival {
  readonly tier: string;
  readonly office: string;
  readonly how: CaseTables['case_custody']['how'];
  readonly at: Date;
}

/** The offices that a case went through, first to last, as far as the actor may see them. */
export async function arrivalsOf(work: Work, caseId: string): Promise<readonly Arrival[]> {
  const rows = await work
    .db<CaseTables>()
    .selectFrom('case_custody')
    .select(['tier', 'office', 'how', 'from_at'])
    .where('case_id', '=', caseId)
    .orderBy('from_at')
    .orderBy('id')
    .execute();
  return rows.map((row) => ({ tier: row.tier, office: row.office, how: row.how, at: instant(row.from_at) }));
}

/**
 * References of the case that this one appeals against and of the appeal made against this one. For whoever may see the
 * case: the complainant's receipt opens all of them.
 */
export async function appealsAround(
  work: Work,
  caseId: string,
): Promise<{ readonly of: string | null; readonly by: string | null }> {
  return work.elevated('the linked cases are the same complainant’s', async () => {
    const db = work.db<CaseTables>();
    const below = await db
      .selectFrom('case_file as f')
      .innerJoin('case_file as b', 'b.id', 'f.appeal_of')
      .select('b.reference')
      .where('f.id', '=', caseId)
      .executeTakeFirst();
    const above = await db
      .selectFrom('case_file')
      .select('reference')
      .where('appeal_of', '=', caseId)
      .executeTakeFirst();
    return { of: below?.reference ?? null, by: above?.reference ?? null };
  });
}
