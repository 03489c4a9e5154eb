import { staffOf } from '../../access/index.ts';
import { Forbidden, RuleBroken } from '../../kernel/errors.ts';
import type { Work } from '../../platform/work.ts';
import { codeAttempts, codeMinutes } from '../domain/periods.ts';
import { capacitiesOf } from '../policy.ts';
import type { OutcomeRow } from '../records/dispute.ts';
import { sendToParty } from '../records/message-store.ts';
import { addressOfParty, detailsOfRepresentative } from '../records/party-contact.ts';
import { addSignature, attest, makeCode, tryCode } from '../records/outcome-store.ts';
import { codeText } from '../words.ts';
import {
  concludeDispute,
  mySeat,
  speakerOf,
  standingOf,
  takeUpDispute,
  type DisputeAnswer,
  type DisputeTarget,
  type Speaking,
  type Taken,
} from './take-up.ts';

/** What a signer saw: the hash of the terms as they were read. */
export interface TermsSeen {
  readonly hash: string;
}

function outcomeSeen(taken: Taken, seen: TermsSeen): OutcomeRow {
  const { outcome } = taken;
  if (!outcome) throw new RuleBroken('nothing_to_sign');
  // A signature is bound to what was read: other terms than those are not signed by it.
  if (outcome.terms_hash.toString('hex') !== seen.hash) throw new RuleBroken('terms_changed');
  return outcome;
}

function refuseSecond(taken: Taken, partyId: string): void {
  if (taken.signatures.some((each) => each.party_id === partyId)) throw new RuleBroken('signed_already');
}

/**
 * Sends a one-time code to the telephone of the party, or of the representative who signs for it: whoever has it agrees to
 * the terms at hand and to no others.
 * @throws RuleBroken `terms_changed`, `signed_already`, `party_has_no_safe_phone`, `mandate_lapsed` and the like
 */
export async function sendSigningCode(
  work: Work,
  input: DisputeTarget & Speaking & TermsSeen,
): Promise<{ readonly expiresAt: Date }> {
  const taken = await takeUpDispute(work, 'sign', input);
  const outcome = outcomeSeen(taken, input);
  const { party, representativeId } = speakerOf(work, taken, input);
  refuseSecond(taken, party.id);
  const representative = taken.representatives.find((each) => each.id === representativeId);
  const phone = representative
    ? (await detailsOfRepresentative(work, representative))?.phone
    : await safePhone(work, taken, party.id);
  if (!phone) throw new RuleBroken('party_has_no_safe_phone');
  const { id, code, expiresAt } = await makeCode(work, outcome, {
    partyId: party.id,
    representativeId,
    minutes: codeMinutes,
  });
  await sendToParty(work, taken.file, party, {
    kind: 'code',
    phone,
    text: (language, discreet) => codeText(language, { reference: taken.caseFile.reference, code, discreet }),
  });
  work.record({
    event: 'dispute.code_sent',
    caseId: taken.file.case_id,
    data: { disputeId: taken.file.id, codeId: id, party: party.id },
    announce: false,
  });
  return { expiresAt };
}

async function safePhone(work: Work, taken: Taken, partyId: string): Promise<string | null> {
  const party = taken.parties.find((each) => each.id === partyId);
  const reached = party && (await addressOfParty(work, party));
  return reached?.safe === true ? reached.phone : null;
}

/** Whether a code signed; if not, the rule that says why: the attempt is kept either way. */
export type SignedByCode =
  | (DisputeAnswer & { readonly signed: true })
  | { readonly signed: false; readonly rule: 'code_wrong' | 'code_expired' | 'code_used_up' | 'code_not_sent' };

/**
 * Signs with the one-time code. A wrong code is an answer, not an error, so that the attempt stays counted.
 * @throws RuleBroken `terms_changed`, `signed_already`
 */
