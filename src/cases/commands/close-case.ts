import type { Work } from '../../platform/work.ts';
import type { CaseRecord } from '../records/tables.ts';
import { addMessage } from '../records/message-store.ts';
import { concluded, takeUp, type ActionAnswer, type Target } from './take-up.ts';

/**
 * Closes a decided case whose remedies are all delivered and confirmed.
 * @throws NotFound, Forbidden, Conflict, RuleBroken `close_needs_decided_case`, `remedies_not_delivered`
 */
export async function closeCase(work: Work, input: Target & { readonly note?: string | null }): Promise<ActionAnswer> {
  const file = await takeUp(work, 'close', input);
  if (input.note) await addMessage(work, { caseId: file.id, kind: 'note', internal: true, text: input.note });
  return closeNow(work, file, 'officer');
}

/** Closes the case at hand; `why` says what closed it. */
export function closeNow(
  work: Work,
  file: CaseRecord,
  why: 'officer' | 'accepted' | 'remedies_confirmed' | 'remedies_lapsed',
): Promise<ActionAnswer> {
  file.status = 'closed';
  file.closedAt = work.now;
  return concluded(work, file, 'case.closed', { why });
}
