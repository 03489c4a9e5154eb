import { demand, findPerson, staffOf } from '../../access/index.ts';
import { grantNamed } from '../../cases/index.ts';
import { Forbidden, InvalidInput, NotFound, RuleBroken, type FieldFault } from '../../kernel/errors.ts';
import type { Work } from '../../platform/work.ts';
import { currentBook, phnomPenhDay } from '../../reference/index.ts';
import { accusedOffices, barredPeople } from '../../routing/index.ts';
import { currentCalendar } from '../../sla/index.ts';
import { challengeUntil } from '../deadlines.ts';
import { appointmentFault, maySitAsNeutral, suggestNeutrals, type Need, type Suggestion } from '../domain/neutrals.ts';
import { mayKeepEntry } from '../policy.ts';
import { panelDeclared } from '../domain/procedure-facts.ts';
import { sitting } from '../records/dispute.ts';
import {
  addChallenge,
  addSeat,
  decideChallenge,
  declare,
  earlierHandlers,
  endNamedAccess,
  endSeat,
  keepRosterEntry,
  releaseBookings,
  rosterCandidates,
  type RosterEntry,
} from '../records/neutral-store.ts';
import { turnSteps } from '../step-clocks.ts';
import {
  concludeDispute,
  mySeat,
  seatOf,
  speakerOf,
  takeUpDispute,
  type DisputeAnswer,
  type DisputeTarget,
  type Speaking,
  type Taken,
} from './take-up.ts';

/**
 * Puts somebody on the roster of neutrals or changes their entry: people of one's own office only, or of any at the Regulator.
 * @throws Forbidden, InvalidInput `unknown_person`, `cannot_sit`, `unknown_category`, `unknown_place`, `absence_ends_before_it_begins`
 */
export async function keepNeutral(work: Work, input: Omit<RosterEntry, 'office'>): Promise<void> {
  demand(work.actor, 'resolution.manage');
  const staff = staffOf(work);
  const person = await findPerson(work, input.personId);
  if (!person?.active) throw new InvalidInput([{ field: 'person', code: 'unknown_person' }]);
  if (!maySitAsNeutral(person.role)) throw new InvalidInput([{ field: 'person', code: 'cannot_sit' }]);
  if (!mayKeepEntry(staff, person.office)) throw new Forbidden('forbidden.other_office');
  const book = await currentBook(work);
  const today = phnomPenhDay(work.now);
  const faults: FieldFault[] = [];
  if (input.competences.some((code) => code !== '*' && !book.category(code, today))) {
    faults.push({ field: 'competences', code: 'unknown_category' });
  }
  if (input.place !== null && !book.place(input.place)) faults.push({ field: 'place', code: 'unknown_place' });
  if (input.absences.some((away) => away.to < away.from)) {
    faults.push({ field: 'absences', code: 'absence_ends_before_it_begins' });
  }
  if (faults.length > 0) throw new InvalidInput(faults);
  await keepRosterEntry(work, { ...input, office: person.office });
  work.record({
    event: 'neutral.changed',
    caseId: null,
    data: { personId: person.id, active: input.active },
    announce: false,
  });
}

async function needOf(work: Work, taken: Pick<Taken, 'file' | 'caseFile' | 'parties' | 'neutrals'>): Promise<Need> {
  const { caseFile } = taken;
  const barred = new Set(await barredPeople(work, caseFile.id));
  const before = await earlierHandlers(work, {
    caseId: caseFile.id,
    appealOf: caseFile.appealOf ?? null,
    arrivedAt: caseFile.arrivedAt,
  });
  for (const person of before) barred.add(person);
  return {
    mode: taken.file.mode,
    category: caseFile.category,
    languages: [...new Set(taken.parties.map((party) => party.language))],
    place: caseFile.place,
    today: phnomPenhDay(work.now),
    barred,
    accusedOffices: await accusedOffices(work, caseFile.id),
    conflicted: new Set(
      taken.neutrals.flatMap((seat) =>
        seat.ended_at !== null && seat.end_reason !== 'replaced' ? [seat.person_id] : [],
      ),
    ),
    sitting: new Set(sitting(taken).map((seat) => seat.person_id)),
  };
}

