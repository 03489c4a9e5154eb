import request from 'supertest';
import type { StaffActor } from '../../src/kernel/actor.ts';
import { Conflict, Forbidden, NotFound, RuleBroken, Unavailable } from '../../src/kernel/errors.ts';
import { createCsrf } from '../../src/web/csrf.ts';
import { dayFrom, formOf, optionalPhone, optionalRiel, requiredText } from '../../src/web/form.ts';
import { pageSet } from '../../src/web/index.ts';
import { pageOf } from '../../src/web/page.ts';
import type { KitServices } from '../../src/web/page.ts';
import { presentProblem } from '../../src/web/problem/problem.ts';
import { sentFields } from '../../src/web/sent-fields.ts';
import { trimmedGovuk } from '../../src/web/stylesheet.ts';
import { forwardFirst } from '../../src/web/staff/forward-first.ts';
import { decisionTexts } from '../../src/web/staff/story.ts';
import { fill, shortName, showDate, showDateTime, showMoney } from '../../src/web/text.ts';
import { aWebApp } from '../support/web-app.ts';
import { z } from 'zod';

interface Told {
  readonly told: string[];
  fail: { error: Error | null };
}
const page = pageOf<Told & KitServices>();
const officer: StaffActor = {
  kind: 'staff',
  personId: 'p',
  role: 'commune_officer',
  office: '120101',
  tier: 'SA1',
  track: null,
  operator: null,
  sessionId: 's',
};

const services: Told = { told: [], fail: { error: null } };
const publicPage = page({
  path: '/try',
  permission: 'public',
  audit: { none: 'A test' },
  strings: { km: { title: 'សាកល្បង', home: 'ដើម', track: 'តាម' }, en: { title: 'Try', home: 'Home', track: 'Track' } },
  template: 'problem',
  limit: 'trying',
  form: formOf(z.object({ word: requiredText(5) })),
  show: ({ faults, fields, language }) => ({
    kind: 'page',
    data: {
      problem: {
        title: fields.one('word'),
        what: faults.text('word') ?? '-',
        next: language,
        calm: true,
        resend: null,
        retry: null,
        signIn: null,
      },
    },
    template: 'problem',
  }),
  submit(request, { word }) {
    if (request.services.fail.error !== null) throw request.services.fail.error;
    request.services.told.push(word);
    return { kind: 'redirect', to: request.url('/try') };
  },
});
const staffPage = page({
  path: '/staff/try/:code',
  permission: ['commune_officer'],
  audit: 'try.opened',
  strings: { km: { title: 'សាកល្បង' }, en: { title: 'Try' } },
  template: 'problem',
  show: () => ({ kind: 'file', body: 'a,b', type: 'text/csv; charset=utf-8', fileName: 'a.csv' }),
  submit: () => ({ kind: 'redirect', to: '/' }),
});

const web = aWebApp([pageSet([publicPage, staffPage], services)]);

/** A browser that opened the page: its cookie and the token of its form. */
async function opened(path = '/complaint-not-there') {
  const answer = await request(web.app).get(path);
  const cookie = String(answer.headers['set-cookie']).split(';')[0] ?? '';
  const token = createCsrf(Buffer.alloc(32, 7)).issue(cookie.split('=')[1]).token;
  return { cookie, token, answer };
}

const send = (path: string, cookie: string, fields: Record<string, string>) =>
  request(web.app).post(path).set('Cookie', cookie).set('Sec-Fetch-Site', 'same-origin').type('form').send(fields);

beforeEach(() => {
  services.fail.error = null;
  services.told.length = 0;
  web.staff = null;
  web.exhausted.clear();
  web.audited.length = 0;
});

describe('form tokens', () => {
  test('the cookie is for this site and not for scripts', async () => {
    const { answer } = await opened('/try');
    expect(String(answer.headers['set-cookie'])).toMatch(/HttpOnly/);
    expect(String(answer.headers['set-cookie'])).toMatch(/SameSite=Lax/);
  });

  test('a form with its token passes; the token looks different each time', async () => {
    const { cookie, token } = await opened('/try');
    expect(createCsrf(Buffer.alloc(32, 7)).issue(cookie.split('=')[1]).token).not.toBe(token);
    await send('/try', cookie, { _csrf: token, word: 'yes' }).expect(303).expect('Location', '/try');
    expect(services.told).toEqual(['yes']);
  });

  test.each([
    ['no token', { word: 'x' }],
    ['a false token', { _csrf: 'A'.repeat(86), word: 'x' }],
  ])('%s is refused, and what was typed can be sent again', async (_, fields) => {
    const { cookie } = await opened('/try');
    const answer = await send('/en/try', cookie, fields as Record<string, string>).expect(403);
    expect(answer.text).toContain('Please send this once more');
    expect(answer.text).toContain('name="word" value="x"');
    expect(services.told).toEqual([]);
  });

  test("another browser's token is refused", async () => {
    const mine = await opened('/try');
    const other = await opened('/try');
    await send('/try', mine.cookie, { _csrf: other.token, word: 'x' }).expect(mine.cookie === other.cookie ? 303 : 403);
  });

  test('a form from another site is not offered again', async () => {
    const answer = await request(web.app)
      .post('/en/try')
      .set('Sec-Fetch-Site', 'cross-site')
      .type('form')
      .send({ word: 'planted' })
      .expect(403);
    expect(answer.text).not.toContain('planted');
  });
});

