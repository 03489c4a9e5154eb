import {
  changePassword,
  endSession,
  mySessions,
  myRecoveryCodesLeft,
  renewRecoveryCodes,
  revokeSession,
} from '../../src/access/index.ts';
import { systemActor, type StaffActor } from '../../src/kernel/actor.ts';
import { newId } from '../../src/kernel/ids.ts';
import type { Command } from '../../src/platform/work.ts';
import { aWorld, type World } from '../support/world.ts';
import { actorOf, aMember, enter, facts, password, refusalOf, services, type Member } from './members.ts';

const minute = 60_000;

describe('sessions', () => {
  let world: World;
  beforeAll(async () => {
    world = await aWorld();
  });
  afterAll(() => world.close());

  const enterAgain = (member: Member) => {
    world.clock.advance(30_000);
    return enter(world, member);
  };
  const here = async (token: string): Promise<StaffActor> => {
    const actor = await actorOf(world, token);
    if (!actor) throw new Error('the session is over');
    return actor;
  };

  test('an unknown or malformed token is nobody', async () => {
    for (const token of ['', 'x', 'A'.repeat(43), `${'A'.repeat(42)}'`]) expect(await actorOf(world, token)).toBeNull();
  });

  test('end after 30 idle minutes, last while used, and end after 12 hours however busy', async () => {
    const member = await aMember(world, 'district_officer', '1201');
    const idle = await enter(world, member);
    world.clock.advance(29 * minute);
    const busy = await enter(world, member);
    world.clock.advance(minute);
    expect(await actorOf(world, idle.token)).toBeNull();
    // It stays over, also if the clock were to stand at an earlier time again.
    world.clock.advance(-minute);
    expect(await actorOf(world, idle.token)).toBeNull();
    world.clock.advance(minute);

    for (let n = 0; n < 28; n += 1) {
      world.clock.advance(25 * minute);
      expect(await actorOf(world, busy.token)).not.toBeNull();
    }
    world.clock.set(new Date(busy.expiresAt.getTime() - 1));
    expect(await actorOf(world, busy.token)).not.toBeNull();
    world.clock.set(busy.expiresAt);
    expect(await actorOf(world, busy.token)).toBeNull();
    expect((await facts(world, 'session.ended')).slice(-2)).toMatchObject([
      { sessionId: idle.sessionId, reason: 'idle' },
      { sessionId: busy.sessionId, reason: 'expired' },
    ]);
  });

  test('write their use down at most once a minute', async () => {
    const member = await aMember(world, 'district_officer', '1201');
    const { token, sessionId } = await enter(world, member);
    const seenAt: Command<string, string> = async (work, id) =>
      (await work.em.execute<{ at: string }[]>('select last_seen_at as at from session where id = ?', [id]))[0]?.at ??
      '';
    const seen = (): Promise<string> => world.perform(systemActor('test'), seenAt, sessionId);
    const first = await seen();
    world.clock.advance(59_000);
    await actorOf(world, token);
    expect(await seen()).toBe(first);
    world.clock.advance(1_000);
    await actorOf(world, token);
    expect(new Date(await seen())).toEqual(world.clock.now());
  });

  test('signing out ends that one; the person sees and ends their others, and nobody else’s', async () => {
    const member = await aMember(world, 'district_officer', '1201');
    const other = await aMember(world, 'district_officer', '1201');
    const first = await enterAgain(member);
    const second = await enterAgain(member);
    const third = await enterAgain(member);
    const theirs = await enterAgain(other);
    const actor = await here(third.token);

    const listed = await world.perform(actor, mySessions, undefined);
    expect(listed.map(({ id, current }) => [id, current])).toEqual([
      [third.sessionId, true],
      [second.sessionId, false],
      [first.sessionId, false],
    ]);

    await world.perform(actor, revokeSession, { sessionId: first.sessionId });
    expect(await actorOf(world, first.token)).toBeNull();
    for (const sessionId of [first.sessionId, theirs.sessionId, newId(), 'not-an-id']) {
      expect(await refusalOf(world.perform(actor, revokeSession, { sessionId }))).toMatchObject({
        name: 'NotFound',
        code: 'session.not_found',
      });
    }
    expect(await actorOf(world, theirs.token)).not.toBeNull();

    await world.perform(actor, endSession, undefined);
    expect(await actorOf(world, third.token)).toBeNull();
    expect(await actorOf(world, second.token)).not.toBeNull();
    expect((await facts(world, 'session.ended')).at(-1)).toEqual({
      sessionId: third.sessionId,
      personId: member.id,
      reason: 'signed_out',
    });
  });

  test('row-level security alone keeps a person from the sessions and credentials of others', async () => {
    const member = await aMember(world, 'administrator', 'GS-NSPC');
    const actor = await here((await enter(world, member)).token);
    const look: Command<string, unknown[]> = (work, table) => work.em.execute(`select * from ${table}`);
    for (const table of ['credential', 'recovery_code', 'invitation', 'sign_in_attempt', 'vault_secret']) {
      expect(await world.perform(actor, look, table)).toEqual([]);
    }
    const seen = (await world.perform(actor, look, 'session')) as { person_id: string }[];
    expect(seen.length).toBeGreaterThan(0);
    expect(seen.every((session) => session.person_id === member.id)).toBe(true);
  });

  test('changing the password needs the old one, refuses a weak one, and ends the other sessions', async () => {
    const member = await aMember(world, 'district_officer', '1201');
    const elsewhere = await enterAgain(member);
    const current = await enterAgain(member);
    const actor = await here(current.token);
    const change = (from: string, to: string) =>
      changePassword(services(world), actor, { current: from, password: to });

    expect(await refusalOf(change('wrong horse battery', 'Tonle-Sap 2026 flood'))).toMatchObject({
      name: 'InvalidInput',
      fields: [{ field: 'current', code: 'password.wrong' }],
    });
    expect(await refusalOf(change(password, 'short'))).toMatchObject({
      fields: [{ field: 'password', code: 'password.too_short', params: { least: 12 } }],
    });
    expect(await refusalOf(change(password, password))).toMatchObject({
      fields: [{ field: 'password', code: 'password.unchanged' }],
    });
    await change(password, 'Tonle-Sap 2026 flood');
    expect(await actorOf(world, elsewhere.token)).toBeNull();
    expect(await actorOf(world, current.token)).not.toBeNull();
    world.clock.advance(30_000);
    expect(await refusalOf(enter(world, member))).toMatchObject({ code: 'session.refused' });
    await expect(enter(world, { ...member, password: 'Tonle-Sap 2026 flood' })).resolves.toBeDefined();
    expect((await facts(world, 'password.changed')).at(-1)).toEqual({ personId: member.id, sessionsEnded: 1 });
  });

  test('of two changes at once, one wins', async () => {
    const member = await aMember(world, 'district_officer', '1201');
    const actor = await here((await enter(world, member)).token);
    const both = await Promise.allSettled(
      ['Tonle-Sap 2026 flood', 'Mekong 2026 high water'].map((fresh) =>
        changePassword(services(world), actor, { current: password, password: fresh }),
      ),
    );
    expect(both.map((each) => each.status).sort()).toEqual(['fulfilled', 'rejected']);
  });

  test('an open session is no place to guess the password from', async () => {
    const member = await aMember(world, 'district_officer', '1201');
    const actor = await here((await enter(world, member)).token);
    const guess = () =>
      refusalOf(changePassword(services(world), actor, { current: 'wrong horse battery', password: 'x' }));
    for (let n = 0; n < 5; n += 1) expect(await guess()).toMatchObject({ code: 'invalid_input' });
    expect(await guess()).toMatchObject({ code: 'session.wait', params: { seconds: 30 } });
    expect((await facts(world, 'password.refused')).filter((fact) => fact['personId'] === member.id)).toHaveLength(5);
  });

  test('recovery codes are made anew for the person who proves their password', async () => {
    const member = await aMember(world, 'district_officer', '1201');
    const actor = await here((await enter(world, member)).token);
    await expect(enter(world, member, { totp: member.recoveryCodes[0] ?? '' })).resolves.toBeDefined();
    expect(await world.perform(actor, myRecoveryCodesLeft, undefined)).toBe(9);
    const renewed = await renewRecoveryCodes(services(world), actor, { password });
    expect(renewed.recoveryCodes).toHaveLength(10);
    expect(await world.perform(actor, myRecoveryCodesLeft, undefined)).toBe(10);
    expect(await refusalOf(enter(world, member, { totp: member.recoveryCodes[1] ?? '' }))).toMatchObject({
      code: 'session.refused',
    });
    await expect(enter(world, member, { totp: renewed.recoveryCodes[0] ?? '' })).resolves.toBeDefined();
  });
});
