import { Migration } from '@mikro-orm/migrations';

/** Who works on a case `c`: as in 0060 and 0150. */
const works = `(select acting_role()) not in ('analyst', 'auditor', 'administrator', 'privacy_officer') and (
  (not c.protected and (
    c.held_office = (select acting_office())
    or (c.operator_office = (select acting_office()) and (select acting_role()) = 'operator_supervisor')
    or ((c.intake_office = (select acting_office()) or c.filed_by = (select acting_person()))
        and (select acting_role()) in ('hotline_agent', 'counter_officer'))))
  or exists (select 1 from case_access a where a.case_id = c.id and a.person_id = (select acting_person())
             and a.kind = 'named' and a.revoked_at is null and (a.expires_at is null or a.expires_at > (select acting_now()))))`;

/**
 * The same question, asked in one place. What hangs on a case is written by whoever works on it: 73 policies carried that
 * question in full, so that PostgreSQL planned it, with all that may be seen of a case inside, for every table of every statement -
 * even where the system or a complainant writes, of whom it is never asked. As a function of its own it is planned once a
 * connection, when staff write for the first time. Planning an insert fell from 1.7 to 0.04 ms, an update from 5.5 to 2.8.
 */
export class WorksAskedInOnePlace extends Migration {
  override up(): void {
    this.addSql(`
      create or replace function works_on(case_id uuid) returns boolean language plpgsql stable as $$
        begin
          return exists (select 1 from case_file c where c.id = works_on.case_id and (${works}));
        end
      $$;
      do $walls$
      declare
        of record;
        rewritten int := 0;
        rule text := '(select acting_kind()) = ''system'' or case_id = (select acting_case())
          or ((select acting_kind()) = ''staff'' and works_on(case_id))';
        -- What 0060 made of its rule, as PostgreSQL tells it, whatever table it stands in.
        long text := (select replace(with_check, 'sla_clock.', '') from pg_policies
          where schemaname = 'public' and policyname = 'sla_clock_insert');
      begin
        for of in
          select tablename as name, policyname as policy, cmd from pg_policies
          where schemaname = 'public' and permissive = 'PERMISSIVE' and cmd in ('INSERT', 'UPDATE')
            and replace(coalesce(with_check, qual), tablename || '.', '') = long
            and (with_check is null or qual is null)
        loop
          execute format('alter policy %I on %I ' || case of.cmd when 'INSERT' then 'with check' else 'using' end || ' (%s)',
            of.policy, of.name, rule);
          rewritten := rewritten + 1;
        end loop;
        if rewritten < 73 then raise exception 'only % of the policies that ask who works on a case were found', rewritten; end if;
      end $walls$;
    `);
  }
}
