import { createHmac } from 'node:crypto';

import { MikroORM, type EntitySchema, type SqlEntityManager } from '@mikro-orm/postgresql';
import { Migrator, type Migration } from '@mikro-orm/migrations';
import pg from 'pg';

import { PreparedStatements } from './prepared-statements.ts';
import { PreparingDriver } from './preparing-driver.ts';
import { Session } from './session.ts';

/** The role the program works as: owns nothing, cannot bypass row-level security. */
export const appRole = 'samleng_app';

export type MigrationList = readonly {
  readonly name: string;
  readonly class: new (...args: ConstructorParameters<typeof Migration>) => Migration;
}[];

/** A connection pool as the restricted role, through MikroORM. */
export interface Database {
  readonly orm: MikroORM;
  /** Connection URL of the restricted role (job queue, listeners). */
  readonly url: string;
  /** A fresh entity manager: one a transaction. */
  fork(): SqlEntityManager;
  /** A connection of the pool for one transaction; to be released. */
  session(): Promise<Session>;
  /** @throws when the database does not answer */
  ping(): Promise<void>;
  close(): Promise<void>;
}

const migrationLock = 5_310_726;
const minimumVersion = 15_0000;

/**
 * Makes the restricted role, applies the migrations that are missing and prepares the job queue's schema. Safe to run
 * from several processes at once: one does it, the others wait.
 * @returns the URL with which the program itself connects
 * @throws Error saying in one line what is wrong with the database
 */
export async function prepareDatabase(options: {
  readonly ownerUrl: string;
  readonly appUrl: string | null;
  readonly migrations: MigrationList;
  readonly prepareQueue: (client: pg.Client) => Promise<void>;
  readonly progress: (what: string) => void;
}): Promise<{ appUrl: string; restricted: boolean }> {
  const client = new pg.Client({ connectionString: options.ownerUrl, connectionTimeoutMillis: 10_000 });
  client.on('error', () => undefined);
  await client.connect().catch((error: unknown) => {
    throw new Error(`the database at ${withoutPassword(options.ownerUrl)} cannot be used: ${reason(error)}`);
  });
  try {
    const version = Number(
      (await client.query<{ server_version_num: string }>('show server_version_num')).rows[0]?.server_version_num,
    );
    if (version < minimumVersion)
      throw new Error(
        `PostgreSQL 15 or later is needed; ${withoutPassword(options.ownerUrl)} runs ${Math.floor(version / 10000)}`,
      );
    await client.query('select pg_advisory_lock($1)', [migrationLock]);
    const { appUrl, restricted } = await ensureAppRole(client, options.ownerUrl, options.appUrl);
    await applyMigrations(options.ownerUrl, options.migrations, options.progress);
    await options.prepareQueue(client);
    await client.query(`grant usage on schema bullmq to ${appRole}`);
    await client.query(`grant select, insert, update, delete on all tables in schema bullmq to ${appRole}`);
    await client.query(`grant usage, select, update on all sequences in schema bullmq to ${appRole}`);
    await client.query(`grant execute on all functions in schema bullmq to ${appRole}`);
    return { appUrl, restricted };
  } finally {
    await client.end();
  }
}

/**
 * The restricted role's password is derived from the owner's, so that processes on several machines that share
 * DATABASE_URL agree on it without passing it around.
 */
