import request from 'supertest';

import {
  aHearing,
  at,
  contributionsComplaint,
  dispute,
  good,
  pensionComplaint,
  type Filed,
  type Hearing,
  type Seat,
} from '../resolution/hearing.ts';
import { keepRoster, notSettled, toCommittee } from '../resolution/steps.ts';
import { aBrowser, hiddenIn, textOf, tokenIn, unescaped } from '../support/staff-agent.ts';
import { aStaffWeb, type StaffWeb } from '../support/staff-web.ts';
import { on, type Fields } from './dispute-pages.ts';
import { inOtherLanguage } from './other-language.ts';

/** A filing comes to the Regulator: by the window, item by item, until the statutory time runs. */
let of: Hearing;
let web: StaffWeb;
let browser: ReturnType<typeof aBrowser>;
beforeAll(async () => {
  of = await aHearing();
  await keepRoster(of);
  web = aStaffWeb(of.world, { citizens: true });
  browser = aBrowser(web);
});
beforeEach(() => {
  of.at('2026-12-07T09:00');
  web.actor = of.actor('reviewer');
});
afterAll(() => of.close());

const desk = '/en/staff/regulator/desk';
const open = (seat: Seat, path: string) => {
  web.actor = of.actor(seat);
  return browser.open(path);
};
const shown = ({ reference, receipt }: Filed) => ({ reference, receipt });

test('nothing there yet is said kindly, in both languages, to those at the Regulator alone', async () => {
  expect(textOf((await aBrowser(web).open('/en/staff/regulator')).text)).toContain('No filing waits to be looked at');
  expect(textOf((await aBrowser(web).open('/staff/regulator?view=all')).text)).toContain('គ្មានបណ្តឹងកំពុងដំណើរការទេ');
  web.actor = of.actor('memberA');
  expect((await aBrowser(web).open('/en/staff/regulator')).status).toBe(403);
  web.actor = of.actor('conciliator1');
  const seen = await aBrowser(web).open('/en/staff/regulator');
  expect([seen.status, seen.text.includes('/staff/regulator/desk')]).toEqual([200, false]);
  expect((await aBrowser(web).open(desk)).status).toBe(403);
});

test('at the branch too, which is level one as well: taken and sent back down, at the desk, by the party and through the API', async () => {
  const browser = aBrowser(web);
  const filed = await of.file(contributionsComplaint());
  const checked = await browser.send(desk, { ...shown(filed), go: 'check' });
  expect(textOf(checked.text)).toContain('Too early: the operator has until');
  const answer = await of.own(filed, '/appeal', { reason: 'By API' });
  expect([answer.status, answer.body]).toEqual([202, expect.objectContaining({ sentBack: true })]);
  const page = await browser.send('/complaints/track', { ...shown(filed), go: 'appeal', reasons: 'តាមទំព័រ' });
  expect(textOf(page.text)).toContain(`វារក្សាទុកជាមួយពាក្យបណ្តឹង ${filed.reference} មិនបាត់ទេ។`);
  const messages = (await of.get('branch', `/cases/${filed.reference}/messages`)).text;
  expect(['By API', 'តាមទំព័រ'].every((text) => messages.includes(text))).toBe(true);
});

