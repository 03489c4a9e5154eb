import pg from 'pg';
import { handling } from '../../src/escalation/index.ts';
import { sweepMailRoom } from '../../src/notifications/index.ts';
import { systemActor, type Role, type StaffActor } from '../../src/kernel/actor.ts';
import { currentBook } from '../../src/reference/index.ts';
import { aStaffActor, codeAt } from '../access/members.ts';
import { aMailRoom, log } from '../notifications/mail-room-world.ts';
import { aBrowser, textOf } from '../support/staff-agent.ts';
import { aFiledCase } from '../support/staff-cases.ts';
import { aStaffWeb } from '../support/staff-web.ts';
import type { StaffWeb } from '../support/staff-web.ts';
import { aWorld } from '../support/world.ts';
import type { World } from '../support/world.ts';

let world: World;
let web: StaffWeb;
let administrator: StaffActor;
let officer: StaffActor;

beforeAll(async () => {
  world = await aWorld();
  web = aStaffWeb(world);
  administrator = await aStaffActor(world, 'administrator', 'NSAF');
  officer = await aStaffActor(world, 'commune_officer', '120101');
});
beforeEach(() => {
  web.actor = administrator;
});
afterAll(() => world.close());

const as = async (role: Role, office: string) => {
  web.actor = await aStaffActor(world, role, office);
};

async function behind(statement: string, values: readonly unknown[] = []): Promise<void> {
  const owner = new pg.Client({ connectionString: world.ownerUrl });
  await owner.connect();
  try {
    await owner.query(statement, [...values]);
  } finally {
    await owner.end();
  }
}

describe('messages', () => {
  test('are shown whole where the system is tried out, and sent again when they did not arrive', async () => {
    await aFiledCase(world, officer);
    await sweepMailRoom(aMailRoom(), { perform: world.perform, log });
    const browser = aBrowser(web);
    const all = textOf((await browser.open('/en/staff/outbox')).text);
    expect(all).toContain('+85512345678');
    expect(all).toContain('សំឡេង៖ បានទទួលបណ្តឹង');
    await behind(`update notice set state = 'dead', last_error = 'sms.rejected', next_attempt_at = null`);
    const problems = await browser.open('/en/staff/outbox?view=problems');
    expect(textOf(problems.text)).toContain('Why it failed: sms.rejected');
    expect(problems.text).not.toContain('+85512345678');
    const sent = await browser.sendFrom(problems.text, '/en/staff/outbox', {});
    expect(sent.headers['location']).toBe('/en/staff/outbox?view=problems&done=resent');
    const again = await browser.sendFrom(problems.text, '/en/staff/outbox', {});
    expect(again.status).toBe(409);
    expect(textOf(again.text)).toContain('cannot be sent again in its present state');
  });

  test('are never shown in production', async () => {
    const production = aStaffWeb(world, { production: true });
    production.actor = administrator;
    const page = await aBrowser(production).open('/en/staff/outbox?view=all');
    expect(textOf(page.text)).toContain('Messages that a person must decide about');
    expect(page.text).not.toContain('បានទទួលបណ្តឹង');
  });

  test('that are to be told by voice wait for the office, which marks them as told', async () => {
    await aFiledCase(world, officer, {
      complainant: { name: 'ម៉ៅ ចាន់', phone: '012345678', contact: { channel: 'voice', safe: true } },
    });
    await sweepMailRoom(aMailRoom(), { perform: world.perform, log });
    web.actor = officer;
    const browser = aBrowser(web);
    const list = await browser.open('/en/staff/to-tell');
    expect(textOf(list.text)).toContain('បានទទួលបណ្តឹង');
    const told = await browser.sendFrom(list.text, '/en/staff/to-tell', {});
    expect(told.headers['location']).toBe('/en/staff/to-tell?done=told');
    expect(textOf((await browser.open('/en/staff/to-tell')).text)).toContain('Nobody waits to be told anything.');
  });
});

