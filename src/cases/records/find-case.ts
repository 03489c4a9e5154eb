import { NotFound } from '../../kernel/errors.ts';
import type { Work } from '../../platform/work.ts';
import { visibleCases, type CaseStanding } from '../policy.ts';
import type { CaseTables } from './tables.ts';

export interface FoundCase extends CaseStanding {
  readonly reference: string;
  readonly identity: CaseTables['case_file']['identity'];
}

/**
 * The case with this reference, when the actor may know that it exists.
 * @throws NotFound `not_found.case` when there is none or it is not for them - the same answer
 */
export async function findCase(work: Work, reference: string): Promise<FoundCase> {
  const row = await work
    .db<CaseTables>()
    .selectFrom('case_file')
    .select([
      'id',
      'reference',
      'identity',
      'held_office',
      'operator_office',
      'assigned_to',
      'protected',
      'filed_by',
      'intake_office',
    ])
    .where('reference', '=', reference)
    .where(visibleCases(work.actor, work.now))
    .executeTakeFirst();
  if (!row) throw new NotFound('not_found.case');
  return {
    id: row.id,
    reference: row.reference,
    identity: row.identity,
    heldOffice: row.held_office,
    operatorOffice: row.operator_office,
    assignedTo: row.assigned_to,
    protected: row.protected,
    filedBy: row.filed_by,
    intakeOffice: row.intake_office,
  };
}

/** Whether the actor sees a case with this reference. */
export async function isVisible(work: Work, reference: string): Promise<boolean> {
  const row = await work
    .db<CaseTables>()
    .selectFrom('case_file')
    .select('id')
    .where('reference', '=', reference)
    .where(visibleCases(work.actor, work.now))
    .executeTakeFirst();
  return row !== undefined;
}

/**
 * Rows about cases, found with the system's eyes, without those about cases that the actor does not see: asked as the actor, so
 * that row-level security answers too.
 */
export async function seenOf<R extends { readonly case_id: string }>(work: Work, rows: readonly R[]): Promise<R[]> {
  if (rows.length === 0) return [];
  const seen = await work
    .db<CaseTables>()
    .selectFrom('case_file')
    .select('id')
    .where('id', 'in', [...new Set(rows.map((row) => row.case_id))])
    .where(visibleCases(work.actor, work.now))
    .execute();
  const ids = new Set(seen.map((row) => row.id));
  return rows.filter((row) => ids.has(row.case_id));
}
