import { createDecipheriv, createECDH, hkdfSync } from 'node:crypto';

import type { Vault } from './vault.ts';

/**
 * What devices in the field seal and only this installation opens: ECDH on P-256 with a key made for each letter, HKDF-SHA-256,
 * AES-256-GCM. A device holds the public key alone, so whoever has the device reads nothing that waits on it.
 */
export interface DeviceBox {
  /** Uncompressed point, base64url. */
  readonly publicKey: string;
  /** What a letter sealed for us under this id holds; null when it is none. */
  open(id: string, letter: Uint8Array): Buffer | null;
}

const curve = 'prime256v1';
const pointLength = 65;
const nonceLength = 12;
const tagLength = 16;

/** The key is made of the installation's look-up key: it outlives rotations of the master key and restarts. */
export function openDeviceBox(vault: Vault): DeviceBox {
  const own = createECDH(curve);
  own.setPrivateKey(vault.lookupHash('form', 'device box'));
  return {
    publicKey: own.getPublicKey('base64url'),
    open(id, letter) {
      if (letter.length < pointLength + nonceLength + tagLength) return null;
      const point = letter.subarray(0, pointLength);
      const nonce = letter.subarray(pointLength, pointLength + nonceLength);
      try {
        const key = hkdfSync('sha256', own.computeSecret(point), point, 'samleng device box', 32);
        const cipher = createDecipheriv('aes-256-gcm', new Uint8Array(key), nonce);
        cipher.setAAD(Buffer.from(id, 'utf8'));
        cipher.setAuthTag(letter.subarray(-tagLength));
        const body = cipher.update(letter.subarray(pointLength + nonceLength, -tagLength));
        return Buffer.concat([body, cipher.final()]);
      } catch {
        return null;
      }
    },
  };
}
