import request from 'supertest';

import type { StaffActor } from '../../src/kernel/actor.ts';
import { newId } from '../../src/kernel/ids.ts';
import { systemActor } from '../../src/kernel/actor.ts';
import { sweepDue } from '../../src/escalation/index.ts';
import { evenTime } from '../../src/platform/even-time.ts';
import { Session } from '../../src/platform/session.ts';
import { currentBook, type ReferenceBook } from '../../src/reference/index.ts';
import { aDesk, type Desk, type FiledCase } from '../support/desk.ts';
import { aWorld } from '../support/world.ts';
import { noReference } from './posts.ts';

let desk: Desk;
let book: ReferenceBook;
let guardian: StaffActor;
let hidden: FiledCase;
let plain: FiledCase;
const strangers: StaffActor[] = [];
beforeAll(async () => {
  desk = await aDesk();
  book = await desk.world.perform(systemActor('test'), currentBook, undefined);
  guardian = await desk.staff('protection_officer', 'NSAF-PROT');
  plain = await desk.file();
  hidden = await desk.file({ protected: true });
  for (const [role, office] of [
    ['hotline_agent', 'HOTLINE'],
    ['province_officer', '12'],
    ['commune_officer', '120101'],
    ['operator_handler', 'NSAF'],
    ['operator_supervisor', 'NSAF'],
    ['policy_reviewer', 'GS-NSPC'],
    ['auditor', 'GS-NSPC'],
    ['protection_officer', 'MOP-PROT'],
  ] as const) {
    strangers.push(await desk.staff(role, office));
  }
});
afterAll(() => desk.close());

test('what is hidden and what does not exist are answered at the same multiple of a time, by doors of all kinds', async () => {
  const told = await aWorld({ NOT_FOUND_MS: '40' });
  const asked = [
    () =>
      request(told.http)
        .post('/api/v1/complaints/lookup')
        .send({ reference: noReference, receipt: '1'.repeat(16) }),
    () =>
      request(told.http)
        .post(`/api/v1/complaints/${noReference}/receipt`)
        .send({ receipt: '1'.repeat(16) }),
  ];
  for (const ask of asked) {
    const since = performance.now();
    await ask().expect(404);
    expect(performance.now() - since).toBeGreaterThanOrEqual(40);
  }
  await told.close();
  const wait = evenTime(5);
  for (const spent of [0.2, 4.9, 5.1, 9]) {
    const since = performance.now() - spent;
    await wait(since);
    expect(performance.now() - since).toBeGreaterThanOrEqual(Math.ceil(spent / 5) * 5);
  }
});

const as = async (actor: StaffActor) => {
  const token = await desk.token({ ...actor, sessionId: newId() });
  return (path: string) => request(desk.world.http).get(`/api/v1${path}`).set('Authorization', `Bearer ${token}`);
};

/** Everything that a list tells: what is on it, and that there is more. */
async function listed(actor: StaffActor, query: string): Promise<string[]> {
  const get = await as(actor);
  const seen: string[] = [];
  let cursor: string | null = '';
  while (cursor !== null) {
    const { body } = await get(
      `/cases?limit=1&${query}${cursor ? `&cursor=${encodeURIComponent(cursor)}` : ''}`,
    ).expect(200);
    // A page that is empty, or a cursor after the last one, would tell of what is left out.
    if (cursor !== '') expect(body.items).toHaveLength(1);
    seen.push(...body.items.map((item: { reference: string }) => item.reference));
    cursor = body.nextCursor as string | null;
  }
  return seen;
}

test('no list, filter, search or cursor tells of a protected case', async () => {
  const queries = [
    'view=office',
    'view=unassigned',
    'view=overdue',
    'view=watched',
    'status=filed',
    'category=PAY-NOT',
    'place=12',
    `q=${hidden.reference}`,
    `q=${hidden.reference.toLowerCase()}`,
    'q=012345678',
    'q=1234567890',
  ];
  for (const actor of strangers) {
    for (const query of queries)
      expect([actor.role, query, await listed(actor, query)]).not.toEqual([
        actor.role,
        query,
        expect.arrayContaining([hidden.reference]),
      ]);
  }
  expect(await listed(guardian, `q=${hidden.reference}`)).toEqual([hidden.reference]);
  const officer = strangers.find((each) => each.role === 'province_officer') as StaffActor;
  expect(await listed(officer, 'q=012345678')).toEqual([plain.reference]);
});