describe('pages', () => {
  test('Khmer at the path, English under /en', async () => {
    expect((await request(web.app).get('/try')).text).toMatch(/<html lang="km"[^]*សាកល្បង/);
    expect((await request(web.app).get('/en/try')).text).toMatch(/<html lang="en"[^]*hreflang="km"/);
  });

  test('invalid input shows the page again with what was typed and what is wrong', async () => {
    const { cookie, token } = await opened('/try');
    const answer = await send('/en/try', cookie, { _csrf: token, word: 'too long <b>' }).expect(422);
    expect(answer.text).toContain('too long &lt;b&gt;');
    expect(answer.text).toContain('Write no more than 5 characters');
    expect(answer.text).toContain('<title>Error: ');
  });

  test('headers: nothing from elsewhere, nothing inline, no framing', async () => {
    const { headers } = await request(web.app).get('/try');
    expect(headers['content-security-policy']).toContain("default-src 'none'");
    expect(headers['content-security-policy']).not.toContain('unsafe');
    expect(headers['x-frame-options']).toBe('DENY');
    expect(headers['x-powered-by']).toBeUndefined();
  });

  test('staff pages want a person with the role', async () => {
    await request(web.app)
      .get('/en/staff/try/7')
      .expect(303)
      .expect('Location', '/en/staff/sign-in?next=%2Fen%2Fstaff%2Ftry%2F7');
    web.staff = { ...officer, role: 'analyst' };
    await request(web.app).get('/staff/try/7').expect(403);
    web.staff = officer;
    await request(web.app)
      .get('/staff/try/7')
      .expect(200)
      .expect('Content-Disposition', /a\.csv/);
    expect(web.audited).toEqual([{ event: 'try.opened', actor: officer, method: 'GET', params: { code: '7' } }]);
  });

  test('signed out while typing: nothing typed is lost, but secrets are not written back', async () => {
    const { cookie, token } = await opened('/try');
    const answer = await send('/en/staff/try/7', cookie, { _csrf: token, note: 'long text', password: 'hush' }).expect(
      401,
    );
    expect(answer.text).toContain('name="note" value="long text"');
    expect(answer.text).not.toContain('hush');
  });
});

describe('problems', () => {
  test.each([
    [new NotFound(), 404],
    [new Forbidden(), 403],
    [new RuleBroken('nothing'), 409],
    [new Conflict(), 409],
    [new Unavailable('database'), 503],
    [Object.assign(new Error('away'), { code: 'ECONNREFUSED' }), 503],
  ])('%s', async (error, status) => {
    services.fail.error = error as Error;
    const { cookie, token } = await opened('/try');
    await send('/try', cookie, { _csrf: token, word: 'x' }).expect(status as number);
  });

  test('database away before anything was typed: nothing is said to be kept, and the same page is one press away', () => {
    for (const language of ['km', 'en'] as const) {
      const view = presentProblem({ code: 'away', status: 503 }, language, null, null, '/staff?view=mine');
      expect([view.retry, view.resend]).toEqual(['/staff?view=mine', null]);
      expect(view.what + view.next).not.toMatch(/wrote|button|ប៊ូតុង|សរសេរ/);
    }
  });

  test('a fault of ours has a reference and tells nothing else', async () => {
    services.fail.error = new Error('SELECT secret FROM place');
    const { cookie, token } = await opened('/try');
    const answer = await send('/en/try', cookie, { _csrf: token, word: 'x' }).expect(500);
    expect(answer.text).toMatch(/[0-9A-F]{10}/);
    expect(answer.text).not.toContain('SELECT');
    expect(web.faults).toContain(services.fail.error);
  });

  test('too many tries: how long to wait, and the form is kept', async () => {
    web.exhausted.set('trying', 240);
    const { cookie, token } = await opened('/try');
    const answer = await send('/try', cookie, { _csrf: token, word: 'ok' }).expect(429).expect('Retry-After', '240');
    expect(answer.text).toContain('៤ នាទី');
    expect(answer.text).toContain('value="ok"');
  });

  test('the switch of such a page tells it in the other language and takes along all that waits: nothing is sent by it', async () => {
    const { cookie, token } = await opened('/try');
    const typed = { word: 'ខ្ញុំ', go: 'next' };
    web.exhausted.set('trying', 240);
    const first = await send('/en/try?from=1', cookie, { _csrf: token, ...typed }).expect(429);
    const button = /<button class="switch"[^>]*>/.exec(first.text)?.[0];
    expect(button).toContain('form="resend" formaction="/try?from&#x3D;1"');
    expect(button).toContain('name="_problem" value="too_many.240"');
    expect(first.text).not.toContain('class="enter"');
    // Nothing is counted or done, were it possible by now: the button may stand there for an hour.
    web.exhausted.clear();
    const other = await send('/try?from=1', cookie, { _csrf: token, ...typed, _problem: 'too_many.240' }).expect(200);
    expect(other.text).toContain('<html lang="km"');
    expect(other.text).toContain('៤ នាទី');
    expect(other.text).toContain('action="/try?from&#x3D;1"');
    expect(other.text).toMatch(/name="word" value="ខ្ញុំ"[^]*name="go" value="next"/);
    expect(other.text).not.toMatch(/type="hidden" name="_problem"/);
    expect(services.told).toEqual([]);
    const fault = await send('/en/try', cookie, { ...typed, _problem: 'fault.0123ABCDEF' }).expect(200);
    expect(fault.text).toContain('0123ABCDEF');
    // What is no such page of ours, or comes from elsewhere, is a form like any other.
    await send('/try', cookie, { _csrf: token, word: 'a', _problem: 'gone.<b>' }).expect(303);
    await request(web.app).post('/try').set('Sec-Fetch-Site', 'cross-site').send('_problem=away').expect(403);
    expect(services.told).toEqual(['a']);
  });

  test('too large', async () => {
    const { cookie, token } = await opened('/try');
    await send('/try', cookie, { _csrf: token, word: 'x'.repeat(700_000) }).expect(413);
  });
});

