import { demand, staffOf } from '../../access/index.ts';
import { InvalidInput, NotFound, RuleBroken } from '../../kernel/errors.ts';
import type { Work } from '../../platform/work.ts';
import { keepNote, makeNeutralKey, readNote } from '../records/note-store.ts';
import { addOffer, offersOf, type Offer } from '../records/offer-store.ts';
import {
  mySeat,
  refuseBroken,
  speakerOf,
  takeUpDispute,
  takeUpUnjudged,
  type DisputeTarget,
  type Speaking,
} from './take-up.ts';

/** DEFAULT: least characters of the passphrase that alone opens a neutral's notes. */
export const leastNotesPassphrase = 12;

/**
 * Sets the passphrase that alone opens one's notes of separate sessions. It is kept nowhere: whoever forgets it cannot
 * read their notes again, and nobody else ever can.
 * @throws Forbidden, InvalidInput `too_short`, RuleBroken `notes_passphrase_set`
 */
export async function setNotesPassphrase(work: Work, input: { readonly passphrase: string }): Promise<void> {
  demand(work.actor, 'resolution.conduct');
  if (input.passphrase.length < leastNotesPassphrase) {
    throw new InvalidInput([{ field: 'passphrase', code: 'too_short', params: { least: leastNotesPassphrase } }]);
  }
  await makeNeutralKey(work, staffOf(work).personId, input.passphrase);
  work.record({ event: 'neutral.notes_key_made', caseId: null, data: {}, announce: false });
}

/**
 * Keeps a sitting neutral's own notes of a separate session. Only they can read them: the door, row-level security and the
 * encryption each refuse everybody else.
 * @throws Forbidden, NotFound `not_found.session`, RuleBroken `notes_are_for_separate_sessions`,
 *   `notes_passphrase_missing`, `notes_passphrase_wrong`
 */
export async function takeNotes(
  work: Work,
  input: DisputeTarget & { readonly session: string; readonly passphrase: string; readonly text: string },
): Promise<void> {
  const taken = await takeUpDispute(work, 'take-notes', input);
  const seat = mySeat(work, taken);
  const session = taken.sessions.find((each) => each.id === input.session);
  if (!session) throw new NotFound('not_found.session');
  if (session.kind !== 'separate') throw new RuleBroken('notes_are_for_separate_sessions');
  const { passphrase, text } = input;
  await keepNote(work, {
    caseId: taken.file.case_id,
    sessionId: session.id,
    personId: seat.person_id,
    passphrase,
    text,
  });
  work.record({
    event: 'dispute.notes_kept',
    caseId: taken.file.case_id,
    data: { disputeId: taken.file.id, session: session.id },
    announce: false,
  });
}

/** Reads one's own notes, whenever. @throws NotFound `not_found.note` for everybody else too, RuleBroken `notes_passphrase_wrong` */
export async function readNotes(
  work: Work,
  input: { readonly session: string; readonly passphrase: string },
): Promise<string> {
  demand(work.actor, 'resolution.conduct');
  const personId = staffOf(work).personId;
  return readNote(work, { sessionId: input.session, personId, passphrase: input.passphrase });
}

/** Keeps an offer made without prejudice, by the party itself or told to a sitting neutral. @returns its id */
export async function makeOffer(
  work: Work,
  input: DisputeTarget & Speaking & { readonly session?: string | null; readonly text: string },
): Promise<string> {
  const taken = await takeUpUnjudged(work, 'offer', input);
  refuseBroken(work, 'offer', taken);
  const { party } = speakerOf(work, taken, input);
  const id = await addOffer(work, taken.file, {
    partyId: party.id,
    sessionId: input.session ?? null,
    text: input.text,
  });
  work.record({
    event: 'dispute.offer_made',
    caseId: taken.file.case_id,
    data: { disputeId: taken.file.id, offer: id, party: party.id },
    announce: false,
  });
  return id;
}

/** The offers of a dispute, for its sitting neutrals while they sit. @throws Forbidden `forbidden.not_sitting` */
export async function readOffers(work: Work, input: DisputeTarget): Promise<readonly Offer[]> {
  const taken = await takeUpUnjudged(work, 'offer', input);
  mySeat(work, taken);
  return offersOf(work, taken.file);
}
