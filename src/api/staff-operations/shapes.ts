import { z } from 'zod';

import { caseActions, statuses, type ActionAnswer, type Readable } from '../../cases/index.ts';
import type { Language } from '../../kernel/language.ts';
import type { ReferenceBook } from '../../reference/index.ts';
import { reference } from '../shapes.ts';

export const caseParams = z.object({ reference });

export { canonical } from '../case-act.ts';

export const version = z
  .number()
  .int()
  .min(1)
  .optional()
  .describe('Version of the case that this rests on: another one now is a conflict that says what changed');

export const status = z.enum(statuses);
export const caseAction = z.enum(caseActions);
export const unreadable = z
  .enum(['undecryptable', 'withheld'])
  .nullable()
  .describe('Why a text is null: it cannot be opened, or it is not for you. Null: nothing is hidden');

/** What every action answers. */
export const acted = z
  .object({ reference: z.string(), status, version: z.number().int().describe('Version of the case afterwards') })
  .meta({ id: 'Acted' });

export function presentActed({ reference: of, status: now, version: at }: ActionAnswer): z.output<typeof acted> {
  return { reference: of, status: now, version: at };
}

/** The text of something sealed, null where it cannot be shown. */
export function textOf<T>(of: Readable<T> | null): T | null {
  return of?.state === 'readable' ? of.value : null;
}

/** Why it cannot be shown, if so. */
export function whyUnreadable(of: Readable<unknown> | null): z.output<typeof unreadable> {
  return of === null || of.state === 'readable' ? null : of.state;
}

export const named = z.object({ code: z.string(), name: z.string() }).meta({ id: 'Named' });

/** Codes with their names in the language asked for; a code that is no longer known stands for itself. */
export function namesIn(book: ReferenceBook, on: string, language: Language) {
  const say = (code: string, name: { km: string; en: string } | undefined) => ({
    code,
    name: name?.[language] ?? code,
  });
  return {
    office: (code: string) => say(code, book.office(code)?.name),
    programme: (code: string) => say(code, book.programme(code, on)?.name),
    category: (code: string) => say(code, book.category(code, on)?.name),
    place: (code: string) => say(code, book.place(code)?.name),
    outcome: (tier: string, code: string) => say(code, book.outcome(tier, code, on)?.name),
    remedy: (code: string) => say(code, book.remedy(code, on)?.name),
  };
}
