import { hash, verify } from '@node-rs/argon2';

import { normalPassword } from './domain/password-rule.ts';

/**
 * Argon2id with the least that OWASP's Password Storage Cheat Sheet asks for: 19 MiB, two passes, one lane. About 15-90 ms
 * of one core. The library defaults to argon2id.
 */
export const hashCost = { memoryCost: 19_456, timeCost: 2, parallelism: 1 } as const;

/** Nobody's password, hashed at the same cost: verified when there is no account, so that the answer takes as long. */
export const nobodysHash =
  '$argon2id$v=19$m=19456,t=2,p=1$v4fg9GcjNAoWdFvkfkGkzA$462LTPIN1Y0sDAryMc2L1/bdp5ZHv4DQbWQq9+memME';

/** Longer than any password that was ever accepted; not worth hashing. */
const absurdLength = 1024;

/** The hash to store. Slow on purpose: call it outside a transaction. */
export function hashPassword(password: string): Promise<string> {
  return hash(normalPassword(password), hashCost);
}

/** Whether the password is the one hashed; with no hash it takes as long and says no. */
export async function passwordMatches(stored: string | null, password: string): Promise<boolean> {
  const absurd = password.length > absurdLength;
  const matches = await verify(stored ?? nobodysHash, absurd ? '' : normalPassword(password));
  return matches && stored !== null && !absurd;
}
