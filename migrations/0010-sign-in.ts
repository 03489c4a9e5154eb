import { Migration } from '@mikro-orm/migrations';

/**
 * Sign-in: invitations instead of shared passwords, recovery codes, delays per account and network, and sessions that
 * belong to one post. Everything secret is a hash or sealed; only the system reaches it.
 */
export class SignIn extends Migration {
  override up(): void {
    this.addSql(`
      alter table person
        add column name_latin text,
        add column language text not null default 'km' check (language in ('km', 'en'));
    `);
    // A session from before knows no post and so fits none: it is over.
    this.addSql(`
      alter table session
        add column role text not null default '',
        add column office text not null default '';
      alter table session alter column role drop default, alter column office drop default;
      create index session_over on session (expires_at);
      grant delete on session to samleng_app;
    `);
    this.addSql(`
      create table recovery_code (
        person_id uuid not null references person (id),
        hash bytea not null,
        created_at timestamptz not null,
        used_at timestamptz,
        primary key (person_id, hash)
      );

      -- keyed hashes of account and network: neither an e-mail nor an address can be read from it
      create table sign_in_attempt (
        account bytea not null,
        network bytea not null,
        failed_count integer not null check (failed_count >= 0),
        last_failed_at timestamptz not null,
        blocked_until timestamptz,
        primary key (account, network)
      );
      create index sign_in_attempt_old on sign_in_attempt (last_failed_at);

      create table invitation (
        id uuid primary key,
        person_id uuid not null references person (id),
        token_hash bytea not null unique,
        totp_sealed bytea,
        invited_by uuid references person (id),
        created_at timestamptz not null,
        expires_at timestamptz not null,
        -- accepted, or replaced by a later one
        closed_at timestamptz
      );
      create unique index invitation_one_open on invitation (person_id) where closed_at is null;
    `);
    for (const [table, grants] of [
      ['recovery_code', 'select, insert, update, delete'],
      ['sign_in_attempt', 'select, insert, update, delete'],
      ['invitation', 'select, insert, update'],
    ]) {
      this.addSql(`
        grant ${grants} on ${table} to samleng_app;
        alter table ${table} enable row level security;
        alter table ${table} force row level security;
        create policy ${table}_system on ${table} using (acting_kind() = 'system') with check (acting_kind() = 'system');
      `);
    }
  }
}
