import { mkdirSync } from 'node:fs';
import type { Page } from 'playwright-core';
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
import {
  admitWithConsents,
  committee,
  hearSession,
  keepRoster,
  open,
  regulator,
  seatBench,
  signPaper,
  toCommittee,
  type Parties,
} from '../resolution/steps.ts';
import { findings, openChromium, tooWide, unfold, type Browsing } from '../support/chromium.ts';
import { aStaffWeb, type StaffWeb } from '../support/staff-web.ts';

/** A folder to look at the pages; none by default. */
const screens = process.env['SAMLENG_SCREENS'] ?? null;
let of: Hearing;
let web: StaffWeb;
let browsing: Browsing;
let page: Page;
const faults: string[] = [];

beforeAll(async () => {
  of = await aHearing();
  await keepRoster(of);
  web = aStaffWeb(of.world, { citizens: true });
  browsing = await openChromium(web.app);
  const visitor = await browsing.visitor();
  page = visitor.page;
  visitor.faults.push = (...each) => faults.push(...each);
}, 600_000);
afterAll(async () => {
  await browsing?.close();
  await of?.close();
});
beforeEach(() => of.at('2026-11-26'));
afterEach(() => {
  expect({ script: faults.splice(0), program: web.faults.splice(0) }).toEqual({ script: [], program: [] });
});

const file = (filed: Filed, act = '') => `/en/staff/cases/${filed.reference}/dispute${act === '' ? '' : `/${act}`}`;

async function visit(seat: Seat | null, path: string): Promise<void> {
  web.actor = seat === null ? null : of.actor(seat);
  await page.goto(`${browsing.base}${path}`);
}

const said = async () => (await page.innerText('main')).replace(/\s+/g, ' ');

type Typed = Readonly<Record<string, string>>;

/** Fills in a form as a person would, and sends it. */
async function fill(typed: Typed, send = '#action button[value="do"]'): Promise<void> {
  for (const [name, value] of Object.entries(typed)) {
    const [field] = await page.$$(`main [name="${name}"]:not([type="hidden"])`);
    const kind = (await field?.getAttribute('type')) ?? '';
    if (kind === 'radio' || kind === 'checkbox') {
      await page.check(`main [name="${name}"][value="${value}"]`, { force: true });
    } else if ((await field?.evaluate('(one) => one.tagName')) === 'SELECT') {
      await page.selectOption(`main [name="${name}"]`, value);
    } else await page.fill(`main [name="${name}"]:not([type="hidden"])`, value);
  }
  await page.click(send);
  await page.waitForLoadState();
}

/** Does one thing in a dispute on its page; answers what stands there afterwards. */
async function act(seat: Seat, filed: Filed, name: string, typed: Typed = {}): Promise<string> {
  await visit(seat, file(filed, name));
  await fill(typed);
  return said();
}

/** Opens the party's own page from the page on which it follows its complaint. */
async function ownPage(filed: Filed, language = '/en'): Promise<void> {
  await visit(null, `${language}/complaints/track`);
  await fill(filed as unknown as Typed, '#track button[value="open"]');
  await page.click('form[action$="/complaints/dispute"] button');
  await page.waitForSelector('#people');
}

/** Unfolds one of the forms on the party's own page, fills it in and sends it. */
async function ownAct(name: string, typed: Typed = {}): Promise<string> {
  const form = `form:has(button[name="go"][value="${name}"])`;
  await page.evaluate('document.querySelectorAll("details").forEach((one) => { one.open = true; })');
  await fill(typed, `${form} button[value="${name}"]`);
  return said();
}

const on = (name: string, day: string): Typed => {
  const [year = '', month = '', date = ''] = day.split('-');
  return { [`${name}.day`]: date, [`${name}.month`]: month, [`${name}.year`]: year };
};

async function codeOf(filed: Filed): Promise<string> {
  return /\d{6}/.exec((await of.lastMessage(filed.reference, 'code')).replace(filed.reference, ''))?.[0] ?? '';
}

/** A complete complaint at the Regulator after a party refused at the committee, admitted, with consents. */
async function atRegulator(complaint: object): Promise<{ filed: Filed; parties: Parties }> {
  const below = await toCommittee(of, complaint);
  const first = await open(of, below, committee);
  good(await of.post('memberA', `${dispute(below)}/screening`, { finding: 'clear' }));
  good(await of.post('memberA', `${dispute(below)}/admit`));
  good(await of.post('memberA', `${dispute(below)}/consents`, { party: first.respondent, given: false }));
  const failed = { kind: 'failed', reasons: 'ភាគីបដិសេធ', failedPoints: ['ទាំងអស់'] };
  good(await of.post('memberA', `${dispute(below)}/outcome`, failed));
  good(await of.post('memberA', `${dispute(below)}/issue`));
  const appeal = good(await of.own(below, '/appeal', { reason: 'សុំផ្សះផ្សា' }), 201);
  const filed = { reference: at(appeal, 'reference'), receipt: below.receipt };
  good(await of.post('reviewer', `/cases/${filed.reference}/acknowledge`));
  const parties = await open(of, filed, regulator);
  const details = { name: 'ប.ស.ស.', address: 'ភ្នំពេញ', phone: '023 111 222' };
  good(await of.post('reviewer', `${dispute(filed)}/parties/${parties.respondent}`, details));
  const items = { object: 'ក', facts: 'ខ', claims: 'គ', disputed_points: 'ឃ' };
  good(await of.post('reviewer', `${dispute(filed)}/statement`, { items }));
  await admitWithConsents(of, filed, regulator, parties);
  return { filed, parties };
}

