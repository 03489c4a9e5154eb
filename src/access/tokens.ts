import { createHash, randomBytes, randomInt } from 'node:crypto';

/** A secret to hand out once: 32 random bytes, base64url. */
export function newToken(): string {
  return randomBytes(32).toString('base64url');
}

/** What is kept of a token. It is as random as a key, so a plain hash suffices. */
export function tokenHash(token: string): Buffer {
  return createHash('sha256').update(token, 'utf8').digest();
}

/** Without letters that look like digits or each other. */
const alphabet = 'abcdefghjkmnpqrstvwxyz23456789';

/** Random letters and digits in groups, for people to copy: about 4.9 bits a character. */
export function readableSecret(groups: number, perGroup: number): string {
  const group = (): string => Array.from({ length: perGroup }, () => alphabet[randomInt(alphabet.length)]).join('');
  return Array.from({ length: groups }, group).join('-');
}
