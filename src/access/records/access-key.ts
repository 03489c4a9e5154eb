import { createHmac } from 'node:crypto';

import type { DataKey } from '../../platform/vault.ts';
import type { Work } from '../../platform/work.ts';
import { installationKey } from './installation-key.ts';

/**
 * The key of this installation for sign-in: seals authenticator secrets, keys the hashes of accounts and codes.
 * @throws Undecryptable when no master key at hand opens it
 */
export function accessKey(work: Work): Promise<DataKey> {
  return installationKey(work, 'access');
}

/** A keyed hash for one purpose: equal texts have equal hashes, nothing can be read back. */
export function keyedHash(key: DataKey, purpose: 'account' | 'network' | 'recovery' | 'subject', text: string): Buffer {
  return createHmac('sha256', key.bytes).update(`${purpose}|${text}`, 'utf8').digest();
}

const totpField = (personId: string): string => `totp|${personId}`;

/** Seals an authenticator secret for one person. */
export function sealTotp(work: Work, key: DataKey, personId: string, secret: string): Buffer {
  return work.vault.seal(key, totpField(personId), secret);
}

/** @throws Undecryptable when altered or moved to another person. */
export function openTotp(work: Work, key: DataKey, personId: string, sealed: Uint8Array): string {
  return work.vault.open(key, totpField(personId), sealed);
}
