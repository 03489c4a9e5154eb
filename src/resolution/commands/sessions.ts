import { NotFound, RuleBroken } from '../../kernel/errors.ts';
import type { Work } from '../../platform/work.ts';
import { phnomPenhDay } from '../../reference/index.ts';
import { currentCalendar, isWorkingDay } from '../../sla/index.ts';
import { noticeEnd } from '../deadlines.ts';
import { sessionFault } from '../domain/session-rule.ts';
import type { MeetingMeans, ServiceChannel, ServiceState } from '../domain/terms.ts';
import { sitting } from '../records/dispute.ts';
import type { SessionRow } from '../records/session-rows.ts';
import { instantOrNull } from '../records/instant.ts';
import { releaseBookings } from '../records/neutral-store.ts';
import { invite, serve } from '../records/service-store.ts';
import { addSession, endSession, holdSession } from '../records/session-store.ts';
import { sendToParty } from '../records/message-store.ts';
import { turnSteps } from '../step-clocks.ts';
import { calendarEntry, isDiscreet } from '../reads/session-calendar.ts';
import { cancellationText, invitationText } from '../words.ts';
import {
  concludeDispute,
  speakerOf,
  takeUpDispute,
  type DisputeAnswer,
  type DisputeTarget,
  type Taken,
} from './take-up.ts';

export interface SessionToHold {
  readonly kind: 'joint' | 'separate';
  /** The one party of a separate session. */
  readonly party: string | null;
  readonly means: MeetingMeans;
  readonly room: string | null;
  readonly link: string | null;
  readonly startsAt: Date;
  readonly endsAt: Date;
}

/**
 * Sets a session and invites whoever is called: at least five working days ahead, on a working day, before the statutory
 * date, neutrals and room free.
 * @throws RuleBroken `session_inside_notice_period` (params: the first day possible), `session_past_statutory_date`,
 *   `session_not_on_working_day`, `neutral_double_booked`, `room_double_booked`, and those of the stage
 */
export async function scheduleSession(
  work: Work,
  input: DisputeTarget & SessionToHold,
): Promise<DisputeAnswer & { readonly session: string; readonly number: number }> {
  const taken = await takeUpDispute(work, 'schedule', input);
  const { session, number } = await setSession(work, taken, input, null, 0);
  const data = { session, number, kind: input.kind, startsAt: input.startsAt.toISOString() };
  return { ...(await concludeDispute(work, taken, 'schedule', 'dispute.session_set', data)), session, number };
}

async function setSession(
  work: Work,
  taken: Taken,
  of: SessionToHold,
  adjournedFrom: string | null,
  sequence: number,
): Promise<{ readonly session: string; readonly number: number }> {
  const calendar = await currentCalendar(work);
  const noticeEndsAt = noticeEnd(calendar, work.now);
  const limitAt = taken.file.limit_force === 'law' ? instantOrNull(taken.file.limit_at) : null;
  const fault = sessionFault({
    startsAt: of.startsAt,
    endsAt: of.endsAt,
    isWorkingDay: isWorkingDay(calendar, phnomPenhDay(of.startsAt)),
    noticeEndsAt,
    limitAt,
  });
  if (fault) {
    throw new RuleBroken(fault, {
      after: phnomPenhDay(noticeEndsAt),
      ...(limitAt ? { until: phnomPenhDay(limitAt) } : {}),
    });
  }
  const called = of.kind === 'joint' ? taken.parties : [speakerOf(work, taken, { party: of.party }).party];
  const number = taken.sessions.length + 1;
  const session = await addSession(work, taken.file, {
    number,
    kind: of.kind,
    partyId: of.kind === 'separate' ? of.party : null,
    means: of.means,
    room: of.room,
    link: of.link,
    startsAt: of.startsAt,
    endsAt: of.endsAt,
    adjournedFrom,
    sequence,
    people: sitting(taken).map((seat) => seat.person_id),
  });
  const { reference } = taken.caseFile;
  const discreet = isDiscreet(taken.caseFile);
  const { room, startsAt, endsAt } = of;
  const made = {
    id: session,
    startsAt,
    endsAt,
    room,
    state: 'scheduled',
    scheduledAt: work.now,
    sequence,
    adjournedFrom,
  } as const;
  for (const party of called) {
    const sentBy = await sendToParty(work, taken.file, party, {
      kind: 'invitation',
      sessionId: session,
      text: (language) => invitationText(language, { ...of, reference, discreet }),
      calendar: (language) => calendarEntry(made, taken.sessions, { reference, language, discreet, link: of.link }),
    });
    await invite(work, taken.file, { sessionId: session, partyId: party.id, channel: sentBy ?? 'letter' });
  }
  return { session, number };
}

/** @throws NotFound `not_found.session` */
export function sessionOf(taken: Taken, id: string): SessionRow {
  const found = taken.sessions.find((each) => each.id === id);
  if (!found) throw new NotFound('not_found.session');
  return found;
}

/** Proof of service of an invitation: sent (again), delivered, read, returned. @throws NotFound `not_found.invitation` */
export async function recordService(
  work: Work,
  input: DisputeTarget & {
    readonly session: string;
    readonly party: string;
    readonly state: ServiceState;
    readonly channel: ServiceChannel;
    readonly proof: string | null;
  },
): Promise<DisputeAnswer> {
  const taken = await takeUpDispute(work, 'serve', input);
  const session = sessionOf(taken, input.session);
  const invitation = session.invitations.find((each) => each.partyId === input.party);
  if (!invitation) throw new NotFound('not_found.invitation');
  if (session.state !== 'scheduled') throw new RuleBroken('session_is_over');
  await serve(work, taken.file, {
    invitationId: invitation.id,
    state: input.state,
    channel: input.channel,
    proof: input.proof,
  });
  const data = { session: session.id, party: input.party, state: input.state };
  return concludeDispute(work, taken, 'serve', 'dispute.invitation_served', data);
}

