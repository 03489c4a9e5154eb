import type { Strings } from './en.ts';

export const km: Strings = { title: 'សេវាចូលប្រើរួម' };
