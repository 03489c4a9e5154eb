import request from 'supertest';

import { aStaffActor } from '../access/members.ts';
import { aFiledCase, aFullCase } from '../support/staff-cases.ts';
import { aStaffWeb } from '../support/staff-web.ts';
import { aWorld, type World } from '../support/world.ts';

let world: World;
beforeAll(async () => {
  world = await aWorld();
});
afterAll(() => world.close());

test('the page of a case links the letters there are, and each is a file', async () => {
  const web = aStaffWeb(world);
  const officer = await aStaffActor(world, 'commune_officer', '120101');
  web.actor = officer;
  const reference = await aFullCase(world, officer);
  const page = await request(web.app).get(`/en/staff/cases/${reference}`);
  if (web.faults.length > 0) throw web.faults[0];
  const links = [...page.text.matchAll(/href="([^"]+\/letters\/[a-z-]+)"/g)].map((match) => match[1] ?? '');
  expect(links.map((link) => link.split('/').at(-1))).toEqual(['acknowledgement', 'information-request', 'decision']);
  for (const link of links) {
    const letter = await request(web.app).get(link).buffer(true);
    expect([link, letter.status, letter.headers['content-type']]).toEqual([link, 200, 'application/pdf']);
    expect(letter.headers['cache-control']).toBe('no-store');
  }
  await request(web.app).get(`/staff/cases/${reference}/letters/escalation`).expect(404);
  await request(web.app).get(`/staff/cases/${reference}/letters/love-letter`).expect(404);
});

test('a confidential case has none for staff, and says why', async () => {
  const web = aStaffWeb(world);
  const officer = await aStaffActor(world, 'commune_officer', '120101');
  web.actor = officer;
  const { reference } = await aFiledCase(world, officer, { identity: 'confidential' });
  const page = await request(web.app).get(`/en/staff/cases/${reference}`).expect(200);
  expect(page.text).toContain('Letters of this case are given to the complainant alone');
  expect(page.text).not.toContain('/letters/');
  await request(web.app).get(`/en/staff/cases/${reference}/letters/acknowledgement`).expect(409);
});
