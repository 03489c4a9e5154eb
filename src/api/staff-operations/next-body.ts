import { z } from 'zod';

import { appealOrSendBack } from '../../escalation/index.ts';
import { operation, type Operation } from '../operation.ts';
import {
  filedAnswers,
  filingBody,
  filingGiven,
  filingRefusals,
  filingRepresentative,
  presentFiled,
} from '../next-body.ts';
import { canonical, caseParams } from './shapes.ts';

/** An officer files with the next body for whoever cannot or does not want to do it alone. */
export const nextBodyOperations: readonly Operation[] = [
  operation({
    method: 'POST',
    path: '/cases/{reference}/appeal',
    id: 'appealForParty',
    tag: 'Cases',
    summary: 'File with the next body for the party, or for a representative with a mandate',
    description: 'Makes a new case, linked to this one, with fresh people. The receipt of the party opens it.',
    permission: { action: 'case.reply_on_behalf' },
    audit: 'appeal.filed',
    request: {
      params: caseParams,
      body: z.strictObject({ ...filingBody, representative: filingRepresentative.nullish() }),
    },
    response: filedAnswers,
    refusals: { 404: 'No such case, or none that you may know of', ...filingRefusals },
    async handler({ actor, params, body, services, language }) {
      const input = { reference: canonical(params.reference), ...filingGiven(body) };
      return presentFiled(await services.perform(actor, appealOrSendBack, input), language);
    },
  }),
];
