import { z } from 'zod';

import { systemActor } from '../kernel/actor.ts';
import type { FileStore } from '../platform/files.ts';
import type { JobDefinition } from '../platform/queue.ts';
import type { Command } from '../platform/work.ts';
import { dropExpiredDrafts } from './records/draft-store.ts';
import { dropExpired, stagedAmong } from './records/staged-store.ts';

const actor = systemActor('intake.tidy-drafts');

/** When a file was made: its name is an id that begins with the milliseconds. */
function madeAt(name: string): number {
  return Number.parseInt(name.replaceAll('-', '').slice(0, 12), 16);
}

/** Every hour: takes away what was chosen or saved for complaints that never came, and files that a crash left without a record. */
export function tidyDraftsJob(drafts: FileStore): JobDefinition<Record<string, never>> {
  return {
    name: 'intake.tidy-drafts',
    queue: 'upkeep',
    payload: z.record(z.string(), z.never()),
    attempts: 3,
    backoffMs: 600_000,
    every: 3_600_000,
    async run(_payload, { perform, log }) {
      const expire: Command<undefined, number> = async (work) =>
        (await dropExpired(work)) + (await dropExpiredDrafts(work));
      const expired = await perform(actor, expire, undefined);
      // What is being sent this moment may have no record yet.
      const old = (await drafts.names()).filter((name) => madeAt(name) < Date.now() - 3_600_000);
      const kept = await perform(actor, (work) => stagedAmong(work, old), undefined);
      const left = old.filter((name) => !kept.has(name));
      for (const name of left) await drafts.remove(name);
      log[expired + left.length === 0 ? 'debug' : 'info']({ expired, filesRemoved: left.length }, 'drafts tidied');
    },
  };
}
