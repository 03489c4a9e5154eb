import { isSignedBy, type PublishedKey } from '../../platform/signing.ts';
import type { Work } from '../../platform/work.ts';
import { demand } from '../domain/permissions.ts';
import { merkleRoot } from '../merkle.ts';
import { allSeals, headsOf, lastSeal, sealHash, sealText, type LedgerSeal } from '../records/seal-store.ts';
import { signingKey, storedPublicKeys } from '../records/signing-key.ts';

/**
 * What does not fit a seal.
 * - `seal_missing`: the number before it is gone; `seal_unlinked`: it does not follow the seal before
 * - `seal_altered`: what it says does not give its hash; `signature_wrong`: not signed by this installation
 * - `root_wrong`: the chain heads kept with it do not give its root
 * - `entry_gone`, `entry_rewritten`: the ledger entry that was sealed is not there, or is another
 * - `never_sealed`: a chain has entries that no seal covers and none is going to
 * - `seals_cut_off`: the last seal noted outside the database is gone from it, or is another
 */
export interface SealFault {
  readonly fault:
    | 'seal_missing'
    | 'seal_unlinked'
    | 'seal_altered'
    | 'signature_wrong'
    | 'root_wrong'
    | 'entry_gone'
    | 'entry_rewritten'
    | 'never_sealed'
    | 'seals_cut_off';
  readonly seal: number | null;
  readonly chain: string | null;
  readonly seq: number | null;
}

/** The last seal as it was noted outside the database. */
export type SealAnchor = Pick<LedgerSeal, 'number' | 'hash'>;

const mostFaults = 1000;

/**
 * Checks every seal: its number, chaining, hash, signature and root, and that each sealed entry still stands in the ledger
 * as it was sealed. Together with `verifyChains` this finds entries that were changed, taken out, cut off or rewritten
 * together with all their hashes, up to the last hour, by whoever owns the database but not the vault key.
 * @param anchor the last seal as noted outside the database, so that cutting off the newest seals is found too
 * @returns at most about 1,000 faults; empty when all holds
 * @throws Forbidden; Undecryptable when the signing key cannot be opened
 */
export async function verifySeals(
  work: Work,
  { anchor = null }: { readonly anchor?: SealAnchor | null } = {},
): Promise<SealFault[]> {
  demand(work.actor, 'ledger.read');
  const faults: SealFault[] = [];
  const seals = await allSeals(work);
  if (seals.length > 0) {
    const { published } = await signingKey(work);
    let before: LedgerSeal | null = null;
    for (const seal of seals) {
      faults.push(...sealFaults(seal, before, published));
      const heads = await headsOf(work, seal.number);
      if (heads.length !== seal.chains || merkleRoot(heads).toString('hex') !== seal.root)
        faults.push({ fault: 'root_wrong', seal: seal.number, chain: null, seq: null });
      before = seal;
    }
  }
  if (anchor && seals.find((seal) => seal.number === anchor.number)?.hash !== anchor.hash)
    faults.push({ fault: 'seals_cut_off', seal: anchor.number, chain: null, seq: null });
  return [...faults, ...(await entryFaults(work))].slice(0, mostFaults);
}

function sealFaults(seal: LedgerSeal, before: LedgerSeal | null, key: PublishedKey): SealFault[] {
  const at = { seal: seal.number, chain: null, seq: null };
  if (seal.number !== (before?.number ?? 0) + 1) return [{ fault: 'seal_missing', ...at }];
  const faults: SealFault[] = [];
  const text = sealText(seal);
  if (seal.previousHash !== (before?.hash ?? null)) faults.push({ fault: 'seal_unlinked', ...at });
  if (sealHash(text).toString('hex') !== seal.hash) faults.push({ fault: 'seal_altered', ...at });
  if (seal.keyId !== key.id || !isSignedBy(key, text, Buffer.from(seal.signature, 'base64')))
    faults.push({ fault: 'signature_wrong', ...at });
  return faults;
}

async function entryFaults(work: Work): Promise<SealFault[]> {
  const rows = await work.em.execute<{ fault: SealFault['fault']; seal: string | null; chain: string; seq: string }[]>(
    `(select case when e.seq is null then 'entry_gone' else 'entry_rewritten' end as fault, c.seal, c.chain, c.seq
      from ledger_seal_chain c left join ledger_entry e on e.chain = c.chain and e.seq = c.seq
      where e.hash is distinct from c.hash order by c.seal, c.chain limit ${mostFaults})
     union all
     (select 'never_sealed', null, l.chain, l.seq
      from (select chain, max(seq) as seq from ledger_entry group by chain) l
      where l.seq > coalesce((select max(c.seq) from ledger_seal_chain c where c.chain = l.chain), 0)
        and not exists (select 1 from ledger_unsealed u where u.chain = l.chain)
      order by l.chain limit ${mostFaults})`,
  );
  return rows.map((row) => ({
    fault: row.fault,
    seal: row.seal === null ? null : Number(row.seal),
    chain: row.chain,
    seq: Number(row.seq),
  }));
}

/** What is published so that others verify receipts and seals: the public keys, and the last seal to be noted down. */
export interface PublishedTrust {
  readonly keys: readonly PublishedKey[];
  readonly lastSeal: LedgerSeal | null;
}

/** The public keys of this installation and its last seal. No secret; for anybody. */
export async function publishedTrust(work: Work): Promise<PublishedTrust> {
  await signingKey(work);
  return { keys: await storedPublicKeys(work), lastSeal: await lastSeal(work) };
}
