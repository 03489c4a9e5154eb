import { createHmac } from 'node:crypto';

import type { Database } from '../../platform/database.ts';
import type { DataKey } from '../../platform/vault.ts';
import type { Work } from '../../platform/work.ts';
import type { AccessTables } from './tables.ts';

const owner = 'access';
const known = new WeakMap<Database, DataKey>();

/**
 * The key of this installation for sign-in: seals authenticator secrets, keys the hashes of accounts and codes. Made on
 * first use, kept in `vault_secret` closed by the master key.
 * @throws Undecryptable when no master key at hand opens it
 */
export async function accessKey(work: Work): Promise<DataKey> {
  const ready = known.get(work.database);
  if (ready) return ready;
  const key = await work.elevated('the sign-in key belongs to the installation', () => readOrMake(work));
  work.afterCommit(() => void known.set(work.database, key));
  return key;
}

async function readOrMake(work: Work): Promise<DataKey> {
  const stored = await read(work);
  if (stored) return work.vault.openKey(owner, { masterId: stored.master_id, wrapped: stored.wrapped });
  const made = await work.vault.createKey(owner);
  await work
    .db<AccessTables>()
    .insertInto('vault_secret')
    .values({
      name: owner,
      master_id: made.wrapped.masterId,
      wrapped: Buffer.from(made.wrapped.wrapped),
      created_at: work.now,
      rewrapped_at: null,
    })
    .onConflict((conflict) => conflict.column('name').doNothing())
    .execute();
  // Another process may have been first: what is stored counts.
  const kept = await read(work);
  if (!kept) throw new Error('the sign-in key was not stored');
  return work.vault.openKey(owner, { masterId: kept.master_id, wrapped: kept.wrapped });
}

function read(work: Work) {
  return work
    .db<AccessTables>()
    .selectFrom('vault_secret')
    .select(['master_id', 'wrapped'])
    .where('name', '=', owner)
    .executeTakeFirst();
}

/** A keyed hash for one purpose: equal texts have equal hashes, nothing can be read back. */
export function keyedHash(key: DataKey, purpose: 'account' | 'network' | 'recovery', text: string): Buffer {
  return createHmac('sha256', key.bytes).update(`${purpose}|${text}`, 'utf8').digest();
}

const totpField = (personId: string): string => `totp|${personId}`;

/** Seals an authenticator secret for one person. */
export function sealTotp(work: Work, key: DataKey, personId: string, secret: string): Buffer {
  return work.vault.seal(key, totpField(personId), secret);
}

/** @throws Undecryptable when altered or moved to another person. */
export function openTotp(work: Work, key: DataKey, personId: string, sealed: Uint8Array): string {
  return work.vault.open(key, totpField(personId), sealed);
}
