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
  atRegulator,
  committee,
  hearSession,
  keepRoster,
  notSettled,
  open,
  partiesOf,
  regulator,
  seatBench,
  signPaper,
  toCommittee,
  type Parties,
} from '../resolution/steps.ts';
import {
  findings,
  inBothLanguages,
  openChromium,
  phone,
  putInPlace,
  unfold,
  type Browsing,
} from '../support/chromium.ts';
import { aStaffWeb, type StaffWeb } from '../support/staff-web.ts';
import { everyActPage } from './dispute-acts.ts';
import { disputeJourneys, somebodyAt } from './dispute-journeys.ts';

/** Disputes in Chromium: a reviewer at the Regulator, a party on its own page, axe on every page. */
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

async function visit(seat: Seat | null, path: string, where: Page = page): Promise<void> {
  web.actor = seat === null ? null : of.actor(seat);
  await where.goto(`${browsing.base}${path}`);
}

/** Axe at 360 px, or as wide as the page stands, and a picture of it at both widths where one is wanted. */
async function look(name: string, where: Page = page): Promise<void> {
  await unfold(where);
  expect([name, await findings(where)]).toEqual([name, []]);
  await picture(name, where);
}

async function picture(name: string, where: Page): Promise<void> {
  if (screens === null) return;
  mkdirSync(screens, { recursive: true });
  const before = where.viewportSize() ?? { width: 360, height: 740 };
  for (const width of [360, 1280]) {
    await where.setViewportSize({ width, height: 800 });
    await where.screenshot({ path: `${screens}/${name}-${width}.png`, fullPage: true });
  }
  await where.setViewportSize(before);
}

const { ownPage } = somebodyAt(() => page, visit);

describe('from the first day to the last, without JavaScript', () => {
  let plain: Page;
  beforeAll(async () => {
    plain = (await browsing.visitor({ javaScriptEnabled: false })).page;
  });
  afterAll(() => plain.context().close());
  disputeJourneys(
    () => of,
    somebodyAt(
      () => plain,
      (seat, path) => visit(seat, path, plain),
    ),
  );
});

test.each([
  ['without JavaScript, on a telephone in Khmer', false],
  ['with JavaScript, in English', true],
] as const)(
  'a reviewer at the Regulator, %s: a party comes, its window and what is missing are checked, it is ruled upon',
  async (_, scripted) => {
    of.at('2026-12-07T09:00');
    const below = await toCommittee(of, contributionsComplaint());
    await notSettled(of, below);
    web.actor = of.actor('reviewer');
    const size = scripted ? { viewport: { width: 1280, height: 800 } } : {};
    const visitor = await browsing.visitor({ javaScriptEnabled: scripted, ...size });
    const its = visitor.page;
    const root = `${browsing.base}${scripted ? '/en' : ''}`;
    await its.goto(`${root}/staff/regulator/desk`);
    await its.fill('#reference', below.reference);
    await its.fill('#receipt', below.receipt);
    await its.click('main button[value=check]');
    await its.fill('#grounds', 'មិនបានបង់ភាគទានពីរឆ្នាំ។');
    await its.click('main button[value=file]');
    await its.waitForURL('**filed=**');
    const reference = /filed=([A-Z0-9-]+)/.exec(its.url())?.[1] ?? '';
    const filing = `/staff/regulator/${reference}`;
    await its.click('.govuk-back-link');
    await its.waitForURL('**/regulator');
    if (scripted) await look('filings', its);
    await its.click(`.row__link[href$="${filing}"]`);
    await its.click('#main a[href$="/acknowledge"]');
    await its.click('.govuk-button[value=do]');
    await its.waitForURL('**done=acknowledge');

    await its.goto(`${root}${filing}`);
    await its.click('main button[value=open]');
    await its.waitForURL('**done=open');
    for (const party of Object.values(await partiesOf(of, { reference, receipt: '' }, 'reviewer'))) {
      const contact = { channel: 'sms', safe: true, note: null };
      const details = { name: 'សុខ សុភា', address: 'ភ្នំពេញ', phone: '012345678', memberId: 'A123456', contact };
      good(await of.post('reviewer', `${dispute({ reference })}/parties/${party}`, details));
    }
    const state = async (typed: Readonly<Record<string, string>>) => {
      const folded = its.locator('.fold:not([open]):has([value=state]) summary');
      if (await folded.isVisible()) await folded.click();
      for (const [item, text] of Object.entries(typed)) await its.fill(`#${item}`, text);
      await its.click('main button[value=state]');
    };
    await its.reload();
    await state({ claims: 'To be paid for two years' });
    await its.waitForURL('**done=state');
    if (scripted) {
      await its.getByText('What arrived was added.').waitFor();
      await look('filing', its);
    }
    await state({ object: 'Contributions', facts: 'Two years', disputed_points: 'Which years' });
    await its.waitForURL('**done=complete');

    await its.click('a[href$="/dispute"]');
    await its.click('.do__link[href$="/screen"]');
    await its.check('input[name=finding][value=clear]', { force: true });
    await its.click('.govuk-button[value=do]');
    await its.waitForURL('**done=screen');
    await its.click('.do__link[href$="/admit"]');
    await its.click('.govuk-button[value=do]');
    await its.waitForURL('**done=admit');
    expect(at(good(await of.get('reviewer', dispute({ reference }))), 'stage')).toBe('consents');
    expect(visitor.faults).toEqual([]);

    if (scripted) {
      await its.goto(`${root}${filing}/file`);
      await look('operator-file', its);
      const khmer = [
        ['filings', '/staff/regulator?view=complete'],
        ['filing', filing],
        ['operator-file', `${filing}/file`],
        ['not-there', '/staff/regulator/nothing/there'],
      ] as const;
      for (const [name, path] of khmer) {
        await visit('reviewer', path);
        await look(`${name}-km`);
      }
    }
    await visitor.context.close();
  },
  600_000,
);

