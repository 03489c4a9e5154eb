import type { Work } from '../../platform/work.ts';
import { acceptLastDecision, openRemedies } from '../records/decision-store.ts';
import { closeNow } from './close-case.ts';
import { concluded, takeUp, type ActionAnswer, type Target } from './take-up.ts';

/**
 * The complainant accepts the decision. The case closes at once when no remedy is open, and otherwise with the last one.
 * @throws NotFound, Forbidden, RuleBroken `accept_needs_decided_case`, `already_appealed`
 */
export async function acceptDecision(work: Work, input: Target): Promise<ActionAnswer> {
  const file = await takeUp(work, 'accept', input);
  await acceptLastDecision(work, file.id);
  const answer = await concluded(work, file, 'decision.accepted', {}, false);
  return (await openRemedies(work, file.id)) === 0 ? closeNow(work, file, 'accepted') : answer;
}
