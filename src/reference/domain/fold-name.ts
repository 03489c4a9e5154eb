const zeroWidth = /[\u00AD\u200B-\u200F\u2060\uFEFF]/g;
const combining = /[\u0300-\u036F]/g;
const khmerMarks = /(?:\u17D2[\u1780-\u17B3]|[\u17B6-\u17D1\u17D3\u17DD])+/g;
const oneMark = /\u17D2[\u1780-\u17B3]|[\u17B6-\u17D1\u17D3\u17DD]/g;
const notSearched = /[^\p{L}\p{M}\p{N}]+/gu;

/** Khmer digits as Latin ones; everything else as it is. */
export function latinDigits(text: string): string {
  return text.replace(/[\u17E0-\u17E9]/g, (digit) => String(digit.charCodeAt(0) - 0x17e0));
}

/** Where a mark stands after its consonant: subscripts (RO last), shifters, vowels, other signs. */
function markOrder(mark: string): number {
  if (mark.startsWith('\u17D2')) return mark === '\u17D2\u179A' ? 1 : 0;
  const code = mark.charCodeAt(0);
  if (code === 0x17c9 || code === 0x17ca) return 2;
  return code <= 0x17c5 ? 3 : 4;
}

/**
 * The key under which two spellings of a Khmer or Latin name meet: NFC, zero-width characters gone, subscript DA written as
 * TA (they look the same), marks after a consonant in one order, digits Latin, case, accents, spaces and punctuation gone.
 */
export function foldName(text: string): string {
  return latinDigits(text)
    .normalize('NFD')
    .replace(combining, '')
    .normalize('NFC')
    .toLowerCase()
    .replace(zeroWidth, '')
    .replaceAll('\u17D2\u178A', '\u17D2\u178F')
    .replace(khmerMarks, (run) => {
      const marks = run.match(oneMark) ?? [];
      return marks
        .map((mark, index) => ({ mark, index }))
        .sort((a, b) => markOrder(a.mark) - markOrder(b.mark) || a.index - b.index)
        .map(({ mark }) => mark)
        .join('');
    })
    .replace(notSearched, '');
}
