import { newId } from '../../kernel/ids.ts';
import type { Work } from '../../platform/work.ts';
import { maxAttempts, retryDelayMs } from '../domain/retry.ts';

/** A partner system that is told. */
export interface Webhook {
  readonly id: string;
  readonly url: string;
  readonly events: readonly string[];
  readonly createdAt: Date;
  readonly waiting: number;
  readonly dead: number;
  readonly lastFault: string | null;
}

/** One thing to be told. */
export interface Delivery {
  readonly id: string;
  readonly webhookId: string;
  readonly url: string;
  readonly event: string;
  readonly reference: string;
  readonly at: Date;
}

/** Facts younger than this may still be preceded by one that commits later. */
const settled = `interval '5 minutes'`;

/** Deliveries laid down at a time. */
const most = 500;

export async function insertWebhook(
  work: Work,
  hook: { readonly url: string; readonly events: readonly string[]; readonly by: string | null },
): Promise<string> {
  const id = newId();
  await work.em.execute(
    `insert into webhook (id, url, events, position, created_by, created_at)
     values (?, ?, string_to_array(?, ','), coalesce((select max(id) from outbox), 0), ?, ?)`,
    [id, hook.url, hook.events.join(','), hook.by, work.now],
  );
  return id;
}

/** @returns false when there is none that stands */
export async function endWebhook(work: Work, id: string): Promise<boolean> {
  const rows = await work.em.execute<object[]>(
    'update webhook set ended_at = ? where id = ? and ended_at is null returning id',
    [work.now, id],
  );
  return rows.length === 1;
}

/** Those that stand, oldest first, with what waits and what was given up. */
export async function standingWebhooks(work: Work): Promise<Webhook[]> {
  const rows = await work.em.execute<
    {
      id: string;
      url: string;
      events: string[];
      created_at: string;
      waiting: string;
      dead: string;
      fault: string | null;
    }[]
  >(
    `select w.id, w.url, w.events, w.created_at,
       (select count(*) from webhook_delivery d where d.webhook_id = w.id and d.state = 'queued') as waiting,
       (select count(*) from webhook_delivery d where d.webhook_id = w.id and d.state = 'dead') as dead,
       (select d.last_fault from webhook_delivery d where d.webhook_id = w.id and d.state <> 'sent' and d.last_fault is not null
        order by d.at desc limit 1) as fault
     from webhook w where w.ended_at is null order by w.created_at, w.id`,
  );
  return rows.map((row) => ({
    id: row.id,
    url: row.url,
    events: row.events,
    createdAt: new Date(row.created_at),
    waiting: Number(row.waiting),
    dead: Number(row.dead),
    lastFault: row.fault,
  }));
}

/** Lays down a delivery for each fact that a partner wants to hear of. Protected cases are told to nobody. */
export async function layDeliveries(work: Work): Promise<void> {
  const laid = await work.em.execute<object[]>(
    `insert into webhook_delivery (id, webhook_id, fact_id, case_id, event, at, state, next_at)
     select gen_random_uuid(), w.id, o.fact_id, o.case_id, o.event, o.at, 'queued', ?
     from webhook w join outbox o on o.id > w.position and o.event = any (w.events)
     join case_file c on c.id = o.case_id and not c.protected
     where w.ended_at is null
       and not exists (select 1 from webhook_delivery d where d.webhook_id = w.id and d.fact_id = o.fact_id)
     order by o.id limit ${most}
     on conflict (webhook_id, fact_id) do nothing returning id`,
    [work.now],
  );
  if (laid.length === most) return;
  await work.em.execute(
    `update webhook set position = greatest(position, coalesce(
       (select id from outbox where at < ?::timestamptz - ${settled} order by id desc limit 1), 0))
     where ended_at is null`,
    [work.now],
  );
}

/** Takes what is due, and puts its next try off, so that nobody else takes it meanwhile. */
export async function claimDeliveries(work: Work, limit: number): Promise<Delivery[]> {
  const rows = await work.em.execute<
    { id: string; webhook_id: string; url: string; event: string; reference: string; at: string; attempts: number }[]
  >(
    `select d.id, d.webhook_id, w.url, d.event, c.reference, d.at, d.attempts
     from webhook_delivery d join webhook w on w.id = d.webhook_id and w.ended_at is null
     join case_file c on c.id = d.case_id and not c.protected
     where d.state = 'queued' and d.next_at <= ? order by d.next_at, d.id limit ${limit} for update of d skip locked`,
    [work.now],
  );
  for (const row of rows) {
    const nextAt = new Date(work.now.getTime() + retryDelayMs(row.attempts + 1, Math.random()));
    await work.em.execute('update webhook_delivery set attempts = attempts + 1, next_at = ? where id = ?', [
      nextAt,
      row.id,
    ]);
  }
  return rows.map((row) => ({
    id: row.id,
    webhookId: row.webhook_id,
    url: row.url,
    event: row.event,
    reference: row.reference,
    at: new Date(row.at),
  }));
}

/** What became of a try; after the last one it is given up, and an administrator sees it. */
export async function settleDelivery(work: Work, id: string, fault: string | null): Promise<void> {
  await work.em.execute(
    fault === null
      ? `update webhook_delivery set state = 'sent', sent_at = ?, last_fault = null where id = ?`
      : `update webhook_delivery set last_fault = ?, state = case when attempts >= ${maxAttempts} then 'dead' else 'queued' end
         where id = ? and state = 'queued'`,
    [fault ?? work.now, id],
  );
}

/** What was given up is tried again from the start. @returns how many */
export async function reviveDeliveries(work: Work, webhookId: string): Promise<number> {
  const rows = await work.em.execute<object[]>(
    `update webhook_delivery set state = 'queued', attempts = 0, next_at = ? where webhook_id = ? and state = 'dead' returning id`,
    [work.now, webhookId],
  );
  return rows.length;
}
