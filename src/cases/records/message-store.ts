import { newId } from '../../kernel/ids.ts';
import type { Work } from '../../platform/work.ts';
import { instant } from './instant.ts';
import { sealText } from './sealed.ts';
import type { CaseTables } from './tables.ts';

export type MessageKind = CaseTables['case_message']['kind'];

/** Keeps a message or note of whoever acts, sealed. @returns its id */
export async function addMessage(
  work: Work,
  of: { readonly caseId: string; readonly kind: MessageKind; readonly internal: boolean; readonly text: string },
): Promise<string> {
  const id = newId();
  const staff = work.actor.kind === 'staff' ? work.actor : null;
  await work
    .db<CaseTables>()
    .insertInto('case_message')
    .values({
      id,
      case_id: of.caseId,
      kind: of.kind,
      internal: of.internal,
      author_kind: work.actor.kind,
      author_id: staff?.personId ?? null,
      office: staff?.office ?? null,
      sealed: await sealText(work, of.caseId, `message:${id}`, of.text),
      reply_due_at: null,
      created_at: work.now,
    })
    .execute();
  return id;
}

/** Sets by when a question to the complainant is to be answered: the clocks know the calendar. */
export async function setReplyDue(work: Work, messageId: string, replyDueAt: Date): Promise<void> {
  await work
    .db<CaseTables>()
    .updateTable('case_message')
    .set({ reply_due_at: replyDueAt })
    .where('id', '=', messageId)
    .execute();
}

/** When the complainant was asked something and has not answered since, oldest first. */
export async function unansweredSince(work: Work, caseId: string): Promise<Date[]> {
  const rows = await work
    .db<CaseTables>()
    .selectFrom('case_message')
    .select(['kind', 'created_at'])
    .where('case_id', '=', caseId)
    .where('kind', 'in', ['question', 'reply'])
    .orderBy('created_at')
    .orderBy('id')
    .execute();
  const lastReply = rows.findLastIndex((row) => row.kind === 'reply');
  return rows.slice(lastReply + 1).map((row) => instant(row.created_at));
}
