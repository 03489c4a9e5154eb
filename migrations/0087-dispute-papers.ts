import { Migration } from '@mikro-orm/migrations';

/**
 * Certified papers of disputes, each copy with a mark of its own; calendar entries that change; why minutes were not approved;
 * who excused a late filing; and when a message is known to have arrived.
 */
export class DisputePapers extends Migration {
  override up(): void {
    this.addSql(`
      create table resolution_document (
        id uuid primary key,
        case_id uuid not null references case_file (id),
        kind text not null check (kind in ('agreement', 'partial', 'award', 'failed', 'withdrawn', 'certificate', 'court', 'nadr')),
        -- the outcome, certificate or referral that it is the paper of
        source_id uuid not null,
        -- whose copy it is; null: the office's
        party_id uuid references resolution_party (id),
        language text not null check (language in ('km', 'en')),
        -- stands on this copy and on no other; whoever has it can ask whether the paper is ours
        mark text not null unique,
        content_hash bytea not null,
        terms_hash bytea,
        sealed bytea not null,
        made_at timestamptz not null,
        unique nulls not distinct (source_id, party_id, language)
      );
      create index resolution_document_case on resolution_document (case_id);
      grant select, insert on resolution_document to samleng_app;
      alter table resolution_document enable row level security;
      alter table resolution_document force row level security;
      -- a party reads its own copy; staff who see the case read all
      create policy resolution_document_read on resolution_document for select using (
        (select acting_kind()) = 'system'
        or ((select acting_kind()) = 'staff' and exists (select 1 from case_file c where c.id = resolution_document.case_id))
        or (case_id = (select acting_case()) and (
          (kind = 'certificate' and party_id is null)
          or exists (select 1 from resolution_party p where p.id = resolution_document.party_id and p.is_complainant))));
      create policy resolution_document_insert on resolution_document for insert with check ((select acting_kind()) = 'system');
      create trigger resolution_document_keep before update or delete on resolution_document
        for each row execute function refuse_change();
    `);
    this.addSql(`
      -- what a calendar program counts changes of an entry by
      alter table resolution_session add column sequence integer not null default 0;
      alter table resolution_message add column sealed_calendar bytea;
      alter table resolution_message drop constraint resolution_message_kind_check;
      alter table resolution_message add constraint resolution_message_kind_check check (kind in
        ('invitation', 'cancellation', 'code', 'reminder', 'outcome', 'request', 'too_tight'));
      alter table resolution_outcome add column sealed_minutes_reason bytea;
      alter table resolution_file add column tight_warned_at timestamptz;
      -- a filing after the window: taken with its reason, heard once the Regulator excuses it
      alter table resolution_file add column filed_late boolean not null default false;
      alter table resolution_file add column excused_by uuid references person (id);
      alter table resolution_file add column excused_at timestamptz;
      alter table resolution_file add column sealed_excuse bytea;
      alter table resolution_file add constraint resolution_file_excused check (num_nulls(excused_by, excused_at, sealed_excuse) in (0, 3));
      create index resolution_file_tight on resolution_file (limit_at)
        where tight_warned_at is null and limit_at is not null and stage in
          ('admissibility', 'consents', 'appointment', 'declarations', 'challenge_period', 'sessions');
    `);
    this.addSql(`
      alter table notice add column sealed_calendar bytea;
      alter table notice add column delivered_at timestamptz;
      create index notice_by_provider on notice (provider_id) where provider_id is not null and state = 'sent';
    `);
  }
}
