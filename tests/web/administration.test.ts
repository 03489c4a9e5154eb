import request from 'supertest';

import { handling } from '../../src/escalation/index.ts';
import { systemActor, type StaffActor } from '../../src/kernel/actor.ts';
import { currentBook, importHolidays, importPlaces, importsJob } from '../../src/reference/index.ts';
import { importBeneficiaries } from '../../src/reporting/index.ts';
import { recomputeForCalendar } from '../../src/sla/index.ts';
import { aDesk, type Desk } from '../support/desk.ts';
import { aBrowser, textOf, tokenIn, unescaped } from '../support/staff-agent.ts';
import { aStaffWeb, type StaffWeb } from '../support/staff-web.ts';
import { inOtherLanguage } from './other-language.ts';

let desk: Desk;
let web: StaffWeb;
let administrator: StaffActor;
let officer: StaffActor;

beforeAll(async () => {
  desk = await aDesk();
  web = aStaffWeb(desk.world);
  administrator = await desk.staff('administrator', 'NSAF');
  officer = await desk.staff('province_officer', '12');
  desk.world.clock.set(new Date('2026-11-27T09:00:00+07:00'));
  for (let each = 0; each < 3; each += 1) {
    const of = await desk.file();
    await desk.as(officer, handling.acknowledge, { reference: of.reference });
  }
});
beforeEach(() => {
  web.actor = administrator;
});
afterAll(() => desk.close());

const open = (path: string) => aBrowser(web).open(path);
const dues = async () =>
  (
    await desk.owner<{ due_at: Date }>(
      `select due_at from sla_clock where kind = 'decide' and state = 'running' order by id`,
    )
  ).map(({ due_at: due }) => due.toISOString());

describe('a deadline rule', () => {
  const change = {
    amount: '១២',
    validFrom: '2026-11-27',
    'source.km': 'សេចក្តីណែនាំថ្មី',
    'source.en': 'New instruction',
  };

  test('that is law is locked', async () => {
    const page = await open('/en/staff/settings/rules/SS2.CONCILIATE.S3');
    const text = textOf(page.text);
    expect([page.status, text.includes('A law fixes this period'), text.includes('Change the period')]).toEqual([
      200,
      true,
      false,
    ]);
    expect((await open('/en/staff/settings/rules/NONE')).status).toBe(404);
  });

  test('is changed by a new version, shown before; what runs stays as it is until somebody says so', async () => {
    const path = '/en/staff/settings/rules/SA3.DECIDE.S3';
    const before = await dues();
    const browser = aBrowser(web);
    const bad = await browser.send(path, {
      ...change,
      go: 'preview',
      amount: '0',
      validFrom: '2020-01-01',
      'source.en': '',
    });
    expect(bad.status).toBe(422);
    for (const said of ['Write a whole number', 'Today or later', 'Say what it rests on'])
      expect(bad.text).toContain(said);
    const preview = await browser.send(path, { ...change, go: 'preview' });
    expect(textOf(preview.text)).toContain('3 open deadlines stay as they are.');
    expect(textOf(preview.text)).toMatch(
      /ends 18 December 2026, 17:30 by the rule as it is, and 15 December 2026, 17:30/,
    );
    expect(await dues()).toEqual(before);
    const shown = await browser.sendFrom(preview.text, path, { ...change, go: 'apply' });
    expect(shown.headers['location']).toBe(`${path}?done=changed`);
    const after = textOf((await open(path)).text);
    expect(after).toContain('Version 2: 12 working days');
    const asked = await browser.send(path, { ...change, amount: '13', go: 'preview' });
    expect(textOf(asked.text)).toContain('3 by version 1');
    expect(await dues()).toEqual(before);
    const unsaid = await browser.send(path, { go: 'running', reason: '' });
    expect([unsaid.status, unsaid.text.includes('Say why')]).toEqual([422, true]);
    const applied = await browser.send(path, { go: 'running', reason: 'New instruction' });
    expect(textOf(applied.text)).toContain('3 open deadlines were changed, 0 left alone.');
    expect(await dues()).not.toEqual(before);
    const facts = await desk.owner(
      `select 1 from ledger_entry where event in ('reference.row_changed', 'sla.rule_applied')`,
    );
    expect(facts).toHaveLength(2);
  });
});

