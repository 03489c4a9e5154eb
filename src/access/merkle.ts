import { createHash } from 'node:crypto';

/** The head of a chain at the time of a seal. */
export interface ChainHead {
  readonly chain: string;
  readonly seq: number;
  /** Hash of the entry with that number. */
  readonly hash: Uint8Array;
}

/**
 * The root over chain heads: a Merkle tree of SHA-256, leaves in the order of chain names, leaves and nodes told apart by
 * a first byte (as RFC 6962 does), a node without a sibling carried up as it is.
 */
export function merkleRoot(heads: readonly ChainHead[]): Buffer {
  let level = [...heads].sort((a, b) => (a.chain < b.chain ? -1 : 1)).map(leaf);
  if (level.length === 0) throw new RangeError('a tree needs a leaf');
  while (level.length > 1) {
    const above: Buffer[] = [];
    for (let at = 0; at < level.length; at += 2) {
      const [left, right] = [level[at], level[at + 1]];
      if (left) above.push(right ? hashOf(1, left, right) : left);
    }
    level = above;
  }
  return level[0] ?? Buffer.alloc(0);
}

function leaf({ chain, seq, hash }: ChainHead): Buffer {
  return hashOf(0, Buffer.from(`${chain}|${seq}|`, 'utf8'), hash);
}

function hashOf(kind: 0 | 1, ...parts: readonly Uint8Array[]): Buffer {
  const hash = createHash('sha256').update(Buffer.of(kind));
  for (const part of parts) hash.update(part);
  return hash.digest();
}
