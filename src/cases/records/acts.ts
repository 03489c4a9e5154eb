import { sql } from 'kysely';

import type { Work } from '../../platform/work.ts';
import type { CaseRecord } from './tables.ts';

/** The ledger as this area reads it. */
export interface LedgerTables {
  ledger_entry: {
    chain: string;
    seq: number | string;
    id: string;
    at: Date | string;
    actor_kind: 'staff' | 'complainant' | 'system';
    actor_id: string | null;
    actor_office: string | null;
    event: string;
    data: Record<string, unknown>;
  };
}

/** Facts that show that somebody worked on a case, beside reading it or taking it in. */
const handling = [
  'case.acknowledged',
  'case.assigned',
  'case.decided',
  'case.escalated',
  'case.transferred',
  'information.requested',
  'note.added',
  'remedy.fulfilled',
];

/**
 * Whether somebody worked on this case, or the one it appeals, from an office other than the one that holds it now. The
 * system's eyes are used: the case below may be out of sight of the actor, and binds them all the same.
 */
export async function actedElsewhere(work: Work, file: CaseRecord, personId: string): Promise<boolean> {
  const chains = [file.id, ...(file.appealOf ? [file.appealOf] : [])];
  return work.elevated('whether the decider handled the case below', async () => {
    const found = await work
      .db<LedgerTables>()
      .selectFrom('ledger_entry')
      .select(sql<number>`1`.as('one'))
      .where('chain', 'in', chains)
      .where('actor_id', '=', personId)
      .where('actor_office', '<>', file.heldOffice)
      .where('event', 'in', handling)
      .limit(1)
      .executeTakeFirst();
    return found !== undefined;
  });
}
