import { createHash, timingSafeEqual } from 'node:crypto';
import type { Request } from 'express';
import { z } from 'zod';

import { systemActor } from '../../kernel/actor.ts';
import { NotFound } from '../../kernel/errors.ts';
import { readDeliveryStatus, reportDelivery } from '../../notifications/index.ts';
import { noContent, operation, type Operation } from '../operation.ts';
import { RequestRefused } from '../problem.ts';
import type { ApiServices } from '../services.ts';

const digest = (text: string): Buffer => createHash('sha256').update(text).digest();

/** Only a gateway that shows our token may report. @throws NotFound where none is set; RequestRefused 401 */
function demandGateway(http: Request, services: ApiServices): void {
  const token = services.deliveryReportToken ?? null;
  if (token === null) throw new NotFound();
  const shown = /^Bearer (.+)$/.exec(http.get('authorization') ?? '')?.[1] ?? '';
  if (!timingSafeEqual(digest(shown), digest(token))) throw new RequestRefused(401, 'unauthenticated');
}

const actor = systemActor('gateway');
const none = { none: 'What became of a message is recorded for the message, not for the asker' };
const refusals = { 401: 'The token of the gateway is not right', 404: 'No token is set: nobody reports here' } as const;

/** What gateways report: that a message arrived, or came back. Said twice it changes nothing; of unknown ones nothing is said. */
export const gatewayOperations: readonly Operation[] = [
  operation({
    method: 'POST',
    path: '/gateways/sms/reports',
    id: 'reportSmsDelivery',
    tag: 'Gateways',
    summary: 'The SMS gateway reports what became of a message',
    permission: 'public',
    audit: none,
    limit: 'gateway',
    request: {
      body: z.object({
        id: z
          .string()
          .min(1)
          .max(200)
          .describe('The id that the message was sent with, or the one the gateway gave it'),
        status: z.enum(['delivered', 'failed', 'undelivered', 'expired', 'rejected']),
      }),
    },
    response: { 204: noContent },
    refusals,
    async handler({ body, services, http }) {
      demandGateway(http, services);
      const state = body.status === 'delivered' ? 'delivered' : 'returned';
      await services.perform(actor, reportDelivery, { id: body.id, state });
      return { status: 204, body: undefined };
    },
  }),
  operation({
    method: 'POST',
    path: '/gateways/mail/reports',
    id: 'reportMailDelivery',
    tag: 'Gateways',
    summary: 'The mail server passes on a delivery status notification',
    description:
      'As it came to the address that e-mail is sent from (RFC 3464). What does not say that a message arrived or came back changes nothing.',
    permission: 'public',
    audit: none,
    limit: 'gateway',
    request: { body: z.object({ notification: z.string().min(1).max(50_000) }) },
    response: { 204: noContent },
    refusals,
    async handler({ body, services, http }) {
      demandGateway(http, services);
      const report = readDeliveryStatus(body.notification);
      if (report) await services.perform(actor, reportDelivery, report);
      return { status: 204, body: undefined };
    },
  }),
];
