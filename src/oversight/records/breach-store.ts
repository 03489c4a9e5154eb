import { sql } from 'kysely';

import { sealText } from '../../cases/index.ts';
import type { StaffActor } from '../../kernel/actor.ts';
import type { Work } from '../../platform/work.ts';
import type { BreachCause } from '../domain/causes.ts';

/** Keeps what was found about a missed deadline. @returns false when somebody has looked into it before */
export async function keepBreachReview(
  work: Work,
  by: StaffActor,
  of: {
    readonly clockId: string;
    readonly caseId: string;
    readonly cause: BreachCause;
    readonly field: string;
    readonly done: string;
  },
): Promise<boolean> {
  const sealed = await sealText(work, of.caseId, of.field, of.done);
  const kept = await sql`insert into breach_review (clock_id, case_id, cause, sealed, reviewed_by, office, reviewed_at)
    values (${of.clockId}, ${of.caseId}, ${of.cause}, ${sealed}, ${by.personId}, ${by.office}, ${work.now})
    on conflict do nothing returning clock_id`.execute(work.db());
  return kept.rows.length > 0;
}
