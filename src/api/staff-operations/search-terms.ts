import { latinDigits, parseReference, type CaseSought } from '../../cases/index.ts';
import { toE164 } from '../../intake/index.ts';

/**
 * What somebody may have meant who looks for this: a reference, a telephone number, an identifier in any of the forms in
 * which they are kept - Khmer and Latin digits alike -, or, without a digit, a name.
 */
export function soughtBy(typed: string): CaseSought {
  const plain = latinDigits(typed).normalize('NFC').trim().toUpperCase();
  const unspaced = plain.replace(/[\s\u200b]/gu, '');
  const compact = unspaced.replace(/[.-]/g, '');
  const name = /\d/.test(plain) ? null : typed.slice(0, 300);
  return { reference: parseReference(typed), phone: toE164(typed), ids: [...new Set([compact, unspaced])], name };
}
