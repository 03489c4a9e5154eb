import { z } from 'zod';

import { parseReference } from '../../cases/index.ts';
import { letterKinds, writeLetter } from '../../notifications/index.ts';
import { fileResponse, operation, type Operation } from '../operation.ts';
import { receipt, reference } from '../shapes.ts';

const ofLetter = z.object({
  reference: reference.transform((typed) => parseReference(typed) ?? typed),
  kind: z
    .enum(letterKinds)
    .describe(
      'acknowledgement; information-request: the last question; decision: the last one; escalation: the last move up; ' +
        'regulator-right: the right to go to the Social Security Regulator',
    ),
});
const language = z
  .enum(['km', 'en'])
  .optional()
  .describe('Of the letter. Default: the language asked for, else the one that the complainant chose');
const pdf = fileResponse('The letter (application/pdf), always as an attachment');

/** Letters that people keep, as PDF. */
export const letterOperations: readonly Operation[] = [
  operation({
    method: 'POST',
    path: '/complaints/{reference}/letters/{kind}',
    id: 'fetchOwnLetter',
    tag: 'Complaints',
    summary: 'Fetch a letter of the own complaint',
    permission: 'receipt',
    audit: 'letter.made',
    limit: 'lookup',
    request: { params: ofLetter, body: z.strictObject({ receipt, language }) },
    response: { 200: pdf },
    refusals: { 404: 'Reference and receipt do not match, or there is nothing yet that such a letter could tell' },
    async handler({ actor, params, body, services, ...asked }) {
      const chosen = body.language ?? (asked.languageNamed ? asked.language : null);
      return { status: 200, body: await writeLetter(services, actor, { ...params, language: chosen }) };
    },
  }),
  operation({
    method: 'GET',
    path: '/cases/{reference}/letters/{kind}',
    id: 'fetchLetter',
    tag: 'Cases',
    summary: 'Fetch a letter to the complainant',
    description: 'Not of protected or confidential cases: those letters are for whoever has the receipt.',
    permission: { action: 'case.read' },
    audit: 'letter.made',
    request: { params: ofLetter, query: z.object({ language }) },
    response: { 200: pdf },
    refusals: {
      404: 'No such case, not for this person, or nothing yet that such a letter could tell',
      409: 'The letter is given to the complainant alone: rule.letter_on_request_only',
    },
    async handler({ actor, params, query, services, ...asked }) {
      const chosen = query.language ?? (asked.languageNamed ? asked.language : null);
      return { status: 200, body: await writeLetter(services, actor, { ...params, language: chosen }) };
    },
  }),
];
