import type { Language } from '../../../kernel/language.ts';
import { en } from './en.ts';
import type { Words } from './en.ts';
import { km } from './km.ts';

export type { Words as DisputeWords } from './en.ts';

/** Words of dispute files that several pages share, in both languages. */
export const disputeWords: Readonly<Record<Language, Words>> = { km, en };
