import { createHash } from 'node:crypto';
import { sql } from 'kysely';

import { openText, sealText, type Readable } from '../../cases/index.ts';
import { RuleBroken } from '../../kernel/errors.ts';
import { newId } from '../../kernel/ids.ts';
import type { Work } from '../../platform/work.ts';
import type { ConsentWay, InvitationAnswer, MeetingMeans, ServiceChannel, ServiceState } from '../domain/terms.ts';
import type { ResolutionTables } from './tables.ts';

interface InFile {
  readonly id: string;
  readonly case_id: string;
}

export interface NewSession {
  readonly number: number;
  readonly kind: 'joint' | 'separate';
  readonly partyId: string | null;
  readonly means: MeetingMeans;
  readonly room: string | null;
  readonly link: string | null;
  readonly startsAt: Date;
  readonly endsAt: Date;
  readonly adjournedFrom: string | null;
  readonly sequence: number;
  /** People who sit, each taken for the time of the session. */
  readonly people: readonly string[];
}

/**
 * Adds a session and takes its neutrals and its room for that time. Who or what is taken already is found out with the
 * system's eyes, because other disputes are none of the actor's business; PostgreSQL refuses whoever comes second.
 * @throws RuleBroken `neutral_double_booked`, `room_double_booked`
 */
export async function addSession(work: Work, file: InFile, of: NewSession): Promise<string> {
  const id = newId();
  const during = sql<string>`tstzrange(${of.startsAt.toISOString()}::timestamptz, ${of.endsAt.toISOString()}::timestamptz)`;
  const resources = [
    ...of.people.map((person) => `person:${person}`),
    ...(of.room === null ? [] : [`room:${roomKey(of.room)}`]),
  ];
  const db = work.db<ResolutionTables>();
  await work.elevated('whether neutral and room are free, over all disputes', async () => {
    const taken = await db
      .selectFrom('resolution_booking')
      .select('resource')
      .where('resource', 'in', resources)
      .where('released', '=', false)
      .where(sql<boolean>`during && ${during}`)
      .executeTakeFirst();
    if (taken) throw doubleBooked(taken.resource);
  });
  await db
    .insertInto('resolution_session')
    .values({
      id,
      file_id: file.id,
      case_id: file.case_id,
      number: of.number,
      kind: of.kind,
      party_id: of.partyId,
      means: of.means,
      room: of.room,
      sealed_link: of.link === null ? null : await sealText(work, file.case_id, `dispute-link:${id}`, of.link),
      during,
      state: 'scheduled',
      adjourned_from: of.adjournedFrom,
      sequence: of.sequence,
      scheduled_by: work.actor.kind === 'staff' ? work.actor.personId : null,
      scheduled_at: work.now,
    })
    .execute();
  if (resources.length > 0) {
    try {
      await db
        .insertInto('resolution_booking')
        .values(resources.map((resource) => ({ id: newId(), session_id: id, case_id: file.case_id, resource, during })))
        .execute();
    } catch (error) {
      if (isExclusion(error)) throw doubleBooked(resources[0] ?? '');
      throw error;
    }
  }
  return id;
}

function doubleBooked(resource: string): RuleBroken {
  return new RuleBroken(resource.startsWith('room:') ? 'room_double_booked' : 'neutral_double_booked');
}

/** Rooms are the same however they are written. */
function roomKey(room: string): string {
  return room.normalize('NFC').trim().replace(/\s+/g, ' ').toLowerCase();
}

function isExclusion(error: unknown): boolean {
  const of = error as { code?: unknown; cause?: unknown } | null;
  return of?.code === '23P01' || (of?.cause ? isExclusion(of.cause) : false);
}

