import { z } from 'zod';

import { systemActor } from '../kernel/actor.ts';
import type { JobDefinition } from '../platform/queue.ts';
import { drawClosures } from './commands/draw-closures.ts';

/** Draws the lots of weeks that are over; a week that is drawn stays drawn. */
export const drawClosuresJob: JobDefinition<Record<string, never>> = {
  name: 'closures.draw',
  queue: 'upkeep',
  payload: z.object({}),
  attempts: 1,
  backoffMs: 1_000,
  every: 3_600_000,
  async run(_payload, { perform, log }) {
    const drawn = await perform(systemActor('closures.draw'), drawClosures, undefined);
    if (drawn > 0) log.info({ drawn }, 'ended cases were drawn for a second look');
  },
};
