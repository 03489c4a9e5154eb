import { spawnSync } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import pg from 'pg';

import { ensureDatabase } from '../../src/platform/ensure-database.ts';
import { lockDataDir, startEmbeddedPostgres } from '../../src/platform/embedded-postgres.ts';

async function answers(url: string): Promise<boolean> {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 500 });
  client.on('error', () => undefined);
  try {
    await client.connect();
    await client.query('select 1');
    return true;
  } catch {
    return false;
  } finally {
    await client.end().catch(() => undefined);
  }
}

async function until(condition: () => Promise<boolean> | boolean): Promise<void> {
  for (let tries = 0; tries < 300; tries += 1) {
    if (await condition()) return;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  throw new Error('waited 30 s in vain');
}

describe('the embedded server', () => {
  let dataDir: string;
  beforeEach(async () => {
    dataDir = await mkdtemp(join(tmpdir(), 'samleng-pg-'));
  });
  afterEach(() => rm(dataDir, { recursive: true, force: true }));

  test('killed outright it comes back at the same address with what was committed; stopped, nothing is left', async () => {
    const server = await startEmbeddedPostgres(dataDir, () => undefined);
    await ensureDatabase(server.url);
    const client = new pg.Client({ connectionString: server.url });
    client.on('error', () => undefined);
    await client.connect();
    await client.query('create table kept (n int); insert into kept values (1)');
    const firstPid = server.pid;
    process.kill(firstPid, 'SIGKILL');
    await until(async () => server.pid !== firstPid && (await answers(server.url)));
    const again = new pg.Client({ connectionString: server.url });
    await again.connect();
    expect((await again.query('select n from kept')).rows).toEqual([{ n: 1 }]);
    await again.end();
    await client.end().catch(() => undefined);
    const lastPid = server.pid;
    await server.stop();
    expect(() => process.kill(lastPid, 0)).toThrow();
  });

  test('a server left behind by a killed program is taken over', async () => {
    const program = spawnSync(process.execPath, ['tests/support/leave-server-behind.ts', dataDir], {
      encoding: 'utf8',
    });
    const leftBehind = Number(program.stdout);
    expect(() => process.kill(leftBehind, 0)).not.toThrow();
    const second = await startEmbeddedPostgres(dataDir, () => undefined);
    await ensureDatabase(second.url);
    expect(await answers(second.url)).toBe(true);
    expect(() => process.kill(leftBehind, 0)).toThrow();
    await second.stop();
  });

  test('a lock of a process that is gone is taken over', async () => {
    const unlock = await lockDataDir(dataDir);
    const again = await lockDataDir(dataDir);
    await again();
    await unlock();
  });
});
