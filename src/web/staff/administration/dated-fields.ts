import type { fieldsOf, FieldView } from '../../fields.ts';

interface Words {
  readonly validFrom: string;
  readonly validFromHint: string;
  readonly sourceKm: string;
  readonly sourceEn: string;
}

/** The end of every form that changes reference data: from which day on, and what it rests on in both languages. */
export function datedFields(fields: ReturnType<typeof fieldsOf>, strings: Words, today: string): readonly FieldView[] {
  return [
    fields.text('validFrom', {
      label: strings.validFrom,
      hint: strings.validFromHint,
      value: today,
      type: 'date',
      width: '10',
    }),
    fields.text('source.km', { label: strings.sourceKm }),
    fields.text('source.en', { label: strings.sourceEn }),
  ];
}

/** What a change rests on, as its form told it. */
export function sourceOf(value: { readonly 'source.km': string; readonly 'source.en': string }) {
  return { km: value['source.km'], en: value['source.en'] };
}