test('too early goes back to the operator, and the case says so; not settled opens the window; complete starts the time', async () => {
  const browser = aBrowser(web);
  const below = await toCommittee(of, contributionsComplaint());
  const wrong = await browser.send(desk, { reference: below.reference, receipt: '1111-2222-3333-4444', go: 'check' });
  expect([wrong.status, textOf(wrong.text)]).toEqual([404, expect.stringContaining('do not belong together')]);
  const early = await browser.send(desk, { ...shown(below), go: 'check' });
  expect(textOf(early.text)).toContain('Too early: the operator has until');
  expect(early.text).not.toContain('value="file"');
  const wordless = await browser.send(desk, { ...shown(below), go: 'back' });
  expect([wordless.status, textOf(wordless.text)]).toEqual([422, expect.stringContaining('Too early')]);
  const back = await browser.send(desk, { ...shown(below), go: 'back', grounds: 'They do not answer.' });
  expect(textOf((await browser.open(String(back.headers['location']))).text)).toContain(
    'was sent back to the operator',
  );
  expect((await of.get('memberA', `/cases/${below.reference}/timeline`)).text).toContain('regulator.filed_too_early');
  expect((await of.get('memberA', `/cases/${below.reference}/messages`)).text).toContain('They do not answer.');
  const stubborn = await browser.send(desk, { ...shown(below), go: 'file', grounds: 'x' });
  expect(stubborn.status).toBe(409);

  const ownPage = await browser.send('/en/complaints/track', shown(below));
  expect(textOf(ownPage.text)).toContain('the office that has your complaint has until 6 January 2027 to settle');
  const own = { ...shown(below), go: 'appeal' };
  const said = await browser.send('/complaints/track', { ...own, reasons: '' });
  expect([said.status, said.text.includes('href="#reasons"')]).toEqual([422, true]);
  const taken = await browser.send('/en/complaints/track', { ...own, reasons: 'Nobody answers me.' });
  expect([taken.status, textOf(taken.text)]).toEqual([
    200,
    expect.stringMatching(
      /We have what you wrote\. .*sent back down to: .*Committee.* kept with your complaint SS-.* ends on 6 January 2027\. If it is not settled/,
    ),
  ]);
  expect((await of.get('memberA', `/cases/${below.reference}/messages`)).text).toContain('Nobody answers me.');

  await notSettled(of, below);
  good(await of.post('memberA', `/cases/${below.reference}/note`, { text: 'between ourselves' }));
  const intime = await browser.send(desk, { ...shown(below), go: 'check' });
  expect(textOf(intime.text)).toContain('In time: the complaint can be filed now.');
  const empty = await browser.send(desk, { ...shown(below), go: 'file', grounds: '' });
  expect([empty.status, textOf(empty.text)]).toEqual([422, expect.stringContaining('Write what they complain of')]);
  const late = { ...shown(below), grounds: '', lateReason: 'នៅពេទ្យ' };
  const other = await inOtherLanguage(browser, empty, late);
  expect(textOf(other)).toMatch(/ទាន់ពេល/);
  const filed = await browser.send(desk, { ...shown(below), go: 'file', grounds: 'They did not pay.' });
  const reference = /filed=(S[AS]-[0-9-]+)/.exec(String(filed.headers['location']))?.[1] ?? '';

  expect(textOf((await browser.open('/en/staff/regulator')).text)).toMatch(
    new RegExp(`${reference}.*case ${below.reference}.*Filed in time`),
  );
  const path = `/en/staff/regulator/${reference}`;
  const first = await browser.open(path);
  expect(textOf(first.text)).toMatch(/The window ends .*Certificate .*Acknowledge the case first/);
  good(await of.post('reviewer', `/cases/${reference}/acknowledge`));
  const opened = await browser.send(path, { go: 'open', panel: '1' });
  expect(opened.headers['location']).toBe(`${path}?done=open`);
  const check = await browser.open(path);
  expect(textOf(check.text)).toMatch(
    /Address of .* Missing.*Claims Missing.*The statutory time does not run yet|not run yet.*Claims Missing/,
  );

  const half = { items: ['facts'], text: 'សូមសរសេរ <១>', days: '90' };
  const refused = await browser.sendFrom(check.text, path, { go: 'ask', ...half });
  expect(refused.text).toMatch(/<details class="fold" open><summary>[^<]*<\/summary><form id="asking"/);
  expect(unescaped(await inOtherLanguage(browser, refused, half))).toMatch(/>\s*សូមសរសេរ <១><\/textarea>/);
  const asking = await browser.sendFrom(check.text, path, {
    go: 'ask',
    items: ['claims', 'facts'],
    text: 'Please write what you ask for.',
    days: '៥',
  });
  expect(asking.headers['location']).toBe(`${path}?done=ask`);
  expect(await of.lastMessage(reference, 'request')).toContain(`${reference}៖ នៅខ្វះព័ត៌មាន`);
  const asked = await browser.send('/en/complaints/dispute', { reference, receipt: below.receipt, go: 'open' });
  expect(textOf(asked.text)).toMatch(
    /Still missing Please write what you ask for\. Please give it by 14 December 2026/,
  );
  expect(textOf((await browser.open('/en/staff/regulator?view=incomplete')).text)).toContain('Asked for more until');
  const nothing = await browser.send(path, { go: 'state' });
  expect([nothing.status, textOf(nothing.text)]).toEqual([422, expect.stringContaining('Write at least one of these')]);

  const view = good(await of.get('reviewer', dispute({ reference })));
  const parties = (view.body as { parties: { id: string; name: string; kind: string }[] }).parties;
  for (const { id, name } of parties) {
    const contact = { channel: 'sms', safe: true, note: null };
    const details = { name, address: 'ភ្នំពេញ', phone: '012345678', memberId: 'A123456', contact };
    good(await of.post('reviewer', `${dispute({ reference })}/parties/${id}`, details));
  }
  const part = hiddenIn((await browser.open(path)).text);
  const some = await browser.send(path, { ...part, go: 'state', object: 'Unpaid contributions', facts: 'Two years' });
  expect(some.headers['location']).toBe(`${path}?done=state`);
  const rest = await browser.send(path, { go: 'state', claims: 'To be paid', disputed_points: 'Which years' });
  expect(rest.headers['location']).toBe(`${path}?done=complete`);
  expect(await of.lastMessage(reference, 'complete')).toContain(`${reference}៖ បណ្តឹងគ្រប់គ្រាន់ហើយ`);
  const done = await browser.open(`${path}?done=complete`);
  expect(textOf(done.text)).toMatch(
    /statutory time has started.*Complete since 7 December 2026.*Conciliation must end by/,
  );
  expect(textOf((await browser.open('/en/staff/regulator?view=complete')).text)).toContain(reference);

  const page = await browser.open(`${path}/file`);
  expect(textOf(page.text)).toMatch(/The operator's file .*Dispute settlement at the operator/);
  const kept = await browser.open(`${path}/file/download`);
  expect(kept.headers['content-disposition']).toBe(`attachment; filename=${below.reference}.html`);
  for (const { text } of [page, kept]) expect(text).not.toContain('between ourselves');
  web.actor = of.actor('conciliator2');
  expect((await aBrowser(web).open(`${path}/file`)).status).toBe(200);
  web.actor = of.actor('memberA');
  expect((await aBrowser(web).open(`${path}/file`)).status).toBe(403);
});

test('a representative files on a mandate in force, at the desk, on the party’s page or by an officer; the file asks for it', async () => {
  const browser = aBrowser(web);
  const below = await toCommittee(of, contributionsComplaint());
  await notSettled(of, below);
  const until = { 'mandateUntil.day': '31', 'mandateUntil.month': '3', 'mandateUntil.year': '2027' };
  const speaks = { represents: 'yes', speakerName: 'Ly Dara', mandateKind: 'lawyer', ...until };
  const lapsed = { ...speaks, 'mandateUntil.year': '2026' };
  const own = { ...shown(below), go: 'appeal', reasons: 'They did not pay.' };
  const refused = textOf((await browser.send('/en/complaints/track', { ...own, ...lapsed })).text);
  expect(refused).toMatch(/The mandate has ended: add a new one, or let the party file itself.*Add the paper/);
  web.actor = of.actor('memberA');
  const officer = `/staff/cases/${below.reference}/appeal`;
  const again = await aBrowser(web).send(officer, { go: 'do', grounds: 'x', ...lapsed, mandateSeen: 'yes' });
  expect([again.status, textOf(again.text)]).toEqual([422, expect.stringContaining('លិខិតប្រគល់សិទ្ធិផុតកំណត់ហើយ')]);

  web.actor = of.actor('reviewer');
  const agent = request.agent(web.app);
  const sent = { ...shown(below), go: 'file', grounds: 'They did not pay.', ...speaks };
  const token = tokenIn((await agent.get(desk)).text);
  const pending = agent.post(desk).field('_csrf', token);
  for (const [name, value] of Object.entries(sent)) void pending.field(name, value);
  const filed = await pending.attach('mandatePaper', Buffer.from('%PDF-1.7\n'), 'mandate.pdf');
  const reference = /filed=(S[AS]-[0-9-]+)/.exec(String(filed.headers['location']))?.[1] ?? '';
  good(await of.post('reviewer', `/cases/${reference}/acknowledge`));
  await browser.send(`/en/staff/regulator/${reference}`, { go: 'open', panel: '1' });
  const intake = textOf((await browser.open(`/en/staff/regulator/${reference}`)).text);
  expect(intake).toMatch(
    /By a representative of the party, on a mandate\..*Mandate of the representative of .* Missing/,
  );
  const file = await browser.open(`/en/staff/cases/${reference}/dispute`);
  expect(textOf(file.text)).toMatch(
    /Representative: Ly Dara Mandate not shown .*to 31 March 2027.*They are its lawyer/,
  );
  const paper = /href="([^"]*attachments[^"]*)"/.exec(file.text)?.[1] ?? '';
  expect((await browser.open(unescaped(paper))).headers['content-type']).toBe('application/pdf');
  const show = unescaped(/href="([^"]*show-mandate[^"]*)"/.exec(file.text)?.[1] ?? '');
  const page = await browser.open(show);
  const from = { 'validFrom.day': '1', 'validFrom.month': '12', 'validFrom.year': '2026' };
  const done = await browser.sendFrom(page.text, show, { go: 'do', kind: 'lawyer', ...from });
  expect(done.headers['location']).toContain('done=show-mandate');
  const seen = textOf((await browser.open(`/en/staff/cases/${reference}/dispute`)).text);
  expect(seen).toContain('Representative: Ly Dara Mandate in force');
});

test('late is taken with its reason, shown as late, and says that nobody has excused it', async () => {
  const browser = aBrowser(web);
  const below = await toCommittee(of, contributionsComplaint());
  await notSettled(of, below);
  of.at('2027-04-01T09:00');
  const late = await browser.send(desk, { ...shown(below), go: 'check' });
  expect(textOf(late.text)).toContain('Late: the thirty working days are over.');
  const without = await browser.send(desk, { ...shown(below), go: 'file', grounds: 'They did not pay.' });
  expect([without.status, textOf(without.text)]).toEqual([422, expect.stringContaining('Write why it comes late')]);
  const filed = await browser.send(desk, { ...shown(below), go: 'file', grounds: 'x', lateReason: 'In hospital' });
  const reference = /filed=(S[AS]-[0-9-]+)/.exec(String(filed.headers['location']))?.[1] ?? '';
  const page = textOf((await browser.open(`/en/staff/regulator/${reference}`)).text);
  expect(page).toMatch(/Filed late, with a reason.*In hospital.*Nobody has excused/);
  good(await of.post('reviewer', `/cases/${reference}/acknowledge`));
  good(await of.post('reviewer', dispute({ reference }), { mode: 'conciliation', panelSize: 1 }));
  good(await of.post('reviewer', `${dispute({ reference })}/late-filing`, { reason: 'Illness is proven' }));
  const excused = textOf((await browser.open(`/en/staff/regulator/${reference}`)).text);
  expect(excused).toMatch(/Excused by .*Illness is proven/);
});

test('the way of a complaint says truly why a body below was left out: it begins higher up, or its office is named', async () => {
  const browser = aBrowser(web);
  const track = async (complaint: object) =>
    textOf((await browser.send('/en/complaints/track', shown(await of.file(pensionComplaint(complaint))))).text);
  const [named, higher] = ['because it is named in the complaint', 'your complaint began higher up'];
  const payment = await track({ programme: 'FP-PWC', category: 'PAY-NOT' });
  expect([payment.includes(named), payment.includes(higher)]).toEqual([false, true]);
  const about = [{ kind: 'office', office: '120101' }];
  const card = await track({ programme: 'IDPOOR', category: 'CRD-NIS', place: '120101', about });
  expect([card.includes(named), card.includes(higher)]).toEqual([true, false]);
});

describe('the roster of neutrals', () => {
  const entry = (seat: Seat) => `/en/staff/neutrals/${of.id[seat]}`;
  const keep = async (seat: Seat, whom: Seat, fields: Fields) => {
    const shown = await open(seat, entry(whom));
    return browser.sendFrom(shown.text, entry(whom), { go: 'do', sets: '1', ...fields });
  };
  const fit: Fields = {
    active: 'yes',
    modes: ['conciliation', 'mediation'],
    competences: ['PAY-NOT'],
    languages: ['km'],
    place: 'ភ្នំពេញ',
  };

  test('whoever keeps disputes puts colleagues on it, with matters, place, languages and absences', async () => {
    of.at('2027-03-01');
    const before = await open('nsafBoss', '/en/staff/neutrals');
    expect(textOf(before.text)).toMatch(/Not on the roster.*name of nsafBoss Put on the roster/);
    const wrong = await keep('nsafBoss', 'nsafBoss', {
      ...fit,
      place: 'Atlantis',
      ...on('absences.0.from', '2027-03-09'),
      ...on('absences.0.to', '2027-03-01'),
    });
    expect([wrong.status, textOf(wrong.text)]).toEqual([422, expect.stringContaining('There is no such place')]);
    const turned = await keep('nsafBoss', 'nsafBoss', {
      ...fit,
      ...on('absences.0.from', '2027-03-09'),
      ...on('absences.0.to', '2027-03-01'),
    });
    expect([turned.status, textOf(turned.text)]).toEqual([
      422,
      expect.stringContaining('An absence ends before it begins'),
    ]);
    expect((await keep('nsafBoss', 'nsafBoss', { ...fit, modes: [] })).status).toBe(422);
    const kept = await keep('nsafBoss', 'nsafBoss', {
      ...fit,
      ...on('absences.0.from', '2027-03-01'),
      ...on('absences.0.to', '2027-03-09'),
    });
    expect([kept.status, kept.headers['location']]).toEqual([303, '/en/staff/neutrals?done=saved']);
    const listed = textOf((await open('nsafBoss', '/en/staff/neutrals?done=saved')).text);
    expect(listed).toContain('The roster is changed.');
    expect(listed).toMatch(
      /name of nsafBoss.*Conciliation, mediation.*Not paid.*Khmer.*Phnom Penh.*Sits in 0 disputes now.*Away until 9 March 2027/i,
    );
    const again = await open('nsafBoss', entry('nsafBoss'));
    expect(again.text).toMatch(/name="competences" type="checkbox" value="PAY-NOT" checked/);
  });

  test('one of another office is read, not changed; the Regulator changes any; who is suspended is not suggested', async () => {
    expect((await open('memberA', entry('nsafBoss'))).status).toBe(404);
    expect((await open('conciliator1', entry('nsafBoss'))).status).toBe(403);
    expect((await open('conciliator1', '/en/staff/neutrals')).text).not.toContain(entry('nsafBoss'));
    expect((await keep('reviewer', 'nsafBoss', { ...fit, place: '', active: 'no' })).status).toBe(303);
    const khmer = textOf((await open('reviewer', '/staff/neutrals')).text);
    expect(khmer).toMatch(/name of nsafBoss.*គ្រប់ទីកន្លែង.*ផ្អាក/);
    expect(khmer).not.toMatch(/undefined|\{\w+\}|Suspended/);
    const items = at<{ person: string; active: boolean; load: number }[]>(
      good(await of.get('nsaf', '/neutrals')),
      'items',
    );
    expect(items.find((each) => each.person === of.id.nsafBoss)).toMatchObject({
      active: false,
      load: 0,
      absences: [],
    });
  });
});
