import type { Work } from '../../platform/work.ts';
import { mayReadContent } from '../policy.ts';
import { instant, instantOrNull } from '../records/instant.ts';
import type { MessageKind } from '../records/message-store.ts';
import { openText, withheld, type Readable } from '../records/sealed.ts';
import type { CaseTables } from '../records/tables.ts';
import { personNames } from './person-names.ts';
import { openForReading } from './record-read.ts';

export interface MessageView {
  readonly id: string;
  readonly kind: MessageKind;
  /** For staff only. */
  readonly internal: boolean;
  readonly at: Date;
  readonly from: {
    readonly kind: 'staff' | 'complainant' | 'system';
    /** Colleagues see who wrote; the complainant sees the office. */
    readonly name: string | null;
    readonly office: string | null;
  };
  readonly text: Readable<string>;
  readonly replyDueAt: Date | null;
}

/**
 * Messages of a case, oldest first: with notes for staff, without for the complainant.
 * @throws NotFound
 */
export async function messagesOf(work: Work, reference: string): Promise<readonly MessageView[]> {
  const { id } = await openForReading(work, reference, 'messages');
  return readMessages(work, id);
}

/** The same for a case already found. */
export async function readMessages(work: Work, caseId: string): Promise<readonly MessageView[]> {
  const isStaff = work.actor.kind === 'staff';
  let query = work.db<CaseTables>().selectFrom('case_message').selectAll().where('case_id', '=', caseId);
  if (work.actor.kind === 'complainant') query = query.where('internal', '=', false);
  const rows = await query.orderBy('created_at').orderBy('id').execute();
  const names = isStaff
    ? await personNames(
        work,
        rows.map((row) => row.author_id),
      )
    : new Map<string, string>();
  return Promise.all(
    rows.map(async (row) => ({
      id: row.id,
      kind: row.kind,
      internal: row.internal,
      at: instant(row.created_at),
      from: {
        kind: row.author_kind as 'staff' | 'complainant' | 'system',
        name: (row.author_id && names.get(row.author_id)) ?? null,
        office: row.office,
      },
      text: mayReadContent(work.actor) ? await openText(work, caseId, `message:${row.id}`, row.sealed) : withheld,
      replyDueAt: instantOrNull(row.reply_due_at),
    })),
  );
}
