import pg from 'pg';

import {
  acceptInvitation,
  deactivatePerson,
  findPerson,
  findPersonByEmail,
  inviteAgain,
  invitePerson,
  listPeople,
  movePerson,
  openInvitation,
  peopleAt,
  peopleInRole,
  signIn,
  type NewPerson,
} from '../../src/access/index.ts';
import { systemActor, type StaffActor } from '../../src/kernel/actor.ts';
import { newId } from '../../src/kernel/ids.ts';
import { aWorld, type World } from '../support/world.ts';
import { actorOf, aMember, aStaffActor, codeAt, enter, facts, password, refusalOf, services } from './members.ts';

describe('people', () => {
  let world: World;
  let administrator: StaffActor;
  beforeAll(async () => {
    world = await aWorld();
    administrator = await aStaffActor(world, 'administrator', 'GS-NSPC');
  });
  afterAll(() => world.close());

  const newcomer = (over: Partial<NewPerson> = {}): NewPerson => ({
    email: `new-${newId()}@staff.example`,
    name: 'ចាន់ ធារី',
    nameLatin: 'Chan Theary',
    language: 'km',
    role: 'commune_officer',
    office: '120101',
    phone: null,
    ...over,
  });
  const invite = (over: Partial<NewPerson> = {}) => world.perform(administrator, invitePerson, newcomer(over));
  const open = (token: string) => world.perform(systemActor('invitation'), openInvitation, { token });

  test('an invited person chooses their password, enrols their app, and only then may sign in', async () => {
    const input = newcomer({ email: '  Chan.Theary@Staff.Example ' });
    const invited = await world.perform(administrator, invitePerson, input);
    expect(invited.expiresAt.getTime() - world.clock.now().getTime()).toBe(72 * 3_600_000);
    expect(await world.perform(administrator, findPerson, invited.personId)).toMatchObject({
      email: 'chan.theary@staff.example',
      active: false,
    });

    expect(await world.perform(administrator, findPersonByEmail, ' CHAN.Theary@staff.example')).toMatchObject({
      id: invited.personId,
    });

    const offered = await open(invited.token);
    expect(offered).toMatchObject({ name: 'ចាន់ ធារី', role: 'commune_officer', authenticator: { needed: true } });
    expect(offered.authenticator.uri).toMatch(/^otpauth:\/\/totp\/Samleng/);
    expect((await open(invited.token)).authenticator.secret).toBe(offered.authenticator.secret);

    const code = codeAt(offered.authenticator.secret, world.clock.now());
    const accept = (over: object) =>
      acceptInvitation(services(world), { token: invited.token, password, totp: code, ...over });
    expect(await refusalOf(accept({ password: 'chan.theary', totp: '' }))).toMatchObject({
      fields: [
        { field: 'password', code: 'password.too_short' },
        { field: 'totp', code: 'required' },
      ],
    });
    expect(await refusalOf(accept({ totp: '000000' }))).toMatchObject({
      fields: [{ field: 'totp', code: 'totp.wrong' }],
    });
    const { recoveryCodes } = await accept({});
    expect(recoveryCodes).toHaveLength(10);

    // Once only, and the code that enrolled the app is used up.
    expect(await refusalOf(accept({}))).toMatchObject({ name: 'NotFound', code: 'invitation.not_found' });
    const sign = () =>
      signIn(services(world), {
        email: 'chan.theary@staff.example',
        password,
        totp: codeAt(offered.authenticator.secret, world.clock.now()),
        address: '203.0.113.1',
        via: 'web',
      });
    expect(await refusalOf(sign())).toMatchObject({ code: 'session.refused' });
    world.clock.advance(30_000);
    expect((await sign()).person).toMatchObject({ id: invited.personId, nameLatin: 'Chan Theary' });
  });

  test('two acceptances at once: one', async () => {
    const invited = await invite({ role: 'counter_officer' });
    const both = await Promise.allSettled(
      [1, 2].map(() => acceptInvitation(services(world), { token: invited.token, password })),
    );
    expect(both.map((each) => each.status).sort()).toEqual(['fulfilled', 'rejected']);
  });

  test('an invitation runs out after 72 hours, and a later one takes its place', async () => {
    const first = await invite();
    world.clock.advance(72 * 3_600_000 - 1);
    await expect(open(first.token)).resolves.toBeDefined();
    world.clock.advance(1);
    expect(await refusalOf(open(first.token))).toMatchObject({ code: 'invitation.not_found' });
    const second = await world.perform(administrator, inviteAgain, { personId: first.personId });
    const third = await world.perform(administrator, inviteAgain, { personId: first.personId });
    expect(await refusalOf(open(second.token))).toMatchObject({ code: 'invitation.not_found' });
    await expect(open(third.token)).resolves.toBeDefined();
    expect(await refusalOf(open('nonsense'))).toMatchObject({ code: 'invitation.not_found' });
  });

  test('everything wrong with a new person is named at once', async () => {
    expect(
      await refusalOf(invite({ email: 'nowhere', name: ' ', role: 'commune_officer', office: '1201' })),
    ).toMatchObject({
      fields: [
        { field: 'email', code: 'email.invalid' },
        { field: 'name', code: 'required' },
        { field: 'role', code: 'role.not_in_this_office' },
      ],
    });
    expect(await refusalOf(invite({ office: '999999' }))).toMatchObject({
      fields: [{ field: 'office', code: 'office.unknown' }],
    });
    const taken = newcomer();
    await world.perform(administrator, invitePerson, taken);
    expect(await refusalOf(invite({ email: taken.email.toUpperCase() }))).toMatchObject({
      name: 'Conflict',
      code: 'person.email_taken',
    });
    const sameTime = newcomer();
    const both = await Promise.all(
      [1, 2].map(() =>
        world.perform(administrator, invitePerson, sameTime).then(
          () => 'done',
          (e: { code: string }) => e.code,
        ),
      ),
    );
    expect(both.sort()).toEqual(['done', 'person.email_taken']);
  });

  test('leaving ends access at once', async () => {
    const member = await aMember(world, 'district_officer', '1201');
    const { token } = await enter(world, member);
    expect(await actorOf(world, token)).not.toBeNull();
    await world.perform(administrator, deactivatePerson, { personId: member.id });
    expect(await actorOf(world, token)).toBeNull();
    world.clock.advance(30_000);
    expect(await refusalOf(enter(world, member))).toMatchObject({ code: 'session.refused' });
    expect((await facts(world, 'session.refused')).at(-1)).toMatchObject({ reason: 'inactive' });
    await world.perform(administrator, deactivatePerson, { personId: member.id });
    expect((await facts(world, 'person.deactivated')).filter((fact) => fact['personId'] === member.id)).toEqual([
      { personId: member.id, role: 'district_officer', office: '1201', sessionsEnded: 1 },
    ]);
  });

  test('access ends even where the database was changed behind the program', async () => {
    const member = await aMember(world, 'district_officer', '1201');
    const first = await enter(world, member);
    world.clock.advance(30_000);
    const second = await enter(world, member);
    const owner = new pg.Client({ connectionString: world.ownerUrl });
    await owner.connect();
    await owner.query('alter table person no force row level security');
    await owner.query(`update person set office = '1202' where id = $1`, [member.id]);
    expect(await actorOf(world, first.token)).toBeNull();
    await owner.query(`update person set office = '1201', active = false where id = $1`, [member.id]);
    expect(await actorOf(world, second.token)).toBeNull();
    await owner.query('alter table person force row level security');
    await owner.end();
  });

  test('an invitation still open goes when the person goes', async () => {
    const invited = await invite();
    await world.perform(administrator, deactivatePerson, { personId: invited.personId });
    expect(await refusalOf(open(invited.token))).toMatchObject({ code: 'invitation.not_found' });
  });

  test('moving to another post ends the sessions of the old one', async () => {
    const member = await aMember(world, 'commune_officer', '120101');
    const { token } = await enter(world, member);
    const move = { personId: member.id, role: 'district_officer', office: '1201' } as const;
    expect(await world.perform(administrator, movePerson, move)).toBeNull();
    expect(await actorOf(world, token)).toBeNull();
    world.clock.advance(30_000);
    const again = await enter(world, member);
    expect(await actorOf(world, again.token)).toMatchObject({ role: 'district_officer', office: '1201', tier: 'SA2' });
    // The same post again changes nothing.
    expect(await world.perform(administrator, movePerson, move)).toBeNull();
    expect(await actorOf(world, again.token)).not.toBeNull();
  });

  test('whoever moves to a role that needs an app gets an invitation to enrol one', async () => {
    const member = await aMember(world, 'counter_officer', '120101');
    const move = { personId: member.id, role: 'commune_officer', office: '120101' } as const;
    const invited = await world.perform(administrator, movePerson, move);
    expect(invited).not.toBeNull();
    expect(await refusalOf(enter(world, member, { totp: null }))).toMatchObject({ code: 'session.refused' });
    const { authenticator } = await open(invited?.token ?? '');
    const at = world.clock.now();
    await acceptInvitation(services(world), {
      token: invited?.token ?? '',
      password,
      totp: codeAt(authenticator.secret, at),
    });
    world.clock.advance(30_000);
    await expect(enter(world, { ...member, secret: authenticator.secret })).resolves.toBeDefined();
  });

  test('an administrator cannot shut themself out or promote themself', async () => {
    const self = administrator.personId;
    expect(await refusalOf(world.perform(administrator, deactivatePerson, { personId: self }))).toMatchObject({
      code: 'rule.own_account',
    });
    const move = { personId: self, role: 'auditor', office: 'GS-NSPC' } as const;
    expect(await refusalOf(world.perform(administrator, movePerson, move))).toMatchObject({ code: 'rule.own_account' });
  });

  test('only administrators manage people, also for the database alone', async () => {
    const officer = await aStaffActor(world, 'operator_supervisor', 'NSAF');
    const tries = [
      world.perform(officer, invitePerson, newcomer()),
      world.perform(officer, inviteAgain, { personId: newId() }),
      world.perform(officer, deactivatePerson, { personId: newId() }),
      world.perform(officer, movePerson, { personId: newId(), role: 'auditor', office: 'GS-NSPC' }),
      world.perform(officer, listPeople, { cursor: null, limit: 10 }),
    ];
    for (const attempt of tries)
      expect(await refusalOf(attempt)).toMatchObject({ name: 'Forbidden', code: 'forbidden.action' });

    const behind = await world.perform(
      officer,
      (work) =>
        work.em.execute(`update person set role = 'administrator' where id = ? returning id`, [officer.personId]),
      undefined,
    );
    expect(behind).toEqual([]);
  });

  test('nobody is found under an id that is none', async () => {
    expect(await world.perform(administrator, findPerson, newId())).toBeNull();
    expect(await world.perform(administrator, findPerson, 'x')).toBeNull();
    expect(await refusalOf(world.perform(administrator, deactivatePerson, { personId: newId() }))).toMatchObject({
      code: 'person.not_found',
    });
  });

  test('colleagues of the office see names and roles, never addresses', async () => {
    const officer = await aStaffActor(world, 'commune_officer', '120110');
    const other = await aMember(world, 'commune_officer', '120110');
    const gone = await aMember(world, 'commune_officer', '120110');
    await world.perform(administrator, deactivatePerson, { personId: gone.id });
    const seen = await world.perform(officer, peopleAt, '120110');
    expect(seen.map((person) => person.id).sort()).toEqual([officer.personId, other.id].sort());
    expect(Object.keys(seen[0] ?? {}).sort()).toEqual(['id', 'name', 'nameLatin', 'office', 'role']);
    expect(await refusalOf(world.perform(officer, peopleAt, '1201'))).toMatchObject({ code: 'forbidden.other_office' });
    expect(await refusalOf(world.perform(officer, peopleAt, 'nowhere'))).toMatchObject({ code: 'office.not_found' });
    await expect(world.perform(administrator, peopleAt, '120110')).resolves.toHaveLength(2);
    const analyst = await aStaffActor(world, 'analyst', 'GS-NSPC');
    expect(await refusalOf(world.perform(analyst, peopleAt, 'GS-NSPC'))).toMatchObject({ code: 'forbidden.action' });
  });

  test('a supervisor sees the offices of the operator, but not who protects', async () => {
    const supervisor = await aStaffActor(world, 'operator_supervisor', 'NSSF-HQ');
    await expect(world.perform(supervisor, peopleAt, 'NSSF-12')).resolves.toBeDefined();
    for (const office of ['NSSF-PROT', 'NSAF']) {
      expect(await refusalOf(world.perform(supervisor, peopleAt, office))).toMatchObject({
        code: 'forbidden.other_office',
      });
    }
  });

  test('everybody on record is listed a page at a time', async () => {
    const all: string[] = [];
    let cursor: string | null = null;
    do {
      const page: { items: { email: string }[]; nextCursor: string | null } = await world.perform(
        administrator,
        listPeople,
        { cursor, limit: 3 },
      );
      expect(page.items.length).toBeLessThanOrEqual(3);
      all.push(...page.items.map((person) => person.email));
      cursor = page.nextCursor;
    } while (cursor !== null);
    expect(all).toEqual([...new Set(all)].sort());
    expect(all.length).toBeGreaterThan(10);
    const supervisors = await world.perform(
      systemActor('test'),
      (work) => peopleInRole(work, 'operator_supervisor', 'NSAF'),
      undefined,
    );
    expect(supervisors).toMatchObject([{ role: 'operator_supervisor', office: 'NSAF', email: expect.any(String) }]);
  });
});
