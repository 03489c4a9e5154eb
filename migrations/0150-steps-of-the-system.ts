import { Migration } from '@mikro-orm/migrations';

/** Who works on a case `c`: as in 0060, where staff act for themselves. */
const works = `(select acting_role()) not in ('analyst', 'auditor', 'administrator', 'privacy_officer') and (
  (not c.protected and (
    c.held_office = (select acting_office())
    or (c.operator_office = (select acting_office()) and (select acting_role()) = 'operator_supervisor')
    or ((c.intake_office = (select acting_office()) or c.filed_by = (select acting_person()))
        and (select acting_role()) in ('hotline_agent', 'counter_officer'))))
  or exists (select 1 from case_access a where a.case_id = c.id and a.person_id = (select acting_person())
             and a.kind = 'named' and a.revoked_at is null and (a.expires_at is null or a.expires_at > (select acting_now()))))`;

const roles = (...names: readonly string[]) =>
  `(select acting_role()) in (${names.map((name) => `'${name}'`).join(', ')})`;
const handlers = [
  'commune_officer',
  'district_officer',
  'province_officer',
  'operator_handler',
  'operator_supervisor',
  'committee_member',
  'protection_officer',
  'regulator_reviewer',
  'policy_reviewer',
];

/** Not a step of the system that somebody of staff set off. */
const notForStaff = `(select acting_kind()) <> 'system' or (select acting_role()) = ''`;
const here = `pg_current_xact_id_if_assigned()::xid`;

/**
 * Where a step reaches beyond what its actor sees, row-level security sees the system, and so far let it change any case there
 * is; that the step was taken by somebody who works on the case, only the code asked. Now PostgreSQL asks too, in every table
 * that hangs on cases: whoever set the step off works on the case; or the case itself was changed in this transaction, so that
 * they did when it was (it may have left their sight by that); or it is being made. Beside that, only what a role is there for.
 */
