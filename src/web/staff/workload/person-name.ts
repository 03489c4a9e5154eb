import type { Language } from '../../../kernel/language.ts';

/** The name of a colleague as the language writes it. */
export function nameOf(
  person: { readonly name: string; readonly nameLatin: string | null },
  language: Language,
): string {
  return language === 'en' ? (person.nameLatin ?? person.name) : person.name;
}
