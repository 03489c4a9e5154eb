import { foldName } from '../reference/index.ts';
import type { Vault } from '../platform/vault.ts';

/** Pieces of a name that are looked at; a name of 300 characters is not searched to its end. */
const mostGrams = 48;
const separators = /[^\p{L}\p{M}\p{N}\u200b-\u200d]+/u;
/** Latin letters that are written once or twice for the same sound. */
const doubled = /([a-z])\1+/g;

/** Khmer letters and signs that people write for each other or leave out; the left one stands for all of a line. */
const alike: readonly (readonly [string, string])[] = [
  ['\u17b7', '\u17b7\u17b8\u17b9\u17ba'], // i, ii, y, yy
  ['\u17bb', '\u17bb\u17bc'], // u, uu
  ['\u17c2', '\u17c1\u17c2'], // e, ae
  ['\u1793', '\u1793\u178e'], // no, nno
  ['\u179b', '\u179b\u17a1'], // lo, la
  ['', '\u17c6\u17c7\u17c8\u17c9\u17ca\u17cb\u17cc\u17cd\u17ce\u17cf\u17d0\u17d1\u17d2'], // signs, shifters, the sign of a subscript
];
const standsFor = new Map(alike.flatMap(([one, all]) => [...all].map((each) => [each, one] as const)));

/** A word of a name as it sounds, roughly: on top of `foldName`, vowels and letters that are taken for each other are one. */
function folded(word: string): string {
  return [...foldName(word)]
    .map((letter) => standsFor.get(letter) ?? letter)
    .join('')
    .replace(doubled, '$1');
}

/** Pieces of three letters of each word of a name, with its beginning and end; words in the order given. */
function gramsByWord(name: string): readonly (readonly string[])[] {
  const words = name.normalize('NFC').split(separators).map(folded);
  return words
    .filter((word) => word !== '')
    .map((word) => {
      const letters = ['<', ...word, '>'];
      const count = Math.max(1, letters.length - 2);
      return Array.from({ length: count }, (_, at) => letters.slice(at, at + 3).join(''));
    });
}

/** 32 bits of a keyed hash: enough to tell pieces of names apart, too few to tell more. */
function hashed(vault: Vault, gram: string): number {
  return vault.lookupHash('name', gram).readInt32BE(0);
}

/** Under what a case is found by these names: of the complainant, of their representative. */
export function nameHashes(vault: Vault, names: readonly (string | null)[]): readonly number[] {
  const grams = new Set(names.flatMap((name) => (name === null ? [] : gramsByWord(name).flat())));
  return [...grams].slice(0, mostGrams).map((gram) => hashed(vault, gram));
}

/** What somebody typed, as it is looked for. */
export interface NameSought {
  readonly all: readonly number[];
  /** Parts of it: a name that is like it enough has one of these whole. */
  readonly parts: readonly (readonly number[])[];
}

/** Null when there is nothing to look for: fewer than two letters. */
export function nameSought(vault: Vault, typed: string): NameSought | null {
  const words = gramsByWord(typed);
  const first = words[0]?.[0];
  if (first === undefined || (words.length === 1 && words[0]?.length === 1 && [...first].length < 4)) return null;
  const parts = words.flatMap((grams) => {
    if (grams.length < 4) return [grams];
    const half = Math.ceil(grams.length / 2);
    return [grams.slice(0, half), grams.slice(half)];
  });
  const all = new Set(words.flat());
  return {
    all: [...all].slice(0, mostGrams).map((gram) => hashed(vault, gram)),
    parts: parts.slice(0, 8).map((part) => part.map((gram) => hashed(vault, gram))),
  };
}
