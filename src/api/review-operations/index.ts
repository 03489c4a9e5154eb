import type { Operation } from '../operation.ts';
import { panelActs } from './acts.ts';
import { panelReads } from './reads.ts';

/** The review panel of the last body of social assistance: three decide, nobody alone. */
export const reviewOperations: readonly Operation[] = [...panelReads, ...panelActs];
