import { readFile, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

import { z } from 'zod';

import { systemActor } from '../kernel/actor.ts';
import type { JobDefinition } from '../platform/queue.ts';
import { sealLedger } from './commands/seal-ledger.ts';
import { tidyAccess } from './commands/tidy.ts';
import type { SealAnchor } from './reads/seals.ts';

const hour = 3_600_000;
const day = 24 * hour;

/** Once a day: what sign-in needs no longer goes. */
export const tidyAccessJob: JobDefinition<Record<string, never>> = {
  name: 'access.tidy',
  queue: 'upkeep',
  payload: z.record(z.string(), z.never()),
  attempts: 3,
  backoffMs: 60_000,
  every: day,
  async run(_payload, services) {
    await services.perform(systemActor('access.tidy'), tidyAccess, undefined);
  },
};

/** Where the last seal is noted outside the database. */
export function sealAnchorFile(dataDir: string): string {
  return join(dataDir, 'ledger-seal.json');
}

/**
 * Every hour: seals the ledger. The last seal is also noted in a file outside the database and in the log, so that cutting
 * off the newest seals leaves a trace.
 * @param anchorFile where the last seal is noted
 */
export function sealLedgerJob(anchorFile: string): JobDefinition<Record<string, never>> {
  return {
    name: 'ledger.seal',
    queue: 'upkeep',
    payload: z.record(z.string(), z.never()),
    attempts: 3,
    backoffMs: 60_000,
    every: hour,
    async run(_payload, services) {
      for (;;) {
        const seal = await services.perform(systemActor('ledger.seal'), sealLedger, undefined);
        if (!seal) return;
        const { number, hash, chains, entries } = seal;
        services.log.debug({ seal: number, hash, chains, entries }, 'the ledger was sealed');
        await writeFile(`${anchorFile}.new`, JSON.stringify({ number, hash } satisfies SealAnchor), { mode: 0o600 });
        await rename(`${anchorFile}.new`, anchorFile);
      }
    },
  };
}

/** The last seal as it was noted outside the database; null when none was, or the file cannot be read. */
export async function readSealAnchor(anchorFile: string): Promise<SealAnchor | null> {
  const text = await readFile(anchorFile, 'utf8').catch(() => null);
  const shape = z.object({ number: z.number().int(), hash: z.string() });
  try {
    return text === null ? null : shape.parse(JSON.parse(text));
  } catch {
    return null;
  }
}
