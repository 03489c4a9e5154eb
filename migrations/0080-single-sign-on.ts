import { Migration } from '@mikro-orm/migrations';

/**
 * Who may sign in at an OpenID Connect provider. An administrator says so for a person; the first sign-in there with the
 * person's verified e-mail ties their subject to them, as a keyed hash, and from then on only the subject counts.
 */
export class SingleSignOn extends Migration {
  override up(): void {
    this.addSql(`
      create table sso_link (
        person_id uuid primary key references person (id),
        allowed_by uuid references person (id),
        allowed_at timestamptz not null,
        subject bytea unique,
        linked_at timestamptz,
        check ((subject is null) = (linked_at is null))
      );
      grant select, insert, update, delete on sso_link to samleng_app;
      alter table sso_link enable row level security;
      alter table sso_link force row level security;
      create policy sso_link_system on sso_link using (acting_kind() = 'system') with check (acting_kind() = 'system');
      alter table session add column sso boolean not null default false;
    `);
  }
}
