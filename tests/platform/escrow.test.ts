import { rm, stat } from 'node:fs/promises';
import { join } from 'node:path';

import { combineShares, EscrowFault, splitKey } from '../../src/platform/escrow.ts';
import { openDatabase } from '../../src/platform/database.ts';
import { openInstallationVault } from '../../src/platform/installation-vault.ts';
import { openKeyProvider } from '../../src/platform/key-provider.ts';
import { keyFile, masterKey, readKeyFile, writeKeyFile } from '../../src/platform/vault-keys.ts';
import { makePerform } from '../../src/platform/work.ts';
import { handling } from '../../src/escalation/index.ts';
import { runVaultTool } from '../../src/vault-commands.ts';
import { aDesk, type Desk, type FiledCase } from '../support/desk.ts';
import { testKeyRing } from '../support/template-database.ts';

const key = masterKey(new Uint8Array(32).map((_, at) => at * 7));

describe('shares of a master key', () => {
  test('any two of three make it again; each share is one line that can be typed', async () => {
    const [a = '', b = '', c = ''] = await splitKey(key, 3, 2);
    for (const share of [a, b, c])
      expect(share).toMatch(/^KEY [0-9a-f]{16} SHARE \d OF 3 NEEDED 2: ([0-9a-f]{2,4} )+CHECK [0-9a-f]{8}$/);
    for (const pair of [
      [a, b],
      [a, c],
      [c, b],
      [a, b, c],
      [a, a, b],
    ]) {
      expect((await combineShares(pair)).bytes).toEqual(key.bytes);
    }
    expect((await combineShares(['', ` ${a.toUpperCase().replaceAll(' ', '  ')} `, b])).id).toBe(key.id);
  });

  test('five of seven need five', async () => {
    const shares = await splitKey(key, 7, 5);
    expect((await combineShares(shares.slice(2))).id).toBe(key.id);
    await expect(combineShares(shares.slice(3))).rejects.toThrow('5 different shares of key');
  });

  test.each([
    [2, 2, /among 3 to 20 people/],
    [21, 2, /among 3 to 20 people/],
    [3, 1, /from 2 to 3 of 3 shares/],
    [3, 4, /from 2 to 3 of 3 shares/],
  ])('split among %i with %i needed is refused', async (shares, needed, message) => {
    await expect(splitKey(key, shares, needed)).rejects.toThrow(message);
  });

  test('what is wrong with shares is said', async () => {
    const [a = '', b = ''] = await splitKey(key, 3, 2);
    const [other = ''] = await splitKey(masterKey(new Uint8Array(32).fill(3)), 3, 2);
    let [, again = ''] = await splitKey(key, 3, 2);
    const refused = (lines: string[]) =>
      combineShares(lines).then(
        () => 'made',
        (error: unknown) => (error instanceof EscrowFault ? error.message : String(error)),
      );
    expect(await refused([])).toBe('no share was given');
    expect(await refused([a])).toBe(`2 different shares of key ${key.id} are needed, 1 was given`);
    expect(await refused([a, a])).toBe(`2 different shares of key ${key.id} are needed, 1 was given`);
    expect(await refused([a, other])).toMatch(/they do not belong together$/);
    expect(await refused([a, b.replace(/: (.)/, (_, c: string) => `: ${c === '0' ? '1' : '0'}`)])).toBe(
      'share 2 is mistyped: its checksum does not fit',
    );
    expect(await refused([a, 'hello'])).toMatch(/^line 2 is no share: it reads KEY/);
    // Of another splitting of the same key: well formed, and does not fit.
    const notOfThis = `these shares do not make key ${key.id}: one of them is not of this splitting`;
    expect(await refused([a, again])).toBe(notOfThis);
    // Nor does one that happens to lie at the same point: one in 255 does.
    const point = (line: string) => / ?(..) CHECK/.exec(line)?.[1];
    for (let tries = 0; point(again) !== point(a); tries += 1) {
      expect(tries).toBeLessThan(20_000);
      [, again = ''] = await splitKey(key, 3, 2);
    }
    expect(await refused([a, again])).toBe(notOfThis);
  });
});

