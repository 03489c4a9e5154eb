import request from 'supertest';

import type { Role } from '../../src/kernel/actor.ts';
import { aDesk, type Desk, type FiledCase } from '../support/desk.ts';

let desk: Desk;
let officer: Caller;
let colleague: Caller;
beforeAll(async () => {
  desk = await aDesk();
  officer = await caller('province_officer', '12', 'លី វណ្ណា');
  colleague = await caller('province_officer', '12', 'ចាន់ ធារី');
});
afterAll(() => desk.close());

interface Caller {
  readonly id: string;
  get(path: string, language?: string): request.Test;
  post(path: string, body: object, language?: string): request.Test;
}

async function caller(role: Role, office: string, name?: string): Promise<Caller> {
  const actor = await desk.staff(role, office, name);
  const token = await desk.token(actor);
  const as = (test: request.Test, language: string) =>
    test.set('Authorization', `Bearer ${token}`).set('Accept-Language', language);
  return {
    id: actor.personId,
    get: (path, language = 'en') => as(request(desk.world.http).get(`/api/v1${path}`), language),
    post: (path, body, language = 'en') => as(request(desk.world.http).post(`/api/v1${path}`), language).send(body),
  };
}

const on = (of: FiledCase, what = ''): string => `/cases/${of.reference}${what}`;
const decision = { outcome: 'upheld', reasons: 'បញ្ជីបើកប្រាក់បង្ហាញថាមិនទាន់បើក' };

test('without a valid token nothing is told', async () => {
  const of = await desk.file();
  for (const path of ['/cases', on(of), on(of, '/timeline'), '/outbox', '/offices/12/people']) {
    const { status, body } = await request(desk.world.http)
      .get(`/api/v1${path}`)
      .set('Authorization', 'Bearer nonsense');
    expect([status, body.code]).toEqual([401, 'unauthenticated']);
  }
});

test('a case lives from acknowledgement to closing', async () => {
  const of = await desk.file();
  const record = await officer.get(on(of)).expect(200);
  expect(record.body).toMatchObject({
    reference: of.reference,
    status: 'filed',
    heldBy: { office: '12', tier: 'SA3' },
    narrative: 'ខ្ញុំមិនទាន់បានទទួលប្រាក់ឧបត្ថម្ភខែតុលាទេ។',
    unreadable: [],
    decisions: [],
    version: 1,
  });
  expect(record.body.deadlines.map((each: { kind: string }) => each.kind)).toEqual(['acknowledge', 'decide']);
  expect(record.body.permittedActions).toEqual([
    'acknowledge',
    'assign',
    'note',
    'reply',
    'transfer',
    'escalate',
    'withdraw',
    'link',
    'mark-protected',
    'attach',
  ]);

  expect((await officer.post(on(of, '/acknowledge'), {}).expect(200)).body).toEqual({
    reference: of.reference,
    status: 'acknowledged',
    version: 2,
  });
  await officer.post(on(of, '/assign'), { assignee: colleague.id }).expect(200);
  await officer.post(on(of, '/note'), { text: 'កំណត់សម្គាល់' }).expect(200);
  await colleague.post(on(of, '/request-information'), { question: 'ខែណា?', replyWithinWorkingDays: 3 }).expect(200);
  expect(
    (await colleague.get(on(of, '/deadlines'))).body.items.find((each: { kind: string }) => each.kind === 'decide')
      .state,
  ).toBe('paused');
  expect((await officer.post(on(of, '/reply'), { text: 'ខែតុលា' }).expect(200)).body.status).toBe('in_progress');
  const remedies = [{ kind: 'pay_arrears', amountKhr: 40_000, dueOn: '២០២៦-១២-១៥' }];
  await colleague.post(on(of, '/decide'), { ...decision, remedies }).expect(200);
  const [remedy] = (await officer.get(on(of, '/remedies'))).body.items;
  expect(remedy).toMatchObject({
    kind: { code: 'pay_arrears' },
    amountKhr: 40_000,
    dueOn: '2026-12-15',
    state: 'ordered',
  });
  expect((await officer.post(on(of, '/close'), {}).expect(409)).body.code).toBe('rule.remedies_not_delivered');
  await officer.post(on(of, `/remedies/${remedy.id}/fulfil`), { evidence: 'លេខ 881' }).expect(200);
  await request(desk.world.http)
    .post(`/api/v1/complaints/${of.reference}/remedies/${remedy.id}/confirm`)
    .send({ receipt: of.receipt, received: true })
    .expect(200);
  expect((await officer.post(on(of, '/close'), {}).expect(200)).body.status).toBe('closed');
  await officer.post(on(of, '/reopen'), { reason: 'មានភស្តុតាងថ្មី' }).expect(200);

  const timeline = (await officer.get(on(of, '/timeline'), 'km').expect(200)).body.items;
  expect(timeline.map((each: { kind: string }) => each.kind)).toEqual(
    expect.arrayContaining([
      'case.filed',
      'case.acknowledged',
      'case.assigned',
      'case.decided',
      'case.closed',
      'case.reopened',
    ]),
  );
  expect(timeline.every((each: { text: string }) => /\p{Script=Khmer}/u.test(each.text))).toBe(true);
  const messages = (await officer.get(on(of, '/messages'))).body.items;
  expect(messages.map((each: { kind: string; internal: boolean }) => [each.kind, each.internal])).toEqual([
    ['note', true],
    ['question', false],
    ['reply', false],
    ['note', true],
  ]);
  expect((await officer.get(on(of, '/parties'))).body.items[0]).toMatchObject({
    side: 'complainant',
    details: { name: 'សុខ សុភា', phone: '+85512345678' },
  });
  expect((await officer.get(on(of, '/attachments'))).body).toEqual({ items: [] });
});

