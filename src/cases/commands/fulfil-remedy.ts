import { staffOf } from '../../access/index.ts';
import { RuleBroken } from '../../kernel/errors.ts';
import type { Work } from '../../platform/work.ts';
import { fulfil, lockRemedy } from '../records/decision-store.ts';
import { concluded, takeUp, type ActionAnswer, type Target } from './take-up.ts';

/**
 * Reports that a remedy was delivered, with evidence. The complainant confirms or disputes it.
 * @throws NotFound `not_found.remedy` too, Forbidden, RuleBroken `no_remedy_to_fulfil`, `remedy_already_fulfilled`
 */
export async function fulfilRemedy(
  work: Work,
  input: Target & { readonly remedyId: string; readonly evidence: string },
): Promise<ActionAnswer> {
  const by = staffOf(work);
  const file = await takeUp(work, 'fulfil-remedy', input);
  const remedy = await lockRemedy(work, file.id, input.remedyId);
  if (remedy.state === 'fulfilled' || remedy.state === 'confirmed' || remedy.state === 'lapsed')
    throw new RuleBroken('remedy_already_fulfilled');
  await fulfil(work, file.id, remedy.id, by.personId, input.evidence);
  return concluded(work, file, 'remedy.fulfilled', { remedyId: remedy.id, kind: remedy.kind });
}