describe('people', () => {
  test('somebody is invited, chooses a password, enrols a phone, signs in, is moved and leaves', async () => {
    const browser = aBrowser(web);
    const wrong = await browser.send('/en/staff/people/invite', {
      name: '',
      email: 'x',
      role: '',
      office: 'Atlantis',
      language: 'km',
    });
    expect(wrong.status).toBe(422);
    const misplaced = await browser.send('/en/staff/people/invite', {
      name: 'ជា វិបុល',
      email: 'vibol@staff.example',
      role: 'district_officer',
      office: '120101',
      language: 'km',
    });
    expect(textOf(misplaced.text)).toContain('This role does not exist in an office of this kind');
    const invited = await browser.send('/en/staff/people/invite', {
      name: 'ជា វិបុល',
      nameLatin: 'Chea Vibol',
      email: 'Vibol@staff.example',
      phone: '០១២ ១១១ ២២២',
      role: 'district_officer',
      office: '1201',
      language: 'km',
    });
    expect(invited.status).toBe(200);
    const link = /http:\/\/samleng\.example(\/en\/staff\/invitation\/[A-Za-z0-9_-]+)/.exec(invited.text)?.[1] ?? '';
    const taken = await browser.send('/en/staff/people/invite', {
      name: 'x',
      email: 'vibol@staff.example',
      role: 'district_officer',
      office: '1201',
      language: 'km',
    });
    expect(taken.status).toBe(409);
    expect(textOf(taken.text)).toContain('Somebody with this e-mail is on record already.');

    web.actor = null;
    const theirs = aBrowser(web);
    const welcome = await theirs.open(link);
    expect(textOf(welcome.text)).toContain('Chea Vibol, you were invited as District officer');
    expect(welcome.text).toContain('src="data:image/svg+xml;base64,');
    const secret = /<p class="secret-key">([A-Z2-7 ]+)<\/p>/.exec(welcome.text)?.[1]?.replaceAll(' ', '') ?? '';
    const password = 'the lotus opens at dawn';
    const differing = await theirs.sendFrom(welcome.text, link, { password, repeat: 'another', code: '123456' });
    expect(textOf(differing.text)).toContain('Both must be the same');
    expect(differing.text).not.toContain(password);
    const miscoded = await theirs.sendFrom(welcome.text, link, { password, repeat: password, code: '000000' });
    expect(textOf(miscoded.text)).toContain('This code is not right');
    const code = codeAt(secret, world.clock.now());
    const accepted = await theirs.sendFrom(welcome.text, link, { password, repeat: password, code });
    expect(accepted.text.match(/<li>[A-Z0-9]{5}-[A-Z0-9]{5}<\/li>/gi)).toHaveLength(10);
    expect((await theirs.open(link)).status).toBe(404);
    world.clock.advance(30_000);
    const second = await theirs.send('/en/staff/sign-in', { email: 'vibol@staff.example', password });
    const inside = await theirs.sendFrom(second.text, '/en/staff/sign-in', { code: codeAt(secret, world.clock.now()) });
    expect(inside.headers['location']).toBe('/en/staff');
    expect((await theirs.open('/en/staff')).status).toBe(200);

    web.actor = administrator;
    const list = await browser.open('/en/staff/people?office=1201');
    const person = /href="(\/en\/staff\/people\/[0-9a-f-]{36})"/.exec(list.text)?.[1] ?? '';
    const moved = await browser.send(person, { go: 'move', role: 'district_officer', office: '1202' });
    expect(moved.headers['location']).toBe(`${person}?done=moved`);
    const ended = await browser.send(person, { go: 'end' });
    expect(ended.headers['location']).toBe(`${person}?done=ended`);
    expect(textOf((await browser.open(person)).text)).toContain('Left');
    web.actor = null;
    expect((await theirs.open('/en/staff')).status).toBe(303);
  });

  test('nobody changes their own account', async () => {
    const page = `/en/staff/people/${administrator.personId}`;
    const browser = aBrowser(web);
    expect(textOf((await browser.open(page)).text)).toContain('This is your own account.');
    const refused = await browser.send(page, { go: 'end' });
    expect(refused.status).toBe(409);
    expect(textOf(refused.text)).toContain('Nobody changes their own account here.');
  });
});

describe('what watches over it', () => {
  test('overdue and not escalated: 0, as a number and in words', async () => {
    await as('policy_reviewer', 'GS-NSPC');
    expect(textOf((await aBrowser(web).open('/en/staff/watched')).text)).toContain('Overdue and not escalated: 0');
    expect(textOf((await aBrowser(web).open('/staff/watched')).text)).toContain('មិនបានឡើងថ្នាក់: ០');
  });

  test('the ledger is listed and filtered', async () => {
    await as('auditor', 'NSAF');
    const browser = aBrowser(web);
    const list = textOf((await browser.open('/en/staff/ledger?event=case.filed')).text);
    expect(list).toContain('case.filed');
    expect(list).not.toContain('session.started');
  });

  test('the ledger tells names and offices, of whoever acted and of whom it was done to', async () => {
    const { reference } = await aFiledCase(world, officer);
    await world.perform(officer, handling.acknowledge, { reference });
    await world.perform(officer, handling.assign, { reference, assignee: officer.personId });
    await behind(`update person set name = 'ចាន់ សុភាព' where id = $1`, [officer.personId]);
    await as('auditor', 'NSAF');
    const { text } = await aBrowser(web).open('/en/staff/ledger?event=case.assigned');
    expect(text).toContain(`href="/en/staff/ledger?actor&#x3D;${officer.personId}">ចាន់ សុភាព</a>`);
    expect(textOf(text)).toContain('Sangkat Tonle Basak');
    expect(textOf(text)).toContain('assignee: ចាន់ សុភាព');
    expect(textOf(text)).not.toContain(officer.personId);
  });

  test('rules show what is law and locked, what is provisional, what nobody knows; SMS are counted', async () => {
    const part = async (of: string) => textOf((await aBrowser(web).open(`/en/staff/settings${of}`)).text);
    expect(await part('')).toContain('Law, locked');
    expect(await part('/calendar?year=2027')).toContain('Provisional: the sub-decree of this year is not loaded.');
    const open = await part('?part=open');
    expect(open).toContain('Prakas on the NSSF Dispute Settlement Committee');
    const book = await world.perform(systemActor('test'), currentBook, undefined);
    for (const { question } of book.openQuestions('2026-11-21')) expect(open).toContain(question.en);
    expect(await part('?part=messages')).toMatch(/\d+ characters, 1 SMS/);
    expect(textOf((await aBrowser(web).open('/staff/settings')).text)).toContain('ច្បាប់, ចាក់សោ');
  });
});
