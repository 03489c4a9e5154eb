import { Migration } from '@mikro-orm/migrations';

/**
 * What finds a case by the name of its complainant or their representative: keyed hashes of pieces of the folded name, never
 * the name. One row a case, so that filing adds one row and erasing takes one away; `scopes` are the offices that may know of
 * the case, so that the index finds common names among the cases of one office without looking at everybody's.
 */
export class NameSearch extends Migration {
  override up(): void {
    this.addSql(`
      create table case_name (
        case_id uuid primary key references case_file (id),
        grams integer[] not null check (cardinality(grams) <= 64),
        scopes text[] not null
      );
      create index case_name_found on case_name using gin (grams, scopes);
      grant select, insert, update, delete on case_name to samleng_app;
      alter table case_name enable row level security;
      alter table case_name force row level security;
      -- To find a confidential complainant by name is to know who they are: that is for the protection officer.
      create policy case_name_read on case_name for select using (
        (select acting_kind()) = 'system'
        or ((select acting_kind()) = 'staff' and (select acting_role()) <> 'auditor' and exists (
          select 1 from case_file c where c.id = case_name.case_id
            and (c.identity <> 'confidential' or (select acting_role()) = 'protection_officer'))));
      create policy case_name_add on case_name for insert with check (
        (select acting_kind()) = 'system' or case_id = (select acting_case()));
      create policy case_name_change on case_name for update using ((select acting_kind()) = 'system');
      create policy case_name_erase on case_name for delete using ((select acting_kind()) = 'system');

      create function case_name_follows() returns trigger language plpgsql as $follows$
      begin
        update case_name set scopes = array_append(scopes, new.office)
          where case_id = new.case_id and not scopes @> array[new.office];
        return null;
      end $follows$;
      create trigger case_name_follows after insert on case_custody for each row execute function case_name_follows();
    `);
  }
}
