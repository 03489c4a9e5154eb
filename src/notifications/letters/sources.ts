import type { CaseRecord } from '../../cases/index.ts';
import { NotFound } from '../../kernel/errors.ts';
import type { Bilingual } from '../../kernel/language.ts';
import type { Work } from '../../platform/work.ts';
import type { ReferenceBook } from '../../reference/index.ts';
import type { CaseDeadline } from '../../sla/index.ts';
import type { LetterBody, LetterDue } from './material.ts';

/** What a letter draws on while it is gathered. */
export interface LetterSources {
  readonly work: Work;
  readonly file: CaseRecord;
  readonly book: ReferenceBook;
  /** Today in Phnom Penh. */
  readonly on: string;
  readonly deadlines: readonly CaseDeadline[];
  /** An office named as it may stand on paper. */
  nameOf(office: string): Bilingual;
}

/** The body of a letter, when that happened of which it tells, and the office that writes it. */
export interface Gathered {
  readonly body: LetterBody;
  readonly at: Date;
  readonly office: string;
}

/** There is nothing yet of which such a letter could tell. */
export function noLetter(): never {
  throw new NotFound('not_found.letter');
}

/** A deadline as a letter tells it. */
export function dueOf(clock: CaseDeadline): LetterDue {
  const { kind, dueAt, why, force } = clock;
  return { kind, dueAt, why, force, mayMove: clock.provisional || clock.state === 'paused' };
}
