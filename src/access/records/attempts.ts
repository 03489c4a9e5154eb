import type { Work } from '../../platform/work.ts';
import type { Attempts } from '../domain/throttle.ts';
import { instant, instantOrNull } from './instant.ts';
import type { AccessTables } from './tables.ts';

/** Who tries from where, as keyed hashes. */
export interface AttemptPair {
  readonly account: Buffer;
  readonly network: Buffer;
}

/** The failures of a pair, its row made when missing and locked until the transaction ends. */
export async function lockAttempts(work: Work, pair: AttemptPair): Promise<Attempts> {
  const row = await work
    .db<AccessTables>()
    .insertInto('sign_in_attempt')
    .values({ ...pair, failed_count: 0, last_failed_at: work.now, blocked_until: null })
    // Changes nothing, but locks and returns the row that is there.
    .onConflict((conflict) =>
      conflict
        .columns(['account', 'network'])
        .doUpdateSet((set) => ({ failed_count: set.ref('sign_in_attempt.failed_count') })),
    )
    .returning(['failed_count', 'last_failed_at', 'blocked_until'])
    .executeTakeFirstOrThrow();
  return {
    failedCount: row.failed_count,
    lastFailedAt: instant(row.last_failed_at),
    blockedUntil: instantOrNull(row.blocked_until),
  };
}

export async function saveAttempts(work: Work, pair: AttemptPair, attempts: Attempts): Promise<void> {
  await work
    .db<AccessTables>()
    .updateTable('sign_in_attempt')
    .set({
      failed_count: attempts.failedCount,
      last_failed_at: attempts.lastFailedAt,
      blocked_until: attempts.blockedUntil,
    })
    .where('account', '=', pair.account)
    .where('network', '=', pair.network)
    .execute();
}

export async function forgetAttempts(work: Work, pair: AttemptPair): Promise<void> {
  await work
    .db<AccessTables>()
    .deleteFrom('sign_in_attempt')
    .where('account', '=', pair.account)
    .where('network', '=', pair.network)
    .execute();
}

/** @returns how many were removed */
export async function removeOldAttempts(work: Work, before: Date): Promise<number> {
  const gone = await work
    .db<AccessTables>()
    .deleteFrom('sign_in_attempt')
    .where('last_failed_at', '<', before)
    .returning('failed_count')
    .execute();
  return gone.length;
}
