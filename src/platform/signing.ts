import { createHash, createPrivateKey, createPublicKey, sign, verify, type KeyObject } from 'node:crypto';

import type { JsonValue } from '../kernel/fact.ts';

/** A public key as it is published. */
export interface PublishedKey {
  /** First 16 hex digits of SHA-256 over the key. */
  readonly id: string;
  readonly algorithm: 'Ed25519';
  /** The 32 bytes of the key, in base64. */
  readonly publicKey: string;
}

/** A private key ready to sign. */
export interface SigningKey {
  readonly published: PublishedKey;
  sign(text: string): Buffer;
}

/** What stands before the 32 bytes of an Ed25519 key in DER (RFC 8410). */
const privatePrefix = Buffer.from('302e020100300506032b657004220420', 'hex');
const publicPrefix = Buffer.from('302a300506032b6570032100', 'hex');

/** The Ed25519 key (RFC 8032) that belongs to a secret of 32 bytes. */
export function signingKeyFrom(secret: Uint8Array): SigningKey {
  const der = Buffer.concat([privatePrefix, secret]);
  const privateKey = createPrivateKey({ key: der, format: 'der', type: 'pkcs8' });
  const bytes = createPublicKey(privateKey).export({ format: 'der', type: 'spki' }).subarray(publicPrefix.length);
  const id = createHash('sha256').update(bytes).digest('hex').slice(0, 16);
  return {
    published: { id, algorithm: 'Ed25519', publicKey: bytes.toString('base64') },
    sign: (text) => sign(null, Buffer.from(text, 'utf8'), privateKey),
  };
}

/** Whether the text was signed by the owner of the key. False also for a key or signature that is none. */
export function isSignedBy(key: PublishedKey, text: string, signature: Uint8Array): boolean {
  try {
    return verify(null, Buffer.from(text, 'utf8'), publicKeyOf(key), signature);
  } catch {
    return false;
  }
}

function publicKeyOf({ publicKey }: PublishedKey): KeyObject {
  const der = Buffer.concat([publicPrefix, Buffer.from(publicKey, 'base64')]);
  return createPublicKey({ key: der, format: 'der', type: 'spki' });
}

/** JSON with keys in order and nothing between: equal content has one text, which is what is signed. */
export function canonicalText(value: JsonValue): string {
  if (Array.isArray(value)) return `[${value.map((each: JsonValue) => canonicalText(each)).join(',')}]`;
  if (value !== null && typeof value === 'object') {
    const entries = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1));
    return `{${entries.map(([key, each]) => `${JSON.stringify(key)}:${canonicalText(each as JsonValue)}`).join(',')}}`;
  }
  return JSON.stringify(value);
}
