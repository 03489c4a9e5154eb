import { InvalidInput, NotFound, RuleBroken } from '../../kernel/errors.ts';
import type { Perform, Work } from '../../platform/work.ts';
import { systemActor } from '../../kernel/actor.ts';
import { currentBook } from '../../reference/index.ts';
import type { ConsentWay } from '../domain/terms.ts';
import { nadrMode, type ObligationRow } from '../records/dispute.ts';
import { addReferral, sealEndReason } from '../records/file-store.ts';
import { sendToParty } from '../records/message-store.ts';
import { endNamedAccess } from '../records/neutral-store.ts';
import { changeObligation, lockObligation, obligationsDue, sealEvidence } from '../records/obligation-store.ts';
import { draftOutcome, issueOutcome } from '../records/outcome-store.ts';
import { addConsent } from '../records/party-store.ts';
import { partyRow, referenceOf } from '../records/sweep-reads.ts';
import { reminderText } from '../words.ts';
import { backToHandling } from './admission.ts';
import {
  concludeDispute,
  speakerOf,
  takeUpDispute,
  wayOf,
  type DisputeAnswer,
  type DisputeTarget,
  type Speaking,
  type Taken,
} from './take-up.ts';

function obligationOf(taken: Taken, id: string): ObligationRow {
  const found = taken.obligations.find((each) => each.id === id);
  if (!found) throw new NotFound('not_found.obligation');
  return found;
}

/** Whoever owes says that it was done, and shows it. @throws NotFound, RuleBroken `obligation_is_settled`, `not_the_debtor` */
export async function reportObligation(
  work: Work,
  input: DisputeTarget & Speaking & { readonly obligation: string; readonly evidence: string },
): Promise<DisputeAnswer> {
  const taken = await takeUpDispute(work, 'obligation', input);
  const obligation = obligationOf(taken, input.obligation);
  const { party } = speakerOf(work, taken, input);
  if (party.id !== obligation.debtor) throw new RuleBroken('not_the_debtor');
  if (!['due', 'disputed', 'breached'].includes(obligation.state)) throw new RuleBroken('obligation_is_settled');
  await changeObligation(work, obligation.id, {
    state: 'reported',
    sealed_evidence: await sealEvidence(work, obligation.case_id, obligation.id, input.evidence),
    reported_at: work.now,
  });
  const data = { obligation: obligation.id };
  return concludeDispute(work, taken, 'obligation', 'obligation.reported', data);
}

/** Whoever it is owed to confirms that it was done, or says that it was not. @throws RuleBroken `not_the_creditor`, `obligation_is_settled` */
export async function answerObligation(
  work: Work,
  input: DisputeTarget & Speaking & { readonly obligation: string; readonly done: boolean },
): Promise<DisputeAnswer> {
  const taken = await takeUpDispute(work, 'obligation', input);
  const obligation = obligationOf(taken, input.obligation);
  const { party } = speakerOf(work, taken, input);
  if (party.id !== obligation.creditor) throw new RuleBroken('not_the_creditor');
  if (obligation.state === 'confirmed' || obligation.state === 'referred')
    throw new RuleBroken('obligation_is_settled');
  if (!input.done && obligation.state !== 'reported') throw new RuleBroken('nothing_reported_yet');
  await changeObligation(
    work,
    obligation.id,
    input.done ? { state: 'confirmed', confirmed_at: work.now } : { state: 'disputed' },
  );
  const event = input.done ? 'obligation.confirmed' : 'obligation.disputed';
  return concludeDispute(work, taken, 'obligation', event, { obligation: obligation.id });
}

/** Refers a breached obligation for enforcement; it is no longer watched here. */
export async function referForEnforcement(
  work: Work,
  input: DisputeTarget & { readonly obligation: string; readonly text: string },
): Promise<DisputeAnswer & { readonly referral: string }> {
  const taken = await takeUpDispute(work, 'refer-enforcement', input);
  const obligation = obligationOf(taken, input.obligation);
  if (obligation.state !== 'breached') throw new RuleBroken('no_obligation_breached');
  const referral = await addReferral(work, taken.file, {
    kind: 'enforcement',
    venue: null,
    obligationId: obligation.id,
    text: input.text,
  });
  await changeObligation(work, obligation.id, { state: 'referred' });
  const data = { referral, obligation: obligation.id };
  return {
    ...(await concludeDispute(work, taken, 'refer-enforcement', 'dispute.enforcement_referred', data)),
    referral,
  };
}

/**
 * Refers the failed points to the Court of First Instance of the province where the member works. LAW: Law on Social
 * Security Schemes 2019, Art. 91. A referral record only.
 * @param input workplace: code of the place where the member works
 * @throws InvalidInput `unknown_place`; RuleBroken `court_needs_failed_points`, `referred_already`
 */
export async function referToCourt(
  work: Work,
  input: DisputeTarget & { readonly workplace: string; readonly text: string },
): Promise<DisputeAnswer & { readonly referral: string; readonly venue: string }> {
  const taken = await takeUpDispute(work, 'refer-court', input);
  const province = (await currentBook(work)).placePath(input.workplace)[0];
  if (!province) throw new InvalidInput([{ field: 'workplace', code: 'unknown_place' }]);
  if (taken.facts.referredTo.includes('court')) throw new RuleBroken('referred_already');
  const venue = province.code;
  const referral = await addReferral(work, taken.file, { kind: 'court', venue, obligationId: null, text: input.text });
  const answer = await concludeDispute(work, taken, 'refer-court', 'dispute.court_referred', { referral, venue });
  return { ...answer, referral, venue };
}