describe('words and forms', () => {
  test('what leads on stands first, the rest as it was; a long name is cut between letters', () => {
    const deeds = [1, 2, 3, 4].map((at) => ({ at, isForward: at === 3 }));
    expect(forwardFirst(deeds).map(({ at }) => at)).toEqual([3, 1, 2, 4]);
    expect(shortName('ស្រុក', 80)).toBe('ស្រុក');
    expect(shortName('ស្រុក'.repeat(40), 3)).toBe('ស្រុកស្រុ…');
  });

  test('what a decision says: a long text is folded after its beginning, cut between letters; what is not said is left out', () => {
    const labels = { reasons: 'Reasons', legalBasis: 'Legal basis', evidence: 'Evidence' };
    const text = { reasons: 'ស្ត្រី'.repeat(400), legalBasis: null, evidence: 'A slip' };
    expect(decisionTexts(text, labels, 'en')).toMatchObject([
      { label: 'Reasons', head: `${'ស្ត្រី'.repeat(300)}…`, more: 'Read all of it (2,400 characters)' },
      { label: 'Evidence', head: null, text: 'A slip' },
    ]);
  });

  test('digits, money and dates', () => {
    expect(showMoney(40_000, 'km')).toBe('៤០.០០០៛');
    expect(showMoney(40_000, 'en')).toBe('40,000 riel');
    expect(showDate('2026-11-21', 'km')).toContain('២១');
    expect(showDateTime(new Date('2026-11-20T17:05:00Z'), 'en')).toBe('21 November 2026, 00:05');
    expect(fill('{a} of {b}', { a: 1 })).toBe('1 of {b}');
  });

  test('Khmer digits are numbers', () => {
    expect(dayFrom('២', '១១', '២០២៦')).toBe('2026-11-02');
    expect(dayFrom('30', '2', '2026')).toBeNull();
    expect(dayFrom('', '', '')).toBe('');
    expect(optionalRiel().parse('៤០.០០០ ៛')).toBe(40_000);
    expect(optionalPhone().safeParse('០១២ ៣៤៥ ៦៧៨').success).toBe(true);
    expect(optionalPhone().safeParse('12').success).toBe(false);
  });

  test('what is sent is tidied but never cut', () => {
    const fields = sentFields({ a: ' x\r\ny\u0007 ', b: ['1', '2'], c: { d: 1 } });
    expect(fields.one('a')).toBe('x\ny');
    expect(fields.all('b')).toEqual(['1', '2']);
    expect(fields.has('c')).toBe(false);
  });

  test('the stylesheet we take over has no font and no component left out', () => {
    const css = trimmedGovuk(
      '@font-face{font-family:x}.govuk-header{a:b}.govuk-header__x,.govuk-body{font-family:GDS Transport,arial,sans-serif}@media print{.govuk-header{c:d}}@media print{.govuk-body{font-family:sans-serif}}.govuk-headerless{e:f}',
      ['header'],
    );
    expect(css).toBe(
      '.govuk-body{font-family:var(--font)}@media print{.govuk-body{font-family:var(--font)}}.govuk-headerless{e:f}',
    );
  });
});
