import type { Track } from '../../kernel/actor.ts';

/** Damm's quasigroup of order 10: totally anti-symmetric, so every single wrong digit and every swap of neighbours shows. */
const quasigroup = [
  '0317598642',
  '7092154863',
  '4206871359',
  '1750983426',
  '6123045978',
  '3674209581',
  '5869720134',
  '8945362017',
  '9438617205',
  '2581436790',
];

/** The check digit of a row of decimal digits (Damm 2004). */
export function checkDigit(digits: string): string {
  let state = 0;
  for (const digit of digits) state = Number(quasigroup[state]![Number(digit)]);
  return String(state);
}

const prefixes: Readonly<Record<Track, string>> = { social_assistance: 'SA', social_security: 'SS' };
/** The track takes part in the check, so that SA and SS cannot be mistaken for one another. */
const trackDigit: Readonly<Record<string, string>> = { SA: '1', SS: '2' };

/**
 * The public name of a case: track, year, number from a sequence, check digit - `SA-26-0000123-4`.
 * @param number from the sequence; gaps are normal, so it tells nobody how many cases there are
 */
export function formatReference(track: Track, year: number, number: number): string {
  const prefix = prefixes[track];
  const yy = String(year % 100).padStart(2, '0');
  const serial = String(number).padStart(7, '0');
  return `${prefix}-${yy}-${serial}-${checkDigit(`${trackDigit[prefix]}${yy}${serial}`)}`;
}

/**
 * Reads a reference as a person may have typed it: Khmer digits, lower case, spaces or no dashes.
 * @returns its canonical form, or null when it is not one or the check digit says that it was mistyped
 */
export function parseReference(typed: string): string | null {
  const plain = latinDigits(typed)
    .toUpperCase()
    .replace(/[\s\u200b-]/gu, '');
  const match = /^(SA|SS)(\d{2})(\d{7,10})(\d)$/.exec(plain);
  if (!match) return null;
  const [, prefix, yy, serial, check] = match as unknown as [string, string, string, string, string];
  if (checkDigit(`${trackDigit[prefix]}${yy}${serial}`) !== check) return null;
  return `${prefix}-${yy}-${serial}-${check}`;
}

/** Khmer digits to Latin ones; all else stays. */
export function latinDigits(text: string): string {
  return text.replace(/[\u17e0-\u17e9]/g, (digit) => String(digit.charCodeAt(0) - 0x17e0));
}

/** Sixteen digits in four groups, as a receipt is shown: `4821-9934-1205-7716`. */
export function formatReceipt(digits: string): string {
  return digits.replace(/(\d{4})(?=\d)/g, '$1-');
}

/** The sixteen digits of a receipt as typed (Khmer digits, spaces, dashes), or null. */
export function parseReceipt(typed: string): string | null {
  const digits = latinDigits(typed).replace(/[\s\u200b-]/gu, '');
  return /^\d{16}$/.test(digits) ? digits : null;
}
