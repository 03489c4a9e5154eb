import { Migration } from '@mikro-orm/migrations';

/**
 * By when a second person reviews an emergency access; and the reasoned request by which whoever handles a case sees, for a
 * limited time, who a confidential complainant is. Nobody reviews their own.
 */
export class SecondPerson extends Migration {
  override up(): void {
    this.addSql(`alter table break_glass add column review_due_at timestamptz`);
    this.addSql(`
      create table identity_request (
        id uuid primary key,
        case_id uuid not null references case_file (id),
        person_id uuid not null references person (id),
        sealed_reason bytea not null,
        at timestamptz not null,
        expires_at timestamptz not null,
        review_due_at timestamptz,
        reviewed_by uuid references person (id),
        reviewed_at timestamptz,
        verdict text check (verdict in ('justified', 'not_justified')),
        check ((reviewed_by is null) = (reviewed_at is null) and (reviewed_by is null) = (verdict is null)),
        check (reviewed_by <> person_id)
      );
      create index identity_request_to_review on identity_request (at) where reviewed_at is null;
      create index identity_request_person on identity_request (person_id, case_id);
      grant select, insert, update on identity_request to samleng_app;
      alter table identity_request enable row level security;
      alter table identity_request force row level security;
      create policy identity_request_read on identity_request for select using (
        acting_kind() = 'system' or (acting_kind() = 'staff' and person_id = acting_person()));
      create policy identity_request_add on identity_request for insert with check (acting_kind() = 'system');
      create policy identity_request_review on identity_request for update using (acting_kind() = 'system') with check (acting_kind() = 'system');
    `);
  }
}
