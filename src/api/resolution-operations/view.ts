import { z } from 'zod';

import { disputeBundle, disputeList, disputeView } from '../../resolution/index.ts';
import { formatInstant, formatInstantOrNull } from '../instants.ts';
import { operation, type Operation } from '../operation.ts';
import { instant, receipt } from '../shapes.ts';
import { dispute, present } from './dispute-shape.ts';
import { canonical, caseParams, stage } from './kit.ts';

const bundle = z
  .object({ bundle: z.unknown().describe('All that a later body may see') })
  .meta({ id: 'DisputeBundle' });

const listed = z
  .object({
    reference: z.string(),
    level: z.string(),
    mode: z.string(),
    stage,
    openedAt: instant,
    dueAt: instant.nullable(),
    limitAt: instant.nullable(),
    overdue: z.boolean(),
    nextSessionAt: instant.nullable(),
    youSit: z.boolean(),
  })
  .meta({ id: 'ListedDispute' });

/** Reading a dispute. */
export const viewOperations: readonly Operation[] = [
  operation({
    method: 'GET',
    path: '/disputes',
    id: 'listDisputes',
    tag: 'Disputes',
    summary:
      'Disputes of your office, or those in which you sit, the most urgent first; or the sealed ones of your office',
    permission: { action: 'resolution.conduct' },
    audit: { none: 'A work list; nothing of a matter is read' },
    request: {
      query: z.object({
        view: z.enum(['office', 'mine', 'archive']).default('office'),
        limit: z.coerce.number().int().min(1).max(200).default(100),
      }),
    },
    response: { 200: z.object({ items: z.array(listed) }) },
    async handler({ actor, query, services }) {
      const items = await services.perform(actor, disputeList, query);
      return {
        status: 200,
        body: {
          items: items.map((of) => ({
            ...of,
            openedAt: formatInstant(of.openedAt),
            dueAt: formatInstantOrNull(of.dueAt),
            limitAt: formatInstantOrNull(of.limitAt),
            nextSessionAt: formatInstantOrNull(of.nextSessionAt),
          })),
        },
      };
    },
  }),
  operation({
    method: 'GET',
    path: '/cases/{reference}/dispute',
    id: 'viewDispute',
    tag: 'Disputes',
    summary: 'The dispute of a case',
    permission: { action: 'case.read' },
    audit: { none: 'As reading the case' },
    request: { params: caseParams },
    response: { 200: dispute },
    refusals: { 404: 'No such case or dispute, or none that you may know of' },
    async handler({ actor, params, services, language }) {
      const view = await services.perform(actor, disputeView, canonical(params.reference));
      return { status: 200, body: present(view, language) };
    },
  }),
  operation({
    method: 'POST',
    path: '/complaints/{reference}/dispute',
    id: 'followDispute',
    tag: 'Disputes',
    summary: 'The dispute as the complainant sees it',
    permission: 'receipt',
    audit: { none: 'The complainant reads their own' },
    limit: 'lookup',
    request: { params: caseParams, body: z.strictObject({ receipt }) },
    response: { 200: dispute },
    refusals: { 404: 'Reference and receipt do not match, or there is no dispute' },
    async handler({ actor, params, services, language }) {
      const view = await services.perform(actor, disputeView, canonical(params.reference));
      return { status: 200, body: present(view, language) };
    },
  }),
  operation({
    method: 'GET',
    path: '/cases/{reference}/dispute/bundle',
    id: 'bundleDispute',
    tag: 'Disputes',
    summary: 'The bundle for whoever decides later',
    description: 'Without notes of neutrals, what was said in separate sessions, and offers made without prejudice.',
    permission: { action: 'case.read' },
    audit: 'dispute.bundled',
    request: { params: caseParams },
    response: { 200: bundle },
    refusals: { 404: 'No such case or dispute, or none that you may know of' },
    async handler({ actor, params, services }) {
      return {
        status: 200,
        body: { bundle: await services.perform(actor, disputeBundle, canonical(params.reference)) },
      };
    },
  }),
];
