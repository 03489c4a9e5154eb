import { mkdirSync } from 'node:fs';
import { readFile } from 'node:fs/promises';

import type { Page } from 'playwright-core';

import { handling, sweepDue } from '../../src/escalation/index.ts';
import type { StaffActor } from '../../src/kernel/actor.ts';
import { drawClosuresJob } from '../../src/oversight/index.ts';
import { importHolidays, importPlaces, importsJob } from '../../src/reference/index.ts';
import { importBeneficiaries } from '../../src/reporting/index.ts';
import { findings, inBothLanguages, openChromium, putInPlace, type Browsing } from '../support/chromium.ts';
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
/** Deadlines that were missed, and nobody has said why. */
let breaches: readonly string[] = [];
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
  const ended: string[] = [];
  for (let each = 0; each < 6; each += 1) {
    const of = await desk.file(each === 5 ? { place: '110101' } : {});
    if (each === 5) continue;
    await desk.as(dara, handling.acknowledge, { reference: of.reference });
    await desk.as(dara, handling.assign, { reference: of.reference, assignee: dara.personId });
    if (each < 2) ended.push(of.reference);
  }
  // In two weeks, so that two are drawn to be looked at again.
  for (const [week, reference] of ended.entries()) {
    at(week === 0 ? '2026-11-02T09:00:00' : '2026-11-10T09:00:00');
    const decision = { outcome: 'not_upheld', reasons: 'បានពិនិត្យបញ្ជី', legalBasis: null, evidence: null, remedies: [] };
    await desk.as(dara, handling.decide, { reference, ...decision });
    await desk.as(dara, handling.close, { reference });
  }
  // Late, and not yet moved up.
  at('2026-12-02T09:00:00');
  await sweepDue(desk.world.perform, desk.world.clock);
  await drawClosuresJob.run({}, jobs());
  const missed = await desk.owner<{ id: string }>(
    `select id from sla_clock where breached_at is not null and kind = 'decide' order by id`,
  );
  breaches = missed.map(({ id }) => id);
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
  for (const width of [360, 1280]) {
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
  ['breach', () => supervisor, () => `/staff/breaches/${breaches[0]}`],
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

test.each(pages)(
  '%s, in both languages: axe finds nothing, and it is never wider than the screen',
  async (name, who, path) => {
    web.actor = who();
    await page.setViewportSize({ width: 1280, height: 800 });
    await go(path(), 'km');
    await picture(`${name}-km`);
    const found = await inBothLanguages(page, () => putInPlace(page, `/en${path()}`));
    await picture(`${name}-en`);
    expect({ ...found, faults: faults.splice(0) }).toEqual({ km: [], en: [], faults: [] });
  },
  60_000,
);

/** What is looked at on the way, where scripts run: axe, and a picture where one is wanted. */
async function seen(name: string): Promise<void> {
  await picture(name);
  expect([name, await findings(page)]).toEqual([name, []]);
}

/** The page that is open, in Khmer; and back. */
async function inKhmer(name: string): Promise<void> {
  const english = page.url();
  await page.goto(english.replace('/en/', '/'));
  await seen(name);
  await page.goto(english);
}

describe.each([
  ['with JavaScript', true, 1],
  ['without JavaScript', false, 2],
] as const)('%s', (_, scripted, turn) => {
  beforeAll(async () => {
    const viewport = { width: scripted ? 1280 : 360, height: 900 };
    if (scripted) await page.setViewportSize(viewport);
    else ({ page, faults } = await browsing.visitor({ javaScriptEnabled: false, viewport }));
  });
  const look = async (name: string) => (scripted ? seen(name) : undefined);

  test('the supervisor sees what is watched, gives cases away, says why one was late and takes a second look', async () => {
    web.actor = supervisor;
    await go('/staff/watched');
    expect(await page.textContent('.zero')).toContain('Overdue and not escalated: 0');
    await go('/staff/workload?office=12');
    await page.click('text=សុខ ដារ៉ា');
    await page.check('#case');
    if (turn === 1) await page.check('#case-1');
    await page.selectOption('#assignee', { index: 1 });
    await page.click('text=Give the chosen cases');
    expect(await page.textContent('[aria-labelledby="results"]')).toContain('Given to ចាន់ ធីតា');
    await look('workload-results-en');

    await go(`/staff/breaches/${breaches[turn - 1]}`);
    await page.click('text=Keep');
    expect(await page.textContent('.govuk-error-summary')).toContain('Choose why it was missed');
    await look('breach-refused-en');
    await page.check('text=Too few people for the work');
    await page.fill('#done', 'បានបន្ថែមមន្ត្រី');
    await page.click('text=Keep');
    await page.waitForSelector('text=Kept. It is counted in the figures.');
    expect(await page.textContent('[aria-labelledby="causes"]')).toContain(`${turn} (100 %)`);
    if (scripted) await picture('breaches-causes-en');

    await go('/staff/second-look');
    await page.click('.row__link');
    await look('look-en');
    if (scripted) await inKhmer('look-km');
    await page.check('text=Agreed: it was rightly ended');
    await page.click('text=Keep');
    await page.waitForSelector(turn === 2 ? 'text=Nothing waits for a second look.' : '.govuk-tag >> text=Agreed');
    if (scripted) await picture('second-look-done-en');
    expect(faults.splice(0)).toEqual([]);
  }, 60_000);

  test('the policy reviewer asks for figures, reads a chart as a table and takes its numbers away', async () => {
    web.actor = analyst;
    await go('/staff/watched');
    expect(await page.textContent('.zero')).toContain('Overdue and not escalated: 0');
    await go('/staff/dashboard');
    await page.fill('#from', '2026-10-01');
    await page.fill('#to', '2026-12-07');
    await page.selectOption('#by', 'tier');
    await page.click('.figures-ask__send button');
    await page.waitForURL('**by=tier**');
    const charts = await page.locator('section.chart').count();
    expect(charts).toBe(5);
    expect(await page.locator('section.chart a[href*="figures.csv"]').count()).toBe(charts);
    const chart = page.locator('section.chart').first();
    await chart.locator('summary').click();
    expect(await chart.locator('table').isVisible()).toBe(true);
    expect(await chart.locator('tbody tr').count()).toBeGreaterThan(0);
    const coming = page.waitForEvent('download');
    await chart.locator('a[href*="figures.csv"]').click();
    const file = await coming;
    expect(file.suggestedFilename()).toBe('samleng-2026-10-01-2026-12-07.csv');
    expect(await readFile(await file.path(), 'utf8')).toContain('received,Complaints received,2026-11,2026-11,6,');
    expect(faults.splice(0)).toEqual([]);
  }, 60_000);

  test('the administrator invites somebody, adds a branch, reads a message before it goes, and adds a late holiday', async () => {
    web.actor = administrator;
    await go('/staff/people/invite');
    await page.fill('#name', 'ជា វិបុល');
    await page.fill('#email', `vibol-${turn}@staff.example`);
    await page.selectOption('#role', 'operator_handler');
    await page.fill('#office', 'NSSF-12');
    await page.check('input[name="language"][value="km"]', { force: true });
    await page.click('#invite button[type="submit"]');
    expect(await page.innerText('.secret-key')).toContain('/en/staff/invitation/');
    await look('people-link-en');

    await go('/staff/settings/offices/new');
    await page.check('input[name="type"][value="operator_branch"]', { force: true });
    const branch = { code: `NSSF-230${turn}`, 'name.km': 'សាខា ប.ស.ស.', 'name.en': 'NSSF branch', phone: '1286' };
    const decided = { place: `230${turn}`, supervisor: 'NSSF-HQ', 'source.km': 'សេចក្តីសម្រេច', 'source.en': 'Decision' };
    for (const [name, value] of Object.entries({ ...branch, ...decided })) await page.fill(`[name="${name}"]`, value);
    await page.selectOption('#operator', 'NSSF');
    await page.click('main button[type="submit"]');
    await page.waitForURL('**done=added');

    await go('/staff/settings?part=messages');
    await page.locator('.kin__head').first().click();
    const template = page.locator('.template', { hasText: 'SMS' }).first();
    expect(await template.locator('.govuk-tag').innerText()).toMatch(/^\d/);
    await template.locator('summary').click();
    expect(await template.locator('.template__body').innerText()).toMatch(/[\u1780-\u17ff]{10}/);

    await go('/staff/settings/calendar');
    await page.fill('#on', `2026-12-1${3 + turn}`);
    await page.fill('[name="name.km"]', 'ថ្ងៃឈប់សម្រាកបន្ថែម');
    await page.fill('[name="name.en"]', 'Extra day off');
    await page.fill('[name="source.km"]', 'សេចក្តីជូនដំណឹង');
    await page.fill('[name="source.en"]', 'Notice');
    await page.click('text=Show what would move');
    expect(await page.textContent('main')).toMatch(/open deadlines would move|No open deadline would move/);
    await look('calendar-effect-en');
    await page.click('button:has-text("Change the calendar")');
    await page.waitForSelector('text=The calendar has a new version.');
    if (scripted) await picture('calendar-changed-en');
    expect(faults.splice(0)).toEqual([]);
  }, 60_000);
});

test('the administrator sees what a new rule means, and loads a file of places', async () => {
  web.actor = administrator;
  ({ page, faults } = await browsing.visitor({ viewport: { width: 1280, height: 900 } }));
  await go('/staff/settings/rules/SA3.DECIDE.S3');
  await page.fill('#amount', '12');
  await page.fill('[name="source.km"]', 'សេចក្តីណែនាំ');
  await page.fill('[name="source.en"]', 'Instruction');
  await page.click('text=Show what it means');
  await page.waitForSelector('text=A period that begins now ends');
  await seen('rule-effect-en');

  await go('/staff/settings/imports');
  const send = async (csv: string) => {
    await page.check('input[value="places"]');
    await page.setInputFiles('#file', { name: 'places.csv', mimeType: 'text/csv', buffer: Buffer.from(csv) });
    await page.click('button:has-text("Check the file")');
  };
  await send('code,level,name_km,name_latin\n26,province,,Testland\n2601,commune,ស្រុក,Testton\n');
  await page.waitForSelector('text=The file was refused');
  await seen('imports-refused-en');
  await send('code,level,name_km,name_latin\n26,province,ខេត្តសាកល្បង,Testland\n2601,district,ស្រុកសាកល្បង,Testton\n');
  await page.waitForSelector('text=What it would do');
  await seen('import-checked-en');
  await inKhmer('import-checked-km');
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
