import { sql } from 'kysely';

import { sealText } from '../../cases/index.ts';
import { RuleBroken } from '../../kernel/errors.ts';
import { newId } from '../../kernel/ids.ts';
import type { Work } from '../../platform/work.ts';
import type { MeetingMeans } from '../domain/terms.ts';
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
