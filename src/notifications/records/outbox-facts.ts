import type { JsonValue } from '../../kernel/fact.ts';
import type { Work } from '../../platform/work.ts';
import { retryDelayMs } from '../domain/retry.ts';
import type { NoticeTables } from './tables.ts';

/** A fact from the outbox. */
export interface AnnouncedFact {
  readonly factId: string;
  readonly caseId: string | null;
  readonly event: string;
  readonly data: Readonly<Record<string, JsonValue>>;
}

/** Locks a fact whose messages are not written yet; null when they are, or when somebody else is at it. */
export async function lockFactToCompose(work: Work, factId: string): Promise<AnnouncedFact | null> {
  const row = await work
    .db<NoticeTables>()
    .selectFrom('outbox')
    .select(['fact_id', 'case_id', 'event', 'data'])
    .where('fact_id', '=', factId)
    .where('composed_at', 'is', null)
    .forUpdate()
    .skipLocked()
    .executeTakeFirst();
  return row ? { factId: row.fact_id, caseId: row.case_id, event: row.event, data: row.data } : null;
}

/** The person who brought a fact about; null when it was the program or the complainant. */
export async function doerOf(work: Work, factId: string): Promise<string | null> {
  const row = await work
    .db<NoticeTables>()
    .selectFrom('ledger_entry')
    .select('actor_id')
    .where('id', '=', factId)
    .where('actor_kind', '=', 'staff')
    .executeTakeFirst();
  return row?.actor_id ?? null;
}

/** The messages of a fact are written. */
export async function markComposed(work: Work, factId: string): Promise<void> {
  await work
    .db<NoticeTables>()
    .updateTable('outbox')
    .set({ composed_at: work.now })
    .where('fact_id', '=', factId)
    .execute();
}

/** Facts whose messages wait to be written, oldest first. */
export async function factsToCompose(work: Work, limit: number): Promise<string[]> {
  const rows = await work
    .db<NoticeTables>()
    .selectFrom('outbox')
    .select('fact_id')
    .where('composed_at', 'is', null)
    .where((of) => of.or([of('compose_after', 'is', null), of('compose_after', '<=', work.now)]))
    .orderBy('id')
    .limit(limit)
    .execute();
  return rows.map((row) => row.fact_id);
}

/** Writing the messages of a fact failed: it waits, so that it holds up no other. */
export async function postponeFact(work: Work, factId: string): Promise<void> {
  const row = await work
    .db<NoticeTables>()
    .selectFrom('outbox')
    .select('compose_attempts')
    .where('fact_id', '=', factId)
    .where('composed_at', 'is', null)
    .forUpdate()
    .executeTakeFirst();
  if (!row) return;
  const attempts = row.compose_attempts + 1;
  await work
    .db<NoticeTables>()
    .updateTable('outbox')
    .set({ compose_attempts: attempts, compose_after: new Date(work.now.getTime() + retryDelayMs(attempts, 0.5)) })
    .where('fact_id', '=', factId)
    .execute();
}
