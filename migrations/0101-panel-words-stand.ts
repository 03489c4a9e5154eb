import { Migration } from '@mikro-orm/migrations';

/**
 * What a member of a review panel said stands: nobody declares, votes or signs for another, a declaration is not taken back, who
 * left does not return to the seat, and of a vote nothing changes but that a later one takes its place. The person who acts
 * stays known where the program looks with the system's eyes, so PostgreSQL can tell.
 */
export class PanelWordsStand extends Migration {
  override up(): void {
    this.addSql(`
      create function review_seat_stands() returns trigger language plpgsql as $$
      begin
        if (new.panel_id, new.case_id, new.person_id, new.chair, new.replaces)
            is distinct from (old.panel_id, old.case_id, old.person_id, old.chair, old.replaces)
          or (old.declaration <> 'none' and new.declaration <> old.declaration)
          or (old.ended_at is not null and new.ended_at is distinct from old.ended_at) then
          raise exception 'what a member of a panel said stands' using errcode = 'check_violation';
        end if;
        if ((new.declaration, new.voted_at) is distinct from (old.declaration, old.voted_at))
            and acting_person() is distinct from old.person_id then
          raise exception 'nobody declares or votes for another' using errcode = 'check_violation';
        end if;
        return new;
      end $$;
      create trigger review_seat_stands before update on review_seat for each row execute function review_seat_stands();

      create function review_vote_stands() returns trigger language plpgsql as $$
      begin
        if (new.panel_id, new.case_id, new.seat_id, new.person_id, new.outcome, new.sealed, new.cast_at)
            is distinct from (old.panel_id, old.case_id, old.seat_id, old.person_id, old.outcome, old.sealed, old.cast_at)
          or (old.superseded_at is not null and new.superseded_at is distinct from old.superseded_at) then
          raise exception 'a vote stands as it was cast' using errcode = 'check_violation';
        end if;
        return new;
      end $$;
      create trigger review_vote_stands before update on review_vote for each row execute function review_vote_stands();

      create function review_panel_own_hand() returns trigger language plpgsql as $$
      begin
        if old.signed_at is null and new.signed_at is not null and acting_person() is distinct from new.signed_by then
          raise exception 'nobody signs for another' using errcode = 'check_violation';
        end if;
        return new;
      end $$;
      create trigger review_panel_signs_oneself before update on review_panel for each row execute function review_panel_own_hand();
    `);
  }
}
