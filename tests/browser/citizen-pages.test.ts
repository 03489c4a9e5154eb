import type { BrowserContext, Page } from 'playwright-core';
import sharp from 'sharp';
import { citizenPages, pageSet } from '../../src/web/index.ts';
import {
  findings,
  lookBehind,
  openChromium,
  putInPlace,
  unfold,
  type Browsing,
  type Visitor,
} from '../support/chromium.ts';
import {
  aDecision,
  aTrackedCase,
  fakeCitizenServices,
  knownReceipt,
  knownReference,
} from '../support/citizen-services.ts';
import { shippedBook } from '../support/reference-book.ts';
import { ordinaryWalk, walkToCheck } from '../support/walk.ts';
import { aWebApp } from '../support/web-app.ts';

const fake = fakeCitizenServices(shippedBook());
const web = aWebApp([pageSet(citizenPages, fake.useCases)]);
let browsing: Browsing;
let base: string;
/** A phone that several tests share; its storage is emptied before each. */
let shared: Visitor;

beforeAll(async () => {
  browsing = await openChromium(web.app);
  base = browsing.base;
  shared = await browsing.visitor();
}, 600_000);

afterAll(() => browsing?.close());

beforeEach(() => {
  fake.failWith = null;
  fake.filed.length = 0;
});

/** The shared phone with nothing kept on it. */
async function emptied(): Promise<Visitor> {
  await shared.page.goto(`${base}/help/rights`);
  await shared.page.evaluate('localStorage.clear()');
  return shared;
}

async function openCase(page: Page, root: string): Promise<void> {
  await page.goto(`${root}/complaints/track`);
  await page.fill('#reference', knownReference);
  await page.fill('#receipt', knownReceipt);
  await page.click('button.govuk-button[value="open"]');
}

async function closing(context: BrowserContext, faults: readonly string[]): Promise<void> {
  await context.close();
  expect(faults).toEqual([]);
}

test.each([
  '/',
  '/complaints/new?topic=protection',
  '/complaints/track',
  '/help/rights',
  '/help/steps',
  '/papers/ABCD-EFGH-JKMN',
  '/nowhere',
])('axe finds nothing, in both languages: %s', async (path) => {
  const { page, faults } = shared;
  await page.goto(`${base}${path}`);
  const km = await findings(page);
  await putInPlace(page, path === '/' ? '/en' : `/en${path}`);
  expect({ km, en: await findings(page), faults: faults.splice(0) }).toEqual({ km: [], en: [], faults: [] });
});

describe('axe finds nothing, in both languages', () => {
  test('every question, the check and the confirmation', async () => {
    const { page, faults } = await emptied();
    const found: string[] = [];
    const walked: string[] = [];
    const lookAt = async (name: string, english: string) => {
      walked.push(name);
      found.push(...(await findings(page)).map((one) => `${name}: ${one}`));
      const titles = await lookBehind(page, english, async () => {
        found.push(...(await findings(page)).map((one) => `${name} in English: ${one}`));
        return page.title();
      });
      expect([name, titles]).not.toEqual([name, await page.title()]);
    };
    await walkToCheck(page, base, ordinaryWalk, (name) => lookAt(name, '.switch'));
    const file = 'button.govuk-button[value="file"]';
    await lookBehind(page, file, async () => {
      expect(await page.locator('.filed').count()).toBe(1);
      found.push(...(await findings(page)).map((one) => `filed in English: ${one}`));
    });
    await page.click(file);
    await page.waitForSelector('.filed');
    found.push(...(await findings(page)).map((one) => `filed: ${one}`));
    expect(found).toEqual([]);
    expect(walked).toHaveLength(14);
    // Sent twice with one key, in two languages: filed once.
    expect(fake.filed).toHaveLength(1);
    expect(fake.filed[0]?.input).toMatchObject({ place: '120101', complainant: { phone: '012345678' } });
    expect(faults.splice(0)).toEqual([]);
  }, 600_000);

  test.each(['km', 'en'] as const)(
    'wrong answers, a case with everything on it, a wrong pair, the database away, in %s',
    async (language) => {
      const prefix = language === 'km' ? '' : '/en';
      const { page, faults } = await emptied();
      await page.goto(`${base}${prefix}/complaints/new`);
      await page.click('button.govuk-button[value="next"]');
      await page.waitForSelector('[data-errors]');
      expect(await findings(page)).toEqual([]);
      expect(await page.evaluate('document.activeElement.hasAttribute("data-errors")')).toBe(true);

      fake.tracked = aTrackedCase(language, {
        status: 'decided',
        decision: { ...aDecision(language), reasons: 'ហេតុផលវែង'.repeat(1_000), office: 'អង្គភាព'.repeat(43) },
        question: { text: 'តើមានបង្កាន់ដៃទេ?', replyBy: new Date('2026-12-04T10:30:00Z') },
        actions: ['reply', 'accept', 'appeal', 'confirm-remedy', 'rate', 'withdraw'],
      });
      await openCase(page, `${base}${prefix}`);
      await page.waitForSelector('.case');
      await unfold(page);
      expect(await findings(page)).toEqual([]);
      // The other language takes along the form in which somebody writes, and Enter goes on to mean its own button.
      await page.fill('[name="comment"]', 'ល្អ');
      expect(await page.locator('button.enter').getAttribute('value')).toBe('rate');
      await page.click('button.switch');
      await page.waitForSelector(`html[lang="${language === 'km' ? 'en' : 'km'}"] .case`);
      expect(await page.inputValue('[name="comment"]')).toBe('ល្អ');

      await page.goto(`${base}${prefix}/complaints/track`);
      await page.fill('#reference', 'SA-26-1');
      await page.fill('#receipt', '1111222233334444');
      await page.click('button.govuk-button[value="open"]');
      await page.waitForSelector('.not-found');
      expect(await findings(page)).toEqual([]);

      fake.failWith = Object.assign(new Error('away'), { code: 'ECONNREFUSED' });
      await page.click('button.govuk-button[value="open"]');
      await page.waitForSelector('.problem');
      expect(await findings(page)).toEqual([]);
      fake.failWith = null;
      expect(faults.splice(0)).toEqual([]);
    },
    600_000,
  );
});

