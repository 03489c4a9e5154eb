import { Migration } from '@mikro-orm/migrations';

/**
 * Some people can only be told by voice or in person: what is to be said to them is a notice too, for the office to carry
 * out. And the outbox remembers itself which facts still have no notices, so that a lost wake-up loses no message.
 */
export class NoticeByHand extends Migration {
  override up(): void {
    this.addSql(`
      alter table notice drop constraint notice_channel_check;
      alter table notice add constraint notice_channel_check check (channel in ('sms', 'email', 'voice', 'in_person'));
      alter table notice drop constraint notice_state_check;
      alter table notice add constraint notice_state_check check (state in
        ('queued', 'sending', 'sent', 'delivered', 'failed', 'dead', 'uncertain', 'by_hand', 'told'));
      alter table notice add column told_by uuid references person (id);
      alter table notice add column told_at timestamptz;
      alter table notice add constraint notice_by_hand_check check (
        (channel in ('voice', 'in_person')) = (state in ('by_hand', 'told')));
      create index notice_by_hand on notice (created_at, id) where state = 'by_hand';
    `);
    this.addSql(`
      alter table outbox add column composed_at timestamptz;
      alter table outbox add column compose_attempts integer not null default 0;
      alter table outbox add column compose_after timestamptz;
      create index outbox_to_compose on outbox (id) where composed_at is null;
    `);
  }
}
