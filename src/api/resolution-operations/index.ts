import type { Operation } from '../operation.ts';
import { fileOperations } from './file.ts';
import { neutralOperations } from './neutrals.ts';
import { outcomeOperations } from './outcome.ts';
import { ownOperations } from './own.ts';
import { paperOperations } from './papers.ts';
import { representativeOperations } from './representatives.ts';
import { sessionOperations } from './sessions.ts';
import { viewOperations } from './view.ts';

/** Disputes: for staff with a Bearer token, and for the complainant with reference and receipt. */
export const resolutionOperations: readonly Operation[] = [
  ...viewOperations,
  ...fileOperations,
  ...representativeOperations,
  ...neutralOperations,
  ...sessionOperations,
  ...outcomeOperations,
  ...ownOperations,
  ...paperOperations,
];
