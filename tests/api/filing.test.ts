import fc from 'fast-check';
import request from 'supertest';

import { fileComplaint, parseFiling } from '../../src/intake/index.ts';
import { newId } from '../../src/kernel/ids.ts';
import { aComplaint, anApi, behindTheWall, hire, type Api } from './an-api.ts';

let api: Api;
beforeAll(async () => {
  api = await anApi();
});
afterAll(() => api.world.close());
afterEach(() => expect(api.faults.splice(0)).toEqual([]));

const countCases = async (): Promise<number> =>
  Number((await behindTheWall<{ n: string }>(api.world, 'select count(*) as n from case_file'))[0]?.n);

describe('filing', () => {
  test('answers where the complaint is and by when what happens', async () => {
    const answer = await api.file(aComplaint());
    expect(answer.status).toBe(201);
    expect(answer.body).toMatchObject({
      track: 'social_assistance',
      status: 'filed',
      heldBy: { office: '12', tier: 'SA3' },
      filedAt: '2026-11-21T09:00:00+07:00',
      warnings: [],
    });
    expect(answer.body.reference).toMatch(/^SA-26-\d{7}-\d$/);
    expect(answer.body.receipt).toMatch(/^\d{4}(-\d{4}){3}$/);
    expect(answer.body.heldBy.name).toMatch(/\p{Script=Khmer}/u);
    expect(
      answer.body.deadlines.map((each: { kind: string; rule: string; force: string }) => [
        each.kind,
        each.rule,
        each.force,
      ]),
    ).toEqual([
      ['acknowledge', 'SA.ACK.S3', 'default'],
      ['decide', 'SA3.DECIDE.S3', 'default'],
    ]);
    const english = await api.file(aComplaint()).set('Accept-Language', 'en');
    expect(english.body.deadlines[0].why).toContain('working day');
    const asWritten = await api.file(aComplaint({ language: 'en' }));
    expect(asWritten.body.heldBy.name).toBe(english.body.heldBy.name);
  });

  test('keeps case, key, custody, texts, parties, clocks, ledger and outbox, and nothing personal in the clear', async () => {
    const { body } = await api.file(
      aComplaint({
        about: [{ kind: 'staff', office: '120101', name: 'មេឃុំ' }],
        representative: { name: 'ចាន់ ធារី', phone: '092345678' },
      }),
    );
    const [row] = await behindTheWall<Record<string, string>>(
      api.world,
      `select f.id,
         (select count(*) from case_key where case_id = f.id) as keys, (select count(*) from case_custody where case_id = f.id) as custody,
         (select count(*) from case_text where case_id = f.id) as texts, (select count(*) from case_party where case_id = f.id) as parties,
         (select count(*) from case_lookup where case_id = f.id) as lookups, (select count(*) from sla_clock where case_id = f.id) as clocks,
         (select count(*) from ledger_entry where chain = f.id::text) as facts, (select count(*) from outbox where case_id = f.id) as outbox
       from case_file f where reference = $1`,
      [body.reference],
    );
    expect(row).toMatchObject({
      keys: '1',
      custody: '1',
      texts: '1',
      parties: '3',
      lookups: '2',
      clocks: '2',
      facts: '1',
      outbox: '1',
    });
    const all = await behindTheWall<{ text: string }>(
      api.world,
      `select row_to_json(f)::text || coalesce((select string_agg(row_to_json(t)::text, '') from case_text t where t.case_id = f.id), '')
         || (select string_agg(row_to_json(p)::text, '') from case_party p where p.case_id = f.id)
         || (select string_agg(data::text, '') from ledger_entry where chain = f.id::text) as text
       from case_file f where reference = $1`,
      [body.reference],
    );
    for (const secret of ['សុខ សុភា', '12345678', 'មិនទាន់', 'មេឃុំ', body.receipt.replaceAll('-', '')])
      expect(all[0]?.text).not.toContain(secret);
  });

  test('a narrative of 10,000 Khmer characters', async () => {
    expect((await api.file(aComplaint({ narrative: 'ក្ម'.repeat(3_333) + 'ខ' }))).status).toBe(201);
  });

  test('social security goes its own way, whoever takes it in', async () => {
    const officer = await hire(api, 'commune_officer', '120101', 'SA1');
    const noted = await request(api.app)
      .post('/api/v1/cases')
      .set('Authorization', 'Bearer commune_officer')
      .set('Idempotency-Key', newId())
      .send(aComplaint({ programme: 'SS-PEN-PRI', category: 'PEN-CMP', channel: 'counter' }));
    expect(noted.status).toBe(201);
    expect(noted.body).toMatchObject({ track: 'social_security', heldBy: { tier: 'SS1A' } });
    expect(noted.body.reference).toMatch(/^SS-26-/);
    const [row] = await behindTheWall(
      api.world,
      'select filed_by, intake_office, channel, held_office from case_file where reference = $1',
      [noted.body.reference],
    );
    expect(row).toMatchObject({
      filed_by: officer.personId,
      intake_office: '120101',
      channel: 'counter',
      held_office: noted.body.heldBy.office,
    });
  });

  test('who takes no complaints in is refused', async () => {
    await hire(api, 'analyst', 'NSAF');
    const answer = await request(api.app)
      .post('/api/v1/cases')
      .set('Authorization', 'Bearer analyst')
      .send(aComplaint({ channel: 'letter' }));
    expect(answer.status).toBe(403);
  });

  test('danger to life makes it critical where the category says so', async () => {
    const severity = async (body: object) => {
      const { body: filed } = await api.file(body);
      const [row] = await behindTheWall<{ severity: string }>(
        api.world,
        'select severity from case_file where reference = $1',
        [filed.reference],
      );
      return row?.severity;
    };
    expect(await severity(aComplaint({ programme: 'HEF', category: 'HLT-REF' }))).toBe('S2');
    expect(await severity(aComplaint({ programme: 'HEF', category: 'HLT-REF', lifeThreatening: true }))).toBe('S1');
    expect(await severity(aComplaint({ lifeThreatening: true }))).toBe('S3');
  });

  test('an office that is complained about is passed over', async () => {
    const { body } = await api.file(
      aComplaint({ category: 'CRD-NIS', programme: 'IDPOOR', about: [{ kind: 'office', office: '120101' }] }),
    );
    expect(body.heldBy).toMatchObject({ office: '1201', tier: 'SA2' });
    const facts = await behindTheWall<{ event: string; data: object }>(
      api.world,
      'select event, data from ledger_entry e join case_file f on e.chain = f.id::text where f.reference = $1 order by seq',
      [body.reference],
    );
    expect(facts.map((each) => each.event)).toEqual(['case.filed', 'case.skipped']);
    expect(facts[1]?.data).toMatchObject({ tier: 'SA1', office: '120101', toTier: 'SA2', toOffice: '1201' });
  });

  test('a protected complaint goes to the desk, and its officers may see it', async () => {
    const officer = await hire(api, 'protection_officer', 'NSAF-PROT', 'SA4');
    const { body } = await api.file(aComplaint({ category: 'PRT-GBV' }));
    expect(body.heldBy.office).toBe('NSAF-PROT');
    const named = await behindTheWall<{ person_id: string }>(
      api.world,
      `select a.person_id from case_access a join case_file f on f.id = a.case_id where f.reference = $1 and a.kind = 'named'`,
      [body.reference],
    );
    expect(named.map((each) => each.person_id)).toContain(officer.personId);
  });

  test('an old claim is taken with a warning and marked for a legal officer', async () => {
    const { status, body } = await api
      .file(aComplaint({ programme: 'SS-MAT', category: 'HCB-ALW', occurredOn: '2025-01-01' }))
      .set('Accept-Language', 'en');
    expect(status).toBe(201);
    expect(body.warnings).toEqual([
      { code: 'claim_may_be_barred', message: expect.stringContaining('more than 1 year ago') },
    ]);
    const [row] = await behindTheWall(api.world, 'select claim_barred from case_file where reference = $1', [
      body.reference,
    ]);
    expect(row).toEqual({ claim_barred: true });
  });

  test('fifty at once get fifty references', async () => {
    const answers = await Promise.all(Array.from({ length: 50 }, () => api.file(aComplaint())));
    expect(answers.map((each) => each.status)).toEqual(Array.from({ length: 50 }, () => 201));
    expect(new Set(answers.map((each) => each.body.reference)).size).toBe(50);
    expect(new Set(answers.map((each) => each.body.receipt)).size).toBe(50);
  });
});

