import request from 'supertest';

import { handling } from '../../src/escalation/index.ts';
import type { StaffActor } from '../../src/kernel/actor.ts';
import { aStaffActor } from '../access/members.ts';
import { aBrowser, hiddenIn, textOf, tokenIn } from '../support/staff-agent.ts';
import { aFiledCase } from '../support/staff-cases.ts';
import { aStaffWeb, type StaffWeb } from '../support/staff-web.ts';
import { aWorld, type World } from '../support/world.ts';

/** What is written on the pages of a case: drafts, the look at the message before it goes, documents. */
let world: World;
let web: StaffWeb;
let officer: StaffActor;
let colleague: StaffActor;

beforeAll(async () => {
  world = await aWorld();
  web = aStaffWeb(world);
  officer = await aStaffActor(world, 'commune_officer', '120101');
  colleague = await aStaffActor(world, 'commune_officer', '120101');
});
beforeEach(() => {
  web.actor = officer;
});
afterAll(() => world.close());

async function anAcknowledged(): Promise<string> {
  const { reference } = await aFiledCase(world, officer);
  await world.perform(officer, handling.acknowledge, { reference });
  return reference;
}
const rowsOf = (table: string) =>
  world.perform(
    { kind: 'system', job: 'test' },
    (work) => work.em.execute<object[]>(`select * from ${table}`),
    undefined,
  );

describe('drafts', () => {
  test('what is typed is kept for its writer alone, sealed, half a decision too, and gone once it is sent', async () => {
    const reference = await anAcknowledged();
    const path = `/en/staff/cases/${reference}/decide`;
    const browser = aBrowser(web);
    const kept = await browser.send(path, {
      go: 'draft',
      version: '2',
      rows: '1',
      reasons: 'គ្រួសារនេះមានក្នុងបញ្ជី',
      'remedies.0.amountKhr': '40000',
    });
    expect([kept.status, textOf(kept.text)]).toEqual([200, expect.stringContaining('Draft saved 21 November 2026')]);
    const again = await browser.open(path);
    expect(again.text).toContain('គ្រួសារនេះមានក្នុងបញ្ជី');
    expect(again.text).toContain('value="40000"');
    expect(textOf(again.text)).toContain('This is your draft. Nobody else sees it.');
    expect(JSON.stringify(await rowsOf('case_draft'))).not.toContain('បញ្ជី');

    web.actor = colleague;
    expect((await aBrowser(web).open(path)).text).not.toContain('គ្រួសារនេះមានក្នុងបញ្ជី');

    web.actor = officer;
    const day = { 'remedies.0.dueOn.day': '20', 'remedies.0.dueOn.month': '12', 'remedies.0.dueOn.year': '2026' };
    const sent = await browser.send(path, {
      ...hiddenIn(again.text),
      go: 'decide',
      outcome: 'upheld',
      reasons: 'គ្រួសារនេះមានក្នុងបញ្ជី',
      'remedies.0.kind': 'issue_card',
      ...day,
    });
    expect(sent.headers['location']).toBe(`/en/staff/cases/${reference}?done=decide`);
    expect(await rowsOf('case_draft')).toEqual([]);
  });

  test('the script of the page is answered in few words; a draft that is not wanted is thrown away', async () => {
    const reference = await anAcknowledged();
    const path = `/en/staff/cases/${reference}/note`;
    const browser = aBrowser(web);
    const kept = await browser.send(path, { go: 'draft', auto: '1', text: 'Called twice' });
    expect(kept.body).toEqual({ saved: expect.stringContaining('Draft saved') });
    const thrown = await browser.send(path, { go: 'discard' });
    expect(thrown.headers['location']).toBe(path);
    expect((await browser.open(path)).text).not.toContain('Called twice');
  });

  test('a draft on which the case has moved says so, and keeps every word', async () => {
    const reference = await anAcknowledged();
    const path = `/en/staff/cases/${reference}/request-information`;
    const browser = aBrowser(web);
    await browser.send(path, { go: 'draft', version: '2', question: 'Which month?', replyWithinWorkingDays: '5' });
    // What somebody did themselves in between is no change to tell them of.
    await world.perform(officer, handling.assign, { reference, assignee: officer.personId });
    const own = await browser.open(path);
    expect(textOf(own.text)).not.toContain('The case changed while you were working');
    expect(hiddenIn(own.text)['version']).toBe('3');
    await world.perform(colleague, handling.assign, { reference, assignee: colleague.personId });
    const again = await browser.open(path);
    expect([again.status, again.text]).toEqual([200, expect.stringContaining('Which month?')]);
    expect(textOf(again.text)).toContain('The case changed while you were working');
    expect(hiddenIn(again.text)['version']).toBe('4');
  });

  test('signed out while typing: the page keeps the text, and what was saved is there after signing in', async () => {
    const reference = await anAcknowledged();
    const path = `/en/staff/cases/${reference}/note`;
    const agent = request.agent(web.app);
    const shown = await agent.get(path);
    const form = { _csrf: tokenIn(shown.text), go: 'draft', auto: '1', text: 'Before the session ended' };
    expect((await agent.post(path).type('form').send(form)).status).toBe(200);
    web.actor = null;
    const out = await agent
      .post(path)
      .set('sec-fetch-site', 'same-origin')
      .type('form')
      .send({ ...form, go: 'do', text: 'Typed after the session ended' });
    expect([out.status, out.text]).toEqual([401, expect.stringContaining('Typed after the session ended')]);
    const { headers } = await agent.get(path);
    expect(headers['location']).toBe(`/en/staff/sign-in?next=${encodeURIComponent(path)}`);
    web.actor = officer;
    expect((await agent.get(path)).text).toContain('Before the session ended');
  });
});

