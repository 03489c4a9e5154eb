import { mkdirSync } from 'node:fs';
import express from 'express';
import pg from 'pg';
import type { Page } from 'playwright-core';
import sharp from 'sharp';
import type { StaffActor } from '../../src/kernel/actor.ts';
import { aStaffActor } from '../access/members.ts';
import { findings, openChromium, tooWide, type Browsing, type Visitor } from '../support/chromium.ts';
import { aFiledCase } from '../support/staff-cases.ts';
import { aStaffWeb, type StaffWeb } from '../support/staff-web.ts';
import { aWorld, type World } from '../support/world.ts';

/** A folder to look at the pages; none by default. */
const screens = process.env['SAMLENG_SCREENS'] ?? null;
let world: World;
let web: StaffWeb;
let browsing: Browsing;
let clerk: StaffActor;
let agent: StaffActor;
let desk: Visitor;
/** So many answers to sendings are lost on the way, though the server did what was asked. */
let lost = 0;
let lostFiles = 0;

beforeAll(async () => {
  world = await aWorld();
  web = aStaffWeb(world);
  clerk = await aStaffActor(world, 'counter_officer', '120101');
  agent = await aStaffActor(world, 'hotline_agent', 'HOTLINE');
  web.actor = clerk;
  const app = express();
  app.use((request, response, next) => {
    if (request.method === 'POST' && request.path.endsWith('/counter/send') && lost > 0) {
      lost -= 1;
      response.end = () => response.destroy();
    }
    if (request.method === 'POST' && request.path.endsWith('/counter/send-file') && lostFiles > 0) {
      lostFiles -= 1;
      response.end = () => response.destroy();
    }
    next();
  });
  app.use(web.app);
  browsing = await openChromium(app);
  desk = await browsing.visitor({ viewport: { width: 1280, height: 900 } });
}, 120_000);

afterAll(async () => {
  await browsing?.close();
  await world?.close();
});

async function attachments(): Promise<readonly { readonly media_type: string }[]> {
  const owner = new pg.Client({ connectionString: world.ownerUrl });
  await owner.connect();
  const { rows } = await owner.query<{ media_type: string }>('select media_type from attachment');
  await owner.end();
  return rows;
}

async function cases(category: string): Promise<number> {
  const owner = new pg.Client({ connectionString: world.ownerUrl });
  await owner.connect();
  // What was written is sealed: those filed at the counter with this category are counted.
  const { rows } = await owner.query('select 1 from case_file where category = $1 and channel = $2', [
    category,
    'counter',
  ]);
  await owner.end();
  return rows.length;
}

async function open(page: Page, language: 'km' | 'en' = 'en'): Promise<void> {
  await page.goto(`${browsing.base}${language === 'en' ? '/en' : ''}/staff/counter`);
  await page.waitForSelector('[data-counter="ready"]');
}

async function take(page: Page, category: string, name = 'Sok Sophea', phone = ''): Promise<void> {
  await page.selectOption('#programme', 'IDPOOR');
  await page.selectOption('#category', category);
  await page.fill('#placeTyped', 'Tonle Basak / ទន្លេបាសាក់ (120101)');
  await page.fill('#narrative', 'The flood took SECRETWORD my card');
  await page.fill('#complainant-name', name);
  await page.fill('#complainant-phone', phone);
  await page.check('#consent');
  await page.click('[data-form] button[type="submit"]');
}

const queue = (page: Page, text: string) => page.locator('[data-queue] li', { hasText: text });

