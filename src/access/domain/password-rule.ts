import type { FieldFault } from '../../kernel/errors.ts';

/** DEFAULT, after NIST SP 800-63B: length counts, composition rules do not. */
export const leastPasswordLength = 12;
export const mostPasswordLength = 128;

/** The same password however the keyboard composed it (NFKC, as NIST SP 800-63B asks). */
export function normalPassword(typed: string): string {
  return typed.normalize('NFKC');
}

/**
 * What is wrong with a new password; empty when nothing is. Lengths are in characters as people count them.
 * @param personal what others know of the person (e-mail, names): a password may not be made of it
 */
export function passwordFaults(password: string, personal: readonly string[], field = 'password'): FieldFault[] {
  const text = normalPassword(password);
  const length = [...text].length;
  if (length < leastPasswordLength)
    return [{ field, code: 'password.too_short', params: { least: leastPasswordLength } }];
  if (length > mostPasswordLength) return [{ field, code: 'password.too_long', params: { most: mostPasswordLength } }];
  if (new Set(text).size < 5 || isRun(text)) return [{ field, code: 'password.too_simple' }];
  const folded = text.toLowerCase();
  const parts = personal.flatMap((each) => each.toLowerCase().split(/[@.\s_+-]+/)).filter((part) => part.length >= 4);
  const rest = parts.reduce((left, part) => left.split(part).join(''), folded);
  if (rest.length < 8) return [{ field, code: 'password.personal' }];
  return [];
}

/** One short piece over and over, or neighbours in a row: `abcabcabcabc`, `123456789012`. */
function isRun(text: string): boolean {
  for (let size = 1; size <= Math.min(6, text.length / 2); size += 1) {
    if (
      text ===
      text
        .slice(0, size)
        .repeat(Math.ceil(text.length / size))
        .slice(0, text.length)
    )
      return true;
  }
  const codes = [...text].map((each) => each.codePointAt(0) ?? 0);
  const steps = codes.slice(1).map((code, at) => code - (codes[at] ?? 0));
  return steps.filter((step) => Math.abs(step) === 1).length >= steps.length - 1;
}
