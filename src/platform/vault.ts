import { createCipheriv, createDecipheriv, createHmac, randomBytes } from 'node:crypto';

import type { KeyRing, MasterKey } from './vault-keys.ts';

/** A data key of 32 bytes, open for use: of one case, or of the look-ups. */
export interface DataKey {
  readonly owner: string;
  readonly bytes: Uint8Array;
}

/** A data key closed by a master key, as it is stored. */
export interface WrappedKey {
  readonly masterId: string;
  readonly wrapped: Uint8Array;
}

/** What was stored cannot be opened: the key is lost, or the content was altered. Never shown as empty. */
export class Undecryptable extends Error {
  readonly owner: string;
  readonly field: string;

  constructor(owner: string, field: string) {
    super('undecryptable');
    this.name = 'Undecryptable';
    this.owner = owner;
    this.field = field;
  }
}

/** What a keyed hash is made of; each purpose has a key of its own, so that hashes of one tell nothing of another. */
export type LookupPurpose =
  'receipt' | 'phone' | 'id' | 'email' | 'name' | 'idempotency' | 'address' | 'salt' | 'form' | 'lot';

/**
 * Encryption of everything personal (AES-256-GCM, random 96-bit nonce, owner and field as associated data) and keyed
 * hashes for looking things up without reading them (HMAC-SHA-256).
 */
export interface Vault {
  /** A fresh key for `owner` (a case id) and its wrapped form to store. */
  createKey(owner: string): Promise<{ key: DataKey; wrapped: WrappedKey }>;
  /** @throws Undecryptable when no master key at hand opens it. */
  openKey(owner: string, wrapped: WrappedKey): Promise<DataKey>;
  /** Wraps the same key with the current master key. */
  rewrap(key: DataKey): Promise<WrappedKey>;
  /** The master key that wraps now; another one after a rotation. */
  readonly currentMasterId: string;
  seal(key: DataKey, field: string, text: string): Buffer;
  /** @throws Undecryptable when altered, moved to another case or field, or sealed by another key. */
  open(key: DataKey, field: string, sealed: Uint8Array): string;
  sealBytes(key: DataKey, field: string, content: Uint8Array): Buffer;
  openBytes(key: DataKey, field: string, sealed: Uint8Array): Buffer;
  /** A keyed hash of `text` for one purpose: equal texts have equal hashes, and nothing can be read back. */
  lookupHash(purpose: LookupPurpose, text: string): Buffer;
}

const version = 1;
const nonceLength = 12;
const tagLength = 16;

function encrypt(key: Uint8Array, associated: string, content: Uint8Array): Buffer {
  const nonce = randomBytes(nonceLength);
  const cipher = createCipheriv('aes-256-gcm', key, nonce);
  cipher.setAAD(Buffer.from(associated, 'utf8'));
  const body = cipher.update(content);
  cipher.final();
  return Buffer.concat([Buffer.of(version), nonce, cipher.getAuthTag(), body]);
}

function decrypt(key: Uint8Array, associated: string, sealed: Uint8Array): Buffer | null {
  if (sealed.length < 1 + nonceLength + tagLength || sealed[0] !== version) return null;
  const decipher = createDecipheriv('aes-256-gcm', key, sealed.subarray(1, 1 + nonceLength));
  decipher.setAAD(Buffer.from(associated, 'utf8'));
  decipher.setAuthTag(sealed.subarray(1 + nonceLength, 1 + nonceLength + tagLength));
  try {
    const body = decipher.update(sealed.subarray(1 + nonceLength + tagLength));
    decipher.final();
    return body;
  } catch {
    return null;
  }
}

/** The wrapped key with which look-ups are hashed has this owner. */
export const lookupKeyOwner = 'lookup';

/** Where data keys are closed and opened: a key file, the environment, or a service that keeps the master key itself. */
export interface KeyProvider {
  /** Names the master key that wraps now; another one after a rotation. */
  readonly currentMasterId: string;
  /** @throws Unavailable when a service that keeps the master key does not answer */
  wrap(key: DataKey): Promise<WrappedKey>;
  /** @throws Undecryptable when no master key at hand opens it; Unavailable as `wrap` */
  unwrap(owner: string, stored: WrappedKey): Promise<DataKey>;
}

/** What binds a wrapped key to its owner: moved to another case it does not open. */
export function wrappedFor(owner: string): string {
  return `key|${owner}`;
}

function masterIn(ring: KeyRing, id: string): MasterKey | null {
  return [ring.current, ...ring.previous].find((key) => key.id === id) ?? null;
}

/**
 * The provider that holds the master keys in memory. Keys from a file are read again when the file has changed: before
 * anything is wrapped, and when a record names a master key not seen before. So a rotation needs no restart.
 */
export function localKeyProvider(opened: KeyRing): KeyProvider {
  let ring = opened;
  const renew = async (): Promise<KeyRing> => {
    if (ring.refresh) ring = await ring.refresh();
    return ring;
  };
  return {
    get currentMasterId() {
      return ring.current.id;
    },
    async wrap(key) {
      const { current } = await renew();
      return { masterId: current.id, wrapped: encrypt(current.bytes, wrappedFor(key.owner), key.bytes) };
    },
    async unwrap(owner, stored) {
      const master = masterIn(ring, stored.masterId) ?? masterIn(await renew(), stored.masterId);
      const bytes = master && decrypt(master.bytes, wrappedFor(owner), stored.wrapped);
      if (!bytes) throw new Undecryptable(owner, 'key');
      return { owner, bytes };
    },
  };
}

/** A fresh data key. */
export function newDataKey(owner: string): DataKey {
  return { owner, bytes: randomBytes(32) };
}

/** The vault over a key provider and the installation's look-up key. */
export function openVault(provider: KeyProvider, lookupKey: DataKey): Vault {
  const purposeKeys = new Map<LookupPurpose, Buffer>();
  const purposeKey = (purpose: LookupPurpose): Buffer => {
    const known = purposeKeys.get(purpose);
    if (known) return known;
    const made = createHmac('sha256', lookupKey.bytes).update(`purpose|${purpose}`).digest();
    purposeKeys.set(purpose, made);
    return made;
  };
  const openBytes = (key: DataKey, field: string, sealed: Uint8Array): Buffer => {
    const body = decrypt(key.bytes, `${key.owner}|${field}`, sealed);
    if (!body) throw new Undecryptable(key.owner, field);
    return body;
  };
  return {
    get currentMasterId() {
      return provider.currentMasterId;
    },
    async createKey(owner) {
      const key = newDataKey(owner);
      return { key, wrapped: await provider.wrap(key) };
    },
    openKey: (owner, wrapped) => provider.unwrap(owner, wrapped),
    rewrap: (key) => provider.wrap(key),
    seal: (key, field, text) => encrypt(key.bytes, `${key.owner}|${field}`, Buffer.from(text, 'utf8')),
    open: (key, field, sealed) => openBytes(key, field, sealed).toString('utf8'),
    sealBytes: (key, field, content) => encrypt(key.bytes, `${key.owner}|${field}`, content),
    openBytes,
    lookupHash: (purpose, text) => createHmac('sha256', purposeKey(purpose)).update(text, 'utf8').digest(),
  };
}
