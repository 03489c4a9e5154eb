import { Migration } from '@mikro-orm/migrations';

/** Steps of service that bear the same instant stand in the order in which they were written. */
export class ServiceOrder extends Migration {
  override up(): void {
    this.addSql('alter table resolution_service add column position bigint generated always as identity');
  }
}