/** A party opts into the National Authority for Alternative Dispute Resolution, or out again. The last word counts. */
export async function consentToNadr(
  work: Work,
  input: DisputeTarget & Speaking & { readonly given: boolean; readonly way?: ConsentWay | null },
): Promise<DisputeAnswer> {
  const taken = await takeUpDispute(work, 'consent-nadr', input);
  const { party, representativeId } = speakerOf(work, taken, input);
  const way = wayOf(work, input.way);
  const { given } = input;
  await addConsent(work, taken.file, {
    partyId: party.id,
    mode: nadrMode,
    given,
    way,
    agreementSigned: false,
    representativeId,
  });
  const data = { party: party.id, given, way };
  return concludeDispute(work, taken, 'consent-nadr', 'dispute.nadr_consent_recorded', data);
}

/**
 * Refers the failed points to the National Authority for Alternative Dispute Resolution, once every party has opted in.
 * @throws RuleBroken `nadr_needs_consents`, `court_needs_failed_points`, `referred_already`
 */
export async function referToNadr(
  work: Work,
  input: DisputeTarget & { readonly text: string },
): Promise<DisputeAnswer & { readonly referral: string }> {
  const taken = await takeUpDispute(work, 'refer-nadr', input);
  if (taken.facts.referredTo.includes('nadr')) throw new RuleBroken('referred_already');
  const referral = await addReferral(work, taken.file, {
    kind: 'nadr',
    venue: null,
    obligationId: null,
    text: input.text,
  });
  return { ...(await concludeDispute(work, taken, 'refer-nadr', 'dispute.nadr_referred', { referral })), referral };
}

/** A party opposes an award within the time for that: it goes to court. */
export async function opposeAward(
  work: Work,
  input: DisputeTarget & Speaking & { readonly reason: string },
): Promise<DisputeAnswer> {
  const taken = await takeUpDispute(work, 'oppose-award', input);
  const { party } = speakerOf(work, taken, input);
  await addReferral(work, taken.file, { kind: 'court', venue: null, obligationId: null, text: input.reason });
  return concludeDispute(work, taken, 'oppose-award', 'dispute.award_opposed', { party: party.id });
}

/**
 * The claimant takes the dispute back; the case goes on where it is, until it is withdrawn or decided there. The withdrawal is
 * an outcome of its own, so that there is a paper of it.
 */
export async function withdrawDispute(
  work: Work,
  input: DisputeTarget & { readonly reason: string },
): Promise<DisputeAnswer> {
  const taken = await takeUpDispute(work, 'withdraw', input);
  const text = { kind: 'withdrawn', terms: [], reasons: input.reason, failedPoints: [] } as const;
  const outcome = await draftOutcome(work, taken.file, text);
  await issueOutcome(work, outcome.id);
  backToHandling(taken.caseFile, taken.file.level);
  return concludeDispute(
    work,
    taken,
    'withdraw',
    'dispute.withdrawn',
    { outcome: outcome.id },
    { end_reason: 'withdrawn', sealed_end_reason: await sealEndReason(work, taken.file, input.reason) },
  );
}

/** Seals a file that is over: nothing is done in it any more, and parties and later bodies no longer open it. */
export async function sealDispute(work: Work, input: DisputeTarget): Promise<DisputeAnswer> {
  const taken = await takeUpDispute(work, 'seal', input);
  await endNamedAccess(work, taken.caseFile.id, null);
  return concludeDispute(work, taken, 'seal', 'dispute.sealed', {}, { sealed_at: work.now });
}

/** What one obligation calls for now: a reminder to whoever owes it, or that its breach is recorded. */
async function watchObligation(work: Work, input: { readonly id: string }): Promise<'reminded' | 'breached' | null> {
  const obligation = await lockObligation(work, input.id);
  if (!obligation) return null;
  const { id, case_id: caseId, state } = obligation;
  if (['due', 'disputed'].includes(state) && new Date(obligation.breach_at) < work.now) {
    await changeObligation(work, id, { state: 'breached', breached_at: new Date(obligation.breach_at) });
    work.record({ event: 'obligation.breached', caseId, data: { obligation: id }, announce: true });
    return 'breached';
  }
  if (state !== 'due' || obligation.reminded_at !== null || new Date(obligation.remind_at) > work.now) return null;
  await changeObligation(work, id, { reminded_at: work.now });
  const debtor = await partyRow(work, obligation.debtor);
  const reference = await referenceOf(work, caseId);
  if (debtor && reference) {
    const text = (language: 'km' | 'en', discreet: boolean) =>
      reminderText(language, { reference, dueOn: obligation.due_on, discreet });
    await sendToParty(work, { id: obligation.file_id, case_id: caseId }, debtor, { kind: 'reminder', text });
  }
  work.record({ event: 'obligation.reminded', caseId, data: { obligation: id }, announce: false });
  return 'reminded';
}

/** Reminds of what falls due and records what was not done, one transaction each: running it twice is harmless. */
export async function sweepObligations(
  perform: Perform,
  options: { readonly limit: number; readonly onFailure?: (id: string, error: unknown) => void },
): Promise<{ readonly reminded: number; readonly breached: number; readonly failed: number }> {
  const actor = systemActor('disputes.obligations');
  const due = await perform(actor, (work: Work, limit: number) => obligationsDue(work, limit), options.limit);
  const tally = { reminded: 0, breached: 0, failed: 0 };
  for (const { id } of due) {
    try {
      const did = await perform(actor, watchObligation, { id });
      if (did !== null) tally[did] += 1;
    } catch (error) {
      tally.failed += 1;
      options.onFailure?.(id, error);
    }
  }
  return tally;
}
