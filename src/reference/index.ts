/** The front door of the reference area: all that other areas may import. */
export type * from './domain/types.ts';
export type { ReferenceBook } from './domain/reference-book.ts';
