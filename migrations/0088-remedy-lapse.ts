import { Migration } from '@mikro-orm/migrations';

/**
 * A remedy reported as delivered that the complainant never answers: asked again, and again with the day on which it is taken
 * as delivered, and then so taken. That is no confirmation, and is not called one.
 */
export class RemedyLapse extends Migration {
  override up(): void {
    this.addSql(`
      alter table remedy drop constraint remedy_state_check;
      alter table remedy add constraint remedy_state_check check (state in ('ordered', 'fulfilled', 'confirmed', 'disputed', 'lapsed'));
      alter table remedy add column asked integer not null default 1;
      alter table remedy add column lapsed_at timestamptz;
      alter table remedy add constraint remedy_lapsed check ((state = 'lapsed') = (lapsed_at is not null));
      create index remedy_unanswered on remedy (fulfilled_at) where state = 'fulfilled';
    `);
  }
}
