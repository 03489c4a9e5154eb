import { readFile } from 'node:fs/promises';
import { z } from 'zod';

import { publishedTrust } from './access/index.ts';
import { verifyReceipt } from './cases/index.ts';
import { systemClock } from './kernel/clock.ts';
import { systemActor } from './kernel/actor.ts';
import { RuleBroken } from './kernel/errors.ts';
import type { Config } from './platform/config.ts';
import type { Database } from './platform/database.ts';
import { combineShares, splitKey } from './platform/escrow.ts';
import { openInstallationVault } from './platform/installation-vault.ts';
import { openMasterKeys, type MasterKeys } from './platform/key-provider.ts';
import type { PublishedKey } from './platform/signing.ts';
import { keyFile, readKeyFile } from './platform/vault-keys.ts';
import { restoreKeyFile, whyNotOpened } from './platform/vault-restore.ts';
import {
  beginRotation,
  masterKeyStates,
  mastersBehind,
  noteEscrow,
  noteRestored,
  retireMaster,
  rewrapAll,
} from './platform/vault-upkeep.ts';
import { makePerform, type Perform } from './platform/work.ts';

export const vaultUsage = `usage: npm run vault -- COMMAND
  status                              the master keys, what each wraps, whether it is in escrow
  rotate                              a new master key; wraps everything anew while the program runs; goes on where it stopped
  retire KEY                          takes an old master key away once nothing is wrapped by it
  escrow split --shares 3 --needed 2  prints shares of the master key, once
  escrow restore                      reads shares from standard input, one a line, and writes the key file
  verify FILE [--keys FILE]           whether a filing receipt is genuine; with --keys without any database`;

/** What the commands need of the world. */
export interface VaultToolParts {
  readonly say: (line: string) => void;
  /** Everything on standard input. */
  readonly input: () => Promise<string>;
  readonly config: () => Config;
  readonly openDatabase: (config: Config) => Promise<Database>;
}

interface OpenTool {
  readonly parts: VaultToolParts;
  readonly config: Config;
  readonly keys: MasterKeys;
  readonly perform: Perform;
}

const actor = systemActor('vault');

/**
 * Runs one command. @returns the exit code: 0 done, 1 refused, 2 not understood
 * @throws Error in one line
 */
export async function runVaultTool(args: readonly string[], parts: VaultToolParts): Promise<number> {
  const [command = '', ...rest] = args;
  const { say } = parts;
  if (command === 'status' && rest.length === 0) return withTool(parts, status);
  if (command === 'rotate' && rest.length === 0) return withTool(parts, rotate);
  if (command === 'retire' && rest.length === 1) return withTool(parts, (tool) => retire(tool, rest[0] ?? ''));
  if (command === 'escrow' && rest[0] === 'split') {
    const shares = numberAfter(rest, '--shares');
    const needed = numberAfter(rest, '--needed');
    if (shares !== null && needed !== null && rest.length === 5)
      return withTool(parts, (tool) => escrowSplit(tool, shares, needed));
  }
  if (command === 'escrow' && rest[0] === 'restore' && rest.length === 1) return escrowRestore(parts);
  if (command === 'verify' && (rest.length === 1 || (rest.length === 3 && rest[1] === '--keys')))
    return verify(parts, rest[0] ?? '', rest[2] ?? null);
  say(vaultUsage);
  return 2;
}

async function withTool<T>(parts: VaultToolParts, run: (tool: OpenTool) => Promise<T>): Promise<T> {
  const config = parts.config();
  const keys = await openMasterKeys(config);
  const database = await parts.openDatabase(config);
  try {
    const clock = systemClock;
    const vault = await openInstallationVault(database, keys.provider, clock);
    const perform = makePerform({ database, clock, vault, listeners: new Map(), onAnnounced: () => undefined });
    return await run({ parts, config, keys, perform });
  } finally {
    await database.close();
  }
}

async function status({ parts: { say }, keys, perform }: OpenTool): Promise<number> {
  say(`master keys are kept in: ${keys.kept}`);
  for (const state of await perform(actor, masterKeyStates, undefined)) {
    const standing = state.isCurrent ? 'wraps now' : state.retiredAt ? `retired ${day(state.retiredAt)}` : 'old';
    const escrow = state.escrow
      ? `in escrow since ${day(state.escrow.at)} (${state.escrow.needed} of ${state.escrow.shares})`
      : 'not in escrow';
    say(`${state.id}  ${standing}, wraps ${state.wraps} keys, ${escrow}`);
  }
  return 0;
}

async function rotate({ parts: { say }, keys, perform }: OpenTool): Promise<number> {
  if (keys.makeNext) {
    const made = await perform(actor, beginRotation, { makeNext: keys.makeNext });
    say(made === null ? 'a rotation was left unfinished: going on with it' : `new master key ${made}`);
  } else if ((await perform(actor, mastersBehind, undefined)).length === 0) {
    say('everything is wrapped with VAULT_KEY. To rotate a key of the environment:');
    say('1. add a new key to VAULT_PREVIOUS_KEYS of every process and restart them one by one');
    say('2. make it VAULT_KEY, with the old one in VAULT_PREVIOUS_KEYS, and restart them one by one');
    say('3. run this again');
    return 1;
  }
  const { done, unreadable } = await rewrapAll(perform, (sofar) => say(`wrapped anew: ${sofar}`));
  const behind = await perform(actor, mastersBehind, undefined);
  if (unreadable > 0)
    say(`${unreadable} keys could not be opened and were left as they are: no master key at hand fits them`);
  if (behind.length > 0) {
    say(`not finished: ${behind.join(', ')} still wraps some; run this again`);
    return 1;
  }
  say(
    `done: ${done} keys wrapped anew. Then: npm run vault -- retire the old key, and split the new one (escrow split)`,
  );
  return 0;
}