describe('the same sent twice', () => {
  test('gets the same answer, receipt and all, in whatever order its keys come', async () => {
    const key = newId();
    const first = await api.file(aComplaint(), key);
    const before = await countCases();
    const again = await api.file(Object.fromEntries(Object.entries(aComplaint()).reverse()), key);
    expect([again.status, again.body]).toEqual([201, first.body]);
    expect(await countCases()).toBe(before);
  });

  test('another body with the key is a conflict and stores nothing', async () => {
    const key = newId();
    await api.file(aComplaint(), key);
    const before = await countCases();
    const other = await api.file(aComplaint({ remedySought: 'x' }), key);
    expect([other.status, other.body.code]).toEqual([409, 'conflict.idempotency_key_reused']);
    expect(await countCases()).toBe(before);
  });

  test('ten at the same time make one case', async () => {
    const key = newId();
    const before = await countCases();
    const answers = await Promise.all(Array.from({ length: 10 }, () => api.file(aComplaint(), key)));
    expect(new Set(answers.map((each) => JSON.stringify(each.body))).size).toBe(1);
    expect(answers[0]?.status).toBe(201);
    expect(await countCases()).toBe(before + 1);
  });

  test('without a key it is filed twice; a bad key is named', async () => {
    const before = await countCases();
    for (let i = 0; i < 2; i += 1)
      expect((await request(api.app).post('/api/v1/complaints').send(aComplaint())).status).toBe(201);
    expect(await countCases()).toBe(before + 2);
    const bad = await api.file(aComplaint(), 'x');
    expect([bad.status, bad.body.errors[0].field, bad.body.errors[0].code]).toEqual([
      422,
      'idempotency-key',
      'key_invalid',
    ]);
  });

  test('what is kept of the answer opens with the key alone', async () => {
    const key = newId();
    const { body } = await api.file(aComplaint(), key);
    const rows = await behindTheWall<{ text: string }>(
      api.world,
      `select encode(sealed_answer, 'escape') || encode(key_hash, 'hex') as text from filing_key`,
    );
    for (const { text } of rows) {
      expect(text).not.toContain(body.receipt);
      expect(text).not.toContain(key);
    }
  });
});

