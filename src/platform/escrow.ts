import { createHash } from 'node:crypto';
import { combine, split } from 'shamir-secret-sharing';

import { masterKey, type MasterKey } from './vault-keys.ts';

/** Fewest people who hold a share, and fewest who must come together. */
export const fewestShares = 3;
export const fewestNeeded = 2;
const mostShares = 20;
const checkLength = 8;

/** What is wrong with shares, in one line. */
export class EscrowFault extends Error {
  constructor(message: string) {
    super(message);
    this.name = 'EscrowFault';
  }
}

interface Share {
  readonly keyId: string;
  readonly number: number;
  readonly shares: number;
  readonly needed: number;
  readonly hex: string;
}

/**
 * Splits a master key (Shamir's scheme): any `needed` of the shares make it again, fewer tell nothing of it. Each share is
 * a line that can be read aloud and typed: which key, which share, how many are needed, hex in groups of four, a checksum.
 * @throws EscrowFault
 */
export async function splitKey(key: MasterKey, shares: number, needed: number): Promise<string[]> {
  if (!Number.isInteger(shares) || shares < fewestShares || shares > mostShares)
    throw new EscrowFault(`the key is split among ${fewestShares} to ${mostShares} people`);
  if (!Number.isInteger(needed) || needed < fewestNeeded || needed > shares)
    throw new EscrowFault(`from ${fewestNeeded} to ${shares} of ${shares} shares can be needed`);
  const parts = await split(new Uint8Array(key.bytes), shares, needed);
  return parts.map((part, at) =>
    write({ keyId: key.id, number: at + 1, shares, needed, hex: Buffer.from(part).toString('hex') }),
  );
}

/**
 * Makes the master key from shares, one a line; empty lines are passed over.
 * @throws EscrowFault naming the share that is wrong: mistyped, of another key, given twice, or too few
 */
export async function combineShares(lines: readonly string[]): Promise<MasterKey> {
  const given = lines.map((line) => line.trim()).filter((line) => line !== '');
  const shares = given.map((line, at) => read(line, at + 1));
  const [first] = shares;
  if (!first) throw new EscrowFault('no share was given');
  for (const share of shares) {
    if (share.keyId !== first.keyId)
      throw new EscrowFault(
        `share ${share.number} is of key ${share.keyId}, share ${first.number} of key ${first.keyId}: they do not belong together`,
      );
  }
  const distinct = new Map(shares.map((share) => [share.hex, share]));
  if (distinct.size < first.needed)
    throw new EscrowFault(
      `${first.needed} different shares of key ${first.keyId} are needed, ${distinct.size} ${distinct.size === 1 ? 'was' : 'were'} given`,
    );
  const made = await combine(
    [...distinct.values()].map((share) => new Uint8Array(Buffer.from(share.hex, 'hex'))),
  ).catch(() => null);
  // Shares of two splittings give another key, or, one time in 255, cannot be combined at all: the same fault to who typed them.
  const key = made?.length === 32 ? masterKey(made) : null;
  if (key?.id !== first.keyId)
    throw new EscrowFault(`these shares do not make key ${first.keyId}: one of them is not of this splitting`);
  return key;
}

function checksum(share: Share): string {
  return createHash('sha256')
    .update(`samleng share|${share.keyId}|${share.number}|${share.shares}|${share.needed}|${share.hex}`)
    .digest('hex')
    .slice(0, checkLength);
}

function write(share: Share): string {
  const groups = share.hex.match(/.{1,4}/g) ?? [];
  return `KEY ${share.keyId} SHARE ${share.number} OF ${share.shares} NEEDED ${share.needed}: ${groups.join(' ')} CHECK ${checksum(share)}`;
}

const form = /^key ([0-9a-f]{16}) share (\d{1,2}) of (\d{1,2}) needed (\d{1,2}) ?: ?([0-9a-f ]+) check ([0-9a-f ]+)$/;

function read(line: string, at: number): Share {
  const match = form.exec(line.toLowerCase().replace(/[\s-]+/g, ' '));
  if (!match) throw new EscrowFault(`line ${at} is no share: it reads KEY ... SHARE 1 OF 3 NEEDED 2: ... CHECK ...`);
  const [, keyId = '', number, shares, needed, hex = '', check = ''] = match;
  const share = {
    keyId,
    number: Number(number),
    shares: Number(shares),
    needed: Number(needed),
    hex: hex.replaceAll(' ', ''),
  };
  if (check.replaceAll(' ', '') !== checksum(share))
    throw new EscrowFault(`share ${share.number} is mistyped: its checksum does not fit`);
  return share;
}
