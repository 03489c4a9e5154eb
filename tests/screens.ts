/**
 * Makes the pictures of docs/screens: the main pages of every person, over a world of its own. Run by hand when pages have
 * changed: `node scripts/run.mjs tests/screens.ts`.
 */
import { mkdirSync, readdirSync, rmSync, statSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

import express from 'express';
import sharp from 'sharp';

import { escalateCase, fileAppeal, handling, sweepDue } from '../src/escalation/index.ts';
import { systemActor, type Role, type StaffActor } from '../src/kernel/actor.ts';
import { sweepMailRoom } from '../src/notifications/index.ts';
import { currentBook } from '../src/reference/index.ts';
import { changeDisputeParty, disputeView, openDispute, requestMore, stateComplaint } from '../src/resolution/index.ts';
import { citizenPages, citizenUseCases, pageSet, webRouter } from '../src/web/index.ts';
import { openFileStore } from '../src/platform/files.ts';
import { aMailRoom, log } from './notifications/mail-room-world.ts';
import { putManyCases } from './reporting/many-cases.ts';
import { openChromium, phone, type Visitor } from './support/chromium.ts';
import { aDesk } from './support/desk.ts';
import startServer from './support/global-setup.ts';
import stopServer from './support/global-teardown.ts';
import { aFiledCase, aFullCase } from './support/staff-cases.ts';
import { aStaffWeb } from './support/staff-web.ts';
import { ordinaryWalk, walkToCheck } from './support/walk.ts';

const folder = fileURLToPath(new URL('../docs/screens', import.meta.url));
const day = 86_400_000;
/** Long pages are cut: what matters stands at the top. */
const tallest = { 360: 1500, 1280: 1100 } as const;
type Width = keyof typeof tallest;

await startServer();
const desk = await aDesk();
const { world } = desk;
const staff = aStaffWeb(world);
const app = express();
app.use(
  webRouter(
    {
      clock: world.clock,
      formSecret: Buffer.alloc(32, 7),
      secure: false,
      currentStaff: async () => null,
      rateLimit: async () => null,
      audit: async () => undefined,
      denied: async () => undefined,
      evenTime: () => Promise.resolve(),
      reportFault: (error) => console.error(error),
    },
    [
      pageSet(
        citizenPages,
        citizenUseCases({
          perform: world.perform,
          clock: world.clock,
          handling,
          publicUrl: 'https://samleng.example',
          book: () => world.perform(systemActor('screens'), currentBook, undefined),
          files: openFileStore(`${world.dataDir}/files`),
          drafts: openFileStore(`${world.dataDir}/drafts`),
        }),
      ),
    ],
  ),
);
// Staff pages first: the citizens' router answers whatever is left.
const both = express();
both.use((request, response, next) =>
  /^(\/en)?\/(staff|counter-worker)/.test(request.path)
    ? staff.app(request, response, next)
    : app(request, response, next),
);
const browsing = await openChromium(both);
const visitors = new Map<Width, Visitor>();
for (const width of [360, 1280] as const)
  visitors.set(width, await browsing.visitor({ viewport: { width, height: width === 360 ? phone.height : 800 } }));

rmSync(folder, { recursive: true, force: true });
mkdirSync(folder, { recursive: true });

function at(width: Width): Visitor['page'] {
  const visitor = visitors.get(width);
  if (visitor === undefined) throw new Error(`nobody looks at ${width}`);
  return visitor.page;
}

async function keep(name: string, language: 'km' | 'en', width: Width): Promise<void> {
  await at(width).evaluate('scrollTo(0, 0)');
  const picture = sharp(await at(width).screenshot({ fullPage: true }));
  const { height } = await picture.metadata();
  await picture
    .extract({ left: 0, top: 0, width, height: Math.min(height, tallest[width]) })
    .png({ palette: true, quality: 70, effort: 10, compressionLevel: 9 })
    .toFile(`${folder}/${name}-${language}-${width}.png`);
}

async function look(name: string, language: 'km' | 'en', width: Width, path: string): Promise<void> {
  await at(width).goto(`${browsing.base}${language === 'km' ? '' : '/en'}${path}`);
  await keep(name, language, width);
}

async function everywhere(name: string, path: string): Promise<void> {
  await look(name, 'km', 360, path);
  await look(name, 'en', 1280, path);
}

const people = new Map<Role, StaffActor>();
async function officer(role: Role, office: string, name: string): Promise<StaffActor> {
  const known = people.get(role) ?? (await desk.staff(role, office, name));
  people.set(role, known);
  return known;
}

/** Signs somebody in. */
async function as(role: Role, office: string, name: string): Promise<StaffActor> {
  staff.actor = await officer(role, office, name);
  return staff.actor;
}

/** A case of the fund that was not settled `daysAgo`, and goes to the Regulator now. @returns the number of the filing */
async function notSettled(daysAgo: number, more: object, lateReason: string | null = null): Promise<string> {
  const now = world.clock.now();
  world.clock.set(new Date(now.getTime() - daysAgo * day));
  const complainant = {
    name: 'សុខ សុភា',
    phone: '012345678',
    address: 'ភ្នំពេញ',
    ids: { nssfMemberId: '1234567890' },
    contact: { channel: 'sms', safe: true },
  };
  const filed = await desk.file({
    programme: 'SS-PEN-PRI',
    category: 'PEN-CMP',
    identity: 'named',
    complainant,
    ...more,
  });
  const { reference } = filed;
  const branch = await officer('operator_handler', 'NSSF-12', 'យឹម ស្រីពៅ');
  await desk.as(branch, handling.acknowledge, { reference });
  const said = { reasons: 'មិនព្រមព្រៀង', legalBasis: null, evidence: null, remedies: [] };
  await desk.as(branch, handling.decide, { reference, outcome: 'not_settled', ...said });
  world.clock.set(now);
  const appeal = await desk.as(filed.complainant, fileAppeal, { reference, grounds: 'ប្រាក់សោធនគណនាខុស', lateReason });
  return appeal.reference;
}

/** Filings of every kind: in time and late, new, with something asked for, complete. */
async function filingsAtRegulator(registrar: StaffActor): Promise<{ readonly incomplete: string }> {
  const employer = [{ kind: 'employer', name: 'រោងចក្រកាត់ដេរ ចំរើន' }];
  await notSettled(4, {});
  await notSettled(75, { programme: 'SS-HC-PRI', category: 'HCB-RMB' }, 'ខ្ញុំសម្រាកនៅមន្ទីរពេទ្យ');
  const incomplete = await notSettled(9, { category: 'EMP-CON', about: employer });
  const complete = await notSettled(12, { programme: 'SS-OR-PRI', category: 'ORI-CLM' });
  for (const reference of [incomplete, complete]) {
    await desk.as(registrar, handling.acknowledge, { reference });
    await desk.as(registrar, openDispute, { reference, mode: 'conciliation', panelSize: 1 });
  }
  const items = { object: 'ប្រាក់សោធន', facts: 'ធ្វើការ ២០ ឆ្នាំ', claims: 'គណនាឡើងវិញ', disputed_points: 'ចំនួនឆ្នាំ' };
  await desk.as(registrar, stateComplaint, { reference: incomplete, items: { object: items.object } });
  const more = { items: ['claims', 'disputed_points'], text: 'សូមសរសេរអ្វីដែលអ្នកសុំ។', replyWithinWorkingDays: 5 };
  await desk.as(registrar, requestMore, { reference: incomplete, ...more });
  const { parties } = await desk.as(registrar, disputeView, complete);
  const office = parties.find((party) => party.side === 'respondent');
  if (office?.details) {
    const details = { ...office.details, name: 'ប.ស.ស.', address: 'ភ្នំពេញ', phone: '+85523111222' };
    await desk.as(registrar, changeDisputeParty, { reference: complete, party: office.id, language: 'km', details });
  }
  await desk.as(registrar, stateComplaint, { reference: complete, items });
  return { incomplete };
}

/** Payments at the province in the hands of two officers, of which some were not decided in time. */
async function workAtProvince(): Promise<void> {
  const now = world.clock.now();
  const dara = await officer('province_officer', '12', 'ឡុង ដារ៉ា');
  const thida = await desk.staff('province_officer', '12', 'ចាន់ ធីតា');
  for (const [index, daysAgo] of [40, 33, 31, 19, 6, 2].entries()) {
    world.clock.set(new Date(now.getTime() - daysAgo * day));
    const { reference } = await desk.file({ programme: index % 2 === 0 ? 'FP-PWC' : 'FP-ELD' });
    await desk.as(dara, handling.acknowledge, { reference });
    const assignee = (index % 3 === 0 ? thida : dara).personId;
    await desk.as(dara, handling.assign, { reference, assignee });
  }
  world.clock.set(now);
  await sweepDue(world.perform, world.clock);
}

const clerk = await as('commune_officer', '120101', 'ចាន់ សុភាព');
const full = await aFullCase(world, clerk);
for (const category of ['CRD-EXP', 'CRD-LST', 'DAT-COR']) {
  await aFiledCase(world, clerk, { category });
  world.clock.advance(3 * day);
}
const moved = (await aFiledCase(world, clerk)).reference;
await world.perform(clerk, escalateCase, { reference: moved, reason: 'មិនអាចដោះស្រាយ' });
await aFiledCase(world, clerk);
await sweepMailRoom(aMailRoom(), { perform: world.perform, log });

// The complainant.
await everywhere('citizen-home', '/');
await look('citizen-protected', 'km', 360, '/complaints/new?topic=protection');
await everywhere('citizen-rights', '/help/rights');
await walkToCheck(at(360), browsing.base, ordinaryWalk, async (name) => {
  if (['topic', 'problem', 'files', 'check'].includes(name)) await keep(`citizen-${name}`, 'km', 360);
});
await at(360).click('button.govuk-button[value="file"]');
await at(360).waitForSelector('.filed');
await keep('citizen-filed', 'km', 360);
const own = await desk.file({ programme: 'IDPOOR', category: 'CRD-NIS' });
await desk.as(clerk, handling.acknowledge, { reference: own.reference });
await desk.as(clerk, handling.requestInformation, {
  reference: own.reference,
  question: 'តើអ្នកមានបង្កាន់ដៃសម្ភាសទេ?',
  replyWithinWorkingDays: 5,
});
for (const [language, width] of [
  ['km', 360],
  ['en', 1280],
] as const) {
  const page = at(width);
  await page.goto(`${browsing.base}${language === 'km' ? '' : '/en'}/complaints/track`);
  await page.fill('#reference', own.reference);
  await page.fill('#receipt', own.receipt);
  await page.click('button.govuk-button[value="open"]');
  await page.waitForSelector('.case');
  await keep('citizen-track', language, width);
}

// Hotline and counter.
await as('hotline_agent', 'HOTLINE', 'លី មករា');
await everywhere('hotline-intake', '/staff/intake');
{
  const page = at(1280);
  await page.goto(`${browsing.base}/staff/intake`);
  await page.selectOption('#programme', 'IDPOOR');
  await page.selectOption('#category', 'CRD-LST');
  await page.fill('#placeTyped', 'Tonle Basak');
  await page.fill('#narrative', 'ទឹកជំនន់បានយកប័ណ្ណសមធម៌របស់ខ្ញុំ។');
  await page.fill('#complainant-name', 'សុខ សុភា');
  await page.click('button.govuk-button[value="check"]');
  await page.waitForSelector('.script__consent');
  await keep('hotline-read-back', 'km', 1280);
  await page.check('#consent');
  await page.click('button.govuk-button[value="file"]');
  await page.waitForSelector('.slip');
  await keep('hotline-receipt', 'km', 1280);
}
await as('counter_officer', '120101', 'សុខ ដារ៉ា');
for (const [language, width] of [
  ['km', 360],
  ['en', 1280],
] as const) {
  await at(width).goto(`${browsing.base}${language === 'km' ? '' : '/en'}/staff/counter`);
  await at(width).waitForSelector('[data-counter="ready"]');
  await keep('counter-without-a-line', language, width);
}

// Handler, supervisor, policy, regulator, administrator, auditor.
await as('commune_officer', '120101', 'ចាន់ សុភាព');
await everywhere('handler-work-list', '/staff?status=');
await everywhere('handler-case', `/staff/cases/${full}`);
await as('operator_supervisor', 'NSAF', 'ហេង សុវណ្ណ');
await workAtProvince();
await everywhere('supervisor-workload', '/staff/workload?office=12');
await everywhere('supervisor-breaches', '/staff/breaches');
const registrar = await as('regulator_reviewer', 'SSR', 'កែវ រតនា');
const filings = await filingsAtRegulator(registrar);
await everywhere('regulator-inbox', '/staff/regulator?view=all');
await everywhere('regulator-filing', `/staff/regulator/${filings.incomplete}`);
await everywhere('regulator-dispute', `/staff/cases/${filings.incomplete}/dispute`);
await as('policy_reviewer', 'GS-NSPC', 'អ៊ុក សុខា');
await everywhere('policy-watched', '/staff/watched');
await putManyCases(desk, 1_200);
world.clock.advance(61_000);
await as('analyst', 'GS-NSPC', 'ស៊ុំ វិសាល');
await everywhere('policy-figures', '/staff/dashboard?from=2026-06-01&to=2026-11-30');
await as('administrator', 'GS-NSPC', 'ម៉ៅ ចន្ថា');
await desk.owner(`update person set email = replace(role, '_', '-') || '-' || right(id::text, 3) || '@staff.example'`);
await everywhere('administrator-people', '/staff/people');
await everywhere('administrator-calendar', '/staff/settings/calendar');
await look('administrator-settings', 'en', 1280, '/staff/settings');
await look('administrator-outbox', 'en', 1280, '/staff/outbox');
await as('auditor', 'GS-NSPC', 'ទេព វណ្ណា');
await look('auditor-ledger', 'en', 1280, '/staff/ledger');

await browsing.close();
await desk.close();
await stopServer();
const bytes = readdirSync(folder).reduce((sum, name) => sum + statSync(`${folder}/${name}`).size, 0);
console.log(`${readdirSync(folder).length} pictures, ${Math.round(bytes / 1024)} KB`);
process.exit(0);