async function retire({ parts: { say }, keys, perform }: OpenTool, id: string): Promise<number> {
  try {
    await perform(actor, retireMaster, id);
  } catch (error) {
    if (!(error instanceof RuleBroken)) throw error;
    const why: Readonly<Record<string, string>> = {
      master_key_in_use: `${String(error.params['wraps'])} keys are still wrapped by ${id}: run rotate first`,
      master_key_wraps_now: `${id} is the key that wraps now: rotate first`,
      master_key_unknown: `no key ${id} ever wrapped anything here`,
    };
    say(why[error.rule] ?? error.code);
    return 1;
  }
  await keys.forget?.(id);
  say(`retired ${id}. Backups of the database from before the rotation can be opened only with it.`);
  if (!keys.forget) say(`take it out of where it is kept (${keys.kept}) yourself`);
  return 0;
}

async function escrowSplit(tool: OpenTool, shares: number, needed: number): Promise<number> {
  const { say } = tool.parts;
  if (tool.keys.kept !== 'file') {
    say(`the master key is kept in: ${tool.keys.kept}. Only a key file is split here`);
    return 1;
  }
  const behind = await tool.perform(actor, mastersBehind, undefined);
  if (behind.length > 0) {
    say(`${behind.join(', ')} still wraps some keys: finish the rotation first (rotate)`);
    return 1;
  }
  const [key] = await readKeyFile(keyFile(tool.config.dataDir));
  const lines = await splitKey(key, shares, needed);
  await tool.perform(actor, noteEscrow, { id: key.id, shares, needed });
  say(
    `Master key ${key.id}, split among ${shares}; any ${needed} of them restore it. These lines are shown once and kept nowhere.`,
  );
  say('Give each to another person, on paper, kept apart from backups of the database.');
  for (const line of lines) {
    say('');
    say(line);
  }
  return 0;
}

async function escrowRestore(parts: VaultToolParts): Promise<number> {
  const config = parts.config();
  if (config.vaultKey || config.vaultTransit) {
    parts.say('restore writes the key file: unset VAULT_KEY and VAULT_TRANSIT_URL first');
    return 1;
  }
  const key = await combineShares((await parts.input()).split('\n'));
  const database = await parts.openDatabase(config);
  try {
    const why = await whyNotOpened(database, key);
    if (why) {
      parts.say(`nothing was written: ${why}`);
      return 1;
    }
    const moved = await restoreKeyFile(config.dataDir, key);
    if (moved) parts.say(`the key file that was there does not belong to this database and is now ${moved}`);
    const vault = await openInstallationVault(database, (await openMasterKeys(config)).provider, systemClock);
    const services = { database, clock: systemClock, vault, listeners: new Map(), onAnnounced: () => undefined };
    await makePerform(services)(actor, noteRestored, key.id);
  } finally {
    await database.close();
  }
  parts.say(
    `key ${key.id} is back in ${keyFile(config.dataDir)} and opens the database. Split it anew when a share was seen by others.`,
  );
  return 0;
}

const publishedKeys = z.object({
  keys: z.array(z.object({ id: z.string(), algorithm: z.literal('Ed25519'), publicKey: z.string() })),
});

async function verify(parts: VaultToolParts, file: string, keysFile: string | null): Promise<number> {
  const { say } = parts;
  const given = await readJson(file);
  const keys = keysFile === null ? await keysOfInstallation(parts) : keysIn(await readJson(keysFile), keysFile);
  const { fault, receipt } = verifyReceipt(given, keys);
  if (fault === null && receipt) {
    say(`genuine: ${receipt.reference} was filed at ${receipt.filedAt}`);
    say(`fingerprint of its content: sha256 ${receipt.content.hash} (salt ${receipt.content.salt})`);
    return 0;
  }
  const why = {
    not_a_receipt: 'it is no filing receipt',
    unknown_key: `it was signed with key ${receipt?.keyId ?? ''}, which is not among the keys at hand`,
    signature_wrong: 'it was altered after it was signed, or signed by somebody else',
  };
  say(`not genuine: ${why[fault ?? 'not_a_receipt']}`);
  return 1;
}

async function readJson(file: string): Promise<unknown> {
  const text = await readFile(file, 'utf8').catch((error: NodeJS.ErrnoException) => {
    throw new Error(`${file} cannot be read: ${error.code ?? error.message}`);
  });
  try {
    return JSON.parse(text);
  } catch {
    throw new Error(`${file} is not JSON`);
  }
}

function keysIn(given: unknown, file: string): PublishedKey[] {
  const found = publishedKeys.safeParse(given);
  if (!found.success) throw new Error(`${file} holds no keys as GET /api/v1/keys answers them`);
  return found.data.keys;
}

function keysOfInstallation(parts: VaultToolParts): Promise<readonly PublishedKey[]> {
  return withTool(parts, async ({ perform }) => (await perform(actor, publishedTrust, undefined)).keys);
}

function numberAfter(args: readonly string[], name: string): number | null {
  const at = args.indexOf(name);
  const text = at < 0 ? undefined : args[at + 1];
  return text !== undefined && /^\d{1,2}$/.test(text) ? Number(text) : null;
}

function day(at: Date): string {
  return at.toISOString().slice(0, 10);
}
