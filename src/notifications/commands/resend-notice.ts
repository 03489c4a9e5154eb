import { NotFound } from '../../kernel/errors.ts';
import type { Command } from '../../platform/work.ts';
import { demand } from '../../access/index.ts';
import { requireStep } from '../domain/notice-state.ts';
import { lockNotice, requeue } from '../records/notice-store.ts';

/**
 * An administrator has a dead or uncertain message sent again, with all its attempts before it. The ledger keeps who did.
 * It bears the same id as before, so that whoever got it twice can tell.
 * @throws Forbidden for others; NotFound; RuleBroken `notice_state` when it is neither dead nor uncertain
 */
export const resendNotice: Command<{ readonly noticeId: string }, void> = async (work, { noticeId }) => {
  demand(work.actor, 'outbox.resend');
  await work.elevated('administrators see no cases, and resend a message without reading it', async () => {
    const notice = await lockNotice(work, noticeId);
    if (!notice) throw new NotFound('not_found.notice');
    requireStep(notice.state, 'queued');
    await requeue(work, noticeId);
    work.record({
      event: 'notice.resent',
      caseId: notice.caseId,
      data: { noticeId, from: notice.state },
      announce: false,
    });
  });
};
