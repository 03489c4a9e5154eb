/** DEFAULT: a session that nobody uses for 30 minutes is over. */
export const idleMilliseconds = 30 * 60_000;
/** DEFAULT: a session is over 12 hours after sign-in, however busy. */
export const absoluteMilliseconds = 12 * 3_600_000;
/** `last_seen_at` is written at most once a minute, so the idle limit is that exact. */
export const touchMilliseconds = 60_000;
/** Clocks of two machines may differ by so much; a session from further ahead means that the clock was set back. */
const skewMilliseconds = 5 * 60_000;

export interface SessionFacts {
  readonly createdAt: Date;
  readonly lastSeenAt: Date;
  readonly expiresAt: Date;
  readonly endedAt: Date | null;
  /** Role and office at sign-in: a session never carries over to another post. */
  readonly role: string;
  readonly office: string;
}

export interface PostFacts {
  readonly active: boolean;
  readonly role: string;
  readonly office: string;
}

export type SessionEnd = 'ended' | 'expired' | 'idle' | 'clock' | 'inactive' | 'moved';

/** Why the session is over, or null while it lasts. */
export function whyOver(session: SessionFacts, person: PostFacts, now: Date): SessionEnd | null {
  const at = now.getTime();
  if (session.endedAt) return 'ended';
  if (!person.active) return 'inactive';
  if (session.role !== person.role || session.office !== person.office) return 'moved';
  if (at >= session.expiresAt.getTime()) return 'expired';
  if (at - session.lastSeenAt.getTime() >= idleMilliseconds) return 'idle';
  if (session.createdAt.getTime() - at > skewMilliseconds) return 'clock';
  return null;
}

/** When a session made now ends at the latest. */
export function absoluteExpiry(now: Date): Date {
  return new Date(now.getTime() + absoluteMilliseconds);
}

/** Whether use of the session is worth writing down. */
export function shouldTouch(session: SessionFacts, now: Date): boolean {
  return now.getTime() - session.lastSeenAt.getTime() >= touchMilliseconds;
}
