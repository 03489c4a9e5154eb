import type { Work } from '../../platform/work.ts';
import { addMessage } from '../records/message-store.ts';
import { concluded, takeUp, type ActionAnswer, type Target } from './take-up.ts';

/**
 * What the complainant says: by themselves, or told to staff who write it down. Ends the waiting for them.
 * @throws NotFound, Forbidden, RuleBroken `reply_needs_open_case`
 */
export async function replyToCase(work: Work, input: Target & { readonly text: string }): Promise<ActionAnswer> {
  const file = await takeUp(work, 'reply', input);
  const messageId = await addMessage(work, { caseId: file.id, kind: 'reply', internal: false, text: input.text });
  if (file.status === 'awaiting_complainant') file.status = 'in_progress';
  return concluded(work, file, 'reply.received', { messageId, onBehalf: work.actor.kind === 'staff' });
}
