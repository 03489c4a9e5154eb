import { parseCookie } from 'cookie';
import type { Request } from 'express';

/** Holds the session token of somebody signed in through the pages. */
export const staffCookie = 'samleng_staff';

/** Between the provider's proof and the code that is still asked for: sealed, for a few minutes. */
export const pendingCookie = 'samleng_sso';

/** The ticket of somebody whom the provider has proven, or null. */
export function pendingTicket(request: Request): string | null {
  return parseCookie(request.get('cookie') ?? '')[pendingCookie] ?? null;
}

/** Takes that cookie away. */
export const noPendingTicket = { name: pendingCookie, value: '', maxAgeSeconds: 0 } as const;

/** The session token that the browser sent, or null. */
export function staffToken(request: Request): string | null {
  return parseCookie(request.get('cookie') ?? '')[staffCookie] ?? null;
}
