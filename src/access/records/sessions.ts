import type { Role } from '../../kernel/actor.ts';
import type { Work } from '../../platform/work.ts';
import { instant, instantOrNull } from './instant.ts';
import type { AccessTables } from './tables.ts';

export interface SessionRecord {
  readonly id: string;
  readonly personId: string;
  readonly via: 'web' | 'api';
  readonly role: string;
  readonly office: string;
  readonly createdAt: Date;
  readonly lastSeenAt: Date;
  readonly expiresAt: Date;
  readonly endedAt: Date | null;
  /** Begun at the provider of single sign-on. */
  readonly sso: boolean;
}

const columns = [
  'session.id',
  'session.person_id',
  'session.via',
  'session.role',
  'session.office',
  'session.created_at',
  'session.last_seen_at',
  'session.expires_at',
  'session.ended_at',
  'session.sso',
] as const;

interface SessionRow {
  readonly id: string;
  readonly person_id: string;
  readonly via: 'web' | 'api';
  readonly role: string;
  readonly office: string;
  readonly created_at: Date | string;
  readonly last_seen_at: Date | string;
  readonly expires_at: Date | string;
  readonly ended_at: Date | string | null;
  readonly sso: boolean;
}

function fromRow(row: SessionRow): SessionRecord {
  return {
    id: row.id,
    personId: row.person_id,
    via: row.via,
    role: row.role,
    office: row.office,
    createdAt: instant(row.created_at),
    lastSeenAt: instant(row.last_seen_at),
    expiresAt: instant(row.expires_at),
    endedAt: instantOrNull(row.ended_at),
    sso: row.sso,
  };
}

export async function insertSession(work: Work, session: SessionRecord, tokenHash: Buffer): Promise<void> {
  await work
    .db<AccessTables>()
    .insertInto('session')
    .values({
      id: session.id,
      token_hash: tokenHash,
      person_id: session.personId,
      via: session.via,
      role: session.role,
      office: session.office,
      created_at: session.createdAt,
      last_seen_at: session.lastSeenAt,
      expires_at: session.expiresAt,
      ended_at: session.endedAt,
      sso: session.sso,
    })
    .execute();
}

/** The session of a token with the person as they are now: one read. */
export async function sessionByToken(
  work: Work,
  tokenHash: Buffer,
): Promise<{
  readonly session: SessionRecord;
  readonly person: { readonly active: boolean; readonly role: Role; readonly office: string };
} | null> {
  const row = await work
    .db<AccessTables>()
    .selectFrom('session')
    .innerJoin('person', 'person.id', 'session.person_id')
    .select([...columns, 'person.active', 'person.role as person_role', 'person.office as person_office'])
    .where('session.token_hash', '=', tokenHash)
    .executeTakeFirst();
  if (!row) return null;
  return {
    session: fromRow(row),
    person: { active: row.active, role: row.person_role as Role, office: row.person_office },
  };
}

export async function touchSession(work: Work, id: string): Promise<void> {
  await work.db<AccessTables>().updateTable('session').set({ last_seen_at: work.now }).where('id', '=', id).execute();
}

/**
 * Ends sessions of a person that have not ended; all, all but one, or one.
 * @returns ids of those ended
 */
export async function endSessions(
  work: Work,
  personId: string,
  which: { readonly only?: string; readonly except?: string } = {},
): Promise<string[]> {
  let ending = work
    .db<AccessTables>()
    .updateTable('session')
    .set({ ended_at: work.now })
    .where('person_id', '=', personId)
    .where('ended_at', 'is', null);
  if (which.only !== undefined) ending = ending.where('id', '=', which.only);
  if (which.except !== undefined) ending = ending.where('id', '<>', which.except);
  return (await ending.returning('id').execute()).map((row) => row.id);
}

/** Sessions of a person that have not ended or expired, newest first. Whether they are idle is for the reader to say. */
export async function openSessionsOf(work: Work, personId: string): Promise<SessionRecord[]> {
  const rows = await work
    .db<AccessTables>()
    .selectFrom('session')
    .select(columns)
    .where('person_id', '=', personId)
    .where('ended_at', 'is', null)
    .where('expires_at', '>', work.now)
    .orderBy('created_at', 'desc')
    .orderBy('id', 'desc')
    .execute();
  return rows.map(fromRow);
}

/** @returns how many were removed */
export async function removeSessionsOver(work: Work, before: Date): Promise<number> {
  const gone = await work
    .db<AccessTables>()
    .deleteFrom('session')
    .where('expires_at', '<', before)
    .returning('id')
    .execute();
  return gone.length;
}
