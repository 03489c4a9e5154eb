import request from 'supertest';

import { aMember, password } from '../access/members.ts';
import { aWorld, type World } from '../support/world.ts';

let world: World;
beforeAll(async () => {
  world = await aWorld();
});
afterAll(() => world.close());

const signIn = (body: object) => request(world.http).post('/api/v1/session').set('Accept-Language', 'en').send(body);
const cases = (token: string) => request(world.http).get('/api/v1/cases').set('Authorization', `Bearer ${token}`);

test('a token is given for e-mail and password, serves until signed out, and never again', async () => {
  const agent = await aMember(world, 'hotline_agent', 'HOTLINE');
  const { body } = await signIn({ email: agent.email.toUpperCase(), password }).expect(201);
  expect(body.person).toEqual({
    id: agent.id,
    name: expect.any(String),
    role: 'hotline_agent',
    office: 'HOTLINE',
    tier: null,
  });
  expect(body.expiresAt).toMatch(/\+07:00$/);
  await cases(body.token).expect(200);
  await request(world.http).delete('/api/v1/session').set('Authorization', `Bearer ${body.token}`).expect(204);
  await cases(body.token).expect(401);
});

test('most roles need a second factor, and are told so only once the password is right', async () => {
  const officer = await aMember(world, 'province_officer', '12');
  const refused = await signIn({ email: officer.email, password: 'wrong' });
  const unknown = await signIn({ email: 'nobody@staff.example', password: 'wrong' });
  for (const { status, body, headers } of [refused, unknown]) {
    expect([status, body.code, headers['www-authenticate']]).toEqual([401, 'session.refused', expect.any(String)]);
  }
  expect((await signIn({ email: officer.email, password })).body).toMatchObject({
    status: 401,
    code: 'session.totp_needed',
  });
  const { body } = await signIn({ email: officer.email, password, totp: officer.recoveryCodes[0] }).expect(201);
  expect(body.person).toMatchObject({ role: 'province_officer', office: '12', tier: 'SA3' });
  await signIn({ email: officer.email, password, totp: officer.recoveryCodes[0] }).expect(401);
});

test('every missing field is named', async () => {
  const { status, body } = await signIn({ pasword: 'x' });
  expect([status, body.errors.map((each: { field: string }) => each.field).sort()]).toEqual([
    422,
    ['email', 'password', 'pasword'],
  ]);
});
