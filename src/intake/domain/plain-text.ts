/** Why a text cannot be kept, or null. */
export type TextFault = 'contains_nul' | 'contains_broken_character';

/** NUL, which PostgreSQL cannot store, and halves of characters, which no UTF-8 text can hold, are refused by name. */
export function textFault(text: string): TextFault | null {
  if (text.includes('\u0000')) return 'contains_nul';
  return text.isWellFormed() ? null : 'contains_broken_character';
}

const lineEnds = /\r\n?|[\u0085\u2028\u2029]/g;
/** Controls but the newline, and marks that turn the direction of writing or say nothing (byte order, soft hyphen). */
const unwanted = /[\u0001-\u0009\u000b-\u001f\u007f-\u009f\u00ad\u202a-\u202e\u2066-\u2069\ufeff]/g;
const ends = /^[\s\u200b-\u200d\u2060]+|[\s\u200b-\u200d\u2060]+$/gu;

/**
 * The text as it is kept: NFC, controls removed, nothing blank at the ends. Zero-width spaces inside stay: Khmer marks words
 * with them.
 * @param lines whether newlines stay; in a single-line field they become spaces
 */
export function plainText(text: string, lines: 'many' | 'one'): string {
  const broken = text.replace(lineEnds, '\n').replaceAll('\t', ' ');
  return (lines === 'many' ? broken : broken.replaceAll('\n', ' '))
    .replace(unwanted, '')
    .normalize('NFC')
    .replace(ends, '');
}

/** Characters as people count them in a limit: Unicode code points. */
export function countCharacters(text: string): number {
  let count = 0;
  for (let i = 0; i < text.length; i += 1) {
    const unit = text.charCodeAt(i);
    if (unit < 0xdc00 || unit > 0xdfff) count += 1;
  }
  return count;
}
