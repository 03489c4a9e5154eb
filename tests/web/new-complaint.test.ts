import request from 'supertest';
import { Unavailable } from '../../src/kernel/errors.ts';
import { createCsrf } from '../../src/web/csrf.ts';
import { citizenPages, pageSet } from '../../src/web/index.ts';
import { fakeCitizenServices, knownReceipt, knownReference } from '../support/citizen-services.ts';
import { shippedBook } from '../support/reference-book.ts';
import { aWebApp } from '../support/web-app.ts';

const fake = fakeCitizenServices(shippedBook());
const web = aWebApp([pageSet(citizenPages, fake.useCases)]);
const cookie = 'samleng_form=abcdefghijklmnopqrstuvwx';
const token = createCsrf(Buffer.alloc(32, 7)).issue('abcdefghijklmnopqrstuvwx').token;
type Answers = Readonly<Record<string, string>>;

const send = (answers: Answers, language: 'km' | 'en' = 'en') =>
  request(web.app)
    .post(language === 'km' ? '/complaints/new' : '/en/complaints/new')
    .set('Cookie', cookie)
    .set('Sec-Fetch-Site', 'same-origin')
    .type('form')
    .send({ _csrf: token, ...answers });

/** The hidden fields of a page, as the browser would send them back. */
function hidden(html: string): Record<string, string> {
  const unescaped = (text: string) =>
    text
      .replace(/&lt;/g, '<')
      .replace(/&gt;/g, '>')
      .replace(/&quot;/g, '"')
      .replace(/&#x27;/g, "'")
      .replace(/&#x3D;/g, '=')
      .replace(/&#x60;/g, '`')
      .replace(/&amp;/g, '&');
  const form = /<form id="complaint"[^]*?<\/form>/.exec(html)?.[0] ?? '';
  return Object.fromEntries(
    [...form.matchAll(/<input type="hidden" name="([^"]*)" value="([^"]*)">/g)].map(([, name, value]) => [
      name,
      unescaped(value ?? ''),
    ]),
  );
}

const named: Answers = {
  key: 'k1',
  topic: 'mother',
  programme: 'FP-PWC',
  category: 'PAY-NOT',
  province: '12',
  district: '1201',
  commune: '120101',
  narrative: 'ខ្ញុំមិនបានទទួលប្រាក់',
  'occurredOn.day': '២',
  'occurredOn.month': '១១',
  'occurredOn.year': '២០២៦',
  identity: 'named',
  'complainant.name': 'សុខ សុភា',
  'complainant.sex': 'female',
  'complainant.birthYear': '១៩៩០',
  'complainant.ids.socialProtectionId': '១២៣៤ ៥៦៧៨ ៩០',
  'complainant.contact.channel': 'sms',
  'complainant.phone': '០១២ ៣៤៥ ៦៧៨',
  'complainant.contact.safe': 'yes',
};
let keys = 0;
/** Sends all answers at once, under a key of its own. */
const filing = (changes: Answers = {}) => ({
  ...named,
  key: `key-${(keys += 1)}`,
  ...changes,
  at: 'check',
  go: 'file',
});

beforeEach(() => {
  fake.filed.length = 0;
  fake.failWith = null;
});

/** Sends a form with files, as a browser without JavaScript does. */
function sendFiles(answers: Answers, files: readonly (readonly [name: string, content: Buffer])[]) {
  const post = request(web.app).post('/en/complaints/new').set('Cookie', cookie).set('Sec-Fetch-Site', 'same-origin');
  for (const [name, value] of Object.entries({ _csrf: token, ...answers })) void post.field(name, value);
  for (const [filename, content] of files) void post.attach('file', content, { filename });
  return post;
}

describe('photos, documents and voice notes', () => {
  const content = Buffer.from('a photo');

  test('are kept when going on and back, named when refused, taken out again, and follow the complaint', async () => {
    const added = await sendFiles({ ...named, at: 'files', go: 'next' }, [
      ['card.jpg', content],
      ['<virus>.exe', Buffer.from('x')],
    ]);
    expect(added.status).toBe(422);
    expect(added.text).toContain('Not added: “&lt;virus&gt;.exe” is of a kind we cannot take');
    expect(added.text).toContain('card.jpg');
    expect(added.text).toContain('enctype="multipart/form-data"');
    const draft = hidden(added.text)['files'] ?? '';
    expect(draft).toMatch(/^[\w-]{32}$/);

    const back = await sendFiles({ ...named, files: draft, at: 'files', go: 'back' }, [['voice.webm', content]]);
    expect(hidden(back.text)).toMatchObject({ at: 'story', files: draft, category: 'PAY-NOT' });
    const again = await send({ ...hidden(back.text), ...named, at: 'story', go: 'next' });
    for (const name of ['card.jpg', 'voice.webm']) expect(again.text).toContain(name);
    const id = /value="remove:([^"]+)"/.exec(again.text)?.[1] ?? '';
    const removed = await sendFiles({ ...named, files: draft, at: 'files', go: `remove:${id}` }, []);
    expect(removed.text).not.toContain('card.jpg');

    await send(filing({ files: draft })).expect(201);
    expect(fake.calls.at(-1)).toBe('attached voice.webm');
  });

  test('a complaint is not lost for the sake of its files', async () => {
    const added = await sendFiles({ ...named, at: 'files', go: 'add' }, [['lost.jpg', content]]);
    const filed = await send(filing({ files: hidden(added.text)['files'] ?? '' })).expect(201);
    expect(filed.text).toContain('Your files could not be added');
    expect(web.faults.splice(0)).toHaveLength(1);
  });

  test('too large a file costs nothing that was typed', async () => {
    const huge = Buffer.alloc(10 * 1024 * 1024 + 10);
    const answer = await sendFiles({ ...named, at: 'files', go: 'next' }, [['film.mp4', huge]]);
    expect(answer.status).toBe(422);
    expect(answer.text).toContain('“film.mp4” is larger than 10 MB');
    expect(hidden(answer.text)).toMatchObject({ narrative: named['narrative'], at: 'files' });
  });

  test('nothing is asked for in a protected matter: the minimal form', async () => {
    const after = await send({
      ...named,
      topic: 'protection',
      programme: 'unsure',
      category: 'PRT-GBV',
      at: 'story',
      go: 'next',
    });
    expect(hidden(after.text)['at']).toBe('identity');
    await send(
      filing({ topic: 'protection', programme: 'unsure', category: 'PRT-GBV', remedySought: 'x', files: 'y' }),
    ).expect(201);
    expect(fake.filed[0]?.input).toMatchObject({
      protected: true,
      occurredOn: null,
      remedySought: null,
      about: [],
      complainant: {
        sex: 'undisclosed',
        birthYear: null,
        disability: 'undisclosed',
        ids: { socialProtectionId: null, nssfMemberId: null, equityCard: null, nationalId: null },
      },
    });
    const sensitive = await send({ ...named, protected: 'yes', at: 'identity', go: 'next' });
    expect(sensitive.text).not.toContain('complainant.sex" type');
    expect(sensitive.text).not.toContain('socialProtectionId" type');
  });
});

describe('one question after another', () => {
  test('the first page asks what it is about and makes a key', async () => {
    const answer = await request(web.app).get('/complaints/new').expect(200);
    expect(hidden(answer.text)['key']).toMatch(/^[0-9a-f-]{36}$/);
    expect(answer.text).toContain('name="topic" type="radio" value="mother"');
  });

  test('an unanswered question is shown again and named', async () => {
    const answer = await send({ at: 'topic', go: 'next' }).expect(422);
    expect(answer.text).toContain('href="#topic">Choose what your complaint is about');
  });

  test('answers travel along, escaped, as they were typed', async () => {
    const tricky = '<script>alert("x")</script>\n"quoted" & ដដែល';
    const answer = await send({ ...named, narrative: tricky, at: 'story', go: 'next' }).expect(200);
    expect(answer.text).not.toContain('<script>alert');
    expect(hidden(answer.text)).toMatchObject({ narrative: tricky, category: 'PAY-NOT', at: 'files' });
  });

  test('going back and switching the language lose nothing, finished or not', async () => {
    const back = await send({ ...named, at: 'identity', go: 'back' }).expect(200);
    expect(hidden(back.text)).toMatchObject({ at: 'remedy', identity: 'named', narrative: named['narrative'] });
    const km = await send({ ...named, 'complainant.phone': 'half', at: 'contact', go: 'language' }, 'km').expect(200);
    expect(km.text).toContain('lang="km"');
    expect(km.text).toContain('value="half"');
  });

  test('a programme is found by asking; "I do not know" is an answer', async () => {
    const known = await send({ key: 'k', topic: 'disability', at: 'topic', go: 'next' });
    expect(hidden(known.text)['at']).toBe('problem');
    const asked = await send({ key: 'k', topic: 'unsure', at: 'topic', go: 'next' });
    expect(asked.text).toContain('The commune makes the list of poor households');
    await send(filing({ topic: 'health', programme: 'unsure', category: 'HLT-REF', lifeThreatening: 'yes' })).expect(
      201,
    );
    expect(fake.filed[0]?.input).toMatchObject({ programme: 'HEF', category: 'HLT-REF', lifeThreatening: true });
  });

  test('places by drilling down, by not knowing, and by name in Khmer or Latin letters', async () => {
    await send(filing({ district: 'unsure', commune: '' })).expect(201);
    expect(fake.filed[0]?.input.place).toBe('12');
    const without = await send({ ...named, province: '01', district: '', commune: '', at: 'province', go: 'next' });
    expect(hidden(without.text)['at']).toBe('story');
    for (const words of ['Tonle Basak', 'ទន្លេបាសាក់']) {
      const found = await send({
        key: 'k',
        topic: 'card',
        programme: 'IDPOOR',
        category: 'CRD-NIS',
        at: 'province',
        go: 'search',
        q: words,
      });
      expect(found.text).toContain('name="found" type="radio" value="120101"');
    }
    const taken = await send({
      key: 'k',
      topic: 'card',
      programme: 'IDPOOR',
      category: 'CRD-NIS',
      at: 'found',
      found: '120101',
      go: 'next',
    });
    expect(hidden(taken.text)).toMatchObject({ at: 'story', province: '12', district: '1201', commune: '120101' });
    const nothing = await send({
      key: 'k',
      topic: 'card',
      programme: 'IDPOOR',
      category: 'CRD-NIS',
      at: 'province',
      go: 'search',
      q: 'Atlantis <b>',
    });
    expect(nothing.text).toContain('We found no place called “Atlantis &lt;b&gt;”');
  });

  test('a change of province drops the district that is not in it', async () => {
    const answer = await send({ ...named, province: '23', at: 'province', go: 'next', check: 'yes' });
    expect(hidden(answer.text)['at']).toBe('district');
  });

  test('a changed answer comes back to the check', async () => {
    const change = await send({ ...named, at: 'check', go: 'change:story' });
    expect(hidden(change.text)).toMatchObject({ at: 'story', check: 'yes' });
    const back = await send({ ...named, narrative: 'Other', at: 'story', check: 'yes', go: 'next' });
    expect(back.text).toContain('Check your answers');
    expect(hidden(back.text)['check']).toBeUndefined();
  });

  test.each([
    ['story', { 'occurredOn.day': '31', 'occurredOn.month': '2' }, 'Write a real date'],
    ['story', { 'occurredOn.day': '22' }, 'cannot be in the future'],
    ['story', { narrative: 'x'.repeat(10_001) }, 'no more than 10,000 characters'],
    ['person', { 'complainant.name': '' }, 'Write your name'],
    ['person', { 'complainant.birthYear': '90' }, 'four digits'],
    ['person', { 'complainant.ids.socialProtectionId': '12' }, '10 digits'],
    ['contact', { 'complainant.phone': '' }, 'Write your telephone number'],
    ['contact', { 'complainant.phone': 'abc' }, 'such as 012 345 678'],
    ['contact', { 'complainant.contact.safe': '' }, 'whether it is safe'],
    ['contact', { representative: 'yes' }, 'name of the person who helps you'],
  ])('%s refuses %j', async (at, changes, words) => {
    const answer = await send({ ...named, ...(changes as Answers), at, go: 'next' }).expect(422);
    expect(answer.text).toContain(words);
  });
});

describe('filing', () => {
  test('everything arrives as the contract has it', async () => {
    const answer = await send(
      filing({ 'about.kind': 'office', 'about.name': 'សាលាសង្កាត់', remedySought: 'បើកប្រាក់' }),
      'km',
    ).expect(201);
    expect(fake.filed).toEqual([
      {
        key: expect.stringMatching(/^key-/),
        input: {
          language: 'km',
          programme: 'FP-PWC',
          category: 'PAY-NOT',
          place: '120101',
          narrative: named['narrative'],
          remedySought: 'បើកប្រាក់',
          occurredOn: '2026-11-02',
          lifeThreatening: false,
          identity: 'named',
          complainant: {
            name: 'សុខ សុភា',
            sex: 'female',
            birthYear: 1990,
            disability: 'undisclosed',
            phone: '012345678',
            email: null,
            address: null,
            ids: { socialProtectionId: '1234567890', nssfMemberId: null, equityCard: null, nationalId: null },
            contact: { channel: 'sms', safe: true, note: null },
          },
          representative: null,
          about: [{ kind: 'office', office: null, name: 'សាលាសង្កាត់' }],
          protected: false,
        },
      },
    ]);
    expect(answer.text).toContain(knownReference);
    for (const group of knownReceipt.split('-')) expect(answer.text).toContain(`<span>${group}</span>`);
    expect(answer.headers['cache-control']).toBe('no-store');
    expect(answer.headers['clear-site-data']).toBe('"cache"');
  });

  test('sent twice with the same key, filed once', async () => {
    const first = await send(filing({ key: 'twice' })).expect(201);
    const second = await send(filing({ key: 'twice' })).expect(201);
    expect(fake.filed).toHaveLength(1);
    expect(second.text.includes(knownReference)).toBe(first.text.includes(knownReference));
  });

  test('an answer skipped by hand is asked for', async () => {
    const answer = await send(filing({ identity: '' })).expect(422);
    expect(hidden(answer.text)).toMatchObject({ at: 'identity', check: 'yes' });
  });

  test('what the use case refuses is shown at its question', async () => {
    const answer = await send(filing({ key: 'refused', 'complainant.phone': '099 999 999' })).expect(422);
    expect(hidden(answer.text)['at']).toBe('contact');
    expect(answer.text).toContain('href="#complainant-phone"');
  });

  test('anonymous: no name or number is asked or sent, even when typed before', async () => {
    await send(filing({ key: 'anon', identity: 'anonymous' })).expect(201);
    expect(fake.filed[0]?.input).toMatchObject({ identity: 'anonymous', complainant: null, representative: null });
  });

  test('protected: emergency numbers, quick exit, few questions, nothing kept by the browser', async () => {
    const start = await request(web.app).get('/en/complaints/new?topic=protection').expect(200);
    expect(start.text).toContain('tel:117');
    expect(start.text).toContain('tel:1280');
    expect(start.text).toContain('href="/en/leave"');
    expect(start.text).toContain('data-draft-clear');
    expect(start.headers['cache-control']).toBe('no-store');
    await send(
      filing({
        key: 'prt',
        topic: 'protection',
        category: 'PRT-GBV',
        programme: 'unsure',
        'about.name': 'somebody',
        remedySought: 'help',
      }),
    ).expect(201);
    expect(fake.filed[0]?.input).toMatchObject({ category: 'PRT-GBV', protected: true, about: [], remedySought: null });
    expect(fake.filed[0]?.input.complainant?.ids.socialProtectionId).toBeNull();
  });

  test('leaving in a hurry goes elsewhere and clears what was kept', async () => {
    const answer = await request(web.app).get('/leave').expect(303);
    expect(answer.headers['clear-site-data']).toContain('storage');
    expect(answer.headers['location']).not.toContain('samleng');
  });

  test('database away: a page that says so and keeps every answer', async () => {
    fake.failWith = new Unavailable('database');
    const answer = await send(filing({ key: 'away' })).expect(503);
    expect(answer.text).toContain('name="narrative"');
    expect(answer.text).toContain('value="away"');
    // Another language takes along what was typed: it is sent with the form, never a link away from it.
    expect(answer.text).toMatch(/<button class="switch" type="submit" form="\w+"/);
    expect(answer.text).not.toContain('<a class="switch"');
  });

  test('only sending counts against the limit', async () => {
    web.exhausted.set('filing', 60);
    await send({ ...named, at: 'story', go: 'next' }).expect(200);
    await send(filing({ key: 'limited' })).expect(429);
    web.exhausted.clear();
  });
});
