import type { Language } from '../../kernel/language.ts';
import { fill, shortName, showNumber } from '../text.ts';
import type { ReadableView } from './readable.ts';
import { staffWords } from './words/index.ts';

/** Letters of a story above which it is folded, and those of it that are always shown. */
const longStory = 1_500;
const shownOfLong = 300;

/** A long text is folded (partial `staff/story`), so that what stands below it is not out of reach; its beginning shows. */
export function storyView(view: ReadableView, language: Language) {
  const { length } = [...view.text];
  return {
    ...view,
    head: view.isReadable && length > longStory ? shortName(view.text, shownOfLong) : null,
    more: fill(staffWords[language].readAll, { n: showNumber(length, language) }),
  };
}

interface DecisionTexts {
  readonly reasons: string;
  readonly legalBasis: string | null;
  readonly evidence: string | null;
}

/** What a decision says in words, each text under its name. */
export function decisionTexts(
  text: DecisionTexts,
  labels: Readonly<Record<keyof DecisionTexts, string>>,
  language: Language,
) {
  return (['reasons', 'legalBasis', 'evidence'] as const).flatMap((name) => {
    const written = text[name];
    if (written === null) return [];
    const view = storyView({ text: written, isReadable: true, isBroken: false }, language);
    return [{ label: labels[name], ...view }];
  });
}
