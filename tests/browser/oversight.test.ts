import { mkdirSync } from 'node:fs';

import type { Page } from 'playwright-core';

import { handling, sweepDue } from '../../src/escalation/index.ts';
import type { StaffActor } from '../../src/kernel/actor.ts';
import { drawClosuresJob } from '../../src/oversight/index.ts';
import { importHolidays, importPlaces, importsJob } from '../../src/reference/index.ts';
import { importBeneficiaries } from '../../src/reporting/index.ts';
import { findings, openChromium, tooWide, unfold, type Browsing } from '../support/chromium.ts';
import { aDesk, type Desk } from '../support/desk.ts';
import { aStaffWeb, type StaffWeb } from '../support/staff-web.ts';

/** A folder to look at the pages; none by default. */
const screens = process.env['SAMLENG_SCREENS'] ?? null;

let desk: Desk;
let web: StaffWeb;
let browsing: Browsing;
let page: Page;
let faults: string[];
let dara: StaffActor;
let supervisor: StaffActor;
let administrator: StaffActor;
let analyst: StaffActor;
let breach: string;
const at = (moment: string) => desk.world.clock.set(new Date(`${moment}+07:00`));
const jobs = () => ({ perform: desk.world.perform, log: desk.world.log }) as Parameters<typeof drawClosuresJob.run>[1];

beforeAll(async () => {
  desk = await aDesk();
  await desk.owner(`update office set name_km = $1, name_en = $2 where code = '11'`, [
    'ការិយាល័យដែលមានឈ្មោះវែង '.repeat(13).slice(0, 300),
    'Office-with-a-very-long-name '.repeat(11).slice(0, 300),
  ]);
  web = aStaffWeb(desk.world);
  dara = await desk.staff('province_officer', '12', 'សុខ ដារ៉ា');
  await desk.staff('province_officer', '12', 'ចាន់ ធីតា');
  supervisor = await desk.staff('operator_supervisor', 'NSAF', 'ឈឹម បូរ៉ា');
  administrator = await desk.staff('administrator', 'NSAF', 'គឹម សុខា');
  analyst = await desk.staff('policy_reviewer', 'GS-NSPC', 'អ៊ុំ សារ៉ាត់');
  at('2026-11-02T09:00:00');
  for (let each = 0; each < 6; each += 1) {
    const of = await desk.file(each === 5 ? { place: '110101' } : {});
    if (each === 5) continue;
    await desk.as(dara, handling.acknowledge, { reference: of.reference });
    await desk.as(dara, handling.assign, { reference: of.reference, assignee: dara.personId });
    if (each > 1) continue;
    const decision = { outcome: 'not_upheld', reasons: 'បានពិនិត្យបញ្ជី', legalBasis: null, evidence: null, remedies: [] };
    await desk.as(dara, handling.decide, { reference: of.reference, ...decision });
    await desk.as(dara, handling.close, { reference: of.reference });
  }
  // Late, and not yet moved up.
  at('2026-12-02T09:00:00');
  await sweepDue(desk.world.perform, desk.world.clock);
  await drawClosuresJob.run({}, jobs());
  const [missed] = await desk.owner<{ id: string }>(
    `select id from sla_clock where breached_at is not null and kind = 'decide' limit 1`,
  );
  breach = missed?.id ?? '';
  browsing = await openChromium(web.app);
  ({ page, faults } = await browsing.visitor());
}, 120_000);

afterAll(async () => {
  await browsing?.close();
  await desk?.close();
});

async function go(path: string, language: 'km' | 'en' = 'en'): Promise<void> {
  await page.goto(`${browsing.base}${language === 'km' ? '' : '/en'}${path}`);
}

async function picture(name: string): Promise<void> {
  if (screens === null) return;
  mkdirSync(screens, { recursive: true });
  for (const width of [1280, 360]) {
    await page.setViewportSize({ width, height: 800 });
    await page.screenshot({ path: `${screens}/${name}-${width}.png`, fullPage: true });
  }
}

const pages: readonly (readonly [name: string, who: () => StaffActor, path: () => string])[] = [
  ['workload-province', () => supervisor, () => '/staff/workload?office=12'],
  ['workload-cases', () => supervisor, () => `/staff/workload/cases?office=12&person=${dara.personId}`],
  ['workload-cases-none', () => supervisor, () => '/staff/workload/cases?office=12&person=nobody'],
  ['breaches', () => supervisor, () => '/staff/breaches'],
  ['breaches-none', () => analyst, () => '/staff/breaches?view=reviewed'],
  ['breach', () => supervisor, () => `/staff/breaches/${breach}`],
  ['second-look', () => supervisor, () => '/staff/second-look'],
  ['rule', () => administrator, () => '/staff/settings/rules/SA3.DECIDE.S3'],
  ['rule-law', () => administrator, () => '/staff/settings/rules/SS2.CONCILIATE.S3'],
  ['calendar', () => administrator, () => '/staff/settings/calendar'],
  ['calendar-provisional', () => administrator, () => '/staff/settings/calendar?year=2027'],
  ['imports', () => administrator, () => '/staff/settings/imports'],
  ['offices', () => administrator, () => '/staff/settings/offices'],
  ['office-long', () => administrator, () => '/staff/settings/offices/11'],
  ['office-new', () => administrator, () => '/staff/settings/offices/new'],
  ['sampling', () => administrator, () => '/staff/settings/sampling'],
];

