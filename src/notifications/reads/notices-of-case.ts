import { NotFound } from '../../kernel/errors.ts';
import type { Language } from '../../kernel/language.ts';
import type { Work } from '../../platform/work.ts';
import { openText, visibleCases, type Readable } from '../../cases/index.ts';
import { noticeField } from '../domain/notice-field.ts';
import type { NoticeState } from '../domain/notice-state.ts';
import { instant, instantOrNull } from '../records/instant.ts';
import type { NoticeChannel, NoticeTables } from '../records/tables.ts';

/** Whom a message is to. `party`: another party of the dispute. */
export type Addressee = 'complainant' | 'representative' | 'party' | 'staff';

/** Whom `recipient` of a notice stands for. */
export function addressee(recipient: string): Addressee {
  if (recipient === 'complainant' || recipient === 'representative') return recipient;
  return recipient.startsWith('party:') ? 'party' : 'staff';
}

/** How a message about a case fares. No address and no text. */
export interface NoticeDelivery {
  readonly id: string;
  readonly event: string;
  readonly channel: NoticeChannel;
  readonly to: Addressee;
  readonly language: Language;
  readonly state: NoticeState;
  readonly attempts: number;
  readonly smsParts: number | null;
  readonly at: Date;
  readonly nextAttemptAt: Date | null;
  readonly sentAt: Date | null;
  /** When the gateway said that it had arrived; null where it says nothing. */
  readonly deliveredAt: Date | null;
  readonly toldAt: Date | null;
  readonly lastError: string | null;
}

/**
 * The messages about a case, oldest first. A complainant sees those to them and their representative.
 * @throws NotFound when the actor may not see the case
 */
export async function noticesOfCase(work: Work, caseId: string): Promise<NoticeDelivery[]> {
  const db = work.db<NoticeTables>();
  const seen = await db
    .selectFrom('case_file')
    .select('id')
    .where('id', '=', caseId)
    .where(visibleCases(work.actor, work.now))
    .executeTakeFirst();
  if (!seen) throw new NotFound('not_found.case');
  let notices = db
    .selectFrom('notice')
    .select([
      'id',
      'event',
      'channel',
      'recipient',
      'language',
      'state',
      'attempts',
      'sms_parts',
      'created_at',
      'next_attempt_at',
      'sent_at',
      'delivered_at',
      'told_at',
      'last_error',
    ])
    .where('case_id', '=', caseId);
  if (work.actor.kind === 'complainant') notices = notices.where('recipient', 'in', ['complainant', 'representative']);
  const rows = await notices.orderBy('created_at').orderBy('id').execute();
  return rows.map((row) => ({
    id: row.id,
    event: row.event,
    channel: row.channel,
    to: addressee(row.recipient),
    language: row.language,
    state: row.state,
    attempts: row.attempts,
    smsParts: row.sms_parts,
    at: instant(row.created_at),
    nextAttemptAt: instantOrNull(row.next_attempt_at),
    sentAt: instantOrNull(row.sent_at),
    deliveredAt: instantOrNull(row.delivered_at),
    toldAt: instantOrNull(row.told_at),
    lastError: row.last_error,
  }));
}

/** Something that an office is to say to a complainant. */
export interface NoticeToTell {
  readonly id: string;
  readonly reference: string;
  readonly event: string;
  readonly channel: 'voice' | 'in_person';
  readonly language: Language;
  readonly text: Readable<string>;
  readonly at: Date;
}

/** What the actor's office still has to say by voice or in person about the cases it holds, oldest first. */
export async function noticesToTell(work: Work, limit = 50): Promise<NoticeToTell[]> {
  const { actor } = work;
  if (actor.kind !== 'staff') return [];
  const rows = await work
    .db<NoticeTables>()
    .selectFrom('notice')
    .innerJoin('case_file', 'case_file.id', 'notice.case_id')
    .select([
      'notice.id',
      'notice.case_id',
      'notice.event',
      'notice.channel',
      'notice.language',
      'notice.sealed_body',
      'notice.created_at',
      'case_file.reference',
    ])
    .where('notice.state', '=', 'by_hand')
    .where('case_file.held_office', '=', actor.office)
    .where(visibleCases(actor, work.now))
    .orderBy('notice.created_at')
    .orderBy('notice.id')
    .limit(limit)
    .execute();
  const found: NoticeToTell[] = [];
  for (const row of rows) {
    if (row.case_id === null || (row.channel !== 'voice' && row.channel !== 'in_person')) continue;
    found.push({
      id: row.id,
      reference: row.reference,
      event: row.event,
      channel: row.channel,
      language: row.language,
      text: await openText(work, row.case_id, noticeField(row.id, 'body'), row.sealed_body),
      at: instant(row.created_at),
    });
  }
  return found;
}

/** The reference of the case that a notice is about, when the actor sees it; else null. */
export async function caseOfNotice(work: Work, noticeId: string): Promise<string | null> {
  const row = await work
    .db<NoticeTables>()
    .selectFrom('notice')
    .innerJoin('case_file', 'case_file.id', 'notice.case_id')
    .select('case_file.reference')
    .where('notice.id', '=', noticeId)
    .where(visibleCases(work.actor, work.now))
    .executeTakeFirst();
  return row?.reference ?? null;
}
