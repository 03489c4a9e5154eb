/** What partner systems may be told of. Never of a protected case, and never more than that it happened. */
export const webhookEvents = [
  'case.filed',
  'case.acknowledged',
  'information.requested',
  'case.transferred',
  'case.escalated',
  'case.decided',
  'appeal.filed',
  'case.closed',
  'case.reopened',
  'case.withdrawn',
  'remedy.fulfilled',
] as const;

export type WebhookEvent = (typeof webhookEvents)[number];
