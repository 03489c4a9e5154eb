import { Migration } from '@mikro-orm/migrations';

/**
 * The last tables whose owner row-level security did not hold: it does now, and the owner may do what its own functions need
 * and no more. They chain the ledger (look at the end of a chain), note chains that are not sealed yet, and see to it that
 * nothing is wrapped under a retired master key.
 */
export class ForcedForOwners extends Migration {
  override up(): void {
    this.addSql(`
      create policy ledger_chained on ledger_entry for select to current_user using (true);
      create policy ledger_unsealed_seen on ledger_unsealed for select to current_user using (true);
      create policy ledger_unsealed_noted on ledger_unsealed for insert to current_user with check (true);
      create policy ledger_unsealed_counted on ledger_unsealed for update to current_user using (true) with check (true);
      create policy vault_master_seen on vault_master for select to current_user using (true);
      create policy vault_master_used on vault_master for insert to current_user with check (retired_at is null);
      -- to lock the row, not to change it
      create policy vault_master_locked on vault_master for update to current_user using (true) with check (false);
    `);
    for (const table of ['ledger_entry', 'ledger_unsealed', 'signing_key', 'vault_master']) {
      this.addSql(`alter table ${table} force row level security`);
    }
  }
}
