import type { Work } from '../../platform/work.ts';
import { addRating } from '../records/link-store.ts';
import { concluded, takeUp, type ActionAnswer, type Target } from './take-up.ts';

/**
 * The complainant's rating, 1 to 5. Never asked of protected cases.
 * @throws NotFound, Forbidden, RuleBroken `rating_needs_decision`, `already_rated`, `protected_case_not_rated`
 */
export async function rateCase(work: Work, input: Target & { readonly score: number }): Promise<ActionAnswer> {
  const file = await takeUp(work, 'rate', input);
  await addRating(work, file.id, input.score);
  return concluded(work, file, 'case.rated', { score: input.score }, false);
}
