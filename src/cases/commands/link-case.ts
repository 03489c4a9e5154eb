import { InvalidInput, isDomainError, RuleBroken } from '../../kernel/errors.ts';
import type { Work } from '../../platform/work.ts';
import { readCase } from '../records/case-store.ts';
import { findCase } from '../records/find-case.ts';
import { linkCases } from '../records/link-store.ts';
import { concluded, takeUp, type ActionAnswer, type Target } from './take-up.ts';

/**
 * Links a case to another that the actor sees: as related, or as a duplicate of it. A duplicate counts once in the
 * numbers; it is still decided (outcome `duplicate`).
 * @param input other: reference of the other case
 * @throws NotFound, Forbidden, Conflict, InvalidInput `unknown_case`, `same_case`, RuleBroken `duplicate_of_duplicate`
 */
export async function linkCase(
  work: Work,
  input: Target & { readonly other: string; readonly kind: 'duplicate' | 'related' },
): Promise<ActionAnswer> {
  const file = await takeUp(work, 'link', input);
  const seen = await findCase(work, input.other).catch((error: unknown) => {
    if (isDomainError(error)) throw new InvalidInput([{ field: 'other', code: 'unknown_case' }]);
    throw error;
  });
  if (seen.id === file.id) throw new InvalidInput([{ field: 'other', code: 'same_case' }]);
  const other = await readCase(work, seen.id);
  if (input.kind === 'duplicate') {
    // A chain of duplicates would end nowhere: the one that is worked on must be plain.
    if (other.duplicateOf) throw new RuleBroken('duplicate_of_duplicate');
    file.duplicateOf = other.id;
  }
  await linkCases(work, { caseId: file.id, otherId: other.id, kind: input.kind });
  return concluded(work, file, 'case.linked', { other: other.id, kind: input.kind }, false);
}
