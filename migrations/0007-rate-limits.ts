import { Migration } from '@mikro-orm/migrations';

/**
 * Counters of the rate limits when there is no Redis. Unlogged: losing them in a crash costs nothing. Keys are keyed
 * hashes, so that no address of an anonymous complainant is kept.
 */
export class RateLimits extends Migration {
  override up(): void {
    this.addSql(`
      create unlogged table rate_limit (
        key varchar(255) primary key,
        points integer not null default 0,
        expire bigint
      );
      create index rate_limit_expire on rate_limit (expire);
      grant select, insert, update, delete on rate_limit to samleng_app;
    `);
  }
}
