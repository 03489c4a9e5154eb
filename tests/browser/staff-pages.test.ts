import { mkdirSync, readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { Server } from 'node:http';
import { createRequire } from 'node:module';
import type { AddressInfo } from 'node:net';
import type { AxeResults } from 'axe-core';
import { chromium } from 'playwright-core';
import type { Browser, Page } from 'playwright-core';
import type { Role, StaffActor } from '../../src/kernel/actor.ts';
import { aStaffActor } from '../access/members.ts';
import { aFiledCase, aFullCase } from '../support/staff-cases.ts';
import { aStaffWeb } from '../support/staff-web.ts';
import type { StaffWeb } from '../support/staff-web.ts';
import { aWorld } from '../support/world.ts';
import type { World } from '../support/world.ts';

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const day = 86_400_000;
/** A folder to look at the pages; none by default. */
const screens = process.env['SAMLENG_SCREENS'] ?? null;

let world: World;
let web: StaffWeb;
let server: Server;
let browser: Browser;
let base: string;
let fresh: string;
let full: string;
const people = new Map<Role, StaffActor>();

beforeAll(async () => {
  world = await aWorld();
  web = aStaffWeb(world);
  const offices: readonly (readonly [Role, string])[] = [
    ['commune_officer', '120101'],
    ['counter_officer', '120101'],
    ['administrator', 'NSAF'],
    ['policy_reviewer', 'GS-NSPC'],
    ['privacy_officer', 'NSAF'],
    ['auditor', 'NSAF'],
    ['analyst', 'NSAF'],
  ];
  for (const [role, office] of offices) people.set(role, await aStaffActor(world, role, office));
  const officer = person('commune_officer');
  full = await aFullCase(world, officer);
  const categories = ['CRD-EXP', 'CRD-LST', 'DAT-COR', 'CRD-NIS'];
  for (const category of categories) {
    await aFiledCase(world, officer, { category, ...(category === 'DAT-COR' ? { identity: 'confidential' } : {}) });
    world.clock.advance(4 * day);
  }
  fresh = (await aFiledCase(world, officer)).reference;
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
  await world?.close();
});

function person(role: Role): StaffActor {
  const found = people.get(role);
  if (!found) throw new Error(`nobody is ${role}`);
  return found;
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

const pages: readonly (readonly [name: string, role: Role | null, path: () => string])[] = [
  ['sign-in', null, () => '/staff/sign-in'],
  ['account', 'commune_officer', () => '/staff/account'],
  ['work-list', 'commune_officer', () => '/staff?status='],
  ['work-list-filter', 'commune_officer', () => '/staff?programme=IDPOOR&status=filed'],
  ['work-list-empty', 'commune_officer', () => '/staff?view=mine&severity=S1'],
  ['no-work', 'analyst', () => '/staff'],
  ['case-fresh', 'commune_officer', () => `/staff/cases/${fresh}`],
  ['case-full', 'commune_officer', () => `/staff/cases/${full}`],
  ['acknowledge', 'commune_officer', () => `/staff/cases/${fresh}/acknowledge`],
  ['assign', 'commune_officer', () => `/staff/cases/${fresh}/assign`],
  ['transfer', 'commune_officer', () => `/staff/cases/${fresh}/transfer`],
  ['mark-protected', 'commune_officer', () => `/staff/cases/${fresh}/mark-protected`],
  ['fulfil-remedy', 'commune_officer', () => `/staff/cases/${full}/fulfil-remedy`],
  ['decide-closed', 'commune_officer', () => `/staff/cases/${full}/decide`],
  ['break-glass', 'commune_officer', () => `/staff/cases/${fresh}/break-glass`],
];

describe.each(['km', 'en'] as const)('axe finds nothing, in %s', (language) => {
  const prefix = language === 'km' ? '' : '/en';
  test.each(pages)(
    '%s',
    async (name, role, path) => {
      web.actor = role === null ? null : person(role);
      const found: Record<number, string[]> = {};
      for (const width of [360, 1280]) {
        const context = await browser.newContext({ viewport: { width, height: 800 } });
        const page = await context.newPage();
        const faults: string[] = [];
        page.on('pageerror', (error) => faults.push(error.message));
        page.on('console', (message) => {
          if (message.type() === 'error' && !message.text().startsWith('Failed to load')) faults.push(message.text());
        });
        await page.goto(`${base}${prefix}${path()}`);
        if (screens !== null) {
          mkdirSync(screens, { recursive: true });
          await page.screenshot({ path: `${screens}/${name}-${language}-${width}.png`, fullPage: true });
        }
        await page.evaluate('document.querySelectorAll("details").forEach((one) => { one.open = true; })');
        found[width] = [...(await findings(page)), ...faults];
        await context.close();
      }
      if (web.faults.length > 0) throw web.faults.splice(0)[0];
      expect(found).toEqual({ 360: [], 1280: [] });
    },
    60_000,
  );
});
