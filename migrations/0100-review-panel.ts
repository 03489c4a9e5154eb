import { Migration } from '@mikro-orm/migrations';

/**
 * The review panel of three at the last body of social assistance: who sits, what each declared, how each voted. PostgreSQL
 * holds by itself that no decision is written there without three members who declared that nothing stands in the way, a
 * majority for the outcome and the chair's signature. Votes are seen by members who have voted, and by auditors afterwards.
 */
export class ReviewPanel extends Migration {
  override up(): void {
    this.addSql(`
      create table review_panel (
        id uuid primary key,
        case_id uuid not null references case_file (id),
        office text not null references office (code),
        tier text not null,
        appointed_by uuid not null references person (id),
        appointed_at timestamptz not null,
        -- the majority's outcome, once the chair has signed
        outcome text,
        signed_by uuid references person (id),
        signed_at timestamptz,
        decision_id uuid references case_decision (id),
        ended_at timestamptz,
        end_reason text,
        version integer not null default 1,
        check ((signed_at is null) = (signed_by is null) and (signed_at is null) = (outcome is null)),
        check (signed_at is null or ended_at is null),
        check (decision_id is null or signed_at is not null)
      );
      -- one panel at work a case; those before it stay on record
      create unique index review_panel_one_open on review_panel (case_id) where signed_at is null and ended_at is null;
      create index review_panel_case on review_panel (case_id, appointed_at);

      create table review_seat (
        id uuid primary key,
        panel_id uuid not null references review_panel (id),
        case_id uuid not null references case_file (id),
        person_id uuid not null references person (id),
        chair boolean not null,
        appointed_by uuid not null references person (id),
        appointed_at timestamptz not null,
        declaration text not null default 'none' check (declaration in ('none', 'clear', 'conflict')),
        declared_at timestamptz,
        sealed_declaration bytea,
        voted_at timestamptz,
        replaces uuid unique references review_seat (id),
        ended_at timestamptz,
        end_reason text check (end_reason in ('conflict_declared', 'replaced')),
        sealed_end_reason bytea,
        -- named access to a protected case that came with the seat, and ends with it
        named boolean not null default false,
        check ((declaration = 'none') = (declared_at is null)),
        check ((ended_at is null) = (end_reason is null)),
        check (declaration <> 'conflict' or ended_at is not null),
        check (voted_at is null or declaration = 'clear')
      );
      create unique index review_seat_person on review_seat (panel_id, person_id) where ended_at is null;
      create unique index review_seat_chair on review_seat (panel_id) where chair and ended_at is null;
      create index review_seat_case on review_seat (case_id);
      create index review_seat_waits on review_seat (person_id) where ended_at is null;

      create table review_vote (
        id uuid primary key,
        panel_id uuid not null references review_panel (id),
        case_id uuid not null references case_file (id),
        seat_id uuid not null references review_seat (id),
        person_id uuid not null references person (id),
        outcome text not null,
        sealed bytea not null,
        cast_at timestamptz not null,
        -- an earlier word of the same member: kept, not counted
        superseded_at timestamptz
      );
      create unique index review_vote_counts on review_vote (seat_id) where superseded_at is null;
      create index review_vote_case on review_vote (case_id);
      create index review_vote_panel on review_vote (panel_id);
    `);
    for (const table of ['review_panel', 'review_seat', 'review_vote']) {
      this.addSql(`
        grant select, insert, update on ${table} to samleng_app;
        alter table ${table} enable row level security;
        alter table ${table} force row level security;
      `);
    }
    const system = `(select acting_kind()) = 'system'`;
    const staff = `(select acting_kind()) = 'staff'`;
    const me = `(select acting_person())`;
    const seen = (table: string) => `exists (select 1 from case_file c where c.id = ${table}.case_id)`;
    // Whoever keeps panels: a reviewer of the body, at the office that holds the case.
    const keeps = (table: string) => `(${staff} and (select acting_role()) = 'policy_reviewer'
      and exists (select 1 from case_file c where c.id = ${table}.case_id and c.held_office = (select acting_office())))`;
    const mySeat = (panel: string, more = '') => `(${staff} and exists (select 1 from review_seat s
      where s.panel_id = ${panel} and s.person_id = ${me} and s.ended_at is null${more}))`;
    this.addSql(`
      create policy review_seat_read on review_seat for select using (
        ${system} or (${staff} and person_id = ${me}) or ${seen('review_seat')});
      create policy review_seat_insert on review_seat for insert with check (${system} or ${keeps('review_seat')});
      create policy review_seat_update on review_seat for update using (
        ${system} or (${staff} and person_id = ${me}) or ${keeps('review_seat')});

      create policy review_panel_read on review_panel for select using (
        ${system} or ${seen('review_panel')} or ${mySeat('review_panel.id')});
      create policy review_panel_insert on review_panel for insert with check (${system} or ${keeps('review_panel')});
      create policy review_panel_update on review_panel for update using (
        ${system} or ${keeps('review_panel')} or ${mySeat('review_panel.id')});

      create policy review_vote_read on review_vote for select using (
        ${system} or (${staff} and person_id = ${me})
        or ${mySeat('review_vote.panel_id', ` and s.declaration = 'clear' and s.voted_at is not null`)}
        or (${staff} and (select acting_role()) = 'auditor' and ${seen('review_vote')}
          and exists (select 1 from review_panel p where p.id = review_vote.panel_id and p.signed_at is not null)));
      create policy review_vote_insert on review_vote for insert with check (
        ${staff} and person_id = ${me} and exists (select 1 from review_seat s where s.id = review_vote.seat_id
          and s.panel_id = review_vote.panel_id and s.case_id = review_vote.case_id
          and s.person_id = ${me} and s.ended_at is null and s.declaration = 'clear'));
      create policy review_vote_update on review_vote for update using (${staff} and person_id = ${me});

      -- A panel is never made signed; it is signed by its chair, and then nothing of it changes but the decision it led to.
      create function review_panel_signs() returns trigger language plpgsql as $$
      begin
        if tg_op = 'INSERT' then
          if new.signed_at is not null then
            raise exception 'a panel is signed by its chair after its votes' using errcode = 'check_violation';
          end if;
          return new;
        end if;
        if old.signed_at is not null and (new.signed_at, new.signed_by, new.outcome, new.case_id)
            is distinct from (old.signed_at, old.signed_by, old.outcome, old.case_id) then
          raise exception 'a signed panel does not change' using errcode = 'check_violation';
        end if;
        if old.signed_at is null and new.signed_at is not null and (
            (select count(*) from review_seat s where s.panel_id = new.id and s.ended_at is null and s.declaration = 'clear') <> 3
            or (select count(*) from review_seat s where s.panel_id = new.id and s.ended_at is null) <> 3
            or not exists (select 1 from review_seat s where s.panel_id = new.id and s.ended_at is null
              and s.chair and s.person_id = new.signed_by)
            or (select count(*) from review_vote v join review_seat s on s.id = v.seat_id and s.ended_at is null
              where v.panel_id = new.id and v.superseded_at is null) <> 3
            or (select count(*) from review_vote v join review_seat s on s.id = v.seat_id and s.ended_at is null
              where v.panel_id = new.id and v.superseded_at is null and v.outcome = new.outcome) < 2) then
          raise exception 'a panel needs three clear declarations, three votes, a majority and its chair' using errcode = 'check_violation';
        end if;
        return new;
      end $$;
      create trigger review_panel_signs before insert or update on review_panel for each row execute function review_panel_signs();

      create function review_panel_is_fixed() returns trigger language plpgsql as $$
      begin
        if exists (select 1 from review_panel p where p.id = new.panel_id and p.signed_at is not null) then
          raise exception 'a signed panel does not change' using errcode = 'check_violation';
        end if;
        return new;
      end $$;
      create trigger review_vote_is_fixed before insert or update on review_vote for each row execute function review_panel_is_fixed();
      create trigger review_seat_is_fixed before insert or update on review_seat for each row execute function review_panel_is_fixed();

      -- Nobody decides alone at the last body of social assistance (DOMAIN 1, policy).
      create function decision_needs_panel() returns trigger language plpgsql as $$
      begin
        if new.tier = 'SA5' and not exists (select 1 from review_panel p where p.case_id = new.case_id
            and p.signed_at = new.decided_at and p.signed_by = new.decided_by and p.outcome = new.outcome and p.decision_id is null) then
          raise exception 'a decision at SA5 is a panel''s' using errcode = 'check_violation';
        end if;
        return new;
      end $$;
      create trigger decision_needs_panel before insert on case_decision for each row execute function decision_needs_panel();
    `);
  }
}
