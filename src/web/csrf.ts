import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto';
import type { Request } from 'express';

/**
 * Proof that a form came from a page of ours: a random cookie that scripts cannot read (HttpOnly, SameSite=Lax) and, in the
 * form, a keyed hash of it, masked anew in each answer so that compression tells nothing. Nothing is kept on the server.
 */
export interface Csrf {
  /** The token for a form, and the cookie to set when the browser has none yet. */
  issue(cookie: string | undefined): { readonly token: string; readonly newCookie: string | null };
  /** Whether the token belongs to the cookie. */
  accepts(cookie: string | undefined, token: string): boolean;
}

export const csrfCookie = 'samleng_form';
const size = 32;

/** `secret`: at least 32 bytes, the same in every web process. */
export function createCsrf(secret: Buffer): Csrf {
  if (secret.length < size) throw new RangeError('The form secret needs at least 32 bytes');
  const hash = (cookie: string) => createHmac('sha256', secret).update(`form:${cookie}`).digest();
  const wellFormed = (cookie: string | undefined): cookie is string => /^[A-Za-z0-9_-]{22,64}$/.test(cookie ?? '');
  return {
    issue(cookie) {
      const known = wellFormed(cookie);
      const value = known ? cookie : randomBytes(18).toString('base64url');
      const mask = randomBytes(size);
      const token = Buffer.concat([mask, xor(mask, hash(value))]).toString('base64url');
      return { token, newCookie: known ? null : value };
    },
    accepts(cookie, token) {
      if (!wellFormed(cookie)) return false;
      const bytes = Buffer.from(token, 'base64url');
      if (bytes.length !== 2 * size) return false;
      return timingSafeEqual(xor(bytes.subarray(0, size), bytes.subarray(size)), hash(cookie));
    },
  };
}

function xor(left: Buffer, right: Buffer): Buffer {
  return Buffer.from(left.map((byte, index) => byte ^ (right[index] ?? 0)));
}

/** Whether the browser itself says that the request began on a page of this site. */
export function sameOrigin(request: Request): boolean {
  const site = request.get('sec-fetch-site');
  if (site !== undefined) return site === 'same-origin';
  const origin = request.get('origin');
  if (origin === undefined || origin === 'null') return false;
  try {
    return new URL(origin).host === request.get('host');
  } catch {
    return false;
  }
}
