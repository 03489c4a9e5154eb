import { addressee, type Addressee } from './notices-of-case.ts';
import { InvalidInput } from '../../kernel/errors.ts';
import type { Language } from '../../kernel/language.ts';
import type { Work } from '../../platform/work.ts';
import { demand } from '../../access/index.ts';
import { openText } from '../../cases/index.ts';
import { noticeField } from '../domain/notice-field.ts';
import type { NoticeState } from '../domain/notice-state.ts';
import { instant, instantOrNull } from '../records/instant.ts';
import type { NoticeChannel, NoticeTables } from '../records/tables.ts';

export interface OutboxQuery {
  readonly limit: number;
  readonly cursor: string | null;
  readonly state: NoticeState | null;
}

/** A message whole. What can no longer be opened is null. */
export interface OutboxItem {
  readonly id: string;
  readonly channel: NoticeChannel;
  readonly recipient: string | null;
  readonly subject: string | null;
  readonly body: string | null;
  readonly language: Language;
  readonly state: NoticeState;
  readonly event: string;
  readonly reference: string | null;
  readonly at: Date;
}

/** A message that a person must decide about. Without address and text: administrators do not read what is sent. */
export interface DeadNotice {
  readonly id: string;
  readonly channel: NoticeChannel;
  readonly to: Addressee;
  readonly event: string;
  readonly state: 'dead' | 'uncertain';
  readonly attempts: number;
  readonly reason: string | null;
  readonly at: Date;
  readonly claimedAt: Date | null;
}

/**
 * Every message, newest first, with address and text: for somebody who tries the system out. Never to be served in
 * production, which is for the door to see to.
 * @throws Forbidden for all but administrators; InvalidInput when the cursor is not one of ours
 */
export async function listOutbox(
  work: Work,
  query: OutboxQuery,
): Promise<{ items: OutboxItem[]; nextCursor: string | null }> {
  demand(work.actor, 'outbox.read');
  const after = query.cursor === null ? null : readCursor(query.cursor);
  const limit = clamp(query.limit);
  return work.elevated('administrators see no cases; this list is for trying the system out', async () => {
    let notices = work
      .db<NoticeTables>()
      .selectFrom('notice')
      .leftJoin('case_file', 'case_file.id', 'notice.case_id')
      .select([
        'notice.id',
        'notice.case_id',
        'notice.channel',
        'notice.language',
        'notice.state',
        'notice.event',
        'notice.sealed_address',
        'notice.sealed_subject',
        'notice.sealed_body',
        'notice.created_at',
        'case_file.reference',
      ]);
    if (query.state) notices = notices.where('notice.state', '=', query.state);
    if (after) {
      notices = notices.where((of) =>
        of.or([
          of('notice.created_at', '<', after.at),
          of.and([of('notice.created_at', '=', after.at), of('notice.id', '<', after.id)]),
        ]),
      );
    }
    const rows = await notices
      .orderBy('notice.created_at', 'desc')
      .orderBy('notice.id', 'desc')
      .limit(limit + 1)
      .execute();
    const items: OutboxItem[] = [];
    for (const row of rows.slice(0, limit)) {
      const open = async (part: 'address' | 'subject' | 'body', sealed: Uint8Array | null): Promise<string | null> => {
        if (!sealed || row.case_id === null) return null;
        const opened = await openText(work, row.case_id, noticeField(row.id, part), sealed);
        return opened.state === 'readable' ? opened.value : null;
      };
      items.push({
        id: row.id,
        channel: row.channel,
        recipient: await open('address', row.sealed_address),
        subject: await open('subject', row.sealed_subject),
        body: await open('body', row.sealed_body),
        language: row.language,
        state: row.state,
        event: row.event,
        reference: row.reference,
        at: instant(row.created_at),
      });
    }
    return { items, nextCursor: nextCursor(rows.length > limit, items.at(-1)) };
  });
}

/**
 * The dead-letter list: messages that were refused, tried too often, or of which nobody knows whether they went out; newest
 * first.
 * @throws Forbidden for all but administrators; InvalidInput when the cursor is not one of ours
 */
export async function listDeadNotices(
  work: Work,
  query: { readonly limit: number; readonly cursor: string | null },
): Promise<{ items: DeadNotice[]; nextCursor: string | null }> {
  demand(work.actor, 'outbox.resend');
  const after = query.cursor === null ? null : readCursor(query.cursor);
  const limit = clamp(query.limit);
  return work.elevated('administrators see no cases, but which messages could not be sent', async () => {
    let notices = work
      .db<NoticeTables>()
      .selectFrom('notice')
      .select(['id', 'channel', 'recipient', 'event', 'state', 'attempts', 'last_error', 'created_at', 'claimed_at'])
      .where('state', 'in', ['dead', 'uncertain']);
    if (after) {
      notices = notices.where((of) =>
        of.or([of('created_at', '<', after.at), of.and([of('created_at', '=', after.at), of('id', '<', after.id)])]),
      );
    }
    const rows = await notices
      .orderBy('created_at', 'desc')
      .orderBy('id', 'desc')
      .limit(limit + 1)
      .execute();
    const items = rows.slice(0, limit).map((row): DeadNotice => ({
      id: row.id,
      channel: row.channel,
      to: addressee(row.recipient),
      event: row.event,
      state: row.state === 'uncertain' ? 'uncertain' : 'dead',
      attempts: row.attempts,
      reason: row.last_error,
      at: instant(row.created_at),
      claimedAt: instantOrNull(row.claimed_at),
    }));
    return { items, nextCursor: nextCursor(rows.length > limit, items.at(-1)) };
  });
}

function clamp(limit: number): number {
  return Math.min(Math.max(Math.trunc(limit), 1), 200);
}

function nextCursor(more: boolean, last: { readonly at: Date; readonly id: string } | undefined): string | null {
  return more && last ? Buffer.from(`${last.at.toISOString()}|${last.id}`, 'utf8').toString('base64url') : null;
}

function readCursor(cursor: string): { at: Date; id: string } {
  const [at, id] = Buffer.from(cursor, 'base64url').toString('utf8').split('|');
  const instantAt = new Date(at ?? '');
  if (Number.isNaN(instantAt.getTime()) || !/^[0-9a-f-]{36}$/.test(id ?? ''))
    throw new InvalidInput([{ field: 'cursor', code: 'cursor' }]);
  return { at: instantAt, id: id ?? '' };
}
