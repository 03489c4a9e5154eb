import { createHmac } from 'node:crypto';

import { demand, staffOf } from '../../access/index.ts';
import { systemActor } from '../../kernel/actor.ts';
import { InvalidInput, NotFound, type FieldFault } from '../../kernel/errors.ts';
import { isOutgoingUrl, postJson } from '../../platform/outgoing-http.ts';
import type { Perform, Work } from '../../platform/work.ts';
import {
  claimDeliveries,
  endWebhook,
  insertWebhook,
  layDeliveries,
  reviveDeliveries,
  settleDelivery,
  standingWebhooks,
  type Webhook,
} from '../records/webhook-store.ts';
import { webhookEvents } from './webhook-events.ts';

/** Where deliveries may go. */
export interface WebhookReach {
  /** Addresses of this machine and of private networks too, and http: for partners inside one's own walls. */
  readonly allowPrivate: boolean;
}

/** What a receiver proves with that a delivery is ours. Derived, so that it is kept nowhere. */
function secretOf(work: Work, webhookId: string): string {
  return work.vault.lookupHash('form', `webhook|${webhookId}`).toString('base64url');
}

/**
 * Registers a partner system's address. For administrators.
 * @returns the secret its signatures are made with, to be shown once and given to the partner
 * @throws InvalidInput `url`, `events`
 */
export const addWebhook =
  (reach: WebhookReach) =>
  async (
    work: Work,
    input: { readonly url: string; readonly events: readonly string[] },
  ): Promise<{ readonly id: string; readonly secret: string }> => {
    demand(work.actor, 'webhook.manage');
    const faults: FieldFault[] = [];
    const url = input.url.trim();
    if (!isOutgoingUrl(url, reach.allowPrivate)) faults.push({ field: 'url', code: 'url_refused' });
    const known: readonly string[] = webhookEvents;
    const events = [...new Set(input.events)];
    if (events.length === 0 || events.some((each) => !known.includes(each)))
      faults.push({ field: 'events', code: 'choose' });
    if (faults.length > 0) throw new InvalidInput(faults);
    const by = work.actor.kind === 'staff' ? staffOf(work).personId : null;
    const id = await work.elevated('webhooks are laid down by the system', () =>
      insertWebhook(work, { url, events, by }),
    );
    const data = { webhookId: id, host: new URL(url).hostname, events };
    work.record({ event: 'webhook.added', caseId: null, data, announce: false });
    return { id, secret: secretOf(work, id) };
  };

/** Ends one: nothing more is sent, also not what waits. @throws NotFound `not_found.webhook` */
export async function removeWebhook(work: Work, input: { readonly id: string }): Promise<void> {
  demand(work.actor, 'webhook.manage');
  const isGone = await work.elevated('webhooks are laid down by the system', () => endWebhook(work, input.id));
  if (!isGone) throw new NotFound('not_found.webhook');
  work.record({ event: 'webhook.removed', caseId: null, data: { webhookId: input.id }, announce: false });
}

/** Tries again what was given up. */
export async function retryWebhook(work: Work, input: { readonly id: string }): Promise<void> {
  demand(work.actor, 'webhook.manage');
  const count = await work.elevated('webhooks are laid down by the system', () => reviveDeliveries(work, input.id));
  work.record({ event: 'webhook.retried', caseId: null, data: { webhookId: input.id, count }, announce: false });
}

/** Those that stand. */
export async function listWebhooks(work: Work): Promise<readonly Webhook[]> {
  demand(work.actor, 'webhook.manage');
  return work.elevated('counts of deliveries, nothing of the cases', () => standingWebhooks(work));
}

/**
 * Tells partners what happened: event, reference and instant, and nothing else. Signed as `t=<unix seconds>,v1=<hex>`, HMAC
 * SHA-256 of `<t>.<body>`. What cannot be handed over is tried again, eight times over half a day; a delivery may come twice and
 * bears an id to know it by.
 */
export async function sweepWebhooks(services: { readonly perform: Perform }, reach: WebhookReach): Promise<void> {
  const actor = systemActor('webhooks');
  const { perform } = services;
  await perform(actor, layDeliveries, undefined);
  const due = await perform(
    actor,
    async (work) => {
      const claimed = await claimDeliveries(work, 50);
      return claimed.map((each) => ({ ...each, secret: secretOf(work, each.webhookId), now: work.now }));
    },
    undefined,
  );
  for (const { id, url, event, reference, at, secret, now } of due) {
    const body = JSON.stringify({ id, event, reference, at: at.toISOString() });
    const seconds = Math.floor(now.getTime() / 1000);
    const signature = createHmac('sha256', secret).update(`${seconds}.${body}`).digest('hex');
    const fault = await postJson(url, body, { 'samleng-signature': `t=${seconds},v1=${signature}` }, reach);
    await perform(actor, (work) => settleDelivery(work, id, fault), undefined);
  }
}
