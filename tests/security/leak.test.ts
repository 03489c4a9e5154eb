import { createHash, randomBytes } from 'node:crypto';
import { Writable } from 'node:stream';

import pg from 'pg';
import { pino } from 'pino';
import request from 'supertest';
import sharp from 'sharp';

import type { Role } from '../../src/kernel/actor.ts';
import { newId } from '../../src/kernel/ids.ts';
import { letterKinds } from '../../src/notifications/index.ts';
import { describeError } from '../../src/platform/log.ts';
import { textOf as pdfText } from '../notifications/letters/pdf-text.ts';
import { aRedis, redisProgram, type RedisServer } from '../support/redis-server.ts';
import { aStaffWeb } from '../support/staff-web.ts';
import { aWorld, type World } from '../support/world.ts';
import { Canaries, dumpOf, filesUnder, redisContent } from './canaries.ts';

/*
 * Words that stand nowhere else are put into every personal field of complaints of every kind; the cases are lived through;
 * then every place that outlives the moment is searched for them, in every form that text may take.
 */
const canaries = new Canaries();
const logged: string[] = [];
const refusals: string[] = [];
const headersSeen: string[] = [];
let redis: RedisServer | null = null;
let world: World;
let owner: pg.Client;
let staffHtml: ReturnType<typeof aStaffWeb>;

let made = 0;
/** A word of its own, in Latin letters and Khmer, so that both ways of writing are looked for. */
function word(where: string): string {
  made += 1;
  const letters = randomBytes(9)
    .toString('hex')
    .replace(/\d/g, (digit) => 'ghijklmnop'[Number(digit)] ?? 'q');
  const latin = canaries.put(where, `Zq${letters}`);
  return `${latin} ${canaries.put(`${where}, Khmer`, `កាណារី${'កខគឃងចឆជ'[made % 8]}${'ញដឋឌឍណតថ'[(made >> 3) % 8]}សម្ងាត់${'ទធនបផពភម'[(made >> 6) % 8]}`)}`;
}

function phone(where: string): string {
  const digits = `${10_000_000 + (randomBytes(4).readUInt32BE() % 89_999_999)}`.slice(0, 6);
  canaries.put(where, `12${digits}`);
  canaries.also(where, `+85512${digits}`);
  return `012${digits}`;
}

function digits(where: string, length: number): string {
  return canaries.put(
    where,
    Array.from(randomBytes(length), (byte, at) => (at === 0 ? 1 + (byte % 9) : byte % 10)).join(''),
  );
}

beforeAll(async () => {
  const log = pino(
    { level: 'trace', base: null, serializers: { err: describeError } },
    new Writable({
      write(chunk: Buffer, _encoding, done) {
        logged.push(chunk.toString('utf8'));
        done();
      },
    }),
  );
  redis = redisProgram ? await aRedis() : null;
  world = await aWorld({ RATE_LIMIT_FACTOR: '100', TRUST_PROXY: '1', ...(redis ? { REDIS_URL: redis.url } : {}) }, log);
  owner = new pg.Client({ connectionString: world.ownerUrl });
  await owner.connect();
  await world.startWorkers();
  staffHtml = aStaffWeb(world);
});
afterAll(async () => {
  await owner.end();
  await world.close();
  await redis?.stop();
});

async function hire(role: Role, office: string): Promise<{ id: string; token: string }> {
  const id = newId();
  const token = randomBytes(32).toString('base64url');
  const now = world.clock.now();
  await owner.query(
    `insert into person (id, email, name, role, office, active, created_at) values ($1, $2, 'មន្ត្រី', $3, $4, true, $5)`,
    [id, `${id}@example.test`, role, office, now],
  );
  await owner.query(
    `insert into session (id, token_hash, person_id, via, role, office, created_at, last_seen_at, expires_at)
     values ($1, $2, $3, 'api', $4, $5, $6, $6, $7)`,
    [newId(), createHash('sha256').update(token).digest(), id, role, office, now, new Date(now.getTime() + 3_600_000)],
  );
  return { id, token };
}

/** What came back, kept when it was a refusal: with headers in any case. */
async function heard(asked: request.Test): Promise<request.Response> {
  const answer = await asked;
  headersSeen.push(JSON.stringify(answer.headers));
  if (answer.status >= 400) refusals.push(`${asked.method} ${asked.url}\n${answer.status} ${answer.text ?? ''}`);
  return answer;
}

const post = (path: string, body: object | string, token?: string) => {
  const asked = request(world.http).post(`/api/v1${path}`).set('Content-Type', 'application/json');
  if (token) void asked.set('Authorization', `Bearer ${token}`);
  return heard(asked.send(body));
};
const get = (path: string, token: string) =>
  heard(request(world.http).get(`/api/v1${path}`).set('Authorization', `Bearer ${token}`));

