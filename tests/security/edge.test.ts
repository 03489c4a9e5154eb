import { crc32 } from 'node:zlib';

import request from 'supertest';
import sharp from 'sharp';

import { compose, entities, type Application } from '../../src/app.ts';
import { openDatabase, restrictedUrl } from '../../src/platform/database.ts';
import { citizenPages, staffPages } from '../../src/web/index.ts';
import { aDesk, type Desk, type FiledCase } from '../support/desk.ts';
import { aStaffWeb } from '../support/staff-web.ts';
import { aWorld, type World } from '../support/world.ts';

let desk: Desk;
let secure: World;
let own: FiledCase;
let token: string;
beforeAll(async () => {
  desk = await aDesk();
  secure = await aWorld({ PUBLIC_URL: 'https://samleng.example', RATE_LIMIT_FACTOR: '1' });
  own = await desk.file();
  token = await desk.token(await desk.staff('province_officer', '12'));
});
afterAll(async () => {
  await desk.close();
  await secure.close();
});

const policy = (header: string): Map<string, string[]> =>
  new Map(
    header
      .split(';')
      .map((part) => part.trim().split(/\s+/))
      .map(([name = '', ...values]) => [name, values]),
  );

describe('pages', () => {
  test('bear headers that allow nothing from elsewhere and nothing inline', async () => {
    for (const path of ['/', '/en/complaints/new', '/complaints/track', '/nowhere']) {
      const { headers } = await request(desk.world.http).get(path);
      const csp = policy(String(headers['content-security-policy']));
      expect(csp.get('default-src')).toEqual(["'none'"]);
      expect(csp.get('script-src')).toEqual(["'self'"]);
      expect(csp.get('style-src')).toEqual(["'self'"]);
      expect(csp.get('frame-ancestors')).toEqual(["'none'"]);
      expect(csp.get('base-uri')).toEqual(["'none'"]);
      expect(csp.get('form-action')).toEqual(["'self'"]);
      expect(JSON.stringify([...csp])).not.toMatch(/unsafe|nonce|https?:|\*/);
      expect(headers).toMatchObject({
        'x-content-type-options': 'nosniff',
        'x-frame-options': 'DENY',
        'referrer-policy': 'same-origin',
        'cross-origin-opener-policy': 'same-origin',
      });
      expect(headers).not.toHaveProperty('strict-transport-security');
      expect(headers).not.toHaveProperty('x-powered-by');
    }
  });

  test('reached by https, they say so for a year, and cookies go no other way', async () => {
    const { headers } = await request(secure.http).get('/complaints/new');
    expect(headers['strict-transport-security']).toMatch(/max-age=31536000/);
    const cookies = [headers['set-cookie']].flat().map(String);
    expect(cookies.length).toBeGreaterThan(0);
    for (const cookie of cookies) expect(cookie).toMatch(/; Path=\/; (.*; )?HttpOnly; Secure; SameSite=Lax/);
    const plain = await request(desk.world.http).get('/complaints/new');
    for (const cookie of [plain.headers['set-cookie']].flat().map(String)) {
      expect(cookie).toMatch(/HttpOnly/);
      expect(cookie).toMatch(/SameSite=Lax/);
    }
  });

  test('hold no script and no style of their own', async () => {
    const web = aStaffWeb(desk.world);
    const wrong: string[] = [];
    const look = (path: string, html: string) => {
      if (/<script(?![^>]*\ssrc=)/i.test(html)) wrong.push(`${path}: script`);
      if (/<style[\s>]/i.test(html)) wrong.push(`${path}: style`);
      if (/<[^>]+\sstyle\s*=/i.test(html)) wrong.push(`${path}: style attribute`);
      if (/<[^>]+\son[a-z]+\s*=/i.test(html)) wrong.push(`${path}: handler`);
      if (/(?:href|src|action)\s*=\s*"(?:javascript:|https?:|\/\/)/i.test(html)) wrong.push(`${path}: elsewhere`);
    };
    for (const { path } of citizenPages) look(path, (await request(desk.world.http).get(path)).text);
    for (const { path } of staffPages) {
      const at = path.replace(':reference', own.reference).replace(/:\w+/g, 'x');
      look(path, (await request(web.app).get(at).set('Cookie', `samleng_staff=${token}`)).text);
    }
    expect(wrong).toEqual([]);
  });

  test('take no form that did not come from a page of ours', async () => {
    const of = async () => {
      const { headers, text } = await request(desk.world.http).get('/complaints/track');
      return {
        cookie: String(headers['set-cookie']).split(';')[0] ?? '',
        mark: /name="_csrf" value="([^"]+)"/.exec(text)?.[1] ?? '',
      };
    };
    const [mine, theirs] = [await of(), await of()];
    const fields = { reference: own.reference, receipt: own.receipt, go: 'find' };
    const send = (cookie: string, mark: string | null) =>
      request(desk.world.http)
        .post('/complaints/track')
        .set('Cookie', cookie)
        .type('form')
        .send(mark === null ? fields : { ...fields, _csrf: mark });
    expect((await send(mine.cookie, mine.mark)).status).not.toBe(403);
    for (const [cookie, mark] of [
      [mine.cookie, null],
      [mine.cookie, ''],
      [mine.cookie, 'AAAA'],
      [mine.cookie, theirs.mark],
      ['', mine.mark],
      ['samleng_form=short', mine.mark],
    ] as const) {
      const { status, text } = await send(cookie, mark);
      expect([cookie, mark, status]).toEqual([cookie, mark, 403]);
      expect(text).not.toContain(own.receipt);
    }
    const web = aStaffWeb(desk.world);
    for (const { path } of staffPages.filter((page) => page.accepts.includes('POST'))) {
      const at = path.replace(':reference', own.reference).replace(/:\w+/g, 'x');
      const { status } = await request(web.app)
        .post(at)
        .set('Cookie', `samleng_staff=${token}`)
        .type('form')
        .send({ text: 'x' });
      expect([path, status]).toEqual([path, 403]);
    }
  });

  test('take no other method, and give nothing that lies beside them', async () => {
    for (const method of ['put', 'patch', 'delete'] as const) {
      const { status } = await request(desk.world.http)[method]('/complaints/new');
      expect([method, status]).toEqual([method, 404]);
    }
    for (const path of [
      '/.env',
      '/package.json',
      '/assets/../../package.json',
      '/assets/%2e%2e/%2e%2e/package.json',
      '/.git/config',
      '/.data/vault.key',
      '/templates/web/problem.hbs',
      '/src/main.ts',
      '//example.test',
      '/%00',
    ]) {
      const { status } = await request(desk.world.http).get(path);
      expect([path, status >= 400 && status < 500]).toEqual([path, true]);
    }
  });

  test('sign nobody on to a page elsewhere', async () => {
    const web = aStaffWeb(desk.world);
    for (const next of [
      'https://example.test/',
      '//example.test',
      '/\\example.test',
      'javascript:alert(1)',
      '/%2f%2fexample.test',
    ]) {
      const { text, headers } = await request(web.app)
        .get(`/staff/sign-in?next=${encodeURIComponent(next)}`)
        .set('Cookie', `samleng_staff=${token}`);
      expect([next, String(headers['location'] ?? '')]).not.toEqual([
        next,
        expect.stringMatching(/^(?!\/(?![\\/])).+/),
      ]);
      expect(text).not.toMatch(/(?:href|action)="(?:https?:|\/\/|javascript:)/);
    }
  });
});

