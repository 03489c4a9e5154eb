import { sql } from 'kysely';

import type { Work } from '../../platform/work.ts';
import type { InvitationAnswer } from '../domain/terms.ts';
import { instant } from './instant.ts';
import type { ResolutionTables } from './tables.ts';

export interface SessionRow {
  readonly id: string;
  readonly number: number;
  readonly kind: 'joint' | 'separate';
  readonly partyId: string | null;
  readonly means: ResolutionTables['resolution_session']['means'];
  readonly room: string | null;
  readonly startsAt: Date;
  readonly endsAt: Date;
  readonly state: 'scheduled' | 'held' | 'cancelled';
  readonly scheduledAt: Date;
  readonly adjournedFrom: string | null;
  readonly hasMinutes: boolean;
  readonly minutesApproved: boolean;
  /** How often the calendar entry has changed. */
  readonly sequence: number;
  readonly invitations: readonly {
    readonly id: string;
    readonly partyId: string;
    readonly state: ResolutionTables['resolution_invitation']['state'];
    readonly sentAt: Date;
    /** What the party said itself; null: nothing. */
    readonly answer: InvitationAnswer | null;
  }[];
  readonly present: readonly string[];
}

/** Sessions of a file in their order, with invitations and who came. */
export async function sessionsOf(work: Work, fileId: string): Promise<readonly SessionRow[]> {
  const db = work.db<ResolutionTables>();
  const rows = await db
    .selectFrom('resolution_session')
    .leftJoin('resolution_minutes', 'resolution_minutes.session_id', 'resolution_session.id')
    .select([
      'resolution_session.id',
      'resolution_session.number',
      'resolution_session.kind',
      'resolution_session.party_id',
      'resolution_session.means',
      'resolution_session.room',
      'resolution_session.state',
      'resolution_session.scheduled_at',
      'resolution_session.adjourned_from',
      sql<Date | string>`lower(resolution_session.during)`.as('starts_at'),
      sql<Date | string>`upper(resolution_session.during)`.as('ends_at'),
      'resolution_minutes.written_at',
      'resolution_minutes.text_hash',
      'resolution_session.sequence',
    ])
    .where('resolution_session.file_id', '=', fileId)
    .orderBy('resolution_session.number')
    .execute();
  if (rows.length === 0) return [];
  const invitations = await db
    .selectFrom('resolution_invitation')
    .select(['id', 'session_id', 'party_id', 'state', 'sent_at', 'answer'])
    .where('file_id', '=', fileId)
    .execute();
  const present = await db
    .selectFrom('resolution_attendance')
    .innerJoin('resolution_session', 'resolution_session.id', 'resolution_attendance.session_id')
    .select(['resolution_attendance.session_id', 'resolution_attendance.party_id'])
    .where('resolution_session.file_id', '=', fileId)
    .where('resolution_attendance.present', '=', true)
    .execute();
  const approvals = await db
    .selectFrom('resolution_minutes_approval')
    .innerJoin('resolution_session', 'resolution_session.id', 'resolution_minutes_approval.session_id')
    .select([
      'resolution_minutes_approval.session_id',
      'resolution_minutes_approval.party_id',
      'resolution_minutes_approval.text_hash',
    ])
    .where('resolution_session.file_id', '=', fileId)
    .execute();
  const hasApproved = (sessionId: string, partyId: string, hash: Buffer | null): boolean =>
    approvals.some(
      (each) => each.session_id === sessionId && each.party_id === partyId && hash?.equals(each.text_hash) === true,
    );
  return rows.map((row) => ({
    id: row.id,
    number: row.number,
    kind: row.kind,
    partyId: row.party_id,
    means: row.means,
    room: row.room,
    startsAt: instant(row.starts_at),
    endsAt: instant(row.ends_at),
    state: row.state,
    scheduledAt: instant(row.scheduled_at),
    adjournedFrom: row.adjourned_from,
    hasMinutes: row.written_at !== null,
    minutesApproved: present
      .filter((each) => each.session_id === row.id)
      .every((each) => hasApproved(row.id, each.party_id, row.text_hash)),
    sequence: row.sequence,
    invitations: invitations
      .filter((each) => each.session_id === row.id)
      .map((each) => ({
        id: each.id,
        partyId: each.party_id,
        state: each.state,
        sentAt: instant(each.sent_at),
        answer: each.answer,
      })),
    present: present.filter((each) => each.session_id === row.id).map((each) => each.party_id),
  }));
}
