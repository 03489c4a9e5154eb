import { Migration } from '@mikro-orm/migrations';

/**
 * Files that an administrator sends: checked whole before they are kept here, applied by a worker in one transaction, with
 * how far it is written beside it, so that nothing is ever half loaded and everybody sees where it stands.
 */
export class Imports extends Migration {
  override up(): void {
    this.addSql(`
      create table import_job (
        id uuid primary key,
        kind text not null check (kind in ('places', 'holidays', 'beneficiaries')),
        file_name text not null check (length(file_name) <= 200),
        csv text not null,
        -- what it would do, as told when it was checked
        would jsonb not null,
        state text not null check (state in ('checked', 'waiting', 'running', 'done', 'failed', 'dropped')),
        done integer not null default 0,
        total integer not null default 0,
        fault text,
        created_at timestamptz not null,
        created_by uuid not null references person (id),
        started_at timestamptz,
        ended_at timestamptz
      );
      create index import_job_waiting on import_job (created_at) where state in ('waiting', 'running');
      grant select, insert, update on import_job to samleng_app;
      alter table import_job enable row level security;
      alter table import_job force row level security;
      create policy import_job_all on import_job using ((select acting_kind()) = 'system' or (select acting_role()) = 'administrator')
        with check ((select acting_kind()) = 'system' or (select acting_role()) = 'administrator');
    `);
  }
}
