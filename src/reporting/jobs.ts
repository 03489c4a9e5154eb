import { z } from 'zod';

import { systemActor } from '../kernel/actor.ts';
import type { JobDefinition } from '../platform/queue.ts';
import type { Command } from '../platform/work.ts';
import { keepSnapshot, snapshotKept } from './records/snapshots.ts';
import { takeColumns } from './reads/take-columns.ts';

const every = 60_000;
/** Taking anew must not be more than this part of what the machine does: what took a second is taken every fifty. */
const share = 50;

/**
 * Takes what figures are counted from, when what is kept is old enough: a minute, or fifty times as long as it took.
 * @returns whether it was taken
 */
export const countFigures: Command<{ readonly elapsed: () => number }, boolean> = async (work, { elapsed }) => {
  const kept = await snapshotKept(work);
  const age = kept === null ? Number.POSITIVE_INFINITY : work.now.getTime() - kept.takenAt.getTime();
  if (kept !== null && age >= 0 && age < Math.max(every, kept.tookMs * share)) return false;
  const before = elapsed();
  const columns = await takeColumns(work);
  await keepSnapshot(work, columns, elapsed() - before);
  return true;
};

/** Keeps the figures fresh. */
export const countFiguresJob: JobDefinition<Record<string, never>> = {
  name: 'figures.count',
  queue: 'figures',
  payload: z.object({}),
  attempts: 1,
  backoffMs: 1_000,
  every,
  async run(_payload, { perform }) {
    await perform(systemActor('figures.count'), countFigures, { elapsed: () => performance.now() });
  },
};
