import { Migration } from '@mikro-orm/migrations';

/** The roster of neutrals is kept by those who keep dispute files, and by nobody else among staff. */
export class Neutrals extends Migration {
  override up(): void {
    const keeps = `acting_kind() = 'system' or (acting_kind() = 'staff' and acting_role() in
      ('committee_member', 'regulator_reviewer', 'operator_supervisor', 'operator_handler', 'policy_reviewer'))`;
    this.addSql(`
      drop policy neutral_write on neutral;
      create policy neutral_write on neutral for insert with check (${keeps});
      drop policy neutral_change on neutral;
      create policy neutral_change on neutral for update using (${keeps}) with check (${keeps});
    `);
  }
}
