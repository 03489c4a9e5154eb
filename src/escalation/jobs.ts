import { z } from 'zod';

import { systemActor } from '../kernel/actor.ts';
import { describeError } from '../platform/log.ts';
import type { JobDefinition } from '../platform/queue.ts';
import { recomputeForCalendar } from '../sla/index.ts';
import { lapseRemedies } from './commands/lapse-remedies.ts';
import { sweepDue } from './commands/sweep-due.ts';

const nothing = z.object({});

/** What the jobs of this area need to know of the installation. */
export interface EscalationJobSettings {
  /** Only where the program's clock was moved by hand: each clock is handled as of the instant at which it fell due. */
  readonly replay: boolean;
}

/** The sweep of due clocks, and the recount when the calendar has changed. */
export function escalationJobs(settings: EscalationJobSettings): readonly JobDefinition<Record<string, never>>[] {
  return [
    {
      name: 'clocks.sweep',
      queue: 'clocks',
      payload: nothing,
      attempts: 1,
      backoffMs: 1_000,
      every: 5_000,
      async run(_payload, { perform, clock, log }) {
        const report = await sweepDue(perform, clock, {
          replay: settings.replay,
          onFailure: (clockId, error) =>
            log.error({ clockId, err: describeError(error) }, 'a clock could not be swept'),
        });
        if (report.handled + report.failed > 0) log.info({ ...report }, 'clocks swept');
      },
    },
    {
      name: 'remedies.lapse',
      queue: 'clocks',
      payload: nothing,
      attempts: 1,
      backoffMs: 1_000,
      every: 3_600_000,
      async run(_payload, { perform, log }) {
        const report = await lapseRemedies(perform, {
          limit: 1_000,
          onFailure: (remedy, error) =>
            log.error({ remedy, err: describeError(error) }, 'a remedy could not be watched'),
        });
        if (report.asked + report.lapsed + report.watched + report.failed > 0) log.info(report, 'remedies watched');
      },
    },
    {
      name: 'clocks.recompute',
      queue: 'clocks',
      payload: nothing,
      attempts: 3,
      backoffMs: 5_000,
      every: 60_000,
      async run(_payload, { perform, log }) {
        let moved = 0;
        for (let after: string | null | undefined; after !== null;) {
          const page = await perform(systemActor('clocks.recompute'), recomputeForCalendar, {
            apply: true,
            ...(after === undefined ? {} : { after }),
          });
          moved += page.moved;
          after = page.next;
        }
        if (moved > 0) log.info({ moved }, 'deadlines follow the calendar');
      },
    },
  ];
}
