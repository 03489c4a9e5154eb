import type { Database } from '../../platform/database.ts';
import type { DataKey } from '../../platform/vault.ts';
import type { Work } from '../../platform/work.ts';
import type { AccessTables } from './tables.ts';

const known = new WeakMap<Database, Map<string, DataKey>>();

/**
 * A key of this installation by name: made on first use, kept in `vault_secret` closed by the master key.
 * @throws Undecryptable when no master key at hand opens it
 */
export async function installationKey(work: Work, name: string): Promise<DataKey> {
  const ready = known.get(work.database)?.get(name);
  if (ready) return ready;
  const key = await work.elevated('the key belongs to the installation', () => readOrMake(work, name));
  work.afterCommit(() => {
    const keys = known.get(work.database) ?? new Map<string, DataKey>();
    known.set(work.database, keys.set(name, key));
  });
  return key;
}

async function readOrMake(work: Work, name: string): Promise<DataKey> {
  const stored = await read(work, name);
  if (stored) return work.vault.openKey(name, { masterId: stored.master_id, wrapped: stored.wrapped });
  const made = await work.vault.createKey(name);
  await work
    .db<AccessTables>()
    .insertInto('vault_secret')
    .values({
      name,
      master_id: made.wrapped.masterId,
      wrapped: Buffer.from(made.wrapped.wrapped),
      created_at: work.now,
      rewrapped_at: null,
    })
    .onConflict((conflict) => conflict.column('name').doNothing())
    .execute();
  // Another process may have been first: what is stored counts.
  const kept = await read(work, name);
  if (!kept) throw new Error(`the key "${name}" was not stored`);
  return work.vault.openKey(name, { masterId: kept.master_id, wrapped: kept.wrapped });
}

function read(work: Work, name: string) {
  return work
    .db<AccessTables>()
    .selectFrom('vault_secret')
    .select(['master_id', 'wrapped'])
    .where('name', '=', name)
    .executeTakeFirst();
}
