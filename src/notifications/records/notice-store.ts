import type { Work } from '../../platform/work.ts';
import type { Language } from '../../kernel/language.ts';
import type { NoticeState, Settled } from '../domain/notice-state.ts';
import { isQuiet, mayLeaveAt, urgentTemplates } from '../domain/quiet-hours.ts';
import { instant } from './instant.ts';
import type { NoticeChannel, NoticeTables } from './tables.ts';

export interface NewNotice {
  readonly id: string;
  readonly factId: string;
  readonly caseId: string;
  readonly event: string;
  readonly template: string;
  readonly channel: NoticeChannel;
  readonly recipient: string;
  readonly personId: string | null;
  readonly language: Language;
  readonly sealedAddress: Buffer;
  readonly sealedSubject: Buffer | null;
  readonly sealedBody: Buffer;
  /** A calendar file that goes along. */
  readonly sealedCalendar?: Buffer | null;
  readonly smsParts: number | null;
  readonly state: 'queued' | 'by_hand';
}

/** Keeps notices; one that is there already for the same fact, channel and recipient stays as it is. Returns the ids of new ones. */
export async function addNotices(work: Work, notices: readonly NewNotice[]): Promise<string[]> {
  if (notices.length === 0) return [];
  const rows = await work
    .db<NoticeTables>()
    .insertInto('notice')
    .values(
      notices.map((notice) => ({
        id: notice.id,
        fact_id: notice.factId,
        case_id: notice.caseId,
        event: notice.event,
        template: notice.template,
        channel: notice.channel,
        recipient: notice.recipient,
        person_id: notice.personId,
        language: notice.language,
        sealed_address: notice.sealedAddress,
        sealed_subject: notice.sealedSubject,
        sealed_body: notice.sealedBody,
        sealed_calendar: notice.sealedCalendar ?? null,
        sms_parts: notice.smsParts,
        state: notice.state,
        attempts: 0,
        next_attempt_at: notice.state === 'queued' ? mayLeaveAt(notice, work.now) : null,
        created_at: work.now,
      })),
    )
    .onConflict((conflict) => conflict.columns(['fact_id', 'channel', 'recipient']).doNothing())
    .returning('id')
    .execute();
  return rows.map((row) => row.id);
}

/** What a worker holds while it sends. */
export interface ClaimedNotice {
  readonly id: string;
  readonly caseId: string;
  readonly channel: NoticeChannel;
  readonly attempt: number;
  /** Tells this attempt from any other. */
  readonly claimedAt: Date;
  readonly sealedAddress: Uint8Array;
  readonly sealedSubject: Uint8Array | null;
  readonly sealedBody: Uint8Array;
  readonly sealedCalendar: Uint8Array | null;
}

const claimColumns = [
  'id',
  'case_id',
  'channel',
  'attempts',
  'sealed_address',
  'sealed_subject',
  'sealed_body',
  'sealed_calendar',
] as const;

/**
 * Takes a waiting notice for sending: the one named, or the one that has waited longest. Null when there is none or another
 * worker has it.
 */
export async function takeWaiting(work: Work, id: string | null): Promise<ClaimedNotice | null> {
  let waiting = work
    .db<NoticeTables>()
    .selectFrom('notice')
    .select(claimColumns)
    .where('state', 'in', ['queued', 'failed'])
    .where('next_attempt_at', '<=', work.now);
  if (isQuiet(work.now))
    waiting = waiting.where((of) => of.or([of('channel', '<>', 'sms'), of('template', 'in', [...urgentTemplates])]));
  if (id !== null) waiting = waiting.where('id', '=', id);
  const row = await waiting
    .orderBy('next_attempt_at')
    .orderBy('id')
    .limit(1)
    .forUpdate()
    .skipLocked()
    .executeTakeFirst();
  if (!row?.case_id) return null;
  const attempt = row.attempts + 1;
  await work
    .db<NoticeTables>()
    .updateTable('notice')
    .set({ state: 'sending', attempts: attempt, claimed_at: work.now, next_attempt_at: null })
    .where('id', '=', row.id)
    .execute();
  return {
    id: row.id,
    caseId: row.case_id,
    channel: row.channel,
    attempt,
    claimedAt: work.now,
    sealedAddress: row.sealed_address,
    sealedSubject: row.sealed_subject,
    sealedBody: row.sealed_body,
    sealedCalendar: row.sealed_calendar,
  };
}

/** Writes down what became of an attempt. False when the notice is no longer in that attempt (it was given up meanwhile). */
export async function writeSettled(work: Work, id: string, claimedAt: Date, settled: Settled): Promise<boolean> {
  const result = await work
    .db<NoticeTables>()
    .updateTable('notice')
    .set({
      state: settled.state,
      last_error: settled.reason,
      provider_id: settled.providerId,
      next_attempt_at: settled.retryInMs === null ? null : new Date(work.now.getTime() + settled.retryInMs),
      sent_at: settled.state === 'sent' ? work.now : null,
    })
    .where('id', '=', id)
    .where('claimed_at', '=', claimedAt)
    // An attempt given up as uncertain whose answer came late after all is no longer uncertain.
    .where((of) =>
      of.or([of('state', '=', 'sending'), of.and([of('state', '=', 'uncertain'), of('last_error', '=', leaseLost)])]),
    )
    .executeTakeFirst();
  return result.numUpdatedRows > 0n;
}

