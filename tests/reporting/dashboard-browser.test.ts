import { mkdirSync, readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { Server } from 'node:http';
import { createRequire } from 'node:module';
import type { AddressInfo } from 'node:net';
import type { AxeResults } from 'axe-core';
import { chromium } from 'playwright-core';
import type { Browser, Page } from 'playwright-core';

import { aDesk, type Desk } from '../support/desk.ts';
import { aStaffWeb, type StaffWeb } from '../support/staff-web.ts';
import { putManyCases } from './many-cases.ts';

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
/** A folder to look at the pages; none by default. */
const screens = process.env['SAMLENG_SCREENS'] ?? null;

let desk: Desk;
let web: StaffWeb;
let server: Server;
let browser: Browser;
let base: string;

beforeAll(async () => {
  desk = await aDesk();
  web = aStaffWeb(desk.world);
  web.actor = await desk.staff('analyst', 'NSAF', 'ស៊ុំ វិសាល');
  server = createServer(web.app);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  base = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  browser = await chromium.launch({
    executablePath: '/usr/bin/chromium',
    args: ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking'],
  });
}, 120_000);

afterAll(async () => {
  await browser?.close();
  await new Promise((resolve) => server?.close(resolve));
  await desk?.close();
});

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

const languages = ['km', 'en'] as const;
const widths = [360, 1280] as const;
const views = languages.flatMap((language) => widths.map((width) => [language, width] as const));

async function look(name: string, language: 'km' | 'en', width: number, path: string): Promise<void> {
  const context = await browser.newContext({ viewport: { width, height: 800 }, bypassCSP: false });
  const page = await context.newPage();
  const faults: string[] = [];
  page.on('pageerror', (error) => faults.push(error.message));
  page.on('console', (message) => {
    if (message.type() === 'error') faults.push(message.text());
  });
  await page.goto(`${base}${language === 'km' ? '' : '/en'}${path}`);
  // Taken before axe, which the page's policy keeps from measuring colours by itself.
  expect(faults).toEqual([]);
  if (screens !== null) {
    mkdirSync(screens, { recursive: true });
    await page.screenshot({ path: `${screens}/${name}-${language}-${width}.png`, fullPage: true });
  }
  expect(await findings(page)).toEqual([]);
  await context.close();
}

test.each(views)('nothing to show yet, in %s at %i', (language, width) =>
  look('figures-empty', language, width, '/staff/dashboard'),
);

describe('with cases', () => {
  beforeAll(() => putManyCases(desk, 1_500), 60_000);

  test.each(views)('by programme, in %s at %i', (language, width) => {
    desk.world.clock.advance(61_000);
    return look('figures', language, width, '/staff/dashboard?from=2026-06-01&to=2026-11-21');
  });

  test.each(views)('by problem, in %s at %i', (language, width) =>
    look('figures-category', language, width, '/staff/dashboard?by=category&province=12'),
  );
});
