import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { chmod, readFile, stat, unlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

import { systemActor } from '../../src/kernel/actor.ts';
import { openDatabase } from '../../src/platform/database.ts';
import { openInstallationVault } from '../../src/platform/installation-vault.ts';
import { openMasterKeys } from '../../src/platform/key-provider.ts';
import { keyFile, openKeyRing, readKeyFile, writeKeyFile } from '../../src/platform/vault-keys.ts';
import { masterKeyStates } from '../../src/platform/vault-upkeep.ts';
import { makePerform, type Perform } from '../../src/platform/work.ts';
import { openText, type NewCase } from '../../src/cases/index.ts';
import { runVaultTool } from '../../src/vault-commands.ts';
import { aKeptCase } from '../notifications/mail-room-world.ts';
import { testKeyRing } from '../support/template-database.ts';
import { aWorld, type World } from '../support/world.ts';

const system = systemActor('test');

describe('the master key in a file', () => {
  let world: World;
  let path: string;
  beforeEach(async () => {
    world = await aWorld();
    path = keyFile(world.dataDir);
    await writeKeyFile(path, [testKeyRing.current]);
  });
  afterEach(() => world.close());

  /** A process of its own: it holds the keys as they were when it started. */
  const aProcess = async (): Promise<Perform> => {
    const { provider } = await openMasterKeys(world.config);
    const vault = await openInstallationVault(world.database, provider, world.clock);
    return makePerform({
      database: world.database,
      clock: world.clock,
      vault,
      listeners: new Map(),
      onAnnounced: () => undefined,
    });
  };
  const narrativeOf = (perform: Perform, of: NewCase) =>
    perform(
      system,
      async (work) => {
        const [row] = await work.em.execute<{ sealed: Buffer }[]>(
          `select sealed from case_text where case_id = ? and field = 'narrative'`,
          [of.id],
        );
        return row ? openText(work, of.id, 'narrative', row.sealed) : null;
      },
      undefined,
    );
  const masterOf = (of: NewCase): Promise<string | undefined> =>
    world.perform(
      system,
      async (work) =>
        (await work.em.execute<{ master_id: string }[]>('select master_id from case_key where case_id = ?', [of.id]))[0]
          ?.master_id,
      undefined,
    );
  const tool = async (...args: string[]): Promise<{ code: number; said: string[] }> => {
    const said: string[] = [];
    const code = await runVaultTool(args, {
      say: (line) => void said.push(line),
      input: () => Promise.resolve(''),
      config: () => world.config,
      openDatabase: () => openDatabase(world.database.url, [], 2),
    });
    return { code, said };
  };
  const states = () => world.perform(system, masterKeyStates, undefined);

  test('is changed without downtime: processes that run read and write on, before and after', async () => {
    const [web, worker] = [await aProcess(), await aProcess()];
    const before = await aKeptCase({ ...world, perform: web }, { texts: { narrative: 'មុន', remedySought: null } });
    expect(await masterOf(before)).toBe(testKeyRing.current.id);

    const rotated = await tool('rotate');
    expect(rotated).toMatchObject({ code: 0 });
    const [fresh, old] = await readKeyFile(path);
    expect(old?.id).toBe(testKeyRing.current.id);
    expect((await stat(path)).mode & 0o777).toBe(0o600);
    expect(await masterOf(before)).toBe(fresh.id);

    // Processes from before the rotation meet a record of the new key, and make records with it.
    expect(await narrativeOf(worker, before)).toEqual({ state: 'readable', value: 'មុន' });
    const after = await aKeptCase({ ...world, perform: web }, { texts: { narrative: 'ក្រោយ', remedySought: null } });
    expect(await masterOf(after)).toBe(fresh.id);
    expect(await narrativeOf(worker, after)).toEqual({ state: 'readable', value: 'ក្រោយ' });
    // One that starts now, too.
    expect(await narrativeOf(await aProcess(), before)).toEqual({ state: 'readable', value: 'មុន' });

    expect(await tool('retire', testKeyRing.current.id)).toMatchObject({ code: 0 });
    expect((await readKeyFile(path)).map((key) => key.id)).toEqual([fresh.id]);
    expect(await narrativeOf(await aProcess(), before)).toEqual({ state: 'readable', value: 'មុន' });
    expect((await tool('status')).said).toEqual([
      'master keys are kept in: file',
      expect.stringMatching(`^${testKeyRing.current.id}  retired .*, wraps 0 keys, not in escrow$`),
      expect.stringMatching(`^${fresh.id}  wraps now, wraps \\d+ keys, not in escrow$`),
    ]);
  });

  test('is not retired while something is wrapped by it, nor the one that wraps now', async () => {
    await aKeptCase({ ...world, perform: await aProcess() });
    expect(await tool('retire', testKeyRing.current.id)).toEqual({
      code: 1,
      said: [`${testKeyRing.current.id} is the key that wraps now: rotate first`],
    });
    await tool('rotate');
    // The world's own process knows the old key alone: what it makes is wrapped by it.
    const late = await aKeptCase(world);
    expect((await tool('retire', testKeyRing.current.id)).said[0]).toMatch(/^1 keys are still wrapped by/);
    expect((await readKeyFile(path)).length).toBe(2);
    expect((await tool('rotate')).said[0]).toBe('a rotation was left unfinished: going on with it');
    expect(await tool('retire', testKeyRing.current.id)).toMatchObject({ code: 0 });
    expect(await narrativeOf(await aProcess(), late)).toEqual({ state: 'readable', value: 'x' });
    expect((await tool('retire', '0123456789abcdef')).said).toEqual([
      'no key 0123456789abcdef ever wrapped anything here',
    ]);
  });

  test('once retired wraps nothing more: whoever still holds it alone is refused, nothing is lost', async () => {
    await tool('rotate');
    await tool('retire', testKeyRing.current.id);
    await expect(aKeptCase(world)).rejects.toMatchObject({ code: 'conflict.busy' });
    await expect(aKeptCase({ ...world, perform: await aProcess() })).resolves.toBeDefined();
  });

  test('a filing that wraps while a key is retired is waited for, and keeps the key in use', async () => {
    await tool('rotate');
    let wrapped = (): void => undefined;
    let goOn = (): void => undefined;
    const isWrapped = new Promise<void>((resolve) => (wrapped = resolve));
    const mayCommit = new Promise<void>((resolve) => (goOn = resolve));
    const filing = world.perform(
      system,
      async (work) => {
        const { wrapped: key } = await work.vault.createKey('slow');
        await work.em.execute('insert into vault_secret (name, master_id, wrapped, created_at) values (?, ?, ?, ?)', [
          'slow',
          key.masterId,
          key.wrapped,
          work.now,
        ]);
        wrapped();
        await mayCommit;
      },
      undefined,
    );
    await isWrapped;
    const retiring = tool('retire', testKeyRing.current.id);
    await new Promise((resolve) => setTimeout(resolve, 150));
    goOn();
    await filing;
    expect(await retiring).toMatchObject({ code: 1 });
    expect((await readKeyFile(path)).length).toBe(2);
  });

  test('killed in the middle, a rotation goes on where it stopped and makes no third key', async () => {
    const first = await aKeptCase(
      { ...world, perform: await aProcess() },
      { texts: { narrative: 'ដើម', remedySought: null } },
    );
    await world.perform(
      system,
      async (work) => {
        for (let n = 0; n < 6; n += 1) {
          const rows: { name: string; id: string; wrapped: string }[] = [];
          for (let m = 0; m < 500; m += 1) {
            const name = `filler-${String(n * 500 + m).padStart(5, '0')}`;
            const { wrapped } = await work.vault.createKey(name);
            rows.push({ name, id: wrapped.masterId, wrapped: Buffer.from(wrapped.wrapped).toString('hex') });
          }
          await work.em.execute(
            `insert into vault_secret (name, master_id, wrapped, created_at)
             select name, id, decode(wrapped, 'hex'), now() from jsonb_to_recordset(?::jsonb) as r(name text, id text, wrapped text)`,
            [JSON.stringify(rows)],
          );
        }
      },
      undefined,
    );
    const child: ChildProcess = spawn(process.execPath, ['src/vault-tool.ts', 'rotate'], {
      env: { PATH: process.env['PATH'], NODE_ENV: 'test', DATABASE_URL: world.ownerUrl, DATA_DIR: world.dataDir },
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    child.stdout?.on('data', (chunk: Buffer) => {
      if (/wrapped anew: \d{3}/.test(chunk.toString())) child.kill('SIGKILL');
    });
    const [, signal] = (await once(child, 'exit')) as [number | null, string | null];
    expect(signal).toBe('SIGKILL');
    const behind = (await states()).find((state) => state.id === testKeyRing.current.id)?.wraps ?? 0;
    expect(behind).toBeGreaterThan(0);
    expect(behind).toBeLessThan(3000);
    // Everything can be read in between.
    expect(await narrativeOf(await aProcess(), first)).toEqual({ state: 'readable', value: 'ដើម' });

    const again = await tool('rotate');
    expect(again.code).toBe(0);
    expect(again.said[0]).toBe('a rotation was left unfinished: going on with it');
    expect((await readKeyFile(path)).length).toBe(2);
    expect((await states()).map((state) => state.wraps > 0)).toEqual([false, true]);
    expect(await narrativeOf(await aProcess(), first)).toEqual({ state: 'readable', value: 'ដើម' });
  }, 60_000);

  test('leaves what it cannot open as it is, and says how many', async () => {
    const broken = await aKeptCase({ ...world, perform: await aProcess() });
    await world.perform(
      system,
      (work) => work.em.execute(`update case_key set wrapped = '\\x00' where case_id = ?`, [broken.id]),
      undefined,
    );
    const { code, said } = await tool('rotate');
    expect(code).toBe(1);
    expect(said.join('\n')).toMatch(/1 keys could not be opened and were left as they are/);
    expect(await narrativeOf(await aProcess(), broken)).toEqual({ state: 'undecryptable' });
  });

  test('an erased key stays erased', async () => {
    const erased = await aKeptCase({ ...world, perform: await aProcess() });
    await world.perform(
      system,
      (work) => work.em.execute('update case_key set wrapped = null, erased_at = now() where case_id = ?', [erased.id]),
      undefined,
    );
    expect(await tool('rotate')).toMatchObject({ code: 0 });
    expect(await masterOf(erased)).toBe(testKeyRing.current.id);
    expect(await narrativeOf(await aProcess(), erased)).toEqual({ state: 'undecryptable' });
  });

  test('a file that is away or damaged for a moment takes nothing from a process that runs', async () => {
    const perform = await aProcess();
    await unlink(path);
    const of = await aKeptCase({ ...world, perform });
    await writeFile(path, 'nonsense\n', { mode: 0o600 });
    expect(await narrativeOf(perform, of)).toEqual({ state: 'readable', value: 'x' });
    await expect(openKeyRing(world.config)).rejects.toThrow(/is damaged/);
    await writeKeyFile(path, [testKeyRing.current]);
    await chmod(path, 0o644);
    await expect(openKeyRing(world.config)).rejects.toThrow(/can be read by others \(mode 644\): chmod 600 it/);
  });

  test('another key refuses to start and says which is needed; the file is as it was', async () => {
    await aKeptCase({ ...world, perform: await aProcess() });
    const other = new Uint8Array(32).fill(9);
    await writeKeyFile(path, [{ id: 'x', bytes: other }]);
    const refused = await aProcess().catch((error: Error) => error.message);
    expect(refused).toMatch(
      new RegExp(
        `^the vault key at hand \\([0-9a-f]{16}\\) does not open this database, which was made with key ${testKeyRing.current.id}: restore that key`,
      ),
    );
    expect(await readFile(join(world.dataDir, 'vault.key'), 'utf8')).toBe(`${Buffer.from(other).toString('base64')}\n`);
  });

  test('a case whose key was altered is shown as unreadable, never as empty', async () => {
    const of = await aKeptCase({ ...world, perform: await aProcess() });
    await world.perform(
      system,
      (work) => work.em.execute(`update case_text set sealed = sealed || '\\x00' where case_id = ?`, [of.id]),
      undefined,
    );
    expect(await narrativeOf(await aProcess(), of)).toEqual({ state: 'undecryptable' });
  });
});
