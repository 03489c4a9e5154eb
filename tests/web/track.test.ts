import request from 'supertest';
import { createCsrf } from '../../src/web/csrf.ts';
import { citizenPages, pageSet } from '../../src/web/index.ts';
import {
  aDecision,
  aTrackedCase,
  fakeCitizenServices,
  knownReceipt,
  knownReference,
} from '../support/citizen-services.ts';
import { shippedBook } from '../support/reference-book.ts';
import { aWebApp } from '../support/web-app.ts';

const fake = fakeCitizenServices(shippedBook());
const web = aWebApp([pageSet(citizenPages, fake.useCases)]);
const cookie = 'samleng_form=abcdefghijklmnopqrstuvwx';
const token = createCsrf(Buffer.alloc(32, 7)).issue('abcdefghijklmnopqrstuvwx').token;
const pair = { reference: knownReference, receipt: knownReceipt };

const send = (fields: Record<string, string>, language: 'km' | 'en' = 'en') =>
  request(web.app)
    .post(language === 'km' ? '/complaints/track' : '/en/complaints/track')
    .set('Cookie', cookie)
    .set('Sec-Fetch-Site', 'same-origin')
    .type('form')
    .send({ _csrf: token, ...fields });

beforeEach(() => {
  fake.calls.length = 0;
  fake.tracked = aTrackedCase('en');
});

describe('opening a case', () => {
  test.each([
    ['as printed', knownReference, knownReceipt],
    ['Khmer digits, blanks, small letters', ' sa-២៦-០០០០១២៣-៤', '៤៨២១ ៩៩៣៤ ១២០៥ ៧៧១៦'],
  ])('%s', async (_, reference, receipt) => {
    const answer = await send({ reference, receipt }).expect(200);
    expect(answer.text).toContain('An officer has it');
    expect(answer.headers['cache-control']).toBe('no-store');
  });

  test('a wrong pair gets one answer, whatever is wrong about it', async () => {
    const strip = (html: string) => html.replace(/value="[^"]*"/g, '');
    const wrongReceipt = await send({ ...pair, receipt: '1111-2222-3333-4444' }).expect(404);
    const wrongReference = await send({ ...pair, reference: 'SA-26-0009999-9' }).expect(404);
    expect(strip(wrongReceipt.text)).toBe(strip(wrongReference.text));
    expect(wrongReceipt.text).toContain('We found no complaint with this number and this receipt');
  });

  test('an unreadable receipt is refused before anything is looked up', async () => {
    const answer = await send({ reference: knownReference, receipt: '12 34' }).expect(422);
    expect(answer.text).toContain('The receipt has 16 digits');
    expect(answer.text).toContain(`value="${knownReference}"`);
    expect(fake.calls).toEqual([]);
  });

  test('lookups are limited', async () => {
    web.exhausted.set('lookup', 30);
    await send(pair).expect(429);
    web.exhausted.clear();
  });

  test('nothing secret in any address of the page', async () => {
    const answer = await send(pair).expect(200);
    for (const [, address] of answer.text.matchAll(/(?:href|action|formaction|src)="([^"]*)"/g)) {
      expect(address).not.toMatch(/4821|9934|SA-26/);
    }
  });
});

