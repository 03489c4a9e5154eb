import { Migration } from '@mikro-orm/migrations';

/**
 * Seals over the ledger: every hour the heads of all chains that grew are gathered under one signed root, chained to the
 * seal before. Whoever rewrites a chain whole, hashes and all, no longer fits what was sealed.
 */
export class LedgerSeals extends Migration {
  override up(): void {
    this.addSql(`
      -- chains with entries that no seal covers yet: what there is to do, whatever the size of the ledger
      create table ledger_unsealed (
        chain text primary key,
        entries bigint not null
      );
      insert into ledger_unsealed (chain, entries) select chain, count(*) from ledger_entry group by chain;
      -- update: only to lock rows
      grant select, update, delete on ledger_unsealed to samleng_app;
      alter table ledger_unsealed enable row level security;
      create policy ledger_unsealed_read on ledger_unsealed for select using (acting_kind() = 'system' or acting_role() = 'auditor');
      create policy ledger_unsealed_take on ledger_unsealed for delete using (acting_kind() = 'system');
      create policy ledger_unsealed_lock on ledger_unsealed for update using (acting_kind() = 'system') with check (false);

      -- The update locks the row until the entries are committed, so that sealing leaves such a chain for the next time.
      create function ledger_mark_unsealed() returns trigger language plpgsql security definer set search_path = public as $$
      begin
        insert into ledger_unsealed as u (chain, entries)
          select chain, count(*) from added group by chain order by chain
          on conflict (chain) do update set entries = u.entries + excluded.entries;
        return null;
      end $$;
      create trigger ledger_entry_unsealed after insert on ledger_entry referencing new table as added
        for each statement execute function ledger_mark_unsealed();
    `);
    this.addSql(`
      create table ledger_seal (
        number bigint primary key check (number >= 1),
        sealed_at timestamptz not null,
        chains integer not null check (chains > 0),
        entries bigint not null,
        root bytea not null,
        prev_hash bytea,
        hash bytea not null,
        key_id text not null,
        signature bytea not null,
        check ((number = 1) = (prev_hash is null))
      );
      -- the head of a chain when it was sealed: a leaf under the root
      create table ledger_seal_chain (
        seal bigint not null references ledger_seal (number),
        chain text not null,
        seq bigint not null,
        hash bytea not null,
        primary key (seal, chain)
      );
      create index ledger_seal_chain_of on ledger_seal_chain (chain, seq desc);
      -- what seals and receipts are verified with; the private half is wrapped in vault_secret
      create table signing_key (
        id text primary key,
        public_key bytea not null,
        created_at timestamptz not null
      );
    `);
    for (const table of ['ledger_seal', 'ledger_seal_chain', 'signing_key']) {
      this.addSql(`
        grant select, insert on ${table} to samleng_app;
        alter table ${table} enable row level security;
        create policy ${table}_add on ${table} for insert with check (acting_kind() = 'system');
        create trigger ${table}_keep before update or delete on ${table} for each row execute function refuse_change();
        create trigger ${table}_keep_all before truncate on ${table} for each statement execute function refuse_change();
      `);
    }
    this.addSql(`
      create policy ledger_seal_read on ledger_seal for select using (acting_kind() <> '');
      create policy ledger_seal_chain_read on ledger_seal_chain for select using (acting_kind() = 'system' or acting_role() = 'auditor');
      create policy signing_key_read on signing_key for select using (acting_kind() <> '');
    `);
  }
}
