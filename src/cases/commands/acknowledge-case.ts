import type { Work } from '../../platform/work.ts';
import { addMessage } from '../records/message-store.ts';
import { concluded, takeUp, type ActionAnswer, type Target } from './take-up.ts';

/**
 * Acknowledges a case: the complainant learns that somebody has it. A note is for colleagues only.
 * @throws NotFound, Forbidden, Conflict, RuleBroken `already_acknowledged`
 */
export async function acknowledgeCase(
  work: Work,
  input: Target & { readonly note?: string | null },
): Promise<ActionAnswer> {
  const file = await takeUp(work, 'acknowledge', input);
  file.status = 'acknowledged';
  if (input.note) await addMessage(work, { caseId: file.id, kind: 'note', internal: true, text: input.note });
  return concluded(work, file, 'case.acknowledged', { office: file.heldOffice, tier: file.tier });
}
