import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';

import request from 'supertest';
import sharp from 'sharp';

import { newId } from '../../src/kernel/ids.ts';
import { handling } from '../../src/escalation/index.ts';
import { aComplaint, anApi, behindTheWall, hire, type Api } from './an-api.ts';

let api: Api;
beforeAll(async () => {
  api = await anApi();
});
afterAll(() => api.world.close());
afterEach(() => expect(api.faults.splice(0)).toEqual([]));

interface Filed {
  readonly reference: string;
  readonly receipt: string;
}

const file = async (more: Readonly<Record<string, unknown>> = {}): Promise<Filed> => {
  const { reference, receipt } = (await api.file(aComplaint(more))).body as Filed;
  return { reference, receipt };
};
const lookUp = (pair: object) => request(api.app).post('/api/v1/complaints/lookup').send(pair);
const act = (of: Filed, action: string, body: object = {}) =>
  request(api.app)
    .post(`/api/v1/complaints/${of.reference}/${action}`)
    .send({ receipt: of.receipt, ...body });

/** A decided case, as the province decides it. */
async function decided(remedies: readonly object[] = []): Promise<Filed> {
  const filed = await file();
  const officer = await hire(api, 'province_officer', '12', 'SA3');
  const target = { reference: filed.reference };
  await api.world.perform(officer, handling.acknowledge, target);
  await api.world.perform(officer, handling.decide, {
    ...target,
    outcome: 'upheld',
    reasons: 'បញ្ជីបើកប្រាក់ខ្វះឈ្មោះ',
    legalBasis: null,
    evidence: null,
    remedies: remedies.map((each) => ({ amountKhr: null, text: null, ...each })) as never,
  });
  return filed;
}

describe('looking up', () => {
  test('who has the pair sees the complaint, however it is typed', async () => {
    const { reference, receipt } = await file();
    const khmer = (text: string) => text.replace(/\d/g, (digit) => String.fromCharCode(0x17e0 + Number(digit)));
    for (const pair of [
      { reference, receipt },
      { reference: khmer(reference).toLowerCase().replaceAll('-', ' '), receipt: khmer(receipt).replaceAll('-', '') },
    ]) {
      const answer = await lookUp(pair);
      expect(answer.status).toBe(200);
      expect(answer.body).toMatchObject({
        reference,
        status: 'filed',
        track: 'social_assistance',
        heldBy: { tier: 'SA3' },
        messages: [],
        decision: null,
      });
      expect(answer.body.timeline).toHaveLength(1);
      expect(answer.body.deadlines.map((each: { state: string }) => each.state)).toEqual(['running', 'running']);
      expect(answer.body.actions).toEqual(expect.arrayContaining(['reply', 'withdraw', 'attach']));
    }
  });

  test('whatever is wrong with the pair, the answer is the same', async () => {
    const { reference, receipt } = await file();
    const other = await file();
    const answers = await Promise.all(
      [
        { reference, receipt: other.receipt },
        { reference: 'SA-26-9999999-9', receipt },
        { reference: 'SA-26-0999999-0', receipt },
        { reference: 'nonsense', receipt },
        { reference, receipt: '1' },
      ].map(lookUp),
    );
    const without = answers.map(({ status, body }) => ({ status, body: { ...body, requestId: null } }));
    expect(without[0]).toMatchObject({ status: 404, body: { code: 'not_found.pair' } });
    for (const each of without) expect(each).toEqual(without[0]);
  });

  test('the wrong pair takes as long as another wrong pair', async () => {
    const { reference, receipt } = await file();
    const time = async (pair: Filed): Promise<number> => {
      const from = performance.now();
      await api.services.proveReceipt(pair.reference, pair.receipt).catch(() => undefined);
      return performance.now() - from;
    };
    const median = (all: number[]) => all.sort((a, b) => a - b)[Math.floor(all.length / 2)] ?? 0;
    const known: number[] = [];
    const unknown: number[] = [];
    for (let i = 0; i < 150; i += 1) {
      known.push(await time({ reference, receipt: '0000-0000-0000-0000' }));
      unknown.push(await time({ reference: 'SA-26-0999999-0', receipt }));
    }
    expect(Math.abs(median(known) - median(unknown))).toBeLessThan(1);
  });

  test('guessing is limited', async () => {
    api.exhausted.set('lookup', 30);
    const answer = await lookUp({ reference: 'x', receipt: 'y' });
    api.exhausted.clear();
    expect(answer.status).toBe(429);
  });

  test('missing parts are named', async () => {
    const answer = await lookUp({ reference: 'x', nonsense: 1 });
    expect(answer.body.errors.map((each: { field: string }) => each.field)).toEqual(['receipt', 'nonsense']);
  });
});

