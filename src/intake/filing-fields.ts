import { z } from 'zod';

import { latinDigits } from '../cases/index.ts';
import { refused } from '../platform/zod-faults.ts';
import { countCharacters, plainText, textFault } from './domain/plain-text.ts';
import { toE164 } from './phone.ts';

type Refusing = Parameters<typeof refused>[0];

/** The text as it is kept, or NEVER with the fault named. */
function kept(text: string, lines: 'many' | 'one', most: number, context: Refusing): string {
  const fault = textFault(text);
  if (fault !== null) {
    refused(context, fault);
    return z.NEVER;
  }
  const plain = plainText(text, lines);
  if (countCharacters(plain) <= most) return plain;
  refused(context, 'too_long', { most });
  return z.NEVER;
}

function textField(most: number, description: string) {
  return z.string().meta({ maxLength: most, description });
}

/** A text that is needed; blank counts as absent. `most` in code points. */
export function neededText(most: number, lines: 'many' | 'one', description: string) {
  return textField(most, description).transform((typed, context) => {
    const text = kept(typed, lines, most, context);
    if (text === '') refused(context, 'required');
    return text;
  });
}

/** A text that may be absent, null or blank: null then. */
export function maybeText(most: number, lines: 'many' | 'one', description: string) {
  return z
    .nullish(textField(most, description))
    .transform((typed, context) => (typed ? kept(typed, lines, most, context) || null : null));
}

/** A short text of a known form, read after Khmer digits became Latin ones and blanks are out. Null when absent or blank. */
function maybeForm(description: string, read: (plain: string) => string | null, fault: string) {
  return z.nullish(z.string().meta({ description, maxLength: 200 })).transform((typed, context) => {
    if (!typed) return null;
    const plain = kept(typed, 'one', 200, context);
    if (typeof plain !== 'string' || plain === '') return null;
    const value = read(latinDigits(plain));
    if (value === null) refused(context, fault);
    return value;
  });
}

const compact = (text: string): string => text.replace(/[\s\u200b.-]/gu, '');
const matching = (pattern: RegExp) => (plain: string) => (pattern.test(plain) ? plain : null);

/** A telephone number, to E.164. */
export const maybePhone = maybeForm(
  'Telephone number; Cambodian unless it begins with + and another country',
  toE164,
  'phone_invalid',
);

const email = z.email();
export const maybeEmail = maybeForm(
  'E-mail address',
  (plain) => (plain.length <= 254 && email.safeParse(plain).success ? plain : null),
  'email_invalid',
);

export const maybeSocialProtectionId = maybeForm(
  'Social protection ID: 10 digits',
  (plain) => matching(/^\d{10}$/)(compact(plain)),
  'social_protection_id_invalid',
);
export const maybeNssfMemberId = maybeForm(
  'NSSF member ID: 5 to 15 letters and digits',
  (plain) => matching(/^[A-Z0-9]{5,15}$/)(compact(plain).toUpperCase()),
  'nssf_member_id_invalid',
);
export const maybeEquityCard = maybeForm(
  'Number of the equity card: 4 to 20 letters, digits or dashes',
  (plain) => matching(/^[A-Z0-9][A-Z0-9-]{3,19}$/)(plain.replace(/[\s\u200b]/gu, '').toUpperCase()),
  'equity_card_invalid',
);
export const maybeNationalId = maybeForm(
  'National ID: 9 to 12 digits',
  (plain) => matching(/^\d{9,12}$/)(compact(plain).replace(/\(\d+\)$/, '')),
  'national_id_invalid',
);

/** A day, `YYYY-MM-DD`, in Latin or Khmer digits. */
export const maybeDay = z
  .nullish(z.string().meta({ description: 'YYYY-MM-DD, in Latin or Khmer digits', format: 'date' }))
  .transform((typed, context) => {
    const plain = typed ? latinDigits(plainText(typed, 'one')) : '';
    if (plain === '') return null;
    if (!/^\d{4}-\d{2}-\d{2}$/.test(plain) || !isRealDay(plain)) refused(context, 'date_invalid');
    return plain;
  });

function isRealDay(day: string): boolean {
  const at = Date.parse(`${day}T00:00:00Z`);
  return !Number.isNaN(at) && new Date(at).toISOString().slice(0, 10) === day;
}

/** A year of birth, as a number or in digits of either script. */
export const maybeBirthYear = z
  .nullish(z.union([z.number(), z.string().max(20)]).meta({ description: 'Year of birth, in the common era' }))
  .transform((typed, context) => {
    if (typed === null || typed === undefined || typed === '') return null;
    const year = typeof typed === 'number' ? typed : Number(latinDigits(typed.trim()));
    if (Number.isInteger(year)) return year;
    refused(context, 'birth_year_invalid');
    return null;
  });

/** A code of reference data as typed: Khmer digits, blanks around, small letters. */
export const code = z.string().transform((typed, context) => {
  const plain = kept(typed, 'one', 40, context);
  if (plain === '') refused(context, 'required');
  return typeof plain === 'string' ? latinDigits(plain).toUpperCase() : plain;
});

/** A code that may be absent. */
export const maybeCode = z
  .nullish(z.string())
  .transform((typed, context) => (typed ? latinDigits(kept(typed, 'one', 40, context)).toUpperCase() || null : null));
