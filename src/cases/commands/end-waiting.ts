import type { Work } from '../../platform/work.ts';
import { lockCase } from '../records/case-store.ts';
import { concluded, type ActionAnswer } from './take-up.ts';

/**
 * Ends the waiting for a complainant who has not answered in time: the case goes on. For the clocks, which know when; does
 * nothing when the case waits no longer.
 * @throws NotFound
 */
export async function endWaiting(work: Work, caseId: string): Promise<ActionAnswer | null> {
  const file = await lockCase(work, caseId);
  if (file.status !== 'awaiting_complainant') return null;
  file.status = 'in_progress';
  return concluded(work, file, 'reply.missed', {}, false);
}
