import { Migration } from '@mikro-orm/migrations';

/**
 * What everything else stands on: who acts (settings local to a transaction), the append-only ledger that chains each
 * entry to the one before, the outbox from which later areas learn of facts, and the wrapped keys of the installation.
 */
export class Foundation extends Migration {
  override up(): void {
    this.addSql(`revoke create on schema public from public`);
    this.addSql(`grant usage on schema public to samleng_app`);

    // Who acts. Absent settings read as the empty string: nobody, who may do nothing.
    this.addSql(`
      create function acting_kind() returns text language sql stable parallel safe as
        $$ select coalesce(current_setting('samleng.kind', true), '') $$;
      create function acting_role() returns text language sql stable parallel safe as
        $$ select coalesce(current_setting('samleng.role', true), '') $$;
      create function acting_office() returns text language sql stable parallel safe as
        $$ select coalesce(current_setting('samleng.office', true), '') $$;
      create function acting_person() returns uuid language sql stable parallel safe as
        $$ select nullif(current_setting('samleng.person', true), '')::uuid $$;
      create function acting_case() returns uuid language sql stable parallel safe as
        $$ select nullif(current_setting('samleng.case', true), '')::uuid $$;
      create function acting_now() returns timestamptz language sql stable parallel safe as
        $$ select coalesce(nullif(current_setting('samleng.now', true), '')::timestamptz, now()) $$;
    `);

    this.addSql(`
      create table ledger_entry (
        chain text not null,
        seq bigint not null,
        id uuid not null,
        at timestamptz not null,
        actor_kind text not null check (actor_kind in ('staff', 'complainant', 'system')),
        actor_id text,
        actor_office text,
        event text not null,
        data jsonb not null,
        prev_hash bytea,
        hash bytea not null,
        primary key (chain, seq)
      );
      create unique index ledger_entry_id on ledger_entry (id);
      create index ledger_entry_at on ledger_entry (at);
    `);
    this.addSql(`
      create function ledger_hash(entry ledger_entry) returns bytea language sql immutable parallel safe as $$
        select sha256(coalesce(entry.prev_hash, ''::bytea) || convert_to(
          jsonb_build_array(entry.chain, entry.seq, entry.id, extract(epoch from entry.at)::text,
                            entry.actor_kind, entry.actor_id, entry.actor_office, entry.event, entry.data)::text, 'UTF8'))
      $$;
      create function ledger_append() returns trigger language plpgsql security definer set search_path = public as $$
      declare
        last_seq bigint;
        last_hash bytea;
      begin
        perform pg_advisory_xact_lock(hashtextextended(new.chain, 7));
        select seq, hash into last_seq, last_hash from ledger_entry where chain = new.chain order by seq desc limit 1;
        new.seq := coalesce(last_seq, 0) + 1;
        new.prev_hash := last_hash;
        new.hash := ledger_hash(new);
        return new;
      end $$;
      create trigger ledger_entry_append before insert on ledger_entry for each row execute function ledger_append();
      create function refuse_change() returns trigger language plpgsql as $$
      begin
        raise exception '% is append-only', tg_table_name using errcode = 'restrict_violation';
      end $$;
      create trigger ledger_entry_keep before update or delete on ledger_entry for each row execute function refuse_change();
      create trigger ledger_entry_keep_all before truncate on ledger_entry for each statement execute function refuse_change();
      grant select, insert on ledger_entry to samleng_app;
      alter table ledger_entry enable row level security;
      create policy ledger_insert on ledger_entry for insert with check (acting_kind() <> '');
      create policy ledger_read on ledger_entry for select using (acting_kind() = 'system' or acting_role() = 'auditor');
    `);

    this.addSql(`
      create table outbox (
        id bigint generated always as identity primary key,
        fact_id uuid not null unique,
        case_id uuid,
        event text not null,
        data jsonb not null,
        at timestamptz not null,
        relayed_at timestamptz
      );
      create index outbox_waiting on outbox (id) where relayed_at is null;
      grant select, insert, update on outbox to samleng_app;
      alter table outbox enable row level security;
      alter table outbox force row level security;
      create policy outbox_insert on outbox for insert with check (acting_kind() <> '');
      create policy outbox_relay on outbox using (acting_kind() = 'system');
    `);

    this.addSql(`
      create table vault_secret (
        name text primary key,
        master_id text not null,
        wrapped bytea not null,
        created_at timestamptz not null,
        rewrapped_at timestamptz
      );
      grant select, insert, update on vault_secret to samleng_app;
      alter table vault_secret enable row level security;
      alter table vault_secret force row level security;
      create policy vault_secret_system on vault_secret using (acting_kind() = 'system') with check (acting_kind() = 'system');
    `);

    // When the program last ran: downtime is measured from it, and a sandbox knows how far the clock has jumped.
    this.addSql(`
      create table heartbeat (
        name text primary key,
        at timestamptz not null
      );
      grant select, insert, update on heartbeat to samleng_app;
    `);
  }
}
