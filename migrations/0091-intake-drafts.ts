import { Migration } from '@mikro-orm/migrations';

/**
 * Complaints that somebody at a hotline or counter has begun to take and saved for later: the line broke, the caller comes
 * back. Sealed; they belong to one person, are shown to nobody else, and are gone after a week.
 */
export class IntakeDrafts extends Migration {
  override up(): void {
    this.addSql(`
      create table intake_draft (
        id uuid primary key,
        person_id uuid not null references person (id),
        sealed bytea not null check (length(sealed) <= 400000),
        saved_at timestamptz not null,
        expires_at timestamptz not null
      );
      create index intake_draft_person on intake_draft (person_id, saved_at);
      create index intake_draft_expires on intake_draft (expires_at);
      grant select, insert, update, delete on intake_draft to samleng_app;
      alter table intake_draft enable row level security;
      alter table intake_draft force row level security;
      create policy intake_draft_own on intake_draft
        using ((select acting_kind()) = 'staff' and person_id = (select acting_person()))
        with check ((select acting_kind()) = 'staff' and person_id = (select acting_person()));
      create policy intake_draft_seen on intake_draft for select using ((select acting_kind()) = 'system');
      create policy intake_draft_tidy on intake_draft for delete using ((select acting_kind()) = 'system');
    `);
  }
}
