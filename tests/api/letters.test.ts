import request from 'supertest';

import { escalateCase, handling } from '../../src/escalation/index.ts';
import type { StaffActor } from '../../src/kernel/actor.ts';
import { letterKinds } from '../../src/notifications/index.ts';
import { aDesk, type Desk, type FiledCase } from '../support/desk.ts';
import { textOf } from '../notifications/letters/pdf-text.ts';

let desk: Desk;
let officer: StaffActor;
const tokens = new Map<StaffActor, string>();
beforeAll(async () => {
  desk = await aDesk();
  officer = await desk.staff('province_officer', '12');
});
afterAll(() => desk.close());

async function asStaff(actor: StaffActor, of: FiledCase, kind: string, query = ''): Promise<request.Response> {
  if (!tokens.has(actor)) tokens.set(actor, await desk.token(actor));
  return request(desk.world.http)
    .get(`/api/v1/cases/${of.reference}/letters/${kind}${query}`)
    .set('Authorization', `Bearer ${tokens.get(actor)}`)
    .set('Accept-Language', 'en')
    .buffer(true)
    .parse(bytes);
}

function asComplainant(of: FiledCase, kind: string, more: object = {}): request.Test {
  return request(desk.world.http)
    .post(`/api/v1/complaints/${of.reference}/letters/${kind}`)
    .set('Accept-Language', 'en')
    .send({ receipt: of.receipt, ...more })
    .buffer(true)
    .parse(bytes);
}

function bytes(response: request.Response, done: (error: Error | null, body: Buffer) => void): void {
  const parts: Buffer[] = [];
  const stream = response as unknown as NodeJS.ReadableStream;
  stream.on('data', (part: Buffer) => parts.push(part));
  stream.on('end', () => done(null, Buffer.concat(parts)));
}

const problemIn = (answer: request.Response): string =>
  (JSON.parse((answer.body as Buffer).toString('utf8')) as { code: string }).code;
const flat = (answer: request.Response): string => textOf(answer.body as Buffer).replace(/\s+/g, '');

async function aDecidedCase(more: Readonly<Record<string, unknown>> = {}): Promise<FiledCase> {
  const of = await desk.file(more);
  const { reference } = of;
  await desk.as(officer, handling.acknowledge, { reference });
  await desk.as(officer, handling.requestInformation, {
    reference,
    question: 'Which month?',
    replyWithinWorkingDays: 3,
  });
  await desk.as(officer, handling.reply, { reference, text: 'October' });
  await desk.as(officer, handling.decide, {
    reference,
    outcome: 'upheld',
    reasons: 'The list shows #1 *not* paid.',
    legalBasis: 'Sub-decree',
    evidence: 'List of October',
    remedies: [{ kind: 'pay_arrears', amountKhr: 40_000, dueOn: '2026-12-15', text: null }],
  });
  return of;
}

test('a decided case: staff and complainant get its letters as files that nobody keeps on the way', async () => {
  const of = await aDecidedCase();
  const decision = await asStaff(officer, of, 'decision');
  expect(decision.status).toBe(200);
  expect(decision.headers).toMatchObject({
    'content-type': 'application/pdf',
    'content-disposition': `attachment; filename=${of.reference}-decision.pdf`,
    'cache-control': 'no-store',
  });
  const said = flat(decision);
  for (const part of [
    'Thelistshows#1*not*paid.',
    'Sub-decree',
    'ListofOctober',
    '40,000riel',
    '15December2026',
    of.reference,
  ])
    expect(said).toContain(part);
  expect(said).not.toContain(of.receipt.replace(/\s+/g, ''));

  const own = await asComplainant(of, 'decision');
  expect(own.status).toBe(200);
  expect((own.body as Buffer).equals(decision.body as Buffer)).toBe(true);
  for (const kind of ['acknowledgement', 'information-request']) {
    const letter = await asComplainant(of, kind);
    expect([kind, letter.status, (letter.body as Buffer).subarray(0, 5).toString()]).toEqual([kind, 200, '%PDF-']);
  }
  expect((await desk.events(of)).filter((event) => event === 'letter.made')).toHaveLength(4);
});