export interface Attendance {
  readonly party: string;
  readonly present: boolean;
  readonly representative?: string | null;
}

/**
 * Says that a session took place and who came. Who is absent must have been served in time.
 * @throws RuleBroken `session_not_begun`, `session_is_over`, `party_not_served`, `attendance_incomplete`,
 *   `session_past_statutory_date`, `mandate_lapsed` and the like
 */
export async function holdDisputeSession(
  work: Work,
  input: DisputeTarget & { readonly session: string; readonly attendance: readonly Attendance[] },
): Promise<DisputeAnswer> {
  const taken = await takeUpDispute(work, 'hold', input);
  const session = sessionOf(taken, input.session);
  if (session.state !== 'scheduled') throw new RuleBroken('session_is_over');
  if (work.now < session.startsAt) throw new RuleBroken('session_not_begun', { at: session.startsAt.toISOString() });
  const limitAt = taken.file.limit_force === 'law' ? instantOrNull(taken.file.limit_at) : null;
  if (limitAt !== null && session.startsAt > limitAt) {
    throw new RuleBroken('session_past_statutory_date', { until: phnomPenhDay(limitAt) });
  }
  const calendar = await currentCalendar(work);
  const attendance = session.invitations.map((invitation) => {
    const said = input.attendance.find((each) => each.party === invitation.partyId);
    if (!said) throw new RuleBroken('attendance_incomplete');
    const { representativeId } = speakerOf(work, taken, {
      party: said.party,
      representative: said.representative ?? null,
    });
    const inTime =
      session.startsAt > noticeEnd(calendar, invitation.sentAt) &&
      (invitation.state === 'delivered' || invitation.state === 'read');
    // Whoever comes makes good what was late; whoever stays away was entitled to the notice.
    if (!said.present && !inTime) throw new RuleBroken('party_not_served');
    return { partyId: said.party, present: said.present, representativeId };
  });
  await holdSession(work, taken.file, { sessionId: session.id, attendance });
  const answer = await concludeDispute(work, taken, 'hold', 'dispute.session_held', {
    session: session.id,
    present: attendance.filter((each) => each.present).length,
  });
  await turnSteps(work, taken.caseFile, { start: ['minutes'] });
  return answer;
}

/** Adjourns a session that took place to another one, with invitations of its own. */
export async function adjournSession(
  work: Work,
  input: DisputeTarget & SessionToHold & { readonly session: string; readonly reason: string },
): Promise<DisputeAnswer & { readonly next: string }> {
  const taken = await takeUpDispute(work, 'schedule', input);
  const session = sessionOf(taken, input.session);
  if (session.state === 'cancelled') throw new RuleBroken('session_is_over');
  const state = session.state === 'held' ? ('held' as const) : ('cancelled' as const);
  await endSession(work, taken.file, { sessionId: session.id, state, reason: input.reason });
  if (state === 'cancelled') await releaseBookings(work, taken.file.id, { sessionId: session.id });
  // What has not taken place moves in the calendars; what has stays there, and the next one stands beside it.
  const sessions = taken.sessions.map((each) => (each.id === session.id ? { ...each, state } : each));
  const sequence = state === 'cancelled' ? session.sequence + 1 : 0;
  const { session: next, number } = await setSession(work, { ...taken, sessions }, input, session.id, sequence);
  if (state === 'cancelled') await tellNoLongerCalled(work, taken, session, input);
  const data = { session: session.id, next, number, startsAt: input.startsAt.toISOString() };
  return { ...(await concludeDispute(work, taken, 'schedule', 'dispute.session_adjourned', data)), next };
}

/** Cancels a session that has not taken place; neutrals and room are free again. */
export async function cancelSession(
  work: Work,
  input: DisputeTarget & { readonly session: string; readonly reason: string },
): Promise<DisputeAnswer> {
  const taken = await takeUpDispute(work, 'cancel-session', input);
  const session = sessionOf(taken, input.session);
  if (session.state !== 'scheduled') throw new RuleBroken('session_is_over');
  await endSession(work, taken.file, { sessionId: session.id, state: 'cancelled', reason: input.reason });
  await releaseBookings(work, taken.file.id, { sessionId: session.id });
  for (const { partyId } of session.invitations) await tellCancelled(work, taken, session, partyId);
  return concludeDispute(work, taken, 'cancel-session', 'dispute.session_cancelled', { session: session.id });
}

/** Parties that the moved session no longer calls are told that theirs is cancelled. */
async function tellNoLongerCalled(work: Work, taken: Taken, session: SessionRow, next: SessionToHold): Promise<void> {
  for (const { partyId } of session.invitations) {
    if (next.kind === 'separate' && next.party !== partyId) await tellCancelled(work, taken, session, partyId);
  }
}

async function tellCancelled(work: Work, taken: Taken, session: SessionRow, partyId: string): Promise<void> {
  const party = taken.parties.find((each) => each.id === partyId);
  if (!party) return;
  const { reference } = taken.caseFile;
  const discreet = isDiscreet(taken.caseFile);
  const ended = { ...session, state: 'cancelled', sequence: session.sequence + 1 } as const;
  const about = { reference, discreet, link: null, stampAt: work.now };
  await sendToParty(work, taken.file, party, {
    kind: 'cancellation',
    sessionId: session.id,
    text: (language) => cancellationText(language, { reference, startsAt: session.startsAt, discreet }),
    calendar: (language) => calendarEntry(ended, taken.sessions, { ...about, language }),
  });
}
