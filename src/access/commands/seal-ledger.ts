import type { Work } from '../../platform/work.ts';
import { merkleRoot } from '../merkle.ts';
import {
  keepSeal,
  lastSeal,
  lockSealing,
  sealHash,
  sealText,
  takeUnsealed,
  type LedgerSeal,
} from '../records/seal-store.ts';
import { signingKey } from '../records/signing-key.ts';

/** Chains under one seal, so that no transaction grows without bound. */
const mostChains = 20_000;

/**
 * Seals the ledger: one signed root over the heads of all chains that grew since the last seal, chained to that seal. Acts
 * as the system.
 * @returns the seal, or null when nothing grew
 */
export async function sealLedger(work: Work): Promise<LedgerSeal | null> {
  await lockSealing(work);
  const { heads, entries } = await takeUnsealed(work, mostChains);
  if (heads.length === 0) return null;
  const key = await signingKey(work);
  const before = await lastSeal(work);
  const content = {
    number: (before?.number ?? 0) + 1,
    // Whole seconds, as it is published: others compute the signed text from that.
    sealedAt: new Date(Math.floor(work.now.getTime() / 1000) * 1000),
    chains: heads.length,
    entries,
    root: merkleRoot(heads).toString('hex'),
    previousHash: before?.hash ?? null,
    keyId: key.published.id,
  };
  const text = sealText(content);
  const seal = { ...content, hash: sealHash(text).toString('hex'), signature: key.sign(text).toString('base64') };
  await keepSeal(work, seal, heads);
  return seal;
}
