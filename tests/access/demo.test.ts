import { readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';

import { seedDemoPeople, signIn, type DemoAccount } from '../../src/access/index.ts';
import { hashPassword } from '../../src/access/passwords.ts';
import { systemActor, roles, type Role } from '../../src/kernel/actor.ts';
import { currentBook, type ReferenceBook } from '../../src/reference/index.ts';
import { aWorld, type World } from '../support/world.ts';
import { aMember, codeAt, services } from './members.ts';

const actor = systemActor('start');
const count = (world: World): Promise<number> =>
  world.perform(
    actor,
    async (work) => Number((await work.em.execute<{ n: string }[]>('select count(*) as n from person'))[0]?.n),
    undefined,
  );

describe('demo people', () => {
  let world: World;
  let path: string;
  let accounts: DemoAccount[];
  let book: ReferenceBook;
  let seconds: number;
  beforeAll(async () => {
    world = await aWorld();
    path = join(world.dataDir, 'demo-accounts.json');
    const started = performance.now();
    await world.perform(actor, seedDemoPeople, { writeTo: path, production: false });
    seconds = (performance.now() - started) / 1000;
    accounts = JSON.parse(await readFile(path, 'utf8')) as DemoAccount[];
    book = await world.perform(actor, currentBook, undefined);
  });
  afterAll(() => world.close());

  const at = (role: Role, office?: string): DemoAccount[] =>
    accounts.filter((account) => account.role === role && (office === undefined || account.office === office));

  test('are made fast enough for a start: their passwords are hashed side by side', async () => {
    const started = performance.now();
    for (let n = 0; n < 5; n += 1) await hashPassword(`correct horse battery ${n}`);
    const one = (performance.now() - started) / 5000;
    expect(seconds).toBeLessThan(3 + one * accounts.length);
  });

  test('stand in a file for the owner only, in exactly the agreed shape', async () => {
    expect((await stat(path)).mode & 0o777).toBe(0o600);
    for (const account of accounts) {
      expect(Object.keys(account)).toEqual(['role', 'office', 'tier', 'track', 'email', 'password', 'totpSecret']);
      expect(account.email).toMatch(/^[a-z_]+(-\d)?\.[a-z0-9-]+@demo\.samleng\.example$/);
      expect(account.password.length).toBeGreaterThanOrEqual(20);
    }
    expect(accounts.find((account) => account.role === 'commune_officer')).toMatchObject({
      office: '120101',
      tier: 'SA1',
      track: 'social_assistance',
      email: 'commune_officer.120101@demo.samleng.example',
    });
    expect(new Set(accounts.map((account) => account.email)).size).toBe(accounts.length);
    expect(new Set(accounts.map((account) => account.password)).size).toBe(accounts.length);
    expect(await count(world)).toBe(accounts.length);
  });

  test('hold every role, and the app for all but hotline and counter', () => {
    for (const role of roles) expect(at(role).length).toBeGreaterThan(0);
    for (const account of accounts) {
      const alone = account.role === 'hotline_agent' || account.role === 'counter_officer';
      expect(account.totpSecret === null).toBe(alone);
    }
  });

  test('sit on every rung of both ladders on the pilot path', () => {
    for (const [track, operator] of [
      ['social_assistance', 'NSAF'],
      ['social_security', 'NSSF'],
    ] as const) {
      for (const rung of book.ladder(track, operator, '2026-11-21')) {
        const there = accounts.filter((account) => account.tier === rung.code && account.track === track);
        expect([rung.code, there.length >= 2]).toEqual([rung.code, true]);
      }
    }
  });

  test('are as many as the rules need to differ', () => {
    expect(at('operator_handler', 'NSAF')).toHaveLength(2);
    expect(at('operator_supervisor', 'NSAF')).toHaveLength(2);
    expect(at('operator_handler', 'NSSF-12')).toHaveLength(2);
    expect(at('regulator_reviewer')).toHaveLength(2);
    expect(at('conciliator')).toHaveLength(3);
    expect(at('policy_reviewer')).toHaveLength(4);
    expect(at('privacy_officer')).toHaveLength(2);
    for (const office of book.offices().filter((each) => each.type === 'protection_desk')) {
      expect([office.code, at('protection_officer', office.code).length]).toEqual([office.code, 2]);
    }
    // Every operator's complaints reach somebody.
    for (const { assistanceOffice, securityOffice } of book.operators('2026-11-21')) {
      for (const office of [assistanceOffice, securityOffice]) {
        if (office) expect([office, at('operator_handler', office).length > 0]).toEqual([office, true]);
      }
    }
  });

  test('sign in with what the file says', async () => {
    for (const role of ['hotline_agent', 'province_officer', 'regulator_reviewer'] as const) {
      const account = at(role)[0];
      if (!account) throw new Error(role);
      const signedIn = await signIn(services(world), {
        email: account.email,
        password: account.password,
        totp: account.totpSecret === null ? null : codeAt(account.totpSecret, world.clock.now()),
        address: '127.0.0.1',
        via: 'api',
      });
      expect(signedIn.person).toMatchObject({ role, office: account.office, tier: account.tier });
      expect(signedIn.person.name).toMatch(/^[\u1780-\u17ff ]+$/);
      expect(signedIn.person.nameLatin).toMatch(/^[A-Z][a-z]+ [A-Z][a-z]+$/);
    }
  });

  test('are made once; a second start leaves people and file as they are', async () => {
    const before = await readFile(path, 'utf8');
    expect(await world.perform(actor, seedDemoPeople, { writeTo: path, production: false })).toBe(0);
    expect(await readFile(path, 'utf8')).toBe(before);
    expect(await count(world)).toBe(accounts.length);
  });
});

describe('demo people and others', () => {
  let world: World;
  beforeEach(async () => {
    world = await aWorld();
  });
  afterEach(() => world.close());

  test('two processes that start at once make them once', async () => {
    const path = join(world.dataDir, 'demo-accounts.json');
    const made = await Promise.all(
      [1, 2].map(() => world.perform(actor, seedDemoPeople, { writeTo: path, production: false })),
    );
    const accounts = JSON.parse(await readFile(path, 'utf8')) as DemoAccount[];
    expect(made.sort((a, b) => a - b)).toEqual([0, accounts.length]);
    expect(await count(world)).toBe(accounts.length);
  });

  test('in production, and where there is somebody, nobody is made up', async () => {
    const path = join(world.dataDir, 'demo-accounts.json');
    expect(await world.perform(actor, seedDemoPeople, { writeTo: path, production: true })).toBe(0);
    await aMember(world, 'administrator', 'GS-NSPC');
    expect(await world.perform(actor, seedDemoPeople, { writeTo: path, production: false })).toBe(0);
    expect(await count(world)).toBe(1);
    await expect(stat(path)).rejects.toMatchObject({ code: 'ENOENT' });
  });

  test('a file that cannot be written leaves nobody with a password that nobody knows', async () => {
    const path = join(world.dataDir, 'missing', 'demo-accounts.json');
    await expect(world.perform(actor, seedDemoPeople, { writeTo: path, production: false })).rejects.toThrow();
    expect(await count(world)).toBe(0);
  });
});
