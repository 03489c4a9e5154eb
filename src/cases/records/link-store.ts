import type { Work } from '../../platform/work.ts';
import type { CaseTables } from './tables.ts';

/** Links two cases; a link that stands already stays as it is. */
export async function linkCases(
  work: Work,
  of: { readonly caseId: string; readonly otherId: string; readonly kind: CaseTables['case_link']['kind'] },
): Promise<void> {
  await work
    .db<CaseTables>()
    .insertInto('case_link')
    .values({
      case_id: of.caseId,
      other_id: of.otherId,
      kind: of.kind,
      linked_at: work.now,
      linked_by: work.actor.kind === 'staff' ? work.actor.personId : null,
    })
    .onConflict((conflict) => conflict.columns(['case_id', 'other_id', 'kind']).doNothing())
    .execute();
}

/** Keeps the complainant's rating, 1 to 5. */
export async function addRating(work: Work, caseId: string, score: number): Promise<void> {
  await work
    .db<CaseTables>()
    .insertInto('case_rating')
    .values({ case_id: caseId, score, rated_at: work.now })
    .execute();
}
