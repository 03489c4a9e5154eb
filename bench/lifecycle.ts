import { aComplaint, filingHeaders } from './complaints.ts';
import { figure, median, percentile, progress } from './figures.ts';
import { HttpConnection } from './http-client.ts';
import { anInstallation, type Installation, type Program } from './installation.ts';
import { seedCopies } from './seed-cases.ts';
import { bearer, signIn } from './staff.ts';

export interface Site {
  readonly installation: Installation;
  readonly web: Program;
  readonly token: string;
}

const concurrency = 8;
const office = '12';
const decision = JSON.stringify({
  outcome: 'not_upheld',
  reasons: 'បានពិនិត្យរួច៖ ប្រាក់ត្រូវបានបើករួចហើយនៅថ្ងៃទី ២ វិច្ឆិកា។',
  remedies: [],
});

/** A site where an officer of a province is signed in, with enough cases to fill the first page of a list. */
export async function aSite(): Promise<Site> {
  const installation = await anInstallation();
  const web = await installation.start('web', { NODE_ENV: 'development', RATE_LIMIT_FACTOR: '0' });
  const token = await signIn(installation, web.port, 'province_officer', office);
  const site = { installation, web, token };
  await lifecycles(site, 3_000);
  return site;
}

/** Create, acknowledge, decide, list; over HTTP, one after the other, several at once. */
async function lifecycles({ web, token }: Site, milliseconds: number): Promise<number> {
  const startedAt = performance.now();
  let done = 0;
  const lane = async (): Promise<void> => {
    const connection = new HttpConnection(web.port);
    const staff = bearer(token);
    const ask = async (method: string, path: string, headers: string, body: string, wanted: number) => {
      const answer = await connection.request(method, `/api/v1${path}`, headers, body);
      if (answer.status !== wanted) throw new Error(`${method} ${path}: ${answer.status} ${answer.body}`);
      return answer.body;
    };
    while (performance.now() - startedAt < milliseconds) {
      const filed = await ask('POST', '/complaints', filingHeaders(), aComplaint(), 201);
      const { reference } = JSON.parse(filed) as { reference: string };
      await ask('POST', `/cases/${reference}/acknowledge`, staff, '{}', 200);
      await ask('POST', `/cases/${reference}/decide`, staff, decision, 200);
      await ask('GET', '/cases?view=office&limit=20', staff, '', 200);
      done += 1;
    }
    connection.close();
  };
  await Promise.all(Array.from({ length: concurrency }, lane));
  return done / ((performance.now() - startedAt) / 1000);
}

/** A case just filed, to make copies of. */
async function patternOf({ installation, web }: Site): Promise<string> {
  const connection = new HttpConnection(web.port);
  const filed = await connection.request('POST', '/api/v1/complaints', filingHeaders(), aComplaint());
  connection.close();
  const { reference } = JSON.parse(filed.body) as { reference: string };
  const found = await installation.owner.query<{ id: string }>('select id from case_file where reference = $1', [
    reference,
  ]);
  return found.rows[0]?.id ?? '';
}

/** Copies of a case just filed: open, due some time from tomorrow on, one in `every` of them at the office that is measured. */
export async function fill(site: Site, from: number, count: number, every = 10): Promise<void> {
  const due = `now() + interval '1 day' + (n % 40000) * interval '1 minute'`;
  const { rows } = await site.installation.owner.query<{ code: string }>(
    `select code from office where tier in ('SA1', 'SA2') and valid_to is null order by code`,
  );
  const elsewhere = `(array['${rows.map(({ code }) => code).join(`','`)}'])[1 + n % ${rows.length}]`;
  const holder = `case when n % ${every} = 0 then '${office}' else ${elsewhere} end`;
  await seedCopies(site.installation, {
    pattern: await patternOf(site),
    from,
    count,
    changes: {
      case_file: {
        held_office: holder,
        place: elsewhere,
        due_at: due,
      },
      case_custody: { office: holder },
      sla_clock: {
        due_at: due,
        next_action_at: due,
        escalate_at: `case when src.kind = 'decide' then ${due} + interval '7 days' end`,
      },
    },
  });
}

