import { handling } from '../../src/escalation/index.ts';
import type { Role, StaffActor } from '../../src/kernel/actor.ts';
import { aStaffActor } from '../access/members.ts';
import { aBrowser, textOf } from '../support/staff-agent.ts';
import { aFiledCase } from '../support/staff-cases.ts';
import { aStaffWeb } from '../support/staff-web.ts';
import type { StaffWeb } from '../support/staff-web.ts';
import { aWorld } from '../support/world.ts';
import type { World } from '../support/world.ts';

const day = 86_400_000;
let world: World;
let web: StaffWeb;
let officer: StaffActor;

beforeAll(async () => {
  world = await aWorld();
  web = aStaffWeb(world);
  officer = await aStaffActor(world, 'commune_officer', '120101');
});
beforeEach(() => {
  web.actor = officer;
});
afterAll(() => world.close());

const referencesIn = (html: string) =>
  [...html.matchAll(/href="[^"]*\/staff\/cases\/(S[AS]-[0-9-]+)"/g)].map((found) => found[1]);

test('an empty list says so kindly, in both languages', async () => {
  web.actor = await aStaffActor(world, 'commune_officer', '120109');
  expect(textOf((await aBrowser(web).open('/staff')).text)).toContain('ការិយាល័យរបស់អ្នកគ្មានបណ្តឹងទេ');
  expect(textOf((await aBrowser(web).open('/en/staff?view=overdue')).text)).toContain('Nothing is overdue');
});

test('deadlines are told in words: days left, today, days late', async () => {
  web.actor = await aStaffActor(world, 'commune_officer', '120110');
  await aFiledCase(world, web.actor, { place: '120110' });
  const words = async (language: string) => textOf((await aBrowser(web).open(`${language}/staff`)).text);
  const start = world.clock.now();
  // Filed on a Saturday; ten working days with one public holiday between.
  expect(await words('/en')).toMatch(/\d+ working days left/);
  const due = (
    await world.perform(web.actor, handling.view, referencesIn((await aBrowser(web).open('/staff')).text)[0] ?? '')
  ).file.dueAt;
  if (!due) throw new Error('no deadline');
  world.clock.set(new Date(due.getTime() - day));
  expect(await words('/en')).toContain('1 working day left');
  expect(await words('')).toContain('នៅសល់ ១ ថ្ងៃធ្វើការ');
  world.clock.set(new Date(due.getTime() - 3_600_000));
  expect(await words('/en')).toContain('Due today, 17:30');
  world.clock.set(new Date(due.getTime() + 2 * day));
  expect(await words('/en')).toContain('2 days late');
  expect(await words('')).toContain('ហួស ២ ថ្ងៃ');
  expect(await words('/en')).not.toContain('working day left');
  world.clock.set(start);
});

test('views and filters narrow the list; what is unknown in the address is left out', async () => {
  const { reference: expired } = await aFiledCase(world, officer, { category: 'CRD-EXP' });
  const { reference: lost } = await aFiledCase(world, officer, { category: 'CRD-LST' });
  await world.perform(officer, handling.assign, { reference: lost, assignee: officer.personId });
  const list = async (query: string) => referencesIn((await aBrowser(web).open(`/staff?${query}`)).text);
  expect(await list('')).toEqual([expired, lost]);
  expect(await list('view=mine')).toEqual([lost]);
  expect(await list('view=unassigned')).toEqual([expired]);
  expect(await list('category=CRD-EXP')).toEqual([expired]);
  expect(await list('category=CRD-EXP&status=acknowledged')).toEqual([]);
  expect(await list('place=Phnom+Penh&severity=S3')).toEqual([expired, lost]);
  expect(await list('place=មណ្ឌលគិរី')).toEqual([]);
  expect(await list('status=nonsense&severity=S9&programme=NONE&view=watched')).toEqual([expired, lost]);
  const unknown = await aBrowser(web).open('/en/staff?place=Atlantis');
  expect(textOf(unknown.text)).toContain('There is no place of this name, so it was left out.');
});

test('a case is found by reference, telephone or ID in Khmer digits too, and never stands in an address', async () => {
  const { reference } = await aFiledCase(world, officer, {
    complainant: { name: 'ម៉ៅ ចាន់', phone: '098 765 432', ids: { equityCard: 'EC-1234' } },
  });
  const browser = aBrowser(web);
  const byReference = await browser.send('/en/staff', {
    go: 'search',
    q: reference.toLowerCase().replaceAll('-', ' '),
  });
  expect(byReference.headers['location']).toBe(`/en/staff/cases/${reference}`);
  for (const q of ['098765432', '០៩៨ ៧៦៥ ៤៣២', '+855 98 765 432', 'ec-1234']) {
    const found = await browser.send('/en/staff', { go: 'search', q });
    expect([q, found.status, referencesIn(found.text)]).toEqual([q, 200, [reference]]);
  }
  expect(textOf((await browser.send('/en/staff', { go: 'search', q: '011111111' })).text)).toContain(
    'No case that you may see',
  );
  const byName = await browser.send('/en/staff', { go: 'search', q: 'ចាន់ ម៉ៅ' });
  expect([referencesIn(byName.text), textOf(byName.text)]).toEqual([
    [reference],
    expect.stringContaining('Names like this'),
  ]);
  expect(textOf((await browser.send('/en/staff', { go: 'search', q: '?' })).text)).toContain('This is no reference');
  web.actor = await aStaffActor(world, 'commune_officer', '120111');
  expect(referencesIn((await browser.send('/en/staff', { go: 'search', q: '098765432' })).text)).toEqual([]);
});

test('several are acknowledged and assigned at once; those that cannot be stop no other', async () => {
  const one = (await aFiledCase(world, officer)).reference;
  const two = (await aFiledCase(world, officer)).reference;
  await world.perform(officer, handling.acknowledge, { reference: two });
  const browser = aBrowser(web);
  const none = await browser.send('/en/staff', { go: 'acknowledge' });
  expect(none.status).toBe(422);
  expect(textOf(none.text)).toContain('Select at least one case');
  const sent = await browser.send(
    '/en/staff?view=office',
    { go: 'acknowledge', case: [`${one}@1`, `${two}@2`] },
    '/en/staff?view=office',
  );
  expect(textOf((await browser.open(String(sent.headers['location']))).text)).toContain(
    `1 acknowledged. 1 could not be: ${two} – The case is acknowledged already.`,
  );
  const assigned = await browser.send('/en/staff', { go: 'assign', assignee: officer.personId, case: [`${one}@2`] });
  expect(assigned.headers['location']).toContain('done=assigned&yes=1');
  const view = await world.perform(officer, handling.view, one);
  expect([view.file.status, view.assignee?.id]).toEqual(['acknowledged', officer.personId]);
});

test('a long list goes on by pages, each case once', async () => {
  const clerk = await aStaffActor(world, 'commune_officer', '120112');
  for (let n = 0; n < 53; n += 1) await aFiledCase(world, clerk, { place: '120112' });
  web.actor = clerk;
  const browser = aBrowser(web);
  const first = await browser.open('/en/staff');
  const next =
    /href="([^"]+)" rel="next"/.exec(first.text)?.[1]?.replaceAll('&amp;', '&').replaceAll('&#x3D;', '=') ?? '';
  const second = await browser.open(next);
  const all = [...referencesIn(first.text), ...referencesIn(second.text)];
  expect([all.length, new Set(all).size]).toEqual([53, 53]);
  expect(second.text).toContain('rel="prev"');
});

