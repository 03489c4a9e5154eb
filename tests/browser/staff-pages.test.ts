import { mkdirSync } from 'node:fs';
import pg from 'pg';
import type { Page } from 'playwright-core';
import { inviteAgain } from '../../src/access/index.ts';
import { escalateCase, handling } from '../../src/escalation/index.ts';
import type { Role, StaffActor } from '../../src/kernel/actor.ts';
import { sweepMailRoom } from '../../src/notifications/index.ts';
import { aStaffActor } from '../access/members.ts';
import { aMailRoom, log } from '../notifications/mail-room-world.ts';
import { findings, inBothLanguages, openChromium, putInPlace, unfold, type Browsing } from '../support/chromium.ts';
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
/** At a branch of the fund. */
let pension: string;
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
    ['operator_handler', 'NSSF-12'],
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
  const much = 'ប្រាក់សោធនគណនាខុស។ '.repeat(500).slice(0, 9_900);
  long = (await aFiledCase(world, officer, { narrative: much })).reference;
  const computed = { programme: 'SS-PEN-PRI', category: 'PEN-CMP', about: [] };
  pension = (await aFiledCase(world, officer, computed)).reference;
  await world.perform(person('operator_handler'), handling.acknowledge, { reference: pension });
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
  ['settings-messages', 'administrator', () => '/staff/settings?part=messages'],
  ['ledger', 'auditor', () => '/staff/ledger'],
  ['invitation', null, () => `/staff/invitation/${invitation}`],
  // With a story of some ten thousand signs.
  ['long-names', 'district_officer', () => '/staff'],
  ['long-names-case', 'district_officer', () => `/staff/cases/${long}`],
];

describe('axe finds nothing, in both languages', () => {
  let page: Page;
  let faults: string[];

  beforeAll(async () => {
    ({ page, faults } = await browsing.visitor());
  });

  afterAll(() => page.context().close());

  const pictures = async (name: string, language: string) => {
    if (screens === null) return;
    mkdirSync(screens, { recursive: true });
    for (const width of [360, 1280]) {
      await page.setViewportSize({ width, height: 800 });
      await page.screenshot({ path: `${screens}/${name}-${language}-${width}.png`, fullPage: true });
    }
  };

  test.each(pages)(
    '%s',
    async (name, role, path) => {
      web.actor = role === null ? null : person(role);
      await page.setViewportSize({ width: 1280, height: 800 });
      await page.goto(`${base}${path()}`);
      const sound = async () => {
        if (web.faults.length > 0) throw web.faults.splice(0)[0];
        if (await page.evaluate(`document.querySelector(".problem") !== null`))
          throw new Error(`${path()} is not for ${role}`);
      };
      await sound();
      await pictures(name, 'km');
      const found = await inBothLanguages(page, async () => {
        await putInPlace(page, `/en${path()}`);
        await sound();
      });
      await pictures(name, 'en');
      expect({ ...found, faults: faults.splice(0) }).toEqual({ km: [], en: [], faults: [] });
    },
    60_000,
  );
});

/** Presses Tab until what has the focus says this. */
async function tabTo(page: Page, text: string): Promise<void> {
  const said = 'document.activeElement?.innerText || document.activeElement?.getAttribute("name") || ""';
  for (let pressed = 0; pressed < 90; pressed += 1) {
    await page.keyboard.press('Tab');
    if (
      String(await page.evaluate(said))
        .trim()
        .startsWith(text)
    )
      return;
  }
  throw new Error(`nothing that says "${text}" is reached by Tab`);
}

const picture = async (page: Page, name: string) => {
  const width = page.viewportSize()?.width ?? 0;
  if (screens !== null) await page.screenshot({ path: `${screens}/${name}-en-${width}.png`, fullPage: true });
};

test('a handler asks the complainant by keyboard alone: the draft keeps itself, the message is seen before it goes', async () => {
  web.actor = person('operator_handler');
  const { page, faults, context } = await browsing.visitor({ viewport: { width: 1280, height: 800 } });
  const looksRight = async (name: string) => {
    await unfold(page);
    await picture(page, name);
    expect([name, await findings(page)]).toEqual([name, []]);
  };
  await page.goto(`${base}/en/staff`);
  await tabTo(page, 'Pension computation');
  await page.keyboard.press('Enter');
  await page.waitForURL(`**/cases/${pension}`);
  await tabTo(page, 'Ask the complainant');
  await page.keyboard.press('Enter');
  await page.waitForURL('**/request-information');
  await tabTo(page, 'question');
  await page.keyboard.type('Which years are missing?');
  await page.getByText('Draft saved').waitFor();
  await page.reload();
  expect(await page.inputValue('#question')).toBe('Which years are missing?');
  await tabTo(page, 'Look it over');
  await page.keyboard.press('Enter');
  await page.locator('#told').waitFor();
  await looksRight('look-over');
  await tabTo(page, 'Send the question');
  await page.keyboard.press('Enter');
  await page.waitForURL('**done=request-information');
  expect(faults).toEqual([]);
  await context.close();
}, 60_000);