describe('what the complainant does', () => {
  test('replies, and the office sees it', async () => {
    const filed = await file();
    expect((await act(filed, 'replies', { text: 'ខ្ញុំនៅមិនទាន់បាន' })).status).toBe(201);
    const { body } = await lookUp(filed);
    expect(body.messages).toMatchObject([{ from: 'complainant', text: 'ខ្ញុំនៅមិនទាន់បាន' }]);
    expect((await act({ ...filed, receipt: '0'.repeat(16) }, 'replies', { text: 'x' })).status).toBe(404);
  });

  test('withdraws once', async () => {
    const filed = await file();
    expect(await act(filed, 'withdraw', { reason: 'បានប្រាក់ហើយ' })).toMatchObject({
      status: 200,
      body: { status: 'withdrawn' },
    });
    expect(await act(filed, 'withdraw')).toMatchObject({
      status: 409,
      body: { code: 'rule.withdraw_needs_undecided_case' },
    });
  });

  test('rates only what was decided, and once', async () => {
    const open = await file();
    expect((await act(open, 'rating', { score: 5 })).body.code).toBe('rule.rating_needs_decision');
    const filed = await decided();
    expect((await act(filed, 'rating', { score: 6 })).status).toBe(422);
    expect((await act(filed, 'rating', { score: 4 })).status).toBe(201);
    expect((await act(filed, 'rating', { score: 4 })).body.code).toBe('rule.already_rated');
  });

  test('reads the decision, confirms the remedy and accepts', async () => {
    const filed = await decided([{ kind: 'pay_arrears', amountKhr: 40_000, dueOn: '2026-12-20' }]);
    const { body } = await lookUp(filed);
    expect(body.decision).toMatchObject({
      outcome: 'upheld',
      reasons: 'បញ្ជីបើកប្រាក់ខ្វះឈ្មោះ',
      remedies: [{ amountKhr: 40_000, state: 'ordered' }],
    });
    expect(body.decision.appealUntil).toMatch(/\+07:00$/);
    const remedy = body.decision.remedies[0] as { id: string };
    expect((await act(filed, `remedies/${remedy.id}/confirm`)).body.code).toBe('rule.no_remedy_to_confirm');
    const officer = api.staff.get('province_officer');
    await api.world.perform(officer!, handling.fulfilRemedy, {
      reference: filed.reference,
      remedyId: remedy.id,
      evidence: 'បង្កាន់ដៃ',
    });
    expect((await act(filed, 'accept')).status).toBe(200);
    expect(await act(filed, `remedies/${remedy.id}/confirm`)).toMatchObject({
      status: 200,
      body: { status: 'closed' },
    });
    expect((await act(filed, `remedies/${newId()}/confirm`)).status).toBeGreaterThanOrEqual(404);
  });

  test('appeals to the next body, with the same receipt', async () => {
    const filed = await decided();
    expect((await act(filed, 'appeal')).status).toBe(422);
    const appeal = await act(filed, 'appeal', { reason: 'មិនបានពិនិត្យភស្តុតាង' });
    expect(appeal.status).toBe(201);
    expect(appeal.body).toMatchObject({ appealOf: filed.reference, heldBy: { tier: 'SA4' }, late: false });
    expect((await lookUp({ reference: appeal.body.reference, receipt: filed.receipt })).status).toBe(200);
    expect((await act(filed, 'appeal', { reason: 'x' })).body.code).toBe('rule.already_appealed');
  });
});

