import { sealText, type ActionAnswer, type Target } from '../../cases/index.ts';
import { InvalidInput, RuleBroken } from '../../kernel/errors.ts';
import type { Work } from '../../platform/work.ts';
import { lookResults, type LookResult } from '../domain/causes.ts';
import { demandOversight } from '../policy.ts';
import { fieldOf, sample } from '../reads/samples.ts';
import { keepLook } from '../records/sample-store.ts';

/** How a case is opened again: the use case of the handlers. */
export type Reopen = (work: Work, input: Target & { readonly reason: string }) => Promise<ActionAnswer>;

/**
 * Keeps what a second look at an ended case came to: agreed; opened again, there and then; or something to learn from. Never
 * by whoever had the case or decided it. What was found is sealed with the case.
 * @throws Forbidden, NotFound; InvalidInput `found` is missing where it is not agreed; RuleBroken `look_by_another`,
 * `looked_already`, and those of reopening
 */
export const lookAgain =
  (reopen: Reopen) =>
  async (
    work: Work,
    input: { readonly id: string; readonly result: LookResult; readonly found: string },
  ): Promise<void> => {
    const actor = demandOversight(work);
    if (!lookResults.includes(input.result)) throw new InvalidInput([{ field: 'result', code: 'choose' }]);
    const text = input.found.trim();
    if (text === '' && input.result !== 'agree') throw new InvalidInput([{ field: 'found', code: 'required' }]);
    const of = await sample(work, input.id);
    if (of.isOwn) throw new RuleBroken('look_by_another');
    if (of.look !== null) throw new RuleBroken('looked_already');
    const sealed = text === '' ? null : await sealText(work, of.caseId, fieldOf(of.id), text);
    const isNew = await keepLook(work, { id: of.id, result: input.result, sealed, by: actor.personId });
    if (!isNew) throw new RuleBroken('looked_already');
    if (input.result === 'reopen') await reopen(work, { reference: of.reference, reason: text });
    const data = { sampleId: of.id, result: input.result, office: actor.office };
    work.record({ event: 'closure.looked_at', caseId: of.caseId, data, announce: false });
  };
