import { z } from 'zod';

import { systemActor } from '../kernel/actor.ts';
import type { AnyJob, JobDefinition } from '../platform/queue.ts';
import { composeNotices } from './commands/compose-notices.ts';
import { deliverNotice, sweepMailRoom, type MailRoom } from './mail-room.ts';

const queue = 'mail-room';

export interface NotificationJobs {
  /** Writes the messages of one fact and sets them on their way: sharpens the timing of the sweep. */
  readonly compose: JobDefinition<{ factId: string }>;
  /** Sends one notice now. */
  readonly deliver: JobDefinition<{ noticeId: string }>;
  /** The one that is relied on: finds in the database whatever waits. */
  readonly sweep: JobDefinition<Record<string, never>>;
  readonly all: readonly AnyJob[];
}

/**
 * The background work of the mail room. Running any of it twice, late or in several places at once sends no message twice.
 * @param everyMs how often the sweep looks
 */
export function notificationJobs(room: MailRoom, everyMs = 3_000): NotificationJobs {
  const deliver: JobDefinition<{ noticeId: string }> = {
    name: 'notices.deliver',
    queue,
    payload: z.object({ noticeId: z.uuid() }),
    // Retries are rows in the database, not retries of the job.
    attempts: 1,
    backoffMs: 1_000,
    async run({ noticeId }, services) {
      await deliverNotice(room, services, noticeId);
    },
  };
  const compose: JobDefinition<{ factId: string }> = {
    name: 'notices.compose',
    queue,
    payload: z.object({ factId: z.uuid() }),
    attempts: 3,
    backoffMs: 1_000,
    async run({ factId }, services) {
      const added = await services.perform(systemActor('mail-room'), composeNotices(room), { factId });
      for (const noticeId of added) await services.enqueue(deliver, { noticeId }, { jobId: `notice-${noticeId}` });
    },
  };
  let sweeping = false;
  let again = false;
  const sweep: JobDefinition<Record<string, never>> = {
    name: 'notices.sweep',
    queue,
    payload: z.record(z.string(), z.never()),
    attempts: 1,
    backoffMs: 1_000,
    every: everyMs,
    async run(_payload, services) {
      // A round that is still busy is followed by another, because it may have passed what this one was woken for.
      again = true;
      if (sweeping) return;
      sweeping = true;
      try {
        while (again) {
          again = false;
          await sweepMailRoom(room, services);
        }
      } finally {
        sweeping = false;
      }
    },
  };
  return { compose, deliver, sweep, all: [compose, deliver, sweep] };
}
