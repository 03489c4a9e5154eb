import { mkdirSync } from 'node:fs';
import pg from 'pg';
import type { Page } from 'playwright-core';
import { inviteAgain } from '../../src/access/index.ts';
import { escalateCase, handling } from '../../src/escalation/index.ts';
import type { Role, StaffActor } from '../../src/kernel/actor.ts';
import { sweepMailRoom } from '../../src/notifications/index.ts';
import { aStaffActor } from '../access/members.ts';
import { aMailRoom, log } from '../notifications/mail-room-world.ts';
import { findings, openChromium, tooWide, unfold, type Browsing } from '../support/chromium.ts';
import { aFiledCase, aFullCase } from '../support/staff-cases.ts';
import { aStaffWeb } from '../support/staff-web.ts';
import type { StaffWeb } from '../support/staff-web.ts';
import { aWorld } from '../support/world.ts';
import type { World } from '../support/world.ts';

const day = 86_400_000;
/** A folder to look at the pages; none by default. */
const screens = process.env['SAMLENG_SCREENS'] ?? null;

let world: World;
let web: StaffWeb;
let browsing: Browsing;
let base: string;
let fresh: string;
let full: string;
let taken: string;
/** Of somebody whose name is kept secret. */
let hidden: string;
let invitation: string;
let long: string;
const people = new Map<Role, StaffActor>();

beforeAll(async () => {
  world = await aWorld();
  await nameOffice(
    '1201',
    'ការិយាល័យដែលមានឈ្មោះវែង '.repeat(13).slice(0, 300),
    'Office-with-a-very-long-name '.repeat(11).slice(0, 300),
  );
  web = aStaffWeb(world);
  const offices: readonly (readonly [Role, string])[] = [
    ['commune_officer', '120101'],
    ['counter_officer', '120101'],
    ['district_officer', '1201'],
    ['administrator', 'NSAF'],
    ['policy_reviewer', 'GS-NSPC'],
    ['privacy_officer', 'NSAF'],
    ['auditor', 'NSAF'],
    ['analyst', 'NSAF'],
    ['regulator_reviewer', 'SSR'],
  ];
  for (const [role, office] of offices) people.set(role, await aStaffActor(world, role, office));
  const officer = person('commune_officer');
  full = await aFullCase(world, officer);
  const categories = ['CRD-EXP', 'CRD-LST', 'DAT-COR', 'CRD-NIS'];
  for (const category of categories) {
    const isHidden = category === 'DAT-COR';
    const filed = await aFiledCase(world, officer, { category, ...(isHidden ? { identity: 'confidential' } : {}) });
    if (isHidden) hidden = filed.reference;
    world.clock.advance(4 * day);
  }
  fresh = (await aFiledCase(world, officer)).reference;
  long = (await aFiledCase(world, officer)).reference;
  await world.perform(officer, escalateCase, { reference: long, reason: 'មិនអាចដោះស្រាយ' });
  taken = (await aFiledCase(world, officer)).reference;
  await world.perform(officer, handling.acknowledge, { reference: taken });
  invitation = (await world.perform(person('administrator'), inviteAgain, { personId: person('analyst').personId }))
    .token;
  await sweepMailRoom(aMailRoom(), { perform: world.perform, log });
  browsing = await openChromium(web.app);
  base = browsing.base;
}, 600_000);

afterAll(async () => {
  await browsing?.close();
  await world?.close();
});

/** Behind the wall, before the reference data is read: what an import of odd data would bring. */
async function nameOffice(code: string, km: string, en: string): Promise<void> {
  const owner = new pg.Client({ connectionString: world.ownerUrl });
  await owner.connect();
  await owner.query('update office set name_km = $2, name_en = $3 where code = $1', [code, km, en]);
  await owner.end();
}

function person(role: Role): StaffActor {
  const found = people.get(role);
  if (!found) throw new Error(`nobody is ${role}`);
  return found;
}