describe('the API', () => {
  test('bears its own headers, is never kept, and opens to no other site', async () => {
    for (const path of ['/api/v1/reference/programmes', '/api/v1/cases', '/api/v1/nothing']) {
      const { headers } = await request(desk.world.http).get(path).set('Origin', 'https://example.test');
      expect(headers).toMatchObject({
        'content-security-policy': "default-src 'none'; frame-ancestors 'none'",
        'x-content-type-options': 'nosniff',
        'referrer-policy': 'no-referrer',
      });
      expect(headers['cache-control']).toMatch(/no-store|no-cache/);
      expect(headers).not.toHaveProperty('access-control-allow-origin');
      expect(headers).not.toHaveProperty('set-cookie');
    }
  });

  test('refuses other methods by name, and takes no token from a cookie or an address', async () => {
    const { status, headers } = await request(desk.world.http).put('/api/v1/cases');
    expect([status, headers['allow']?.split(', ').sort()]).toEqual([405, ['GET', 'HEAD', 'OPTIONS', 'POST']]);
    expect((await request(desk.world.http).get(`/api/v1/cases?token=${token}`)).status).toBe(401);
    expect((await request(desk.world.http).get('/api/v1/cases').set('Cookie', `samleng_staff=${token}`)).status).toBe(
      401,
    );
    expect((await request(desk.world.http).get('/api/v1/cases').set('Authorization', `Basic ${token}`)).status).toBe(
      401,
    );
    const overridden = await request(desk.world.http)
      .post(`/api/v1/cases/${own.reference}`)
      .set('X-HTTP-Method-Override', 'GET')
      .set('Authorization', `Bearer ${token}`);
    expect(overridden.status).toBe(405);
  });
});

describe('limits', () => {
  let second: Application;
  beforeAll(async () => {
    const { config, clock, log, vault } = secure;
    second = compose({
      config,
      clock,
      log,
      vault,
      database: await openDatabase(restrictedUrl(secure.ownerUrl), entities, 3),
    });
  });
  afterAll(() => second.close());

  test('count over processes that share a database, and a made-up address does not help', async () => {
    const body = { reference: own.reference, receipt: '0000-0000-0000-0000' };
    const answers: { status: number; retry: string | undefined }[] = [];
    for (let round = 0; round < 40; round += 1) {
      const { http } = round % 2 === 0 ? secure : second;
      const { status, headers } = await request(http)
        .post('/api/v1/complaints/lookup')
        .set('X-Forwarded-For', `198.51.100.${round}`)
        .send(body);
      answers.push({ status, retry: headers['retry-after'] });
    }
    const passed = answers.filter((each) => each.status === 404).length;
    expect(passed).toBe(30);
    const refused = answers.filter((each) => each.status === 429);
    expect(refused).toHaveLength(10);
    for (const { retry } of refused) expect(Number(retry)).toBeGreaterThan(0);
  });
});

