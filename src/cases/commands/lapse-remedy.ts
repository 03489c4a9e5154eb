import type { Work } from '../../platform/work.ts';
import { lockCase } from '../records/case-store.ts';
import { lapse, noteAsked, openRemedies, unansweredRemedy } from '../records/decision-store.ts';
import { closeNow } from './close-case.ts';
import { concluded } from './take-up.ts';

/**
 * Asks the complainant again whether a remedy was delivered. Acts as the system.
 * @param input lapsesOn: the day on which it is taken as delivered, once that is near
 */
export async function askAboutRemedy(
  work: Work,
  input: { readonly caseId: string; readonly remedyId: string; readonly lapsesOn: string | null },
): Promise<void> {
  const file = await lockCase(work, input.caseId);
  const remedy = await unansweredRemedy(work, input.remedyId);
  if (file.status !== 'decided' || !remedy) return;
  await noteAsked(work, remedy.id);
  const data = { remedyId: remedy.id, kind: remedy.kind, lapsesOn: input.lapsesOn };
  await concluded(work, file, 'remedy.asked_again', data);
}

/** Takes a remedy that nobody answered for as delivered, and closes the case when it was the last. Acts as the system. */
export async function lapseRemedy(
  work: Work,
  input: { readonly caseId: string; readonly remedyId: string },
): Promise<void> {
  const file = await lockCase(work, input.caseId);
  const remedy = await unansweredRemedy(work, input.remedyId);
  if (file.status !== 'decided' || !remedy) return;
  await lapse(work, remedy.id);
  await concluded(work, file, 'remedy.lapsed', { remedyId: remedy.id, kind: remedy.kind });
  if ((await openRemedies(work, file.id)) === 0) await closeNow(work, file, 'remedies_lapsed');
}
