import { Migration } from '@mikro-orm/migrations';

/**
 * What figures are counted from, taken by a worker from time to time: codes, dates and yes-or-no of every case, in columns,
 * without names, texts or references. A question about any period is answered from it in milliseconds, with its age.
 */
export class FigureSnapshot extends Migration {
  override up(): void {
    this.addSql(`
      create table figure_snapshot (
        only_one boolean primary key default true check (only_one),
        taken_at timestamptz not null,
        took_ms integer not null check (took_ms >= 0),
        columns bytea not null
      );
      alter table figure_snapshot alter column columns set storage external;
      grant select, insert, update on figure_snapshot to samleng_app;
      alter table figure_snapshot enable row level security;
      alter table figure_snapshot force row level security;
      create policy figure_snapshot_system on figure_snapshot using (acting_kind() = 'system') with check (acting_kind() = 'system');
    `);
  }
}
