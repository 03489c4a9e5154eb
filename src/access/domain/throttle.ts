/**
 * Slowing down guesses without locking anybody out: failures count for the pair of account and address, so whoever
 * guesses from elsewhere delays only themselves. Unknown accounts count the same way, so the delay tells nothing.
 */
export interface Attempts {
  readonly failedCount: number;
  readonly lastFailedAt: Date;
  readonly blockedUntil: Date | null;
}

/** DEFAULT: tries before any delay. */
export const freeTries = 5;
const firstDelay = 30_000;
const longestDelay = 15 * 60_000;
/** DEFAULT: a pair with no failure for so long starts afresh. */
const forgetAfter = 24 * 3_600_000;

/** DEFAULT: wrong codes after a right password, in a row and from anywhere, before the code itself is delayed. */
export const freeCodeTries = 10;

/** Milliseconds to wait after so many failures in a row: none for the first few, then 30 s doubling up to 15 minutes. */
export function delayAfter(failedCount: number, free: number = freeTries): number {
  if (failedCount < free) return 0;
  return Math.min(firstDelay * 2 ** Math.min(failedCount - free, 20), longestDelay);
}

/** Milliseconds still to wait; 0 when a try may be made now. */
export function waitLeft(blockedUntil: Date | null, now: Date): number {
  if (!blockedUntil) return 0;
  const left = blockedUntil.getTime() - now.getTime();
  // Further off than any delay reaches: the clock was set back, and nobody should wait for that.
  return left <= 0 || left > longestDelay ? 0 : left;
}

/** The attempts with one more failure. A try counts when it begins, so that many at once cannot slip past the limit. */
export function countFailure(before: Attempts | null, now: Date, free: number = freeTries): Attempts {
  const stale = before !== null && now.getTime() - before.lastFailedAt.getTime() > forgetAfter;
  const failedCount = (before === null || stale ? 0 : before.failedCount) + 1;
  const delay = delayAfter(failedCount, free);
  return { failedCount, lastFailedAt: now, blockedUntil: delay > 0 ? new Date(now.getTime() + delay) : null };
}

/**
 * The network a sender's address belongs to: an IPv4 address itself, the /64 of an IPv6 address (one subscriber owns all
 * of it). What is no address counts as one and the same.
 */
export function networkOf(address: string): string {
  const mapped = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/i.exec(address);
  if (mapped?.[1]) return mapped[1];
  if (/^\d+\.\d+\.\d+\.\d+$/.test(address)) return address;
  const bare = address.split('%')[0] ?? '';
  if (!/^[0-9a-f:.]+$/i.test(bare) || !bare.includes(':')) return 'unknown';
  const [head = '', tail] = bare.split('::');
  const front = head === '' ? [] : head.split(':');
  const back = tail === undefined || tail === '' ? [] : tail.split(':');
  const zeros = tail === undefined ? [] : Array<string>(Math.max(0, 8 - front.length - back.length)).fill('0');
  const groups = [...front, ...zeros, ...back].slice(0, 4);
  return `${groups.map((group) => group.toLowerCase().replace(/^0+(?=.)/, '')).join(':')}::/64`;
}
