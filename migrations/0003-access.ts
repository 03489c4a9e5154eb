import { Migration } from '@mikro-orm/migrations';

/**
 * People and sign-in. Credentials live apart from people, so that no read of a person can carry a password hash, and only
 * the sign-in code (acting as the system) reaches them.
 */
export class Access extends Migration {
  override up(): void {
    this.addSql(`
      create table person (
        id uuid primary key,
        email text not null,
        name text not null,
        role text not null,
        office text not null references office (code),
        active boolean not null default true,
        demo boolean not null default false,
        phone text,
        created_at timestamptz not null,
        deactivated_at timestamptz
      );
      create unique index person_email on person (lower(email));
      create index person_office on person (office) where active;
      grant select, insert, update on person to samleng_app;
      alter table person enable row level security;
      alter table person force row level security;
      create policy person_read on person for select using (acting_kind() in ('system', 'staff'));
      create policy person_write on person for all
        using (acting_kind() = 'system' or acting_role() = 'administrator')
        with check (acting_kind() = 'system' or acting_role() = 'administrator');
    `);
    this.addSql(`
      create table credential (
        person_id uuid primary key references person (id),
        password_hash text,
        totp_sealed bytea,
        totp_last_step bigint,
        failed_count integer not null default 0,
        blocked_until timestamptz,
        changed_at timestamptz not null
      );
      grant select, insert, update on credential to samleng_app;
      alter table credential enable row level security;
      alter table credential force row level security;
      create policy credential_system on credential using (acting_kind() = 'system') with check (acting_kind() = 'system');
    `);
    this.addSql(`
      create table session (
        id uuid primary key,
        token_hash bytea not null unique,
        person_id uuid not null references person (id),
        via text not null check (via in ('web', 'api')),
        created_at timestamptz not null,
        last_seen_at timestamptz not null,
        expires_at timestamptz not null,
        ended_at timestamptz
      );
      create index session_person on session (person_id) where ended_at is null;
      grant select, insert, update on session to samleng_app;
      alter table session enable row level security;
      alter table session force row level security;
      create policy session_system on session
        using (acting_kind() = 'system' or person_id = acting_person())
        with check (acting_kind() = 'system' or person_id = acting_person());
    `);
  }
}
