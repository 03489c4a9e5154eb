import { isRaw, type Configuration, type RawQueryFragment } from '@mikro-orm/core';
import { PostgreSqlConnection, PostgreSqlDriver } from '@mikro-orm/postgresql';
import { CompiledQuery, type Kysely } from 'kysely';

type Execute = PostgreSqlConnection['execute'];

/** What the ORM writes by itself for one table: it quotes every name, which statements written by hand do not. */
const ofTheOrm = /^(?:select "\w+"\.\* from|insert into|update|delete from) "/;

/**
 * The ORM writes values into the text of its statements, so that no two are alike and PostgreSQL reads and plans each of
 * them anew, which under row-level security takes far longer than carrying it out. Here they stand beside the text.
 */
class PreparingConnection extends PostgreSqlConnection {
  override execute<T extends Awaited<ReturnType<Execute>>>(
    ...[query, params, method, ctx, logging]: Parameters<Execute>
  ): Promise<T> {
    const statement = ctx && typeof query === 'string' && Array.isArray(params) ? valuesBeside(query, params) : null;
    if (statement === null) return super.execute<T>(query, params, method, ctx, logging);
    const prepared = { executeQuery: () => (ctx as unknown as Kysely<unknown>).executeQuery(statement) };
    return super.execute<T>(query, params, method, prepared as unknown as typeof ctx, logging);
  }
}

/** The statement with `$1`, `$2` for its values, where that means the same: each is one plain value, or SQL without values. */
function valuesBeside(query: string, given: readonly unknown[]): CompiledQuery | null {
  if (!ofTheOrm.test(query) || /\?\?|\\\?/.test(query) || !given.every((value) => isPlain(value) || isSql(value)))
    return null;
  const values: unknown[] = [];
  let at = 0;
  const text = query.replaceAll('?', () => {
    const value = given[at];
    at += 1;
    return isSql(value) ? value.sql : `$${values.push(value)}`;
  });
  return at === given.length ? CompiledQuery.raw(text, values) : null;
}

function isPlain(value: unknown): boolean {
  return ['string', 'number', 'boolean'].includes(typeof value) || value === null || value instanceof Date;
}

function isSql(value: unknown): value is RawQueryFragment {
  return isRaw(value) && value.params.length === 0 && !value.sql.includes('?');
}

/** PostgreSQL through the ORM, with statements that the server can keep prepared. */
export class PreparingDriver extends PostgreSqlDriver {
  protected override readonly connection: PreparingConnection;

  constructor(config: Configuration) {
    super(config);
    this.connection = new PreparingConnection(config);
  }
}