/** Why a notice is uncertain whose worker never came back. */
const leaseLost = 'worker.lost';

/** What a gateway reports about a notice that it took. */
export interface DeliveryReport {
  /** Our id of the notice, or the one that the gateway gave it. */
  readonly id: string;
  readonly state: 'delivered' | 'returned';
}

/**
 * Writes down that a message arrived, or came back: only of one that was sent, so that saying it twice changes nothing.
 * @returns the fact that it was about, or null when nothing changed
 */
export async function writeDelivery(
  work: Work,
  report: DeliveryReport,
): Promise<{ readonly id: string; readonly caseId: string | null; readonly factId: string } | null> {
  const isOurs = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(report.id);
  const row = await work
    .db<NoticeTables>()
    .updateTable('notice')
    .set(
      report.state === 'delivered'
        ? { state: 'delivered', delivered_at: work.now }
        : { state: 'dead', last_error: 'returned' },
    )
    .where('state', '=', 'sent')
    .where((of) =>
      isOurs ? of.or([of('id', '=', report.id), of('provider_id', '=', report.id)]) : of('provider_id', '=', report.id),
    )
    .returning(['id', 'case_id', 'fact_id'])
    .executeTakeFirst();
  return row ? { id: row.id, caseId: row.case_id, factId: row.fact_id } : null;
}

/** The message of a dispute that a fact announced; null for other facts. */
export async function messageOfFact(work: Work, factId: string): Promise<string | null> {
  const row = await work
    .db<NoticeTables>()
    .selectFrom('outbox')
    .select('data')
    .where('fact_id', '=', factId)
    .where('event', '=', 'dispute.message')
    .executeTakeFirst();
  const id = row?.data['messageId'];
  return typeof id === 'string' ? id : null;
}

/** Notices claimed before `before` by workers that never came back become uncertain. Returns how many. */
export async function giveUpClaims(work: Work, before: Date): Promise<number> {
  const result = await work
    .db<NoticeTables>()
    .updateTable('notice')
    .set({ state: 'uncertain', last_error: leaseLost })
    .where('state', '=', 'sending')
    .where('claimed_at', '<', before)
    .executeTakeFirst();
  return Number(result.numUpdatedRows);
}

/** Locks a notice for a person's decision; null when the actor may not see it. */
export async function lockNotice(
  work: Work,
  id: string,
): Promise<{
  readonly id: string;
  readonly caseId: string | null;
  readonly state: NoticeState;
  readonly channel: NoticeChannel;
} | null> {
  const row = await work
    .db<NoticeTables>()
    .selectFrom('notice')
    .select(['id', 'case_id', 'state', 'channel'])
    .where('id', '=', id)
    .forUpdate()
    .executeTakeFirst();
  return row ? { id: row.id, caseId: row.case_id, state: row.state, channel: row.channel } : null;
}

/** Back in the queue with all its attempts before it. */
export async function requeue(work: Work, id: string): Promise<void> {
  await work
    .db<NoticeTables>()
    .updateTable('notice')
    .set({ state: 'queued', attempts: 0, next_attempt_at: work.now, last_error: null, claimed_at: null })
    .where('id', '=', id)
    .execute();
}

/** Somebody said it. */
export async function markTold(work: Work, id: string, personId: string): Promise<void> {
  await work
    .db<NoticeTables>()
    .updateTable('notice')
    .set({ state: 'told', told_by: personId, told_at: work.now })
    .where('id', '=', id)
    .execute();
}

/** How far the mail room is behind. */
export async function mailRoomBacklog(
  work: Work,
): Promise<{ facts: number; oldestFactAt: Date | null; waiting: number; dead: number; uncertain: number }> {
  const db = work.db<NoticeTables>();
  const facts = await db
    .selectFrom('outbox')
    .where('composed_at', 'is', null)
    .select((of) => [of.fn.countAll<string>().as('n'), of.fn.min('at').as('oldest')])
    .executeTakeFirstOrThrow();
  const states = await db
    .selectFrom('notice')
    .where('state', 'in', ['queued', 'failed', 'dead', 'uncertain'])
    .groupBy('state')
    .select((of) => ['state', of.fn.countAll<string>().as('n')])
    .execute();
  const count = (...which: NoticeState[]): number =>
    states.filter((each) => which.includes(each.state)).reduce((sum, each) => sum + Number(each.n), 0);
  return {
    facts: Number(facts.n),
    oldestFactAt: facts.oldest === null ? null : instant(facts.oldest),
    waiting: count('queued', 'failed'),
    dead: count('dead'),
    uncertain: count('uncertain'),
  };
}