/**
 * (b) The life of a case at 0, 100,000 and 1,000,000 stored cases, beside the same on an installation without them: the two
 * take turns in short rounds, because a machine is not equally fast an hour later. (d) The work list at 1,000,000 open cases,
 * and pages at 100,000.
 */
export async function benchLifecycle(size: number): Promise<void> {
  const empty = await aSite();
  const full = await aSite();
  try {
    let stored = 0;
    for (const [name, count] of [
      ['0', 0],
      ['100k', 100_000 * size],
      ['1m', 1_000_000 * size],
    ] as const) {
      const startedAt = performance.now();
      if (count > stored) await fill(full, stored + 1, Math.round(count) - stored);
      if (count > stored)
        progress(`${count} cases stored after ${((performance.now() - startedAt) / 1000).toFixed(0)} s`);
      stored = Math.round(count);
      const rates = { empty: [] as number[], full: [] as number[] };
      for (let round = 1; round <= 7; round += 1) {
        rates.empty.push(await lifecycles(empty, 3_000));
        rates.full.push(await lifecycles(full, 3_000));
        progress(
          `lifecycles at ${name}, round ${round}: ${rates.full.at(-1)?.toFixed(1)}/s, without them ${rates.empty.at(-1)?.toFixed(1)}/s`,
        );
      }
      const ratio = median(rates.full.map((rate, at) => rate / (rates.empty[at] ?? Number.NaN)));
      figure('lifecycle', `ratio_at_${name}`, ratio, {
        ...(name === '1m' ? { aim: 0.9, met: ratio >= 0.9 } : {}),
        perSecond: median(rates.full),
        perSecondWithout: median(rates.empty),
        stored,
      });
      if (name === '100k') await pages(full, stored);
    }
    await workLists(full, stored);
  } finally {
    await empty.installation.close();
    await full.installation.close();
  }
}

/** (d) alone: what `benchLifecycle` ends with, for a machine that was busy meanwhile. */
export async function benchWorkLists(size: number): Promise<void> {
  const site = await aSite();
  try {
    const stored = Math.round(1_000_000 * size);
    await fill(site, 1, stored);
    await workLists(site, stored);
  } finally {
    await site.installation.close();
  }
}

export async function timed(site: Site, path: string, headers: string, times: number): Promise<readonly number[]> {
  const connection = new HttpConnection(site.web.port);
  const millis: number[] = [];
  for (let n = 0; n < times + 10; n += 1) {
    const sentAt = performance.now();
    const { status, body } = await connection.request('GET', path, headers);
    if (status !== 200) throw new Error(`${path}: ${status} ${body.slice(0, 300)}`);
    // The first few warm caches, connections and prepared statements.
    if (n >= 10) millis.push(performance.now() - sentAt);
  }
  connection.close();
  return millis;
}

async function workLists(site: Site, stored: number): Promise<void> {
  for (const view of ['office', 'unassigned', 'overdue', 'mine', 'watched']) {
    const millis = await timed(site, `/api/v1/cases?view=${view}&limit=50`, bearer(site.token), 200);
    const p95 = percentile(millis, 0.95);
    figure('work-list', `p95_ms_${view}`, p95, { aim: 50, met: p95 < 50, p50: percentile(millis, 0.5), open: stored });
  }
}

async function pages(site: Site, stored: number): Promise<void> {
  const cookie = `cookie: samleng_staff=${site.token}\r\n`;
  const connection = new HttpConnection(site.web.port);
  const filed = await connection.request('POST', '/api/v1/complaints', filingHeaders(), aComplaint());
  connection.close();
  const { reference } = JSON.parse(filed.body) as { reference: string };
  for (const [name, path, headers] of [
    ['start', '/', ''],
    ['new_complaint', '/complaints/new', ''],
    ['track', '/complaints/track', ''],
    ['work_list', '/staff', cookie],
    ['case', `/staff/cases/${reference}`, cookie],
  ] as const) {
    const millis = await timed(site, path, headers, 100);
    const p95 = percentile(millis, 0.95);
    figure('pages', `p95_ms_${name}`, p95, { aim: 100, met: p95 < 100, p50: percentile(millis, 0.5), stored });
  }
}
