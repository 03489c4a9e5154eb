import { mkdirSync } from 'node:fs';

import { findings, openChromium, type Browsing, type Visitor } from '../support/chromium.ts';
import { aDesk, type Desk } from '../support/desk.ts';
import { aStaffWeb, type StaffWeb } from '../support/staff-web.ts';
import { putManyCases } from './many-cases.ts';

/** A folder to look at the pages; none by default. */
const screens = process.env['SAMLENG_SCREENS'] ?? null;

let desk: Desk;
let web: StaffWeb;
let browsing: Browsing;
/** One profile a width, for all pages. */
const visitors = new Map<number, Visitor>();

const languages = ['km', 'en'] as const;
const widths = [360, 1280] as const;
const views = languages.flatMap((language) => widths.map((width) => [language, width] as const));

beforeAll(async () => {
  desk = await aDesk();
  web = aStaffWeb(desk.world);
  web.actor = await desk.staff('analyst', 'NSAF', 'ស៊ុំ វិសាល');
  browsing = await openChromium(web.app);
  for (const width of widths) visitors.set(width, await browsing.visitor({ viewport: { width, height: 800 } }));
}, 120_000);

afterAll(async () => {
  await browsing?.close();
  await desk?.close();
});

async function look(name: string, language: 'km' | 'en', width: number, path: string): Promise<void> {
  const visitor = visitors.get(width);
  if (visitor === undefined) throw new Error(`nobody looks at ${width}`);
  const { page, faults } = visitor;
  await page.goto(`${browsing.base}${language === 'km' ? '' : '/en'}${path}`);
  // Taken before axe, which the page's policy keeps from measuring colours by itself.
  expect(faults.splice(0)).toEqual([]);
  if (screens !== null) {
    mkdirSync(screens, { recursive: true });
    await page.screenshot({ path: `${screens}/${name}-${language}-${width}.png`, fullPage: true });
  }
  expect(await findings(page)).toEqual([]);
  faults.splice(0);
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
