import type { JsonValue } from '../../kernel/fact.ts';
import type { Work } from '../../platform/work.ts';
import { instant, instantOrNull } from '../records/instant.ts';
import type { NoticeTables } from '../records/tables.ts';

export interface ClockDates {
  readonly kind: string;
  readonly dueAt: Date;
  readonly escalateAt: Date | null;
}

/** A clock that a fact speaks of. */
export async function clockDates(work: Work, clockId: string): Promise<ClockDates | null> {
  const row = await work
    .db<NoticeTables>()
    .selectFrom('sla_clock')
    .select(['kind', 'due_at', 'escalate_at'])
    .where('id', '=', clockId)
    .executeTakeFirst();
  return row ? { kind: row.kind, dueAt: instant(row.due_at), escalateAt: instantOrNull(row.escalate_at) } : null;
}

/** When an answer on the substance is due, by the clock that runs now; null when none does. */
export async function answerDue(work: Work, caseId: string): Promise<Date | null> {
  return runningDue(work, caseId, ['decide', 'settle', 'conciliate', 'safe_contact']);
}

/** Until when the case may be reopened; null when no such window is open. */
export async function reopenUntil(work: Work, caseId: string): Promise<Date | null> {
  return runningDue(work, caseId, ['reopen']);
}

/** Until when the latest decision may be appealed; null when there is no limit on record. */
export async function appealUntil(work: Work, caseId: string): Promise<Date | null> {
  const row = await work
    .db<NoticeTables>()
    .selectFrom('case_decision')
    .select('appeal_until')
    .where('case_id', '=', caseId)
    .orderBy('decided_at', 'desc')
    .orderBy('id', 'desc')
    .limit(1)
    .executeTakeFirst();
  return instantOrNull(row?.appeal_until ?? null) ?? runningDue(work, caseId, ['appeal_window']);
}

/** By when the complainant is to answer the latest question. */
export async function replyDue(work: Work, caseId: string): Promise<Date | null> {
  const row = await work
    .db<NoticeTables>()
    .selectFrom('case_message')
    .select('reply_due_at')
    .where('case_id', '=', caseId)
    .where('kind', '=', 'question')
    .orderBy('created_at', 'desc')
    .orderBy('id', 'desc')
    .limit(1)
    .executeTakeFirst();
  return row ? instantOrNull(row.reply_due_at) : null;
}

/** People who may open a protected case now. */
export async function namedPeople(work: Work, caseId: string): Promise<ReadonlySet<string>> {
  const rows = await work
    .db<NoticeTables>()
    .selectFrom('case_access')
    .select('person_id')
    .where('case_id', '=', caseId)
    .where('revoked_at', 'is', null)
    .where((of) => of.or([of('expires_at', 'is', null), of('expires_at', '>', work.now)]))
    .execute();
  return new Set(rows.map((row) => row.person_id));
}

async function runningDue(work: Work, caseId: string, kinds: readonly string[]): Promise<Date | null> {
  const row = await work
    .db<NoticeTables>()
    .selectFrom('sla_clock')
    .select('due_at')
    .where('case_id', '=', caseId)
    .where('kind', 'in', kinds)
    .where('state', 'in', ['running', 'paused'])
    .orderBy('due_at')
    .limit(1)
    .executeTakeFirst();
  return row ? instant(row.due_at) : null;
}

/** By when a second person looks at the sensitive access that a fact speaks of; null for other facts. */
export async function reviewDue(
  work: Work,
  fact: { readonly event: string; readonly data: Readonly<Record<string, JsonValue>> },
): Promise<Date | null> {
  const { accessId, requestId } = fact.data;
  const rows =
    fact.event === 'break_glass.opened' && typeof accessId === 'string'
      ? await work
          .db<NoticeTables>()
          .selectFrom('break_glass')
          .select('review_due_at')
          .where('access_id', '=', accessId)
          .execute()
      : fact.event === 'identity.requested' && typeof requestId === 'string'
        ? await work
            .db<NoticeTables>()
            .selectFrom('identity_request')
            .select('review_due_at')
            .where('id', '=', requestId)
            .execute()
        : [];
  const due = rows[0]?.review_due_at;
  return due ? instant(due) : null;
}