test('without JavaScript: found by name, a draft by its button, a view kept, a document added', async () => {
  web.actor = person('operator_handler');
  const { page, context } = await browsing.visitor({ javaScriptEnabled: false });
  await page.goto(`${base}/staff`);
  await page.fill('#q', 'សុភា');
  await page.click('main button[value=search]');
  await page.click(`.row__link[href$="${pension}"]`);
  await page.click('a[href$="/note"]');
  await page.fill('#text', 'បានទូរស័ព្ទទៅ');
  await page.click('main button[value=draft]');
  await page.goto(`${base}/staff/cases/${pension}/note`);
  expect(await page.inputValue('#text')).toBe('បានទូរស័ព្ទទៅ');
  await page.click('.govuk-button[value=do]');
  expect(page.url()).toContain('done=note');
  await page.click('a[href$="/attach"]');
  const pixel = 'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==';
  const buffer = Buffer.from(pixel, 'base64');
  await page.setInputFiles('#file', { name: 'បង្កាន់ដៃ.png', mimeType: 'image/png', buffer });
  await page.click('.govuk-button[value=do]');
  expect(await page.locator('a[download]').first().innerText()).toBe('បង្កាន់ដៃ.png');
  await page.goto(`${base}/staff?view=office&severity=S3`);
  await page.click('.saved__keep summary');
  await page.fill('#name', 'ធម្មតា');
  await page.click('.saved__form button[type=submit]');
  expect(await page.locator('.saved__link').innerText()).toBe('ធម្មតា');
  await context.close();
}, 60_000);

test.each([
  ['without JavaScript', false],
  ['with JavaScript', true],
] as const)(
  '%s a decision is written, looked over and given; wrong answers are named',
  async (_, scripted) => {
    web.actor = person('commune_officer');
    const { context, page, faults } = await browsing.visitor({ javaScriptEnabled: scripted });
    const looksRight = async (name: string) => {
      await picture(page, name);
      if (scripted) expect([name, await findings(page)]).toEqual([name, []]);
    };
    const press = (go: string) => page.click(`.govuk-button-group .govuk-button[value="${go}"]`);
    await page.goto(`${base}${scripted ? '' : '/en'}/staff/cases/${scripted ? fresh : taken}`);
    if (scripted) {
      await page.click('.do a[href$="/acknowledge"]');
      await press('do');
      await page.waitForURL('**done=acknowledge');
      // Looked over, and not sent: the case is clear.
      await page.click('.do a[href$="/request-information"]');
      await page.fill('#question', 'តើមានបង្កាន់ដៃទេ?');
      await press('check');
      await page.waitForSelector('#told');
      await looksRight('look-over-km');
      await page.goto(`${base}/staff/cases/${fresh}`);
    }
    await page.click('.do a[href$="/decide"]');
    await page.check('input[name="outcome"][value="upheld"]', { force: true });
    await page.click('main button[value="add"]');
    await press('check');
    await page.waitForSelector('[data-errors]');
    await picture(page, 'decide-faults');
    await page.fill('textarea[name="reasons"]', 'The card was printed and never handed over.');
    await page.selectOption('select[name="remedies.0.kind"]', 'issue_card');
    await page.fill('input[name="remedies.0.dueOn.day"]', '20');
    await page.fill('input[name="remedies.0.dueOn.month"]', '12');
    await page.fill('input[name="remedies.0.dueOn.year"]', '2026');
    await press('check');
    await page.waitForSelector('main button[value="decide"]');
    await looksRight('decide-check');
    if (scripted) {
      // In the other language everything typed is there again.
      await page.click('button.switch');
      await press('check');
      await page.waitForSelector('main button[value="decide"]');
      expect(await page.innerText('main')).toContain('The card was printed and never handed over.');
      await looksRight('decide-check-en');
    }
    await page.click('main button[value="decide"]');
    await page.waitForSelector('.alert--done');
    expect(faults).toEqual([]);
    await context.close();
  },
  60_000,
);
