import { Migration } from '@mikro-orm/migrations';

/**
 * The end of a case's content: its key is destroyed when retention is over. Legal holds keep a case whatever its age; what
 * could not be erased, and files that could not be removed, stay on a list until they are.
 */
export class Erasure extends Migration {
  override up(): void {
    this.addSql(`
      alter table case_file add column erased_at timestamptz;
      create index case_file_to_erase on case_file (category, closed_at)
        where erased_at is null and status in ('closed', 'withdrawn', 'referred', 'inadmissible');
      create policy case_lookup_erase on case_lookup for delete using (acting_kind() = 'system');
      -- An administrator's slip of a key must not erase what came yesterday.
      alter table reference_row add constraint reference_row_retention check (
        kind <> 'retention_rule' or ((data ->> 'years')::numeric between 1 and 100 and (data ->> 'years')::numeric % 1 = 0));
    `);
    this.addSql(`
      create table legal_hold (
        id uuid primary key,
        case_id uuid not null references case_file (id),
        sealed_reason bytea not null,
        placed_by uuid not null references person (id),
        placed_at timestamptz not null,
        sealed_lift_reason bytea,
        lifted_by uuid references person (id),
        lifted_at timestamptz,
        check ((lifted_at is null) = (lifted_by is null) and (lifted_at is null) = (sealed_lift_reason is null))
      );
      create index legal_hold_open on legal_hold (case_id) where lifted_at is null;

      create table erasure_failure (
        case_id uuid primary key references case_file (id),
        attempts integer not null,
        error text not null,
        failed_at timestamptz not null
      );

      -- files of erased cases that are still on the disk
      create table file_removal (
        file text primary key,
        case_id uuid not null references case_file (id),
        asked_at timestamptz not null,
        attempts integer not null default 0,
        error text,
        failed_at timestamptz
      );
    `);
    for (const [table, grants] of [
      ['legal_hold', 'select, insert, update'],
      ['erasure_failure', 'select, insert, update, delete'],
      ['file_removal', 'select, insert, update, delete'],
    ]) {
      this.addSql(`
        grant ${grants} on ${table} to samleng_app;
        alter table ${table} enable row level security;
        alter table ${table} force row level security;
        create policy ${table}_system on ${table} using (acting_kind() = 'system') with check (acting_kind() = 'system');
      `);
    }
  }
}
