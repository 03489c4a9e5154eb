import request from 'supertest';

import { asCsv } from '../../src/web/figures/csv.ts';
import { plainSvg } from '../../src/web/figures/svg-chart.ts';
import type { Role } from '../../src/kernel/actor.ts';
import { aDesk, type Desk } from '../support/desk.ts';
import { aStaffWeb, type StaffWeb } from '../support/staff-web.ts';

let desk: Desk;
let web: StaffWeb;
const as = async (role: Role, office = 'NSAF') => {
  web.actor = await desk.staff(role, office);
};
beforeAll(async () => {
  desk = await aDesk();
  web = aStaffWeb(desk.world);
  for (let each = 0; each < 8; each += 1) await desk.file({ category: each < 6 ? 'PAY-NOT' : 'PAY-LAT' });
  for (let each = 0; each < 2; each += 1) await desk.file({ category: 'PRT-SEA' });
});
afterAll(() => desk.close());

describe('the page', () => {
  test.each([
    ['/staff/dashboard', 'តួលេខ', 'បណ្តឹងទទួលបាន', '៨'],
    ['/en/staff/dashboard', 'Figures', 'Complaints received', '8'],
  ])('%s', async (path, title, received, n) => {
    await as('analyst');
    const answer = await request(web.app).get(path);
    expect([answer.status, web.faults]).toEqual([200, []]);
    expect(answer.text).toContain(`<h1 class="govuk-heading-l">${title}</h1>`);
    expect(answer.text).toContain(`${received}</dt><dd class="figures-key__value">${n}</dd>`);
    expect(answer.text).not.toMatch(/ style=|<style/);
    expect(answer.text.match(/<svg class="chart__svg" role="img" aria-label="[^"]+"/g)?.length).toBe(8);
    expect(answer.text.match(/<details class="chart__numbers">/g)?.length).toBe(4);
    expect(answer.text).not.toContain('SA-26-');
  });

  test('protected cases are in no picture and no table, which is said with where they are told', async () => {
    await as('analyst');
    const answer = await request(web.app).get('/en/staff/dashboard?by=category');
    expect(answer.text).not.toContain('Sexual');
    expect(answer.text).toMatch(
      /Protected cases are in none of these figures[^<]*<a class="govuk-link" href="\/en\/statistics"/,
    );
  });

  test('each role that sees figures has the section, others are refused', async () => {
    for (const role of [
      'analyst',
      'auditor',
      'operator_supervisor',
      'policy_reviewer',
      'regulator_reviewer',
    ] as const) {
      await as(role);
      const answer = await request(web.app).get('/en/staff/dashboard');
      expect([role, answer.status]).toEqual([role, 200]);
      expect(answer.text).toContain('href="/en/staff/dashboard" aria-current="true"');
    }
    for (const role of ['commune_officer', 'administrator', 'protection_officer'] as const) {
      await as(role);
      for (const path of ['/en/staff/dashboard', '/en/staff/dashboard/figures.csv']) {
        expect([role, (await request(web.app).get(path)).status]).toEqual([role, 403]);
      }
    }
  });

  test('a period that is none is told, and another shown', async () => {
    await as('analyst');
    const answer = await request(web.app).get('/en/staff/dashboard?from=2026-12-01&to=soon');
    expect(answer.status).toBe(200);
    expect(answer.text).toContain('That period cannot be shown');
    expect(answer.text).toContain('value="2026-09-01"');
  });

  test('an empty period says so', async () => {
    await as('regulator_reviewer', 'SSR');
    const answer = await request(web.app).get('/en/staff/dashboard');
    expect(answer.text).toContain('Nothing happened in this period');
    expect(answer.text).not.toContain('chart__svg');
  });
});

describe('the file', () => {
  test('opens in a spreadsheet: byte order mark, names, and what is in none of it', async () => {
    await as('analyst');
    const answer = await request(web.app).get('/en/staff/dashboard/figures.csv?by=category&indicator=received');
    expect(answer.status).toBe(200);
    expect(answer.headers['content-type']).toBe('text/csv; charset=utf-8');
    expect(answer.headers['content-disposition']).toBe('attachment; filename=samleng-2026-09-01-2026-11-21.csv');
    const lines = answer.text.split('\r\n');
    expect(lines[0]?.charCodeAt(0)).toBe(0xfeff);
    const rows = lines.slice(1, -1).map((line) => line.split(',').filter((_, at) => [0, 2, 4, 6, 7].includes(at)));
    expect(rows).toEqual([
      ['received', '', '8', '8', ''],
      ['received', 'PAY-LAT', '2', '2', ''],
      ['received', 'PAY-NOT', '6', '6', ''],
      ['', '', '', '', ''],
    ]);
    expect(lines.at(-2)).toContain('Protected cases are in none of these figures');
  });

  test('the months, in Khmer', async () => {
    await as('analyst');
    const answer = await request(web.app).get('/staff/dashboard/figures.csv?series=months');
    expect(answer.text).toContain('បណ្តឹងទទួលបាន,2026-11,2026-11,8,បណ្តឹង,8,,2026-09-01,2026-11-21');
    expect(answer.text.match(/\r\n/g)?.length).toBe(10);
  });

  test.each(['=HYPERLINK("x")', '+1', '-1', '@x', '\tx'])('what could be a formula is text: %j', (name) => {
    const [, line = ''] = asCsv(['a'], [[name]]).split('\r\n');
    expect(line.replace(/^"/, '').startsWith("'")).toBe(true);
  });

  test('every file is in the ledger', async () => {
    const before = await desk.owner(`select 1 from ledger_entry where event = 'statistics.exported'`);
    await as('auditor');
    await request(web.app).get('/staff/dashboard/figures.csv');
    const after = await desk.owner<{ data: { format: string } }>(
      `select data from ledger_entry where event = 'statistics.exported' order by seq`,
    );
    expect(after.length).toBe(before.length + 1);
    expect(after.at(-1)?.data.format).toBe('csv');
  });
});

test('a picture holds shapes and text, nothing that runs or styles', () => {
  const svg = plainSvg(
    '<svg width="9" onload="x()"><style>a{}</style><script>alert(1)</script><image href="http://x"/><text style="font-size:13px;font-family:sans-serif;" fill="#111">a &lt;b&gt;</text></svg>',
    'a "b"',
  );
  expect(svg).toBe(
    '<svg class="chart__svg" role="img" aria-label="a &quot;b&quot;" focusable="false" width="9">alert(1)<text font-size="13px" fill="#111">a &lt;b&gt;</text></svg>',
  );
});

describe('figures for everybody', () => {
  const open = (path: string) => request(desk.world.http).get(path);

  test.each([
    ['/statistics', 'តួលេខបណ្តឹង', 'មិនបង្ហាញ'],
    ['/en/statistics?by=category', 'Complaints in figures', 'not shown'],
  ])('%s, without signing in', async (path, title, hidden) => {
    const answer = await open(path);
    expect(answer.status).toBe(200);
    expect(answer.text).toContain(`<h1 class="govuk-heading-xl">${title}</h1>`);
    // Eight cases in a quarter that is not over: told as five, and no group of them.
    expect(answer.text).toMatch(/figures-key__value">(5|៥)</);
    if (path.includes('category')) expect(answer.text).toContain(hidden);
    expect(answer.text).not.toMatch(/ style=|<style/);
    expect(answer.text).toContain('creativecommons.org');
  });

  test('a quarter in which nothing happened says so; one that is not published is the usual one', async () => {
    expect((await open('/en/statistics?quarter=2026-Q1')).text).toContain('Nothing to show for this quarter yet');
    expect((await open('/en/statistics?quarter=1999-Q1')).text).toContain('1 October 2026 to 31 December 2026');
  });

  test('as a file, with what is small left blank', async () => {
    const answer = await open('/en/statistics/figures.csv?by=category&quarter=2026-Q4');
    expect(answer.headers['content-disposition']).toBe('attachment; filename=samleng-2026-q4-category.csv');
    expect(answer.text).toContain('received,Complaints received,,All together,5,cases,5,,2026-10-01,2026-12-31');
    expect(answer.text).toMatch(/received,Complaints received,PAY-NOT,[^,]+,,cases,,not shown/);
  });

  test('protected cases by themselves, when the quarter is over: in fives, none like few', async () => {
    const text = async () => (await open('/en/statistics?quarter=2026-Q3')).text;
    expect((await open('/en/statistics?quarter=2026-Q4')).text).not.toContain('id="of-protected"');
    const none = await text();
    expect(none).toMatch(/All together<\/th><td[^>]*>not shown</);
    const put = async (count: number) => {
      await desk.owner(
        `update case_file set category = 'PRT-SEA', protected = true, filed_at = '2026-08-01'
         where id in (select id from case_file where category like 'PAY-%' order by id limit $1)`,
        [count],
      );
      desk.world.clock.advance(61_000);
    };
    await put(4);
    const table = (page: string) => page.slice(page.indexOf('id="of-protected"'));
    const without = (page: string) => table(page).replace(/As of [^.]*\./, '');
    expect(without(await text())).toBe(without(none));
    await put(3);
    expect(table(await text())).toMatch(/Sexual[^<]*<\/th><td[^>]*>5</);
    expect((await open('/en/statistics/figures.csv?quarter=2026-Q3')).text).toContain(
      'protected_received,Complaints received (protected cases),PRT-SEA,',
    );
  });

  test('every page of ours links to them', async () => {
    expect((await open('/en')).text).toContain('href="/en/statistics"');
  });
});