const pages: readonly (readonly [name: string, role: Role | null, path: () => string])[] = [
  ['sign-in', null, () => '/staff/sign-in'],
  ['account', 'commune_officer', () => '/staff/account'],
  ['work-list', 'commune_officer', () => '/staff?status='],
  ['work-list-filter', 'commune_officer', () => '/staff?programme=IDPOOR&status=filed'],
  ['work-list-empty', 'commune_officer', () => '/staff?view=mine&severity=S1'],
  ['case-fresh', 'commune_officer', () => `/staff/cases/${fresh}`],
  ['case-full', 'commune_officer', () => `/staff/cases/${full}`],
  ['acknowledge', 'commune_officer', () => `/staff/cases/${fresh}/acknowledge`],
  ['assign', 'commune_officer', () => `/staff/cases/${fresh}/assign`],
  ['transfer', 'commune_officer', () => `/staff/cases/${fresh}/transfer`],
  ['mark-protected', 'commune_officer', () => `/staff/cases/${fresh}/mark-protected`],
  ['fulfil-remedy', 'commune_officer', () => `/staff/cases/${full}/fulfil-remedy`],
  ['decide-closed', 'commune_officer', () => `/staff/cases/${full}/decide`],
  ['break-glass', 'commune_officer', () => `/staff/cases/${fresh}/break-glass`],
  ['decide', 'commune_officer', () => `/staff/cases/${taken}/decide`],
  ['note', 'commune_officer', () => `/staff/cases/${taken}/note`],
  ['attach', 'commune_officer', () => `/staff/cases/${taken}/attach`],
  ['reply', 'commune_officer', () => `/staff/cases/${taken}/reply`],
  ['request-information', 'commune_officer', () => `/staff/cases/${taken}/request-information`],
  ['escalate', 'commune_officer', () => `/staff/cases/${taken}/escalate`],
  ['withdraw', 'commune_officer', () => `/staff/cases/${taken}/withdraw`],
  ['link', 'commune_officer', () => `/staff/cases/${taken}/link`],
  ['close', 'commune_officer', () => `/staff/cases/${full}/close`],
  ['reopen', 'commune_officer', () => `/staff/cases/${full}/reopen`],
  ['identity', 'commune_officer', () => `/staff/cases/${hidden}/identity`],
  ['disputes', 'regulator_reviewer', () => '/staff/disputes'],
  ['hearings', 'regulator_reviewer', () => '/staff/hearings'],
  ['neutrals', 'regulator_reviewer', () => '/staff/neutrals'],
  ['neutral', 'regulator_reviewer', () => `/staff/neutrals/${person('regulator_reviewer').personId}`],
  ['regulator', 'regulator_reviewer', () => '/staff/regulator'],
  ['regulator-desk', 'regulator_reviewer', () => '/staff/regulator/desk'],
  ['holds', 'privacy_officer', () => '/staff/holds'],
  ['sensitive-access', 'auditor', () => '/staff/sensitive-access'],
  ['verification', 'auditor', () => '/staff/ledger/verification'],
  ['intake', 'counter_officer', () => '/staff/intake'],
  ['to-tell', 'commune_officer', () => '/staff/to-tell'],
  ['watched', 'policy_reviewer', () => '/staff/watched'],
  ['emergency', 'privacy_officer', () => '/staff/emergency-access'],
  ['outbox', 'administrator', () => '/staff/outbox'],
  ['outbox-problems', 'administrator', () => '/staff/outbox?view=problems'],
  ['people', 'administrator', () => '/staff/people'],
  ['invite', 'administrator', () => '/staff/people/invite'],
  ['person', 'administrator', () => `/staff/people/${person('analyst').personId}`],
  ['settings', 'administrator', () => '/staff/settings'],
  ['ledger', 'auditor', () => '/staff/ledger'],
  ['invitation', null, () => `/staff/invitation/${invitation}`],
  ['long-names', 'district_officer', () => '/staff'],
  ['long-names-case', 'district_officer', () => `/staff/cases/${long}`],
];

describe.each(['km', 'en'] as const)('axe finds nothing, in %s', (language) => {
  const prefix = language === 'km' ? '' : '/en';
  let page: Page;
  let faults: string[];

  beforeAll(async () => {
    ({ page, faults } = await browsing.visitor());
  });

  afterAll(() => page.context().close());

  test.each(pages)(
    '%s',
    async (name, role, path) => {
      web.actor = role === null ? null : person(role);
      await page.setViewportSize({ width: 360, height: 800 });
      await page.goto(`${base}${prefix}${path()}`);
      if (web.faults.length > 0) throw web.faults.splice(0)[0];
      if (await page.$('.problem')) throw new Error(`${path()} is not for ${role}`);
      if (screens !== null) {
        mkdirSync(screens, { recursive: true });
        for (const width of [360, 1280]) {
          await page.setViewportSize({ width, height: 800 });
          await page.screenshot({ path: `${screens}/${name}-${language}-${width}.png`, fullPage: true });
        }
        await page.setViewportSize({ width: 360, height: 800 });
      }
      await unfold(page);
      const narrow = await findings(page);
      await page.setViewportSize({ width: 1280, height: 800 });
      expect({ narrow, wide: await tooWide(page), faults: faults.splice(0) }).toEqual({
        narrow: [],
        wide: [],
        faults: [],
      });
    },
    60_000,
  );
});