describe('the calendar', () => {
  const change = {
    what: 'add',
    on: '2026-12-08',
    'name.km': 'ថ្ងៃឈប់សម្រាកបន្ថែម',
    'name.en': 'Extra day off',
    'source.km': 'សេចក្តីជូនដំណឹង',
    'source.en': 'Notice',
  };

  test('what a late holiday moves is shown before anything does, then moved by the workers', async () => {
    const path = '/en/staff/settings/calendar';
    const before = await dues();
    const browser = aBrowser(web);
    const known = await browser.send(path, { ...change, go: 'preview', on: '2026-11-09' });
    expect([known.status, known.text.includes('This day is a holiday already')]).toEqual([422, true]);
    const preview = await browser.send(path, { ...change, go: 'preview' });
    const text = textOf(preview.text);
    expect(text).toMatch(/3 of \d+ open deadlines would move/);
    expect(text).toMatch(/Decision \(SA3\) 15 December 2026, 17:30 16 December 2026, 17:30 3/);
    expect(await dues()).toEqual(before);
    expect(await desk.owner(`select 1 from calendar_version where origin = 'administrator'`)).toEqual([]);
    const done = await browser.sendFrom(preview.text, path, { ...change, go: 'apply' });
    expect(done.headers['location']).toBe(`${path}?year=2026&done=changed`);
    expect(textOf((await open(`${path}?year=2026`)).text)).toMatch(
      /\d+ open deadlines still run by an earlier calendar/,
    );
    await desk.world.perform(systemActor('test'), recomputeForCalendar, { apply: true });
    const after = textOf((await open(path)).text);
    expect(after).toContain('Extra day off');
    expect(after).not.toContain('still run by an earlier calendar');
    expect((await dues()).every((due) => due.startsWith('2026-12-16'))).toBe(true);
  });

  test('a day is taken out the same way', async () => {
    const path = '/staff/settings/calendar';
    const browser = aBrowser(web);
    const preview = await browser.send(path, { ...change, what: 'remove', go: 'preview' });
    expect(textOf(preview.text)).toContain('នឹងប្តូរ');
    await browser.sendFrom(preview.text, path, { ...change, what: 'remove', go: 'apply' });
    expect(textOf((await open('/en/staff/settings/calendar')).text)).not.toContain('Extra day off');
    await desk.world.perform(systemActor('test'), recomputeForCalendar, { apply: true });
    expect((await dues()).every((due) => due.startsWith('2026-12-15'))).toBe(true);
  });
});

describe('imports', () => {
  const job = importsJob({ places: importPlaces, holidays: importHolidays, beneficiaries: importBeneficiaries });
  const run = (loading = job) =>
    loading.run({}, { perform: desk.world.perform, log: desk.world.log } as Parameters<typeof job.run>[1]);

  async function send(kind: string, csv: string | Buffer) {
    const agent = request.agent(web.app);
    const page = await agent.get('/en/staff/settings/imports');
    return agent
      .post('/en/staff/settings/imports')
      .field('_csrf', tokenIn(page.text))
      .field('kind', kind)
      .attach('file', Buffer.from(csv), 'list.csv');
  }

  test('every bad line is named, and nothing is loaded', async () => {
    const answer = await send('holidays', 'date,name_en,name_km\n2028-13-01,X,ក\n2028-01-07,,ខ\n');
    expect(answer.status).toBe(422);
    expect(textOf(answer.text)).toContain('The file was refused: 2 faults. Nothing was loaded.');
    expect(textOf(answer.text)).toContain('Line 2, date: Date "2028-13-01" is not a day');
    expect(await desk.owner('select 1 from import_job')).toEqual([]);
    const damaged = await send('places', Buffer.from([0xff, 0xfe, 0x41]));
    expect([damaged.status, damaged.text.includes('not text in UTF-8')]).toEqual([422, true]);
    const empty = await aBrowser(web).send('/en/staff/settings/imports', { kind: '' });
    expect([empty.status, empty.text.includes('Choose a file')]).toEqual([422, true]);
  });

  test('a good file is checked, shown with what it would do, and loaded by a worker when told to', async () => {
    const csv = 'code,level,name_km,name_latin\n26,province,ខេត្តសាកល្បង,Testland\n2601,district,ស្រុកសាកល្បង,Testton\n';
    const sent = await send('places', csv);
    const path = String(sent.headers['location']);
    expect(path).toMatch(/^\/en\/staff\/settings\/imports\/[0-9a-f-]{36}$/);
    const checked = await open(path);
    expect(textOf(checked.text)).toMatch(/What it would do Added 2 .*Offices added 2/);
    expect(await desk.owner(`select 1 from place where code = '2601'`)).toEqual([]);
    const browser = aBrowser(web);
    expect((await browser.sendFrom((await browser.open(path)).text, path, { go: 'load' })).status).toBe(303);
    expect(textOf((await open(path)).text)).toContain('Waiting for a worker');
    // While it loads, the page says how far it is; what is loaded is there for others only when all of it is.
    let during = '';
    const watched: typeof importPlaces = async (work, file) => {
      const added = await importPlaces(work, file);
      while (!during.includes('<progress')) during = (await open(path)).text;
      expect(await desk.owner(`select 1 from place where code = '2601'`)).toEqual([]);
      return added;
    };
    await run(importsJob({ places: watched, holidays: importHolidays, beneficiaries: importBeneficiaries }));
    expect(textOf(during)).toMatch(/Being loaded .*2 of 2 rows Look again/);
    expect(during).toMatch(/<progress class="loading" max="2" value="2" aria-label="[^"]*2 of 2[^"]*">/);
    const loaded = (await open(path)).text;
    expect([textOf(loaded).includes('Loaded'), loaded.includes('<progress')]).toEqual([true, false]);
    expect(await desk.owner(`select done, total, csv from import_job where state = 'done'`)).toEqual([
      { done: 2, total: 2, csv: '' },
    ]);
    expect(await desk.owner(`select 1 from place where code = '2601'`)).toHaveLength(1);
    expect((await browser.send(path, { go: 'load' })).status).toBe(409);
  });

  test('a list of holidays tells which deadlines move; what was true when checked and is no more loads nothing', async () => {
    const sent = await send('holidays', 'date,name_en,name_km\n2026-12-09,Late day,ថ្ងៃយឺត\n');
    const path = String(sent.headers['location']);
    expect(textOf((await open(path)).text)).toMatch(/Added 1 .*Open deadlines that move 3/);
    const browser = aBrowser(web);
    await browser.sendFrom((await browser.open(path)).text, path, { go: 'drop' });
    expect(textOf((await open(path)).text)).toContain('Not loaded');
    const orphan = await send('places', 'code,level,name_km,name_latin\n260101,commune,ឃុំ,Commune\n');
    await desk.owner(
      `update import_job set state = 'waiting', csv = replace(csv, '260101', '990101') where state = 'checked'`,
    );
    await run();
    expect(textOf((await open(String(orphan.headers['location']))).text)).toContain('Failed, nothing loaded');
  });
});

