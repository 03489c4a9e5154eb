import { z } from 'zod';

import { handling } from '../../escalation/index.ts';
import { neededText } from '../../intake/index.ts';
import { formatInstant, formatInstantOrNull } from '../instants.ts';
import { noContent, operation, type Operation } from '../operation.ts';
import { instant } from '../shapes.ts';
import { canonical, caseParams, textOf, unreadable, whyUnreadable } from './shapes.ts';

const waiting = z
  .object({
    id: z.string(),
    reference: z.string(),
    person: z.object({ id: z.string(), name: z.string().nullable() }),
    at: instant,
    expiresAt: instant,
    reason: z.string().nullable(),
    unreadable,
    kind: z.enum(['case', 'identity']).describe('Access to a case, or a look at a confidential identity'),
    reviewBy: instant.nullable(),
    overdue: z.boolean(),
  })
  .meta({ id: 'EmergencyAccess' });

/** Emergency access, and its review by a second person. */
export const breakGlassOperations: readonly Operation[] = [
  operation({
    method: 'POST',
    path: '/cases/{reference}/break-glass',
    id: 'breakGlass',
    tag: 'Cases',
    summary: 'Take emergency access to a case',
    description:
      'To read it for four hours. It is announced, every read leaves a trace, and a second person reviews it.',
    permission: { action: 'break_glass.request' },
    audit: 'break_glass.opened',
    limit: 'search',
    request: {
      params: caseParams,
      body: z.strictObject({ reason: neededText(2_000, 'many', 'Why it cannot wait') }),
    },
    response: { 201: z.object({ id: z.string(), expiresAt: instant }) },
    refusals: { 404: 'No such case, or none that you may know of', 409: 'You see the case already' },
    async handler({ actor, params, body, services }) {
      const { id, expiresAt } = await services.perform(actor, handling.breakGlass, {
        reference: canonical(params.reference),
        reason: body.reason,
      });
      return { status: 201, body: { id, expiresAt: formatInstant(expiresAt) } };
    },
  }),
  operation({
    method: 'GET',
    path: '/break-glass',
    id: 'listBreakGlass',
    tag: 'Administration',
    summary: 'Emergency accesses that wait for a second person',
    permission: { action: 'break_glass.review' },
    audit: { none: 'a list of ledger facts with their reasons' },
    response: { 200: z.object({ items: z.array(waiting) }) },
    async handler({ actor, services }) {
      const found = await services.perform(actor, handling.breakGlassToReview, undefined);
      return {
        status: 200,
        body: {
          items: found.map((of) => ({
            id: of.id,
            reference: of.reference,
            person: { id: of.personId, name: of.person },
            at: formatInstant(of.at),
            expiresAt: formatInstant(of.expiresAt),
            reason: textOf(of.reason),
            unreadable: whyUnreadable(of.reason),
            kind: of.kind,
            reviewBy: formatInstantOrNull(of.reviewDueAt),
            overdue: of.isOverdue,
          })),
        },
      };
    },
  }),
  operation({
    method: 'POST',
    path: '/break-glass/{id}/review',
    id: 'reviewBreakGlass',
    tag: 'Administration',
    summary: 'Say whether an emergency access was justified',
    description: 'Nobody reviews their own. Found unjustified, the access ends at once.',
    permission: { action: 'break_glass.review' },
    audit: 'break_glass.reviewed',
    request: {
      params: z.object({ id: z.uuid() }),
      body: z.strictObject({ verdict: z.enum(['justified', 'not_justified']) }),
    },
    response: { 204: noContent },
    refusals: { 404: 'No such access waits for a review' },
    async handler({ actor, params, body, services }) {
      await services.perform(actor, handling.reviewBreakGlass, { id: params.id, verdict: body.verdict });
      return { status: 204, body: undefined };
    },
  }),
];
