import pg from 'pg';

import { sealLedger } from '../../src/access/index.ts';
import { systemActor, type StaffActor } from '../../src/kernel/actor.ts';
import { aDesk, type Desk } from '../support/desk.ts';
import { aBrowser, textOf } from '../support/staff-agent.ts';
import { aStaffWeb, type StaffWeb } from '../support/staff-web.ts';
import { inOtherLanguage } from './other-language.ts';

let desk: Desk;
let web: StaffWeb;
let privacy: StaffActor;
let auditor: StaffActor;
let officer: StaffActor;

beforeAll(async () => {
  desk = await aDesk();
  web = aStaffWeb(desk.world);
  privacy = await desk.staff('privacy_officer', 'GS-NSPC');
  auditor = await desk.staff('auditor', 'GS-NSPC');
  officer = await desk.staff('province_officer', '12', 'លោក សុខ');
});
afterAll(() => desk.close());

/** A browser at which this person is signed in. */
function as(actor: StaffActor) {
  web.actor = actor;
  return aBrowser(web);
}

test('holds: placed, shown with their reason, lifted; what is missing is said at its field', async () => {
  const filed = await desk.file({ protected: true });
  const empty = await as(privacy).send('/en/staff/holds', { reference: 'nothing', reason: '' });
  expect([empty.status, textOf(empty.text).includes('Write why it must be kept')]).toEqual([422, true]);
  const unknown = await as(privacy).send('/en/staff/holds', { reference: 'SA-26-9999999-9', reason: 'តុលាការ' });
  expect([unknown.status, textOf(unknown.text).includes('There is no such case')]).toEqual([422, true]);
  expect(unknown.text).toContain('តុលាការ');
  const placed = await as(privacy).send('/en/staff/holds', { reference: filed.reference, reason: 'តុលាការស្នើសុំ' });
  expect(placed.headers['location']).toBe('/en/staff/holds?done=placed');
  const shown = await as(privacy).open('/staff/holds?done=placed');
  expect(textOf(shown.text)).toContain('បណ្តឹងត្រូវបានរក្សាទុក។');
  expect(textOf(shown.text)).toContain('តុលាការស្នើសុំ');
  expect(shown.text).not.toMatch(/FP-PWC|PAY-NOT/);
  const id = /name="lift" value="([^"]+)"/.exec(shown.text)?.[1] ?? '';
  const bare = await as(privacy).send('/en/staff/holds', { lift: id, liftReason: '' });
  expect([bare.status, bare.text.includes('href="#liftReason"')]).toEqual([422, true]);
  // In the other language what was typed stands where it was typed.
  const half = { reference: 'nothing', reason: 'តុលាការ' };
  const browser = as(privacy);
  const refused = await browser.send('/en/staff/holds', half);
  expect(await inOtherLanguage(browser, refused, half)).toMatch(/<textarea[^>]*id="reason"[^>]*>\s*តុលាការ</);
  const why = { lift: id, liftReason: '' };
  const lifting = await browser.send('/en/staff/holds', why);
  const khmer = await inOtherLanguage(browser, lifting, { ...why, liftReason: 'ចប់' });
  expect(khmer).toMatch(/<details class="govuk-details" open>[^]*<textarea[^>]*id="liftReason"[^>]*>\s*ចប់</);
  const lifted = await as(privacy).send('/en/staff/holds', { lift: id, liftReason: 'ចប់រឿងក្តី' });
  expect(lifted.headers['location']).toBe('/en/staff/holds?done=lifted');
  expect(textOf((await as(privacy).open('/en/staff/holds')).text)).toContain('No hold stands.');
});

test('an identity is asked for on the case, seen for a time, judged by a second person, and stands in the register', async () => {
  const filed = await desk.file({ identity: 'confidential' });
  const here = `/en/staff/cases/${filed.reference}`;
  const before = await as(officer).open(here);
  expect(textOf(before.text)).not.toContain('សុខ សុភា');
  expect(before.text).toContain(`href="${here}/identity"`);
  const asked = await as(officer).open(`${here}/identity`);
  expect(textOf(asked.text)).toContain('You see it for 4 hours');
  const refused = await as(officer).send(`${here}/identity`, { reason: '' });
  expect([refused.status, refused.text.includes('href="#reason"')]).toEqual([422, true]);
  const given = await as(officer).send(`${here}/identity`, { reason: 'ត្រូវបើកប្រាក់ឱ្យផ្ទាល់' });
  expect(given.headers['location']).toBe(`${here}?done=identity#people`);
  const seen = await as(officer).open(`${here}?done=identity`);
  expect(textOf(seen.text)).toContain('សុខ សុភា');
  expect(textOf(seen.text)).toContain('You see who complained for four hours');
  const again = await as(officer).send(`${here}/identity`, { reason: 'x' });
  expect(again.status).toBe(409);

  const waits = await as(auditor).open('/en/staff/sensitive-access');
  expect(textOf(waits.text)).toContain('Look at an identity លោក សុខ');
  expect(textOf(waits.text)).toMatch(/Review by .*27/);
  const review = await as(privacy).open('/en/staff/emergency-access');
  expect(textOf(review.text)).toContain('ត្រូវបើកប្រាក់ឱ្យផ្ទាល់');
  const access = /name="access" value="([^"]+)"/.exec(review.text)?.[1] ?? '';
  await as(privacy).send('/en/staff/emergency-access', { access, verdict: 'not_justified' });
  expect(textOf((await as(officer).open(here)).text)).not.toContain('សុខ សុភា');
  const register = await as(auditor).open('/staff/sensitive-access');
  expect(textOf(register.text)).toContain('មិនត្រឹមត្រូវ');
  expect(register.text).not.toContain('ត្រូវបើកប្រាក់');
});

test('the ledger is checked whole on its page: chains, seals, the last check; what was changed is named', async () => {
  const page = '/en/staff/ledger/verification';
  const fresh = await as(auditor).open(page);
  expect(textOf(fresh.text)).toContain('Not checked yet');
  expect(textOf(fresh.text)).toContain('Nothing is sealed yet.');
  await desk.world.perform(systemActor('test'), sealLedger, undefined);
  const good = await as(auditor).send(page, {});
  expect(textOf(good.text)).toContain('Every chain and every seal holds');
  expect(textOf(good.text)).toMatch(/everything fitted/);
  expect(textOf(good.text)).toMatch(/Number 1, /);
  const owner = new pg.Client({ connectionString: desk.world.ownerUrl });
  await owner.connect();
  await owner.query('alter table ledger_entry disable trigger user');
  await owner.query(
    `update ledger_entry set data = '{"n":99}' where chain <> 'system' and seq = 2
     and chain = (select chain from ledger_entry where seq = 2 and chain <> 'system' order by chain limit 1)`,
  );
  await owner.query('alter table ledger_entry enable trigger user');
  await owner.end();
  const bad = await as(auditor).send(page, {});
  expect(textOf(bad.text)).toMatch(/1 faults were found/);
  expect(textOf(bad.text)).toMatch(/Chain [0-9a-f-]{36}, entry 2: changed/);
  const later = await as(auditor).open('/staff/ledger/verification');
  expect(textOf(later.text)).toMatch(/កំហុស ១/);
  expect((await as(auditor).open('/en/staff/ledger')).text).toContain(`href="${page}"`);
});