export class StepsOfTheSystem extends Migration {
  override up(): void {
    this.addSql(`
      create function works_on(case_id uuid) returns boolean language sql stable as $$
        select exists (select 1 from case_file c where c.id = $1 and (${works}))
      $$;
      -- For steps of the system, which sees all cases: one that is not there is made by the statement at hand.
      create function acts_on(case_id uuid) returns boolean language sql stable as $$
        select works_on($1)
          or exists (select 1 from case_file c where c.id = $1 and c.xmin = ${here})
          or exists (select 1 from case_file c where c.appeal_of = $1 and c.xmin = ${here})
          or not exists (select 1 from case_file c where c.id = $1)
      $$;
      -- An appeal is taken down by whoever works on the case or held it before: the complainant may come back there.
      create function takes_appeal(case_id uuid) returns boolean language sql stable as $$
        select ${roles('hotline_agent', 'counter_officer', ...handlers)} and (works_on($1)
          or exists (select 1 from case_file c join case_custody u on u.case_id = c.id
                     where c.id = $1 and not c.protected and u.office = (select acting_office())))
      $$;
      -- A member of a panel declares before seeing the case, and ends it for themselves by declaring a conflict.
      create function sits_on_panel(case_id uuid) returns boolean language sql stable as $$
        select exists (select 1 from review_seat s join review_panel p on p.id = s.panel_id
          where s.case_id = $1 and s.person_id = (select acting_person())
            and p.signed_at is null and p.ended_at is null and (s.ended_at is null or s.xmin = ${here}))
      $$;
    `);

    this.addSql(`
      create policy case_file_made_by on case_file as restrictive for insert with check (
        ${notForStaff}
        or (appeal_of is null and ${roles('hotline_agent', 'counter_officer', ...handlers.filter((role) => role !== 'committee_member'))})
        or (appeal_of is not null and takes_appeal(appeal_of)));
      create policy case_file_by_who_works on case_file as restrictive for update using (
        ${notForStaff} or (select acting_role()) = 'administrator' or acts_on(id) or sits_on_panel(id)) with check (true);
    `);

    // What a role may do in a table without working on the case.
    const besides: Readonly<Record<string, string>> = {
      case_access: `(kind = 'break_glass' and ((person_id = (select acting_person()) and ${roles(...handlers)}) or ${roles('privacy_officer')}))
        or (kind = 'named' and person_id = (select acting_person()) and sits_on_panel(case_id))`,
      notice: `case_id is null or ${roles('administrator')}`,
      review_panel: `sits_on_panel(case_id)`,
      review_seat: `sits_on_panel(case_id)`,
      review_vote: `sits_on_panel(case_id)`,
      sla_clock: roles('administrator'),
      webhook_delivery: roles('administrator'),
    };
    const quoted = (text: string) => `'${text.replaceAll("'", "''")}'`;
    this.addSql(`
      do $walls$
      declare
        of record;
        besides jsonb := ${quoted(JSON.stringify(besides))};
        rule text;
      begin
        for of in
          select c.table_name as name from information_schema.columns c
          join information_schema.tables t on t.table_schema = c.table_schema and t.table_name = c.table_name
          where c.table_schema = 'public' and c.column_name = 'case_id' and t.table_type = 'BASE TABLE'
            -- those of the second person and of holds have roles of their own (0120)
            and c.table_name not in ('break_glass', 'identity_request', 'legal_hold')
        loop
          rule := format('%s or %s', ${quoted(notForStaff)}, coalesce(besides ->> of.name || ' or ', '')) || 'acts_on(case_id)';
          execute format('create policy %I on %I as restrictive for insert with check (%s)', of.name || '_made_by', of.name, rule);
          execute format('create policy %I on %I as restrictive for update using (%s) with check (true)',
            of.name || '_by_who_works', of.name, rule);
          execute format('create policy %I on %I as restrictive for delete using (%s)', of.name || '_taken_by', of.name,
            rule || case when of.name = 'case_draft' then ' or person_id = (select acting_person())' else '' end);
        end loop;
      end $walls$;
    `);

    this.addSql(`
      -- What hangs on a dispute: an offer comes from whoever conducts it, notes are those of who sits.
      create policy resolution_offer_made_by on resolution_offer as restrictive for insert with check (
        (select acting_role()) = '' or exists (select 1 from resolution_file f where f.id = resolution_offer.file_id and works_on(f.case_id)));
      create policy resolution_prejudice_key_made_by on resolution_prejudice_key as restrictive for insert with check (
        (select acting_role()) = '' or exists (select 1 from resolution_file f where f.id = resolution_prejudice_key.file_id and works_on(f.case_id)));
      create policy resolution_note_made_by on resolution_note as restrictive for insert with check (
        exists (select 1 from resolution_session s where s.id = resolution_note.session_id and works_on(s.case_id)));
      create policy resolution_note_kept_by on resolution_note as restrictive for update using (
        exists (select 1 from resolution_session s where s.id = resolution_note.session_id and works_on(s.case_id)));

      -- A seat that has ended is nobody's any more.
      create policy review_seat_while_it_stands on review_seat as restrictive for update using (
        (select acting_kind()) <> 'staff' or ended_at is null) with check (true);

      -- Who watches over others' work looks into what they answer for, not into what they once held.
      create policy breach_review_answered_for on breach_review as restrictive for insert with check (
        exists (select 1 from case_file c where c.id = breach_review.case_id and (c.held_office = (select acting_office())
          or (c.operator_office = (select acting_office()) and (select acting_role()) = 'operator_supervisor'))));
      create policy closure_sample_answered_for on closure_sample as restrictive for update using (
        (select acting_role()) = '' or exists (select 1 from case_file c where c.id = closure_sample.case_id
          and (c.held_office = (select acting_office())
            or (c.operator_office = (select acting_office()) and (select acting_role()) = 'operator_supervisor'))));

      create policy webhook_by_administrators on webhook as restrictive using (${roles('', 'administrator')})
        with check (${roles('', 'administrator')});
    `);
  }
}
