import type { Work } from '../../platform/work.ts';
import { instantOrNull } from './instant.ts';
import type { AccessTables } from './tables.ts';

export interface CredentialRecord {
  readonly personId: string;
  readonly passwordHash: string | null;
  readonly totpSealed: Uint8Array | null;
  /** The last authenticator step used; an earlier or the same one is never taken again. */
  readonly totpLastStep: number | null;
  /** Wrong codes after a right password, in a row. */
  readonly failedCount: number;
  readonly blockedUntil: Date | null;
}

/** The stored hash alone, without a lock: to be verified outside the transaction. */
export async function passwordHashOf(work: Work, personId: string): Promise<string | null> {
  const row = await work
    .db<AccessTables>()
    .selectFrom('credential')
    .select('password_hash')
    .where('person_id', '=', personId)
    .executeTakeFirst();
  return row?.password_hash ?? null;
}

/** Locked until the transaction ends, so that one code cannot be used by two sign-ins at once. */
export async function lockCredential(work: Work, personId: string): Promise<CredentialRecord | null> {
  const row = await work
    .db<AccessTables>()
    .selectFrom('credential')
    .select(['person_id', 'password_hash', 'totp_sealed', 'totp_last_step', 'failed_count', 'blocked_until'])
    .where('person_id', '=', personId)
    .forUpdate()
    .executeTakeFirst();
  if (!row) return null;
  return {
    personId: row.person_id,
    passwordHash: row.password_hash,
    totpSealed: row.totp_sealed,
    totpLastStep: row.totp_last_step === null ? null : Number(row.totp_last_step),
    failedCount: row.failed_count,
    blockedUntil: instantOrNull(row.blocked_until),
  };
}

/** Sets all of it anew: after an invitation. */
export async function putCredentials(
  work: Work,
  all: readonly { personId: string; passwordHash: string; totpSealed: Buffer | null; totpLastStep: number | null }[],
): Promise<void> {
  await work
    .db<AccessTables>()
    .insertInto('credential')
    .values(
      all.map((each) => ({
        person_id: each.personId,
        password_hash: each.passwordHash,
        totp_sealed: each.totpSealed,
        totp_last_step: each.totpLastStep === null ? null : String(each.totpLastStep),
        failed_count: 0,
        blocked_until: null,
        changed_at: work.now,
      })),
    )
    .onConflict((conflict) =>
      conflict.column('person_id').doUpdateSet((set) => ({
        password_hash: set.ref('excluded.password_hash'),
        totp_sealed: set.ref('excluded.totp_sealed'),
        totp_last_step: set.ref('excluded.totp_last_step'),
        failed_count: 0,
        blocked_until: null,
        changed_at: set.ref('excluded.changed_at'),
      })),
    )
    .execute();
}

export async function changeCredential(
  work: Work,
  personId: string,
  change: {
    readonly passwordHash?: string;
    readonly totpLastStep?: number;
    readonly failedCount?: number;
    readonly blockedUntil?: Date | null;
  },
): Promise<void> {
  await work
    .db<AccessTables>()
    .updateTable('credential')
    .set({
      ...(change.passwordHash === undefined ? {} : { password_hash: change.passwordHash, changed_at: work.now }),
      ...(change.totpLastStep === undefined ? {} : { totp_last_step: String(change.totpLastStep) }),
      ...(change.failedCount === undefined ? {} : { failed_count: change.failedCount }),
      ...(change.blockedUntil === undefined ? {} : { blocked_until: change.blockedUntil }),
    })
    .where('person_id', '=', personId)
    .execute();
}

/** Whether the person has an authenticator enrolled. */
export async function hasAuthenticator(work: Work, personId: string): Promise<boolean> {
  const row = await work
    .db<AccessTables>()
    .selectFrom('credential')
    .select('person_id')
    .where('person_id', '=', personId)
    .where('totp_sealed', 'is not', null)
    .executeTakeFirst();
  return row !== undefined;
}

/** Puts these recovery codes (as keyed hashes) in the place of all earlier ones. */
export async function replaceRecoveryCodes(work: Work, personId: string, hashes: readonly Buffer[]): Promise<void> {
  await work.db<AccessTables>().deleteFrom('recovery_code').where('person_id', '=', personId).execute();
  if (hashes.length === 0) return;
  await work
    .db<AccessTables>()
    .insertInto('recovery_code')
    .values(hashes.map((hash) => ({ person_id: personId, hash, created_at: work.now, used_at: null })))
    .execute();
}

/** Uses up a recovery code; false when there is no such unused one. */
export async function useRecoveryCode(work: Work, personId: string, hash: Buffer): Promise<boolean> {
  const used = await work
    .db<AccessTables>()
    .updateTable('recovery_code')
    .set({ used_at: work.now })
    .where('person_id', '=', personId)
    .where('hash', '=', hash)
    .where('used_at', 'is', null)
    .returning('person_id')
    .execute();
  return used.length === 1;
}

export async function recoveryCodesLeft(work: Work, personId: string): Promise<number> {
  const rows = await work
    .db<AccessTables>()
    .selectFrom('recovery_code')
    .select('hash')
    .where('person_id', '=', personId)
    .where('used_at', 'is', null)
    .execute();
  return rows.length;
}