function complaint(kind: string, more: object = {}): object {
  return {
    language: 'km',
    programme: 'FP-PWC',
    category: 'PAY-NOT',
    place: '120101',
    identity: kind === 'confidential' ? 'confidential' : 'named',
    narrative: `រឿង ${word(`${kind}: narrative`)}`,
    remedySought: word(`${kind}: remedy sought`),
    complainant: {
      name: word(`${kind}: name`),
      sex: 'female',
      birthYear: 1990,
      phone: phone(`${kind}: phone`),
      email: `${canaries.put(`${kind}: email`, `zq${randomBytes(6).toString('hex')}x`)}@example.test`,
      address: word(`${kind}: address`),
      ids: {
        socialProtectionId: digits(`${kind}: social protection ID`, 10),
        nationalId: digits(`${kind}: national ID`, 9),
      },
      contact: { channel: 'sms', safe: true, note: word(`${kind}: contact note`) },
    },
    representative: {
      name: word(`${kind}: representative`),
      phone: phone(`${kind}: representative's phone`),
      relation: word(`${kind}: relation`),
    },
    about: [{ kind: 'staff', name: word(`${kind}: accused`) }],
    ...more,
  };
}

interface Filed {
  readonly reference: string;
  readonly receipt: string;
}
const filed = async (body: object): Promise<Filed> => {
  const { status, body: answer } = await post('/complaints', body);
  if (status !== 201) throw new Error(`the complaint was not taken: ${JSON.stringify(answer.errors)}`);
  return answer as Filed;
};

/** A photograph as a telephone takes it: with where and what in its head. */
async function photograph(): Promise<Buffer> {
  return sharp({ create: { width: 40, height: 30, channels: 3, background: 'olive' } })
    .withExif({
      IFD0: {
        ImageDescription: canaries.put('EXIF description', 'Zqexifdescription'),
        Make: canaries.put('EXIF camera', 'Zqexifcamera'),
      },
      IFD3: {
        GPSLatitudeRef: 'N',
        GPSLatitude: '11/1 33/1 12345/1000',
        GPSLongitudeRef: 'E',
        GPSLongitude: '104/1 55/1 54321/1000',
      },
    })
    .jpeg()
    .toBuffer();
}

const attach = (of: Filed, name: string, content: Buffer) =>
  heard(
    request(world.http)
      .post(`/api/v1/complaints/${of.reference}/attachments`)
      .field('receipt', of.receipt)
      .attach('file', content, { filename: name }),
  );

