import { z } from 'zod';

import { systemActor } from '../kernel/actor.ts';
import { InvalidInput } from '../kernel/errors.ts';
import { describeError } from '../platform/log.ts';
import type { JobDefinition } from '../platform/queue.ts';
import { isAway, type Command } from '../platform/work.ts';
import type { ImportKind } from './domain/import-state.ts';
import { claimImportJob, endImportJob, tellImportProgress } from './records/import-jobs.ts';

/** How a file of a kind is loaded: all of it or nothing, telling how far it is. */
export type LoadFile = Command<
  { readonly csv: string; readonly progress: (done: number, total: number) => void },
  unknown
>;

const every = 5_000;

/** Loads the files that administrators approved, one after the other, each in one transaction. */
export function importsJob(loaders: Readonly<Record<ImportKind, LoadFile>>): JobDefinition<Record<string, never>> {
  return {
    name: 'imports.run',
    queue: 'imports',
    payload: z.object({}),
    attempts: 1,
    backoffMs: 1_000,
    every,
    async run(_payload, { perform, log }) {
      const actor = systemActor('imports.run');
      for (;;) {
        const job = await perform(actor, (work) => claimImportJob(work), undefined);
        if (job === null) return;
        let telling: Promise<void> = Promise.resolve();
        // How far it is is written beside the loading, not in it: others see it before the loading is committed.
        const progress = (done: number, total: number): void => {
          telling = telling
            .then(() => perform(actor, tellImportProgress, { id: job.id, done, total }))
            .catch((error: unknown) => log.warn({ err: describeError(error) }, 'progress of an import was not kept'));
        };
        try {
          await perform(actor, loaders[job.kind], { csv: job.csv, progress });
          await telling;
          await perform(actor, endImportJob, { id: job.id, state: 'done', fault: null });
        } catch (error) {
          await telling;
          if (isAway(error)) throw error;
          const fault = error instanceof InvalidInput ? (error.fields[0]?.code ?? error.code) : 'import.failed';
          log.error({ importId: job.id, err: describeError(error) }, 'an import failed, nothing of it was loaded');
          await perform(actor, endImportJob, { id: job.id, state: 'failed', fault });
        }
      }
    },
  };
}