test('taken without a line, sent when it is back, once though the answer was lost, receipt when the person returns', async () => {
  const { context, page, faults } = desk;
  await open(page);
  expect(await page.innerText('[data-line]')).toContain('There is a line, and you are signed in');
  await page.evaluate('navigator.serviceWorker.ready.then(() => undefined)');
  while (await page.evaluate('navigator.serviceWorker.controller === null')) await page.waitForTimeout(50);

  await context.setOffline(true);
  await open(page);
  expect(await page.innerText('[data-line]')).toContain('No line');
  const photo = await sharp({ create: { width: 40, height: 30, channels: 3, background: '#c07700' } })
    .jpeg()
    .toBuffer();
  const large = { name: 'large.jpg', mimeType: 'image/jpeg', buffer: Buffer.alloc(10 * 1024 * 1024, 1) };
  await page.setInputFiles('#files', [large]);
  await take(page, 'CRD-LST');
  await page.locator('[data-faults-list]', { hasText: '“large.jpg” is larger than 10 MB' }).waitFor();
  await page.setInputFiles('#files', [
    { name: 'SECRETNAME.jpg', mimeType: 'image/jpeg', buffer: photo },
    { name: 'page.pdf', mimeType: 'application/pdf', buffer: Buffer.from('SECRETPAGE, no PDF') },
  ]);
  await take(page, 'CRD-LST');
  await queue(page, 'Waits for the line').waitFor();
  expect(await page.innerText('[data-queue-said]')).toBe('1 not yet sent');
  const kept = await page.evaluate(`new Promise((resolve) => {
    const open = indexedDB.open('samleng-counter');
    open.onsuccess = () => {
      const stores = ['letters', 'files'].map((name) => open.result.transaction(name).objectStore(name).getAll());
      const plain = (one) => ({ ...one, letter: new TextDecoder('latin1').decode(one.letter) });
      stores[1].onsuccess = () => resolve(JSON.stringify(stores.flatMap(({ result }) => result.map(plain))));
    };
  })`);
  expect(kept).toContain('"state":"waiting"');
  expect(await queue(page, 'Files not yet sent: 2').count()).toBe(1);
  for (const word of ['SECRETWORD', 'Sophea', 'IDPOOR', 'SECRETNAME', 'SECRETPAGE', 'JFIF'])
    expect(kept).not.toContain(word);

  // Opened again without a line, what waits still waits.
  await open(page);
  await queue(page, 'Waits for the line').waitFor();
  lost = 1;
  lostFiles = 1;
  await context.setOffline(false);
  await page.evaluate('dispatchEvent(new Event("online"))');
  while (lost > 0 || (await cases('CRD-LST')) === 0) await page.waitForTimeout(50);
  await page.evaluate('dispatchEvent(new Event("online"))');
  await queue(page, 'Sent: SA-26-').waitFor();
  expect(await cases('CRD-LST')).toBe(1);
  while (lostFiles > 0) await page.waitForTimeout(50);
  await page.evaluate('dispatchEvent(new Event("online"))');
  await queue(page, 'A file was not taken: files of its kind are not taken').waitFor();
  await queue(page, 'Files not yet sent').waitFor({ state: 'detached' });
  expect(await attachments()).toEqual([{ media_type: 'image/jpeg' }]);

  await page.click('[data-queue] button:has-text("Receipt")');
  await page.waitForSelector('.slip');
  expect(await page.innerText('.slip')).toMatch(/\d{4}-\d{4}-\d{4}-\d{4}/);
  expect(await cases('CRD-LST')).toBe(1);
  await open(page);
  await page.click('[data-queue] button:has-text("Handed over")');
  await page.locator('[data-queue-said]', { hasText: 'Nothing waits' }).waitFor();
  expect(faults.splice(0)).toEqual([]);
}, 120_000);

test('signed out: kept until somebody of the office signs in; another office cannot send it', async () => {
  const { page } = desk;
  web.actor = null;
  await open(page);
  expect(await page.innerText('[data-line]')).toContain('nobody is signed in');
  await take(page, 'CRD-EXP');
  await queue(page, 'Waits for the line').waitFor();
  web.actor = await aStaffActor(world, 'counter_officer', '230101');
  await open(page);
  expect(await page.innerText('[data-line]')).toContain('made ready at another office');
  expect(await cases('CRD-EXP')).toBe(0);
  web.actor = await aStaffActor(world, 'commune_officer', '120101');
  await open(page);
  await queue(page, 'Sent: SA-26-').waitFor();
  expect(await cases('CRD-EXP')).toBe(1);
  web.actor = clerk;
}, 120_000);

test('what is refused comes back into the form, is put right and sent', async () => {
  const { page } = desk;
  await open(page);
  await take(page, 'DAT-COR', 'Sok Sophea', '12');
  await queue(page, 'Refused').waitFor();
  await page.click('[data-queue] button:has-text("Put right")');
  await page.locator('[data-faults-list]', { hasText: '012 345 678' }).waitFor();
  expect(await page.inputValue('#narrative')).toContain('SECRETWORD');
  expect(await page.inputValue('#placeTyped')).toContain('(120101)');
  await page.fill('#complainant-phone', '012 345 678');
  await page.check('#consent');
  await page.click('[data-form] button[type="submit"]');
  await page.locator('[data-queue] li', { hasText: 'Sent: SA-26-' }).nth(1).waitFor();
  expect(await cases('DAT-COR')).toBe(1);
}, 120_000);