describe('attachments', () => {
  const attach = (of: Filed, content: Buffer, name: string) =>
    request(api.app)
      .post(`/api/v1/complaints/${of.reference}/attachments`)
      .field('receipt', of.receipt)
      .attach('file', content, name);
  const photo = () =>
    sharp({ create: { width: 40, height: 30, channels: 3, background: '#248' } })
      .withExif({ IFD0: { Make: 'PhoneMaker' }, IFD3: { GPSLatitudeRef: 'N', GPSLatitude: '11/1 33/1 0/1' } })
      .jpeg()
      .toBuffer();

  test('a photograph is kept without its place, sealed on the disk, and fetched again', async () => {
    const filed = await file();
    const sent = await photo();
    expect((await sharp(sent).metadata()).exif).toBeDefined();
    const answer = await attach(filed, sent, '../../រូបថត.exe');
    expect(answer.status).toBe(201);
    const [item] = answer.body.items as { id: string; name: string; mediaType: string }[];
    expect(item).toMatchObject({ name: 'រូបថត.jpg', mediaType: 'image/jpeg' });
    const onDisk = await readFile(join(api.world.dataDir, 'files', item!.id));
    expect(onDisk.includes(Buffer.from([0xff, 0xd8, 0xff]))).toBe(false);
    const fetched = await act(filed, `attachments/${item!.id}/download`).buffer(true);
    expect(fetched.headers['content-disposition']).toMatch(/^attachment/);
    expect((await sharp(fetched.body as Buffer).metadata()).exif).toBeUndefined();
    const staff = await request(api.app)
      .get(`/api/v1/cases/${filed.reference}/attachments/${item!.id}`)
      .set('Authorization', 'Bearer province_officer');
    expect(staff.status).toBe(200);
    const stranger = await file();
    expect((await act({ ...stranger }, `attachments/${item!.id}/download`)).status).toBe(404);
  });

  test('what a file is, its content says', async () => {
    const filed = await file();
    const before = await readdir(join(api.world.dataDir, 'files'));
    const refused = async (content: Buffer, name: string) =>
      (await attach(filed, content, name)).body.errors?.[0]?.code as string;
    expect(await refused(Buffer.from('<html><script>alert(1)</script>'), 'x.jpg')).toBe('file_type_refused');
    expect(await refused(Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"/>'), 'x.svg')).toBe('file_type_refused');
    expect(await refused((await photo()).subarray(0, 400), 'x.jpg')).toBe('file_damaged');
    expect(await refused(Buffer.alloc(0), 'x.jpg')).toBe('file_empty');
    expect(await refused(Buffer.alloc(10 * 1024 * 1024 + 1, 1), 'x.jpg')).toBe('file_too_large');
    expect(await readdir(join(api.world.dataDir, 'files'))).toEqual(before);
    expect((await attach(filed, Buffer.from('%PDF-1.7\n1 0 obj\n'), 'letter.pdf')).status).toBe(201);
  });

  test('a picture that claims to be enormous is not decoded', async () => {
    const filed = await file();
    const bomb = await sharp({ create: { width: 9_000, height: 9_000, channels: 3, background: '#000' } })
      .png()
      .toBuffer();
    expect(bomb.length).toBeLessThan(1_000_000);
    expect((await attach(filed, bomb, 'x.png')).body.errors[0].code).toBe('file_damaged');
  });

  test('ten files a case; the wrong receipt, no file, no multipart', async () => {
    const filed = await file();
    const pdf = Buffer.from('%PDF-1.7\n');
    let many = request(api.app).post(`/api/v1/complaints/${filed.reference}/attachments`);
    for (let i = 0; i < 9; i += 1) many = many.attach('file', pdf, `${i}.pdf`);
    expect((await many.field('receipt', filed.receipt)).body.items).toHaveLength(9);
    expect((await attach(filed, pdf, '10.pdf')).status).toBe(201);
    expect((await attach(filed, pdf, '11.pdf')).body.code).toBe('rule.too_many_attachments');
    expect((await attach({ ...filed, receipt: '1' }, pdf, 'x.pdf')).status).toBe(404);
    const none = await request(api.app)
      .post(`/api/v1/complaints/${filed.reference}/attachments`)
      .field('receipt', filed.receipt);
    expect(none.body.errors[0].code).toBe('file_needed');
    expect((await act(filed, 'attachments')).status).toBe(415);
    const broken = await request(api.app)
      .post(`/api/v1/complaints/${filed.reference}/attachments`)
      .set('Content-Type', 'multipart/form-data; boundary=x')
      .send('--y\r\nnonsense');
    expect(broken.body.code).toBe('malformed_upload');
    const kept = await behindTheWall<{ n: string }>(
      api.world,
      'select count(*) as n from attachment a join case_file f on f.id = a.case_id where f.reference = $1',
      [filed.reference],
    );
    expect(kept).toEqual([{ n: '10' }]);
  });
});
