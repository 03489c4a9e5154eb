import { Migration } from '@mikro-orm/migrations';

/**
 * The master keys that wrapped anything here, by name only. Nothing new is wrapped by a retired one: whoever still holds an
 * old ring of keys at that moment tries again with a new one, so that retiring a key can never lose a case.
 */
export class MasterKeys extends Migration {
  override up(): void {
    this.addSql(`
      create table vault_master (
        id text primary key,
        first_used_at timestamptz not null,
        -- shares of it were handed out
        escrowed_at timestamptz,
        escrow_shares integer,
        escrow_needed integer,
        retired_at timestamptz,
        check ((escrowed_at is null) = (escrow_shares is null) and (escrowed_at is null) = (escrow_needed is null))
      );
      insert into vault_master (id, first_used_at)
        select master_id, now() from case_key where wrapped is not null
        union select master_id, now() from vault_secret;
      grant select, update on vault_master to samleng_app;
      alter table vault_master enable row level security;
      create policy vault_master_system on vault_master using (acting_kind() = 'system') with check (acting_kind() = 'system');
    `);
    this.addSql(`
      -- The lock is shared by all who wrap and excludes who retires: of the two, one waits for the other. The error is one
      -- that the program answers by doing the whole transaction again.
      create function vault_master_in_use() returns trigger language plpgsql security definer set search_path = public as $$
      declare
        was_retired boolean;
      begin
        if new.wrapped is null then
          return new;
        end if;
        select retired_at is not null into was_retired from vault_master where id = new.master_id for share;
        if not found then
          insert into vault_master (id, first_used_at) values (new.master_id, acting_now()) on conflict (id) do nothing;
          select retired_at is not null into was_retired from vault_master where id = new.master_id for share;
        end if;
        if was_retired then
          raise exception 'the master key % is retired', new.master_id using errcode = 'serialization_failure';
        end if;
        return new;
      end $$;
      create trigger case_key_master_in_use before insert or update on case_key
        for each row execute function vault_master_in_use();
      create trigger vault_secret_master_in_use before insert or update on vault_secret
        for each row execute function vault_master_in_use();
    `);
    // Re-wrapping goes through the keys of one master in order.
    this.addSql(`
      create index case_key_by_master on case_key (master_id, case_id) where wrapped is not null;
      drop index case_key_master;
    `);
  }
}
