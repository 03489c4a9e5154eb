import { Migration } from '@mikro-orm/migrations';

/**
 * Files that somebody chose while filling in a complaint that is not sent yet. Sealed with a key made of a token that only
 * their own form carries, so that neither row nor file can be opened from here; gone after a day, or when the complaint is
 * filed. There is no case yet, hence no case to hang them on: the program alone sees the rows.
 */
export class StagedFiles extends Migration {
  override up(): void {
    this.addSql(`
      create table staged_file (
        id uuid primary key,
        draft_hash bytea not null,
        media_type text not null,
        extension text not null,
        bytes integer not null check (bytes > 0),
        sealed_name bytea not null,
        added_at timestamptz not null,
        expires_at timestamptz not null
      );
      create index staged_file_draft on staged_file (draft_hash);
      create index staged_file_expires on staged_file (expires_at);
      grant select, insert, delete on staged_file to samleng_app;
      alter table staged_file enable row level security;
      alter table staged_file force row level security;
      create policy staged_file_system on staged_file using (acting_kind() = 'system') with check (acting_kind() = 'system');
    `);
  }
}
