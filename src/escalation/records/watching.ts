import { sql } from 'kysely';

import type { Work } from '../../platform/work.ts';
import { strongerReason, type WatchReason } from '../watch-reason.ts';
import type { EscalationTables } from './tables.ts';

/** Puts a case in the watched queue; the fact is recorded when it was not there. */
export async function watchCase(work: Work, caseId: string, reason: WatchReason): Promise<void> {
  const db = work.db<EscalationTables>();
  await work.elevated('the watched queue is kept by the program', async () => {
    const found = await sql<{
      reason: string | null;
    }>`select watched_reason as reason from case_file where id = ${caseId} for update`.execute(db);
    const known = found.rows[0]?.reason ?? null;
    const now = strongerReason(known, reason);
    if (now === known) return;
    await sql`update case_file set watched_reason = ${now} where id = ${caseId}`.execute(db);
    if (known === null) work.record({ event: 'case.watched', caseId, data: { reason }, announce: true });
  });
}

/** Takes a case out of the watched queue: for these reasons, or for whatever reason (null). */
export async function unwatchCase(work: Work, caseId: string, reasons: readonly string[] | null): Promise<void> {
  const which = reasons === null ? sql`` : sql`and watched_reason = any(${`{${reasons.join(',')}}`}::text[])`;
  await work.elevated('the watched queue is kept by the program', async () => {
    await sql`update case_file set watched_reason = null where id = ${caseId} and watched_reason is not null ${which}`.execute(
      work.db<EscalationTables>(),
    );
  });
}