test('a member against an employer: invited, heard, agreed, signed by code and on paper, issued, done', async () => {
  const filed = await toCommittee(of, contributionsComplaint());
  const parties = await open(of, filed, committee);
  await admitWithConsents(of, filed, committee, parties);
  await seatBench(of, filed, committee);
  of.at('2026-12-02');
  const set = { ...on('on', '2026-12-10'), startsAt: '09:00', endsAt: '11:00', room: 'Room 1' };
  expect(await act('memberB', filed, 'schedule', set)).toContain('10 December 2026, 09:00 – 11:00');
  await ownPage(filed);
  expect(await said()).toContain('Both sides are heard at meetings.');
  await page.click('button[name="answer"][value="coming"]');
  expect(await said()).toContain('You said that you will come.');
  expect(await ownAct('offer', { text: 'Half now, half in March' })).toContain(
    'Your offer lies with those who hear you.',
  );
  await look('own-sessions');
  await visit('memberB', file(filed));
  expect(await said()).toContain('Says it will come');
  await visit('memberB', file(filed, 'offers'));
  expect(await said()).toContain('Half now, half in March');
  const session = at(good(await of.get('memberB', dispute(filed))), 'sessions.0.id');
  of.at('2026-12-10');
  const came = { [`came.${parties.claimant}`]: 'yes', [`came.${parties.respondent}`]: 'yes' };
  await act('memberB', filed, `hold?session=${session}`, came);
  await act('memberB', filed, `minutes?session=${session}`, { text: 'Both sides came.' });
  await act('memberB', filed, `approve-minutes?session=${session}`, { party: parties.respondent });
  await ownPage(filed);
  expect(await ownAct('approve', { sure: 'yes' })).toContain('You approved the minutes.');
  const term = {
    kind: 'agreement',
    'terms.0.text': 'Pay six months of contributions',
    'terms.0.amountKhr': '2,400,000',
    ...on('terms.0.dueOn', '2026-12-30'),
  };
  expect(await act('memberB', filed, 'outcome', term)).toContain('The terms wait for signatures');
  await ownPage(filed);
  expect(await ownAct('code')).toContain('A code was sent to your telephone.');
  const wrong = await ownAct('sign', { code: '12', sure: 'yes' });
  expect(wrong).toContain('The code is not right.');
  expect(await ownAct('sign', { code: await codeOf(filed), sure: 'yes' })).toContain('You signed.');
  const paper = { party: parties.respondent, readAloud: 'yes' };
  await act('memberA', filed, 'sign-paper', paper);
  expect(await act('memberB', filed, 'sign-paper', paper)).toContain('The office has to issue the outcome.');
  expect(await act('memberA', filed, 'issue')).toContain('What was agreed has to be done.');
  const obligation = at(good(await of.get('memberA', dispute(filed))), 'obligations.0.id');
  await act('memberA', filed, `report-obligation?obligation=${obligation}`, { evidence: 'Receipt 45' });
  await ownPage(filed);
  await look('own-obligations');
  expect(await ownAct('obligation', { done: 'yes' })).toContain('This dispute is over.');
}, 600_000);

