import type { Language } from '../../kernel/language.ts';
import { en } from './en.ts';
import type { KitStrings } from './en.ts';
import { km } from './km.ts';

export type { KitStrings } from './en.ts';

/** The kit's own words in both languages. */
export const kitStrings: Readonly<Record<Language, KitStrings>> = { km, en };