/** A screenful of intake, filled in as somebody speaks; to the receipt. */
async function takeDown(page: Page, look: () => Promise<void> = async () => undefined): Promise<void> {
  await page.selectOption('#programme', 'IDPOOR');
  await page.selectOption('#category', 'CRD-NIS');
  await page.fill('#placeTyped', 'Tonle Basak');
  await page.fill('#narrative', 'We were interviewed, and no card came');
  await page.fill('#complainant-name', 'Sok Sophea');
  await page.click('.govuk-button[value="check"]');
  await page.waitForSelector('.script__consent');
  expect(await page.innerText('.script')).toContain('Sok Sophea');
  await look();
  await page.click('.govuk-button[value="file"]');
  await page.waitForSelector('#consent-error');
  await page.check('#consent');
  await page.click('.govuk-button[value="file"]');
  await page.waitForSelector('.slip');
  expect(await page.innerText('.slip')).toMatch(/SA-26-\d{7}-\d[^]*\d{4}-\d{4}-\d{4}-\d{4}/);
  await look();
}

test.each([
  ['with JavaScript a call opens the screen with the number looked up', true],
  ['without JavaScript the number is typed', false],
] as const)(
  'hotline: %s; the case is found, another taken, read back, and its receipt read out',
  async (_, scripted) => {
    const known = await aFiledCase(world, agent, { channel: 'hotline' });
    web.actor = agent;
    const { context, page, faults } = await browsing.visitor({ javaScriptEnabled: scripted });
    const asked: string[] = [];
    page.on('request', (request) => asked.push(request.url()));
    // In Khmer where scripts run: axe looks at the pages of the other language elsewhere.
    const at = `${browsing.base}${scripted ? '' : '/en'}/staff/intake`;
    await page.goto(`${at}${scripted ? '#tel=012345678' : ''}`);
    if (!scripted) {
      await page.fill('#callerPhone', '012345678');
      await page.click('.govuk-button[value="find"]');
    }
    await page.locator('.intake__caller', { hasText: known.reference }).waitFor();
    expect(await page.inputValue('#complainant-phone')).toBe('012345678');
    expect(page.url()).toBe(at);
    expect(asked.filter((url) => url.replace(/#.*/, '').includes('012345678'))).toEqual([]);
    if (scripted) expect(await page.evaluate('sessionStorage.length')).toBe(0);
    await takeDown(page, async () => {
      if (scripted) expect(await findings(page)).toEqual([]);
    });
    expect(faults).toEqual([]);
    await context.close();
    web.actor = clerk;
  },
  60_000,
);

test('counter: without JavaScript the page says so and leads to the screen that takes complaints with a line', async () => {
  const { context, page } = await browsing.visitor({ javaScriptEnabled: false });
  await page.goto(`${browsing.base}/en/staff/counter`);
  await page.click('.alert a');
  await takeDown(page);
  await context.close();
}, 60_000);

/** The sheets that printing would take, in millimetres. */
async function paper(page: Page): Promise<readonly { readonly width: number; readonly height: number }[]> {
  const pdf = (await page.pdf({ preferCSSPageSize: true })).toString('latin1');
  const boxes = [...pdf.matchAll(/\/MediaBox \[0 0 ([\d.]+) ([\d.]+)\]/g)];
  const inMillimetres = (points: string | undefined) => Math.round((Number(points) / 72) * 25.4);
  return boxes.map(([, width, height]) => ({ width: inMillimetres(width), height: inMillimetres(height) }));
}

test('from the screen of intake to the receipt by keyboard alone, and axe finds nothing on the way', async () => {
  const { context, page } = await browsing.visitor({ viewport: { width: 1280, height: 900 } });
  await page.goto(`${browsing.base}/en/staff/intake`);
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
}, 60_000);

test.each(['km', 'en'] as const)('axe finds nothing, in %s', async (language) => {
  const { page } = await browsing.visitor();
  await open(page, language);
  if (screens !== null) {
    mkdirSync(screens, { recursive: true });
    for (const width of [360, 1280]) {
      await page.setViewportSize({ width, height: 800 });
      await page.screenshot({ path: `${screens}/counter-${language}-${width}.png`, fullPage: true });
    }
    await page.setViewportSize({ width: 360, height: 800 });
  }
  expect(await findings(page)).toEqual([]);
  await page.setViewportSize({ width: 1280, height: 800 });
  expect(await tooWide(page)).toEqual([]);
  await page.context().close();
});
