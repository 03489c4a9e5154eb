import type { Clock } from '../kernel/clock.ts';
import { systemActor } from '../kernel/actor.ts';
import type { Database } from './database.ts';
import {
  lookupKeyOwner,
  newDataKey,
  openVault,
  Undecryptable,
  type DataKey,
  type KeyProvider,
  type Vault,
} from './vault.ts';

interface SecretRow {
  master_id: string;
  wrapped: Buffer;
}

/**
 * Opens this installation's vault: the key with which look-ups are hashed is kept in the database, wrapped by the master
 * key, and made on the first start.
 * @throws Error in one line when the master key at hand is not the one that this database was made with
 */
export async function openInstallationVault(database: Database, provider: KeyProvider, clock: Clock): Promise<Vault> {
  return openVault(provider, await installationKey(database, provider, clock, lookupKeyOwner));
}

/** A named key of the installation, made once; several processes may ask at the same time. */
async function installationKey(
  database: Database,
  provider: KeyProvider,
  clock: Clock,
  name: string,
): Promise<DataKey> {
  const em = database.fork();
  await em.begin();
  try {
    await em.execute(`select set_config('samleng.kind', ?, true)`, [systemActor('start').kind]);
    const read = async () =>
      (await em.execute<SecretRow[]>('select master_id, wrapped from vault_secret where name = ?', [name]))[0];
    let stored = await read();
    if (!stored) {
      const fresh = await provider.wrap(newDataKey(name));
      await em.execute(
        'insert into vault_secret (name, master_id, wrapped, created_at) values (?, ?, ?, ?) on conflict (name) do nothing',
        [name, fresh.masterId, fresh.wrapped, clock.now()],
      );
      stored = await read();
    }
    await em.commit();
    if (!stored) throw new Error(`the key "${name}" could not be kept`);
    return await provider
      .unwrap(name, { masterId: stored.master_id, wrapped: stored.wrapped })
      .catch((error: unknown) => {
        if (!(error instanceof Undecryptable)) throw error;
        throw new Error(
          `the vault key at hand (${provider.currentMasterId}) does not open this database, which was made with key ${stored.master_id}: restore that key (VAULT_KEY, or vault.key in DATA_DIR)`,
        );
      });
  } catch (error) {
    await em.rollback().catch(() => undefined);
    throw error;
  }
}