describe('offices', () => {
  test('are found, and one is changed in the ledger; imports leave it alone', async () => {
    expect(textOf((await open('/en/staff/settings/offices')).text)).toContain('NSSF Dispute Settlement Committee');
    expect(textOf((await open('/en/staff/settings/offices?q=Nobody%20there')).text)).toContain(
      'No office is called so.',
    );
    const path = '/en/staff/settings/offices/NSSF-12';
    const browser = aBrowser(web);
    const page = await browser.open(path);
    const fields = {
      'name.km': 'សាខា ប.ស.ស.',
      'name.en': 'NSSF branch',
      phone: '1286',
      supervisor: 'NSSF-HQ',
      validTo: '',
    };
    const bad = await browser.sendFrom(page.text, path, {
      ...fields,
      'name.en': '',
      supervisor: 'NOWHERE',
      validTo: '2020-01-01',
    });
    expect(bad.status).toBe(422);
    for (const said of ['Give the name', 'There is no office with this code', 'Today or later'])
      expect(bad.text).toContain(said);
    const done = await browser.sendFrom(page.text, path, fields);
    expect(done.headers['location']).toBe(`${path}?done=changed`);
    const again = await browser.sendFrom(page.text, path, { ...fields, phone: '115' });
    expect(again.status).toBe(409);
    expect(textOf((await open(path)).text)).toContain('An administrator');
    const [fact] = await desk.owner<{ data: object }>(
      `select data from ledger_entry where event = 'reference.office_changed'`,
    );
    expect(fact?.data).toEqual({ office: 'NSSF-12', fields: ['name'] });
  });

  test('a branch is added by hand: it holds the cases of its place from its first day, and imports leave it alone', async () => {
    const path = '/en/staff/settings/offices/new';
    const browser = aBrowser(web);
    const fields = {
      type: 'operator_branch',
      code: 'nssf-2301',
      'name.km': 'សាខា ប.ស.ស. ដំណាក់ចង្អើរ',
      'name.en': 'NSSF branch, Damnak Chang Aeur',
      operator: 'NSSF',
      place: '2301',
      phone: '១២៨៦',
      supervisor: 'NSSF-HQ',
      validFrom: '2026-12-01',
      'source.km': 'សេចក្តីសម្រេចរបស់ ប.ស.ស.',
      'source.en': 'Decision of NSSF',
    };
    const bad = await browser.send(path, {
      ...fields,
      code: '2301',
      operator: 'MOEYS',
      place: '9999',
      supervisor: 'NOWHERE',
      validFrom: '2020-01-01',
      'source.en': '',
    });
    expect(bad.status).toBe(422);
    for (const said of [
      'beginning with a letter',
      'an operator that has branches',
      'no province, district or commune',
      'There is no office with this code',
      'Today or later',
      'Say what it rests on',
    ])
      expect(bad.text).toContain(said);
    const taken = await browser.send(path, { ...fields, code: 'NSSF-12', place: '12' });
    for (const said of ['an office with this code already', 'serves this place already'])
      expect(taken.text).toContain(said);
    const done = await browser.send(path, fields);
    expect(done.headers['location']).toBe('/en/staff/settings/offices/NSSF-2301?done=added');
    expect(textOf((await open(String(done.headers['location']))).text)).toContain('The office was added.');
    const book = await desk.world.perform(systemActor('test'), currentBook, undefined);
    const seat = { place: '230101', operator: 'NSSF', programme: 'SS-PEN-PRI' };
    expect([
      book.officeFor('SS1A', seat, '2026-11-30')?.code,
      book.officeFor('SS1A', seat, '2026-12-01')?.code,
    ]).toEqual(['NSSF-23', 'NSSF-2301']);
    const [fact] = await desk.owner<{ data: object }>(
      `select data from ledger_entry where event = 'reference.office_added'`,
    );
    expect(fact?.data).toEqual({
      office: 'NSSF-2301',
      type: 'operator_branch',
      tier: 'SS1A',
      place: '2301',
      operator: 'NSSF',
      validFrom: '2026-12-01',
    });
  });
});

