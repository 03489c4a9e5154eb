import { z } from 'zod';

import {
  attachmentsOf,
  findCase,
  messagesOf,
  partiesOf,
  remediesOf,
  timelineOf,
  type PartyView,
} from '../../cases/index.ts';
import type { Work } from '../../platform/work.ts';
import { deadlinesOf } from '../../sla/index.ts';
import { formatInstant, formatInstantOrNull } from '../instants.ts';
import { operation, type Operation } from '../operation.ts';
import { deadline, deadlineOf, instant } from '../shapes.ts';
import { presentRemedy, remedy } from './decision-shapes.ts';
import { canonical, caseParams, textOf, unreadable, whyUnreadable } from './shapes.ts';

const common = {
  method: 'GET',
  tag: 'Cases',
  permission: { action: 'case.read' },
  audit: 'case.read',
  request: { params: caseParams },
  refusals: { 404: 'No such case, or none that you may know of' },
} as const;

function all<Item extends z.ZodType>(item: Item) {
  return z.object({ items: z.array(item) });
}

const by = z.object({
  kind: z.enum(['staff', 'complainant', 'system']),
  name: z.string().nullable(),
  office: z.string().nullable(),
});
const entry = z.object({ at: instant, kind: z.string(), text: z.string(), by }).meta({ id: 'TimelineEntry' });
const message = z
  .object({
    id: z.string(),
    kind: z.enum(['question', 'reply', 'note', 'answer']),
    internal: z.boolean().describe('A note for staff alone'),
    at: instant,
    from: by,
    text: z.string().nullable(),
    unreadable,
    replyDueAt: instant.nullable(),
  })
  .meta({ id: 'Message' });
const party = z
  .object({
    side: z.enum(['complainant', 'representative', 'about']),
    kind: z.string(),
    office: z.string().nullable(),
    details: z.record(z.string(), z.unknown()).nullable(),
    unreadable,
  })
  .meta({ id: 'Party' });
const attachment = z
  .object({
    id: z.string(),
    side: z.enum(['complainant', 'staff']),
    name: z.string().nullable(),
    unreadable,
    mediaType: z.string(),
    bytes: z.number().int(),
    addedAt: instant,
    state: z
      .enum(['kept', 'waiting', 'refused'])
      .describe(
        'Only what is kept can be fetched; waiting: for the virus scanner; refused: something harmful was found',
      ),
  })
  .meta({ id: 'Attachment' });

async function readDeadlines(work: Work, reference: string) {
  return deadlinesOf(work, (await findCase(work, reference)).id);
}

function presentParty(of: PartyView): z.output<typeof party> {
  const details = textOf<object>(of.details);
  return {
    side: of.side,
    kind: of.kind,
    office: of.office,
    details: details && { ...details },
    unreadable: whyUnreadable(of.details),
  };
}

/** The parts of a case. */
export const casePartOperations: readonly Operation[] = [
  operation({
    ...common,
    path: '/cases/{reference}/timeline',
    id: 'readTimeline',
    summary: 'What happened to a case',
    response: { 200: all(entry) },
    async handler({ actor, params, services, language }) {
      const found = await services.perform(actor, timelineOf, canonical(params.reference));
      return {
        status: 200,
        body: {
          items: found.map((of) => ({ at: formatInstant(of.at), kind: of.kind, text: of.text[language], by: of.by })),
        },
      };
    },
  }),
  operation({
    ...common,
    path: '/cases/{reference}/deadlines',
    id: 'readDeadlines',
    summary: 'The deadlines of a case, and why',
    audit: { none: 'dates and rules alone' },
    response: { 200: all(deadline) },
    async handler({ actor, params, services, language }) {
      const found = await services.perform(actor, readDeadlines, canonical(params.reference));
      return { status: 200, body: { items: found.map((of) => deadlineOf(of, language)) } };
    },
  }),
  operation({
    ...common,
    path: '/cases/{reference}/messages',
    id: 'readMessages',
    summary: 'Messages and notes of a case',
    response: { 200: all(message) },
    async handler({ actor, params, services }) {
      const found = await services.perform(actor, messagesOf, canonical(params.reference));
      return {
        status: 200,
        body: {
          items: found.map((of) => ({
            id: of.id,
            kind: of.kind,
            internal: of.internal,
            at: formatInstant(of.at),
            from: of.from,
            text: textOf(of.text),
            unreadable: whyUnreadable(of.text),
            replyDueAt: formatInstantOrNull(of.replyDueAt),
          })),
        },
      };
    },
  }),
  operation({
    ...common,
    path: '/cases/{reference}/parties',
    id: 'readParties',
    summary: 'The parties of a case',
    response: { 200: all(party) },
    async handler({ actor, params, services }) {
      const found = await services.perform(actor, partiesOf, canonical(params.reference));
      return { status: 200, body: { items: found.map(presentParty) } };
    },
  }),
  operation({
    ...common,
    path: '/cases/{reference}/attachments',
    id: 'readAttachments',
    summary: 'What was attached to a case',
    response: { 200: all(attachment) },
    async handler({ actor, params, services }) {
      const found = await services.perform(actor, attachmentsOf, canonical(params.reference));
      return {
        status: 200,
        body: {
          items: found.map((of) => ({
            id: of.id,
            side: of.side,
            name: textOf(of.name),
            unreadable: whyUnreadable(of.name),
            mediaType: of.mediaType,
            bytes: of.bytes,
            addedAt: formatInstant(of.addedAt),
            state: of.state,
          })),
        },
      };
    },
  }),
  operation({
    ...common,
    path: '/cases/{reference}/remedies',
    id: 'readRemedies',
    summary: 'Remedies ordered in a case, and how far they are',
    response: { 200: all(remedy) },
    async handler({ actor, params, services, language, now }) {
      const found = await services.perform(actor, remediesOf, canonical(params.reference));
      const book = await services.book();
      return { status: 200, body: { items: found.map((of) => presentRemedy(of, book, now, language)) } };
    },
  }),
];
