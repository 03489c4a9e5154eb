import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';

import { Redis } from 'ioredis';
import pg from 'pg';

import { ensureDatabase } from '../../src/platform/database.ts';
import { startEmbeddedPostgres, type EmbeddedPostgres } from '../../src/platform/embedded-postgres.ts';
import { aMailServer, type MailServer } from '../support/mail-server.ts';
import { fileUnderLoad, notFound } from './complainants.ts';
import { aDataDir, freePort, killAll, start, until, type Program } from './programs.ts';

const redisProgram = process.env['SAMLENG_REDIS'] ?? '';
const backends = redisProgram === '' ? (['postgres'] as const) : (['postgres', 'redis'] as const);

/** Redis as the operations guide asks for it: it evicts nothing and writes everything down. */
async function startRedis(folder: string, port: number): Promise<ChildProcess> {
  const flags = ['--port', String(port), '--bind', '127.0.0.1', '--dir', folder];
  const server = spawn(redisProgram, [...flags, '--appendonly', 'yes', '--maxmemory-policy', 'noeviction'], {
    stdio: 'ignore',
  });
  const client = new Redis(port, '127.0.0.1', { retryStrategy: () => 50, maxRetriesPerRequest: null });
  client.on('error', () => undefined);
  await client.ping();
  client.disconnect();
  return server;
}

describe.each(backends)('two webs and two workers on one database, queue on %s', (backend) => {
  let dataDir: Awaited<ReturnType<typeof aDataDir>>;
  let server: EmbeddedPostgres;
  let database: pg.Pool;
  let mail: MailServer;
  let redis: ChildProcess | null = null;
  let redisPort = 0;
  let webs: Program[];
  let workers: Program[];

  beforeAll(async () => {
    dataDir = await aDataDir();
    server = await startEmbeddedPostgres(dataDir.path, () => undefined);
    await ensureDatabase(server.url);
    database = new pg.Pool({ connectionString: server.url, max: 3 });
    database.on('error', () => undefined);
    mail = await aMailServer();
    redisPort = await freePort();
    if (backend === 'redis') redis = await startRedis(dataDir.path, redisPort);
    const settings = {
      DATA_DIR: dataDir.path,
      DATABASE_URL: server.url,
      SMTP_URL: `smtp://127.0.0.1:${mail.port}`,
      ...(backend === 'redis' ? { REDIS_URL: `redis://127.0.0.1:${redisPort}` } : {}),
    };
    const web = async (): Promise<Program> => start({ ...settings, ROLES: 'web', PORT: String(await freePort()) });
    const worker = (): Promise<Program> => start({ ...settings, ROLES: 'worker' });
    // All at once on an empty database: one makes it, the others wait.
    [webs, workers] = await Promise.all([Promise.all([web(), web()]), Promise.all([worker(), worker()])]);
  }, 600_000);
  afterAll(async () => {
    await killAll();
    redis?.kill('SIGKILL');
    await mail.close();
    await database.end();
    await server.stop();
    await dataDir.remove();
  });

  const countOf = async (query: string): Promise<number> =>
    Number((await database.query<{ n: string }>(`select count(*) as n from ${query}`)).rows[0]?.n);
  const urls = (): string[] => webs.map(({ url }) => url);

  async function makeDue(): Promise<void> {
    await database.query(
      `update sla_clock set state = 'breached', breached_at = now() - interval '7 days', due_at = now() - interval '7 days',
        escalate_at = now(), next_action_at = now() where kind = 'decide' and tier = 'SA1' and state = 'running'`,
    );
  }

  /** Every case moved up once, every message went once. */
  async function allDone(cases: number): Promise<void> {
    await until(async () => (await countOf('escalation')) === cases, 40_000);
    await until(
      async () =>
        (await countOf('outbox where composed_at is null')) === 0 &&
        (await countOf(`notice where state <> 'sent'`)) === 0,
      40_000,
    );
    expect(await countOf('(select clock_id from escalation group by 1 having count(*) > 1) twice')).toBe(0);
    const ids = mail.received.map(({ raw }) => /^message-id: *(\S+)/im.exec(raw)?.[1] ?? raw);
    expect(new Set(ids).size).toBe(ids.length);
    expect(ids.length).toBe(await countOf(`notice where channel = 'email'`));
  }

  test('they share the work: nothing is done twice, nothing left', async () => {
    const load = await fileUnderLoad(urls(), 60);
    await makeDue();
    await allDone(60);
    expect(await notFound(webs[1]?.url ?? '', load)).toEqual([]);
  }, 600_000);

  if (backend === 'redis') {
    test('Redis killed: filing goes on, deadlines and messages too; back and emptied, it carries on', async () => {
      const gone = redis ? once(redis, 'exit') : null;
      redis?.kill('SIGKILL');
      await gone;
      const load = await fileUnderLoad(urls(), 30);
      expect(load.sentAgain).toBe(0);
      await makeDue();
      await allDone(90);

      redis = await startRedis(dataDir.path, redisPort);
      const client = new Redis(redisPort, '127.0.0.1');
      await client.flushall();
      await fileUnderLoad(urls(), 20);
      await makeDue();
      await allDone(110);
      // The schedules were laid down again.
      await until(async () => (await client.keys('samleng*')).length > 0);
      client.disconnect();
    }, 600_000);
  }

  test('each stops by itself', async () => {
    const codes = await Promise.all([...webs, ...workers].map((program) => program.stop()));
    expect(codes).toEqual([0, 0, 0, 0]);
  }, 600_000);
});