describe('what is refused', () => {
  const bad = {
    programme: 'NOPE',
    category: 'PAY-NOT',
    place: '99',
    narrative: '',
    identity: 'named',
    complainant: { phone: '1' },
  };

  test.each(['km', 'en'] as const)('every fault at once in %s, and nothing is stored', async (language) => {
    const before = await countCases();
    const answer = await api.file(bad).set('Accept-Language', language);
    expect(answer.status).toBe(422);
    expect(answer.type).toBe('application/problem+json');
    expect(
      answer.body.errors.map((each: { field: string; code: string }) => `${each.field} ${each.code}`).sort(),
    ).toEqual([
      'complainant.name name_needed',
      'complainant.phone phone_invalid',
      'narrative required',
      'place unknown_place',
      'programme unknown_programme',
    ]);
    for (const { message } of answer.body.errors as { message: string }[])
      expect(/\p{Script=Khmer}/u.test(message)).toBe(language === 'km');
    expect(await countCases()).toBe(before);
  });

  test('a body over 1 MB', async () => {
    expect((await api.file(aComplaint({ narrative: 'x'.repeat(1_100_000) }))).status).toBe(413);
  });

  test('a limit that is used up', async () => {
    api.exhausted.set('filing', 12);
    const answer = await api.file(aComplaint());
    api.exhausted.clear();
    expect([answer.status, answer.headers['retry-after']]).toEqual([429, '12']);
  });

  test('a fault after the case was kept leaves nothing of it', async () => {
    const before = await countCases();
    const filing = parseFiling(aComplaint(), { channel: 'web', book: await api.services.book(), on: '2026-11-21' });
    const failing = api.world.perform(
      { kind: 'complainant', caseId: newId() },
      async (work, input: typeof filing) => {
        await fileComplaint(work, { filing: input, idempotency: { key: 'a-key-that-is-lost', body: '{}' } });
        throw new Error('crash');
      },
      filing,
    );
    await expect(failing).rejects.toThrow('crash');
    expect(await countCases()).toBe(before);
    const [left] = await behindTheWall(
      api.world,
      `select (select count(*) from case_text t where not exists (select 1 from case_file f where f.id = t.case_id)) as texts`,
    );
    expect(left).toEqual({ texts: '0' });
  });

  test('whatever JSON is sent, it is never a fault of ours', async () => {
    const part = fc.anything({ withNullPrototype: false, withBigInt: false, withDate: false, withSparseArray: false });
    await fc.assert(
      fc.asyncProperty(
        fc.oneof(
          fc.json(),
          fc
            .dictionary(fc.constantFrom(...Object.keys(aComplaint()), 'about', 'occurredOn'), part)
            .map((more) => JSON.stringify(aComplaint(more))),
        ),
        async (json) => {
          const answer = await request(api.app)
            .post('/api/v1/complaints')
            .set('Content-Type', 'application/json')
            .send(json);
          expect([201, 422]).toContain(answer.status);
        },
      ),
      { numRuns: 150 },
    );
  });
});
