import type { Readable } from '../../cases/index.ts';
import type { Words } from './words/index.ts';

/** A sealed text as a template shows it: what cannot or may not be read is said to be so. */
export interface ReadableView {
  readonly text: string;
  readonly isReadable: boolean;
  readonly isBroken: boolean;
}

export function readableView(of: Readable<string>, words: Words): ReadableView {
  if (of.state === 'readable') return { text: of.value, isReadable: true, isBroken: false };
  const isBroken = of.state === 'undecryptable';
  return { text: isBroken ? words.undecryptable : words.withheld, isReadable: false, isBroken };
}