test('axe finds nothing on the page of any act of disputes and panels, in both languages', async () => {
  const picture = (name: string) => (screens === null ? Promise.resolve() : look(name));
  expect(await everyActPage({ of, web, page, base: browsing.base, picture })).toEqual([]);
}, 600_000);

describe('axe finds nothing at 360 px, in both languages', () => {
  let filed: Filed;
  let fresh: Filed;
  let bare: Filed;
  let parties: Parties;
  let session: string;
  /** One not settled; at the Regulator, one whose neutral is challenged. */
  let unsettled: Filed;
  let above: Filed;
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
    unsettled = await toCommittee(of, pensionComplaint());
    await notSettled(of, unsettled);
    const filing = await atRegulator(of, pensionComplaint());
    above = filing.filed;
    await admitWithConsents(of, above, regulator, filing.parties);
    await seatBench(of, above, regulator);
    const neutral = at(good(await of.get('reviewer', dispute(above))), 'neutrals.0.id');
    const challenged = { neutral, reason: 'They were at school together' };
    good(await of.own(above, '/dispute/challenges', challenged));
  }, 600_000);
  beforeEach(() => of.at('2026-12-14'));

  test('on the pages of disputes', async () => {
    const at3 = (of3: Filed, act = '') => file(of3, act).slice(3);
    const pages: readonly (readonly [string, Seat, string])[] = [
      ['list', 'memberA', '/staff/disputes?view=office'],
      ['hearings', 'memberB', '/staff/hearings?week=2026-12-14'],
      ['none', 'memberA', at3(bare)],
      ['fresh', 'memberA', at3(fresh)],
      ['file', 'memberB', at3(filed)],
      ['notes', 'memberB', at3(filed, `notes?session=${session}`)],
      ['offers', 'memberB', at3(filed, 'offers')],
      ['closed', 'memberA', at3(filed, 'appoint')],
      ['appeal', 'memberA', `/staff/cases/${unsettled.reference}/appeal`],
      ['dispute-regulator', 'reviewer', at3(above)],
    ];
    await page.setViewportSize({ width: 1280, height: 800 });
    for (const [name, seat, path] of pages) {
      await visit(seat, path);
      await picture(`${name}-km`, page);
      const found = await inBothLanguages(page, () => putInPlace(page, `/en${path}`));
      await picture(`${name}-en`, page);
      expect([name, found]).toEqual([name, { km: [], en: [] }]);
    }
    await page.setViewportSize(phone);
  }, 600_000);

  test.each(['km', 'en'] as const)(
    'on the own page of a party, in %s',
    async (language) => {
      const prefix = language === 'km' ? '' : '/en';
      await visit(null, `${prefix}/complaints/dispute`);
      await look(`own-key-${language}`);
      await ownPage(filed, prefix);
      await look(`own-${language}`);
    },
    600_000,
  );
});
