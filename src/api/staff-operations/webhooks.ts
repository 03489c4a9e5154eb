import { z } from 'zod';

import { addWebhook, listWebhooks, removeWebhook, webhookEvents } from '../../notifications/index.ts';
import { formatInstant } from '../instants.ts';
import { noContent, operation, type Operation } from '../operation.ts';
import { instant } from '../shapes.ts';

const events = z.array(z.enum(webhookEvents)).min(1).max(webhookEvents.length);

const webhook = z
  .object({
    id: z.string(),
    url: z.string(),
    events: z.array(z.string()),
    createdAt: instant,
    waiting: z.int().describe('Deliveries that wait'),
    dead: z.int().describe('Deliveries that were given up after eight tries'),
  })
  .meta({ id: 'Webhook' });

/** Partner systems that are told, by reference alone, that something happened to a case. */
export const webhookOperations: readonly Operation[] = [
  operation({
    method: 'GET',
    path: '/webhooks',
    id: 'listWebhooks',
    tag: 'Administration',
    summary: 'Partner systems that are told what happens',
    permission: { action: 'webhook.manage' },
    audit: { none: 'addresses and counts' },
    response: { 200: z.object({ items: z.array(webhook) }) },
    async handler({ actor, services }) {
      const found = await services.perform(actor, listWebhooks, undefined);
      const items = found.map(({ lastFault: _fault, ...each }) => ({
        ...each,
        events: [...each.events],
        createdAt: formatInstant(each.createdAt),
      }));
      return { status: 200, body: { items } };
    },
  }),
  operation({
    method: 'POST',
    path: '/webhooks',
    id: 'addWebhook',
    tag: 'Administration',
    summary: 'Tell a partner system what happens',
    description:
      'By https to an address of the open internet. Each delivery holds id, event, reference and instant, never of a protected ' +
      'case, and is signed: Samleng-Signature t=<unix seconds>,v1=<hex HMAC-SHA256 of "<t>.<body>">.',
    permission: { action: 'webhook.manage' },
    audit: 'webhook.added',
    request: { body: z.strictObject({ url: z.string().min(1).max(2_000), events }) },
    response: { 201: z.object({ id: z.string(), secret: z.string().describe('Shown once') }) },
    async handler({ actor, body, services }) {
      const add = addWebhook({ allowPrivate: services.webhooksAllowPrivate === true });
      return { status: 201, body: { ...(await services.perform(actor, add, body)) } };
    },
  }),
  operation({
    method: 'DELETE',
    path: '/webhooks/{id}',
    id: 'removeWebhook',
    tag: 'Administration',
    summary: 'Tell a partner system nothing more',
    permission: { action: 'webhook.manage' },
    audit: 'webhook.removed',
    request: { params: z.object({ id: z.uuid() }) },
    response: { 204: noContent },
    refusals: { 404: 'No such partner system' },
    async handler({ actor, params, services }) {
      await services.perform(actor, removeWebhook, params);
      return { status: 204, body: undefined };
    },
  }),
];