describe('the restore drill', () => {
  let desk: Desk;
  let filed: FiledCase;
  beforeEach(async () => {
    desk = await aDesk();
    await writeKeyFile(keyFile(desk.world.dataDir), [testKeyRing.current]);
    filed = await desk.file({ narrative: 'រឿងរ៉ាវដែលត្រូវរក្សា' });
  });
  afterEach(() => desk.close());

  const tool = async (args: string[], input = ''): Promise<{ code: number; said: string[] }> => {
    const said: string[] = [];
    const code = await runVaultTool(args, {
      say: (line) => void said.push(line),
      input: () => Promise.resolve(input),
      config: () => desk.world.config,
      openDatabase: () => openDatabase(desk.world.database.url, [], 2),
    });
    return { code, said };
  };
  const split = async (): Promise<string[]> =>
    (await tool(['escrow', 'split', '--shares', '3', '--needed', '2'])).said.filter((line) => line.startsWith('KEY '));
  /** What a program that starts now reads. */
  const readAnew = async () => {
    const { database, clock } = desk.world;
    const vault = await openInstallationVault(database, await openKeyProvider(desk.world.config), clock);
    const perform = makePerform({ database, clock, vault, listeners: new Map(), onAnnounced: () => undefined });
    const officer = await desk.staff('province_officer', '12');
    return perform(officer, handling.view, filed.reference);
  };

  test('the key file is lost; two of three people bring it back, and everything can be read', async () => {
    const shares = await split();
    expect(shares.length).toBe(3);
    expect((await tool(['status'])).said[1]).toMatch(/wraps now.*in escrow since \d{4}-\d\d-\d\d \(2 of 3\)$/);
    await rm(keyFile(desk.world.dataDir));

    const restored = await tool(['escrow', 'restore'], `${shares[2]}\n${shares[0]}\n`);
    expect(restored).toMatchObject({ code: 0 });
    expect((await stat(keyFile(desk.world.dataDir))).mode & 0o777).toBe(0o600);
    expect((await readAnew()).narrative).toEqual({ state: 'readable', value: 'រឿងរ៉ាវដែលត្រូវរក្សា' });
    expect(await desk.owner(`select event from ledger_entry where event like 'vault.%' order by at, seq`)).toEqual([
      { event: 'vault.escrow_split' },
      { event: 'vault.escrow_restored' },
    ]);
  });

  test('a key made by a start without the old one is set aside, never overwritten', async () => {
    const shares = await split();
    const other = masterKey(new Uint8Array(32).fill(9));
    await writeKeyFile(keyFile(desk.world.dataDir), [other]);
    await expect(readAnew()).rejects.toThrow(/does not open this database, which was made with key/);
    expect(await tool(['escrow', 'restore'], shares.slice(1).join('\n'))).toMatchObject({ code: 0 });
    expect((await readKeyFile(keyFile(desk.world.dataDir)))[0].id).toBe(testKeyRing.current.id);
    expect((await readKeyFile(join(desk.world.dataDir, `vault.key.before-restore-${other.id}`)))[0].id).toBe(other.id);
    expect((await readAnew()).narrative).toMatchObject({ state: 'readable' });
  });

  test('one share is not enough, shares of another key do not open this database: nothing is written', async () => {
    const [one = ''] = await split();
    await rm(keyFile(desk.world.dataDir));
    await expect(tool(['escrow', 'restore'], one)).rejects.toThrow(
      /^2 different shares of key .* are needed, 1 was given$/,
    );
    const foreign = await splitKey(key, 3, 2);
    expect(await tool(['escrow', 'restore'], foreign.join('\n'))).toEqual({
      code: 1,
      said: [
        `nothing was written: this database is sealed with key ${testKeyRing.current.id}, these shares make key ${key.id}`,
      ],
    });
    await expect(stat(keyFile(desk.world.dataDir))).rejects.toMatchObject({ code: 'ENOENT' });
  });

  test('shares from before a rotation are told apart; a key is split only when nothing is wrapped by another', async () => {
    const before = await split();
    await tool(['rotate']);
    const refused = await tool(['escrow', 'restore'], before.join('\n'));
    expect(refused.code).toBe(1);
    expect(refused.said[0]).toMatch(
      /^nothing was written: this database is sealed with key [0-9a-f]{16}, these shares make key/,
    );
    await desk.file();
    expect((await tool(['escrow', 'split', '--shares', '3', '--needed', '2'])).said[0]).toMatch(
      /finish the rotation first/,
    );
    await tool(['rotate']);
    expect((await split()).length).toBe(3);
  });

  test('what is not understood is answered with how it is used', async () => {
    for (const args of [
      [],
      ['escrow'],
      ['escrow', 'split'],
      ['escrow', 'split', '--shares', 'x', '--needed', '2'],
      ['retire'],
      ['burn'],
    ]) {
      const { code, said } = await tool(args);
      expect([code, said[0]?.split('\n')[0]]).toEqual([2, 'usage: npm run vault -- COMMAND']);
    }
  });
});