async function ensureAppRole(
  client: pg.Client,
  ownerUrl: string,
  givenAppUrl: string | null,
): Promise<{ appUrl: string; restricted: boolean }> {
  const exists = (await client.query('select 1 from pg_roles where rolname = $1', [appRole])).rowCount === 1;
  if (givenAppUrl) {
    if (!exists) throw new Error(`DATABASE_APP_URL is set but the role ${appRole} does not exist`);
    return { appUrl: givenAppUrl, restricted: true };
  }
  const me = (
    await client.query<{ may: boolean }>(
      'select rolcreaterole or rolsuper as may from pg_roles where rolname = current_user',
    )
  ).rows[0];
  if (!me?.may) {
    throw new Error(
      `the user of DATABASE_URL may not create the role ${appRole}: grant it CREATEROLE, or let an administrator create ${appRole} LOGIN and set DATABASE_APP_URL`,
    );
  }
  const appUrl = restrictedUrl(ownerUrl);
  if (!exists) await client.query(`create role ${appRole} login nosuperuser nocreatedb nocreaterole nobypassrls`);
  if (!exists || !(await opens(appUrl))) {
    await whileOthersDoTheSame(() =>
      client.query(`alter role ${appRole} with login password ${client.escapeLiteral(new URL(appUrl).password)}`),
    );
  }
  return { appUrl, restricted: true };
}

/** Where the restricted role connects. Its password follows from the owner's. */
export function restrictedUrl(ownerUrl: string): string {
  const owner = new URL(ownerUrl);
  const app = new URL(ownerUrl);
  app.username = appRole;
  app.password = createHmac('sha256', decodeURIComponent(owner.password))
    .update('samleng restricted role')
    .digest('hex');
  return app.href;
}

async function opens(url: string): Promise<boolean> {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 5_000 });
  client.on('error', () => undefined);
  try {
    await client.connect();
    return true;
  } catch {
    return false;
  } finally {
    await client.end().catch(() => undefined);
  }
}

/** Roles belong to the whole server: another installation may change the same one at this moment. */
async function whileOthersDoTheSame(change: () => Promise<unknown>): Promise<void> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      await change();
      return;
    } catch (error) {
      if (attempt === 10 || !/concurrently updated/.test(error instanceof Error ? error.message : '')) throw error;
      await new Promise((resolve) => setTimeout(resolve, 50 * attempt));
    }
  }
}

async function applyMigrations(
  ownerUrl: string,
  migrations: MigrationList,
  progress: (what: string) => void,
): Promise<void> {
  const orm = await MikroORM.init({
    clientUrl: ownerUrl,
    entities: [],
    discovery: { warnWhenNoEntities: false },
    extensions: [Migrator],
    migrations: { migrationsList: [...migrations], snapshot: false, allOrNothing: true, silent: true },
    pool: { min: 0, max: 2 },
  });
  try {
    const pending = await orm.migrator.getPending();
    if (pending.length > 0) {
      progress(`applying ${pending.length} database ${pending.length === 1 ? 'change' : 'changes'}`);
      await orm.migrator.up();
    }
  } finally {
    await orm.close();
  }
}

/** Opens the pool of this process as the restricted role. */
export async function openDatabase(
  url: string,
  entities: readonly EntitySchema[],
  poolSize: number,
): Promise<Database> {
  const orm = await MikroORM.init({
    clientUrl: url,
    entities: [...entities],
    discovery: { warnWhenNoEntities: false },
    driver: PreparingDriver,
    forceUtcTimezone: true,
    pool: { min: 2, max: poolSize },
    driverOptions: { connectionTimeoutMillis: 5_000, keepAlive: true, pipeline: true, options: '-c jit=off' },
  });
  const pool = (await orm.em.getConnection().getNativeClient()) as pg.Pool;
  const prepared = new PreparedStatements();
  const sessions = new WeakMap<pg.PoolClient, Session>();
  return {
    orm,
    url,
    fork: () => orm.em.fork(),
    async session() {
      const client = await pool.connect();
      const session = sessions.get(client) ?? new Session(client, prepared);
      sessions.set(client, session);
      return session;
    },
    async ping() {
      await orm.em.fork().execute('select 1');
    },
    close: () => orm.close(),
  };
}

/** A database URL that may be shown: without its password. */
export function withoutPassword(url: string): string {
  const shown = new URL(url);
  shown.password = '';
  return shown.href;
}

function reason(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  if (error instanceof AggregateError) return reason(error.errors[0]);
  return error.message || (error as NodeJS.ErrnoException).code || error.name;
}
