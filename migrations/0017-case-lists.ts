import { Migration } from '@mikro-orm/migrations';

/** Lists that the work-list indexes do not serve: ended cases of an office, and what an intake office took in, newest first. */
export class CaseLists extends Migration {
  override up(): void {
    this.addSql(`
      create index case_file_ended on case_file (held_office, closed_at desc, id desc)
        where status in ('closed', 'withdrawn', 'referred', 'inadmissible');
      create index case_file_taken_in on case_file (intake_office, id desc) where intake_office is not null;
    `);
  }
}
