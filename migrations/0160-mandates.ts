import { Migration } from '@mikro-orm/migrations';

/**
 * Filing by a representative: whose word an appeal was, and when the paper of a mandate was shown. A representative named when
 * the complaint was filed comes into the dispute without that, and the complaint is complete when it has been shown.
 */
export class Mandates extends Migration {
  override up(): void {
    this.addSql(`
      alter table appeal add column by_representative boolean not null default false;
      alter table resolution_representative add column shown_at timestamptz;
      -- null for those shown when they were added
    `);
  }
}
