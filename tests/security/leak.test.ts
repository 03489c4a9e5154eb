import request from 'supertest';
import sharp from 'sharp';

import { letterKinds } from '../../src/notifications/index.ts';
import { textOf as pdfText } from '../notifications/letters/pdf-text.ts';
import { aStaffWeb } from '../support/staff-web.ts';
import { dumpOf, filesUnder, redisContent } from './canaries.ts';
import { aProgramListenedTo, type Filed, type Listened } from './listened.ts';
import { liveAll, type Lived } from './lived.ts';
import { canaries, complaint, digits, photograph, word } from './marked.ts';

/*
 * Words that stand nowhere else are put into every personal field of complaints of every kind; the cases are lived through;
 * then every place that outlives the moment is searched for them, in every form that text may take.
 */
let run: Listened;
let lived: Lived;
let staffHtml: ReturnType<typeof aStaffWeb>;
beforeAll(async () => {
  run = await aProgramListenedTo();
  staffHtml = aStaffWeb(run.world);
});
afterAll(() => run.close());

test('complaints of every kind live their whole life', async () => {
  lived = await liveAll(run);
}, 600_000);

test('what is refused says nothing of what was sent', async () => {
  const body = complaint('refused', {
    programme: word('refused: programme'),
    category: word('refused: category'),
    identity: word('refused: identity'),
  });
  await run.post('/complaints', body);
  await run.post('/complaints', { ...body, [word('refused: extra').split(' ')[0] ?? '']: undefined });
  await run.post('/complaints', `{"narrative": "${word('refused: broken JSON')}", `);
  await run.post('/complaints/lookup', {
    reference: lived.kinds['named']?.reference,
    receipt: digits('refused: receipt', 16),
  });
  await run.post('/session', {
    email: `${word('refused: e-mail').split(' ')[0]}@example.test`,
    password: word('refused: password'),
  });
  await run.post(
    `/cases/${lived.kinds['named']?.reference}/decide`,
    { outcome: word('refused: outcome'), reasons: word('refused: reasons') },
    lived.officer.token,
  );
  await run.post(
    `/cases/${lived.kinds['named']?.reference}/note`,
    { text: word('refused: note elsewhere') },
    lived.stranger.token,
  );
  await run.get(`/cases/${encodeURIComponent(word('refused: reference'))}`, lived.officer.token);
  await run.get(
    `/cases?q=${encodeURIComponent(word('refused: search'))}&cursor=${encodeURIComponent(word('refused: cursor'))}`,
    lived.officer.token,
  );
  await run.attach(
    lived.kinds['named'] as Filed,
    `${word('refused: file name')}.svg`,
    Buffer.from(`<svg>${word('refused: picture')}</svg>`),
  );
  expect(run.refusals.length).toBeGreaterThan(8);
  for (const refusal of run.refusals) {
    const [asked, ...said] = refusal.split('\n');
    expect([asked?.split('?')[0]?.slice(0, 60), canaries.foundIn(said.join('\n'))]).toEqual([
      asked?.split('?')[0]?.slice(0, 60),
      [],
    ]);
  }
  expect(canaries.foundIn(run.headersSeen.join('\n'))).toEqual([]);
});

test('the searching finds what there is to find', async () => {
  const told = await run.get(`/cases/${lived.kinds['named']?.reference}`, lived.officer.token);
  expect(canaries.foundIn(told.text)).toEqual(
    expect.arrayContaining(['named: narrative', 'named: narrative, Khmer', 'named: remedy sought']),
  );
  expect(canaries.foundIn(Buffer.from(`xy${told.text}`).toString('base64'))).toContain('named: narrative');
  expect(canaries.foundIn(Buffer.from(told.text, 'utf16le').toString('hex'))).toContain('named: narrative');
  expect(canaries.size).toBeGreaterThan(150);
});

test('no table holds any of it in any form: records, ledger, outbox, messages, queue', async () => {
  const found: string[] = [];
  const dump = await dumpOf(run.world.ownerUrl);
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
    ...(run.redis ? [] : ['public.rate_limit']),
  ]) {
    expect([table, (dump.get(table) ?? '').length > 0]).toEqual([table, true]);
  }
});

test('no log line, no file on the disk, no figure and no entry in Redis holds any of it', async () => {
  expect(canaries.foundIn(run.logged.join('\n'))).toEqual([]);
  const files = await filesUnder(run.world.dataDir);
  expect(files.length).toBeGreaterThanOrEqual(8);
  for (const file of files) expect(canaries.foundIn(file)).toEqual([]);
  const { text } = await request(run.world.http).get('/metrics');
  expect(canaries.foundIn(text)).toEqual([]);
  if (run.redis) expect(canaries.foundIn(await redisContent(run.redis.url))).toEqual([]);
});

