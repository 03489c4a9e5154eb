import type { Language } from '../../../kernel/language.ts';
import { en } from './en.ts';
import type { Words } from './en.ts';
import { faultsEn } from './faults-en.ts';
import { faultsKm } from './faults-km.ts';
import { km } from './km.ts';
import { rulesEn } from './rules-en.ts';
import type { RuleWords } from './rules-en.ts';
import { rulesKm } from './rules-km.ts';

export type { Words } from './en.ts';

/** Words that staff pages share, in both languages. */
export const staffWords: Readonly<Record<Language, Words>> = { km, en };
/** For the `faults` of a page: what the use cases may say of a field. */
export const staffFaults: Readonly<Record<Language, Readonly<Record<string, string>>>> = { km: faultsKm, en: faultsEn };
const rules: Readonly<Record<Language, RuleWords>> = { km: rulesKm, en: rulesEn };

/** The word for a code; the code itself when there is none, so that nothing is hidden. */
export function word(of: Readonly<Record<string, string>>, code: string): string {
  return of[code] ?? code;
}

/** Why a rule or conflict refuses, in words. `code` is that of the refusal: `rule.<name>`, `conflict.busy`. */
export function ruleWords(code: string, language: Language): string {
  const name = code.slice(code.indexOf('.') + 1);
  const known: Readonly<Record<string, string>> = rules[language];
  return known[name] ?? rules[language].other;
}
