import { z } from 'zod';

import { peopleAt } from '../../access/index.ts';
import { roles } from '../../kernel/actor.ts';
import { listOutbox } from '../../notifications/index.ts';
import { formatInstant } from '../instants.ts';
import { operation, type Operation } from '../operation.ts';
import { RequestRefused } from '../problem.ts';
import { instant, listOf, listQuery } from '../shapes.ts';

const colleague = z
  .object({
    id: z.string(),
    name: z.string(),
    nameLatin: z.string().nullable(),
    role: z.enum(roles),
    office: z.string(),
  })
  .meta({ id: 'Colleague' });

const noticeStates = [
  'queued',
  'sending',
  'sent',
  'delivered',
  'failed',
  'dead',
  'uncertain',
  'by_hand',
  'told',
] as const;

const notice = z
  .object({
    id: z.string(),
    at: instant,
    channel: z.enum(['sms', 'email', 'voice', 'in_person']),
    recipient: z.string().nullable(),
    subject: z.string().nullable(),
    body: z.string().nullable(),
    language: z.enum(['km', 'en']),
    state: z.enum(noticeStates),
    event: z.string(),
    reference: z.string().nullable(),
  })
  .meta({ id: 'Notice' });

/** People of an office; every message that went out, to try the system out. */
export const administrationOperations: readonly Operation[] = [
  operation({
    method: 'GET',
    path: '/offices/{code}/people',
    id: 'listColleagues',
    tag: 'Administration',
    summary: 'Who works at an office',
    description: 'For people of that office and supervisors of its operator. Never e-mail or telephone.',
    permission: { action: 'office.people.read' },
    audit: { none: 'names of colleagues' },
    request: { params: z.object({ code: z.string().max(40) }) },
    response: { 200: z.object({ items: z.array(colleague) }) },
    refusals: { 404: 'No such office' },
    async handler({ actor, params, services }) {
      const people = await services.perform(actor, peopleAt, params.code);
      return { status: 200, body: { items: people } };
    },
  }),
  operation({
    method: 'GET',
    path: '/outbox',
    id: 'listOutbox',
    tag: 'Administration',
    summary: 'Every message sent, to try the system out',
    description: 'Not in production: there nobody reads what is sent to others.',
    permission: { action: 'outbox.read' },
    audit: { none: 'exists outside production only' },
    request: { query: z.object({ state: z.enum(noticeStates).optional(), ...listQuery }) },
    response: { 200: listOf(notice) },
    async handler({ actor, query, services }) {
      if (!services.sandbox) throw new RequestRefused(404, 'not_found');
      const page = await services.perform(actor, listOutbox, {
        limit: query.limit ?? 100,
        cursor: query.cursor ?? null,
        state: query.state ?? null,
      });
      return {
        status: 200,
        body: { items: page.items.map((of) => ({ ...of, at: formatInstant(of.at) })), nextCursor: page.nextCursor },
      };
    },
  }),
];
