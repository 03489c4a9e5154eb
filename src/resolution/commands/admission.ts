import { staffOf } from '../../access/index.ts';
import type { Work } from '../../platform/work.ts';
import type { ConsentWay } from '../domain/terms.ts';
import { addReferral, sealEndReason, sealExcuse } from '../records/file-store.ts';
import { addConsent } from '../records/party-store.ts';
import { turnSteps } from '../step-clocks.ts';
import {
  concludeDispute,
  speakerOf,
  takeUpDispute,
  wayOf,
  type DisputeAnswer,
  type DisputeTarget,
  type Speaking,
} from './take-up.ts';

/** Says whether the facts speak of a crime: that is referred out, never conciliated (DOMAIN 6). */
export async function screenDispute(
  work: Work,
  input: DisputeTarget & { readonly finding: 'clear' | 'crime' },
): Promise<DisputeAnswer> {
  const taken = await takeUpDispute(work, 'screen', input);
  const data = { finding: input.finding };
  return concludeDispute(work, taken, 'screen', 'dispute.screened', data, { criminal_screen: input.finding });
}

/**
 * Admits a dispute: in the right place, complete, no crime, no protected matter.
 * @throws RuleBroken naming what stands in the way: `protected_case_refused`, `matter_is_referred_by_law`,
 *   `criminal_screen_missing`, `crime_is_never_conciliated`, `level_one_not_exhausted`, `late_filing_not_excused`, `two_sides_needed`,
 *   `complaint_incomplete`
 */
export async function admitDispute(work: Work, input: DisputeTarget): Promise<DisputeAnswer> {
  const taken = await takeUpDispute(work, 'admit', input);
  return concludeDispute(work, taken, 'admit', 'dispute.admitted');
}

/**
 * Excuses that the complaint came after the thirty working days, with the reason: who did so is on record and is shown.
 * @throws RuleBroken `filing_is_in_time`, `complaint_is_admitted`
 */
export async function excuseLateFiling(
  work: Work,
  input: DisputeTarget & { readonly reason: string },
): Promise<DisputeAnswer> {
  const taken = await takeUpDispute(work, 'excuse-late', input);
  const by = staffOf(work).personId;
  return concludeDispute(
    work,
    taken,
    'excuse-late',
    'dispute.late_filing_excused',
    { by },
    { excused_by: by, excused_at: work.now, sealed_excuse: await sealExcuse(work, taken.file, input.reason) },
  );
}

/** Refuses a dispute as one that cannot be settled here, with the reason; the case goes on where it is. */
export async function refuseDispute(
  work: Work,
  input: DisputeTarget & { readonly reason: string },
): Promise<DisputeAnswer> {
  const taken = await takeUpDispute(work, 'refuse', input);
  backToHandling(taken.caseFile, taken.file.level);
  return concludeDispute(
    work,
    taken,
    'refuse',
    'dispute.refused',
    {},
    { end_reason: 'inadmissible', sealed_end_reason: await sealEndReason(work, taken.file, input.reason) },
  );
}

/** Refers what may be a crime to those who prosecute it; the dispute ends here, the case goes on where it is. */
export async function referCrime(work: Work, input: DisputeTarget & { readonly text: string }): Promise<DisputeAnswer> {
  const taken = await takeUpDispute(work, 'refer-crime', input);
  const referralId = await addReferral(work, taken.file, {
    kind: 'crime',
    venue: null,
    obligationId: null,
    text: input.text,
  });
  backToHandling(taken.caseFile, taken.file.level);
  return concludeDispute(
    work,
    taken,
    'refer-crime',
    'dispute.crime_referred',
    { referralId },
    { end_reason: 'crime_referred' },
  );
}

/** What a party says to the mode: consent, by signed agreement for arbitration, or refusal. The last word counts. */
export async function giveConsent(
  work: Work,
  input: DisputeTarget &
    Speaking & { readonly given: boolean; readonly way?: ConsentWay | null; readonly agreementSigned?: boolean },
): Promise<DisputeAnswer> {
  const taken = await takeUpDispute(work, 'consent', input);
  const { party, representativeId } = speakerOf(work, taken, input);
  const way = wayOf(work, input.way);
  await addConsent(work, taken.file, {
    partyId: party.id,
    mode: taken.file.mode,
    given: input.given,
    way,
    // A signature is on paper, seen by an officer.
    agreementSigned: input.agreementSigned === true && way === 'paper',
    representativeId,
  });
  const answer = await concludeDispute(work, taken, 'consent', 'dispute.consent_recorded', {
    party: party.id,
    given: input.given,
    way,
  });
  if (answer.stage === 'appointment') await turnSteps(work, taken.caseFile, { start: ['appoint'] });
  return answer;
}

/** A case whose dispute ended without an outcome is handled further. */
export function backToHandling(caseFile: { status: string }, level: string): void {
  if (level !== 'agreed' && caseFile.status === 'in_resolution') caseFile.status = 'in_progress';
}