describe.each(['km', 'en'] as const)('in %s', (language) => {
  test.each(pages)(
    '%s: axe finds nothing, and it is never wider than the screen',
    async (name, who, path) => {
      web.actor = who();
      await page.setViewportSize({ width: 360, height: 800 });
      await go(path(), language);
      await picture(`${name}-${language}`);
      await page.setViewportSize({ width: 360, height: 800 });
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

test('the supervisor gives cases away, says why one was late and takes a second look', async () => {
  web.actor = supervisor;
  await page.setViewportSize({ width: 1280, height: 900 });
  await go('/staff/workload?office=12');
  await page.click('text=សុខ ដារ៉ា');
  await page.check('#case');
  await page.check('#case-1');
  await page.selectOption('#assignee', { index: 1 });
  await page.click('text=Give the chosen cases');
  expect(await page.textContent('[aria-labelledby="results"]')).toContain('Given to ចាន់ ធីតា');
  await picture('workload-results-en');
  expect(await findings(page)).toEqual([]);

  await go(`/staff/breaches/${breach}`);
  await page.click('text=Keep');
  expect(await page.textContent('.govuk-error-summary')).toContain('Choose why it was missed');
  await picture('breach-refused-en');
  expect(await findings(page)).toEqual([]);
  await page.check('text=Too few people for the work');
  await page.fill('#done', 'បានបន្ថែមមន្ត្រី');
  await page.click('text=Keep');
  await page.waitForSelector('text=Kept. It is counted in the figures.');
  expect(await page.textContent('[aria-labelledby="causes"]')).toContain('1 (100 %)');
  await picture('breaches-causes-en');

  await go('/staff/second-look');
  await page.click('.row__link');
  await picture('look-en');
  expect(await findings(page)).toEqual([]);
  await page.check('text=Agreed: it was rightly ended');
  await page.click('text=Keep');
  await page.waitForSelector('text=Nothing waits for a second look.');
  await picture('second-look-done-en');
}, 60_000);

test('the policy reviewer reads the figures and every chart as a table', async () => {
  web.actor = analyst;
  await go('/staff/dashboard?from=2026-10-01&to=2026-12-07&by=tier');
  const charts = await page.locator('section.chart').count();
  expect(charts).toBe(5);
  expect(await page.locator('section.chart a[href*="figures.csv"]').count()).toBe(charts);
  const summaries = page.locator('.chart__numbers summary');
  for (let each = 0; each < (await summaries.count()); each += 1) await summaries.nth(each).click();
  expect(await page.isVisible('.chart__numbers table >> nth=0')).toBe(true);
  await go('/staff/watched');
  expect(await page.textContent('.zero')).toContain('Overdue and not escalated: 0');
}, 60_000);

test('the administrator adds a late holiday, having seen what it moves, and loads a file of places', async () => {
  web.actor = administrator;
  await go('/staff/settings/calendar');
  await page.fill('#on', '2026-12-14');
  await page.fill('[name="name.km"]', 'ថ្ងៃឈប់សម្រាកបន្ថែម');
  await page.fill('[name="name.en"]', 'Extra day off');
  await page.fill('[name="source.km"]', 'សេចក្តីជូនដំណឹង');
  await page.fill('[name="source.en"]', 'Notice');
  await page.click('text=Show what would move');
  expect(await page.textContent('main')).toMatch(/open deadlines would move|No open deadline would move/);
  await picture('calendar-effect-en');
  expect(await findings(page)).toEqual([]);
  await page.click('button:has-text("Change the calendar")');
  await page.waitForSelector('text=The calendar has a new version.');
  await picture('calendar-changed-en');

  await go('/staff/settings/rules/SA3.DECIDE.S3');
  await page.fill('#amount', '12');
  await page.fill('[name="source.km"]', 'សេចក្តីណែនាំ');
  await page.fill('[name="source.en"]', 'Instruction');
  await page.click('text=Show what it means');
  await page.waitForSelector('text=A period that begins now ends');
  await picture('rule-effect-en');
  expect(await findings(page)).toEqual([]);

  await go('/staff/settings/imports');
  const send = async (csv: string) => {
    await page.check('input[value="places"]');
    await page.setInputFiles('#file', { name: 'places.csv', mimeType: 'text/csv', buffer: Buffer.from(csv) });
    await page.click('button:has-text("Check the file")');
  };
  await send('code,level,name_km,name_latin\n26,province,,Testland\n2601,commune,ស្រុក,Testton\n');
  await page.waitForSelector('text=The file was refused');
  await picture('imports-refused-en');
  expect(await findings(page)).toEqual([]);
  await send('code,level,name_km,name_latin\n26,province,ខេត្តសាកល្បង,Testland\n2601,district,ស្រុកសាកល្បង,Testton\n');
  await page.waitForSelector('text=What it would do');
  await picture('import-checked-en');
  expect(await findings(page)).toEqual([]);
  await page.click('button:has-text("Load it")');
  await page.waitForSelector('text=Waiting for a worker');
  await picture('import-waiting-en');
  const loaders = { places: importPlaces, holidays: importHolidays, beneficiaries: importBeneficiaries };
  await importsJob(loaders).run({}, jobs());
  await page.click('text=Look again');
  expect(await page.textContent('main')).toContain('Loaded');
  expect(faults.splice(0)).toEqual([]);
}, 60_000);

test('everybody reads the published figures', async () => {
  const server = await openChromium(desk.world.http);
  try {
    const visitor = await server.visitor();
    for (const language of ['km', 'en'] as const) {
      await visitor.page.goto(`${server.base}${language === 'km' ? '' : '/en'}/statistics`);
      expect(await findings(visitor.page)).toEqual([]);
      if (screens !== null) {
        for (const width of [1280, 360]) {
          await visitor.page.setViewportSize({ width, height: 800 });
          await visitor.page.screenshot({ path: `${screens}/statistics-${language}-${width}.png`, fullPage: true });
        }
      }
    }
    expect(visitor.faults).toEqual([]);
  } finally {
    await server.close();
  }
}, 60_000);
