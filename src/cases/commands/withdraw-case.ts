import type { Work } from '../../platform/work.ts';
import { addMessage } from '../records/message-store.ts';
import { concluded, takeUp, type ActionAnswer, type Target } from './take-up.ts';

/**
 * Withdraws a complaint: by the complainant, or by staff whom they told to. A reason is kept with who said it.
 * @throws NotFound, Forbidden, Conflict, RuleBroken `withdraw_needs_undecided_case`
 */
export async function withdrawCase(
  work: Work,
  input: Target & { readonly reason?: string | null },
): Promise<ActionAnswer> {
  const file = await takeUp(work, 'withdraw', input);
  const onBehalf = work.actor.kind === 'staff';
  if (input.reason) {
    const kind = onBehalf ? 'note' : 'reply';
    await addMessage(work, { caseId: file.id, kind, internal: onBehalf, text: input.reason });
  }
  file.status = 'withdrawn';
  file.closedAt = work.now;
  return concluded(work, file, 'case.withdrawn', { onBehalf });
}
