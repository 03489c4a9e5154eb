import { z } from 'zod';

import { systemActor } from '../kernel/actor.ts';
import type { JobDefinition } from '../platform/queue.ts';
import { tidyAccess } from './commands/tidy.ts';

const day = 24 * 3_600_000;

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
