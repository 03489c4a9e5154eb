import { Migration } from '@mikro-orm/migrations';

/**
 * Why somebody took emergency access to a case, and what a second person said of it. The access itself is a row of
 * case_access, so that the same policies apply. Nobody reviews their own.
 */
export class BreakGlass extends Migration {
  override up(): void {
    this.addSql(`
      create table break_glass (
        access_id uuid primary key references case_access (id),
        case_id uuid not null references case_file (id),
        person_id uuid not null references person (id),
        sealed_reason bytea not null,
        at timestamptz not null,
        expires_at timestamptz not null,
        reviewed_by uuid references person (id),
        reviewed_at timestamptz,
        verdict text check (verdict in ('justified', 'not_justified')),
        check ((reviewed_by is null) = (reviewed_at is null) and (reviewed_by is null) = (verdict is null)),
        check (reviewed_by <> person_id)
      );
      create index break_glass_to_review on break_glass (at) where reviewed_at is null;
      grant select, insert, update on break_glass to samleng_app;
      alter table break_glass enable row level security;
      alter table break_glass force row level security;
      create policy break_glass_read on break_glass for select using (
        acting_kind() = 'system' or (acting_kind() = 'staff' and (acting_role() = 'privacy_officer' or person_id = acting_person())));
      create policy break_glass_add on break_glass for insert with check (acting_kind() = 'system');
      create policy break_glass_review on break_glass for update using (acting_kind() = 'system') with check (acting_kind() = 'system');
    `);
  }
}
