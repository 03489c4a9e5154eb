import { defineEntity, p, type InferKyselyDB } from '@mikro-orm/postgresql';

import type { JsonValue } from '../../kernel/fact.ts';
import type { Language } from '../../kernel/language.ts';
import type { NoticeState } from '../domain/notice-state.ts';

export type NoticeChannel = 'sms' | 'email' | 'voice' | 'in_person';

/** A message to one person about one fact. Address, subject and body are sealed with the case's key. */
export const Notice = defineEntity({
  name: 'Notice',
  tableName: 'notice',
  properties: {
    id: p.uuid().primary(),
    factId: p.uuid(),
    caseId: p.uuid().nullable(),
    event: p.text(),
    template: p.text(),
    channel: p.text().$type<NoticeChannel>(),
    /** `complainant`, `representative` or `person:<id>`. */
    recipient: p.text(),
    personId: p.uuid().nullable(),
    language: p.text().$type<Language>(),
    sealedAddress: p.blob(),
    sealedSubject: p.blob().nullable(),
    sealedBody: p.blob(),
    smsParts: p.integer().nullable(),
    state: p.text().$type<NoticeState>(),
    attempts: p.integer(),
    nextAttemptAt: p.datetime().nullable(),
    lastError: p.text().nullable(),
    providerId: p.text().nullable(),
    createdAt: p.datetime(),
    claimedAt: p.datetime().nullable(),
    sentAt: p.datetime().nullable(),
    toldBy: p.uuid().nullable(),
    toldAt: p.datetime().nullable(),
    sealedCalendar: p.blob().nullable(),
    deliveredAt: p.datetime().nullable(),
  },
});

/** What this area looks at of tables that others keep. */
interface Around {
  readonly outbox: {
    fact_id: string;
    case_id: string | null;
    event: string;
    data: Readonly<Record<string, JsonValue>>;
    at: Date;
    id: string;
    composed_at: Date | null;
    compose_attempts: number;
    compose_after: Date | null;
  };
  readonly ledger_entry: { id: string; actor_kind: string; actor_id: string | null };
  readonly sla_clock: {
    id: string;
    case_id: string;
    kind: string;
    state: string;
    due_at: Date;
    escalate_at: Date | null;
  };
  readonly case_file: { id: string; reference: string; held_office: string };
  readonly case_access: { case_id: string; person_id: string; revoked_at: Date | null; expires_at: Date | null };
  readonly case_decision: { id: string; case_id: string; appeal_until: Date | null; decided_at: Date };
  readonly break_glass: { access_id: string; review_due_at: Date | null };
  readonly identity_request: { id: string; review_due_at: Date | null };
  readonly case_message: { id: string; case_id: string; kind: string; reply_due_at: Date | null; created_at: Date };
}

/** The tables as Kysely sees them. Instants are written as `Date` and read through `instant`. */
export type NoticeTables = InferKyselyDB<typeof Notice, Record<never, never>> & Around;
