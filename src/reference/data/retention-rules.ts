import type { RetentionRule } from '../domain/types.ts';
import { byDefault } from './instruments.ts';

/** How long content is kept. No instrument is known: our choice, so that a claim of five years can still be proved. */
export const retentionRules: readonly RetentionRule[] = [
  { code: 'RETAIN', categories: null, isForProtected: false, years: 5, ...byDefault },
  { code: 'RETAIN-PROTECTED', categories: null, isForProtected: true, years: 10, ...byDefault },
  { code: 'RETAIN-INFORMATION', categories: ['INF', 'SUG'], isForProtected: false, years: 1, ...byDefault },
  {
    code: 'RETAIN-LASTING-BENEFITS',
    categories: ['PEN-ELG', 'PEN-CMP', 'PEN-SRV', 'ORI-CLM', 'ORI-DEG'],
    isForProtected: false,
    years: 10,
    ...byDefault,
  },
];