/** Invites a party to a session: sent now. */
export async function invite(
  work: Work,
  file: InFile,
  of: { readonly sessionId: string; readonly partyId: string; readonly channel: ServiceChannel },
): Promise<void> {
  const id = newId();
  await work
    .db<ResolutionTables>()
    .insertInto('resolution_invitation')
    .values({
      id,
      session_id: of.sessionId,
      file_id: file.id,
      case_id: file.case_id,
      party_id: of.partyId,
      state: 'sent',
      sent_at: work.now,
    })
    .execute();
  await addService(work, file, { invitationId: id, state: 'sent', channel: of.channel, proof: null });
}

/** What becomes of an invitation by itself: what came back stays so, and nothing falls behind what is known. */
const further: Readonly<Record<ServiceState, readonly ServiceState[]>> = {
  sent: ['delivered', 'read', 'returned'],
  delivered: ['read'],
  read: [],
  returned: [],
};

/** A party looked at its invitation itself: it has read it. */
export async function noteRead(
  work: Work,
  file: InFile,
  session: { readonly state: string },
  invitation: { readonly id: string; readonly state: ServiceState },
): Promise<void> {
  if (session.state !== 'scheduled' || !further[invitation.state].includes('read')) return;
  await serve(work, file, { invitationId: invitation.id, state: 'read', channel: 'own_page', proof: null });
}

/** Whether an invitation goes from one state to another by what a gateway reports. */
export function isFurther(from: ServiceState, to: ServiceState): boolean {
  return further[from].includes(to);
}

/** Keeps a step of service and the state it leads to. A paper served anew counts from then. */
export async function serve(
  work: Work,
  file: InFile,
  of: {
    readonly invitationId: string;
    readonly state: ServiceState;
    readonly channel: ServiceChannel;
    readonly proof: string | null;
  },
): Promise<void> {
  await addService(work, file, of);
  await work
    .db<ResolutionTables>()
    .updateTable('resolution_invitation')
    .set({ state: of.state, ...(of.state === 'sent' ? { sent_at: work.now } : {}) })
    .where('id', '=', of.invitationId)
    .execute();
}

/** Keeps that a party read its invitation on its own page, and whether it will come. */
export async function answerInvitation(
  work: Work,
  file: InFile,
  of: { readonly invitationId: string; readonly answer: InvitationAnswer },
): Promise<void> {
  await addService(work, file, { invitationId: of.invitationId, state: 'read', channel: 'own_page', proof: null });
  await work
    .db<ResolutionTables>()
    .updateTable('resolution_invitation')
    .set({ state: 'read', answer: of.answer, answered_at: work.now })
    .where('id', '=', of.invitationId)
    .execute();
}

async function addService(
  work: Work,
  file: InFile,
  of: {
    readonly invitationId: string;
    readonly state: ServiceState;
    readonly channel: ServiceChannel;
    readonly proof: string | null;
  },
): Promise<void> {
  const id = newId();
  await work
    .db<ResolutionTables>()
    .insertInto('resolution_service')
    .values({
      id,
      invitation_id: of.invitationId,
      case_id: file.case_id,
      state: of.state,
      channel: of.channel,
      sealed_proof: of.proof === null ? null : await sealText(work, file.case_id, `dispute-service:${id}`, of.proof),
      recorded_by: work.actor.kind === 'staff' ? work.actor.personId : null,
      at: work.now,
    })
    .execute();
}

/** Marks a session as held, with who came. */
export async function holdSession(
  work: Work,
  file: InFile,
  of: {
    readonly sessionId: string;
    readonly attendance: readonly {
      readonly partyId: string;
      readonly present: boolean;
      readonly representativeId: string | null;
    }[];
  },
): Promise<void> {
  const db = work.db<ResolutionTables>();
  await db
    .updateTable('resolution_session')
    .set({ state: 'held', held_at: work.now })
    .where('id', '=', of.sessionId)
    .execute();
  if (of.attendance.length === 0) return;
  await db
    .insertInto('resolution_attendance')
    .values(
      of.attendance.map((each) => ({
        session_id: of.sessionId,
        case_id: file.case_id,
        party_id: each.partyId,
        present: each.present,
        representative_id: each.representativeId,
      })),
    )
    .execute();
}

