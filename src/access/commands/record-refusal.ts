import type { Work } from '../../platform/work.ts';

/**
 * Puts a denied attempt into the ledger. The doors call it in a transaction of its own after a refusal, because that of
 * the attempt is gone.
 * @param input.times how many alike it stands for, when they came too fast to be written singly
 * @param input.code code of the refusal; `action` what was tried; `caseId` the case when the actor may know that it exists
 */
export async function recordRefusal(
  work: Work,
  input: {
    readonly action: string;
    readonly code: string;
    readonly caseId: string | null;
    readonly times?: number;
  },
): Promise<void> {
  const actor = work.actor;
  work.record({
    event: 'access.refused',
    caseId: input.caseId,
    data: {
      action: input.action,
      code: input.code,
      ...((input.times ?? 1) === 1 ? {} : { times: input.times ?? 1 }),
      role: actor.kind === 'staff' ? actor.role : null,
      sessionId: actor.kind === 'staff' ? actor.sessionId : null,
    },
    announce: false,
  });
  return Promise.resolve();
}
