import { InvalidInput, RuleBroken } from '../../kernel/errors.ts';
import type { Work } from '../../platform/work.ts';
import { currentBook, phnomPenhDay, type ReferenceBook } from '../../reference/index.ts';
import { staffOf } from '../../access/index.ts';
import { brokenDecisionRule, decisionFaults, type DecisionGiven, type DecisionRules } from '../domain/decision.ts';
import type { CasePorts } from '../ports.ts';
import { actedElsewhere } from '../records/acts.ts';
import { addDecision } from '../records/decision-store.ts';
import { unansweredSince } from '../records/message-store.ts';
import type { CaseRecord } from '../records/tables.ts';
import { concluded, takeUpDecision, type ActionAnswer, type Target } from './take-up.ts';

/**
 * Decides a case: an outcome of its tier, with reasons, and remedies that are obligations from now on. The status follows
 * from the outcome. Next body and appeal limit are laid down by ladder and clocks, which hear the fact.
 * @param decider one person; or a review panel whose chair signs, where nobody decides alone
 * @throws NotFound, Forbidden, Conflict, InvalidInput naming every bad field, RuleBroken `decide_needs_acknowledged_case`,
 *   `decide_needs_panel`, `decider_is_barred`, `refer_only`, `duplicate_needs_link`, `unreachable_needs_attempts`
 */
export const decideCase =
  (ports: Pick<CasePorts, 'barredPeople' | 'workingDaysBetween'>, decider: 'one' | 'panel' = 'one') =>
  async (work: Work, input: Target & DecisionGiven): Promise<ActionAnswer & { readonly decisionId: string }> => {
    const by = staffOf(work);
    const file = await takeUpDecision(work, input, decider);
    const book = await currentBook(work);
    const on = phnomPenhDay(work.now);
    const outcome = book.outcome(file.tier, input.outcome, on);
    const rules: DecisionRules = {
      outcome,
      remedy: (code) => book.remedy(code, on),
      referOnly: book.category(file.category, on)?.referOnly != null,
      today: on,
    };
    const faults = decisionFaults(input, rules);
    if (!outcome || faults.length > 0) throw new InvalidInput(faults);
    const attempts = outcome.needsAttempts ? await unansweredSince(work, file.id) : [];
    const first = attempts[0];
    const rule = brokenDecisionRule(input, rules, {
      isDuplicate: file.duplicateOf != null,
      attempts: attempts.length,
      attemptsOverWorkingDays: first ? await ports.workingDaysBetween(work, first, work.now) : 0,
      deciderIsBarred:
        (await ports.barredPeople(work, file.id)).has(by.personId) ||
        (isTop(book, file, on) && (await actedElsewhere(work, file, by.personId))),
    });
    if (rule) throw new RuleBroken(rule);

    const decisionId = await addDecision(work, file, by, input);
    file.status = outcome.caseStatus;
    file.outcome = input.outcome;
    file.decidedAt = work.now;
    file.closedAt = outcome.caseStatus === 'decided' ? null : work.now;
    const answer = await concluded(work, file, 'case.decided', {
      decisionId,
      outcome: input.outcome,
      tier: file.tier,
      office: file.heldOffice,
      remedies: input.remedies.length,
    });
    return { ...answer, decisionId };
  };

/** The last body of the ladder reviews with fresh eyes: nobody who handled the case below sits there (DOMAIN 1). */
function isTop(book: ReferenceBook, file: CaseRecord, on: string): boolean {
  const operator = book.programme(file.programme, on)?.operator ?? book.office(file.operatorOffice)?.operator ?? '';
  return book.nextRung(file.track, operator, file.tier, on) === null;
}
