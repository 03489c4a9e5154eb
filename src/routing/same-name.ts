const zeroWidth = /[\u00ad\u200b-\u200f\u2060\ufeff]/gu;
const separators = /[^\p{L}\p{M}\p{N}]+/u;
/** Forms of address that people write before a name. */
const honorifics: ReadonlySet<string> = new Set([
  'លោក',
  'លោកស្រី',
  'អ្នកស្រី',
  'អ្នកនាង',
  'កញ្ញា',
  'ឯកឧត្តម',
  'លោកជំទាវ',
  'mr',
  'mrs',
  'ms',
  'miss',
  'dr',
]);

/**
 * The words of a name as they are compared: NFC, zero-width characters gone, subscript DA written as TA (they look the
 * same), case folded, forms of address gone. Empty for a text without letters.
 */
function wordsOf(name: string): string[] {
  return name
    .normalize('NFC')
    .replace(zeroWidth, '')
    .replaceAll('\u17d2\u178a', '\u17d2\u178f')
    .toLowerCase()
    .split(separators)
    .filter((word) => word !== '' && !honorifics.has(word));
}

/**
 * Whether two names are the same person's, as far as the writing goes: the same words in whatever order (Latin names are
 * written both ways), or the same letters with the spaces out (Khmer names are). A name without letters is nobody's.
 */
export function isSameName(one: string, other: string): boolean {
  const a = wordsOf(one);
  const b = wordsOf(other);
  if (a.length === 0 || b.length === 0) return false;
  return a.join('') === b.join('') || a.toSorted().join(' ') === b.toSorted().join(' ');
}
