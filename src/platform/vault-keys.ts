import { createHash, randomBytes } from 'node:crypto';
import { statSync } from 'node:fs';
import { chmod, link, mkdir, open, readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';

import type { Config } from './config.ts';

/** A master key: wraps the keys of cases and of the installation, and nothing else. */
export interface MasterKey {
  /** Names the key without revealing it: first 16 hex digits of SHA-256 over a label and the key. */
  readonly id: string;
  readonly bytes: Uint8Array;
}

/** The master keys at hand: the first wraps, all of them unwrap. */
export interface KeyRing {
  readonly current: MasterKey;
  readonly previous: readonly MasterKey[];
  /** The keys as they are now, where they can change while the program runs; cheap when nothing changed. */
  readonly refresh?: () => Promise<KeyRing>;
}

/** Names a key by its content. */
export function masterKey(bytes: Uint8Array): MasterKey {
  const id = createHash('sha256').update('samleng master key\n').update(bytes).digest('hex').slice(0, 16);
  return { id, bytes };
}

/** Where the key file of an installation is. */
export function keyFile(dataDir: string): string {
  return join(dataDir, 'vault.key');
}

/**
 * The master keys of this installation: `VAULT_KEY` when set, otherwise the file in the data directory, made on first
 * use with mode 0600. A file that others can read is refused, because a key that leaked protects nothing.
 * @throws Error saying in one line what is wrong with the key.
 */
export async function openKeyRing(config: Config): Promise<KeyRing> {
  const previous = config.vaultPreviousKeys.map(masterKey);
  if (config.vaultKey) return { current: masterKey(config.vaultKey), previous };
  const path = keyFile(config.dataDir);
  await mkdir(config.dataDir, { recursive: true });
  await createOnce(path);
  return ringOf(path, previous);
}

/** The ring of a key file, which notices when the file has changed. */
async function ringOf(path: string, others: readonly MasterKey[]): Promise<KeyRing> {
  // Looked at before it is read: what changes in between is read again at the next look.
  const seen = fingerprint(path);
  const [current, ...previous] = await readKeyFile(path);
  const ring: KeyRing = {
    current,
    previous: [...previous, ...others],
    async refresh() {
      const now = fingerprint(path);
      // A file that is away or damaged for a moment takes nothing from a running process.
      return now === null || now === seen ? ring : ringOf(path, others).catch(() => ring);
    },
  };
  return ring;
}

/** Asked for with every key that is wrapped: the look itself takes microseconds, a turn through the thread pool far more. */
function fingerprint(path: string): string | null {
  const file = statSync(path, { bigint: true, throwIfNoEntry: false });
  return file === undefined ? null : `${file.ino}.${file.mtimeNs}.${file.size}`;
}

/**
 * Reads a key file: one key a line, 32 bytes in base64, the one that wraps first.
 * @throws Error in one line: others can read it, or it is damaged
 */
export async function readKeyFile(path: string): Promise<[MasterKey, ...MasterKey[]]> {
  const mode = (await stat(path)).mode & 0o777;
  if (mode & 0o077)
    throw new Error(`the vault key ${path} can be read by others (mode ${mode.toString(8)}): chmod 600 it`);
  const keys = (await readFile(path, 'utf8'))
    .split('\n')
    .filter(Boolean)
    .map((line) => new Uint8Array(Buffer.from(line.trim(), 'base64')));
  const [current, ...previous] = keys.map(masterKey);
  if (!current || keys.some((key) => key.length !== 32))
    throw new Error(`the vault key ${path} is damaged: it must hold 32 bytes in base64 a line`);
  return [current, ...previous];
}

/** Replaces a key file whole, durably, with mode 0600: a reader sees the old keys or the new ones, never half. */
export async function writeKeyFile(path: string, keys: readonly MasterKey[]): Promise<void> {
  const aside = `${path}.${process.pid}.new`;
  const file = await open(aside, 'w', 0o600);
  try {
    await file.chmod(0o600);
    await file.writeFile(keys.map((key) => `${Buffer.from(key.bytes).toString('base64')}\n`).join(''));
    await file.sync();
  } finally {
    await file.close();
  }
  await rename(aside, path);
  const folder = await open(dirname(path), 'r');
  try {
    await folder.sync();
  } finally {
    await folder.close();
  }
}

/** A fresh master key in front of those in the file. */
export async function addKeyToFile(path: string): Promise<MasterKey> {
  const keys = await readKeyFile(path);
  const made = masterKey(randomBytes(32));
  await writeKeyFile(path, [made, ...keys]);
  return made;
}

/** Takes a key out of the file; false when it is not there. @throws Error for the key that wraps now */
export async function removeKeyFromFile(path: string, id: string): Promise<boolean> {
  const keys = await readKeyFile(path);
  if (keys[0].id === id) throw new Error(`the master key ${id} is the one that wraps now`);
  const left = keys.filter((key) => key.id !== id);
  if (left.length === keys.length) return false;
  await writeKeyFile(path, left);
  return true;
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
