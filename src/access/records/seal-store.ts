import { createHash } from 'node:crypto';

import type { Work } from '../../platform/work.ts';
import { canonicalText } from '../../platform/signing.ts';
import type { ChainHead } from '../merkle.ts';

/** One seal over the ledger. Hashes are hex. */
export interface LedgerSeal {
  readonly number: number;
  readonly sealedAt: Date;
  /** Chains that grew since the seal before. */
  readonly chains: number;
  /** Entries that they grew by. */
  readonly entries: number;
  readonly root: string;
  readonly previousHash: string | null;
  readonly hash: string;
  readonly keyId: string;
  /** Base64. */
  readonly signature: string;
}

/** What of a seal is signed: all that it says. */
export function sealText(seal: Omit<LedgerSeal, 'hash' | 'signature'>): string {
  const { number, sealedAt, chains, entries, root, previousHash, keyId } = seal;
  return canonicalText({
    kind: 'samleng.ledger-seal',
    number,
    sealedAt: sealedAt.toISOString(),
    chains,
    entries,
    root,
    previousHash,
    keyId,
  });
}

/** The hash of a seal, to which the next is chained. */
export function sealHash(text: string): Buffer {
  return createHash('sha256').update(text, 'utf8').digest();
}

interface Row {
  readonly number: string;
  readonly sealed_at: string;
  readonly chains: number;
  readonly entries: string;
  readonly root: Buffer;
  readonly prev_hash: Buffer | null;
  readonly hash: Buffer;
  readonly key_id: string;
  readonly signature: Buffer;
}

const fromRow = (row: Row): LedgerSeal => ({
  number: Number(row.number),
  sealedAt: new Date(row.sealed_at),
  chains: row.chains,
  entries: Number(row.entries),
  root: row.root.toString('hex'),
  previousHash: row.prev_hash?.toString('hex') ?? null,
  hash: row.hash.toString('hex'),
  keyId: row.key_id,
  signature: row.signature.toString('base64'),
});

const sealLock = 5_310_728;

/** One process seals at a time. */
export async function lockSealing(work: Work): Promise<void> {
  await work.em.execute('select pg_advisory_xact_lock(?)', [sealLock]);
}

/** Takes up to `limit` chains that grew; those that are growing at this moment wait for the next seal. */
export async function takeUnsealed(
  work: Work,
  limit: number,
): Promise<{ readonly heads: readonly ChainHead[]; readonly entries: number }> {
  const taken = await work.em.execute<{ chain: string; entries: string }[]>(
    `delete from ledger_unsealed where chain in (
       select chain from ledger_unsealed order by chain limit ${limit} for update skip locked)
     returning chain, entries`,
  );
  if (taken.length === 0) return { heads: [], entries: 0 };
  const heads = await work.em.execute<{ chain: string; seq: string; hash: Buffer }[]>(
    `select t.chain, h.seq, h.hash from jsonb_array_elements_text(?::jsonb) as t(chain)
     cross join lateral (select seq, hash from ledger_entry e where e.chain = t.chain order by seq desc limit 1) h`,
    [JSON.stringify(taken.map((row) => row.chain))],
  );
  return {
    heads: heads.map((row) => ({ chain: row.chain, seq: Number(row.seq), hash: row.hash })),
    entries: taken.reduce((sum, row) => sum + Number(row.entries), 0),
  };
}

/** The last seal, or null before the first. */
export async function lastSeal(work: Work): Promise<LedgerSeal | null> {
  const [row] = await work.em.execute<Row[]>('select * from ledger_seal order by number desc limit 1');
  return row ? fromRow(row) : null;
}

/** All seals, oldest first. */
export async function allSeals(work: Work): Promise<LedgerSeal[]> {
  return (await work.em.execute<Row[]>('select * from ledger_seal order by number')).map(fromRow);
}

/** Keeps a seal with its leaves. */
export async function keepSeal(work: Work, seal: LedgerSeal, heads: readonly ChainHead[]): Promise<void> {
  await work.em.execute(
    `insert into ledger_seal (number, sealed_at, chains, entries, root, prev_hash, hash, key_id, signature)
     values (?, ?, ?, ?, ?, ?, ?, ?, ?)`,
    [
      seal.number,
      seal.sealedAt,
      seal.chains,
      seal.entries,
      Buffer.from(seal.root, 'hex'),
      seal.previousHash === null ? null : Buffer.from(seal.previousHash, 'hex'),
      Buffer.from(seal.hash, 'hex'),
      seal.keyId,
      Buffer.from(seal.signature, 'base64'),
    ],
  );
  await work.em.execute(
    `insert into ledger_seal_chain (seal, chain, seq, hash)
     select ?, chain, seq, decode(hash, 'hex') from jsonb_to_recordset(?::jsonb) as h(chain text, seq bigint, hash text)`,
    [
      seal.number,
      JSON.stringify(heads.map(({ chain, seq, hash }) => ({ chain, seq, hash: Buffer.from(hash).toString('hex') }))),
    ],
  );
}

/** The leaves of one seal. */
export async function headsOf(work: Work, number: number): Promise<ChainHead[]> {
  const rows = await work.em.execute<{ chain: string; seq: string; hash: Buffer }[]>(
    'select chain, seq, hash from ledger_seal_chain where seal = ?',
    [number],
  );
  return rows.map((row) => ({ chain: row.chain, seq: Number(row.seq), hash: row.hash }));
}
