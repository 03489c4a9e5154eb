import { demand, staffOf } from '../../access/index.ts';
import { NotFound, RuleBroken } from '../../kernel/errors.ts';
import type { Work } from '../../platform/work.ts';
import { findForEmergency } from '../records/break-glass-store.ts';
import { addHold, endHold, openHolds, type LegalHold } from '../records/hold-store.ts';

/**
 * Holds a case against erasure, whatever its age: a court, an inquiry or a claim may need it. The case is not opened.
 * @throws Forbidden, NotFound, RuleBroken `content_erased`
 */
export async function placeHold(
  work: Work,
  input: { readonly reference: string; readonly reason: string },
): Promise<{ readonly id: string }> {
  demand(work.actor, 'legal_hold.manage');
  const found = await findForEmergency(work, input.reference);
  if (!found) throw new NotFound('not_found.case');
  if (found.isErased) throw new RuleBroken('content_erased');
  const id = await addHold(work, { caseId: found.id, personId: staffOf(work).personId, reason: input.reason });
  work.record({ event: 'legal_hold.placed', caseId: found.id, data: { holdId: id }, announce: false });
  return { id };
}

/** Lifts a hold. Retention is counted as if it had never been. @throws Forbidden, NotFound `not_found.hold` */
export async function liftHold(work: Work, input: { readonly id: string; readonly reason: string }): Promise<void> {
  demand(work.actor, 'legal_hold.manage');
  const [hold] = await openHolds(work, input.id);
  if (!hold) throw new NotFound('not_found.hold');
  await endHold(work, hold, staffOf(work).personId, input.reason);
  work.record({ event: 'legal_hold.lifted', caseId: hold.caseId, data: { holdId: hold.id }, announce: false });
}

/** Holds that stand, oldest first. @throws Forbidden */
export async function legalHolds(work: Work): Promise<readonly LegalHold[]> {
  demand(work.actor, 'legal_hold.manage');
  return openHolds(work);
}
