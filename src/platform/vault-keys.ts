import { createHash, randomBytes } from 'node:crypto';
import { chmod, link, mkdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

import type { Config } from './config.ts';

/** A master key: wraps the keys of cases and of look-ups, and nothing else. */
export interface MasterKey {
  /** Names the key without revealing it: first 16 hex digits of SHA-256 over a label and the key. */
  readonly id: string;
  readonly bytes: Uint8Array;
}

/** The master keys at hand: the first wraps, all of them unwrap. */
export interface KeyRing {
  readonly current: MasterKey;
  readonly previous: readonly MasterKey[];
}

/** Names a key by its content. */
export function masterKey(bytes: Uint8Array): MasterKey {
  const id = createHash('sha256').update('samleng master key\n').update(bytes).digest('hex').slice(0, 16);
  return { id, bytes };
}

const fileName = 'vault.key';

/**
 * The master keys of this installation: `VAULT_KEY` when set, otherwise the file in the data directory, made on first
 * use with mode 0600. A file that others can read is refused, because a key that leaked protects nothing.
 * @throws Error saying in one line what is wrong with the key.
 */
export async function openKeyRing(config: Config): Promise<KeyRing> {
  const previous = config.vaultPreviousKeys.map(masterKey);
  if (config.vaultKey) return { current: masterKey(config.vaultKey), previous };
  const path = join(config.dataDir, fileName);
  await mkdir(config.dataDir, { recursive: true });
  await createOnce(path);
  const mode = (await stat(path)).mode & 0o777;
  if (mode & 0o077)
    throw new Error(`the vault key ${path} can be read by others (mode ${mode.toString(8)}): chmod 600 it`);
  const keys = (await readFile(path, 'utf8'))
    .split('\n')
    .filter(Boolean)
    .map((line) => new Uint8Array(Buffer.from(line.trim(), 'base64')));
  const current = keys[0];
  if (!current || keys.some((key) => key.length !== 32))
    throw new Error(`the vault key ${path} is damaged: it must hold 32 bytes in base64 a line`);
  return { current: masterKey(current), previous: [...keys.slice(1).map(masterKey), ...previous] };
}

/** Several processes may start at once: written aside, then linked, so that one of them wins whole. */
async function createOnce(path: string): Promise<void> {
  const exists = await stat(path).then(
    () => true,
    () => false,
  );
  if (exists) return;
  const aside = `${path}.${process.pid}`;
  await writeFile(aside, `${randomBytes(32).toString('base64')}\n`, { mode: 0o600 });
  await chmod(aside, 0o600);
  await link(aside, path).catch((error: NodeJS.ErrnoException) => {
    if (error.code !== 'EEXIST') throw error;
  });
  await rm(aside);
}
