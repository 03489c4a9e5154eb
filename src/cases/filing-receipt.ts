import { createHash } from 'node:crypto';

import type { Track } from '../kernel/actor.ts';
import type { JsonValue } from '../kernel/fact.ts';
import type { Bilingual } from '../kernel/language.ts';
import { canonicalText, isSignedBy, type PublishedKey } from '../platform/signing.ts';

/**
 * Proof for the next tier that a complaint was filed on that day with that content. It names neither category nor programme
 * nor office, and the content only by a salted hash. Instants are RFC 3339 in Phnom Penh time; hashes hex; the rest base64.
 */
export interface FilingReceipt {
  readonly kind: 'samleng.filing-receipt';
  readonly version: 1;
  readonly reference: string;
  readonly track: Track;
  readonly filedAt: string;
  /** SHA-256 over salt and the text of `contentText`. */
  readonly content: { readonly algorithm: 'sha256'; readonly salt: string; readonly hash: string };
  /** The entry of the filing in the ledger; null for cases from before there was one. */
  readonly ledger: { readonly entry: number; readonly hash: string } | null;
  /** The last seal over the ledger when the receipt was made; null before the first. */
  readonly seal: { readonly number: number; readonly hash: string } | null;
  readonly issuedAt: string;
  readonly keyId: string;
  readonly signature: string;
}

/** What was told when the complaint was filed. */
export interface FiledContent {
  readonly narrative: string;
  readonly remedySought: string | null;
}

/** The hash of what was told. Line ends and spaces around it do not count, so that a text typed from paper still fits. */
export function contentHash(content: FiledContent, salt: string): string {
  const plain = (text: string): string => text.normalize('NFC').replace(/\r\n?/g, '\n').trim();
  const { narrative, remedySought } = content;
  const text = canonicalText({
    narrative: plain(narrative),
    remedySought: remedySought === null ? null : plain(remedySought),
  });
  return createHash('sha256').update(Buffer.from(salt, 'base64')).update(text, 'utf8').digest('hex');
}

/** What of a receipt is signed: all but the signature. */
export function receiptText(receipt: Omit<FilingReceipt, 'signature'>): string {
  const { signature: _signature, ...said } = receipt as FilingReceipt;
  return canonicalText(said as unknown as JsonValue);
}

export type ReceiptFault = 'not_a_receipt' | 'unknown_key' | 'signature_wrong';

export interface VerifiedReceipt {
  /** Null when the receipt is genuine. */
  readonly fault: ReceiptFault | null;
  /** Whether the content that was shown is the one that was filed; null when none was shown or the receipt is not genuine. */
  readonly contentFits: boolean | null;
  readonly receipt: FilingReceipt | null;
}

/**
 * Verifies a receipt with published keys: nothing is asked of anybody, so it can be done offline and by another body.
 * @param given the receipt as JSON, from whatever source
 * @param content the text that is said to have been filed, or null
 */
export function verifyReceipt(
  given: unknown,
  keys: readonly PublishedKey[],
  content: FiledContent | null = null,
): VerifiedReceipt {
  const receipt = asReceipt(given);
  if (!receipt) return { fault: 'not_a_receipt', contentFits: null, receipt: null };
  const key = keys.find((each) => each.id === receipt.keyId);
  if (!key) return { fault: 'unknown_key', contentFits: null, receipt };
  if (!isSignedBy(key, receiptText(receipt), Buffer.from(receipt.signature, 'base64')))
    return { fault: 'signature_wrong', contentFits: null, receipt };
  const contentFits = content && contentHash(content, receipt.content.salt) === receipt.content.hash;
  return { fault: null, contentFits, receipt };
}

function asReceipt(given: unknown): FilingReceipt | null {
  if (typeof given !== 'object' || given === null) return null;
  const of = given as Partial<Record<keyof FilingReceipt, unknown>>;
  const content = of.content as Partial<FilingReceipt['content']> | null | undefined;
  const isWhole =
    of.kind === 'samleng.filing-receipt' &&
    of.version === 1 &&
    [of.reference, of.track, of.filedAt, of.issuedAt, of.keyId, of.signature].every(
      (each) => typeof each === 'string',
    ) &&
    content?.algorithm === 'sha256' &&
    typeof content.salt === 'string' &&
    typeof content.hash === 'string';
  return isWhole ? (given as FilingReceipt) : null;
}

/** A receipt as a page prints it: labels in both languages, values as they are. */
export function receiptLines(receipt: FilingReceipt): readonly { readonly label: Bilingual; readonly value: string }[] {
  const line = (km: string, en: string, value: string) => ({ label: { km, en }, value });
  return [
    line('លេខយោង', 'Reference', receipt.reference),
    line('ថ្ងៃដាក់បណ្តឹង', 'Filed', receipt.filedAt),
    line('ស្នាមម្រាមដៃនៃខ្លឹមសារ (SHA-256)', 'Fingerprint of the content (SHA-256)', receipt.content.hash),
    line('អំបិល', 'Salt', receipt.content.salt),
    ...(receipt.ledger
      ? [line('ការចុះក្នុងបញ្ជី', 'Entry in the ledger', `${receipt.ledger.entry}: ${receipt.ledger.hash}`)]
      : []),
    ...(receipt.seal ? [line('ត្រាចុងក្រោយ', 'Last seal', `${receipt.seal.number}: ${receipt.seal.hash}`)] : []),
    line('ថ្ងៃចេញបង្កាន់ដៃ', 'Issued', receipt.issuedAt),
    line('លេខសោ', 'Key', receipt.keyId),
    line('ហត្ថលេខា (Ed25519)', 'Signature (Ed25519)', receipt.signature),
  ];
}
