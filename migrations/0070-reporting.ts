import { Migration } from '@mikro-orm/migrations';

/**
 * What figures need besides the cases: how many people a programme serves, and which cases were only made to try the system.
 * The indexes are small or cheap to keep: filing and the sweep, which write these tables, must not pay for statistics.
 */
export class Reporting extends Migration {
  override up(): void {
    this.addSql(`
      create table beneficiary_count (
        programme text not null,
        -- two digits of the province; * for the whole country
        province text not null check (province ~ '^([0-9]{2}|[*])$'),
        counted_on date not null,
        people bigint not null check (people > 0),
        loaded_at timestamptz not null,
        primary key (programme, province, counted_on)
      );
      grant select, insert, update on beneficiary_count to samleng_app;

      -- cases made to try the system: never counted
      create table test_case (
        case_id uuid primary key references case_file (id),
        marked_by uuid references person (id),
        marked_at timestamptz not null
      );
      grant select, insert on test_case to samleng_app;
      alter table test_case enable row level security;
      alter table test_case force row level security;
      create policy test_case_system on test_case using (acting_kind() = 'system') with check (acting_kind() = 'system');
    `);
    this.addSql(`
      create index case_custody_reopened on case_custody (case_id, from_at) where how = 'reopened';
      create index sla_clock_paused_once on sla_clock (case_id) where pauses <> '[]';
      create index sla_clock_due_span on sla_clock using brin (due_at) with (autosummarize = on);
      create index escalation_at on escalation (at);
      create index case_rating_at on case_rating (rated_at);
    `);
  }
}
