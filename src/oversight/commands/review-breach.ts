import { InvalidInput, RuleBroken } from '../../kernel/errors.ts';
import type { Work } from '../../platform/work.ts';
import { breachCauses, type BreachCause } from '../domain/causes.ts';
import { demandOversight } from '../policy.ts';
import { breach, fieldOf } from '../reads/breaches.ts';
import { keepBreachReview } from '../records/breach-store.ts';

/**
 * Keeps why a deadline was missed and what was done about it, once; the words are sealed with the case, the cause is counted.
 * @throws Forbidden, NotFound; InvalidInput; RuleBroken `breach_reviewed_already`
 */
export async function reviewBreach(
  work: Work,
  input: { readonly clockId: string; readonly cause: BreachCause; readonly done: string },
): Promise<void> {
  const actor = demandOversight(work);
  if (!breachCauses.includes(input.cause)) throw new InvalidInput([{ field: 'cause', code: 'choose' }]);
  if (input.done.trim() === '') throw new InvalidInput([{ field: 'done', code: 'required' }]);
  const of = await breach(work, input.clockId);
  const isNew = await keepBreachReview(work, actor, {
    clockId: of.clockId,
    caseId: of.caseId,
    cause: input.cause,
    field: fieldOf(of.clockId),
    done: input.done,
  });
  if (!isNew) throw new RuleBroken('breach_reviewed_already');
  const data = { clockId: of.clockId, kind: of.kind, cause: input.cause, office: actor.office };
  work.record({ event: 'breach.reviewed', caseId: of.caseId, data, announce: false });
}
