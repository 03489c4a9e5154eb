import type { ReferenceBook } from '../../../reference/index.ts';
import type { Language } from '../../../kernel/language.ts';
import { unknownGroup, type Split } from '../../../reporting/index.ts';
import { fill, localDigits } from '../../text.ts';
import { localNames } from '../names.ts';
import { staffWords, word } from '../words/index.ts';
import type { Strings } from './en.ts';

/** The name of a group of a split. */
export function groupNames(
  book: ReferenceBook,
  by: Split | null,
  strings: Strings,
  language: Language,
  now: Date,
): (group: string) => string {
  const names = localNames(book, language, now);
  const words = staffWords[language];
  const severity = (code: string) => book.severities(names.on).find((each) => each.code === code)?.name[language];
  return (group) => {
    if (group === unknownGroup) return strings.groups.unknown;
    switch (by) {
      case 'programme':
        return names.programme(group);
      case 'category':
        return names.category(group);
      case 'province':
      case 'district':
      case 'commune':
        return book.place(group)?.name[language] ?? group;
      case 'channel':
        return word(words.channels, group);
      case 'tier':
        return names.tier(group);
      case 'severity':
        return `${group} – ${severity(group) ?? group}`;
      case 'age':
        return fill(strings.years, { years: localDigits(group.replace('-', '–'), language) });
      case 'sex':
      case 'disability':
        return word(strings.groups, group);
      case null:
        return group;
    }
  };
}
