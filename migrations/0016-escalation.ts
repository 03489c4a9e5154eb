import { Migration } from '@mikro-orm/migrations';

/**
 * What escalation adds to clocks: whether a due date may still move, an index by which "overdue and not escalated" is
 * counted from the deadlines themselves (not from the sweep's own plan), one for late holidays, and how appeals came.
 */
export class Escalation extends Migration {
  override up(): void {
    this.addSql(`
      -- the period touches a year whose public holidays are not decreed yet
      alter table sla_clock add column provisional boolean not null default false;
      create index sla_clock_to_escalate on sla_clock (escalate_at) where state = 'breached' and escalated_at is null;
      create index sla_clock_by_calendar on sla_clock (calendar_version, id) where state in ('running', 'paused');
    `);
    this.addSql(`
      -- an appeal is a case of its own; here stands how it came about
      create table appeal (
        case_id uuid primary key references case_file (id),
        of_case_id uuid not null references case_file (id),
        -- in time, late with a reason given, or no limit is known
        timing text not null check (timing in ('in_time', 'late_with_reason', 'no_limit')),
        window_clock_id uuid references sla_clock (id),
        on_behalf boolean not null,
        filed_at timestamptz not null,
        check ((timing = 'no_limit') = (window_clock_id is null))
      );
      -- one appeal a case: a second one would have two deciders over one matter
      create unique index appeal_once on appeal (of_case_id);
      grant select, insert on appeal to samleng_app;
      alter table appeal enable row level security;
      alter table appeal force row level security;
      create policy appeal_read on appeal for select using (
        (select acting_kind()) = 'system' or exists (select 1 from case_file c where c.id = appeal.case_id));
      create policy appeal_insert on appeal for insert with check (acting_kind() <> '');
    `);
  }
}