test('whoever acted on an old version is told what changed', async () => {
  const of = await desk.file();
  await officer.post(on(of, '/acknowledge'), { version: 1 }).expect(200);
  const [one, two] = await Promise.all([
    officer.post(on(of, '/decide'), { ...decision, version: 2 }),
    colleague.post(on(of, '/decide'), { ...decision, version: 2 }),
  ]);
  expect([one.status, two.status].sort()).toEqual([200, 409]);
  const refused = one.status === 409 ? one : two;
  expect(refused.headers['content-type']).toMatch('application/problem+json');
  expect(refused.body).toMatchObject({
    code: 'conflict.case_changed',
    version: 3,
    changes: [{ kind: 'case.decided', text: 'Decided: Upheld' }],
  });
});

test('what may not be done is told apart: state 409, role 403, unknown 404, input 422', async () => {
  const of = await desk.file();
  const elsewhere = await caller('province_officer', '23');
  const auditor = await caller('auditor', 'GS-NSPC');
  const supervisor = await caller('operator_supervisor', 'NSAF');
  const said = async (test: request.Test) => {
    const { status, body } = await test;
    return [status, body.code, ...(body.errors ?? []).map((each: { field: string }) => each.field)];
  };
  expect(await said(officer.post(on(of, '/decide'), decision))).toEqual([409, 'rule.decide_needs_acknowledged_case']);
  expect(await said(supervisor.post(on(of, '/acknowledge'), {}))).toEqual([403, 'forbidden.case_is_elsewhere']);
  expect(await said(auditor.post(on(of, '/acknowledge'), {}))).toEqual([403, 'forbidden.action']);
  expect(await said(elsewhere.post(on(of, '/acknowledge'), {}))).toEqual([404, 'not_found.case']);
  expect(await said(elsewhere.get('/cases/nonsense'))).toEqual([404, 'not_found.case']);
  expect(
    await said(officer.post(on(of, '/request-information'), { question: ' ', replyWithinWorkingDays: 11, more: 1 })),
  ).toEqual([422, 'invalid_input', 'question', 'replyWithinWorkingDays', 'more']);
  await officer.post(on(of, '/acknowledge'), {});
  expect(
    await said(officer.post(on(of, '/decide'), { outcome: 'gold', reasons: 'x', remedies: [{ kind: 'x' }] })),
  ).toEqual([422, 'invalid_input', 'remedies.0.dueOn']);
  expect(await said(officer.post(on(of, '/decide'), { outcome: 'gold', reasons: 'x' }))).toEqual([
    422,
    'invalid_input',
    'outcome',
  ]);
});

