import type { FieldFault } from '../kernel/errors.ts';
import type { Language } from '../kernel/language.ts';
import { kitStrings } from './strings/index.ts';
import { fill, showNumber } from './text.ts';

/** The id of the input for a field: what the error summary links to. */
export function fieldId(name: string): string {
  return name.replace(/[^A-Za-z0-9_-]+/g, '-');
}

/** Field faults put into words of one language. */
export class Faults {
  readonly summary: readonly { readonly href: string; readonly text: string }[];
  readonly #texts: ReadonlyMap<string, string>;

  constructor(faults: readonly FieldFault[], words: Readonly<Record<string, string>>, language: Language) {
    const texts = new Map<string, string>();
    for (const fault of faults) {
      if (!texts.has(fault.field)) texts.set(fault.field, sentence(fault, words, language));
    }
    this.#texts = texts;
    this.summary = [...texts].map(([field, text]) => ({ href: `#${fieldId(field)}`, text }));
  }

  /** The fields that are wrong, in the order found. */
  get fields(): readonly string[] {
    return [...this.#texts.keys()];
  }

  get any(): boolean {
    return this.summary.length > 0;
  }

  /** What is wrong with the field, or null. */
  text(field: string): string | null {
    return this.#texts.get(field) ?? null;
  }
}

/** Nothing is wrong. */
export const noFaults = new Faults([], {}, 'km');

function sentence(fault: FieldFault, words: Readonly<Record<string, string>>, language: Language): string {
  const common: Readonly<Record<string, string>> = kitStrings[language].faults;
  const text =
    words[`${fault.field}.${fault.code}`] ??
    words[fault.code] ??
    common[fault.code] ??
    kitStrings[language].faults.invalid;
  const params = Object.fromEntries(
    Object.entries(fault.params ?? {}).map(([name, value]) => [
      name,
      typeof value === 'number' ? showNumber(value, language) : value,
    ]),
  );
  return fill(text, params);
}
