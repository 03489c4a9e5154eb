import { handling } from '../../src/escalation/index.ts';
import type { StaffActor } from '../../src/kernel/actor.ts';
import { aStaffActor } from '../access/members.ts';
import { aBrowser, textOf, unescaped } from '../support/staff-agent.ts';
import { aStaffWeb } from '../support/staff-web.ts';
import type { StaffWeb } from '../support/staff-web.ts';
import { aWorld } from '../support/world.ts';
import type { World } from '../support/world.ts';

let world: World;
let web: StaffWeb;
let clerk: StaffActor;

beforeAll(async () => {
  world = await aWorld();
  web = aStaffWeb(world);
  clerk = await aStaffActor(world, 'commune_officer', '120101');
});
beforeEach(() => {
  web.actor = clerk;
});
afterAll(() => world.close());

const typed = {
  channel: 'hotline',
  language: 'km',
  programme: 'IDPOOR',
  category: 'CRD-NIS',
  placeTyped: 'Tonle Basak',
  narrative: 'មិនទាន់បានប័ណ្ណ',
  identity: 'named',
  'complainant.name': 'សុខ សុភា',
  'complainant.phone': '០១២ ៣៤៥ ៦៧៨',
  'complainant.birthYear': '១៩៨៨',
  'complainant.ids.socialProtectionId': '1234567890',
  'about.0.kind': 'staff',
  'about.0.name': 'មេភូមិ',
  'representative.name': 'សុខ ដារ៉ា',
  'representative.relation': 'កូន',
};

test('one screen, read back in the language of the caller, consent, receipt', async () => {
  const browser = aBrowser(web);
  const screen = await browser.open('/en/staff/intake');
  expect(screen.status).toBe(200);
  expect(screen.text).toContain('= Tonle Basak, Chamkar Mon, Phnom Penh');
  const check = await browser.sendFrom(screen.text, '/en/staff/intake', { ...typed, go: 'check' });
  expect(check.status).toBe(200);
  expect(check.text).toContain('lang="km"');
  expect(textOf(check.text)).toContain('អ្នកប្តឹងអំពី៖ មិនទាន់បានប័ណ្ណ');
  expect(textOf(check.text)).toContain('អ្នកឈ្មោះ សុខ សុភា។');
  const unsure = await browser.sendFrom(check.text, '/en/staff/intake', { go: 'file' });
  expect(unsure.status).toBe(422);
  expect(textOf(unsure.text)).toContain('tick this once the person agrees');
  const filed = await browser.sendFrom(unsure.text, '/en/staff/intake', { go: 'file', consent: 'yes' });
  expect(filed.status).toBe(201);
  const reference = /SA-26-\d{7}-\d/.exec(filed.text)?.[0] ?? '';
  expect(filed.text).toMatch(/\d{4}-\d{4}-\d{4}-\d{4}/);
  expect(filed.headers['cache-control']).toBe('no-store');

  // The same once more, as when a connection was lost: the same complaint, not a second one.
  const twice = await browser.sendFrom(unsure.text, '/en/staff/intake', { go: 'file', consent: 'yes' });
  expect(twice.text).toContain(reference);

  const page = textOf((await browser.open(`/en/staff/cases/${reference}`)).text);
  for (const said of ['+85512345678', '1988', '1234567890', 'មេភូមិ', 'សុខ ដារ៉ា', 'កូន', 'Hotline'])
    expect(page).toContain(said);
});

test('every fault at once, everything kept, in the language of the page', async () => {
  const wrong = {
    ...typed,
    programme: '',
    placeTyped: 'Nowhere',
    narrative: '',
    'complainant.name': '',
    'complainant.phone': '12',
    'complainant.ids.socialProtectionId': '12',
    'occurredOn.day': '31',
    'occurredOn.month': '2',
    'occurredOn.year': '2026',
    go: 'check',
  };
  for (const [prefix, word] of [
    ['', 'សូមពិនិត្យ'],
    ['/en', 'There is no such place'],
  ] as const) {
    const answer = await aBrowser(web).send(`${prefix}/staff/intake`, wrong);
    expect(answer.status).toBe(422);
    const named = [...answer.text.matchAll(/href="#([^"]+)"/g)].map((found) => found[1]);
    for (const field of [
      'programme',
      'placeTyped',
      'narrative',
      'occurredOn',
      'complainant-name',
      'complainant-phone',
      'complainant-ids-socialProtectionId',
    ]) {
      expect(named).toContain(field);
    }
    expect(answer.text).toContain('value="Nowhere"');
    if (prefix === '/en') expect(answer.text).toContain(word);
  }
});

