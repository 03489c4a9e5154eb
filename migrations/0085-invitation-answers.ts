import { Migration } from '@mikro-orm/migrations';

/** A party says itself, on its own page, that it has read an invitation and whether it will come. */
export class InvitationAnswers extends Migration {
  override up(): void {
    this.addSql(`
      alter table resolution_invitation add column answer text check (answer in ('coming', 'not_coming'));
      alter table resolution_invitation add column answered_at timestamptz;
      alter table resolution_service drop constraint resolution_service_channel_check;
      alter table resolution_service add constraint resolution_service_channel_check
        check (channel in ('sms', 'email', 'letter', 'in_person', 'phone', 'own_page'));
    `);
  }
}