test('a member against the fund: not settled, an officer files with the Regulator, an award after conciliation failed', async () => {
  const below = await toCommittee(of, pensionComplaint());
  const first = await open(of, below, committee);
  await admitWithConsents(of, below, committee, first);
  await seatBench(of, below, committee);
  of.at('2026-12-02');
  await hearSession(of, below, committee, first, '2026-12-10T14:00');
  const failed = { kind: 'failed', reasons: 'No agreement', failedPoints: 'The years counted' };
  await act('memberB', below, 'outcome', failed);
  expect(await act('memberA', below, 'issue')).toContain('Last day to go to the Regulator');
  await visit('memberA', `/en/staff/cases/${below.reference}/appeal`);
  expect(await said()).toContain('In time: the party may go to the Regulator until 26 January 2027.');
  await look('appeal');
  await fill({ grounds: 'The pension is computed from too few years.' });
  const reference = (await said()).match(/SS-26-\d{7}-\d/g)?.at(-1) ?? '';
  const filed = { reference, receipt: below.receipt };
  good(await of.post('reviewer', `/cases/${reference}/acknowledge`));
  expect(await act('reviewer', filed, 'open', { mode: 'conciliation', panelSize: '1' })).toContain(
    'Still missing (Decision 017)',
  );
  const parties = { claimant: '', respondent: '' };
  for (const party of at<{ id: string; side: 'claimant' | 'respondent' }[]>(
    good(await of.get('reviewer', dispute(filed))),
    'parties',
  )) {
    parties[party.side] = party.id;
  }
  const known = { name: 'NSSF', address: 'Phnom Penh', phone: '023 111 222' };
  await act('reviewer', filed, `change-party?party=${parties.respondent}`, known);
  await ownPage(filed);
  const items = { object: 'Pension', facts: 'Worked 20 years', claims: 'Compute anew', disputed_points: 'The years' };
  expect(await ownAct('state', items)).toContain('It was added to your complaint.');
  await visit('reviewer', file(filed));
  expect(await said()).toContain('Complete by the list of Decision 017.');
  await look('dispute-regulator');
  await admitWithConsents(of, filed, regulator, parties);
  await seatBench(of, filed, regulator);
  of.at('2026-12-16');
  await hearSession(of, filed, regulator, parties, '2026-12-24T09:00');
  await act('conciliator1', filed, 'outcome', failed);
  await act('reviewer', filed, 'issue');
  // By agreement, on signed paper, to arbitration before another neutral.
  await act('reviewer', filed, 'open', { mode: 'arbitration', panelSize: '1', byAgreement: 'yes' });
  await act('reviewer', filed, 'screen', { finding: 'clear' });
  await act('reviewer', filed, 'admit');
  for (const party of Object.values(await again(filed))) {
    await act('reviewer', filed, 'consent', { party, given: 'yes', way: 'paper', agreementSigned: 'yes' });
  }
  const arbitration = { registrar: 'reviewer', neutrals: ['conciliator4'] } as const;
  await seatBench(of, filed, arbitration);
  of.at('2027-01-04');
  const sides = await again(filed);
  await hearSession(of, filed, arbitration, sides, '2027-01-13T09:00');
  const award = {
    kind: 'award',
    'terms.0.text': 'Pay what is missing',
    ...on('terms.0.dueOn', '2027-01-29'),
    reasons: 'Twenty years are proven.',
  };
  await act('conciliator4', filed, 'outcome', award);
  await act('conciliator4', filed, 'sign-own');
  expect(await act('reviewer', filed, 'issue')).toContain('An award may be opposed until 21 January 2027');
  await ownPage(filed);
  expect(await ownAct('oppose', { reason: 'One year is missing' })).toContain('The matter went to court.');
}, 600_000);

/** The parties of the dispute that is open now. */
async function again(filed: Filed): Promise<Parties> {
  const parties = at<{ id: string; side: string }[]>(good(await of.get('reviewer', dispute(filed))), 'parties');
  const side = (name: string) => parties.find((party) => party.side === name)?.id ?? '';
  return { claimant: side('claimant'), respondent: side('respondent') };
}

test('an employer objects to a fine: more time by joint request, a challenge sustained, failed, to court', async () => {
  const objection = {
    programme: 'SS-OR-PRI',
    category: 'EMP-OBJ',
    complainant: { name: 'ក្រុមហ៊ុន ខ', phone: '012 777 666', address: 'ភ្នំពេញ' },
  };
  const { filed, parties } = await atRegulator(pensionComplaint(objection));
  const limit = at(good(await of.get('reviewer', dispute(filed))), 'limit.at').slice(0, 10);
  const past = await act('reviewer', filed, 'extend', { party: parties.respondent, ...on('until', '2027-06-01') });
  expect(past).toContain('No extension passes');
  expect(await act('reviewer', filed, 'extend', { party: parties.respondent, ...on('until', limit) })).toContain(
    'More time asked for',
  );
  await ownPage(filed);
  expect(await ownAct('extend', on('until', limit))).toContain('Every side asked for it: the time is extended.');
  await seatBench(of, filed, regulator);
  await ownPage(filed);
  const neutral = at(good(await of.get('reviewer', dispute(filed))), 'neutrals.0.id');
  expect(await ownAct('challenge', { neutral, reason: 'They were at school together' })).toContain(
    'Somebody else will decide on it.',
  );
  const challenge = at(good(await of.get('reviewer', dispute(filed))), 'challenges.0.id');
  await visit('reviewer2', file(filed, `decide-challenge?challenge=${challenge}`));
  expect(await said()).toContain('They were at school together');
  await look('decide-challenge');
  await fill({ sustained: 'yes', reasons: 'Well founded' });
  expect(await said()).toContain('Left: challenged with success');
  const next = { registrar: 'reviewer', neutrals: ['conciliator2'] } as const;
  await visit('reviewer', file(filed, 'appoint'));
  expect(await said()).not.toContain('name of conciliator1');
  await look('appoint');
  await seatBench(of, filed, next);
  of.at('2026-12-02');
  await hearSession(of, filed, next, parties, '2026-12-11T14:00');
  const failed = { kind: 'failed', reasons: 'No agreement', failedPoints: 'The fine' };
  await act('conciliator2', filed, 'outcome', failed);
  await act('reviewer', filed, 'issue');
  const court = await act('reviewer', filed, 'court', { workplace: '120101', text: 'The fine' });
  expect(court).toContain('With the court');
  expect(court).toMatch(/Referred: Court.*Venue: Phnom Penh/);
}, 600_000);

