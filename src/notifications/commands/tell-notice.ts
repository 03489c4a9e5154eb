import { Forbidden, NotFound } from '../../kernel/errors.ts';
import type { Command } from '../../platform/work.ts';
import { may } from '../../access/index.ts';
import { findCase, mayDo } from '../../cases/index.ts';
import { requireStep } from '../domain/notice-state.ts';
import { lockNotice, markTold } from '../records/notice-store.ts';
import { caseOfNotice } from '../reads/notices-of-case.ts';

/**
 * Somebody of the office told the complainant by voice or in person what a notice says.
 * @throws NotFound when the actor does not see the case; Forbidden for roles that speak with nobody, and where
 *   they only read it; RuleBroken `notice_state` when it was told already or is not to be told by hand
 */
export const tellNotice: Command<{ readonly noticeId: string }, void> = async (work, { noticeId }) => {
  const { actor } = work;
  if (actor.kind !== 'staff' || !may(actor.role, 'case.note')) throw new Forbidden();
  const reference = await caseOfNotice(work, noticeId);
  if (reference === null) throw new NotFound('not_found.notice');
  if (!mayDo(actor, 'note', await findCase(work, reference)).allowed) throw new Forbidden();
  await work.elevated('staff see the notices of their cases and change no other part of them', async () => {
    const notice = await lockNotice(work, noticeId);
    if (!notice) throw new NotFound('not_found.notice');
    requireStep(notice.state, 'told');
    await markTold(work, noticeId, actor.personId);
    work.record({
      event: 'notice.told',
      caseId: notice.caseId,
      data: { noticeId, channel: notice.channel },
      announce: false,
    });
  });
};
