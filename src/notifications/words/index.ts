import type { Language } from '../../kernel/language.ts';
import { en, type NoticeWords } from './en.ts';
import { km } from './km.ts';

export type { NoticeWords };

export const words: Readonly<Record<Language, NoticeWords>> = { km, en };
