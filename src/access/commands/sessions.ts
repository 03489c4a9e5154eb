import type { StaffActor } from '../../kernel/actor.ts';
import { Forbidden, NotFound } from '../../kernel/errors.ts';
import type { Work } from '../../platform/work.ts';
import { shouldTouch, whyOver } from '../domain/session-life.ts';
import { postOf } from '../reads/post.ts';
import { endSessions, openSessionsOf, sessionByToken, touchSession } from '../records/sessions.ts';
import { tokenHash } from '../tokens.ts';

const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;
const tokenShape = /^[A-Za-z0-9_-]{43}$/;

/**
 * Who holds this token now, or null. Person and office are read anew each time: whoever has left or moved is out at once,
 * and so is a session that is idle (30 min) or too old (12 h). Acts as the system:
 * `perform(systemActor('session'), actorForToken, token)`.
 */
export async function actorForToken(work: Work, token: string): Promise<StaffActor | null> {
  if (!tokenShape.test(token)) return null;
  const found = await sessionByToken(work, tokenHash(token));
  if (!found) return null;
  const { session, person } = found;
  const over = whyOver(session, person, work.now);
  if (over !== null) {
    if (over !== 'ended') await end(work, session.personId, session.id, over);
    return null;
  }
  if (shouldTouch(session, work.now)) await touchSession(work, session.id);
  const post = await postOf(work, person.role, person.office);
  return {
    kind: 'staff',
    personId: session.personId,
    role: person.role,
    office: person.office,
    tier: post.tier,
    track: post.track,
    operator: post.operator,
    sessionId: session.id,
  };
}

/** The person signed in. @throws Forbidden `forbidden.staff_only` for anybody else. */
export function staffOf(work: Work): StaffActor {
  if (work.actor.kind !== 'staff') throw new Forbidden('forbidden.staff_only');
  return work.actor;
}

/**
 * Signs out: ends the session that is acting.
 * @returns whether it was begun at the provider of single sign-on, where its own session goes on
 */
export async function endSession(work: Work): Promise<{ readonly sso: boolean }> {
  const actor = staffOf(work);
  const mine = (await openSessionsOf(work, actor.personId)).find((session) => session.id === actor.sessionId);
  await end(work, actor.personId, actor.sessionId, 'signed_out');
  return { sso: mine?.sso ?? false };
}

/** One of the person's own sessions that has not ended. */
export interface MySession {
  readonly id: string;
  readonly via: 'web' | 'api';
  readonly startedAt: Date;
  /** To the minute. */
  readonly lastSeenAt: Date;
  readonly expiresAt: Date;
  readonly current: boolean;
}

/** The person's own sessions, newest first. */
export async function mySessions(work: Work): Promise<MySession[]> {
  const actor = staffOf(work);
  const open = await openSessionsOf(work, actor.personId);
  return open
    .filter(
      (session) => whyOver(session, { active: true, role: session.role, office: session.office }, work.now) === null,
    )
    .map((session) => ({
      id: session.id,
      via: session.via,
      startedAt: session.createdAt,
      lastSeenAt: session.lastSeenAt,
      expiresAt: session.expiresAt,
      current: session.id === actor.sessionId,
    }));
}

/**
 * Ends one of the person's own sessions.
 * @throws NotFound `session.not_found` when it is not theirs or has ended
 */
export async function revokeSession(work: Work, input: { readonly sessionId: string }): Promise<void> {
  const actor = staffOf(work);
  const ended = uuid.test(input.sessionId) && (await end(work, actor.personId, input.sessionId, 'revoked'));
  if (!ended) throw new NotFound('session.not_found');
}

async function end(work: Work, personId: string, sessionId: string, reason: string): Promise<boolean> {
  const ended = await endSessions(work, personId, { only: sessionId });
  if (ended.length === 0) return false;
  work.record({ event: 'session.ended', caseId: null, data: { sessionId, personId, reason }, announce: false });
  return true;
}
