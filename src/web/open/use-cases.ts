import { systemActor } from '../../kernel/actor.ts';
import type { Perform } from '../../platform/work.ts';
import type { ReferenceBook } from '../../reference/index.ts';
import { publishedFigures } from '../../reporting/index.ts';
import type { OpenUseCases } from './services.ts';

/** Joins the pages that publish something to the program. */
export function openUseCases(parts: {
  readonly perform: Perform;
  book(): ReferenceBook | Promise<ReferenceBook>;
}): OpenUseCases {
  return {
    book: async () => parts.book(),
    published: (asked) => parts.perform(systemActor('published figures'), publishedFigures, asked),
  };
}
