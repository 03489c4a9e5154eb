import { mkdirSync } from 'node:fs';
import type { Page } from 'playwright-core';

import {
  aHearing,
  contributionsComplaint,
  dispute,
  good,
  pensionComplaint,
  type Filed,
  type Hearing,
} from '../resolution/hearing.ts';
import { committee, keepRoster, open, toCommittee } from '../resolution/steps.ts';
import { findings, openChromium, unfold, type Browsing } from '../support/chromium.ts';
import { aStaffWeb, type StaffWeb } from '../support/staff-web.ts';

/** Journeys of a handler and of a reviewer at the Regulator in Chromium: by keyboard alone, with JavaScript and without. */
const screens = process.env['SAMLENG_SCREENS'] ?? null;

let of: Hearing;
let web: StaffWeb;
let browsing: Browsing;
let own: Filed;
let below: Filed;
beforeAll(async () => {
  of = await aHearing();
  await keepRoster(of);
  of.at('2026-12-07T09:00');
  web = aStaffWeb(of.world);
  own = await of.file(pensionComplaint({ narrative: 'ប្រាក់សោធនគណនាខុស។ '.repeat(500).slice(0, 9_900) }));
  good(await of.post('branch', `/cases/${own.reference}/acknowledge`));
  below = await toCommittee(of, contributionsComplaint());
  await open(of, below, committee);
  good(await of.post('memberA', `${dispute(below)}/screening`, { finding: 'clear' }));
  good(await of.post('memberA', `${dispute(below)}/admit`));
  good(await of.own(below, '/dispute/consent', { given: false }));
  good(await of.post('memberA', `${dispute(below)}/outcome`, { kind: 'failed', reasons: 'x', failedPoints: ['x'] }));
  good(await of.post('memberA', `${dispute(below)}/issue`));
  browsing = await openChromium(web.app);
}, 600_000);
afterAll(async () => {
  await browsing?.close();
  await of?.close();
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

let shot = 0;
/** Axe, and a picture of the page when somebody wants to look. */
async function looksRight(page: Page, name: string): Promise<void> {
  await unfold(page);
  expect([name, await findings(page)]).toEqual([name, []]);
  if (screens === null) return;
  mkdirSync(screens, { recursive: true });
  const width = page.viewportSize()?.width ?? 0;
  shot += 1;
  await page.screenshot({ path: `${screens}/${String(shot).padStart(2, '0')}-${name}-${width}.png`, fullPage: true });
}

test('a handler asks the complainant by keyboard alone: the draft keeps itself, the message is seen before it goes', async () => {
  web.actor = of.actor('branch');
  const { page, faults, context } = await browsing.visitor({ viewport: { width: 1280, height: 800 } });
  await page.goto(`${browsing.base}/en/staff`);
  await tabTo(page, 'Pension computation');
  await page.keyboard.press('Enter');
  await page.waitForURL(`**/cases/${own.reference}`);
  await tabTo(page, 'Ask the complainant');
  await page.keyboard.press('Enter');
  await page.waitForURL('**/request-information');
  await tabTo(page, 'question');
  await page.keyboard.type('Which years are missing?');
  await page.getByText('Draft saved').waitFor();
  await page.reload();
  expect(await page.inputValue('#question')).toBe('Which years are missing?');
  await looksRight(page, 'draft');
  await tabTo(page, 'Look it over');
  await page.keyboard.press('Enter');
  await page.locator('#told').waitFor();
  await looksRight(page, 'look-over');
  await tabTo(page, 'Send the question');
  await page.keyboard.press('Enter');
  await page.waitForURL('**done=request-information');
  await looksRight(page, 'case-asked');
  expect(faults).toEqual([]);
  await context.close();
});

test('without JavaScript: found by name, a draft by its button, a view kept, a document added', async () => {
  web.actor = of.actor('branch');
  const { page, context } = await browsing.visitor({ javaScriptEnabled: false });
  await page.goto(`${browsing.base}/staff`);
  await page.fill('#q', 'សុភា');
  await page.click('button[value=search]');
  await page.click(`.row__link[href$="${own.reference}"]`);
  await page.click('a[href$="/note"]');
  await page.fill('#text', 'បានទូរស័ព្ទទៅ');
  await page.click('button[value=draft]');
  await page.goto(`${browsing.base}/staff/cases/${own.reference}/note`);
  expect(await page.inputValue('#text')).toBe('បានទូរស័ព្ទទៅ');
  await page.click('.govuk-button[value=do]');
  expect(page.url()).toContain('done=note');
  await page.click('a[href$="/attach"]');
  const pixel = 'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==';
  await page.setInputFiles('#file', {
    name: 'បង្កាន់ដៃ.png',
    mimeType: 'image/png',
    buffer: Buffer.from(pixel, 'base64'),
  });
  await page.click('.govuk-button[value=do]');
  expect(await page.locator('a[download]').first().innerText()).toBe('បង្កាន់ដៃ.png');
  await page.goto(`${browsing.base}/staff?view=office&severity=S3`);
  await page.click('.saved__keep summary');
  await page.fill('#name', 'ធម្មតា');
  await page.click('.saved__form button[type=submit]');
  expect(await page.locator('.saved__link').innerText()).toBe('ធម្មតា');
  await context.close();
});

test('a party comes to the Regulator, without JavaScript on a telephone; what is missing is asked for and given', async () => {
  web.actor = of.actor('reviewer');
  const narrow = await browsing.visitor({ javaScriptEnabled: false });
  await narrow.page.goto(`${browsing.base}/staff/regulator/desk`);
  await narrow.page.fill('#reference', below.reference);
  await narrow.page.fill('#receipt', below.receipt);
  await narrow.page.click('button[value=check]');
  await narrow.page.fill('#grounds', 'មិនបានបង់ភាគទានពីរឆ្នាំ។');
  await narrow.page.click('button[value=file]');
  const reference = /filed=([A-Z0-9-]+)/.exec(narrow.page.url())?.[1] ?? '';
  good(await of.post('reviewer', `/cases/${reference}/acknowledge`));
  await narrow.page.goto(`${browsing.base}/staff/regulator/${reference}`);
  await narrow.page.click('button[value=open]');
  expect(narrow.page.url()).toContain('done=open');
  await narrow.context.close();

  const { page, faults, context } = await browsing.visitor({ viewport: { width: 1280, height: 800 } });
  await page.goto(`${browsing.base}/en/staff/regulator?view=incomplete`);
  await looksRight(page, 'filings');
  await page.click('.row__link');
  await looksRight(page, 'filing');
  await page.fill('#claims', 'To be paid for two years');
  await page.click('button[value=state]');
  await page.getByText('What arrived was added.').waitFor();
  await page.click('a[href$="/file"]');
  await looksRight(page, 'operator-file');
  expect(faults).toEqual([]);
  await context.close();

  const small = await browsing.visitor();
  for (const [name, path] of [
    ['filings', '/staff/regulator?view=incomplete'],
    ['no-filings', '/staff/regulator?view=complete'],
    ['filing', `/staff/regulator/${reference}`],
    ['desk', '/staff/regulator/desk'],
    ['operator-file', `/staff/regulator/${reference}/file`],
    ['not-there', '/staff/regulator/nothing/there'],
  ] as const) {
    await small.page.goto(`${browsing.base}${path}`);
    await looksRight(small.page, name);
  }
  web.actor = of.actor('branch');
  for (const [name, path] of [
    ['work-list', '/staff?view=office'],
    ['attach', `/staff/cases/${own.reference}/attach`],
    ['case', `/staff/cases/${own.reference}`],
  ] as const) {
    await small.page.goto(`${browsing.base}${path}`);
    await looksRight(small.page, name);
  }
  await small.context.close();
});
