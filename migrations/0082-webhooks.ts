import { Migration } from '@mikro-orm/migrations';

/**
 * Partner systems that are told, by reference alone, that something happened to a case. A delivery is a row, as messages are:
 * what waits, what failed and what was given up is there to see, and nothing depends on a process that lives.
 */
export class Webhooks extends Migration {
  override up(): void {
    this.addSql(`
      create table webhook (
        id uuid primary key,
        url text not null check (length(url) <= 2000),
        events text[] not null check (cardinality(events) > 0),
        -- facts of the outbox up to here have their deliveries
        position bigint not null,
        created_by uuid references person (id),
        created_at timestamptz not null,
        ended_at timestamptz
      );
      create table webhook_delivery (
        id uuid primary key,
        webhook_id uuid not null references webhook (id),
        fact_id uuid not null,
        case_id uuid not null references case_file (id),
        event text not null,
        at timestamptz not null,
        state text not null check (state in ('queued', 'sent', 'dead')),
        attempts integer not null default 0,
        next_at timestamptz not null,
        sent_at timestamptz,
        last_fault text,
        unique (webhook_id, fact_id)
      );
      create index webhook_delivery_due on webhook_delivery (next_at) where state = 'queued';
      create index webhook_delivery_dead on webhook_delivery (webhook_id) where state = 'dead';
      create index webhook_delivery_case on webhook_delivery (case_id);
    `);
    for (const table of ['webhook', 'webhook_delivery']) {
      this.addSql(`
        grant select, insert, update on ${table} to samleng_app;
        alter table ${table} enable row level security;
        alter table ${table} force row level security;
        create policy ${table}_system on ${table} using (acting_kind() = 'system') with check (acting_kind() = 'system');
      `);
    }
  }
}
