import { latinDigits, parseReference } from '../../../cases/index.ts';
import type { CaseSought } from '../../../cases/index.ts';
import { toE164 } from '../../../intake/index.ts';

/**
 * What somebody looks for by what they typed: a reference, a telephone number or identifier, else a name; null when it is none
 * of these.
 */
export function soughtBy(typed: string): CaseSought | null {
  const reference = parseReference(typed);
  if (reference !== null) return { reference, phone: null, ids: [] };
  const plain = latinDigits(typed)
    .normalize('NFC')
    .toUpperCase()
    .replace(/[\s\u200b]/gu, '');
  const compact = plain.replace(/[.-]/g, '');
  const ids = /\d/.test(plain) && /^[A-Z0-9.-]{4,20}$/.test(plain) ? [...new Set([compact, plain])] : [];
  const phone = toE164(typed);
  if (phone !== null || ids.length > 0) return { reference: null, phone, ids };
  return /\p{L}.*\p{L}/su.test(typed) ? { reference: null, phone: null, ids: [], name: typed.slice(0, 300) } : null;
}