test('the work list pages in order of due date, filters, and finds by reference, phone and ID in either script', async () => {
  const branch = await caller('operator_handler', 'NSSF-12');
  const made: string[] = [];
  for (const category of ['MEM-REG', 'EMP-CON', 'MEM-REG', 'PEN-CMP', 'MEM-REG']) {
    const complainant = { name: 'កែវ ច័ន្ទ', phone: '092 111 222', ids: { nssfMemberId: 'NS-100200' } };
    made.push((await desk.file({ programme: 'SS-PEN-PRI', category, complainant })).reference);
  }
  const seen: { reference: string; dueAt: string }[] = [];
  let cursor = '';
  do {
    const { body } = await branch.get(`/cases?view=office&limit=2${cursor && `&cursor=${cursor}`}`).expect(200);
    seen.push(...body.items);
    cursor = body.nextCursor ?? '';
  } while (cursor);
  expect(seen.map((item) => item.reference).sort()).toEqual([...made].sort());
  expect(seen.map((item) => item.dueAt)).toEqual(seen.map((item) => item.dueAt).sort());
  const find = async (query: string) =>
    (await branch.get(`/cases?${query}`).expect(200)).body.items.map((item: { reference: string }) => item.reference);
  expect(await find('category=EMP-CON')).toEqual([made[1]]);
  expect(await find('view=office&severity=S2&place=12')).toEqual([made[1]]);
  expect(await find('view=office&place=23')).toEqual([]);
  expect(await find('view=mine')).toEqual([]);
  expect(await find('view=overdue')).toEqual([]);
  expect(await find('status=closed&view=office')).toEqual([]);
  for (const q of ['092111222', '០៩២ ១១១ ២២២', '+85592111222', 'ns-100200', 'NS១០០២០០']) {
    expect((await find(`q=${encodeURIComponent(q)}`)).sort()).toEqual([...made].sort());
  }
  const reference = made[0] ?? '';
  expect(await find(`q=${reference.toLowerCase().replaceAll('-', '')}`)).toEqual([reference]);
  expect(await find('q=09211122')).toEqual([]);
  expect((await branch.get('/cases?cursor=nonsense&view=office')).body.errors).toMatchObject([
    { field: 'cursor', code: 'cursor_invalid' },
  ]);
  expect((await branch.get('/cases?limit=201')).status).toBe(422);
});

test('emergency access is taken, read and reviewed', async () => {
  const hidden = await desk.file({ protected: true });
  const privacy = await caller('privacy_officer', 'GS-NSPC');
  await officer.get(on(hidden)).expect(404);
  await officer.post(on(hidden, '/break-glass'), { reason: 'គ្រោះថ្នាក់ដល់ជីវិត' }).expect(201);
  const { body } = await officer.get(on(hidden)).expect(200);
  expect([body.permittedActions, typeof body.emergencyAccessUntil]).toEqual([[], 'string']);
  const [waiting] = (await privacy.get('/break-glass').expect(200)).body.items;
  expect(waiting).toMatchObject({ reference: hidden.reference, reason: 'គ្រោះថ្នាក់ដល់ជីវិត', person: { id: officer.id } });
  await privacy.get('/cases').expect(403);
  await privacy.post(`/break-glass/${waiting.id}/review`, { verdict: 'not_justified' }).expect(204);
  await officer.get(on(hidden)).expect(404);
});

test('colleagues are listed without addresses; the outbox is for the administrator', async () => {
  const people = (await officer.get('/offices/12/people').expect(200)).body.items;
  expect(people.map((each: { id: string }) => each.id)).toEqual(expect.arrayContaining([officer.id, colleague.id]));
  expect(Object.keys(people[0])).toEqual(['id', 'name', 'nameLatin', 'role', 'office']);
  await officer.get('/offices/NSAF/people').expect(403);
  await officer.get('/outbox').expect(403);
  const administrator = await caller('administrator', 'GS-NSPC');
  expect((await administrator.get('/outbox').expect(200)).body).toHaveProperty('items');
});
