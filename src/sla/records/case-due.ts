import { sql } from 'kysely';

import type { Work } from '../../platform/work.ts';
import { insertClocksSql, type StoredClock } from './clock-rows.ts';
import type { SlaTables } from './tables.ts';

/**
 * Keeps the first clocks of a case, its due date and, when a rule is missing, why it is watched: one statement, because
 * filing is the hot path.
 */
export async function keepFirstClocks(
  work: Work,
  caseId: string,
  clocks: readonly StoredClock[],
  dueAt: Date | null,
  watchedReason: string | null,
): Promise<void> {
  await sql`with started as (${insertClocksSql(clocks)})
    update case_file set due_at = ${dueAt}, watched_reason = coalesce(watched_reason, ${watchedReason}) where id = ${caseId}`.execute(
    work.db<SlaTables>(),
  );
}

/** Sets the due dates of many cases at once; the version of a case does not change, because nobody changed it. */
export async function setDueOfCases(work: Work, dues: readonly { id: string; dueAt: Date | null }[]): Promise<void> {
  if (dues.length === 0) return;
  await sql`update case_file set due_at = f."dueAt" from jsonb_to_recordset(${JSON.stringify(dues)}::jsonb) as f(id uuid, "dueAt" timestamptz)
    where case_file.id = f.id`.execute(work.db<SlaTables>());
}
