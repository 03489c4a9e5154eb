import { z } from 'zod';
import type { ZodType } from 'zod';
import type { FieldFault } from '../kernel/errors.ts';
import type { SentFields } from './sent-fields.ts';
import { latinDigits } from './text.ts';

export type Parsed<T> =
  { readonly ok: true; readonly value: T } | { readonly ok: false; readonly faults: readonly FieldFault[] };

/** Turns what was sent into trusted values, or names every field that is wrong. */
export interface Form<T> {
  parse(fields: SentFields): Parsed<T>;
}

/**
 * A form out of a zod object. Each field arrives as one text ('' when it was not sent); those named in `lists` as a list.
 * The message of a zod issue is the fault's code; `params` of a custom issue are the fault's.
 */
export function formOf<T>(schema: ZodType<T>, lists: readonly string[] = []): Form<T> {
  return {
    parse(fields) {
      const input = new Proxy({} as Record<string, unknown>, {
        get: (_, name) =>
          typeof name !== 'string' ? undefined : lists.includes(name) ? fields.all(name) : fields.one(name),
        has: () => true,
      });
      const result = schema.safeParse(input);
      if (result.success) return { ok: true, value: result.data };
      const faults = result.error.issues.map((issue): FieldFault => {
        const field = issue.path.filter((part) => typeof part === 'string').join('.');
        const params = issue.code === 'custom' ? numbersAndTexts(issue.params) : null;
        return params === null ? { field, code: issue.message } : { field, code: issue.message, params };
      });
      return { ok: false, faults };
    },
  };
}

function numbersAndTexts(params: Record<string, unknown> | undefined): Record<string, string | number> | null {
  const entries = Object.entries(params ?? {}).filter(
    (entry): entry is [string, string | number] => typeof entry[1] === 'string' || typeof entry[1] === 'number',
  );
  return entries.length === 0 ? null : Object.fromEntries(entries);
}

/** At most `max` characters (Unicode code points); empty allowed. */
export function optionalText(max: number) {
  return z.string().superRefine((text, context) => {
    if ([...text].length > max) context.addIssue({ code: 'custom', message: 'too_long', params: { max } });
  });
}

/** Between 1 and `max` characters. */
export function requiredText(max: number) {
  return optionalText(max).refine((text) => text !== '', { error: 'required' });
}

/** One of the values given. */
export function choice<const V extends readonly string[]>(values: V) {
  return z.custom<V[number]>((value) => typeof value === 'string' && values.includes(value), { error: 'choose' });
}

/** One of the values given, or nothing chosen (''). */
export function optionalChoice<const V extends readonly string[]>(values: V) {
  return z.custom<V[number] | ''>((value) => value === '' || (typeof value === 'string' && values.includes(value)), {
    error: 'choose',
  });
}

/** Digits, Khmer or Latin, spaces and hyphens ignored; yields Latin digits. Empty allowed. */
export function optionalDigits(min: number, max: number) {
  return z
    .string()
    .transform((text) => latinDigits(text).replace(/[\s\u200b.-]/g, ''))
    .superRefine((text, context) => {
      if (text !== '' && !new RegExp(`^[0-9]{${min},${max}}$`).test(text)) {
        context.addIssue({ code: 'custom', message: min === max ? 'digits_exact' : 'digits', params: { min, max } });
      }
    });
}

/** A telephone number as people type it: Khmer or Latin digits, blanks, +855 or 0 in front. Empty allowed. */
export function optionalPhone() {
  return z
    .string()
    .transform((text) => latinDigits(text).replace(/[\s\u200b().-]/g, ''))
    .refine((text) => text === '' || /^(\+?855|0)?[1-9][0-9]{7,8}$/.test(text), { error: 'phone' });
}

/** An e-mail address; empty allowed. */
export function optionalEmail() {
  return z
    .string()
    .refine((text) => text === '' || (text.length <= 254 && /^[^\s@]+@[^\s@.]+(\.[^\s@.]+)+$/.test(text)), {
      error: 'email',
    });
}

/** A whole number of riel: Khmer or Latin digits, dots, commas and blanks between groups. Empty yields null. */
export function optionalRiel() {
  return z
    .string()
    .transform((text) => latinDigits(text).replace(/[\s\u200b.,៛]/g, ''))
    .refine((text) => text === '' || /^[0-9]{1,12}$/.test(text), { error: 'riel' })
    .transform((text) => (text === '' ? null : Number(text)));
}

/** A day from three fields (day, month, year; Khmer or Latin digits): `YYYY-MM-DD`, '' when all are empty, null when it is no day. */
export function dayFrom(day: string, month: string, year: string): string | null {
  const parts = [year, month, day].map((part) => latinDigits(part).trim());
  if (parts.every((part) => part === '')) return '';
  if (!parts.every((part) => /^[0-9]{1,4}$/.test(part))) return null;
  const [y, m, d] = parts.map(Number) as [number, number, number];
  if (y < 1900 || y > 2200) return null;
  const date = new Date(Date.UTC(y, m - 1, d));
  if (date.getUTCFullYear() !== y || date.getUTCMonth() !== m - 1 || date.getUTCDate() !== d) return null;
  return date.toISOString().slice(0, 10);
}
