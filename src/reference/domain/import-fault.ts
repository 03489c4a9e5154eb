import type { FieldFault } from '../../kernel/errors.ts';
import type { Bilingual } from '../../kernel/language.ts';

/** What can be wrong with a line of an imported file. `{value}` and `{expected}` are filled in. */
const messages = {
  'import.unreadable': { km: 'អានឯកសារ CSV មិនបាន៖ {value}', en: 'The CSV cannot be read: {value}' },
  'import.empty': { km: 'ឯកសារគ្មានទិន្នន័យ', en: 'The file holds no rows' },
  'import.missing_column': { km: 'ខ្វះជួរឈរ {value}', en: 'Column {value} is missing' },
  'import.column_count': {
    km: 'ចំនួនជួរឈរ {value} មិនត្រូវនឹង {expected}',
    en: '{value} columns where {expected} are expected',
  },
  'import.missing_value': { km: 'ខ្វះតម្លៃ', en: 'The value is missing' },
  'import.code_digits': { km: 'លេខកូដ «{value}» ត្រូវមានតែលេខ', en: 'Code "{value}" must be digits only' },
  'import.code_length': {
    km: 'លេខកូដ «{value}» ត្រូវមាន ២ ៤ ៦ ឬ ៨ ខ្ទង់ (ប្រហែលបាត់លេខ ០ ខាងមុខ)',
    en: 'Code "{value}" must have 2, 4, 6 or 8 digits (a leading zero may be lost)',
  },
  'import.unknown_level': { km: 'ថ្នាក់ «{value}» មិនស្គាល់', en: 'Level "{value}" is unknown' },
  'import.level_mismatch': {
    km: 'លេខកូដនេះជាថ្នាក់ {expected} មិនមែន «{value}»',
    en: 'A code of this length is a {expected}, not "{value}"',
  },
  'import.duplicate_code': {
    km: 'លេខកូដ «{value}» ស្ទួននឹងបន្ទាត់ {expected}',
    en: 'Code "{value}" is already on line {expected}',
  },
  'import.parent_mismatch': {
    km: 'មេ «{value}» មិនត្រូវនឹងលេខកូដ៖ ត្រូវជា {expected}',
    en: 'Parent "{value}" does not fit the code: expected {expected}',
  },
  'import.missing_parent': {
    km: 'គ្មានមេ {value} ក្នុងឯកសារ ឬក្នុងប្រព័ន្ធ',
    en: 'Parent {value} is neither in the file nor in the system',
  },
  'import.name_too_long': { km: 'ឈ្មោះវែងជាង {expected} តួអក្សរ', en: 'The name is longer than {expected} characters' },
  'import.bad_character': { km: 'មានតួអក្សរខូច', en: 'Contains damaged characters' },
  'import.bad_date': {
    km: 'កាលបរិច្ឆេទ «{value}» មិនត្រឹមត្រូវ (ឆ្នាំ-ខែ-ថ្ងៃ)',
    en: 'Date "{value}" is not a day written YYYY-MM-DD',
  },
  'import.year_out_of_range': {
    km: 'ឆ្នាំនៃ «{value}» ហួសពីរយៈ {expected}',
    en: 'The year of "{value}" is outside {expected}',
  },
  'import.duplicate_date': {
    km: 'កាលបរិច្ឆេទ {value} ស្ទួននឹងបន្ទាត់ {expected}',
    en: 'Date {value} is already on line {expected}',
  },
} as const satisfies Record<string, Bilingual>;

export type ImportFaultCode = keyof typeof messages;

/** A fault of one field of one line; lines count from 1, the header being line 1. */
export function importFault(
  line: number,
  field: string,
  code: ImportFaultCode,
  value = '',
  expected: string | number = '',
): FieldFault {
  return { field: `lines.${line}.${field}`, code, params: { line, field, value: value.slice(0, 80), expected } };
}

/** The fault in words, e.g. `Line 12, parent: ...`. Codes that are not of an import answer with themselves. */
export function importFaultText(fault: FieldFault): Bilingual {
  const template = messages[fault.code as ImportFaultCode] as Bilingual | undefined;
  const params = fault.params ?? {};
  const fill = (text: string): string => text.replace(/\{(\w+)\}/g, (_whole, key: string) => String(params[key] ?? ''));
  if (!template) return { km: fault.code, en: fault.code };
  const { line = '', field = '' } = params;
  return { km: `បន្ទាត់ ${line}, ${field}៖ ${fill(template.km)}`, en: `Line ${line}, ${field}: ${fill(template.en)}` };
}

/** A line of a file: its number and its values by column. */
export interface FileLine {
  readonly line: number;
  readonly values: Readonly<Record<string, string>>;
}

/** Whether a text holds the replacement character or control characters: a file in another encoding. */
export function isDamaged(text: string): boolean {
  return /[\uFFFD\u0000-\u0008\u000B\u000C\u000E-\u001F]/.test(text);
}
