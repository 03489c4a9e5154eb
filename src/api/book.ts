import { systemActor } from '../kernel/actor.ts';
import type { Perform } from '../platform/work.ts';
import { currentBook, type ReferenceBook } from '../reference/index.ts';

/** How long a book is used without asking anew. Real time: a cache, not a rule. */
const trustMillis = 2_000;

/** The reference data as it stands, without a transaction for each look. Asked for by many at once, it is read once. */
export function bookReader(perform: Perform): () => ReferenceBook | Promise<ReferenceBook> {
  let book: ReferenceBook | null = null;
  let readAt = 0;
  let underWay: Promise<ReferenceBook> | null = null;
  return () => {
    if (book !== null && performance.now() - readAt < trustMillis) return book;
    underWay ??= perform(systemActor('reference'), currentBook, undefined)
      .then((read) => {
        book = read;
        readAt = performance.now();
        return read;
      })
      .finally(() => {
        underWay = null;
      });
    return underWay;
  };
}