test('pages and answers for people who may not see it hold none of it', async () => {
  const analyst = await run.hire('analyst', 'GS-NSPC');
  const administrator = await run.hire('administrator', 'GS-NSPC');
  const paths = [
    '/cases',
    '/cases?view=watched',
    '/cases?view=overdue',
    '/break-glass',
    '/statistics',
    '/offices/12/people',
  ];
  for (const each of Object.values(lived.kinds)) {
    paths.push(
      ...['', '/timeline', '/messages', '/parties', '/attachments', '/remedies', '/deadlines', '/dispute'].map(
        (part) => `/cases/${each.reference}${part}`,
      ),
    );
  }
  for (const { token } of [lived.stranger, lived.auditor, analyst, administrator]) {
    for (const path of paths) {
      const { text } = await run.get(path, token);
      expect([path, canaries.foundIn(text)]).toEqual([path, []]);
    }
    for (const path of [
      '',
      '/account',
      '/watched',
      '/ledger',
      '/people',
      ...Object.values(lived.kinds).map((of) => `/cases/${of.reference}`),
    ]) {
      const { text } = await request(staffHtml.app).get(`/staff${path}`).set('Cookie', `samleng_staff=${token}`);
      expect([path, canaries.foundIn(text)]).toEqual([path, []]);
    }
  }
});

test('what leaves the system holds none of it: figures, the API document, the signed receipt, where one is sent on', async () => {
  const analyst = await run.hire('analyst', 'GS-NSPC');
  const texts: string[] = [];
  texts.push((await run.get('/statistics?by=category', analyst.token)).text);
  texts.push((await run.heard(request(run.world.http).get('/api/v1/openapi.json'))).text);
  const cookie = `samleng_staff=${analyst.token}`;
  const csv = await run.heard(request(run.world.http).get('/en/staff/dashboard/figures.csv').set('Cookie', cookie));
  expect(csv.status).toBe(200);
  texts.push(csv.text);
  for (const { reference, receipt } of Object.values(lived.kinds)) {
    texts.push((await run.post(`/complaints/${reference}/receipt`, { receipt })).text);
    const away = await run.heard(request(run.world.http).get(`/en/staff/cases/${reference}`));
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
  for (const [kind, { reference, receipt }] of Object.entries(lived.kinds)) {
    const isQuiet = kind === 'protected' || kind === 'confidential';
    for (const letter of letterKinds) {
      for (const language of ['km', 'en']) {
        const own = request(run.world.http).post(`/api/v1/complaints/${reference}/letters/${letter}`);
        const texts = [await textIn(own.send({ receipt, language }))];
        for (const { token } of [lived.officer, lived.guardian]) {
          const path = `/api/v1/cases/${reference}/letters/${letter}?language=${language}`;
          const theirs = await textIn(request(run.world.http).get(path).set('Authorization', `Bearer ${token}`));
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
  for (const kind of Object.keys(lived.kinds)) expect(made).toContain(`${kind} decision`);
});

test('whoever handles a confidential case reads what happened, not from whom', async () => {
  const identity = (where: string) =>
    /^confidential: (name|phone|email|address|social|national|contact|representative|relation)/.test(where);
  const of = lived.kinds['confidential'] as Filed;
  for (const part of ['', '/timeline', '/messages', '/parties', '/attachments']) {
    const { text, status } = await run.get(`/cases/${of.reference}${part}`, lived.officer.token);
    expect([part, status, canaries.foundIn(text, identity)]).toEqual([part, 200, []]);
  }
  const list = await run.get('/cases?view=office', lived.officer.token);
  expect(canaries.foundIn(list.text, identity)).toEqual([]);
  const page = await request(staffHtml.app)
    .get(`/staff/cases/${of.reference}`)
    .set('Cookie', `samleng_staff=${lived.officer.token}`);
  expect([page.status, canaries.foundIn(page.text, identity)]).toEqual([200, []]);
  expect(canaries.foundIn(page.text)).toContain('confidential: narrative');
});

test('a picture comes back without where and with what it was taken', async () => {
  const of = lived.kinds['named'] as Filed;
  const { body } = await run.get(`/cases/${of.reference}/attachments`, lived.officer.token);
  const picture = body.items.find((each: { mediaType: string }) => each.mediaType === 'image/jpeg');
  const answer = await request(run.world.http)
    .get(`/api/v1/cases/${of.reference}/attachments/${picture.id}`)
    .set('Authorization', `Bearer ${lived.officer.token}`)
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
