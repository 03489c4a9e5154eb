import { Migration } from '@mikro-orm/migrations';

/**
 * Keys of notes and offers no longer hang on a master key of their own: they are closed by the key of their case, so that
 * rotating the master key reaches them, and erasing the case erases them.
 */
export class NotesKeys extends Migration {
  override up(): void {
    this.addSql(`
      alter table neutral_key drop column master_id, drop column outer_wrapped;
      alter table resolution_prejudice_key drop column master_id;
      alter table resolution_prejudice_key rename column wrapped to sealed_key;
    `);
  }
}
