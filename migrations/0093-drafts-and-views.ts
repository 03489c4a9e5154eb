import { Migration } from '@mikro-orm/migrations';

/**
 * What somebody is writing about a case and has not sent, sealed with the key of the case; and the views of the work list
 * that somebody keeps. Both belong to one person and are shown to nobody else.
 */
export class DraftsAndViews extends Migration {
  override up(): void {
    this.addSql(`
      create table case_draft (
        case_id uuid not null references case_file (id),
        person_id uuid not null references person (id),
        form text not null check (length(form) <= 40),
        sealed bytea not null check (length(sealed) <= 400000),
        saved_at timestamptz not null,
        primary key (case_id, person_id, form)
      );
      create index case_draft_person on case_draft (person_id, saved_at);
      grant select, insert, update, delete on case_draft to samleng_app;
      alter table case_draft enable row level security;
      alter table case_draft force row level security;
      create policy case_draft_read on case_draft for select using (
        (select acting_kind()) = 'staff' and person_id = (select acting_person())
        and exists (select 1 from case_file c where c.id = case_draft.case_id));
      create policy case_draft_add on case_draft for insert with check (
        (select acting_kind()) = 'staff' and person_id = (select acting_person())
        and exists (select 1 from case_file c where c.id = case_draft.case_id));
      create policy case_draft_keep on case_draft for update using (
        (select acting_kind()) = 'staff' and person_id = (select acting_person())
        and exists (select 1 from case_file c where c.id = case_draft.case_id));
      -- Its own row is seen by whoever deletes it; erasing a case takes the drafts of everybody with it.
      create policy case_draft_seen on case_draft for select using ((select acting_kind()) = 'system');
      create policy case_draft_drop on case_draft for delete using (
        (select acting_kind()) = 'system' or person_id = (select acting_person()));

      create table work_view (
        id uuid primary key,
        person_id uuid not null references person (id),
        name text not null check (length(name) between 1 and 80),
        query text not null check (length(query) <= 500),
        is_default boolean not null default false,
        kept_at timestamptz not null,
        unique (person_id, name)
      );
      create unique index work_view_one_default on work_view (person_id) where is_default;
      grant select, insert, update, delete on work_view to samleng_app;
      alter table work_view enable row level security;
      alter table work_view force row level security;
      create policy work_view_own on work_view
        using ((select acting_kind()) = 'staff' and person_id = (select acting_person()))
        with check ((select acting_kind()) = 'staff' and person_id = (select acting_person()));
    `);
  }
}
