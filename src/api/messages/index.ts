import type { Params } from '../../kernel/errors.ts';
import type { Language } from '../../kernel/language.ts';
import { en, type Messages } from './en.ts';
import { km } from './km.ts';

export const messages: Readonly<Record<Language, Messages>> = { km, en };

/** The text with `{name}` replaced by the parameter; one without a value stays as it is. */
export function fill(text: string, params: Params): string {
  return text.replace(/\{(\w+)\}/g, (whole, name: string) => String(params[name] ?? whole));
}

/** What is wrong with a field; a code without words of its own is said in general. */
export function fieldMessage(code: string, params: Params, language: Language): string {
  const words: Readonly<Record<string, string>> = messages[language].fields;
  return fill(words[code] ?? messages[language].fields.invalid, params);
}

/** Title and detail of a problem. A code without words of its own is said by what stands before its first dot. */
export function problemWords(code: string, params: Params, language: Language): { title: string; detail: string } {
  const { problems, rules } = messages[language];
  const known: Readonly<Record<string, { title: string; detail: string }>> = problems;
  const rule = code.startsWith('rule.') ? (rules as Readonly<Record<string, string>>)[code.slice(5)] : undefined;
  const words = known[code] ?? known[code.split('.')[0] ?? ''] ?? problems.fault;
  return { title: words.title, detail: fill(rule ?? words.detail, params) };
}
