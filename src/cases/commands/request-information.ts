import type { Work } from '../../platform/work.ts';
import { addMessage } from '../records/message-store.ts';
import { concluded, takeUp, type ActionAnswer, type Target } from './take-up.ts';

/**
 * Asks the complainant something. The case waits for them; clocks that may pause do so (they hear the fact), at most ten
 * working days in all.
 * @throws NotFound, Forbidden, Conflict, RuleBroken `question_needs_acknowledged_case`
 */
export async function requestInformation(
  work: Work,
  input: Target & { readonly question: string; readonly replyWithinWorkingDays: number },
): Promise<ActionAnswer> {
  const file = await takeUp(work, 'request-information', input);
  file.status = 'awaiting_complainant';
  const messageId = await addMessage(work, {
    caseId: file.id,
    kind: 'question',
    internal: false,
    text: input.question,
  });
  return concluded(work, file, 'information.requested', {
    messageId,
    replyWithinWorkingDays: input.replyWithinWorkingDays,
  });
}
