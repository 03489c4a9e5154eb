import { Migration } from '@mikro-orm/migrations';

/**
 * How auditors look at the ledger: newest first, by what happened, by whom. Many entries bear one instant, so the order of a
 * page is by instant and id.
 */
export class LedgerLists extends Migration {
  override up(): void {
    this.addSql(`
      create index ledger_entry_newest on ledger_entry (at desc, id desc);
      create index ledger_entry_event on ledger_entry (event collate "C", at desc, id desc);
      create index ledger_entry_actor on ledger_entry (actor_id, at desc, id desc) where actor_id is not null;
      drop index ledger_entry_at;
    `);
  }
}