test('a name that several places have is asked about', async () => {
  const browser = aBrowser(web);
  const asked = await browser.send('/en/staff/intake', { ...typed, placeTyped: 'Srae', go: 'check' });
  expect(asked.status).toBe(422);
  expect(textOf(asked.text)).toContain('Which of these places?');
  const place = /name="place" type="radio" value="(\d{6})"/.exec(asked.text)?.[1] ?? '';
  const check = await browser.sendFrom(asked.text, '/en/staff/intake', {
    ...typed,
    placeTyped: 'Srae',
    place,
    go: 'check',
  });
  expect(check.status).toBe(200);
});

test('an anonymous complaint keeps nothing that says who it is', async () => {
  const browser = aBrowser(web);
  const named = await browser.send('/en/staff/intake', { ...typed, identity: 'anonymous', go: 'check' });
  expect(named.status).toBe(422);
  expect(textOf(named.text)).toContain('An anonymous complaint keeps nothing');
  const bare = {
    channel: 'counter',
    programme: 'IDPOOR',
    category: 'CRD-LST',
    placeTyped: '120101',
    narrative: 'បាត់ប័ណ្ណ',
    identity: 'anonymous',
  };
  const check = await browser.send('/en/staff/intake', { ...bare, go: 'check' });
  expect(textOf(check.text)).toContain('ខ្ញុំមិនបានសរសេរអ្វី');
});

test('a caller is found again by telephone, without the number in an address', async () => {
  const browser = aBrowser(web);
  const found = await browser.send('/en/staff/intake', { go: 'find', callerPhone: '012 345 678', narrative: 'kept' });
  expect(found.status).toBe(200);
  expect(textOf(found.text)).toContain('Cases with this telephone number');
  expect(found.text).toContain('kept');
  expect(found.text).toContain('value="012 345 678"');
  const nobody = await browser.send('/en/staff/intake', { go: 'find', callerPhone: '099999999' });
  expect(textOf(nobody.text)).toContain('No case that you may see');
  const wrong = await browser.send('/en/staff/intake', { go: 'find', callerPhone: 'abc' });
  expect(wrong.status).toBe(422);
});

test("what is saved for later is its saver's alone, comes back as it was typed, and goes when it is filed", async () => {
  const browser = aBrowser(web);
  const screen = await browser.open('/en/staff/intake');
  const saved = await browser.sendFrom(screen.text, '/en/staff/intake', { ...typed, programme: '', go: 'save' });
  expect(saved.headers['location']).toBe('/en/staff/intake?saved=yes');
  const list = await browser.open('/en/staff/intake?saved=yes');
  expect(textOf(list.text)).toContain('សុខ សុភា, Card not issued');
  const link = /href="(\/en\/staff\/intake\?draft=[0-9a-f-]{36})"/.exec(unescaped(list.text))?.[1] ?? '';
  expect(link).not.toBe('');
  const again = await browser.open(link);
  expect(again.text).toContain('value="០១២ ៣៤៥ ៦៧៨"');
  expect(again.text).toContain('មិនទាន់បានប័ណ្ណ');

  web.actor = await aStaffActor(world, 'commune_officer', '120101');
  expect((await browser.open(link)).status).toBe(404);
  expect((await browser.open('/en/staff/intake')).text).not.toContain('សុខ សុភា');
  web.actor = clerk;

  const check = await browser.sendFrom(again.text, '/en/staff/intake', { ...typed, go: 'check' });
  const filed = await browser.sendFrom(check.text, '/en/staff/intake', { go: 'file', consent: 'yes' });
  expect(filed.status).toBe(201);
  expect((await browser.open(link)).status).toBe(404);

  await browser.send('/en/staff/intake', { narrative: 'half', go: 'save' });
  const half = await browser.open('/en/staff/intake');
  const id = /value="drop:([^"]+)"/.exec(half.text)?.[1] ?? '';
  const dropped = await browser.sendFrom(half.text, '/en/staff/intake', { go: `drop:${id}` });
  expect(dropped.text).not.toContain('value="drop:');
});

test('no wrong door: a commune takes an NSSF complaint, which goes where it belongs', async () => {
  const browser = aBrowser(web);
  const complaint = { ...typed, programme: 'SS-PEN-PRI', category: 'PEN-CMP', go: 'check' };
  const check = await browser.send('/en/staff/intake', complaint);
  const filed = await browser.sendFrom(check.text, '/en/staff/intake', { go: 'file', consent: 'yes' });
  expect(filed.status).toBe(201);
  const reference = /SS-26-\d{7}-\d/.exec(filed.text)?.[0] ?? '';
  await expect(world.perform(clerk, handling.view, reference)).rejects.toMatchObject({ code: 'not_found.case' });
});
