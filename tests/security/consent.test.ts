import request from 'supertest';

import { handling } from '../../src/escalation/index.ts';
import type { StaffActor } from '../../src/kernel/actor.ts';
import { aDesk, type Desk, type FiledCase } from '../support/desk.ts';
import { aStaffWeb } from '../support/staff-web.ts';

let desk: Desk;
let guardian: StaffActor;
let token: string;
beforeAll(async () => {
  desk = await aDesk();
  guardian = await desk.staff('protection_officer', 'NSAF-PROT');
  await desk.staff('policy_reviewer', 'GS-NSPC');
  token = await desk.token(guardian);
});
afterAll(() => desk.close());

const protectedCase = async (): Promise<FiledCase> => {
  const of = await desk.file({ protected: true });
  await desk.as(guardian, handling.acknowledge, { reference: of.reference });
  return of;
};
const send = (of: FiledCase, what: string, body: object) =>
  request(desk.world.http)
    .post(`/api/v1/cases/${of.reference}/${what}`)
    .set('Authorization', `Bearer ${token}`)
    .send(body);

test('a protected case is referred only with what the complainant said to it, and that is kept', async () => {
  for (const [what, body] of [
    ['transfer', { office: 'MOP-PROT', reason: 'មូលហេតុ' }],
    ['escalate', { reason: 'មូលហេតុ' }],
  ] as const) {
    const of = await protectedCase();
    const refused = await send(of, what, body);
    expect([what, refused.status, refused.body.code]).toEqual([what, 409, 'rule.referral_needs_consent']);
    expect(await desk.events(of)).not.toContain(what === 'transfer' ? 'case.transferred' : 'case.escalated');
    expect((await send(of, what, { ...body, consent: 'perhaps' })).status).toBe(422);
    expect((await send(of, what, { ...body, consent: 'given' })).status).toBe(200);
    expect(await desk.events(of)).toContain('referral.consented');
  }
  const urgent = await protectedCase();
  expect((await send(urgent, 'transfer', { office: 'MOP-PROT', reason: 'មូលហេតុ', consent: 'danger' })).status).toBe(200);
  const events = await desk.events(urgent);
  expect(events).toContain('referral.without_consent');
  expect(events).not.toContain('referral.consented');
});

test('what is ordinary moves without it', async () => {
  const officer = await desk.staff('province_officer', '12');
  const mine = await desk.token(officer);
  const of = await desk.file();
  const { status } = await request(desk.world.http)
    .post(`/api/v1/cases/${of.reference}/transfer`)
    .set('Authorization', `Bearer ${mine}`)
    .send({ office: '23', reason: 'មូលហេតុ' });
  expect(status).toBe(200);
  expect((await desk.events(of)).filter((event) => event.startsWith('referral.'))).toEqual([]);
});

test('the pages ask for it on protected cases alone', async () => {
  const web = aStaffWeb(desk.world);
  const of = await protectedCase();
  const open = (reference: string, what: string, by: string) =>
    request(web.app).get(`/en/staff/cases/${reference}/${what}`).set('Cookie', `samleng_staff=${by}`);
  for (const what of ['transfer', 'escalate']) {
    const { status, text } = await open(of.reference, what, token);
    expect([what, status, text.includes('name="consent"')]).toEqual([what, 200, true]);
  }
  const officer = await desk.staff('province_officer', '12');
  const plain = await desk.file();
  const { status, text } = await open(plain.reference, 'transfer', await desk.token(officer));
  expect([status, text.includes('name="consent"')]).toEqual([200, false]);
  const page = await open(of.reference, 'escalate', token);
  const cookie = String(page.headers['set-cookie']).split(';')[0] ?? '';
  const form = /name="_csrf" value="([^"]+)"/.exec(page.text)?.[1] ?? '';
  const post = (fields: object) =>
    request(web.app)
      .post(`/en/staff/cases/${of.reference}/escalate`)
      .set('Cookie', `${cookie}; samleng_staff=${token}`)
      .type('form')
      .send({ _csrf: form, reason: 'Because', ...fields });
  expect((await post({})).status).toBe(409);
  expect((await post({ consent: 'given' })).status).toBe(303);
});