test('a view is kept under a name for one person, may be where the list begins, and is taken away', async () => {
  const me = await aStaffActor(world, 'commune_officer', '120109');
  web.actor = me;
  const browser = aBrowser(web);
  const at = '/en/staff?view=unassigned&category=CRD-LST&cursor=x&done=kept';
  const nameless = await browser.send('/en/staff?view=office', { go: 'view', name: ' ' });
  expect([nameless.status, textOf(nameless.text)]).toEqual([422, expect.stringContaining('Give the view a name')]);
  const kept = await browser.send('/en/staff?view=office', { go: 'view', name: 'Lost cards', default: 'yes' }, at);
  expect(kept.headers['location']).toBe('/en/staff?view=unassigned&category=CRD-LST&done=kept');
  const begun = await browser.open('/en/staff');
  expect(begun.headers['location']).toBe('/en/staff?view=unassigned&category=CRD-LST');
  const page = await browser.open('/en/staff?view=office');
  expect(textOf(page.text)).toContain('Lost cards begins here');
  web.actor = await aStaffActor(world, 'commune_officer', '120109');
  expect((await aBrowser(web).open('/en/staff')).status).toBe(200);
  const id = /name="drop" value="([^"]+)"/.exec(page.text)?.[1] ?? '';
  const others = await aBrowser(web).send('/en/staff?view=office', { go: 'view', drop: id });
  expect(others.status).toBe(404);
  web.actor = me;
  await browser.send('/en/staff?view=office', { go: 'view', drop: id });
  expect((await browser.open('/en/staff')).status).toBe(200);
});

const open = 200;
const denied = 403;
const away = 303;
const paths = [
  '/staff',
  '/staff/intake',
  '/staff/to-tell',
  '/staff/watched',
  '/staff/emergency-access',
  '/staff/outbox',
  '/staff/people',
  '/staff/people/invite',
  '/staff/settings',
  '/staff/ledger',
];
const may: readonly (readonly [Role, string, readonly number[]])[] = [
  ['hotline_agent', 'HOTLINE', [open, open, denied, denied, denied, denied, denied, denied, denied, denied]],
  ['counter_officer', '120101', [open, open, denied, denied, denied, denied, denied, denied, denied, denied]],
  ['commune_officer', '120101', [open, open, open, denied, denied, denied, denied, denied, denied, denied]],
  ['operator_supervisor', 'NSAF', [open, open, open, open, denied, denied, denied, denied, denied, denied]],
  ['policy_reviewer', 'GS-NSPC', [open, open, open, open, denied, denied, denied, denied, denied, denied]],
  ['analyst', 'NSAF', [away, denied, denied, denied, denied, denied, denied, denied, denied, denied]],
  ['auditor', 'NSAF', [open, denied, denied, open, denied, denied, denied, denied, denied, open]],
  ['privacy_officer', 'NSAF', [away, denied, denied, denied, open, denied, open, denied, denied, denied]],
  ['administrator', 'NSAF', [away, denied, denied, denied, denied, open, open, open, open, denied]],
];

test.each(may)(
  '%s at %s opens what the role is for and nothing else, in both languages',
  async (role, office, expected) => {
    web.actor = await aStaffActor(world, role, office);
    for (const prefix of ['', '/en']) {
      const statuses: number[] = [];
      for (const path of paths) statuses.push((await aBrowser(web).open(prefix + path)).status);
      expect(Object.fromEntries(paths.map((path, n) => [path, statuses[n]]))).toEqual(
        Object.fromEntries(paths.map((path, n) => [path, expected[n]])),
      );
    }
  },
);

test('whoever is not signed in is asked to, on every page', async () => {
  web.actor = null;
  for (const path of paths) {
    const answer = await aBrowser(web).open(`/en${path}`);
    expect(answer.headers['location']).toBe(`/en/staff/sign-in?next=${encodeURIComponent(`/en${path}`)}`);
  }
});
