import { createHash } from 'node:crypto';

import pg from 'pg';

import { signIn } from '../../src/access/index.ts';
import { aWorld, type World } from '../support/world.ts';
import { actorOf, aMember, codeAt, enter, facts, password, refusalOf, services } from './members.ts';

describe('signing in', () => {
  let world: World;
  beforeAll(async () => {
    world = await aWorld();
  });
  afterAll(() => world.close());

  test('gives a token of 32 bytes, of which only a hash is kept', async () => {
    const member = await aMember(world, 'district_officer', '1201');
    const signedIn = await enter(world, member);
    expect(signedIn.token).toMatch(/^[A-Za-z0-9_-]{43}$/);
    expect(signedIn.expiresAt.getTime() - world.clock.now().getTime()).toBe(12 * 3_600_000);
    expect(signedIn.person).toMatchObject({ role: 'district_officer', office: '1201', tier: 'SA2' });

    const owner = new pg.Client({ connectionString: world.ownerUrl });
    await owner.connect();
    const rows = await owner.query(
      'select s::text || c::text as kept from session s join credential c using (person_id)',
    );
    const dump = JSON.stringify(rows.rows);
    await owner.end();
    expect(dump).toContain(createHash('sha256').update(signedIn.token).digest('hex'));
    expect(dump).not.toContain(signedIn.token);
    expect(dump).not.toContain(Buffer.from(signedIn.token).toString('hex'));
    expect(dump).not.toContain(Buffer.from(member.secret).toString('hex'));
    expect(dump).not.toContain(password);

    expect(await actorOf(world, signedIn.token)).toEqual({
      kind: 'staff',
      personId: member.id,
      role: 'district_officer',
      office: '1201',
      tier: 'SA2',
      track: 'social_assistance',
      operator: null,
      sessionId: signedIn.sessionId,
    });
  });

  test('hotline and counter need the password alone', async () => {
    for (const [role, office] of [
      ['hotline_agent', 'HOTLINE'],
      ['counter_officer', '120101'],
    ] as const) {
      const member = await aMember(world, role, office);
      await expect(enter(world, member, { totp: null })).resolves.toMatchObject({ person: { role } });
    }
  });

  test('which roles need no code can be configured', async () => {
    const member = await aMember(world, 'counter_officer', '120101');
    const strict = { ...services(world), passwordAlone: [] };
    const tried = signIn(strict, { email: member.email, password, address: '203.0.113.1', via: 'web' });
    expect(await refusalOf(tried)).toMatchObject({ code: 'session.refused' });
    expect((await facts(world, 'session.refused')).at(-1)).toMatchObject({ reason: 'not_enrolled' });
  });

  test('wrong e-mail, password, code and an account that has left are answered alike', async () => {
    const member = await aMember(world, 'province_officer', '12');
    const refusals = await Promise.all([
      refusalOf(enter(world, member, { email: 'nobody@staff.example' })),
      refusalOf(enter(world, member, { password: 'wrong horse battery' })),
      refusalOf(enter(world, member, { totp: '000000' })),
      refusalOf(enter(world, member, { totp: 'aaaaa-bbbbb' })),
    ]);
    for (const refusal of refusals) expect(refusal).toEqual({ name: 'Forbidden', code: 'session.refused', params: {} });
    const reasons = (await facts(world, 'session.refused')).slice(-4).map((fact) => fact['reason']);
    expect(reasons.sort()).toEqual(['code', 'code', 'password', 'unknown']);
  });

  test('a missing code is asked for only after the right password', async () => {
    const member = await aMember(world, 'province_officer', '12');
    expect(await refusalOf(enter(world, member, { totp: null }))).toMatchObject({ code: 'session.totp_needed' });
    expect(await refusalOf(enter(world, member, { totp: null, password: 'wrong horse battery' }))).toMatchObject({
      code: 'session.refused',
    });
    expect(await refusalOf(enter(world, member, { totp: null, email: 'nobody@staff.example' }))).toMatchObject({
      code: 'session.refused',
    });
  });

  test('being asked for the code counts as no failure', async () => {
    const member = await aMember(world, 'province_officer', '12');
    for (let n = 0; n < 12; n += 1) {
      expect(await refusalOf(enter(world, member, { totp: '' }))).toMatchObject({ code: 'session.totp_needed' });
    }
    await expect(enter(world, member)).resolves.toBeDefined();
  });

  test('a code counts once, also for two at the same moment, and an earlier one never again', async () => {
    const member = await aMember(world, 'province_officer', '12');
    const both = await Promise.allSettled([enter(world, member), enter(world, member)]);
    expect(both.map((each) => each.status).sort()).toEqual(['fulfilled', 'rejected']);
    expect(await refusalOf(enter(world, member))).toMatchObject({ code: 'session.refused' });
    const earlier = codeAt(member.secret, new Date(world.clock.now().getTime() - 30_000));
    expect(await refusalOf(enter(world, member, { totp: earlier }))).toMatchObject({ code: 'session.refused' });
    world.clock.advance(30_000);
    await expect(enter(world, member)).resolves.toBeDefined();
  });

  test('codes may be typed in Khmer digits and with spaces', async () => {
    const member = await aMember(world, 'province_officer', '12');
    const khmer = codeAt(member.secret, world.clock.now()).replace(/\d/g, (digit) => '០១២៣៤៥៦៧៨៩'[Number(digit)] ?? '');
    await expect(enter(world, member, { totp: `${khmer.slice(0, 3)} ${khmer.slice(3)}` })).resolves.toBeDefined();
  });

  test('a code from two minutes ago is too old', async () => {
    const member = await aMember(world, 'province_officer', '12');
    const old = codeAt(member.secret, world.clock.now());
    world.clock.advance(120_000);
    expect(await refusalOf(enter(world, member, { totp: old }))).toMatchObject({ code: 'session.refused' });
  });

  test('a recovery code stands in for the app, once', async () => {
    const member = await aMember(world, 'province_officer', '12');
    expect(new Set(member.recoveryCodes).size).toBe(10);
    const [first = '', second = ''] = member.recoveryCodes;
    await expect(enter(world, member, { totp: first.toUpperCase() })).resolves.toBeDefined();
    expect(await refusalOf(enter(world, member, { totp: first }))).toMatchObject({ code: 'session.refused' });
    await expect(enter(world, member, { totp: second })).resolves.toBeDefined();
    const other = await aMember(world, 'province_officer', '12');
    expect(await refusalOf(enter(world, other, { totp: member.recoveryCodes[2] ?? '' }))).toMatchObject({
      code: 'session.refused',
    });
    expect((await facts(world, 'recovery_code.used')).filter((fact) => fact['personId'] === member.id)).toHaveLength(2);
  });

  test('the ledger has every try and never the typed e-mail', async () => {
    const member = await aMember(world, 'province_officer', '12');
    await enter(world, member);
    await refusalOf(enter(world, member, { email: 'canary.person@typed.example', password: 'canary password' }));
    expect((await facts(world, 'session.started')).at(-1)).toMatchObject({ personId: member.id, via: 'api' });
    expect((await facts(world, 'session.refused')).at(-1)).toEqual({
      reason: 'unknown',
      personId: null,
      account: expect.stringMatching(/^[0-9a-f]{12}$/),
      network: expect.stringMatching(/^[0-9a-f]{12}$/),
    });
    const owner = new pg.Client({ connectionString: world.ownerUrl });
    await owner.connect();
    const kept = JSON.stringify([
      (await owner.query('select * from ledger_entry')).rows,
      (await owner.query('select * from sign_in_attempt')).rows,
      (await owner.query('select * from session')).rows,
    ]);
    await owner.end();
    for (const canary of ['canary', member.email, '203.0.113.1']) expect(kept).not.toContain(canary);
  });
});