test('without JavaScript a complaint is filed all the same', async () => {
  const { context, page, faults } = await browsing.visitor({ javaScriptEnabled: false });
  await walkToCheck(page, base, ordinaryWalk, async () => undefined);
  await page.click('button.govuk-button[value="file"]');
  await page.waitForSelector('.filed');
  expect(fake.filed).toHaveLength(1);
  await closing(context, faults);
}, 600_000);

test("the browser's own back button shows the question again with its answer", async () => {
  const { page, faults } = await emptied();
  await jump(page, 'commune');
  const next = async (question: string) => {
    await page.click('button.govuk-button[value="next"]');
    await page.waitForSelector(question, { state: 'attached' });
  };
  await next('textarea[name="narrative"]');
  await page.fill('textarea[name="narrative"]', 'ប្រាក់មិនទាន់មកដល់ទេ');
  await next('#file');
  await next('input[name="at"][value="about"]');
  await next('textarea[name="remedySought"]');
  for (let steps = 0; steps < 3; steps += 1) await page.goBack();
  await page.waitForSelector('textarea[name="narrative"]');
  expect(await page.inputValue('textarea[name="narrative"]')).toBe('ប្រាក់មិនទាន់មកដល់ទេ');
  expect(faults.splice(0)).toEqual([]);
}, 600_000);

test('after a lost connection the device offers to go on, and forgets when told to', async () => {
  const { page, faults } = await emptied();
  await page.goto(`${base}/complaints/new`);
  await page.check('input[name="topic"][value="card"]', { force: true });
  await page.click('button.govuk-button[value="next"]');
  await page.check('input[name="programme"][value="IDPOOR"]', { force: true });
  await page.click('button.govuk-button[value="next"]');
  await page.waitForSelector('input[name="category"]');

  await page.goto(`${base}/complaints/new`);
  await page.click('[data-draft-continue]');
  await page.waitForSelector('input[name="category"]');
  expect(await page.inputValue('input[name="programme"]')).toBe('IDPOOR');

  await page.goto(`${base}/complaints/new`);
  await page.click('[data-draft-delete]');
  await page.reload();
  expect(await page.isHidden('[data-draft-offer]')).toBe(true);
  expect(faults.splice(0)).toEqual([]);
}, 600_000);

/** Goes straight to a question: the device offers to go on with a draft that stands there. */
async function jump(page: Page, to: string): Promise<void> {
  const { topic, programme, category, narrative } = ordinaryWalk;
  const place = { province: '12', district: '1201', commune: '120101' };
  const fields = Object.entries({ topic, programme: programme ?? '', category, ...place, narrative, at: to });
  await page.evaluate(
    `localStorage.setItem('samleng-draft', ${JSON.stringify(JSON.stringify({ savedAt: Date.now(), fields }))})`,
  );
  await page.goto(`${base}/complaints/new`);
  await page.click('[data-draft-continue]');
  await page.waitForSelector(`input[name="at"][value="${to}"]`, { state: 'attached' });
}

