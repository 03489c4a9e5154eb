import { RuleBroken } from '../../kernel/errors.ts';
import type { Work } from '../../platform/work.ts';
import { addMessage } from '../records/message-store.ts';
import { answerRemedy, isAccepted, lockRemedy, openRemedies } from '../records/decision-store.ts';
import { closeNow } from './close-case.ts';
import { concluded, takeUp, type ActionAnswer, type Target } from './take-up.ts';

/**
 * The complainant's answer to a remedy reported as delivered. Confirmed, it is done; when it was the last one and the
 * decision is accepted, so is the case. Disputed, the obligation stands again.
 * @throws NotFound, Forbidden, RuleBroken `no_remedy_to_confirm`
 */
export async function confirmRemedy(
  work: Work,
  input: Target & { readonly remedyId: string; readonly confirmed: boolean; readonly text?: string | null },
): Promise<ActionAnswer> {
  const file = await takeUp(work, 'confirm-remedy', input);
  const remedy = await lockRemedy(work, file.id, input.remedyId);
  if (remedy.state !== 'fulfilled') throw new RuleBroken('no_remedy_to_confirm');
  await answerRemedy(work, remedy.id, input.confirmed);
  if (input.text) await addMessage(work, { caseId: file.id, kind: 'reply', internal: false, text: input.text });
  const data = { remedyId: remedy.id, kind: remedy.kind };
  const answer = await concluded(work, file, input.confirmed ? 'remedy.confirmed' : 'remedy.disputed', data);
  const isDone = input.confirmed && (await openRemedies(work, file.id)) === 0 && (await isAccepted(work, file.id));
  return isDone ? closeNow(work, file, 'remedies_confirmed') : answer;
}
