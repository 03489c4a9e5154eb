import { z } from 'zod';

import { systemActor } from '../../kernel/actor.ts';
import { NotFound } from '../../kernel/errors.ts';
import { fetchPaper } from '../../notifications/index.ts';
import { disputePapers, paperKinds, paperOfMark, type PaperListed } from '../../resolution/index.ts';
import { formatInstant } from '../instants.ts';
import { fileResponse, operation, type Operation } from '../operation.ts';
import { instant, receipt } from '../shapes.ts';
import { canonical, caseParams, id, withId } from './kit.ts';

const kind = z.enum(paperKinds);
const papers = z
  .object({
    items: z.array(
      z.object({
        id,
        kind,
        at: instant,
        copies: z
          .array(z.object({ party: id.nullable().describe('Null: the copy of the office'), language: z.string() }))
          .describe('Those that you may fetch'),
      }),
    ),
  })
  .meta({ id: 'DisputePapers' });
const language = z.enum(['km', 'en']).optional().describe('Default: the language of whoever’s copy it is');
const pdf = fileResponse('The paper (application/pdf), always as an attachment');

const present = (all: readonly PaperListed[]): z.output<typeof papers> => ({
  items: all.map((of) => ({ id: of.id, kind: of.kind, at: formatInstant(of.at), copies: [...of.copies] })),
});

/** Certified papers: the outcome as it was issued, certificates, referrals; each copy with a mark of its own. */
export const paperOperations: readonly Operation[] = [
  operation({
    method: 'GET',
    path: '/cases/{reference}/dispute/papers',
    id: 'listDisputePapers',
    tag: 'Disputes',
    summary: 'Certified papers of a case',
    permission: { action: 'case.read' },
    audit: { none: 'Which papers there are; fetching one is recorded' },
    request: { params: caseParams },
    response: { 200: papers },
    refusals: { 404: 'No such case, or none that you may know of' },
    async handler({ actor, params, services }) {
      return { status: 200, body: present(await services.perform(actor, disputePapers, canonical(params.reference))) };
    },
  }),
  operation({
    method: 'GET',
    path: '/cases/{reference}/dispute/papers/{paper}',
    id: 'fetchDisputePaper',
    tag: 'Disputes',
    summary: 'Fetch a copy of a certified paper',
    permission: { action: 'case.read' },
    audit: 'dispute.paper_fetched',
    request: {
      params: withId('paper'),
      query: z.object({ party: id.optional().describe('Whose copy; default: the office’s'), language }),
    },
    response: { 200: pdf },
    refusals: { 404: 'No such case or paper, or none for you' },
    async handler({ actor, params, query, services }) {
      const asked = {
        reference: canonical(String(params['reference'])),
        id: String(params['paper']),
        party: query.party ?? null,
        language: query.language ?? null,
      };
      return { status: 200, body: await fetchPaper(services, actor, asked) };
    },
  }),
  operation({
    method: 'POST',
    path: '/complaints/{reference}/dispute/papers',
    id: 'listOwnPapers',
    tag: 'Disputes',
    summary: 'Certified papers of your dispute',
    permission: 'receipt',
    audit: { none: 'The complainant reads their own case' },
    limit: 'lookup',
    request: { params: caseParams, body: z.strictObject({ receipt }) },
    response: { 200: papers },
    refusals: { 404: 'Reference and receipt do not match' },
    async handler({ actor, params, services }) {
      return { status: 200, body: present(await services.perform(actor, disputePapers, canonical(params.reference))) };
    },
  }),
  operation({
    method: 'POST',
    path: '/complaints/{reference}/dispute/papers/{paper}',
    id: 'fetchOwnPaper',
    tag: 'Disputes',
    summary: 'Fetch your copy of a certified paper',
    permission: 'receipt',
    audit: 'dispute.paper_fetched',
    limit: 'lookup',
    request: { params: withId('paper'), body: z.strictObject({ receipt, language }) },
    response: { 200: pdf },
    refusals: { 404: 'No such paper' },
    async handler({ actor, params, body, services }) {
      const asked = {
        reference: canonical(String(params['reference'])),
        id: String(params['paper']),
        party: null,
        language: body.language ?? null,
      };
      return { status: 200, body: await fetchPaper(services, actor, asked) };
    },
  }),
  operation({
    method: 'GET',
    path: '/papers/{mark}',
    id: 'checkPaper',
    tag: 'Disputes',
    summary: 'Whether a certified paper is ours',
    description: 'For whoever holds a copy: its mark stands on it. Says nothing of what the paper says.',
    permission: 'public',
    audit: { none: 'Nothing is told that does not stand on the paper' },
    limit: 'lookup',
    request: { params: z.object({ mark: z.string().max(40) }) },
    response: {
      200: z.object({
        kind,
        reference: z.string(),
        madeAt: instant,
        fileHash: z.string().describe('SHA-256 of the file'),
        termsHash: z.string().nullable().describe('SHA-256 of the terms, as it stands on the paper'),
      }),
    },
    refusals: { 404: 'No paper of ours bears this mark' },
    async handler({ params, services }) {
      const mark = params.mark.trim().toUpperCase();
      const found = await services.perform(systemActor('papers'), paperOfMark, mark);
      if (!found) throw new NotFound('not_found.paper');
      return { status: 200, body: { ...found, madeAt: formatInstant(found.madeAt) } };
    },
  }),
];