/** Who may be appointed, best first. @throws NotFound, Forbidden, RuleBroken `appointment_needs_consents`, `panel_is_full` */
export async function suggestForDispute(work: Work, input: DisputeTarget): Promise<readonly Suggestion[]> {
  const taken = await takeUpDispute(work, 'appoint', input);
  return suggestNeutrals(await rosterCandidates(work), await needOf(work, taken));
}

/**
 * Appoints a neutral. Nobody who is named in the case, decided or handled the matter before, sits at an office that it is
 * about, declared a conflict here or was challenged with success.
 * @throws InvalidInput `unknown_neutral`; RuleBroken `neutral_is_barred`, `neutral_declared_conflict`,
 *   `neutral_of_accused_office`, `neutral_not_on_roster`, `neutral_not_for_mode`, `neutral_is_away`, `neutral_sits_already`
 */
export async function appointNeutral(
  work: Work,
  input: DisputeTarget & { readonly person: string },
): Promise<DisputeAnswer & { readonly neutral: string }> {
  const taken = await takeUpDispute(work, 'appoint', input);
  const candidate = (await rosterCandidates(work)).find((each) => each.personId === input.person);
  if (!candidate) throw new InvalidInput([{ field: 'person', code: 'unknown_neutral' }]);
  const fault = appointmentFault(candidate, await needOf(work, taken));
  if (fault) throw new RuleBroken(fault);
  const left = taken.neutrals.filter((seat) => seat.ended_at !== null);
  const replaced = left.find((seat) => !taken.neutrals.some((other) => other.replaces === seat.id)) ?? null;
  const neutral = await addSeat(work, taken.file, { personId: input.person, replaces: replaced?.id ?? null });
  // A neutral of another office sees this one case, by name.
  if (candidate.office !== taken.caseFile.heldOffice) await grantNamed(work, taken.caseFile.id, [input.person]);
  const data = { neutral, personId: input.person, replaces: replaced?.id ?? null };
  const answer = await concludeDispute(work, taken, 'appoint', 'dispute.neutral_appointed', data, {
    challenge_until: null,
  });
  if (answer.stage === 'declarations') {
    await turnSteps(work, taken.caseFile, { met: ['appoint'], start: ['declare_conflict'] });
  }
  return { ...answer, neutral };
}

/**
 * A neutral's own declaration. A conflict ends the seat; once all have declared that nothing stands in the way, the parties
 * have three working days to challenge.
 * @throws Forbidden `forbidden.not_sitting`; RuleBroken `declaration_has_its_time`, `declared_already`
 */
export async function declareConflict(
  work: Work,
  input: DisputeTarget & { readonly conflict: boolean; readonly text: string | null },
): Promise<DisputeAnswer> {
  const taken = await takeUpDispute(work, 'declare', input);
  const seat = mySeat(work, taken);
  if (seat.declaration !== 'none') throw new RuleBroken('declared_already');
  await declare(work, taken.file, { seat: seat.id, conflict: input.conflict, text: input.text });
  if (input.conflict) await endNamedAccess(work, taken.caseFile.id, seat.person_id);
  const panel = taken.facts.neutrals.map((each) =>
    each.id === seat.id ? { ...each, declaration: 'clear' as const } : each,
  );
  const isLast = !input.conflict && panelDeclared({ neutrals: panel, panelSize: taken.file.panel_size });
  const until = isLast ? challengeUntil(await currentCalendar(work), work.now) : taken.file.challenge_until;
  const answer = await concludeDispute(
    work,
    taken,
    'declare',
    'dispute.conflict_declared',
    { neutral: seat.id, conflict: input.conflict },
    { challenge_until: until },
  );
  if (isLast) await turnSteps(work, taken.caseFile, { met: ['declare_conflict'], start: ['challenge'] });
  return input.conflict ? seatIsFree(work, taken, answer) : answer;
}