describe('files', () => {
  const attach = (files: readonly (readonly [name: string, content: string])[]) => {
    const post = request(web.app)
      .post('/en/complaints/track')
      .set('Cookie', cookie)
      .set('Sec-Fetch-Site', 'same-origin');
    for (const [name, value] of Object.entries({ _csrf: token, ...pair, go: 'attach' })) void post.field(name, value);
    for (const [filename, content] of files) void post.attach('file', Buffer.from(content), { filename });
    return post;
  };

  test('are shown to both sides, fetched, and added while the case takes them, all without JavaScript', async () => {
    const file = { mediaType: 'audio/webm', bytes: 240_000, at: new Date('2026-11-22T02:00:00Z') };
    fake.tracked = aTrackedCase('en', {
      actions: ['attach'],
      attachments: [
        { ...file, id: 'a1', name: 'voice.webm', mine: true, state: 'kept' },
        { ...file, id: 'a2', name: null, mine: false, state: 'kept' },
      ],
    });
    const shown = await send(pair);
    expect(shown.text).toContain(
      'voice.webm <span class="files__what">From you · 22 November 2026 · Voice note, 240 KB',
    );
    expect(shown.text).toContain('Cannot be opened <span class="files__what">From the office');
    expect(shown.text.match(/name="fetch"/g)).toHaveLength(1);
    const fetched = await send({ ...pair, fetch: 'a1' }).expect(200);
    expect(fetched.headers['content-disposition']).toContain('attachment');
    expect(fetched.headers['cache-control']).toBe('no-store');
    const added = await attach([
      ['card.jpg', 'a photo'],
      ['x.exe', 'x'],
    ]);
    expect(added.status).toBe(422);
    expect(added.text).toContain('Not added: “x.exe” is of a kind we cannot take');
    expect(added.text).toContain('Your files were added.');
    expect(fake.calls).toContain('attach card.jpg');
    expect((await attach([])).text).toContain('Choose a file first');
  });

  test('no form for them when the case has ended', async () => {
    fake.tracked = aTrackedCase('en', { actions: [] });
    expect((await send(pair)).text).not.toContain('value="attach"');
  });
});

describe('the case', () => {
  test('says who holds it, until when and why', async () => {
    const answer = await send(pair);
    expect(answer.text).toContain('Sangkat Tonle Basak');
    expect(answer.text).toMatch(/<dt>Decision<\/dt><dd>by <time[^>]*>9 December 2026/);
    expect(answer.text).toContain('10 working days from the working day after filing.');
    expect(answer.text).toContain('Left out, because it is named in the complaint');
  });

  test('offers only what is allowed now', async () => {
    const answer = await send(pair);
    expect(answer.text).toContain('value="reply"');
    expect(answer.text).not.toContain('value="appeal"');
  });

  test('a protected case shows neither office nor subject, and the quick exit', async () => {
    fake.tracked = aTrackedCase('en', { isProtected: true, programme: null, subject: null });
    const answer = await send(pair);
    expect(answer.text).not.toContain('Not paid');
    expect(answer.text).not.toMatch(/<dt>Now with/);
    expect(answer.text).toContain('data-leave');
  });

  test('long names and 10,000 characters are all there', async () => {
    const reasons = 'ហេតុផល '.repeat(1_428);
    const office = 'អង្គភាព'.repeat(43);
    fake.tracked = aTrackedCase('km', { status: 'decided', decision: { ...aDecision('km'), reasons, office } });
    const answer = await send(pair, 'km').expect(200);
    expect(answer.text).toContain(reasons.trim());
    expect(answer.text).toContain(office);
  });
});