describe('guessing', () => {
  let world: World;
  beforeAll(async () => {
    world = await aWorld();
  });
  afterAll(() => world.close());

  test('is slowed down from where it comes, and the person elsewhere is not locked out', async () => {
    const member = await aMember(world, 'commune_officer', '120101');
    const guess = (): Promise<{ code: string }> =>
      refusalOf(enter(world, member, { password: 'wrong horse battery', address: '198.51.100.7' }));
    for (let n = 0; n < 5; n += 1) expect(await guess()).toMatchObject({ code: 'session.refused' });
    expect(await guess()).toMatchObject({ code: 'session.wait', params: { seconds: 30 } });
    // Not even the right password is looked at from there.
    expect(await refusalOf(enter(world, member, { address: '198.51.100.7' }))).toMatchObject({ code: 'session.wait' });
    await expect(enter(world, member, { address: '203.0.113.1' })).resolves.toBeDefined();

    world.clock.advance(30_000);
    expect(await guess()).toMatchObject({ code: 'session.refused' });
    expect(await guess()).toMatchObject({ code: 'session.wait', params: { seconds: 60 } });
    world.clock.advance(60_000);
    await expect(enter(world, member, { address: '198.51.100.7' })).resolves.toBeDefined();
    // Having got in, they start afresh.
    expect(await guess()).toMatchObject({ code: 'session.refused' });
    expect(await guess()).toMatchObject({ code: 'session.refused' });
  });

  test('at an account that does not exist is slowed down the same', async () => {
    const member = await aMember(world, 'commune_officer', '120101');
    const at = (email: string): Promise<{ code: string }> =>
      refusalOf(enter(world, member, { email, password: 'wrong horse battery', address: '198.51.100.8' }));
    const known: unknown[] = [];
    const unknown: unknown[] = [];
    for (let n = 0; n < 7; n += 1) {
      known.push(await at(member.email));
      unknown.push(await at('nobody.there@staff.example'));
    }
    expect(unknown).toEqual(known);
    expect(known.at(-1)).toMatchObject({ code: 'session.wait' });
  });

  test('many at once do not slip past the limit', async () => {
    const member = await aMember(world, 'commune_officer', '120101');
    const tries = await Promise.all(
      Array.from({ length: 12 }, () =>
        refusalOf(enter(world, member, { password: 'wrong horse battery', address: '198.51.100.9' })),
      ),
    );
    expect(tries.filter((refusal) => refusal.code === 'session.refused')).toHaveLength(5);
    expect(tries.filter((refusal) => refusal.code === 'session.wait')).toHaveLength(7);
  });

  test('at the code, with the right password and from everywhere, is slowed down too', async () => {
    const member = await aMember(world, 'commune_officer', '120101');
    for (let n = 1; n <= 10; n += 1) {
      expect(await refusalOf(enter(world, member, { totp: '000000', address: `198.51.100.${100 + n}` }))).toMatchObject(
        {
          code: 'session.refused',
        },
      );
    }
    // The right code is refused alike until the delay is over.
    expect(await refusalOf(enter(world, member, { address: '198.51.100.200' }))).toMatchObject({
      code: 'session.refused',
    });
    expect((await facts(world, 'session.refused')).at(-1)).toMatchObject({ reason: 'code_wait', personId: member.id });
    world.clock.advance(30_000);
    await expect(enter(world, member, { address: '198.51.100.201' })).resolves.toBeDefined();
  });
});
