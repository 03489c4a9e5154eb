import { Migration } from '@mikro-orm/migrations';

/**
 * Clocks and escalations. `due_at` and `next_action_at` are the truth that the sweep reads; its cost depends on what is
 * due because the index holds only clocks that still have something to do.
 */
export class Sla extends Migration {
  override up(): void {
    this.addSql(`
      create table sla_clock (
        id uuid primary key,
        case_id uuid not null references case_file (id),
        kind text not null,
        tier text not null,
        -- the rule as it stood when the clock started; a later change of the rule does not touch it
        rule jsonb not null,
        rule_id text not null,
        rule_version integer not null,
        force text not null check (force in ('law', 'policy', 'default', 'open')),
        calendar_version text not null,
        trigger_at timestamptz not null,
        due_at timestamptz not null,
        pauses jsonb not null default '[]',
        warned jsonb not null default '[]',
        state text not null check (state in ('running', 'paused', 'met', 'breached', 'cancelled', 'expired')),
        breached_at timestamptz,
        met_at timestamptz,
        escalate_at timestamptz,
        escalated_at timestamptz,
        next_action_at timestamptz,
        check (force <> 'law' or pauses = '[]')
      );
      -- one running clock per kind per case
      create unique index sla_clock_one_running on sla_clock (case_id, kind) where state in ('running', 'paused');
      create index sla_clock_due on sla_clock (next_action_at, id) where next_action_at is not null;
      create index sla_clock_case on sla_clock (case_id);
      create index sla_clock_open_deadlines on sla_clock (due_at) where state in ('running', 'paused');

      create table escalation (
        id uuid primary key,
        case_id uuid not null references case_file (id),
        how text not null check (how in ('party', 'time', 'skip', 'officer')),
        from_tier text not null,
        from_office text not null,
        to_tier text not null,
        to_office text not null,
        clock_id uuid references sla_clock (id),
        at timestamptz not null
      );
      -- a clock escalates its case once, however often the sweep runs
      create unique index escalation_once on escalation (clock_id) where clock_id is not null;
      create index escalation_case on escalation (case_id, at);
    `);
    for (const table of ['sla_clock', 'escalation']) {
      this.addSql(`
        grant select, insert, update on ${table} to samleng_app;
        alter table ${table} enable row level security;
        alter table ${table} force row level security;
        create policy ${table}_read on ${table} for select using (
          (select acting_kind()) = 'system' or exists (select 1 from case_file c where c.id = ${table}.case_id));
        create policy ${table}_insert on ${table} for insert with check (acting_kind() <> '');
        create policy ${table}_update on ${table} for update using (
          (select acting_kind()) = 'system' or exists (select 1 from case_file c where c.id = ${table}.case_id));
      `);
    }
    this.addSql(`
      -- a clock or case whose sweep failed: shown in the watched queue, tried again later
      create table sweep_failure (
        clock_id uuid primary key references sla_clock (id),
        case_id uuid not null references case_file (id),
        failed_at timestamptz not null,
        attempts integer not null,
        reason text not null,
        retry_at timestamptz not null
      );
      grant select, insert, update, delete on sweep_failure to samleng_app;
      alter table sweep_failure enable row level security;
      alter table sweep_failure force row level security;
      create policy sweep_failure_system on sweep_failure using (acting_kind() = 'system') with check (acting_kind() = 'system');
    `);
  }
}
