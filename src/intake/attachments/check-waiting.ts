import { z } from 'zod';

import { askForRemoval, caseKeyOf } from '../../cases/index.ts';
import { systemActor } from '../../kernel/actor.ts';
import type { FileStore } from '../../platform/files.ts';
import { describeError } from '../../platform/log.ts';
import type { JobDefinition, JobServices } from '../../platform/queue.ts';
import type { Command } from '../../platform/work.ts';
import { settleWaiting, waitingFiles, type WaitingFile } from '../records/attachments.ts';
import { looked } from './attach-files.ts';

const actor = systemActor('intake.check-files');
const batch = 20;

export interface CheckReport {
  readonly kept: number;
  readonly refused: number;
  readonly failed: number;
  /** The scanner is away still: the rest waits on. */
  readonly isAway: boolean;
}

/**
 * Looks at the files that came while the scanner was away, the longest waiting first, each in a transaction of its own: what is
 * clean can be fetched from then on, what is harmful is put on the list of
 * files to remove. Twice at once, each file is settled once. Where no
 * scanner is set any more, they are as files that came without one.
 */
export async function checkWaiting(
  { perform, log }: Pick<JobServices, 'perform' | 'log'>,
  files: FileStore,
): Promise<CheckReport> {
  const report = { kept: 0, refused: 0, failed: 0, isAway: false };
  for (let after: string | null = null; ;) {
    const from: string | null = after;
    const waiting: readonly WaitingFile[] = await perform(actor, (work) => waitingFiles(work, from, batch), undefined);
    for (const each of waiting) {
      try {
        const found = await lookAt(perform, files, each);
        if (found === 'away') return { ...report, isAway: true };
        const state = found === 'harm' ? 'refused' : 'kept';
        const isSettled = await perform(actor, settle, { of: each, state } as const);
        if (isSettled) report[state] += 1;
      } catch (error) {
        report.failed += 1;
        log.error({ attachment: each.id, err: describeError(error) }, 'a file that waits could not be looked at');
      }
    }
    after = waiting.at(-1)?.id ?? null;
    if (waiting.length < batch) return report;
  }
}

async function lookAt(
  perform: JobServices['perform'],
  files: FileStore,
  of: WaitingFile,
): Promise<'nothing' | 'harm' | 'away'> {
  const sealed = await files.get(of.file);
  if (sealed === null) throw new Error('the file is not there');
  if (files.scanner === null) return 'nothing';
  const open: Command<undefined, Uint8Array> = async (work) =>
    work.vault.openBytes(await caseKeyOf(work, of.caseId), `attachment-file:${of.id}`, sealed);
  return looked(files.scanner, await perform(actor, open, undefined));
}

const settle: Command<{ readonly of: WaitingFile; readonly state: 'kept' | 'refused' }, boolean> = async (
  work,
  { of, state },
) => {
  if (!(await settleWaiting(work, of.id, state))) return false;
  if (state === 'refused') await askForRemoval(work, of);
  const event = state === 'kept' ? 'attachment.cleared' : 'attachment.refused';
  work.record({ event, caseId: of.caseId, data: { attachmentId: of.id }, announce: false });
  return true;
};

/** Every minute, so that a file waits no longer than the scanner is away. */
export function checkFilesJob(files: FileStore): JobDefinition<Record<string, never>> {
  return {
    name: 'intake.check-files',
    queue: 'upkeep',
    payload: z.record(z.string(), z.never()),
    attempts: 1,
    backoffMs: 60_000,
    every: 60_000,
    async run(_payload, services) {
      const { kept, refused, failed, isAway } = await checkWaiting(services, files);
      if (isAway) services.log.warn({ kept, refused, failed }, 'files wait: the scanner is away');
      else if (kept + refused + failed > 0)
        services.log.info({ kept, refused, failed }, 'files that waited were looked at');
    },
  };
}