describe('acting on it', () => {
  const decided = () => {
    fake.tracked = aTrackedCase('en', {
      status: 'decided',
      decision: aDecision('en'),
      actions: ['accept', 'appeal', 'confirm-remedy', 'rate', 'withdraw'],
    });
  };

  test.each([
    [{ go: 'reply', text: 'Here it is' }, 'reply', 'Your message was sent.'],
    [{ go: 'accept' }, 'accept', 'You agreed'],
    [{ go: 'appeal', reasons: 'Not right' }, 'appeal', 'SA-26-0000124-1'],
    [{ go: 'withdraw', sure: 'yes' }, 'withdraw', 'You took your complaint back.'],
    [{ go: 'rate', score: '4' }, 'rate 4', 'Thank you.'],
    [{ go: 'confirm-remedy', remedy: 'r1', received: 'no' }, 'confirm r1 false', 'We noted your answer.'],
  ])('%j', async (fields, call, words) => {
    decided();
    const answer = await send({ ...pair, ...(fields as Record<string, string>) }).expect(200);
    expect(fake.calls).toEqual([call, 'lookup']);
    expect(answer.text).toContain(words);
  });

  test.each([
    [{ go: 'appeal', reasons: '' }, 'Write why you do not agree', '#reasons'],
    [{ go: 'withdraw' }, 'Tick the box', '#sure'],
    [{ go: 'rate', score: '9' }, 'Choose how it was handled', '#score'],
    [{ go: 'confirm-remedy', remedy: 'r1' }, 'Say whether you received it', '#received'],
  ])('%j is refused on the page itself', async (fields, words, link) => {
    decided();
    const answer = await send({ ...pair, ...(fields as Record<string, string>) }).expect(422);
    expect(fake.calls).toEqual(['lookup']);
    expect(answer.text).toContain(words);
    expect(answer.text).toContain(`href="${link}"`);
    expect(answer.text).toContain(`id="${link.slice(1)}"`);
  });

  test('the other language takes along what is typed in the form that stands open, and does nothing', async () => {
    decided();
    const shown = await send(pair).expect(200);
    const open = /<button class="switch" type="submit" form="([^"]+)"/.exec(shown.text)?.[1];
    expect(shown.text).toContain(`<form class="act__form" id="${open}"`);
    expect(shown.text).toContain(`<button class="enter" type="submit" form="${open}" name="go" value="confirm-remedy"`);
    const refused = await send({ ...pair, typed: 'appeal', go: 'appeal', reasons: '', late: 'នៅពេទ្យ' }).expect(422);
    const tried = /<button class="switch" type="submit" form="([^"]+)"/.exec(refused.text)?.[1];
    expect(refused.text.slice(refused.text.indexOf(`id="${tried}"`)).split('</form>')[0]).toContain('name="reasons"');
    fake.calls.length = 0;
    const reasons = 'មិនត្រឹមត្រូវ <១>';
    const khmer = await send({ ...pair, typed: 'appeal', go: 'language', reasons }, 'km').expect(200);
    expect(khmer.text).toContain('មិនត្រឹមត្រូវ &lt;១&gt;</textarea>');
    expect(khmer.text).toMatch(/<details class="act" open><summary>[^<]*<\/summary><form[^>]*>[^]*មិនត្រឹមត្រូវ/);
    expect(khmer.text).not.toContain('govuk-error-summary');
    expect(fake.calls).toEqual(['lookup']);
  });

  test('what a rule forbids by now is told with what is possible', async () => {
    fake.tracked = aTrackedCase('en', { status: 'closed', actions: [] });
    const answer = await send({ ...pair, go: 'accept' }).expect(409);
    expect(answer.text).toContain('This is no longer possible.');
  });
});

describe('letters', () => {
  test('a button for each letter there is; pressing one sends the file, kept nowhere on the way', async () => {
    fake.tracked = { ...aTrackedCase('en'), letters: ['acknowledgement', 'decision'] };
    const page = await send(pair).expect(200);
    expect([...page.text.matchAll(/name="letter" value="([a-z-]+)"/g)].map((match) => match[1])).toEqual([
      'acknowledgement',
      'decision',
    ]);
    const file = await send({ ...pair, letter: 'decision' }).expect(200);
    expect(file.headers).toMatchObject({
      'content-type': 'application/pdf',
      'content-disposition': 'attachment; filename=letter.pdf',
      'cache-control': 'no-store',
    });
    expect(fake.calls).toContain('letter decision en');
    await send({ ...pair, letter: 'decision' }, 'km').expect(200);
    expect(fake.calls).toContain('letter decision km');
  });

  test('without the right receipt there is none', async () => {
    const answer = await send({ ...pair, receipt: '1111-2222-3333-4444', letter: 'decision' }).expect(404);
    expect(answer.headers['content-type']).toContain('text/html');
  });
});