test('the language: as asked for, else as the complainant chose', async () => {
  const of = await desk.file({ language: 'km' });
  const khmer = await asComplainant(of, 'acknowledgement', { language: 'km' });
  const unasked = await request(desk.world.http)
    .post(`/api/v1/complaints/${of.reference}/letters/acknowledgement`)
    .send({ receipt: of.receipt })
    .buffer(true)
    .parse(bytes);
  expect((unasked.body as Buffer).equals(khmer.body as Buffer)).toBe(true);
  expect(flat(await asStaff(officer, of, 'acknowledgement', '?language=en'))).toContain('KingdomofCambodia');
  expect((await asStaff(officer, of, 'acknowledgement', '?language=fr')).status).toBe(422);
});

test('the last move up is told with both offices', async () => {
  const of = await desk.file({ programme: 'IDPOOR', category: 'CRD-NIS' });
  const commune = await desk.staff('commune_officer', '120101');
  await desk.as(commune, handling.acknowledge, { reference: of.reference });
  await desk.as(commune, escalateCase, { reference: of.reference, reason: 'x' });
  const letter = await asComplainant(of, 'escalation');
  expect(letter.status).toBe(200);
  expect(flat(letter)).toContain('thehigheroffice');
});

test('no letter of what has not happened', async () => {
  const of = await desk.file();
  for (const kind of letterKinds.filter((each) => each !== 'acknowledgement')) {
    expect([kind, problemIn(await asStaff(officer, of, kind))]).toEqual([kind, 'not_found.letter']);
    expect([kind, problemIn(await asComplainant(of, kind))]).toEqual([kind, 'not_found.letter']);
  }
  expect((await asStaff(officer, of, 'love-letter')).status).toBe(422);
});

test('who does not see the case gets the answer of one that is not there', async () => {
  const of = await aDecidedCase();
  const elsewhere = await desk.staff('province_officer', '23');
  expect(problemIn(await asStaff(elsewhere, of, 'decision'))).toBe('not_found.case');
  const auditor = await desk.staff('auditor', 'GS-NSPC');
  expect((await asStaff(auditor, of, 'decision')).status).toBe(403);
  const administrator = await desk.staff('administrator', 'GS-NSPC');
  expect((await asStaff(administrator, of, 'decision')).status).toBe(403);
  const stranger = { ...of, receipt: '1111-2222-3333-4444' };
  expect(problemIn(await asComplainant(stranger, 'decision'))).toBe('not_found.pair');
  expect((await request(desk.world.http).get(`/api/v1/cases/${of.reference}/letters/decision`)).status).toBe(401);
});

test('letters of confidential and protected cases are for the complainant alone, without name or nature', async () => {
  const confidential = await aDecidedCase({
    identity: 'confidential',
    complainant: { name: 'Sok Sophea', phone: '012345678' },
  });
  expect(problemIn(await asStaff(officer, confidential, 'decision'))).toBe('rule.letter_on_request_only');
  const own = await asComplainant(confidential, 'decision');
  expect(own.headers['content-disposition']).toBe('attachment; filename=letter.pdf');
  expect(flat(own)).not.toContain('Sophea');

  const hidden = await desk.file({ category: 'PRT-GBV', protected: true });
  const [held] = await desk.owner<{ held_office: string }>('select held_office from case_file where id = $1', [
    hidden.id,
  ]);
  const guardian = await desk.staff('protection_officer', held?.held_office ?? '');
  await desk.owner(
    `insert into case_access (id, case_id, person_id, kind, granted_at) values (gen_random_uuid(), $1, $2, 'named', $3)`,
    [hidden.id, guardian.personId, desk.world.clock.now()],
  );
  expect(problemIn(await asStaff(guardian, hidden, 'acknowledgement'))).toBe('rule.letter_on_request_only');
  expect(problemIn(await asStaff(officer, hidden, 'acknowledgement'))).toBe('not_found.case');
  const letter = await asComplainant(hidden, 'acknowledgement');
  expect(letter.headers['content-disposition']).toBe('attachment; filename=letter.pdf');
  expect(flat(letter)).not.toMatch(/protection|violence|PRT/i);
});