test('the database is asked the same for a protected case as for none', async () => {
  const officer = strangers.find((each) => each.role === 'province_officer') as StaffActor;
  const get = await as(officer);
  const asked: string[] = [];
  const { run } = Session.prototype;
  Session.prototype.run = function (text, values) {
    // Whether the reference data changed is asked every few seconds, whatever is asked for: about no case.
    if (!text.includes('from reference_state')) asked.push(text);
    return run.call(this, text, values);
  };
  try {
    const statements = async (path: string): Promise<string[]> => {
      asked.length = 0;
      await get(path);
      return [...asked];
    };
    await statements(`/cases/${hidden.reference}`);
    for (const part of [
      '',
      '/timeline',
      '/messages',
      '/parties',
      '/attachments',
      '/remedies',
      '/deadlines',
      '/dispute',
    ]) {
      const none = await statements(`/cases/${noReference}${part}`);
      expect([part, await statements(`/cases/${hidden.reference}${part}`)]).toEqual([part, none]);
      expect(none.length).toBeGreaterThan(0);
    }
  } finally {
    Session.prototype.run = run;
  }
});

test('colleagues who link, appeal or search by a known number learn nothing', async () => {
  const officer = strangers.find((each) => each.role === 'province_officer') as StaffActor;
  const token = await desk.token({ ...officer, sessionId: newId() });
  const link = (other: string) =>
    request(desk.world.http)
      .post(`/api/v1/cases/${plain.reference}/link`)
      .set('Authorization', `Bearer ${token}`)
      .send({ other, kind: 'related' });
  const [there, not] = [await link(hidden.reference), await link(noReference)];
  expect([there.status, there.body.errors]).toEqual([not.status, not.body.errors]);
});

describe('wherever a protected matter begins', () => {
  const protectedCategories = ['PRT-SEA', 'PRT-GBV', 'PRT-CHD', 'PRT-RET', 'FRD-COR'];

  test('it goes to a protection desk, never to a commune, a district or a resolution', async () => {
    const now = desk.world.clock.now();
    const on = now.toISOString().slice(0, 10);
    const filed: FiledCase[] = [];
    for (const category of protectedCategories) {
      for (const programme of ['FP-PWC', 'IDPOOR', 'HEF', 'SS-PEN-PRI']) {
        if (!book.programme(programme, on) || !book.category(category, on)) continue;
        filed.push(await desk.file({ programme, category, identity: 'anonymous', complainant: null }));
      }
    }
    expect(filed.length).toBeGreaterThanOrEqual(15);
    const rows = await desk.owner<{ type: string; tier: string; protected: boolean }>(
      `select o.type, c.tier, c.protected from case_file c join office o on o.code = c.held_office where c.id = any($1)`,
      [filed.map((each) => each.id)],
    );
    for (const row of rows) {
      expect([row.type, row.protected, ['SA1', 'SA2'].includes(row.tier)]).toEqual(['protection_desk', true, false]);
    }
  });

  test('a case marked as protected leaves the commune at once, and whoever held it learns no more', async () => {
    const officer = await desk.staff('commune_officer', '120101');
    const of = await desk.file({ programme: 'IDPOOR', category: 'CRD-NIS' });
    const token = await desk.token({ ...officer, sessionId: newId() });
    const call = (method: 'get' | 'post', what: string) =>
      request(desk.world.http)[method](`/api/v1/cases/${of.reference}${what}`).set('Authorization', `Bearer ${token}`);
    await call('post', '/mark-protected').send({}).expect(200);
    for (const part of ['', '/timeline', '/messages', '/deadlines']) await call('get', part).expect(404);
    expect(await listed(officer, `q=${of.reference}`)).toEqual([]);
    const [row] = await desk.owner<{ held_office: string }>('select held_office from case_file where id = $1', [of.id]);
    expect(row?.held_office).toMatch(/-PROT$/);
  });

  test('time never carries it down or out of the hands of those named', async () => {
    const of = await desk.file({ category: 'PRT-GBV', programme: 'FP-PWC' });
    for (let month = 0; month < 8; month += 1) {
      desk.world.clock.advance(30 * 86_400_000);
      await sweepDue(desk.world.perform, desk.world.clock, { limit: 500 });
    }
    const rows = await desk.owner<{ tier: string }>('select tier from case_custody where case_id = $1', [of.id]);
    expect(rows.filter((row) => ['SA1', 'SA2'].includes(row.tier))).toEqual([]);
    for (const actor of strangers) {
      const get = await as(actor);
      const { status } = await get(`/cases/${of.reference}`);
      const named = await desk.owner('select 1 from case_access where case_id = $1 and person_id = $2', [
        of.id,
        actor.personId,
      ]);
      expect([actor.role, status]).toEqual([actor.role, named.length > 0 ? 200 : 404]);
    }
  }, 600_000);
});
