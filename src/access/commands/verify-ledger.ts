import type { Work } from '../../platform/work.ts';
import { demand } from '../domain/permissions.ts';
import { verifyChains, type BrokenChain } from '../reads/ledger.ts';
import { verifySeals, type SealAnchor, type SealFault } from '../reads/seals.ts';
import { lastSeal, type LedgerSeal } from '../records/seal-store.ts';

/** What a check of the whole ledger found. */
export interface LedgerVerification {
  readonly chains: readonly BrokenChain[];
  readonly seals: readonly SealFault[];
}

/**
 * Checks every chain and every seal, and puts into the ledger that it was done and how many faults there were.
 * @param input.anchor the last seal as it was noted outside the database; null when none was
 * @throws Forbidden
 */
export async function verifyLedger(
  work: Work,
  input: { readonly anchor: SealAnchor | null },
): Promise<LedgerVerification> {
  const chains = await verifyChains(work);
  const seals = await verifySeals(work, { anchor: input.anchor });
  const data = { chainFaults: chains.length, sealFaults: seals.length, anchored: input.anchor !== null };
  work.record({ event: 'ledger.verified', caseId: null, data, announce: false });
  return { chains, seals };
}

/** How the ledger stands without reading it whole. */
export interface LedgerStanding {
  readonly lastSeal: LedgerSeal | null;
  /** Entries that no seal covers yet. */
  readonly unsealed: number;
  /** The last check of all of it. */
  readonly verified: { readonly at: Date; readonly faults: number } | null;
}

/** @throws Forbidden */
export async function ledgerStanding(work: Work): Promise<LedgerStanding> {
  demand(work.actor, 'ledger.read');
  const [unsealed] = await work.em.execute<{ n: string | null }[]>('select sum(entries) as n from ledger_unsealed');
  const [last] = await work.em.execute<{ at: string | Date; data: Readonly<Record<string, number>> }[]>(
    `select at, data from ledger_entry where chain = 'system' and event = 'ledger.verified' order by seq desc limit 1`,
  );
  return {
    lastSeal: await lastSeal(work),
    unsealed: Number(unsealed?.n ?? 0),
    verified: last
      ? { at: new Date(last.at), faults: (last.data['chainFaults'] ?? 0) + (last.data['sealFaults'] ?? 0) }
      : null,
  };
}
