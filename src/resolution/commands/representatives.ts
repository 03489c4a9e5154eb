import { mandateFault, type MandateKind } from '../../cases/index.ts';
import { NotFound, RuleBroken } from '../../kernel/errors.ts';
import type { Work } from '../../platform/work.ts';
import { phnomPenhDay } from '../../reference/index.ts';
import type { RepresentativeDetails } from '../domain/details.ts';
import { instant, instantOrNull } from '../records/instant.ts';
import { detailsOfRepresentative } from '../records/party-contact.ts';
import { addRepresentative, proveMandate, revokeMandate } from '../records/party-store.ts';
import { concludeAndComplete, receivedAt } from './completeness.ts';
import { speakerOf, takeUpDispute, type DisputeAnswer, type DisputeTarget, type Taken } from './take-up.ts';

/** Adds somebody who speaks for a party, with the mandate shown. @returns also the representative's id */
export async function addDisputeRepresentative(
  work: Work,
  input: DisputeTarget & {
    readonly party: string;
    readonly details: RepresentativeDetails;
    readonly validFrom: string;
    readonly validUntil: string | null;
    readonly proven: boolean;
  },
): Promise<DisputeAnswer & { readonly representative: string }> {
  const taken = await takeUpDispute(work, 'add-representative', input);
  const { party } = speakerOf(work, taken, { party: input.party });
  const { details, validFrom, validUntil, proven } = input;
  const representative = await addRepresentative(work, taken.file, {
    partyId: party.id,
    details,
    validFrom,
    validUntil,
    proven,
  });
  const data = { party: party.id, representative };
  const answer = await concludeAndComplete(work, taken, 'add-representative', 'dispute.representative_added', data);
  return { ...answer, representative };
}

/**
 * Whoever speaks for a party has shown the mandate: from now on they act on it.
 * @param input receivedAt: when the paper arrived, if before now; one that came with the filing arrived with it
 * @throws NotFound, Forbidden, RuleBroken `mandate_lapsed`, `mandate_not_yet_valid`, `mandate_revoked`
 */
export async function showMandate(
  work: Work,
  input: DisputeTarget & {
    readonly party: string;
    readonly representative: string;
    readonly kind: MandateKind;
    readonly validFrom: string;
    readonly validUntil: string | null;
    readonly receivedAt?: Date | null;
  },
): Promise<DisputeAnswer> {
  const taken = await takeUpDispute(work, 'add-representative', input);
  const { known, party } = representativeIn(work, taken, input);
  const { kind, validFrom, validUntil } = input;
  const revokedAt = instantOrNull(known.revoked_at);
  const fault = mandateFault({ validFrom, validUntil, revokedAt, proven: true }, phnomPenhDay(work.now));
  if (fault) throw new RuleBroken(fault, validUntil ? { until: validUntil } : {});
  const details = (await detailsOfRepresentative(work, known)) ?? nobody;
  await proveMandate(work, {
    id: known.id,
    caseId: known.case_id,
    details: { ...details, mandateKind: kind },
    validFrom,
    validUntil,
    // A paper that came with the filing arrived with it, whenever somebody looks at it.
    at: details.paper ? instant(known.added_at) : receivedAt(work, taken.caseFile, input.receivedAt ?? null),
  });
  const data = { party: party.id, representative: known.id };
  return concludeAndComplete(work, taken, 'add-representative', 'dispute.mandate_shown', data);
}

const nobody: RepresentativeDetails = { name: null, phone: null, address: null, relation: null };

function representativeIn(
  work: Work,
  taken: Taken,
  input: { readonly party: string; readonly representative: string },
) {
  const { party } = speakerOf(work, taken, { party: input.party });
  const known = taken.representatives.find((each) => each.id === input.representative && each.party_id === party.id);
  if (!known) throw new NotFound('not_found.representative');
  return { known, party };
}

/**
 * Ends a mandate from now on: what was done on it before stands. Also says of somebody named at the filing that they do not speak
 * for the party, so that nothing waits for their mandate.
 */
export async function endMandate(
  work: Work,
  input: DisputeTarget & { readonly party: string; readonly representative: string },
): Promise<DisputeAnswer> {
  const taken = await takeUpDispute(work, 'add-representative', input);
  const { known } = representativeIn(work, taken, input);
  await revokeMandate(work, known.id);
  const data = { representative: known.id };
  return concludeAndComplete(work, taken, 'add-representative', 'dispute.mandate_revoked', data);
}
