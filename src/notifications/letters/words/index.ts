import type { Language } from '../../../kernel/language.ts';
import { en, type LetterWords } from './en.ts';
import { km } from './km.ts';

export type { LetterWords };

export const letterWords: Readonly<Record<Language, LetterWords>> = { km, en };
