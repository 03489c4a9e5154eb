import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:net';
import { once } from 'node:events';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { fileUnderLoad, notFound } from './complainants.ts';
import { aDataDir, freePort, isAlive, killAll, launch, postmasterOf, start, until, type Settings } from './programs.ts';

/** What a program says that does not start: its exit code and its lines. */
async function refusal(settings: Settings): Promise<{ code: number | null; lines: string[] }> {
  const program = launch(settings);
  const code = await program.ended();
  return { code, lines: program.said().trim().split('\n') };
}

describe('starting and stopping', () => {
  afterAll(killAll);

  test('web and worker share one server; a second start keeps the data; whatever the signal, no process is left', async () => {
    const dataDir = await aDataDir();
    const settings = { DATA_DIR: dataDir.path, PORT: String(await freePort()) };
    const web = await start({ ...settings, ROLES: 'web' });
    const load = await fileUnderLoad([web.url], 3);
    const accounts = readFileSync(join(dataDir.path, 'demo-accounts.json'), 'utf8');
    expect(statSync(join(dataDir.path, 'vault.key')).mode & 0o777).toBe(0o600);
    const postmaster = (await postmasterOf(dataDir.path)) ?? 0;

    // A worker joins the server that the web process started, and leaves it running.
    const worker = await start({ DATA_DIR: dataDir.path, ROLES: 'worker' });
    expect(worker.said()).toContain('ready (worker)');
    expect(await worker.stop()).toBe(0);
    expect(await postmasterOf(dataDir.path)).toBe(postmaster);
    expect(await notFound(web.url, load)).toEqual([]);
    expect(await web.stop()).toBe(0);
    expect(web.said()).toMatch(/samleng: stopped\n$/);
    expect(isAlive(postmaster)).toBe(false);

    const second = await start(settings);
    expect(await notFound(second.url, load)).toEqual([]);
    expect(readFileSync(join(dataDir.path, 'demo-accounts.json'), 'utf8')).toBe(accounts);
    expect((await fetch(`${second.url}/readyz`)).status).toBe(200);
    const last = (await postmasterOf(dataDir.path)) ?? 0;
    second.process.kill('SIGINT');
    expect(await second.ended()).toBe(0);
    expect(isAlive(last)).toBe(false);

    // Stopped while it is still starting, it leaves no server either.
    const hasty = launch(settings);
    await until(async () => (await postmasterOf(dataDir.path)) !== null);
    const started = (await postmasterOf(dataDir.path)) ?? 0;
    await hasty.stop();
    await until(() => !isAlive(started));
    await dataDir.remove();
  }, 600_000);

  test('what stands in the way is said in a line', async () => {
    const dataDir = mkdtempSync(join(tmpdir(), 'samleng-chaos-'));
    const other: Server = createServer().listen(0, '127.0.0.1');
    await once(other, 'listening');
    const { port: taken } = other.address() as { port: number };
    const silent = await freePort();
    const file = join(dataDir, 'a-file');
    writeFileSync(file, '');
    const [port, wrong, database, folder] = await Promise.all([
      refusal({ DATA_DIR: dataDir, PORT: String(taken) }),
      refusal({
        DATA_DIR: dataDir,
        PORT: 'many',
        ROLES: 'web,cook',
        SANDBOX_NOW: 'tomorrow',
        DATABASE_URL: 'mysql://x',
      }),
      refusal({
        DATA_DIR: dataDir,
        PORT: String(await freePort()),
        DATABASE_URL: `postgres://somebody:hidden@127.0.0.1:${silent}/samleng`,
      }),
      refusal({ DATA_DIR: join(file, 'below'), PORT: String(await freePort()) }),
    ]);
    other.close();
    rmSync(dataDir, { recursive: true, force: true });
    expect([port, wrong, database, folder].map(({ code }) => code)).toEqual([1, 1, 1, 1]);

    expect(port.lines).toEqual([`samleng: port ${taken} on 127.0.0.1 is taken: stop what uses it, or set PORT`]);

    // Settings: all that are wrong at once.
    expect(wrong.lines).toHaveLength(4);
    for (const name of ['PORT', 'ROLES', 'SANDBOX_NOW', 'DATABASE_URL'])
      expect(wrong.lines.filter((line) => line.startsWith(`samleng: ${name} `))).toHaveLength(1);

    // A database that does not answer, without its password.
    expect(database.lines).toHaveLength(1);
    expect(database.lines[0]).toMatch(/the database at postgres:\/\/somebody@127\.0\.0\.1:\d+\/samleng cannot be used/);
    expect(database.lines[0]).not.toContain('hidden');

    // A data directory that cannot be made.
    expect(folder.lines).toHaveLength(1);
    expect(folder.lines[0]).toContain(`the data directory ${join(file, 'below')} cannot be made`);
  }, 600_000);

  const small = join(tmpdir(), `samleng-small-disk-${process.pid}`);
  const canMount = ((): boolean => {
    if (process.getuid?.() !== 0) return false;
    mkdirSync(small, { recursive: true });
    return spawnSync('mount', ['-t', 'tmpfs', '-o', 'size=100m', 'tmpfs', small]).status === 0;
  })();
  afterAll(() => {
    if (canMount) spawnSync('umount', ['-l', small]);
    rmSync(small, { recursive: true, force: true });
  });
  const onSmallDisk = canMount ? test : test.skip;

  onSmallDisk('a full disk is said in a line (needs a mount, so root)', async () => {
    const { code, lines } = await refusal({ DATA_DIR: join(small, 'data'), PORT: String(await freePort()) });
    expect(code).toBe(1);
    expect(lines).toHaveLength(1);
    expect(lines[0]).toMatch(/^samleng: the disk is full: \d+ MB free for .*, \d+ MB needed$/);
  });
});
