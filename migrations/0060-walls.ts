import { Migration } from '@mikro-orm/migrations';

/** Who works on a case `c`: sees it otherwise than for once (emergency access) or from afar (audit, watching, past custody). */
const works = `(select acting_role()) not in ('analyst', 'auditor', 'administrator', 'privacy_officer') and (
  (not c.protected and (
    c.held_office = (select acting_office())
    or (c.operator_office = (select acting_office()) and (select acting_role()) = 'operator_supervisor')
    or ((c.intake_office = (select acting_office()) or c.filed_by = (select acting_person()))
        and (select acting_role()) in ('hotline_agent', 'counter_officer'))))
  or exists (select 1 from case_access a where a.case_id = c.id and a.person_id = (select acting_person())
             and a.kind = 'named' and a.revoked_at is null and (a.expires_at is null or a.expires_at > (select acting_now()))))`;

const heldBefore = `not c.protected and exists (select 1 from case_custody u where u.case_id = c.id and u.office = (select acting_office()))`;

/**
 * The second wall also holds for writing. Until now whoever worked on cases at all could change every case and hang things on
 * it, as far as PostgreSQL was concerned. Now staff change a case, and what hangs on it, only where they work on it; whoever
 * held it before may lock it and no more; a complainant changes their own; and a new case is laid down by the system, because a
 * counter may take in what it will not see.
 */
export class Walls extends Migration {
  override up(): void {
    // In policies on case_file its own row goes by the name of the table; a sub-select would ask the policies in a circle.
    const ofRow = (text: string) => text.replaceAll('c.', 'case_file.');
    this.addSql(`
      drop policy case_file_insert on case_file;
      create policy case_file_insert on case_file for insert with check (
        (select acting_kind()) = 'system' or id = (select acting_case()));
      drop policy case_file_update on case_file;
      create policy case_file_update on case_file for update
        using ((select acting_kind()) = 'system' or id = (select acting_case())
          or ((select acting_kind()) = 'staff' and ((${ofRow(works)}) or (${ofRow(heldBefore)}))))
        with check ((select acting_kind()) = 'system' or id = (select acting_case())
          or ((select acting_kind()) = 'staff' and (${ofRow(works)})));

      drop policy case_custody_write on case_custody;
      create policy case_custody_write on case_custody for insert with check (
        (select acting_kind()) = 'system' or case_id = (select acting_case()));

      -- The key of a case is wrapped anew or destroyed by the system alone.
      drop policy case_key_update on case_key;
      create policy case_key_update on case_key for update using ((select acting_kind()) = 'system');

      -- The answer to a filing is sealed under the sender's own key; still, nobody in particular has no business there.
      alter table filing_key enable row level security;
      alter table filing_key force row level security;
      create policy filing_key_read on filing_key for select using ((select acting_kind()) <> '');
      create policy filing_key_add on filing_key for insert with check ((select acting_kind()) <> '');
      create policy filing_key_tidy on filing_key for delete using ((select acting_kind()) = 'system');

      -- Nobody signs the ledger with another's name.
      drop policy ledger_insert on ledger_entry;
      create policy ledger_insert on ledger_entry for insert with check (
        actor_kind = (select acting_kind())
        and (actor_kind <> 'staff' or (actor_id = (select acting_person())::text and actor_office = (select acting_office()))));
    `);

    // Everything that hangs on a case, whichever step made it.
    const onCase = `(select acting_kind()) = 'system' or case_id = (select acting_case())
      or ((select acting_kind()) = 'staff' and exists (select 1 from case_file c where c.id = case_id and (${works})))`;
    const quoted = (text: string) => `'${text.replaceAll("'", "''")}'`;
    this.addSql(`
      do $walls$
      declare
        of record;
        rule text := ${quoted(onCase)};
      begin
        for of in
          select p.tablename as name, p.policyname as policy, p.cmd from pg_policies p
          where p.schemaname = 'public' and p.tablename not in ('case_file', 'case_key', 'outbox')
            and p.policyname in (p.tablename || '_insert', p.tablename || '_update')
            and exists (select 1 from information_schema.columns k
              where k.table_schema = 'public' and k.table_name = p.tablename and k.column_name = 'case_id')
        loop
          execute format('drop policy %I on %I', of.policy, of.name);
          if of.cmd = 'INSERT' then
            execute format('create policy %I on %I for insert with check (%s)', of.policy, of.name,
              replace(rule, 'c.id = case_id', format('c.id = %I.case_id', of.name)));
          else
            execute format('create policy %I on %I for update using (%s)', of.policy, of.name,
              replace(rule, 'c.id = case_id', format('c.id = %I.case_id', of.name)));
          end if;
        end loop;
      end $walls$;
      drop policy case_key_insert on case_key;
      create policy case_key_insert on case_key for insert with check (
        (select acting_kind()) = 'system' or case_id = (select acting_case()));
      -- Both ends of a link are known to whoever makes it.
      create policy case_link_both on case_link as restrictive for insert with check (
        (select acting_kind()) = 'system' or exists (select 1 from case_file o where o.id = case_link.other_id));
    `);
    // An offer without prejudice hangs on a dispute, which its author sees.
    this.addSql(`
      drop policy resolution_offer_add on resolution_offer;
      create policy resolution_offer_add on resolution_offer for insert with check (
        (select acting_kind()) = 'system' or exists (select 1 from resolution_file f where f.id = resolution_offer.file_id));
    `);
  }
}
