import { parseCookie } from 'cookie';
import type { Request } from 'express';

/** Holds the session token of somebody signed in through the pages. */
export const staffCookie = 'samleng_staff';

/** The session token that the browser sent, or null. */
export function staffToken(request: Request): string | null {
  return parseCookie(request.get('cookie') ?? '')[staffCookie] ?? null;
}
