import type { Params } from '../../../kernel/errors.ts';
import type { Language } from '../../../kernel/language.ts';
import { disputeFields, disputeRules } from '../../../resolution/index.ts';
import { panelFields, panelRules } from '../../../review/index.ts';
import { fill, showDate } from '../../text.ts';
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
export const staffFaults: Readonly<Record<Language, Readonly<Record<string, string>>>> = {
  km: { ...disputeFields.km, ...panelFields.km, ...faultsKm },
  en: { ...disputeFields.en, ...panelFields.en, ...faultsEn },
};
const rules: Readonly<Record<Language, RuleWords>> = { km: rulesKm, en: rulesEn };

/** The word for a code; the code itself when there is none, so that nothing is hidden. */
export function word(of: Readonly<Record<string, string>>, code: string): string {
  return of[code] ?? code;
}

/**
 * Why a rule or conflict refuses, in words, and what to do instead. `code` is that of the refusal: `rule.<name>`,
 * `conflict.busy`; days among its parameters are written out.
 */
export function ruleWords(code: string, language: Language, params: Params = {}): string {
  const name = code.slice(code.indexOf('.') + 1);
  const known: Readonly<Record<string, string>> = {
    ...disputeRules[language],
    ...panelRules[language],
    ...rules[language],
  };
  const shown = Object.entries(params).map(([key, value]) => [
    key,
    typeof value === 'string' && /^\d{4}-\d{2}-\d{2}/.test(value) ? showDate(value, language) : value,
  ]);
  return fill(known[name] ?? rules[language].other, Object.fromEntries(shown) as Params);
}