test('the rule of second looks: a new version, in the ledger; never none, and what is law stays', async () => {
  const path = '/en/staff/settings/sampling';
  expect(textOf((await open(path)).text)).toContain('Version 1: 5 percent, at least 1');
  const browser = aBrowser(web);
  const change = {
    percent: '១០',
    atLeast: '2',
    validFrom: '2026-11-30',
    'source.km': 'សេចក្តីណែនាំ',
    'source.en': 'Instruction',
  };
  const bad = await browser.sendFrom((await browser.open(path)).text, path, {
    ...change,
    percent: '0',
    validFrom: '2020-01-01',
  });
  expect([bad.status, bad.text.includes('Write a whole number from 1 to 100')]).toEqual([422, true]);
  const done = await browser.sendFrom((await browser.open(path)).text, path, change);
  expect(done.headers['location']).toBe(`${path}?done=changed`);
  expect(textOf((await open(path)).text)).toContain('Version 2: 10 percent, at least 2');
  const facts = await desk.owner<{ data: { kind: string } }>(
    `select data from ledger_entry where event = 'reference.row_changed' and data ->> 'kind' = 'sampling_rule'`,
  );
  expect(facts).toHaveLength(1);
  await desk.owner(`update reference_row set force = 'law' where kind = 'sampling_rule'`);
  // The page has no form any more; whoever sends one all the same is refused.
  const form = (await browser.open('/en/staff/settings/offices/new')).text;
  const locked = await browser.sendFrom(form, path, { ...change, validFrom: '2026-12-07' });
  expect(locked.status).toBe(409);
  expect(textOf((await open(path)).text)).toContain('A law fixes this.');
  await desk.owner(`update reference_row set force = 'default' where kind = 'sampling_rule'`);
});

test('refused, and wanted in the other language: what was typed comes along, and nothing is done', async () => {
  const text = 'សេចក្តីណែនាំ <១>';
  const pages: readonly (readonly [string, Record<string, string>])[] = [
    ['/en/staff/settings/rules/SA3.DECIDE.S3', { go: 'preview', amount: '7', 'source.km': text }],
    ['/en/staff/settings/calendar', { go: 'preview', what: 'add', on: '2026-12-24', 'name.km': text }],
    ['/en/staff/settings/offices/new', { code: 'NSSF-77', 'name.km': text }],
    ['/en/staff/settings/offices/NSSF-12', { 'name.km': text, 'name.en': '' }],
    ['/en/staff/settings/sampling', { percent: '900', 'source.km': text }],
    [`/en/staff/people/${officer.personId}`, { go: 'move', role: 'administrator', office: text }],
    ['/en/staff/webhooks', { go: 'add', url: text }],
  ];
  const before = await desk.owner('select max(seq) from ledger_entry');
  for (const [path, typed] of pages) {
    const browser = aBrowser(web);
    const shown = await inOtherLanguage(browser, await browser.send(path, typed), { ...typed, go: '' });
    expect([path, unescaped(shown).includes(text), shown.includes('<html lang="km"')]).toEqual([path, true, true]);
  }
  expect(await desk.owner('select max(seq) from ledger_entry')).toEqual(before);
});
