import type { Operation } from '../operation.ts';
import { administrationOperations } from './administration.ts';
import { breakGlassOperations } from './break-glass.ts';
import { caseActionOperations } from './case-actions.ts';
import { caseListOperations } from './case-list.ts';
import { caseMoveOperations } from './case-moves.ts';
import { casePartOperations } from './case-parts.ts';
import { caseRecordOperations } from './case-record.ts';
import { nextBodyOperations } from './next-body.ts';
import { secondPersonOperations } from './second-person.ts';
import { sessionOperations } from './session.ts';
import { webhookOperations } from './webhooks.ts';

/** What staff use, with a Bearer token. */
export const staffOperations: readonly Operation[] = [
  ...sessionOperations,
  ...caseListOperations,
  ...caseRecordOperations,
  ...casePartOperations,
  ...caseActionOperations,
  ...caseMoveOperations,
  ...nextBodyOperations,
  ...breakGlassOperations,
  ...secondPersonOperations,
  ...administrationOperations,
  ...webhookOperations,
];
