/** Longest run of letters without a place to break that fits every column of a letter. */
const longestRun = 24;
const zeroWidthSpace = '\u200b';
const wordJoiner = '\u2060';

/**
 * A text that somebody typed, fit for paper on one line: no control or direction-changing characters (they could make it
 * read other than it is), and a possible line break in runs that no line could hold. Nothing visible changes: what the
 * letters mean to a typesetter is not looked at, because text reaches it as data only.
 */
export function oneLine(text: string): string {
  return breakable(printable(text).replace(/\s+/g, ' ').trim());
}

/** The same with its paragraphs; empty lines between them are left out. */
export function paragraphsOf(text: string): readonly string[] {
  return printable(text)
    .split('\n')
    .map((line) => breakable(line.replace(/[\t ]+/g, ' ').trim()))
    .filter((line) => line !== '');
}

function printable(text: string): string {
  return (
    text
      .normalize('NFC')
      .replace(/\r\n?|[\u0085\u2028\u2029]/g, '\n')
      // Controls but tab and line feed, soft hyphens, direction marks and overrides, byte order marks, unpaired surrogates.
      .replace(/(?![\t\n])\p{Cc}|[\u00ad\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff]|\p{Cs}/gu, '')
  );
}

/**
 * No line begins with what ends a sentence or repeats a word: Khmer stops stay with the word before them.
 * Works on every text of a letter, ours and typed.
 */
export function withStopsKept(text: string): string {
  return text.replace(/(?<=[^\s\u2060])(?=[\u17d4-\u17da])/gu, wordJoiner);
}

/** Khmer is broken between words by the typesetter; what it takes for one word may still be longer than a line. */
function breakable(text: string): string {
  return text.replace(/[^\s\u200b]{25,}/gu, (run) => {
    if (/^[\u1780-\u17ff]+$/u.test(run) && !/(.)\1{9}/u.test(run)) return run;
    return khmerAware(run);
  });
}

/** Breaks go between characters as people see them, never inside a Khmer cluster. */
function khmerAware(run: string): string {
  let since = 0;
  let made = '';
  for (const { segment } of new Intl.Segmenter('km', { granularity: 'grapheme' }).segment(run)) {
    const joins = made.endsWith('\u17d2') || /^[\u17b4-\u17d3\u17dd]/u.test(segment);
    if (since >= longestRun && !joins) {
      made += zeroWidthSpace;
      since = 0;
    }
    made += segment;
    since += 1;
  }
  return made;
}
