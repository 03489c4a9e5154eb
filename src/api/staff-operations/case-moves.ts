import { z } from 'zod';

import { escalateCase, referralConsents, transferCase } from '../../escalation/index.ts';
import { code, neededText } from '../../intake/index.ts';
import type { Operation } from '../operation.ts';
import { action, as } from './case-actions.ts';
import { version } from './shapes.ts';

const consent = z
  .enum(referralConsents)
  .nullish()
  .describe('Needed for a protected case: given by the complainant, or not asked because of danger');
const reason = neededText(10_000, 'many', 'Why; kept as a note for colleagues');

/** Passing a case on: up the ladder, or to another office of the same tier. */
export const caseMoveOperations: readonly Operation[] = [
  action({
    name: 'escalate',
    id: 'escalateCase',
    summary: 'Pass a case up to the next tier',
    action: 'case.escalate',
    audit: 'case.escalated',
    body: z.strictObject({ reason, consent, version }),
    run: (target, { reason: why, consent: said }) => as(escalateCase, { ...target, reason: why, consent: said }),
  }),
  action({
    name: 'transfer',
    id: 'transferCase',
    summary: 'Pass a case to another office of the same tier',
    description: 'At most three times; then a supervisor decides. Never to an office that the case is about.',
    action: 'case.transfer',
    audit: 'case.transferred',
    body: z.strictObject({ office: code.describe('Code of the office that it belongs to'), reason, consent, version }),
    run: (target, { office, reason: why, consent: said }) =>
      as(transferCase, { ...target, office, reason: why, consent: said }),
  }),
];
