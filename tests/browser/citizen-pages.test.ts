import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { Server } from 'node:http';
import { createRequire } from 'node:module';
import type { AddressInfo } from 'node:net';
import type { AxeResults } from 'axe-core';
import { chromium } from 'playwright-core';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { citizenPages, pageSet } from '../../src/web/index.ts';
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

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const fake = fakeCitizenServices(shippedBook());
const web = aWebApp([pageSet(citizenPages, fake.useCases)]);
let server: Server;
let browser: Browser;
let base: string;

beforeAll(async () => {
  server = createServer(web.app);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  base = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  browser = await chromium.launch({
    executablePath: '/usr/bin/chromium',
    args: [
      '--no-sandbox',
      '--disable-gpu',
      '--disable-quic',
      '--no-first-run',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
    ],
  });
}, 600_000);

afterAll(async () => {
  await browser?.close();
  await new Promise((resolve) => server?.close(resolve));
});

beforeEach(() => {
  fake.failWith = null;
  fake.filed.length = 0;
});

const phone = { width: 360, height: 740 };

/** A fresh browser profile; faults of scripts and of the content security policy are collected. */
async function visitor(options: { javaScriptEnabled?: boolean; viewport?: { width: number; height: number } } = {}) {
  const context = await browser.newContext({ viewport: phone, bypassCSP: false, ...options });
  const page = await context.newPage();
  const faults: string[] = [];
  page.on('pageerror', (error) => faults.push(error.message));
  page.on('console', (message) => {
    if (message.type() === 'error' && !message.text().startsWith('Failed to load resource'))
      faults.push(message.text());
  });
  return { context, page, faults };
}

/** What axe finds, and whether the page is wider than the screen. */
async function findings(page: Page): Promise<string[]> {
  await page.evaluate(axe);
  const results = await page.evaluate(
    'axe.run(document, { runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"] })',
  );
  const found = (results as AxeResults).violations.map(
    (one) => `${one.impact} ${one.id}: ${one.nodes.map((node) => node.target.join(' ')).join(' | ')}`,
  );
  const wide = await page.evaluate('document.documentElement.scrollWidth - document.documentElement.clientWidth');
  return Number(wide) > 0 ? [...found, `wider than the screen by ${String(wide)}`] : found;
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

describe.each(['km', 'en'] as const)('axe finds nothing, in %s', (language) => {
  const prefix = language === 'km' ? '' : '/en';

  test.each(['/', '/complaints/new?topic=protection', '/complaints/track', '/help/rights', '/help/steps', '/nowhere'])(
    '%s',
    async (path) => {
      const { context, page, faults } = await visitor();
      await page.goto(path === '/' ? `${base}${prefix || '/'}` : `${base}${prefix}${path}`);
      expect(await findings(page)).toEqual([]);
      await closing(context, faults);
    },
  );

  test('every question, the check and the confirmation', async () => {
    const { context, page, faults } = await visitor();
    const found: Record<string, string[]> = {};
    await walkToCheck(page, `${base}${prefix}`, ordinaryWalk, async (name) => {
      const here = await findings(page);
      if (here.length > 0) found[name] = here;
    });
    await page.click('button.govuk-button[value="file"]');
    await page.waitForSelector('.filed');
    expect({ ...found, filed: await findings(page) }).toEqual({ filed: [] });
    expect(fake.filed[0]?.input).toMatchObject({ place: '120101', complainant: { phone: '012345678' } });
    await closing(context, faults);
  }, 600_000);

  test('wrong answers, a case with everything on it, a wrong pair, the database away', async () => {
    const { context, page, faults } = await visitor();
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
    await page.evaluate('document.querySelectorAll("details").forEach((one) => { one.open = true; })');
    expect(await findings(page)).toEqual([]);

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
    await closing(context, faults);
  }, 600_000);
});

test('without JavaScript a complaint is filed all the same', async () => {
  const { context, page, faults } = await visitor({ javaScriptEnabled: false });
  await walkToCheck(page, base, ordinaryWalk, async () => undefined);
  await page.click('button.govuk-button[value="file"]');
  await page.waitForSelector('.filed');
  expect(fake.filed).toHaveLength(1);
  await closing(context, faults);
}, 600_000);

test("the browser's own back button shows the question again with its answer", async () => {
  const { context, page, faults } = await visitor();
  await walkToCheck(page, base, ordinaryWalk, async (name) => (name === 'remedy' ? 'enough' : undefined));
  for (let steps = 0; steps < 2; steps += 1) await page.goBack();
  await page.waitForSelector('textarea[name="narrative"]');
  expect(await page.inputValue('textarea[name="narrative"]')).toBe(ordinaryWalk.narrative);
  await closing(context, faults);
}, 600_000);

test('after a lost connection the device offers to go on, and forgets when told to', async () => {
  const { context, page, faults } = await visitor();
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
  await closing(context, faults);
}, 600_000);

test('a protected or anonymous complaint leaves nothing on the device', async () => {
  const { context, page, faults } = await visitor();
  await walkToCheck(page, base, { ...ordinaryWalk, identity: 'anonymous' }, async () => undefined);
  expect(await page.evaluate('localStorage.length')).toBe(0);
  await page.goto(`${base}/complaints/new?topic=protection`);
  await page.check('input[name="category"][value="PRT-GBV"]', { force: true });
  await page.click('button.govuk-button[value="next"]');
  await page.waitForLoadState();
  expect(await page.evaluate('localStorage.length')).toBe(0);
  await closing(context, faults);
}, 600_000);

test('a list narrows while typing Latin or Khmer letters', async () => {
  const { context, page, faults } = await visitor();
  await walkToCheck(page, base, ordinaryWalk, async (name) => {
    if (name !== 'province') return undefined;
    const shown = () => page.locator('#province-items .govuk-radios__item:visible').allInnerTexts();
    await page.fill('#province-filter', 'mondul');
    expect(await shown()).toEqual(['មណ្ឌលគិរី']);
    await page.fill('#province-filter', 'ភ្នំពេញ');
    expect(await shown()).toEqual(['ភ្នំពេញ']);
    await page.fill('#province-filter', '');
    expect(await shown()).toHaveLength(25);
    return 'enough';
  });
  await closing(context, faults);
}, 600_000);

test('by keyboard alone: from the first page to an answer', async () => {
  const { context, page, faults } = await visitor({ viewport: { width: 1280, height: 900 } });
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
  const { context, page, faults } = await visitor();
  fake.tracked = aTrackedCase('km', { actions: ['reply'] });
  await openCase(page, base);
  await page.click('.act summary');
  await page.fill('#text', 'x'.repeat(100));
  await page.locator('#text-count', { hasText: '៩.៩០០' }).waitFor();
  await closing(context, faults);
}, 600_000);
