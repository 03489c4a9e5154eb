import { Migration } from '@mikro-orm/migrations';

/** Messages to people. One per fact, channel and recipient, however often a job runs: the unique key says so. */
export class Notifications extends Migration {
  override up(): void {
    this.addSql(`
      create table notice (
        id uuid primary key,
        fact_id uuid not null,
        case_id uuid references case_file (id),
        event text not null,
        template text not null,
        channel text not null check (channel in ('sms', 'email')),
        recipient text not null,
        person_id uuid references person (id),
        language text not null check (language in ('km', 'en')),
        sealed_address bytea not null,
        sealed_subject bytea,
        sealed_body bytea not null,
        sms_parts integer,
        state text not null check (state in ('queued', 'sending', 'sent', 'delivered', 'failed', 'dead', 'uncertain')),
        attempts integer not null default 0,
        next_attempt_at timestamptz,
        last_error text,
        provider_id text,
        created_at timestamptz not null,
        claimed_at timestamptz,
        sent_at timestamptz
      );
      create unique index notice_once on notice (fact_id, channel, recipient);
      create index notice_waiting on notice (next_attempt_at) where state in ('queued', 'failed');
      create index notice_claimed on notice (claimed_at) where state = 'sending';
      create index notice_dead on notice (created_at desc) where state in ('dead', 'uncertain');
      create index notice_case on notice (case_id, created_at);
      create index notice_created on notice (created_at desc, id);
      grant select, insert, update on notice to samleng_app;
      alter table notice enable row level security;
      alter table notice force row level security;
      create policy notice_system on notice using (acting_kind() = 'system') with check (acting_kind() = 'system');
      create policy notice_read on notice for select using (
        acting_kind() in ('staff', 'complainant') and case_id is not null
        and exists (select 1 from case_file c where c.id = notice.case_id));
    `);
  }
}