/** Axe at 360 px in both languages of the page that is open, and a picture of it at both widths where one is wanted. */
async function look(name: string): Promise<void> {
  await unfold(page);
  expect([name, await findings(page)]).toEqual([name, []]);
  await picture(name);
}

async function picture(name: string): Promise<void> {
  if (screens === null) return;
  mkdirSync(screens, { recursive: true });
  for (const width of [360, 1280]) {
    await page.setViewportSize({ width, height: 800 });
    await page.screenshot({ path: `${screens}/${name}-${width}.png`, fullPage: true });
  }
  await page.setViewportSize({ width: 360, height: 740 });
}

describe('axe finds nothing at 360 px, in both languages', () => {
  let filed: Filed;
  let fresh: Filed;
  let bare: Filed;
  let parties: Parties;
  let session: string;
  beforeAll(async () => {
    of.at('2026-11-26');
    bare = await toCommittee(of, contributionsComplaint());
    fresh = await toCommittee(of, contributionsComplaint());
    await open(of, fresh, committee);
    filed = await toCommittee(of, contributionsComplaint());
    parties = await open(of, filed, committee);
    await admitWithConsents(of, filed, committee, parties);
    await seatBench(of, filed, committee);
    of.at('2026-12-02');
    await hearSession(of, filed, committee, parties, '2026-12-14T14:00');
    const alone = {
      kind: 'separate',
      party: parties.claimant,
      means: 'video',
      room: null,
      link: 'https://meet.example/abc',
      startsAt: '2026-12-23T09:00:00+07:00',
      endsAt: '2026-12-23T10:00:00+07:00',
    };
    session = at(good(await of.post('memberB', `${dispute(filed)}/sessions`, alone)), 'session');
    const terms = [{ debtor: parties.respondent, creditor: parties.claimant, text: 'បង់', dueOn: '2026-12-30' }];
    const agreed = good(await of.post('memberB', `${dispute(filed)}/outcome`, { kind: 'agreement', terms }));
    await signPaper(of, filed, ['memberA', 'memberB'], parties.respondent, at(agreed, 'hash'));
  }, 600_000);
  beforeEach(() => of.at('2026-12-14'));

  test.each(['km', 'en'] as const)(
    '%s',
    async (language) => {
      const prefix = language === 'km' ? '' : '/en';
      const at3 = (of3: Filed, act = '') => `${prefix}${file(of3, act).slice(3)}`;
      const pages: readonly (readonly [string, Seat, string])[] = [
        ['list', 'memberA', `${prefix}/staff/disputes?view=office`],
        ['hearings', 'memberB', `${prefix}/staff/hearings?week=2026-12-14`],
        ['none', 'memberA', at3(bare)],
        ['open', 'memberA', at3(bare, 'open')],
        ['fresh', 'memberA', at3(fresh)],
        ['state', 'memberA', at3(fresh, 'state')],
        ['add-party', 'memberA', at3(fresh, 'add-party')],
        ['request-more', 'memberA', at3(fresh, 'request-more')],
        ['file', 'memberB', at3(filed)],
        ['serve', 'memberB', at3(filed, `serve?session=${session}`)],
        ['notes', 'memberB', at3(filed, `notes?session=${session}`)],
        ['offers', 'memberB', at3(filed, 'offers')],
        ['outcome', 'memberB', at3(filed, 'outcome')],
        ['sign-paper', 'memberB', at3(filed, 'sign-paper')],
        ['closed', 'memberA', at3(filed, 'appoint')],
      ];
      for (const [name, seat, path] of pages) {
        await visit(seat, path);
        await look(`${name}-${language}`);
        await page.setViewportSize({ width: 1280, height: 800 });
        expect([name, await tooWide(page)]).toEqual([name, []]);
        await page.setViewportSize({ width: 360, height: 740 });
      }
      await visit(null, `${prefix}/complaints/dispute`);
      await look(`own-key-${language}`);
      await ownPage(filed, prefix);
      await look(`own-${language}`);
    },
    600_000,
  );
});
