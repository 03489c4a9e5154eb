import { Migration } from '@mikro-orm/migrations';

/**
 * A file that came while the scanner was away is kept like any other, sealed, and served to nobody until it has been looked at;
 * what is harmful is taken off the disk, and that it came stays known. Only the system says what became of a file.
 */
export class FilesWaiting extends Migration {
  override up(): void {
    this.addSql(`
      alter table attachment add column state text not null default 'kept' check (state in ('kept', 'waiting', 'refused'));
      create index attachment_waiting on attachment (id) where state = 'waiting';
      create policy attachment_looked_at on attachment as restrictive for update using ((select acting_kind()) = 'system');
    `);
  }
}