/** Somebody left the panel: another is to be appointed, within the time for that, and declares anew. */
async function seatIsFree(work: Work, { caseFile }: Taken, answer: DisputeAnswer): Promise<DisputeAnswer> {
  const start = answer.stage === 'appointment' ? (['appoint'] as const) : [];
  await turnSteps(work, caseFile, { dropped: ['declare_conflict', 'challenge'], start });
  return answer;
}

/** Replaces a neutral who cannot go on; the record of whoever leaves is kept, and the new one declares anew. */
export async function replaceNeutral(
  work: Work,
  input: DisputeTarget & { readonly neutral: string; readonly reason: string },
): Promise<DisputeAnswer> {
  const taken = await takeUpDispute(work, 'replace', input);
  const seat = seatOf(taken, input.neutral);
  await endSeat(work, taken.file, { seat: seat.id, reason: 'replaced', text: input.reason });
  await releaseBookings(work, taken.file.id, { resource: `person:${seat.person_id}` });
  await endNamedAccess(work, taken.caseFile.id, seat.person_id);
  const answer = await concludeDispute(
    work,
    taken,
    'replace',
    'dispute.neutral_replaced',
    { neutral: seat.id },
    { challenge_until: null },
  );
  return seatIsFree(work, taken, answer);
}

/**
 * A party challenges a neutral within three working days of the declarations.
 * @throws NotFound `not_found.neutral`; RuleBroken `challenge_too_late`, `challenge_has_its_time`, `challenged_already`
 */
export async function challengeNeutral(
  work: Work,
  input: DisputeTarget & Speaking & { readonly neutral: string; readonly reason: string },
): Promise<DisputeAnswer & { readonly challenge: string }> {
  const taken = await takeUpDispute(work, 'challenge', input);
  const { party } = speakerOf(work, taken, input);
  const seat = seatOf(taken, input.neutral);
  if (taken.challenges.some((each) => each.neutral_id === seat.id && each.party_id === party.id)) {
    throw new RuleBroken('challenged_already');
  }
  const challenge = await addChallenge(work, taken.file, {
    seat: seat.id,
    personId: seat.person_id,
    partyId: party.id,
    text: input.reason,
  });
  const data = { challenge, neutral: seat.id, party: party.id };
  return { ...(await concludeDispute(work, taken, 'challenge', 'dispute.neutral_challenged', data)), challenge };
}

/**
 * Decides a challenge: by somebody who does not sit in the dispute. Sustained, the neutral leaves and another is appointed.
 * @throws NotFound `not_found.challenge`; RuleBroken `challenge_decider_sits`, `no_challenge_waits`
 */
export async function judgeChallenge(
  work: Work,
  input: DisputeTarget & { readonly challenge: string; readonly sustained: boolean; readonly reasons: string },
): Promise<DisputeAnswer> {
  const taken = await takeUpDispute(work, 'decide-challenge', input);
  const by = staffOf(work).personId;
  const challenge = taken.challenges.find((each) => each.id === input.challenge && each.state === 'under_review');
  if (!challenge) throw new NotFound('not_found.challenge');
  if (taken.neutrals.some((seat) => seat.person_id === by)) throw new RuleBroken('challenge_decider_sits');
  await decideChallenge(work, taken.file, {
    id: challenge.id,
    sustained: input.sustained,
    by,
    text: input.reasons,
  });
  if (input.sustained) {
    await endSeat(work, taken.file, { seat: challenge.neutral_id, reason: 'challenge_sustained', text: null });
    await releaseBookings(work, taken.file.id, { resource: `person:${challenge.challenged}` });
    await endNamedAccess(work, taken.caseFile.id, challenge.challenged);
  }
  const answer = await concludeDispute(
    work,
    taken,
    'decide-challenge',
    input.sustained ? 'dispute.challenge_sustained' : 'dispute.challenge_overruled',
    { challenge: challenge.id, neutral: challenge.neutral_id },
    input.sustained ? { challenge_until: null } : {},
  );
  return input.sustained ? seatIsFree(work, taken, answer) : answer;
}