test('a protected or anonymous complaint leaves nothing on the device', async () => {
  const { page, faults } = await emptied();
  await jump(page, 'identity');
  expect(await page.evaluate('localStorage.length')).toBe(1);
  await page.check('input[name="identity"][value="anonymous"]', { force: true });
  await page.click('button.govuk-button[value="next"]');
  await page.waitForSelector('.govuk-summary-list');
  expect(await page.evaluate('localStorage.length')).toBe(0);
  await page.goto(`${base}/complaints/new?topic=protection`);
  await page.check('input[name="category"][value="PRT-GBV"]', { force: true });
  await page.click('button.govuk-button[value="next"]');
  await page.waitForLoadState();
  expect(await page.evaluate('localStorage.length')).toBe(0);
  expect(faults.splice(0)).toEqual([]);
}, 600_000);

test('a list narrows while typing Latin or Khmer letters', async () => {
  const { page, faults } = await emptied();
  await jump(page, 'province');
  // What is chosen always stays in view.
  const shown = () => page.locator('#province-items .govuk-radios__item:visible:not(:has(:checked))').allInnerTexts();
  await page.fill('#province-filter', 'mondul');
  expect(await shown()).toEqual(['មណ្ឌលគិរី']);
  await page.fill('#province-filter', 'កែប');
  expect(await shown()).toEqual(['កែប']);
  await page.fill('#province-filter', '');
  expect(await shown()).toHaveLength(24);
  expect(faults.splice(0)).toEqual([]);
}, 600_000);

test('a photo is made smaller before it is sent, and a voice note is recorded and listened to', async () => {
  const { page, faults } = await emptied();
  await jump(page, 'files');
  const noise = {
    width: 1_600,
    height: 1_200,
    channels: 3,
    noise: { type: 'gaussian', mean: 120, sigma: 60 },
  } as const;
  const photo = await sharp({ create: { ...noise, background: '#000' } })
    .jpeg({ quality: 95 })
    .toBuffer();
  await page.setInputFiles('#file', { name: 'card.jpg', mimeType: 'image/jpeg', buffer: photo });
  await page.click('[data-record]');
  await page.locator('[data-record-state]', { hasText: '០:០១' }).waitFor();
  await page.click('[data-record]');
  await page.locator('[data-record-sound]:not([hidden])').waitFor();
  expect(await findings(page)).toEqual([]);
  await page.click('main button[value="add"]');
  await page.waitForSelector('.files__list');
  const names = await page.locator('.files__name').allInnerTexts();
  expect(names[0]).toContain('card.jpg');
  expect(names[1]).toContain('សារជាសំឡេង.webm');
  const sizes = fake.stagedSizes();
  expect(sizes[0]).toBeLessThan(photo.length);
  expect(sizes[1]).toBeGreaterThan(100);
  // Whoever chooses a file after recording, or goes on while it still records, loses nothing.
  await page.click('[data-record]');
  await page.locator('[data-record-state]', { hasText: '០:០០' }).waitFor();
  await page.click('[data-record]');
  await page.locator('[data-record-sound]:not([hidden])').waitFor();
  await page.setInputFiles('#file', {
    name: 'other.pdf',
    mimeType: 'application/pdf',
    buffer: Buffer.from('%PDF-1.7'),
  });
  await page.click('[data-record]');
  await page.locator('[data-record-state]', { hasText: '០:០១' }).waitFor();
  await page.click('button[value="add"]');
  await page.locator('.files__name').nth(4).waitFor();
  const all = await page.locator('.files__name').allInnerTexts();
  expect(all.map((name) => /other\.pdf|សារជាសំឡេង\.webm/.exec(name)?.[0]).slice(2)).toEqual([
    'other.pdf',
    'សារជាសំឡេង.webm',
    'សារជាសំឡេង.webm',
  ]);
  expect(fake.stagedSizes()[4]).toBeGreaterThan(100);
  expect(faults.splice(0)).toEqual([]);
}, 600_000);

test('by keyboard alone: from the first page to an answer', async () => {
  const { context, page, faults } = await browsing.visitor({ viewport: { width: 1280, height: 900 } });
  await page.goto(`${base}/en`);
  await page.keyboard.press('Tab');
  expect(await page.evaluate('document.activeElement.className')).toBe('skip');
  await page.goto(`${base}/en/complaints/new`);
  for (let presses = 0; presses < 20; presses += 1) {
    await page.keyboard.press('Tab');
    if (await page.evaluate('document.activeElement.name === "topic"')) break;
  }
  await page.keyboard.press('Space');
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Enter');
  await page.waitForSelector('input[name="programme"]');
  expect(await page.inputValue('input[type="hidden"][name="topic"]')).toBe('household');
  await closing(context, faults);
}, 600_000);

test('characters left are counted as they are typed, in Khmer digits', async () => {
  const { page, faults } = await emptied();
  fake.tracked = aTrackedCase('km', { actions: ['reply'] });
  await openCase(page, base);
  await page.click('.act summary');
  await page.fill('#text', 'x'.repeat(100));
  await page.locator('#text-count', { hasText: '៩.៩០០' }).waitFor();
  expect(faults.splice(0)).toEqual([]);
}, 600_000);