describe('before it is confirmed', () => {
  test("a question: the message in the complainant's language with its date and its parts; nothing is done yet", async () => {
    const reference = await anAcknowledged();
    const path = `/en/staff/cases/${reference}/request-information`;
    const browser = aBrowser(web);
    const asked = { version: '2', question: 'Which month was missing?', replyWithinWorkingDays: '5' };
    const look = await browser.send(path, { ...asked, go: 'check' });
    const text = textOf(look.text);
    expect([look.status, text]).toEqual([200, expect.stringContaining('What the complainant will be told')]);
    expect(text).toContain('SMS, to: Complainant');
    expect(text).toMatch(/SMS parts?/);
    expect(look.text).toMatch(/lang="km"><p class="kept-lines">[^<]*SA-26-/);
    expect(text).toContain('Which month was missing?');
    expect(text).not.toContain('012345678');
    expect((await world.perform(officer, handling.view, reference)).file.status).toBe('acknowledged');
    expect(await rowsOf('notice')).toEqual([]);
    const sent = await browser.sendFrom(look.text, path, { go: 'do' });
    expect(sent.headers['location']).toContain('done=request-information');
    expect((await world.perform(officer, handling.view, reference)).file.status).toBe('awaiting_complainant');
  });

  test('a decision with its remedies; a reply that brings no message says so; what is refused is refused on looking', async () => {
    const reference = await anAcknowledged();
    const browser = aBrowser(web);
    const decide = `/en/staff/cases/${reference}/decide`;
    const look = await browser.send(decide, {
      go: 'check',
      version: '2',
      outcome: 'not_upheld',
      reasons: 'Not in the list.',
    });
    expect(textOf(look.text)).toContain('Decision taken');
    const reply = `/en/staff/cases/${reference}/reply`;
    const said = await browser.send(reply, { go: 'check', version: '2', text: 'They came.' });
    expect(textOf(said.text)).toContain('No message goes to the complainant.');
    await world.perform(colleague, handling.assign, { reference, assignee: colleague.personId });
    const slower = await browser.sendFrom(look.text, decide, { go: 'decide' });
    expect([slower.status, slower.text]).toEqual([409, expect.stringContaining('Not in the list.')]);
  });

  test('whom no message may reach is told to the handler, not written to', async () => {
    const complainant = { name: 'សុខ ចន្ថា', phone: '012345679', contact: { channel: 'sms', safe: false } };
    const { reference } = await aFiledCase(world, officer, { complainant });
    await world.perform(officer, handling.acknowledge, { reference });
    const asked = { go: 'check', version: '2', question: 'Which?', replyWithinWorkingDays: '5' };
    const look = await aBrowser(web).send(`/en/staff/cases/${reference}/request-information`, asked);
    expect(textOf(look.text)).toContain('the complainant said that it is not safe');
  });
});

describe('documents', () => {
  const png = Buffer.from(
    'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
    'base64',
  );

  test('staff add a photo, which comes back as a file to keep', async () => {
    const reference = await anAcknowledged();
    const path = `/en/staff/cases/${reference}/attach`;
    const agent = request.agent(web.app);
    const token = tokenIn((await agent.get(path)).text);
    const nothing = await agent.post(path).field('_csrf', token);
    expect([nothing.status, textOf(nothing.text)]).toEqual([422, expect.stringContaining('Choose a file')]);
    const wrong = await agent.post(path).field('_csrf', token).attach('file', Buffer.from('hello'), 'a.png');
    expect(textOf(wrong.text)).toContain('Files of this kind are not taken');
    const sent = await agent.post(path).field('_csrf', token).attach('file', png, 'បង្កាន់ដៃ.png');
    expect(sent.headers['location']).toBe(`/en/staff/cases/${reference}?done=attach`);
    const page = (await agent.get(`/en/staff/cases/${reference}`)).text;
    const href = /href="([^"]+\/attachments\/[^"]+)" download/.exec(page)?.[1] ?? '';
    const file = await agent.get(href);
    expect([file.status, file.headers['content-type'], file.headers['content-disposition']]).toEqual([
      200,
      'image/png',
      expect.stringMatching(/^attachment; .*filename\*=UTF-8''/),
    ]);
    expect(file.headers['x-content-type-options']).toBe('nosniff');
  });

  test('files without the token of the form, or from outside, are not taken', async () => {
    const reference = await anAcknowledged();
    const path = `/en/staff/cases/${reference}/attach`;
    const agent = request.agent(web.app);
    await agent.get(path);
    expect((await agent.post(path).attach('file', png, 'a.png')).status).toBe(403);
    web.actor = null;
    const out = await agent.post(path).set('sec-fetch-site', 'same-origin').attach('file', png, 'a.png');
    expect(out.status).toBe(401);
  });
});

test('what goes wrong on the staff side stands under the staff header, whoever asks', async () => {
  const known = await aBrowser(web).open('/en/staff/nothing-here');
  expect([known.status, known.text]).toEqual([404, expect.stringContaining('class="who__name"')]);
  expect(known.text).not.toContain('/complaints/new');
  const refused = await aBrowser(web).open('/staff/settings');
  expect([refused.status, refused.text]).toEqual([403, expect.stringContaining('desk-nav')]);
  web.actor = null;
  const stranger = await aBrowser(web).open('/en/staff/nothing-here');
  expect([stranger.status, stranger.text]).toEqual([404, expect.stringContaining('class="desk"')]);
});
