import { z } from 'zod';

import { verifyChains, verifySeals } from '../../access/index.ts';
import type { BreakGlassToReview } from '../../cases/index.ts';
import { handling } from '../../escalation/index.ts';
import { neededText } from '../../intake/index.ts';
import { formatInstant, formatInstantOrNull } from '../instants.ts';
import { noContent, operation, type Operation } from '../operation.ts';
import { instant } from '../shapes.ts';
import { canonical, caseParams, textOf, unreadable, whyUnreadable } from './shapes.ts';

const reason = neededText(2_000, 'many', 'Why');
const noCase = 'No such case, or none that you may know of';

const access = z
  .object({
    id: z.string(),
    kind: z.enum(['case', 'identity']).describe('Emergency access to a case, or a look at a confidential identity'),
    reference: z.string(),
    person: z.object({ id: z.string(), name: z.string().nullable() }),
    at: instant,
    expiresAt: instant,
    reviewBy: instant.nullable(),
    overdue: z.boolean(),
    review: z.object({ by: z.string(), at: instant, verdict: z.enum(['justified', 'not_justified']) }).nullable(),
  })
  .meta({ id: 'SensitiveAccess' });

function presentAccess(of: BreakGlassToReview): z.output<typeof access> {
  return {
    id: of.id,
    kind: of.kind,
    reference: of.reference,
    person: { id: of.personId, name: of.person },
    at: formatInstant(of.at),
    expiresAt: formatInstant(of.expiresAt),
    reviewBy: formatInstantOrNull(of.reviewDueAt),
    overdue: of.isOverdue,
    review: of.review && { ...of.review, at: formatInstant(of.review.at) },
  };
}

const hold = z
  .object({ id: z.string(), reference: z.string(), reason: z.string().nullable(), unreadable, placedAt: instant })
  .meta({ id: 'LegalHold' });

const fault = z.object({
  fault: z.string(),
  seal: z.int().nullable(),
  chain: z.string().nullable(),
  entry: z.int().nullable(),
});

/** Sensitive access beside break-glass, legal holds, and the auditor's check of the ledger. */
export const secondPersonOperations: readonly Operation[] = [
  operation({
    method: 'POST',
    path: '/cases/{reference}/identity',
    id: 'requestIdentity',
    tag: 'Cases',
    summary: 'Ask to see who a confidential complainant is',
    description: 'For whoever handles the case, for four hours. It is announced, and a second person reviews it.',
    permission: { action: 'case.decide' },
    audit: 'identity.requested',
    limit: 'search',
    request: { params: caseParams, body: z.strictObject({ reason }) },
    response: { 201: z.object({ id: z.string(), expiresAt: instant }) },
    refusals: { 404: noCase, 409: 'You see it already, or the content was erased' },
    async handler({ actor, params, body, services }) {
      const { id, expiresAt } = await services.perform(actor, handling.requestIdentity, {
        reference: canonical(params.reference),
        reason: body.reason,
      });
      return { status: 201, body: { id, expiresAt: formatInstant(expiresAt) } };
    },
  }),
  operation({
    method: 'GET',
    path: '/sensitive-access',
    id: 'listSensitiveAccess',
    tag: 'Administration',
    summary: 'Every emergency access and look at an identity, newest first',
    permission: { action: 'ledger.read' },
    audit: { none: 'a list of ledger facts without their reasons' },
    request: { query: z.object({ before: z.iso.datetime({ offset: true }).optional() }) },
    response: { 200: z.object({ items: z.array(access) }) },
    async handler({ actor, query, services }) {
      const before = query.before === undefined ? null : new Date(query.before);
      const found = await services.perform(actor, handling.breakGlassRegister, { before, limit: 200 });
      return { status: 200, body: { items: found.map(presentAccess) } };
    },
  }),
  operation({
    method: 'POST',
    path: '/cases/{reference}/hold',
    id: 'placeHold',
    tag: 'Administration',
    summary: 'Hold a case against erasure',
    permission: { action: 'legal_hold.manage' },
    audit: 'legal_hold.placed',
    limit: 'search',
    request: { params: caseParams, body: z.strictObject({ reason }) },
    response: { 201: z.object({ id: z.string() }) },
    refusals: { 404: noCase, 409: 'The content was erased' },
    async handler({ actor, params, body, services }) {
      const given = { reference: canonical(params.reference), reason: body.reason };
      return { status: 201, body: { ...(await services.perform(actor, handling.placeHold, given)) } };
    },
  }),
  operation({
    method: 'GET',
    path: '/holds',
    id: 'listHolds',
    tag: 'Administration',
    summary: 'Legal holds that stand, oldest first',
    permission: { action: 'legal_hold.manage' },
    audit: { none: 'a list of ledger facts with their reasons' },
    response: { 200: z.object({ items: z.array(hold) }) },
    async handler({ actor, services }) {
      const found = await services.perform(actor, handling.legalHolds, undefined);
      const items = found.map((of) => ({
        id: of.id,
        reference: of.reference,
        reason: textOf(of.reason),
        unreadable: whyUnreadable(of.reason),
        placedAt: formatInstant(of.placedAt),
      }));
      return { status: 200, body: { items } };
    },
  }),
  operation({
    method: 'POST',
    path: '/holds/{id}/lift',
    id: 'liftHold',
    tag: 'Administration',
    summary: 'Lift a legal hold',
    permission: { action: 'legal_hold.manage' },
    audit: 'legal_hold.lifted',
    request: { params: z.object({ id: z.uuid() }), body: z.strictObject({ reason }) },
    response: { 204: noContent },
    refusals: { 404: 'No such hold stands' },
    async handler({ actor, params, body, services }) {
      await services.perform(actor, handling.liftHold, { id: params.id, reason: body.reason });
      return { status: 204, body: undefined };
    },
  }),
  operation({
    method: 'GET',
    path: '/ledger/verification',
    id: 'verifyLedger',
    tag: 'Administration',
    summary: 'Check every chain and every seal of the ledger',
    description: 'Reads the whole ledger: minutes on millions of entries.',
    permission: { action: 'ledger.read' },
    audit: { none: 'reads hashes alone' },
    limit: 'search',
    response: { 200: z.object({ holds: z.boolean(), faults: z.array(fault) }) },
    async handler({ actor, services }) {
      const chains = await services.perform(actor, verifyChains, {});
      const seals = await services.perform(actor, verifySeals, {});
      const faults = [
        ...chains.map((of) => ({ fault: of.fault, seal: null, chain: of.chain, entry: of.seq })),
        ...seals.map((of) => ({ fault: of.fault, seal: of.seal, chain: of.chain, entry: of.seq })),
      ];
      return { status: 200, body: { holds: faults.length === 0, faults } };
    },
  }),
];