describe('files', () => {
  const attach = (content: Buffer | readonly Buffer[], name = 'picture.png') => {
    const asked = request(desk.world.http)
      .post(`/api/v1/complaints/${own.reference}/attachments`)
      .field('receipt', own.receipt);
    for (const each of Array.isArray(content) ? content : [content])
      void asked.attach('file', each as Buffer, { filename: name });
    return asked;
  };
  const picture = () =>
    sharp({ create: { width: 8, height: 8, channels: 3, background: 'navy' } })
      .png()
      .toBuffer();

  test('are known by their bytes, not by their names', async () => {
    for (const [name, content] of [
      ['drawing.png', '<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'],
      ['page.jpg', '<!doctype html><script>alert(1)</script>'],
      ['program.pdf', 'MZ\u0090\u0000\u0003'],
      ['archive.png', 'PK\u0003\u0004rest'],
      ['text.pdf', 'just text'],
      ['animation.gif', 'GIF89a\u0001\u0000\u0001\u0000'],
    ] as const) {
      const { status, body } = await attach(Buffer.from(content, 'latin1'), name);
      expect([name, status, body.errors?.[0]?.code]).toEqual([name, 422, 'file_type_refused']);
    }
    const broken = (await picture()).subarray(0, 40);
    expect((await attach(broken)).body.errors[0].code).toBe('file_damaged');
    expect((await attach(Buffer.alloc(0))).body.errors[0].code).toMatch(/file_empty|file_needed/);
  });

  test('that claim to be enormous are refused before they are unfolded', async () => {
    const bomb = Buffer.from(await picture());
    bomb.writeUInt32BE(60_000, 16);
    bomb.writeUInt32BE(60_000, 20);
    bomb.writeUInt32BE(crc32(bomb.subarray(12, 29)), 29);
    const before = process.memoryUsage().rss;
    expect((await attach(bomb)).body.errors[0].code).toBe('file_damaged');
    expect(process.memoryUsage().rss - before).toBeLessThan(300 * 1024 * 1024);
  });

  test('are at most 10 MB each and ten in a case; all of a sending or none', async () => {
    expect((await attach(Buffer.alloc(10 * 1024 * 1024 + 1, 1))).body.errors[0].code).toBe('file_too_large');
    const one = await picture();
    expect((await attach(Array.from({ length: 11 }, () => one))).body.errors[0].code).toBe('too_many');
    expect((await attach([one, Buffer.from('no picture')])).status).toBe(422);
    const list = await request(desk.world.http)
      .get(`/api/v1/cases/${own.reference}/attachments`)
      .set('Authorization', `Bearer ${token}`);
    expect(list.body.items).toEqual([]);
    expect((await attach(Array.from({ length: 10 }, () => one))).status).toBe(201);
    expect((await attach(one)).body.code).toBe('rule.too_many_attachments');
  });

  test('are given only to who may read the case, as attachments that the browser does not interpret', async () => {
    const { body } = await request(desk.world.http)
      .get(`/api/v1/cases/${own.reference}/attachments`)
      .set('Authorization', `Bearer ${token}`);
    const path = `/api/v1/cases/${own.reference}/attachments/${body.items[0].id}`;
    const mine = await request(desk.world.http).get(path).set('Authorization', `Bearer ${token}`);
    expect([mine.status, mine.headers['content-type']]).toEqual([200, 'image/png']);
    expect(mine.headers['content-disposition']).toMatch(/^attachment; filename="?picture\.png"?$/);
    expect(mine.headers['x-content-type-options']).toBe('nosniff');
    expect((await request(desk.world.http).get(path)).status).toBe(401);
    for (const [role, office, status] of [
      ['province_officer', '23', 404],
      ['auditor', 'GS-NSPC', 403],
      ['analyst', 'GS-NSPC', 403],
      ['administrator', 'GS-NSPC', 403],
    ] as const) {
      const other = await desk.token(await desk.staff(role, office));
      const answer = await request(desk.world.http).get(path).set('Authorization', `Bearer ${other}`);
      expect([role, answer.status]).toEqual([role, status]);
    }
    const another = await desk.file();
    const download = `/api/v1/complaints/${own.reference}/attachments/${body.items[0].id}/download`;
    expect((await request(desk.world.http).post(download).send({ receipt: another.receipt })).status).toBe(404);
    const crossed = download.replace(own.reference, another.reference);
    expect((await request(desk.world.http).post(crossed).send({ receipt: another.receipt })).status).toBe(404);
    expect((await request(desk.world.http).post(download).send({ receipt: own.receipt })).status).toBe(200);
  });
});
