import { z } from 'zod';

import type { JobDefinition } from '../../platform/queue.ts';
import { sweepWebhooks, type WebhookReach } from './webhooks.ts';

/** Tells partner systems what waits to be told. Retries are rows in the database, not retries of the job. */
export function webhooksJob(reach: WebhookReach): JobDefinition<Record<string, never>> {
  return {
    name: 'webhooks.sweep',
    queue: 'webhooks',
    payload: z.record(z.string(), z.never()),
    attempts: 1,
    backoffMs: 1_000,
    every: 10_000,
    run: (_payload, services) => sweepWebhooks(services, reach),
  };
}
