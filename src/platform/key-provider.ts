import { stat } from 'node:fs/promises';

import type { Config } from './config.ts';
import { Undecryptable, localKeyProvider, type KeyProvider } from './vault.ts';
import { addKeyToFile, keyFile, masterKey, openKeyRing, readKeyFile, removeKeyFromFile } from './vault-keys.ts';
import { transitKeyProvider, transitPrefix, type TransitPatience } from './vault-transit.ts';

/** The master keys of an installation, and what can be done with them from the command line. */
export interface MasterKeys {
  readonly provider: KeyProvider;
  /** Where they are kept. */
  readonly kept: 'file' | 'environment' | 'transit';
  /**
   * A new master key that wraps from now on; null where only who runs the installation can make one (the environment).
   * @throws Error in one line
   */
  readonly makeNext: (() => Promise<string>) | null;
  /** Puts a master key out of reach of this program; null where only who runs the installation can. */
  readonly forget: ((id: string) => Promise<void>) | null;
}

/**
 * The master keys by the settings: a HashiCorp Vault, the environment, or the key file. With a HashiCorp Vault, keys of
 * before (the key file, VAULT_PREVIOUS_KEYS) still open what they wrapped, so that an installation can move to it.
 * @throws Error in one line
 */
export async function openMasterKeys(config: Config, patience: Partial<TransitPatience> = {}): Promise<MasterKeys> {
  if (config.vaultTransit) {
    const transit = await transitKeyProvider(config.vaultTransit, patience);
    return {
      provider: joined(transit, await keysOfBefore(config)),
      kept: 'transit',
      makeNext: () => transit.rotate(),
      forget: null,
    };
  }
  const provider = localKeyProvider(await openKeyRing(config));
  if (config.vaultKey) return { provider, kept: 'environment', makeNext: null, forget: null };
  const path = keyFile(config.dataDir);
  return {
    provider,
    kept: 'file',
    makeNext: async () => (await addKeyToFile(path)).id,
    forget: async (id) => void (await removeKeyFromFile(path, id)),
  };
}

/** What closes and opens data keys, by the settings. @throws Error in one line */
export async function openKeyProvider(config: Config): Promise<KeyProvider> {
  return (await openMasterKeys(config)).provider;
}

function joined(transit: KeyProvider, before: KeyProvider | null): KeyProvider {
  return {
    get currentMasterId() {
      return transit.currentMasterId;
    },
    wrap: (key) => transit.wrap(key),
    unwrap(owner, stored) {
      if (stored.masterId.startsWith(transitPrefix)) return transit.unwrap(owner, stored);
      return before ? before.unwrap(owner, stored) : Promise.reject(new Undecryptable(owner, 'key'));
    },
  };
}

async function keysOfBefore(config: Config): Promise<KeyProvider | null> {
  const path = keyFile(config.dataDir);
  const hasFile = await stat(path).then(
    () => true,
    () => false,
  );
  const keys = [...(hasFile ? await readKeyFile(path) : []), ...config.vaultPreviousKeys.map(masterKey)];
  const [first, ...rest] = keys;
  return first ? localKeyProvider({ current: first, previous: rest }) : null;
}
