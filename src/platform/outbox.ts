import { systemActor } from '../kernel/actor.ts';
import type { Command, Perform } from './work.ts';

/** A fact waiting in the outbox. */
export interface WaitingFact {
  readonly factId: string;
  readonly caseId: string | null;
  readonly event: string;
}

interface OutboxRow {
  id: string;
  fact_id: string;
  case_id: string | null;
  event: string;
}

const batch = 200;

/**
 * Hands facts that wait in the outbox to `deliver`, oldest first, and marks them relayed in the same transaction. Killed in
 * between, it hands them over again: whoever receives must not mind. Several relays may run: each takes other rows.
 * @returns how many were handed over
 */
export async function relayOutbox(
  perform: Perform,
  deliver: (facts: readonly WaitingFact[]) => Promise<void>,
): Promise<number> {
  let relayed = 0;
  for (;;) {
    const taken = await perform(systemActor('outbox.relay'), takeBatch, deliver);
    relayed += taken;
    if (taken < batch) return relayed;
  }
}

const takeBatch: Command<(facts: readonly WaitingFact[]) => Promise<void>, number> = async (work, deliver) => {
  const rows = await work.em.execute<OutboxRow[]>(
    'select id, fact_id, case_id, event from outbox where relayed_at is null order by id limit ? for update skip locked',
    [batch],
  );
  if (rows.length === 0) return 0;
  await deliver(rows.map((row) => ({ factId: row.fact_id, caseId: row.case_id, event: row.event })));
  await work.em.execute(`update outbox set relayed_at = ? where id = any(?::bigint[])`, [
    work.now,
    `{${rows.map((row) => row.id).join(',')}}`,
  ]);
  return rows.length;
};

/** How many facts wait, and since when the oldest does. */
export const outboxState: Command<void, { waiting: number; oldestAt: Date | null }> = async (work) => {
  const [row] = await work.em.execute<{ waiting: string; oldest: Date | null }[]>(
    'select count(*) as waiting, min(at) as oldest from outbox where relayed_at is null',
  );
  return { waiting: Number(row?.waiting ?? 0), oldestAt: row?.oldest ?? null };
};
