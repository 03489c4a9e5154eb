import { publishedTrust, signingKey } from '../../access/index.ts';
import { Forbidden, RuleBroken } from '../../kernel/errors.ts';
import { Undecryptable } from '../../platform/vault.ts';
import type { Work } from '../../platform/work.ts';
import { contentHash, receiptText, type FilingReceipt } from '../filing-receipt.ts';
import { mayReadContent } from '../policy.ts';
import { readCase } from '../records/case-store.ts';
import { filedTexts, filingEntry } from '../records/filed-content.ts';
import { isErased } from '../reads/is-erased.ts';
import { openForReading } from '../reads/record-read.ts';

/**
 * Issues the signed receipt of a filing: to the complainant of the case, or to staff who print it for them. Asked again it
 * says the same of the filing; only the date of issue differs.
 * @param input the reference, for staff; complainants get that of their own case
 * @throws NotFound, Forbidden, RuleBroken `content_erased`; Undecryptable when the content cannot be read
 */
export async function issueReceipt(work: Work, input: { readonly reference: string | null }): Promise<FilingReceipt> {
  if (!mayReadContent(work.actor)) throw new Forbidden('forbidden.action', { action: 'case.read' });
  const caseId =
    work.actor.kind === 'complainant'
      ? work.actor.caseId
      : (await openForReading(work, input.reference ?? '', 'receipt')).id;
  const file = await readCase(work, caseId);
  const content = await filedTexts(work, caseId);
  if (!content) {
    if (await isErased(work, caseId)) throw new RuleBroken('content_erased');
    throw new Undecryptable(caseId, 'key');
  }
  const salt = work.vault.lookupHash('salt', `receipt|${caseId}`).subarray(0, 16).toString('base64');
  const key = await signingKey(work);
  const { lastSeal } = await publishedTrust(work);
  const said = {
    kind: 'samleng.filing-receipt',
    version: 1,
    reference: file.reference,
    track: file.track,
    filedAt: inPhnomPenh(file.filedAt),
    content: { algorithm: 'sha256', salt, hash: contentHash(content, salt) },
    ledger: await filingEntry(work, caseId),
    seal: lastSeal && { number: lastSeal.number, hash: lastSeal.hash },
    issuedAt: inPhnomPenh(work.now),
    keyId: key.published.id,
  } as const;
  const receipt: FilingReceipt = { ...said, signature: key.sign(receiptText(said)).toString('base64') };
  work.record({
    event: 'receipt.issued',
    caseId,
    data: { contentHash: receipt.content.hash, keyId: receipt.keyId },
    announce: false,
  });
  return receipt;
}

/** RFC 3339 to the second with the offset of Phnom Penh. */
function inPhnomPenh(at: Date): string {
  return `${new Date(at.getTime() + 7 * 3_600_000).toISOString().slice(0, 19)}+07:00`;
}
