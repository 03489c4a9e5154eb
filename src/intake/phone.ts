import { parsePhoneNumberFromString } from 'libphonenumber-js';

import { latinDigits } from '../cases/index.ts';

const between = /[\s\u200b().\-/]/gu;
const cambodian = /^(?:\+?855|00855)?0?([1-9]\d{7,8})$/;

/**
 * A telephone number as typed (Khmer digits, spaces, dashes), to E.164; null when it is none. Without a country it is
 * Cambodian: a national number of 8 or 9 digits, whatever its operator prefix. Numbers of other countries keep their own rules.
 */
export function toE164(typed: string): string | null {
  const plain = latinDigits(typed).replace(between, '');
  const national = cambodian.exec(plain)?.[1];
  if (national !== undefined) return `+855${national}`;
  if (!/^(?:\+|00)\d{6,15}$/.test(plain)) return null;
  const parsed = parsePhoneNumberFromString(plain.replace(/^00/, '+'), 'KH');
  if (!parsed || parsed.countryCallingCode === '855') return null;
  return parsed.isPossible() ? parsed.number : null;
}
