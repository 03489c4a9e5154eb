import { z } from 'zod';

import { systemActor } from '../kernel/actor.ts';
import type { FileStore } from '../platform/files.ts';
import { describeError } from '../platform/log.ts';
import type { JobDefinition, JobServices } from '../platform/queue.ts';
import type { Command } from '../platform/work.ts';
import { currentBook, phnomPenhDay } from '../reference/index.ts';
import { eraseCase, type Keeps } from './commands/erase-case.ts';
import { indexNames } from './commands/index-names.ts';
import { endedBefore } from './domain/retention.ts';
import {
  erasureCandidates,
  filesToRemove,
  noteErasureFailure,
  settleFileRemoval,
  type Cutoff,
} from './records/erasure-store.ts';
import { casesWithoutNames } from './records/name-store.ts';

const actor = systemActor('vault.erase');
const batch = 200;

export interface ErasureReport {
  readonly erased: number;
  readonly kept: number;
  readonly failed: number;
  readonly filesRemoved: number;
  readonly filesFailed: number;
}

/** By when cases must have ended to be looked at today: for each category with its own rule, and for the others. */
export const erasureCutoffs: Command<undefined, Cutoff[]> = async (work) => {
  const book = await currentBook(work);
  const on = phnomPenhDay(work.now);
  const named = new Set(book.retentionRules(on).flatMap((rule) => rule.categories ?? []));
  return [...named, null].flatMap((category) =>
    [false, true].flatMap((isProtected) => {
      const rule = book.retentionRule(category ?? '', isProtected, on);
      return rule ? [{ category, isProtected, before: endedBefore(work.now, rule.years) }] : [];
    }),
  );
};

/**
 * Goes through all cases whose retention may be over, each in a transaction of its own, then removes the files of those
 * that were erased, now or in an earlier round. What fails is written down, told to the log and tried again next time.
 */
export async function eraseDue(
  services: Pick<JobServices, 'perform' | 'log'>,
  files: FileStore,
  keeps: readonly Keeps[] = [],
): Promise<ErasureReport> {
  const { perform, log } = services;
  const report = { erased: 0, kept: 0, failed: 0, filesRemoved: 0, filesFailed: 0 };
  const cutoffs = await perform(actor, erasureCutoffs, undefined);
  for (let after: string | null = null; ;) {
    const ids: string[] = await perform(actor, erasureCandidates, { cutoffs, after, limit: batch });
    for (const caseId of ids) {
      try {
        if ((await perform(actor, eraseCase(keeps), caseId)) === 'erased') report.erased += 1;
        else report.kept += 1;
      } catch (error) {
        report.failed += 1;
        log.error({ caseId, err: describeError(error) }, 'a case could not be erased');
        await perform(actor, noteErasureFailure, { caseId, error: describeError(error).code ?? 'fault' });
      }
    }
    if (ids.length < batch) break;
    after = ids.at(-1) ?? null;
  }
  const waiting = await perform(actor, (work) => filesToRemove(work, 10_000), undefined);
  for (const file of waiting) {
    let error: string | null = null;
    try {
      await files.remove(file);
      report.filesRemoved += 1;
    } catch (thrown) {
      report.filesFailed += 1;
      error = (thrown as NodeJS.ErrnoException).code ?? 'fault';
      log.error({ file, err: describeError(thrown) }, 'a file of an erased case could not be removed');
    }
    await perform(actor, settleFileRemoval, { file, error });
  }
  return report;
}

/**
 * Every hour: cases filed before names could be searched come into the search, in batches and each in a transaction of its
 * own; later nothing is left to do. What could not be read now is tried again in the next round.
 */
export const indexNamesJob: JobDefinition<Record<string, never>> = {
  name: 'cases.index_names',
  queue: 'upkeep',
  payload: z.record(z.string(), z.never()),
  attempts: 3,
  backoffMs: 60_000,
  every: 3_600_000,
  async run(_payload, { perform, log }) {
    const acts = systemActor('cases.index_names');
    let indexed = 0;
    let unreadable = 0;
    for (let after: string | null = null; ;) {
      const ids: string[] = await perform(acts, casesWithoutNames, { after, limit: batch });
      for (const caseId of ids) {
        if (await perform(acts, indexNames, caseId)) indexed += 1;
        else unreadable += 1;
      }
      if (ids.length < batch) break;
      after = ids.at(-1) ?? null;
    }
    log[indexed + unreadable === 0 ? 'debug' : 'info']({ indexed, unreadable }, 'cases came into the search by name');
  },
};

/**
 * Every day: erases what is over.
 * @param parts.keeps what other areas still need
 */
export function eraseCasesJob(parts: {
  readonly files: FileStore;
  readonly keeps?: readonly Keeps[];
}): JobDefinition<Record<string, never>> {
  return {
    name: 'vault.erase',
    queue: 'upkeep',
    payload: z.record(z.string(), z.never()),
    attempts: 3,
    backoffMs: 600_000,
    every: 24 * 3_600_000,
    async run(_payload, services) {
      const report = await eraseDue(services, parts.files, parts.keeps);
      const isNothing = report.erased + report.failed + report.filesRemoved + report.filesFailed === 0;
      services.log[isNothing ? 'debug' : 'info'](report, 'cases whose retention is over were erased');
    },
  };
}
