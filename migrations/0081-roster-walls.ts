import { Migration } from '@mikro-orm/migrations';

/**
 * The roster of neutrals is kept by those who keep disputes, for people of their own office or, at the regulator, of any: the
 * code said so, PostgreSQL did not. And seals, which name cases by their chains, are under forced row-level security like
 * every table about cases; the two that functions of their owner write are the only ones that cannot be.
 */
export class RosterWalls extends Migration {
  override up(): void {
    const keeps = `(select acting_kind()) = 'system' or ((select acting_kind()) = 'staff'
      and (select acting_role()) in ('operator_handler', 'operator_supervisor', 'committee_member', 'regulator_reviewer', 'policy_reviewer')
      and (office = (select acting_office()) or (select acting_role()) = 'regulator_reviewer'))`;
    this.addSql(`
      drop policy neutral_write on neutral;
      drop policy neutral_change on neutral;
      create policy neutral_write on neutral for insert with check (${keeps});
      create policy neutral_change on neutral for update using (${keeps}) with check (${keeps});
      alter table ledger_seal force row level security;
      alter table ledger_seal_chain force row level security;
    `);
  }
}
