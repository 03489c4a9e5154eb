import type { Language } from '../../../kernel/language.ts';
import { en, type PaperWords } from './en.ts';
import { km } from './km.ts';

export type { PaperWords };
export const paperWords: Readonly<Record<Language, PaperWords>> = { km, en };