/** Cancels a session, or keeps why it was adjourned. */
export async function endSession(
  work: Work,
  file: InFile,
  of: { readonly sessionId: string; readonly state: 'held' | 'cancelled'; readonly reason: string },
): Promise<void> {
  await work
    .db<ResolutionTables>()
    .updateTable('resolution_session')
    .set({
      state: of.state,
      sequence: sql<number>`sequence + 1`,
      sealed_reason: await sealText(work, file.case_id, `dispute-session-end:${of.sessionId}`, of.reason),
    })
    .where('id', '=', of.sessionId)
    .execute();
}

/** Writes the minutes of a session; written again, approvals of the earlier words count no more. */
export async function writeMinutes(work: Work, file: InFile, sessionId: string, text: string): Promise<string> {
  const sealed = await sealText(work, file.case_id, `dispute-minutes:${sessionId}`, text);
  const hash = createHash('sha256')
    .update(`samleng minutes\n${sessionId}\n${text.normalize('NFC')}`)
    .digest();
  const set = {
    sealed,
    text_hash: hash,
    written_by: work.actor.kind === 'staff' ? work.actor.personId : null,
    written_at: work.now,
  };
  await work
    .db<ResolutionTables>()
    .insertInto('resolution_minutes')
    .values({ session_id: sessionId, case_id: file.case_id, ...set })
    .onConflict((on) => on.column('session_id').doUpdateSet(set))
    .execute();
  return hash.toString('hex');
}

export interface MinutesRead {
  readonly sessionId: string;
  readonly text: Readable<string>;
  readonly hash: string;
  readonly writtenAt: Date | string;
  /** Parties that approved these very words. */
  readonly approvedBy: readonly string[];
}

/** The minutes of a file's sessions with who approved them as they stand. */
export async function minutesOf(work: Work, file: InFile): Promise<readonly MinutesRead[]> {
  const db = work.db<ResolutionTables>();
  const rows = await db
    .selectFrom('resolution_minutes')
    .innerJoin('resolution_session', 'resolution_session.id', 'resolution_minutes.session_id')
    .select([
      'resolution_minutes.session_id',
      'resolution_minutes.sealed',
      'resolution_minutes.text_hash',
      'resolution_minutes.written_at',
    ])
    .where('resolution_session.file_id', '=', file.id)
    .orderBy('resolution_session.number')
    .execute();
  const approvals = await db
    .selectFrom('resolution_minutes_approval')
    .innerJoin('resolution_session', 'resolution_session.id', 'resolution_minutes_approval.session_id')
    .select([
      'resolution_minutes_approval.session_id',
      'resolution_minutes_approval.party_id as party',
      'resolution_minutes_approval.text_hash',
    ])
    .where('resolution_session.file_id', '=', file.id)
    .execute();
  const read: MinutesRead[] = [];
  for (const row of rows) {
    read.push({
      sessionId: row.session_id,
      text: await openText(work, file.case_id, `dispute-minutes:${row.session_id}`, row.sealed),
      hash: row.text_hash.toString('hex'),
      writtenAt: row.written_at,
      approvedBy: approvals
        .filter((each) => each.session_id === row.session_id && each.text_hash.equals(row.text_hash))
        .map((each) => each.party),
    });
  }
  return read;
}

/** Keeps that a party approved the minutes as they stand. */
export async function approveMinutes(
  work: Work,
  file: InFile,
  of: {
    readonly sessionId: string;
    readonly partyId: string;
    readonly hash: Buffer;
    readonly way: ConsentWay;
  },
): Promise<void> {
  await work
    .db<ResolutionTables>()
    .insertInto('resolution_minutes_approval')
    .values({
      session_id: of.sessionId,
      case_id: file.case_id,
      party_id: of.partyId,
      text_hash: of.hash,
      way: of.way,
      recorded_by: work.actor.kind === 'staff' ? work.actor.personId : null,
      at: work.now,
    })
    .onConflict((on) => on.doNothing())
    .execute();
}
