import type { Operation } from '../operation.ts';
import { statisticsOperations } from './statistics.ts';

/** Figures, and which cases they leave out. */
export const reportingOperations: readonly Operation[] = statisticsOperations;