export async function signWithCode(
  work: Work,
  input: DisputeTarget & Speaking & TermsSeen & { readonly code: string; readonly readAloud?: boolean },
): Promise<SignedByCode> {
  const taken = await takeUpDispute(work, 'sign', input);
  const outcome = outcomeSeen(taken, input);
  const { party } = speakerOf(work, taken, { party: input.party ?? null });
  refuseSecond(taken, party.id);
  const { tried, representativeId } = await tryCode(work, outcome, {
    partyId: party.id,
    code: input.code,
    attempts: codeAttempts,
  });
  switch (tried) {
    case 'none':
      return { signed: false, rule: 'code_not_sent' };
    case 'expired':
      return { signed: false, rule: 'code_expired' };
    case 'used_up':
      return { signed: false, rule: 'code_used_up' };
    case 'wrong':
      return { signed: false, rule: 'code_wrong' };
    case 'good':
  }
  // The mandate may have lapsed since the code was sent.
  speakerOf(work, taken, { party: party.id, representative: representativeId });
  await addSignature(work, outcome, {
    partyId: party.id,
    neutralId: null,
    way: 'phone_code',
    representativeId,
    attestedBy: null,
    scan: null,
    readAloud: input.readAloud ?? false,
  });
  return { ...(await signed(work, taken, party.id, 'phone_code')), signed: true };
}

/**
 * An officer attests a signature on paper; it stands once a second officer has attested it too. Where the party cannot read,
 * both attest that the terms were read aloud.
 * @param input scan: id of the attachment with the signed paper
 * @throws RuleBroken `terms_changed`, `signed_already`, `mandate_lapsed` and the like
 */
export async function attestPaper(
  work: Work,
  input: DisputeTarget & Speaking & TermsSeen & { readonly scan: string | null; readonly readAloud: boolean },
): Promise<DisputeAnswer & { readonly signed: boolean }> {
  const taken = await takeUpDispute(work, 'sign', input);
  const by = staffOf(work);
  const outcome = outcomeSeen(taken, input);
  if (capacitiesOf(by, standingOf(taken)).every((capacity) => capacity === 'party')) {
    throw new Forbidden('forbidden.dispute', { action: 'sign' });
  }
  const { party, representativeId } = speakerOf(work, taken, input);
  refuseSecond(taken, party.id);
  const first = await attest(work, outcome, {
    partyId: party.id,
    representativeId,
    scan: input.scan,
    readAloud: input.readAloud,
    by: by.personId,
  });
  if (first === null) {
    work.record({
      event: 'dispute.signature_attested',
      caseId: taken.file.case_id,
      data: { disputeId: taken.file.id, outcome: outcome.id, party: party.id },
      announce: false,
    });
    return {
      reference: taken.caseFile.reference,
      stage: taken.facts.stage,
      version: taken.file.version,
      signed: false,
    };
  }
  await addSignature(work, outcome, {
    partyId: party.id,
    neutralId: null,
    way: 'paper',
    representativeId,
    attestedBy: [first, by.personId],
    scan: input.scan,
    readAloud: input.readAloud,
  });
  return { ...(await signed(work, taken, party.id, 'paper')), signed: true };
}

/** A sitting neutral signs an award or agreement, signed in. */
export async function signAsNeutral(work: Work, input: DisputeTarget & TermsSeen): Promise<DisputeAnswer> {
  const taken = await takeUpDispute(work, 'sign', input);
  const outcome = outcomeSeen(taken, input);
  const seat = mySeat(work, taken);
  if (taken.signatures.some((each) => each.neutral_id === seat.id)) throw new RuleBroken('signed_already');
  await addSignature(work, outcome, {
    partyId: null,
    neutralId: seat.id,
    way: 'account',
    representativeId: null,
    attestedBy: null,
    scan: null,
    readAloud: false,
  });
  return concludeDispute(work, taken, 'sign', 'dispute.signed', { neutral: seat.id, way: 'account' });
}

function signed(work: Work, taken: Taken, party: string, way: string): Promise<DisputeAnswer> {
  return concludeDispute(work, taken, 'sign', 'dispute.signed', { party, way });
}
