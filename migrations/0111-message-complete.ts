import { Migration } from '@mikro-orm/migrations';

/** Parties are told that a complaint to the Regulator is complete: the statutory time runs. */
export class MessageComplete extends Migration {
  override up(): void {
    this.addSql(`
      alter table resolution_message drop constraint resolution_message_kind_check;
      alter table resolution_message add constraint resolution_message_kind_check check (kind in
        ('invitation', 'cancellation', 'code', 'reminder', 'outcome', 'request', 'too_tight', 'complete'));
    `);
  }
}
