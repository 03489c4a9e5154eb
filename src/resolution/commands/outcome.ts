import { InvalidInput, type FieldFault } from '../../kernel/errors.ts';
import type { Work } from '../../platform/work.ts';
import { phnomPenhDay } from '../../reference/index.ts';
import type { ProcedureAction } from '../domain/procedure.ts';
import type { OutcomeText } from '../domain/terms-text.ts';
import type { OutcomeKind } from '../domain/terms.ts';
import { draftOutcome } from '../records/outcome-store.ts';
import { turnSteps } from '../step-clocks.ts';
import {
  concludeDispute,
  refuseForbidden,
  takeUpDispute,
  type DisputeAnswer,
  type DisputeTarget,
  type Taken,
} from './take-up.ts';

const actionOf: Readonly<Record<Exclude<OutcomeKind, 'withdrawn'>, ProcedureAction>> = {
  agreement: 'report-agreement',
  partial: 'report-agreement',
  award: 'report-award',
  failed: 'report-failure',
};

/**
 * Writes down how a dispute ends: an agreement or part of one with its terms, an award with reasons, or that conciliation
 * failed and on which points. Written again before it is issued, it takes the place of the one before, and signatures on
 * that count no more.
 * @throws InvalidInput naming every bad term; RuleBroken `consent_missing`, `declaration_missing`, `challenge_period_open`,
 *   `no_session_with_notice`, `minutes_missing`, `award_needs_arbitration`, `failure_needs_ground`, `outcome_needs_sessions`
 */
export async function reportOutcome(
  work: Work,
  input: DisputeTarget & { readonly outcome: OutcomeText & { readonly kind: Exclude<OutcomeKind, 'withdrawn'> } },
): Promise<DisputeAnswer & { readonly outcome: string; readonly hash: string }> {
  const action = actionOf[input.outcome.kind];
  const taken = await takeUpDispute(work, action, input);
  refuseForbidden(work, action, taken);
  const faults = outcomeFaults(taken, input.outcome, phnomPenhDay(work.now));
  if (faults.length > 0) throw new InvalidInput(faults);
  const { id, hash } = await draftOutcome(work, taken.file, input.outcome);
  const answer = await concludeDispute(work, taken, action, 'dispute.outcome_reported', {
    outcome: id,
    kind: input.outcome.kind,
    hash,
  });
  await turnSteps(work, taken.caseFile, { start: ['outcome_notice'] });
  return { ...answer, outcome: id, hash };
}

function outcomeFaults(taken: Taken, of: OutcomeText, today: string): FieldFault[] {
  const faults: FieldFault[] = [];
  const parties = new Set(taken.parties.map((party) => party.id));
  const binds = of.kind !== 'failed';
  if (binds && of.terms.length === 0) faults.push({ field: 'terms', code: 'too_few', params: { least: 1 } });
  if (!binds && of.terms.length > 0) faults.push({ field: 'terms', code: 'failure_has_no_terms' });
  if ((of.kind === 'award' || of.kind === 'failed') && !of.reasons?.trim()) {
    faults.push({ field: 'reasons', code: 'required' });
  }
  if ((of.kind === 'partial' || of.kind === 'failed') && of.failedPoints.length === 0) {
    faults.push({ field: 'failedPoints', code: 'too_few', params: { least: 1 } });
  }
  of.terms.forEach((term, index) => {
    for (const who of ['debtor', 'creditor'] as const) {
      if (!parties.has(term[who])) faults.push({ field: `terms.${index}.${who}`, code: 'unknown_party' });
    }
    if (term.debtor === term.creditor) faults.push({ field: `terms.${index}.creditor`, code: 'same_party' });
    if (term.dueOn < today) faults.push({ field: `terms.${index}.dueOn`, code: 'date_in_past' });
  });
  return faults;
}
