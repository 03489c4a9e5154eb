import { Migration } from '@mikro-orm/migrations';

/**
 * Reference data: programmes, categories, ladders, deadline rules, calendar, offices, places. No personal data, so the
 * program may read all of it. What is law is locked here, in the database: the program's role can add a dated version of a
 * law only through `reference_add_law`, which keeps every earlier version and asks for the instrument.
 */
export class Reference extends Migration {
  override up(): void {
    this.addSql(`
      create table reference_state (
        only_one boolean primary key default true check (only_one),
        version bigint not null
      );
      insert into reference_state (version) values (1);
      grant select on reference_state to samleng_app;
      create function reference_changed() returns trigger language plpgsql security definer set search_path = public as $$
      begin
        update reference_state set version = version + 1;
        return null;
      end $$;
    `);

    this.addSql(`
      create function is_bilingual(value jsonb) returns boolean language sql immutable parallel safe as $$
        select coalesce(jsonb_typeof(value) = 'object' and length(trim(value ->> 'km')) > 0 and length(trim(value ->> 'en')) > 0, false)
      $$;
    `);

    // One file, one hash: what has been loaded already is not looked at again.
    this.addSql(`
      create table reference_file (
        name text primary key,
        hash text not null,
        loaded_at timestamptz not null
      );
      grant select, insert, update on reference_file to samleng_app;
    `);

    this.addSql(`
      create table reference_row (
        kind text not null check (kind ~ '^[a-z_]+$'),
        code text not null check (length(code) between 1 and 80),
        version integer not null check (version >= 1),
        valid_from date not null,
        valid_to date,
        force text not null check (force in ('law', 'policy', 'default', 'open')),
        origin text not null check (origin in ('shipped', 'administrator')),
        position integer not null default 0,
        data jsonb not null check (jsonb_typeof(data) = 'object'),
        source jsonb not null check (is_bilingual(source)),
        row_version integer not null default 1,
        created_at timestamptz not null,
        created_by text not null,
        changed_at timestamptz,
        changed_by text,
        primary key (kind, code, version),
        unique (kind, code, valid_from),
        check (valid_to is null or valid_to >= valid_from),
        check (
          kind <> 'sla_rule' or (
            (data #>> '{period,amount}')::numeric > 0
            and data #>> '{period,unit}' in ('working_days', 'clock_hours')
            and data ->> 'severity' in ('S1', 'S2', 'S3', 'S4')
            and (force <> 'law' or not (data ->> 'pausable')::boolean)
          )
        )
      );
      comment on column reference_row.valid_to is 'last day on which the version holds';
      create unique index reference_row_open on reference_row (kind, code) where valid_to is null;
      create unique index reference_row_sla_cell on reference_row
        ((data ->> 'clock'), (data ->> 'track'), coalesce(data ->> 'tier', ''), (data ->> 'severity'))
        where kind = 'sla_rule' and valid_to is null;
      grant select, insert, update on reference_row to samleng_app;
      create trigger reference_row_changed after insert or update or delete on reference_row
        for each statement execute function reference_changed();
    `);
    this.addSql(`
      create function reference_row_guard() returns trigger language plpgsql as $$
      declare
        is_owner boolean := current_user = (select pg_get_userbyid(relowner) from pg_class where oid = tg_relid);
        keeps record;
      begin
        if not is_owner then
          if tg_op <> 'INSERT' and old.force = 'law' then
            raise exception 'reference.law_is_locked' using errcode = 'restrict_violation', detail = old.kind || ' ' || old.code;
          end if;
          if tg_op <> 'DELETE' and new.force = 'law' then
            raise exception 'reference.law_is_locked' using errcode = 'restrict_violation', detail = new.kind || ' ' || new.code;
          end if;
        end if;
        if tg_op = 'DELETE' then
          return old;
        end if;
        if tg_op = 'UPDATE' and (new.kind, new.code, new.version, new.valid_from) is distinct from (old.kind, old.code, old.version, old.valid_from) then
          raise exception 'reference.identity_is_kept' using errcode = 'restrict_violation', detail = old.kind || ' ' || old.code;
        end if;
        for keeps in
          select force from reference_row r
          where r.kind = new.kind and r.code = new.code and r.version <> new.version
            and daterange(r.valid_from, r.valid_to, '[]') && daterange(new.valid_from, new.valid_to, '[]')
        loop
          if keeps.force = 'law' and not is_owner then
            raise exception 'reference.law_is_locked' using errcode = 'restrict_violation', detail = new.kind || ' ' || new.code;
          end if;
          raise exception 'reference.dates_overlap' using errcode = 'exclusion_violation', detail = new.kind || ' ' || new.code;
        end loop;
        return new;
      end $$;
      create trigger reference_row_guard before insert or update or delete on reference_row
        for each row execute function reference_row_guard();
    `);
    // The one way to add law: a new dated version, by the program itself, with its instrument. Nothing earlier is rewritten,
    // the version before only ends the day before.
    this.addSql(`
      create function reference_add_law(rows jsonb) returns integer language plpgsql security definer set search_path = public as $$
      declare
        fresh record;
        added integer := 0;
      begin
        if acting_kind() <> 'system' then
          raise exception 'reference.law_is_locked' using errcode = 'restrict_violation';
        end if;
        for fresh in
          select * from jsonb_to_recordset(rows) as f(kind text, code text, version integer, valid_from date, valid_to date,
            position integer, data jsonb, source jsonb, created_at timestamptz, created_by text)
        loop
          update reference_row set valid_to = fresh.valid_from - 1, row_version = row_version + 1,
              changed_at = fresh.created_at, changed_by = fresh.created_by
            where kind = fresh.kind and code = fresh.code and valid_to is null and valid_from < fresh.valid_from;
          insert into reference_row (kind, code, version, valid_from, valid_to, force, origin, position, data, source, created_at, created_by)
            values (fresh.kind, fresh.code, fresh.version, fresh.valid_from, fresh.valid_to, 'law', 'shipped',
              coalesce(fresh.position, 0), fresh.data, fresh.source, fresh.created_at, fresh.created_by);
          added := added + 1;
        end loop;
        return added;
      end $$;
      revoke all on function reference_add_law(jsonb) from public;
      grant execute on function reference_add_law(jsonb) to samleng_app;
    `);

    this.addSql(`
      create table place (
        code text primary key,
        level text not null,
        parent text references place (code),
        name_km text not null check (length(trim(name_km)) > 0),
        name_en text not null check (length(trim(name_en)) > 0),
        unit_km text not null,
        unit_en text not null,
        valid_from date not null,
        valid_to date,
        origin text not null check (origin in ('shipped', 'import', 'administrator')),
        row_version integer not null default 1,
        created_at timestamptz not null,
        created_by text not null,
        changed_at timestamptz,
        changed_by text,
        check (code ~ '^([0-9]{2}){1,4}$'),
        check (level = (array['province', 'district', 'commune', 'village'])[length(code) / 2]),
        check (case when length(code) = 2 then parent is null else parent is not distinct from left(code, length(code) - 2) end),
        check (valid_to is null or valid_to >= valid_from)
      );
      create index place_parent on place (parent);
      grant select, insert, update on place to samleng_app;
      create trigger place_changed after insert or update or delete on place for each statement execute function reference_changed();
    `);

    this.addSql(`
      create table office (
        code text primary key check (length(code) between 1 and 40),
        tier text,
        type text not null check (type in ('commune', 'district', 'province', 'operator', 'operator_branch', 'committee',
          'regulator', 'policy', 'protection_desk', 'hotline')),
        name_km text not null check (length(trim(name_km)) > 0),
        name_en text not null check (length(trim(name_en)) > 0),
        place text references place (code),
        operator text,
        supervisor text references office (code) deferrable initially deferred,
        phone text,
        force text not null check (force in ('policy', 'default', 'open')),
        source jsonb not null check (is_bilingual(source)),
        valid_from date not null,
        valid_to date,
        origin text not null check (origin in ('shipped', 'import', 'administrator')),
        row_version integer not null default 1,
        created_at timestamptz not null,
        created_by text not null,
        changed_at timestamptz,
        changed_by text,
        check (type not in ('commune', 'district', 'province') or place is not distinct from code),
        check (type <> 'protection_desk' or operator is not null),
        check (supervisor is null or supervisor <> code or type not in ('commune', 'district', 'province')),
        check (valid_to is null or valid_to >= valid_from)
      );
      create index office_tier on office (tier);
      create index office_place on office (place);
      grant select, insert, update on office to samleng_app;
      create trigger office_changed after insert or update or delete on office for each statement execute function reference_changed();
    `);

    // A version of the calendar is the whole list of holidays, kept for ever: deadlines cite the version they were counted with.
    this.addSql(`
      create table calendar_version (
        version integer primary key check (version >= 1),
        source jsonb not null check (is_bilingual(source)),
        provisional_years integer[] not null,
        origin text not null check (origin in ('shipped', 'import', 'administrator')),
        created_at timestamptz not null,
        created_by text not null
      );
      create table holiday (
        calendar_version integer not null references calendar_version (version),
        on_date date not null,
        name_km text not null check (length(trim(name_km)) > 0),
        name_en text not null check (length(trim(name_en)) > 0),
        is_provisional boolean not null,
        primary key (calendar_version, on_date)
      );
      grant select, insert on calendar_version, holiday to samleng_app;
      create trigger calendar_version_keep before update or delete on calendar_version for each row execute function refuse_change();
      create trigger holiday_keep before update or delete on holiday for each row execute function refuse_change();
      create trigger calendar_version_changed after insert on calendar_version for each statement execute function reference_changed();
      create trigger holiday_changed after insert on holiday for each statement execute function reference_changed();
    `);

    this.addSql(`
      create table import_run (
        id uuid primary key,
        kind text not null check (kind in ('places', 'holidays')),
        content_hash text not null,
        line_count integer not null check (line_count >= 0),
        counts jsonb not null,
        at timestamptz not null,
        by text not null
      );
      grant select, insert on import_run to samleng_app;
      create trigger import_run_keep before update or delete on import_run for each row execute function refuse_change();
    `);

    // Everybody reads; only the program itself and an administrator write.
    for (const table of [
      'reference_file',
      'reference_row',
      'place',
      'office',
      'calendar_version',
      'holiday',
      'import_run',
    ]) {
      this.addSql(`
        alter table ${table} enable row level security;
        alter table ${table} force row level security;
        create policy ${table}_read on ${table} for select using (true);
        create policy ${table}_add on ${table} for insert with check (acting_kind() = 'system' or acting_role() = 'administrator');
        create policy ${table}_change on ${table} for update using (acting_kind() = 'system' or acting_role() = 'administrator');
      `);
    }
  }
}
