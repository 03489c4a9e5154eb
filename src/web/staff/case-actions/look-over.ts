import type { FieldView, ItemsView, TextareaView } from '../../fields.ts';
import { fill, localDigits } from '../../text.ts';
import type { Language } from '../../../kernel/language.ts';
import type { NoticePreview } from '../../../notifications/index.ts';
import { staffWords, word } from '../words/index.ts';
import type { Strings } from './en.ts';

interface Row {
  readonly key: string;
  readonly values: readonly string[];
  readonly action: null;
}

/** What was typed, once more: each field with its label. */
export function typedRows(fields: readonly FieldView[]): readonly Row[] {
  return fields.flatMap((field) => {
    const values = isItems(field)
      ? field.items.filter((item) => item.checked).map((item) => item.label)
      : isText(field) && field.value !== ''
        ? [field.value]
        : [];
    return values.length === 0 ? [] : [{ key: field.label, values, action: null }];
  });
}

const isItems = (field: FieldView): field is ItemsView => 'items' in field;
const isText = (field: FieldView): field is TextareaView => 'value' in field;

/** The messages that the complainant would get. */
export function presentPreviews(
  previews: readonly NoticePreview[],
  { strings, language }: { readonly strings: Pick<Strings, 'preview'>; readonly language: Language },
) {
  const words = staffWords[language];
  const { preview } = strings;
  return previews.map((each) => ({
    event: word(words.noticeEvents, each.event),
    way:
      each.way.kind === 'nothing'
        ? preview.nothing[each.way.why]
        : fill(each.way.kind === 'send' ? preview.sent : preview.byHand, {
            channel: word(words.noticeChannels, each.way.channel),
            who: word(words.recipients, each.to),
          }),
    parts:
      each.smsParts === null
        ? null
        : fill(each.smsParts === 1 ? preview.onePart : preview.parts, { n: localDigits(each.smsParts, language) }),
    subject: each.subject,
    body: each.body,
    lang: each.language,
    isSent: each.way.kind !== 'nothing',
  }));
}
