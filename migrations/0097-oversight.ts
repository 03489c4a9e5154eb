import { Migration } from '@mikro-orm/migrations';

/** What supervisors add: why a deadline was missed and what was done, and a second look at cases drawn by lot after closing. */
export class Oversight extends Migration {
  override up(): void {
    this.addSql(`
      create table breach_review (
        clock_id uuid primary key references sla_clock (id),
        case_id uuid not null references case_file (id),
        cause text not null check (cause in ('too_few_people', 'nobody_assigned', 'waiting_for_others', 'papers_missing',
          'came_to_wrong_office', 'overlooked', 'system', 'not_to_be_avoided')),
        -- what was done, sealed with the case's key
        sealed bytea not null,
        reviewed_by uuid not null references person (id),
        office text not null references office (code),
        reviewed_at timestamptz not null
      );
      create index breach_review_case on breach_review (case_id);
      -- missed deadlines, newest first: few against all clocks
      create index sla_clock_missed on sla_clock (breached_at desc, id) where breached_at is not null;

      -- every draw of a week: how many were closed, how many drawn, by which rule; the lots can be drawn again and compared
      create table closure_draw (
        operator_office text not null references office (code),
        week_from date not null check (extract(isodow from week_from) = 1),
        closed integer not null check (closed >= 0),
        drawn integer not null check (drawn between 0 and closed),
        rule text not null,
        rule_version integer not null,
        drawn_at timestamptz not null,
        primary key (operator_office, week_from)
      );
      create table closure_sample (
        id uuid primary key,
        case_id uuid not null references case_file (id),
        operator_office text not null references office (code),
        week_from date not null,
        closed_at timestamptz not null,
        drawn_at timestamptz not null,
        result text check (result in ('agree', 'reopen', 'learn')),
        -- what was found, sealed with the case's key
        sealed bytea,
        looked_by uuid references person (id),
        looked_at timestamptz,
        unique (case_id, closed_at),
        foreign key (operator_office, week_from) references closure_draw (operator_office, week_from),
        check ((result is null) = (looked_at is null) and (result is null) = (looked_by is null))
      );
      create index closure_sample_to_look on closure_sample (drawn_at, id) where result is null;
      -- closed cases of a week, to draw from
      create index case_file_closed_when on case_file using brin (closed_at) with (autosummarize = on);

      grant select, insert on breach_review, closure_draw to samleng_app;
      grant select, insert, update on closure_sample to samleng_app;
    `);
    const watcher = `(select acting_kind()) = 'staff' and (select acting_role()) in ('operator_supervisor', 'regulator_reviewer', 'policy_reviewer')`;
    const sees = (table: string) => `exists (select 1 from case_file c where c.id = ${table}.case_id)`;
    for (const table of ['breach_review', 'closure_sample', 'closure_draw']) {
      this.addSql(`alter table ${table} enable row level security; alter table ${table} force row level security;`);
    }
    this.addSql(`
      create policy breach_review_read on breach_review for select using ((select acting_kind()) = 'system' or ${sees('breach_review')});
      create policy breach_review_add on breach_review for insert with check (
        ${watcher} and reviewed_by = (select acting_person()) and ${sees('breach_review')});

      create policy closure_draw_read on closure_draw for select using ((select acting_kind()) in ('system', 'staff'));
      create policy closure_draw_add on closure_draw for insert with check ((select acting_kind()) = 'system');
      create policy closure_sample_read on closure_sample for select using ((select acting_kind()) = 'system' or ${sees('closure_sample')});
      create policy closure_sample_add on closure_sample for insert with check ((select acting_kind()) = 'system');
      create policy closure_sample_look on closure_sample for update using (
        (select acting_kind()) = 'system' or (${watcher} and ${sees('closure_sample')}))
        with check ((select acting_kind()) = 'system' or looked_by = (select acting_person()));
    `);
  }
}