/** The sheets that printing would take, in millimetres. */
async function paper(page: Page): Promise<readonly { readonly width: number; readonly height: number }[]> {
  const pdf = (await page.pdf({ preferCSSPageSize: true })).toString('latin1');
  const boxes = [...pdf.matchAll(/\/MediaBox \[0 0 ([\d.]+) ([\d.]+)\]/g)];
  const inMillimetres = (points: string | undefined) => Math.round((Number(points) / 72) * 25.4);
  return boxes.map(([, width, height]) => ({ width: inMillimetres(width), height: inMillimetres(height) }));
}

test('from the screen of intake to the receipt by keyboard alone, and axe finds nothing on the way', async () => {
  web.actor = person('counter_officer');
  const context = await browsing.browser.newContext({ viewport: { width: 1280, height: 900 } });
  const page = await context.newPage();
  await page.goto(`${base}/en/staff/intake`);
  await page.focus('#programme');
  await page.keyboard.type('Identification');
  await page.keyboard.press('Tab');
  await page.keyboard.type('Card lost');
  await page.keyboard.press('Tab');
  await page.keyboard.press('Tab');
  await page.keyboard.type('My card was lost in the flood');
  await page.focus('#complainant-name');
  await page.keyboard.type('Sok Sophea');
  // Enter in a field sends the form the way its first button does: to the read-back.
  await page.keyboard.press('Enter');
  await page.waitForSelector('.script__consent');
  const look = async (name: string) => {
    if (screens !== null) await page.screenshot({ path: `${screens}/${name}-en-1280.png`, fullPage: true });
    expect(await findings(page)).toEqual([]);
  };
  await look('intake-check');
  await page.focus('#consent');
  await page.keyboard.press('Space');
  await page.keyboard.press('Tab');
  await page.keyboard.press('Enter');
  await page.waitForSelector('.slip');
  await look('intake-filed');
  await page.emulateMedia({ media: 'print' });
  expect(await page.isVisible('.desk')).toBe(false);
  expect(await page.isVisible('.slip')).toBe(true);
  expect(await paper(page)).toEqual([{ width: 148, height: 210 }]);
  await page.evaluate('document.documentElement.classList.add("print-roll")');
  expect(await paper(page)).toEqual([{ width: 80, height: 220 }]);
  await context.close();
}, 600_000);

test('a call opens the screen with the number looked up, and the number stands in no address', async () => {
  web.actor = person('counter_officer');
  const { context, page } = await browsing.visitor();
  const asked: string[] = [];
  page.on('request', (request) => asked.push(request.url()));
  await page.goto(`${base}/en/staff/intake#tel=012345678`);
  await page.locator('.intake__caller [role="status"]', { hasText: 'telephone number' }).waitFor();
  expect(await page.inputValue('#complainant-phone')).toBe('012345678');
  expect(page.url()).toBe(`${base}/en/staff/intake`);
  expect(asked.filter((url) => url.replace(/#.*/, '').includes('012345678'))).toEqual([]);
  expect(await page.evaluate('sessionStorage.length')).toBe(0);
  await context.close();
}, 60_000);

test('without JavaScript a decision is written, looked over and given; wrong answers are named', async () => {
  web.actor = person('commune_officer');
  const context = await browsing.browser.newContext({
    viewport: { width: 360, height: 800 },
    javaScriptEnabled: false,
  });
  const page = await context.newPage();
  await page.goto(`${base}/en/staff/cases/${taken}/decide`);
  await page.check('input[name="outcome"][value="upheld"]', { force: true });
  await page.click('button[value="add"]');
  await page.click('.govuk-button-group button[value="check"]');
  await page.waitForSelector('[data-errors]');
  if (screens !== null) await page.screenshot({ path: `${screens}/decide-faults-en-360.png`, fullPage: true });
  await page.fill('textarea[name="reasons"]', 'The card was printed and never handed over.');
  await page.selectOption('select[name="remedies.0.kind"]', 'issue_card');
  await page.fill('input[name="remedies.0.dueOn.day"]', '20');
  await page.fill('input[name="remedies.0.dueOn.month"]', '12');
  await page.fill('input[name="remedies.0.dueOn.year"]', '2026');
  await page.click('.govuk-button-group button[value="check"]');
  await page.waitForSelector('button[value="decide"]');
  if (screens !== null) await page.screenshot({ path: `${screens}/decide-check-en-360.png`, fullPage: true });
  await page.click('button[value="decide"]');
  await page.waitForSelector('.alert--done');
  await context.close();
}, 600_000);
