import { Migration } from '@mikro-orm/migrations';

/**
 * What the sweep failed at is seen by staff who see the case: then the watched queue and its number are asked for as whoever
 * reads them, and nobody's count holds a case that they do not see.
 */
export class FailuresInSight extends Migration {
  override up(): void {
    this.addSql(`
      create policy sweep_failure_seen on sweep_failure for select using (
        (select acting_kind()) = 'staff' and exists (select 1 from case_file c where c.id = sweep_failure.case_id));
    `);
  }
}
