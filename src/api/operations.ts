import type { Operation } from './operation.ts';
import { publicOperations } from './public/index.ts';
import { resolutionOperations } from './resolution-operations/index.ts';
import { reportingOperations } from './reporting-operations/index.ts';
import { reviewOperations } from './review-operations/index.ts';
import { staffOperations } from './staff-operations/index.ts';

/** Every operation of the API: router, document and authorization tests are made from this list. */
export const operations: readonly Operation[] = [
  ...publicOperations,
  ...staffOperations,
  ...resolutionOperations,
  ...reviewOperations,
  ...reportingOperations,
];