/** Waits until everything that was announced has been turned into messages. */
async function settled(): Promise<void> {
  for (let round = 0; round < 100; round += 1) {
    const { rows } = await owner.query<{ n: string }>('select count(*) as n from outbox where composed_at is null');
    if (rows[0]?.n === '0') return;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  throw new Error('messages were not written in time');
}

const kinds: Record<string, Filed> = {};
let officer: { id: string; token: string };
let stranger: { id: string; token: string };
let auditor: { id: string; token: string };
let guardian: { id: string; token: string };

test('complaints of every kind live their whole life', async () => {
  officer = await hire('province_officer', '12');
  const colleague = await hire('province_officer', '12');
  stranger = await hire('province_officer', '23');
  auditor = await hire('auditor', 'GS-NSPC');
  guardian = await hire('protection_officer', 'NSAF-PROT');
  const receipts: string[] = [];

  kinds['named'] = await filed(complaint('named'));
  kinds['confidential'] = await filed(complaint('confidential'));
  kinds['protected'] = await filed(complaint('protected', { protected: true }));
  const anonymous = {
    ...complaint('anonymous', { identity: 'anonymous', complainant: null, representative: null }),
  };
  const answer = await heard(
    request(world.http)
      .post('/api/v1/complaints')
      .set('Idempotency-Key', canaries.put('anonymous: idempotency key', 'zqidempotencykey0001'))
      .set('User-Agent', canaries.put('anonymous: user agent', 'Zqbrowser/77.5'))
      .set('X-Forwarded-For', canaries.put('anonymous: address', '203.0.113.77'))
      .set('Cookie', `mark=${canaries.put('anonymous: cookie', 'zqcookiemark01')}`)
      .set('Referer', `https://example.test/${canaries.put('anonymous: referrer', 'zqreferrer01')}`)
      .send(anonymous),
  );
  expect(answer.status).toBe(201);
  kinds['anonymous'] = answer.body as Filed;
  for (const [kind, { receipt }] of Object.entries(kinds)) receipts.push(canaries.put(`${kind}: receipt`, receipt));
  for (const receipt of receipts) canaries.also('receipt', receipt.replaceAll('-', ''));

  const pdf = Buffer.from(`%PDF-1.4\n% ${word('PDF text')}\n%%EOF\n`);
  for (const each of Object.values(kinds)) {
    expect((await attach(each, `${word('file name')}.jpg`, await photograph())).status).toBe(201);
    expect((await attach(each, `${word('file name')}.pdf`, pdf)).status).toBe(201);
  }
  await settled();

  for (const [kind, of] of Object.entries(kinds)) {
    const by = kind === 'protected' ? guardian : officer;
    const on = (what: string, body: object, token = by.token) => post(`/cases/${of.reference}${what}`, body, token);
    const own = (what: string, body: object) =>
      post(`/complaints/${of.reference}${what}`, { receipt: of.receipt, ...body });
    expect((await on('/acknowledge', { note: word(`${kind}: note on taking up`) })).status).toBe(200);
    await on('/assign', { assignee: by.id });
    await on('/note', { text: word(`${kind}: note`) });
    await on('/request-information', { question: word(`${kind}: question`), replyWithinWorkingDays: 3 });
    expect((await own('/replies', { text: word(`${kind}: reply`) })).status).toBe(201);
    await on('/reply', { text: word(`${kind}: reply taken down`) });
    const decided = await on('/decide', {
      outcome: 'upheld',
      reasons: word(`${kind}: reasons`),
      legalBasis: word(`${kind}: legal basis`),
      evidence: word(`${kind}: evidence`),
      remedies: [{ kind: 'pay_arrears', amountKhr: 40_000, dueOn: '2026-12-15', text: word(`${kind}: remedy`) }],
    });
    expect([kind, decided.status]).toEqual([kind, 200]);
    const [remedy] = (await get(`/cases/${of.reference}/remedies`, by.token)).body.items;
    await on(`/remedies/${remedy.id}/fulfil`, { evidence: word(`${kind}: evidence of delivery`) });
    await own(`/remedies/${remedy.id}/confirm`, { received: false });
    expect((await own('/appeal', { reason: word(`${kind}: grounds of appeal`) })).status).toBe(201);
    await own('/rating', { score: 2 });
    await post('/complaints/lookup', { reference: of.reference, receipt: of.receipt });
    for (const part of ['', '/timeline', '/messages', '/parties', '/attachments', '/deadlines']) {
      await get(`/cases/${of.reference}${part}`, by.token);
    }
  }
  // Other ways that cases go, and what is said on them.
  const second = await filed(complaint('second'));
  await post(
    `/cases/${second.reference}/transfer`,
    { office: '11', reason: word('reason of transfer') },
    officer.token,
  );
  const third = await filed(complaint('third'));
  await post(`/cases/${third.reference}/escalate`, { reason: word('reason of escalation') }, officer.token);
  const fourth = await filed(complaint('fourth'));
  await post(`/cases/${fourth.reference}/mark-protected`, { reason: word('reason of protection') }, officer.token);
  const fifth = await filed(complaint('fifth'));
  await post(`/complaints/${fifth.reference}/withdraw`, {
    receipt: fifth.receipt,
    reason: word('reason of withdrawal'),
  });
  await post(
    `/cases/${kinds['protected']?.reference}/break-glass`,
    { reason: word('reason of emergency') },
    colleague.token,
  );
  await settled();
}, 600_000);

test('what is refused says nothing of what was sent', async () => {
  const body = complaint('refused', {
    programme: word('refused: programme'),
    category: word('refused: category'),
    identity: word('refused: identity'),
  });
  await post('/complaints', body);
  await post('/complaints', { ...body, [word('refused: extra').split(' ')[0] ?? '']: undefined });
  await post('/complaints', `{"narrative": "${word('refused: broken JSON')}", `);
  await post('/complaints/lookup', { reference: kinds['named']?.reference, receipt: digits('refused: receipt', 16) });
  await post('/session', {
    email: `${word('refused: e-mail').split(' ')[0]}@example.test`,
    password: word('refused: password'),
  });
  await post(
    `/cases/${kinds['named']?.reference}/decide`,
    { outcome: word('refused: outcome'), reasons: word('refused: reasons') },
    officer.token,
  );
  await post(`/cases/${kinds['named']?.reference}/note`, { text: word('refused: note elsewhere') }, stranger.token);
  await get(`/cases/${encodeURIComponent(word('refused: reference'))}`, officer.token);
  await get(
    `/cases?q=${encodeURIComponent(word('refused: search'))}&cursor=${encodeURIComponent(word('refused: cursor'))}`,
    officer.token,
  );
  await attach(
    kinds['named'] as Filed,
    `${word('refused: file name')}.svg`,
    Buffer.from(`<svg>${word('refused: picture')}</svg>`),
  );
  expect(refusals.length).toBeGreaterThan(8);
  for (const refusal of refusals) {
    const [asked, ...said] = refusal.split('\n');
    expect([asked?.split('?')[0]?.slice(0, 60), canaries.foundIn(said.join('\n'))]).toEqual([
      asked?.split('?')[0]?.slice(0, 60),
      [],
    ]);
  }
  expect(canaries.foundIn(headersSeen.join('\n'))).toEqual([]);
});

test('the searching finds what there is to find', async () => {
  const told = await get(`/cases/${kinds['named']?.reference}`, officer.token);
  expect(canaries.foundIn(told.text)).toEqual(
    expect.arrayContaining(['named: narrative', 'named: narrative, Khmer', 'named: remedy sought']),
  );
  expect(canaries.foundIn(Buffer.from(`xy${told.text}`).toString('base64'))).toContain('named: narrative');
  expect(canaries.foundIn(Buffer.from(told.text, 'utf16le').toString('hex'))).toContain('named: narrative');
  expect(canaries.size).toBeGreaterThan(150);
});

test('no table holds any of it in any form: records, ledger, outbox, messages, queue', async () => {
  const found: string[] = [];
  const dump = await dumpOf(world.ownerUrl);
  for (const [table, content] of dump) {
    for (const where of canaries.foundIn(content)) found.push(`${table}: ${where}`);
  }
  expect(found).toEqual([]);
  for (const table of [
    'public.case_file',
    'public.ledger_entry',
    'public.outbox',
    'public.notice',
    // Limits are counted in Redis when there is one.
    ...(redis ? [] : ['public.rate_limit']),
  ]) {
    expect([table, (dump.get(table) ?? '').length > 0]).toEqual([table, true]);
  }
});

test('no log line, no file on the disk, no figure and no entry in Redis holds any of it', async () => {
  expect(canaries.foundIn(logged.join('\n'))).toEqual([]);
  const files = await filesUnder(world.dataDir);
  expect(files.length).toBeGreaterThanOrEqual(8);
  for (const file of files) expect(canaries.foundIn(file)).toEqual([]);
  const { text } = await request(world.http).get('/metrics');
  expect(canaries.foundIn(text)).toEqual([]);
  if (redis) expect(canaries.foundIn(await redisContent(redis.url))).toEqual([]);
});

test('pages and answers for people who may not see it hold none of it', async () => {
  const analyst = await hire('analyst', 'GS-NSPC');
  const administrator = await hire('administrator', 'GS-NSPC');
  const paths = [
    '/cases',
    '/cases?view=watched',
    '/cases?view=overdue',
    '/break-glass',
    '/statistics',
    '/offices/12/people',
  ];
  for (const each of Object.values(kinds)) {
    paths.push(
      ...['', '/timeline', '/messages', '/parties', '/attachments', '/remedies', '/deadlines', '/dispute'].map(
        (part) => `/cases/${each.reference}${part}`,
      ),
    );
  }
  for (const { token } of [stranger, auditor, analyst, administrator]) {
    for (const path of paths) {
      const { text } = await get(path, token);
      expect([path, canaries.foundIn(text)]).toEqual([path, []]);
    }
    for (const path of [
      '',
      '/account',
      '/watched',
      '/ledger',
      '/people',
      ...Object.values(kinds).map((of) => `/cases/${of.reference}`),
    ]) {
      const { text } = await request(staffHtml.app).get(`/staff${path}`).set('Cookie', `samleng_staff=${token}`);
      expect([path, canaries.foundIn(text)]).toEqual([path, []]);
    }
  }
});

test('what leaves the system holds none of it: figures, the API document, the signed receipt, where one is sent on', async () => {
  const analyst = await hire('analyst', 'GS-NSPC');
  const texts: string[] = [];
  texts.push((await get('/statistics?by=category', analyst.token)).text);
  texts.push((await heard(request(world.http).get('/api/v1/openapi.json'))).text);
  const cookie = `samleng_staff=${analyst.token}`;
  const csv = await heard(request(world.http).get('/en/staff/dashboard/figures.csv').set('Cookie', cookie));
  expect(csv.status).toBe(200);
  texts.push(csv.text);
  for (const { reference, receipt } of Object.values(kinds)) {
    texts.push((await post(`/complaints/${reference}/receipt`, { receipt })).text);
    const away = await heard(request(world.http).get(`/en/staff/cases/${reference}`));
    expect(away.status).toBe(303);
    texts.push(String(away.headers['location']));
  }
  expect(texts.length).toBeGreaterThan(6);
  expect(canaries.foundIn(texts.join('\n'))).toEqual([]);
});

test('a letter holds words of its own case alone; of one that must stay quiet, not who it is to, nor about whom', async () => {
  const made: string[] = [];
  const textIn = async (asked: request.Test): Promise<string | null> => {
    const { status, body } = await asked.buffer(true).parse((response, done) => {
      const chunks: Buffer[] = [];
      response.on('data', (chunk: Buffer) => chunks.push(chunk));
      response.on('end', () => done(null, Buffer.concat(chunks)));
    });
    // Without the breaks that setting puts between words.
    return status === 200 ? pdfText(body as Buffer).replace(/[\s\u200b\u2060]+/g, '') : null;
  };
  const person = /: (name|phone|email|address|social|national|contact|representative|relation|accused|note)/;
  for (const [kind, { reference, receipt }] of Object.entries(kinds)) {
    const isQuiet = kind === 'protected' || kind === 'confidential';
    for (const letter of letterKinds) {
      for (const language of ['km', 'en']) {
        const own = request(world.http).post(`/api/v1/complaints/${reference}/letters/${letter}`);
        const texts = [await textIn(own.send({ receipt, language }))];
        for (const { token } of [officer, guardian]) {
          const path = `/api/v1/cases/${reference}/letters/${letter}?language=${language}`;
          const theirs = await textIn(request(world.http).get(path).set('Authorization', `Bearer ${token}`));
          if (isQuiet) expect([kind, letter, theirs]).toEqual([kind, letter, null]);
          texts.push(theirs);
        }
        for (const text of texts.filter((each) => each !== null)) {
          made.push(`${kind} ${letter}`);
          const found = canaries.foundIn(text);
          const foreign = found.filter((where) => !where.startsWith(`${kind}: `));
          const personal = found.filter((where) => isQuiet && person.test(where));
          expect([kind, letter, foreign, personal]).toEqual([kind, letter, [], []]);
          if (letter === 'decision') expect(found).toContain(`${kind}: reasons`);
        }
      }
    }
  }
  for (const kind of Object.keys(kinds)) expect(made).toContain(`${kind} decision`);
});

test('whoever handles a confidential case reads what happened, not from whom', async () => {
  const identity = (where: string) =>
    /^confidential: (name|phone|email|address|social|national|contact|representative|relation)/.test(where);
  const of = kinds['confidential'] as Filed;
  for (const part of ['', '/timeline', '/messages', '/parties', '/attachments']) {
    const { text, status } = await get(`/cases/${of.reference}${part}`, officer.token);
    expect([part, status, canaries.foundIn(text, identity)]).toEqual([part, 200, []]);
  }
  const list = await get('/cases?view=office', officer.token);
  expect(canaries.foundIn(list.text, identity)).toEqual([]);
  const page = await request(staffHtml.app)
    .get(`/staff/cases/${of.reference}`)
    .set('Cookie', `samleng_staff=${officer.token}`);
  expect([page.status, canaries.foundIn(page.text, identity)]).toEqual([200, []]);
  expect(canaries.foundIn(page.text)).toContain('confidential: narrative');
});

test('a picture comes back without where and with what it was taken', async () => {
  const of = kinds['named'] as Filed;
  const { body } = await get(`/cases/${of.reference}/attachments`, officer.token);
  const picture = body.items.find((each: { mediaType: string }) => each.mediaType === 'image/jpeg');
  const answer = await request(world.http)
    .get(`/api/v1/cases/${of.reference}/attachments/${picture.id}`)
    .set('Authorization', `Bearer ${officer.token}`)
    .buffer(true)
    .parse((response, done) => {
      const chunks: Buffer[] = [];
      response.on('data', (chunk: Buffer) => chunks.push(chunk));
      response.on('end', () => done(null, Buffer.concat(chunks)));
    });
  expect(answer.headers['content-disposition']).toMatch(/^attachment/);
  expect(answer.headers['x-content-type-options']).toBe('nosniff');
  const { exif, width, height } = await sharp(answer.body as Buffer).metadata();
  expect([exif, width, height]).toEqual([undefined, 40, 30]);
  expect(canaries.foundIn((answer.body as Buffer).toString('latin1'))).toEqual([]);
  // What was sent did hold it.
  expect((await sharp(await photograph()).metadata()).exif).toBeDefined();
});
