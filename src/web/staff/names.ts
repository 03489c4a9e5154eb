import type { Language } from '../../kernel/language.ts';
import { phnomPenhDay } from '../../reference/index.ts';
import type { ReferenceBook } from '../../reference/index.ts';
import { clockKindWords } from '../../sla/index.ts';

/** Names of codes in one language, as they stand on the day. What is not known is shown as its code. */
export interface Names {
  office(code: string): string;
  programme(code: string): string;
  category(code: string): string;
  tier(code: string): string;
  /** A rung or an office. */
  body(code: string): string;
  outcome(tier: string, code: string): string;
  remedy(code: string): string;
  /** `Commune, district, province`. */
  place(code: string): string;
  readonly on: string;
}

export function localNames(book: ReferenceBook, language: Language, now: Date): Names {
  const on = phnomPenhDay(now);
  return {
    on,
    office: (code) => book.office(code)?.name[language] ?? code,
    programme: (code) => book.programme(code, on)?.name[language] ?? code,
    category: (code) => book.category(code, on)?.name[language] ?? code,
    tier: (code) => book.rung(code, on)?.body[language] ?? code,
    body: (code) => book.office(code)?.name[language] ?? book.rung(code, on)?.body[language] ?? code,
    outcome: (tier, code) =>
      (book.outcome(tier, code, on) ?? book.allOutcomes(on).find((outcome) => outcome.code === code))?.name[language] ??
      code,
    remedy: (code) => book.remedy(code, on)?.name[language] ?? code,
    place: (code) => {
      const path = [...book.placePath(code)].reverse();
      return path.length === 0 ? code : path.map((place) => place.name[language]).join(language === 'km' ? ' ' : ', ');
    },
  };
}

/** What a kind of clock times, as a heading or a link has it: it begins with a capital. */
export function clockName(kind: string, language: Language): string {
  const kinds: Readonly<Record<string, { readonly km: string; readonly en: string }>> = clockKindWords;
  const name = kinds[kind]?.[language] ?? kind;
  return `${name.charAt(0).toUpperCase()}${name.slice(1)}`;
}
