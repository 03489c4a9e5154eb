import type { SamplingRule } from '../domain/types.ts';
import { byDefault } from './instruments.ts';

/** How many ended cases are looked at again. No instrument asks for it: our choice. */
export const samplingRules: readonly SamplingRule[] = [
  { code: 'SECOND-LOOK', version: 1, percent: 5, atLeast: 1, ...byDefault },
];
