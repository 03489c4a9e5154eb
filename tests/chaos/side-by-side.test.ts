import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';

import { Redis } from 'ioredis';

import { aMailServer, type MailServer } from '../support/mail-server.ts';
import { fileUnderLoad, notFound } from './complainants.ts';
import {
  aDataDir,
  anEmptyDatabase,
  freePort,
  killAll,
  start,
  until,
  type Program,
  type ProgramDatabase,
  type Settings,
} from './programs.ts';

const redisProgram = process.env['SAMLENG_REDIS'] ?? '';
const withRedis = redisProgram === '' ? test.skip : test;

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

describe('two webs and two workers on one database', () => {
  let dataDir: Awaited<ReturnType<typeof aDataDir>>;
  let database: ProgramDatabase;
  let mail: MailServer;
  let redis: ChildProcess | null = null;
  let programs: Program[] = [];
  let settings: Settings;
  let filed = 0;

  beforeAll(async () => {
    dataDir = await aDataDir();
    database = await anEmptyDatabase();
    mail = await aMailServer();
    settings = {
      DATA_DIR: dataDir.path,
      DATABASE_URL: database.url,
      SMTP_URL: `smtp://127.0.0.1:${mail.port}`,
      SCHEDULE_PERCENT: '10',
      DATABASE_POOL: '4',
    };
  }, 600_000);
  afterAll(async () => {
    await killAll();
    redis?.kill('SIGKILL');
    await mail.close();
    await database.drop();
    await dataDir.remove();
  });

  /** Each process is a web and a worker; both at once. */
  const startBoth = async (more: Settings = {}): Promise<void> => {
    const one = async (): Promise<Program> => start({ ...settings, ...more, PORT: String(await freePort()) });
    programs = await Promise.all([one(), one()]);
  };
  const urls = (): string[] => programs.map(({ url }) => url);
  const countOf = async (query: string): Promise<number> =>
    Number((await database.pool.query<{ n: string }>(`select count(*) as n from ${query}`)).rows[0]?.n);

  /** So many more are filed, all become due; every case moves up once, every message goes once. */
  async function share(count: number): Promise<Awaited<ReturnType<typeof fileUnderLoad>>> {
    const load = await fileUnderLoad(urls(), count);
    filed += count;
    await database.pool.query(
      `update sla_clock set state = 'breached', breached_at = now() - interval '7 days', due_at = now() - interval '7 days',
        escalate_at = now(), next_action_at = now() where kind = 'decide' and tier = 'SA1' and state = 'running'`,
    );
    await until(async () => (await countOf('escalation')) === filed, 40_000);
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
    return load;
  }

  const stopBoth = async (): Promise<void> => {
    expect(await Promise.all(programs.map((program) => program.stop()))).toEqual([0, 0]);
  };

  test('queue on postgres: one makes the empty database, the other waits; nothing is done twice, nothing left', async () => {
    await startBoth();
    const load = await share(20);
    expect(await notFound(urls()[1] ?? '', load)).toEqual([]);
    await stopBoth();
  }, 600_000);

  withRedis(
    'queue on redis: the same; Redis killed, and back and emptied, it carries on',
    async () => {
      const port = await freePort();
      redis = await startRedis(dataDir.path, port);
      await startBoth({ REDIS_URL: `redis://127.0.0.1:${port}` });
      await share(12);

      const gone = once(redis, 'exit');
      redis.kill('SIGKILL');
      await gone;
      expect((await share(10)).sentAgain).toBe(0);

      redis = await startRedis(dataDir.path, port);
      const client = new Redis(port, '127.0.0.1');
      await client.flushall();
      await share(10);
      // The schedules were laid down again.
      await until(async () => (await client.keys('samleng*')).length > 0);
      client.disconnect();
      await stopBoth();
    },
    600_000,
  );
});
