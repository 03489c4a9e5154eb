import { z } from 'zod';

import type { JobDefinition } from '../platform/queue.ts';
import { sweepObligations } from './commands/afterwards.ts';
import { sweepLimits } from './commands/watch-limits.ts';

/** Obligations and dates are rows: this looks what is due, and relies on nothing it did before. */
export const obligationsJob: JobDefinition<Record<string, never>> = {
  name: 'disputes.obligations',
  queue: 'disputes',
  payload: z.object({}),
  attempts: 1,
  backoffMs: 1_000,
  every: 60_000,
  async run(_payload, { perform, log }) {
    const report = await sweepObligations(perform, {
      limit: 200,
      onFailure: (obligation, error) => log.error({ obligation, err: error }, 'an obligation could not be watched'),
    });
    if (report.reminded + report.breached + report.failed > 0) log.info(report, 'obligations watched');
    const limits = await sweepLimits(perform, {
      limit: 200,
      onFailure: (dispute, error) => log.error({ dispute, err: error }, 'the date of a dispute could not be watched'),
    });
    if (limits.warned + limits.failed > 0) log.info(limits, 'dates of disputes watched');
  },
};
