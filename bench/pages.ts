import { setTimeout as sleep } from 'node:timers/promises';

import { aComplaint, filingHeaders } from './complaints.ts';
import { figure, percentile, progress } from './figures.ts';
import { HttpConnection } from './http-client.ts';
import { anInstallation, type Installation, type Program } from './installation.ts';
import { seedCopies } from './seed-cases.ts';
import { signIn } from './staff.ts';

const splits = ['programme', 'category', 'province', 'channel', 'tier', 'severity', 'sex', 'age', 'disability'];
const province = '12';
/** Asked so often, after some that warm caches. */
const times = 60;
const warming = 6;

/** A page by its name, who opens it, and its address; `n` counts the requests, so that questions need not repeat. */
type PageToTime = readonly [name: string, role: string | null, path: (n: number) => string];

const day = (n: number): string => `2026-0${1 + (n % 9)}-${String(1 + (n % 28)).padStart(2, '0')}`;

const pages: readonly PageToTime[] = [
  ['published_figures', null, (n) => `/statistics?by=${splits[n % 3]}`],
  ['figures_same_question', 'analyst', () => '/staff/dashboard'],
  // Each request asks for a period and a split that nobody asked for before.
  ['figures_new_question', 'analyst', (n) => `/staff/dashboard?from=${day(n)}&to=2026-12-31&by=${splits[n % 9]}`],
  ['figures_of_operator', 'operator_supervisor', (n) => `/staff/dashboard?from=${day(n)}&to=2026-12-30&by=category`],
  ['workload', 'operator_supervisor', () => '/staff/workload'],
  ['workload_of_province', 'operator_supervisor', () => `/staff/workload?office=${province}`],
  ['cases_to_give_away', 'operator_supervisor', () => `/staff/workload/cases?office=${province}&person=nobody`],
  ['missed_deadlines', 'operator_supervisor', () => '/staff/breaches'],
  ['second_look', 'operator_supervisor', () => '/staff/second-look'],
  ['watched', 'operator_supervisor', () => '/staff/watched'],
  ['settings', 'administrator', () => '/staff/settings'],
  ['rule', 'administrator', () => '/staff/settings/rules/SA3.DECIDE.S3'],
  ['calendar', 'administrator', () => '/staff/settings/calendar'],
  ['imports', 'administrator', () => '/staff/settings/imports'],
  ['offices', 'administrator', (n) => `/staff/settings/offices?q=${n % 10}`],
  ['people', 'administrator', () => '/staff/people'],
  ['messages', 'administrator', () => '/staff/outbox'],
  ['ledger', 'auditor', () => '/staff/ledger'],
];

/** Where the demo person of a role sits. */
const seats: Readonly<Record<string, string>> = {
  analyst: 'GS-NSPC',
  operator_supervisor: 'NSAF',
  administrator: 'GS-NSPC',
  auditor: 'GS-NSPC',
};

/** Copies of one case over a year: a tenth at one province, a tenth missed, of all kinds of people. */
async function fill(installation: Installation, pattern: string, count: number): Promise<void> {
  const { rows } = await installation.owner.query<{ code: string }>(
    `select code from office where tier in ('SA1', 'SA2') and valid_to is null order by code`,
  );
  const elsewhere = `(array['${rows.map(({ code }) => code).join(`','`)}'])[1 + n % ${rows.length}]`;
  const holder = `case when n % 10 = 0 then '${province}' else ${elsewhere} end`;
  const filed = `now() - (n % 300) * interval '1 day'`;
  const due = `now() + interval '1 day' + (n % 60) * interval '1 day'`;
  const missedAt = `now() - (n % 90) * interval '1 day'`;
  const isMissed = `n % 10 = 3 and src.kind = 'decide'`;
  await seedCopies(installation, {
    pattern,
    from: 1,
    count,
    changes: {
      case_file: {
        held_office: holder,
        place: elsewhere,
        due_at: due,
        filed_at: filed,
        arrived_at: filed,
        programme: `(array['FP-PWC','FP-ELD','FP-PWD','FP-SCH','SR-FLD'])[1 + n % 5]`,
        category: `(array['PAY-NOT','PAY-LAT','PAY-AMT','DAT-COR','TGT-EXC','SVC-DLY','BEN-STP'])[1 + n % 7]`,
        sex: `(array['female','male','female'])[1 + n % 3]`,
        age_band: `(array['18-24','25-34','35-44','45-59','60+'])[1 + n % 5]`,
      },
      case_custody: { office: holder },
      sla_clock: {
        due_at: `case when ${isMissed} then ${missedAt} else ${due} end`,
        state: `case when ${isMissed} then 'breached' else src.state end`,
        breached_at: `case when ${isMissed} then ${missedAt} end`,
        next_action_at: `case when ${isMissed} then null else ${due} end`,
        escalate_at: 'null',
      },
    },
  });
}

async function timed(web: Program, page: PageToTime, cookie: string): Promise<readonly number[]> {
  const connection = new HttpConnection(web.port);
  const millis: number[] = [];
  for (let n = 0; n < times + warming; n += 1) {
    const sentAt = performance.now();
    const { status, body } = await connection.request('GET', page[2](n), cookie);
    if (status !== 200) throw new Error(`${page[2](n)}: ${status} ${body.slice(0, 300)}`);
    if (n >= warming) millis.push(performance.now() - sentAt);
  }
  connection.close();
  return millis;
}

/** Waits until the workers have taken what figures are counted from, after the cases were laid down. */
async function figuresTaken(installation: Installation, since: Date): Promise<void> {
  for (let second = 0; second < 300; second += 1) {
    const { rows } = await installation.owner.query<{ took_ms: number; kb: string }>(
      `select took_ms, pg_column_size(columns) / 1024 as kb from figure_snapshot where taken_at > $1`,
      [since],
    );
    const [row] = rows;
    if (row !== undefined) {
      figure('pages', 'figures_taken_ms', row.took_ms, { kilobytes: Number(row.kb) });
      return;
    }
    await sleep(1_000);
  }
  throw new Error('the workers did not take the figures');
}

/** (d) Pages of those who watch and administer, at 100,000 stored cases: the 95th percentile of each. Aim: 100 ms. */
export async function benchPages(size: number): Promise<void> {
  const installation = await anInstallation();
  try {
    const web = await installation.start('web', { NODE_ENV: 'development', RATE_LIMIT_FACTOR: '0' });
    const connection = new HttpConnection(web.port);
    const filed = await connection.request('POST', '/api/v1/complaints', filingHeaders(), aComplaint());
    connection.close();
    const { reference } = JSON.parse(filed.body) as { reference: string };
    const found = await installation.owner.query<{ id: string }>('select id from case_file where reference = $1', [
      reference,
    ]);
    const stored = Math.round(100_000 * size);
    await fill(installation, found.rows[0]?.id ?? '', stored);
    progress(`${stored} cases stored`);
    const laidDown = new Date();
    const worker = await installation.start('worker', { NODE_ENV: 'development' });
    await figuresTaken(installation, laidDown);
    await worker.stop();
    const cookies = new Map<string, string>();
    for (const [role, office] of Object.entries(seats)) {
      cookies.set(role, `cookie: samleng_staff=${await signIn(installation, web.port, role, office)}\r\n`);
    }
    for (const page of pages) {
      const millis = await timed(web, page, page[1] === null ? '' : (cookies.get(page[1]) ?? ''));
      const p95 = percentile(millis, 0.95);
      figure('pages', `p95_ms_${page[0]}`, p95, { aim: 100, met: p95 < 100, p50: percentile(millis, 0.5), stored });
    }
  } finally {
    await installation.close();
  }
}
