import { mkdirSync } from 'node:fs';

import { findings, openChromium, phone, putInPlace, type Browsing, type Visitor } from '../support/chromium.ts';
import { aDesk, type Desk } from '../support/desk.ts';
import { aStaffWeb, type StaffWeb } from '../support/staff-web.ts';
import { putManyCases } from './many-cases.ts';

/** A folder to look at the pages; none by default. */
const screens = process.env['SAMLENG_SCREENS'] ?? null;

let desk: Desk;
let web: StaffWeb;
let browsing: Browsing;
let visitor: Visitor;

beforeAll(async () => {
  desk = await aDesk();
  web = aStaffWeb(desk.world);
  web.actor = await desk.staff('analyst', 'NSAF', 'ស៊ុំ វិសាល');
  browsing = await openChromium(web.app);
  visitor = await browsing.visitor();
}, 120_000);

afterAll(async () => {
  await browsing?.close();
  await desk?.close();
});

/** Axe in both languages and at both widths; the page is opened in Khmer and the English one put into its place. */
async function look(name: string, path: string): Promise<void> {
  const { page, faults } = visitor;
  const found: string[] = [];
  for (const language of ['km', 'en']) {
    await page.setViewportSize(phone);
    if (language === 'km') await page.goto(`${browsing.base}${path}`);
    else await putInPlace(page, `/en${path}`);
    // Taken before axe, which the page's policy keeps from measuring colours by itself.
    found.push(...faults.splice(0));
    for (const width of [360, 1280]) {
      await page.setViewportSize({ width, height: 800 });
      if (screens !== null) {
        mkdirSync(screens, { recursive: true });
        await page.screenshot({ path: `${screens}/${name}-${language}-${width}.png`, fullPage: true });
      }
      found.push(...(await findings(page)).map((one) => `${language} at ${width}: ${one}`));
      faults.splice(0);
    }
  }
  expect(found).toEqual([]);
}

test('nothing to show yet, in both languages at 360 and 1280 px', () => look('figures-empty', '/staff/dashboard'));

describe('with cases, in both languages at 360 and 1280 px', () => {
  beforeAll(() => putManyCases(desk, 1_500), 60_000);

  test('by programme', () => {
    desk.world.clock.advance(61_000);
    return look('figures', '/staff/dashboard?from=2026-06-01&to=2026-11-21');
  });

  test('by problem', () => look('figures-category', '/staff/dashboard?by=category&province=12'));
});
