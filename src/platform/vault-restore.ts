import { rename } from 'node:fs/promises';

import type { Database } from './database.ts';
import { localKeyProvider, Undecryptable } from './vault.ts';
import { keyFile, readKeyFile, writeKeyFile, type MasterKey } from './vault-keys.ts';

/**
 * Why a master key does not open this database, in one line; null when it opens every key of the installation and all that
 * cases are wrapped with bears its name.
 */
export async function whyNotOpened(database: Database, key: MasterKey): Promise<string | null> {
  const em = database.fork();
  await em.begin();
  try {
    await em.execute(`select set_config('samleng.kind', 'system', true)`);
    const secrets = await em.execute<{ name: string; master_id: string; wrapped: Buffer }[]>(
      'select name, master_id, wrapped from vault_secret order by name',
    );
    const masters = await em.execute<{ id: string }[]>(
      `select id from vault_master m where exists (select 1 from case_key k where k.master_id = m.id and k.wrapped is not null)
       union select master_id from vault_secret order by id`,
    );
    const others = masters.filter(({ id }) => id !== key.id);
    if (others.length > 0)
      return `this database is sealed with key ${others.map(({ id }) => id).join(' and ')}, these shares make key ${key.id}`;
    if (secrets.length === 0) return 'this database was never opened with any key: there is nothing to restore';
    const provider = localKeyProvider({ current: key, previous: [] });
    for (const { name, master_id, wrapped } of secrets) {
      try {
        await provider.unwrap(name, { masterId: master_id, wrapped });
      } catch (error) {
        if (error instanceof Undecryptable) return `key ${key.id} does not open "${name}" of this database`;
        throw error;
      }
    }
    return null;
  } finally {
    await em.rollback();
  }
}

/**
 * Writes the key file from a restored key. A file that is there is kept beside it when it holds other keys.
 * @returns where the other file was put, or null
 */
export async function restoreKeyFile(dataDir: string, key: MasterKey): Promise<string | null> {
  const path = keyFile(dataDir);
  const there = await readKeyFile(path).catch(() => []);
  if (there[0]?.id === key.id) return null;
  let moved: string | null = null;
  const aside = `${path}.before-restore-${there[0]?.id ?? 'unreadable'}`;
  await rename(path, aside).then(
    () => {
      moved = aside;
    },
    (error: NodeJS.ErrnoException) => {
      if (error.code !== 'ENOENT') throw error;
    },
  );
  await writeKeyFile(path, [key]);
  return moved;
}
