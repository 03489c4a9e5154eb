import type { Operation } from '../operation.ts';
import { attachmentOperations } from './attachments.ts';
import { filingOperations } from './filing.ts';
import { followOperations } from './follow.ts';
import { gatewayOperations } from './gateways.ts';
import { proofOperations } from './proof.ts';
import { letterOperations } from './letters.ts';
import { referenceOperations } from './reference.ts';

/** What complainants and partners use, and taking complaints in. The filing itself comes first: it is the hot path. */
export const publicOperations: readonly Operation[] = [
  ...filingOperations,
  ...followOperations,
  ...attachmentOperations,
  ...letterOperations,
  ...proofOperations,
  ...referenceOperations,
  ...gatewayOperations,
];
