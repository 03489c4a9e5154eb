import { aComplaint, filingHeaders } from './complaints.ts';
import { figure, progress } from './figures.ts';
import { HttpConnection } from './http-client.ts';
import { anInstallation, type Installation } from './installation.ts';
import { seedCopies } from './seed-cases.ts';

/**
 * (c) Very many clocks due at the same instant, as deadlines are that end with the office day: each moves its case up. How
 * many a second, how late the last of them, none twice and none missed.
 */
export async function benchDueClocks(size: number): Promise<void> {
  const count = Math.round(100_000 * size);
  const installation = await anInstallation();
  try {
    await layDown(installation, count);
    const { owner } = installation;
    const worker = await installation.start('worker');
    const memoryBefore = await worker.residentMb();
    const dueAt = Date.now() + 6_000 + count / 20;
    await owner.query(
      `update sla_clock set escalate_at = $1, next_action_at = $1, due_at = $1::timestamptz - interval '7 days' where state = 'breached'`,
      [new Date(dueAt)],
    );
    await owner.query('vacuum analyze sla_clock');
    const spare = dueAt - Date.now();
    if (spare < 0) throw new Error('the clocks could not be set in time');
    progress(`${count} clocks fall due in ${(spare / 1000).toFixed(1)} s`);

    const seen: { at: number; done: number }[] = [];
    for (let done = 0, stillSince = Date.now(); done < count && Date.now() - Math.max(stillSince, dueAt) < 30_000;) {
      await new Promise((resolve) => setTimeout(resolve, 200));
      const now = await owner.query<{ n: string }>('select count(*) as n from escalation');
      const at = Date.now();
      if (Number(now.rows[0]?.n) > done) stillSince = at;
      done = Number(now.rows[0]?.n);
      seen.push({ at, done });
    }
    const begun = seen.findLast(({ done }) => done === 0)?.at ?? dueAt;
    const ended = seen.at(-1)?.at ?? Number.NaN;
    figure('due-clocks', 'escalations_per_second', count / ((ended - Math.max(begun, dueAt)) / 1000), {
      aim: 2000,
      met: count / ((ended - Math.max(begun, dueAt)) / 1000) >= 2000,
      clocks: count,
      seconds: (ended - dueAt) / 1000,
    });
    // Each clock counts with the instant at which its move could first be seen from outside.
    const lateness = (part: number): number =>
      ((seen.find(({ done }) => done >= part * count)?.at ?? Number.NaN) - dueAt) / 1000;
    figure('due-clocks', 'lateness_p99_seconds', lateness(0.99), { p50: lateness(0.5), all: lateness(1) });
    const { doubles, missed } = await verdict(installation);
    figure('due-clocks', 'doubles', doubles, { aim: 0, met: doubles === 0 });
    figure('due-clocks', 'missed', missed, { aim: 0, met: missed === 0 });
    figure('due-clocks', 'worker_resident_mb', await worker.residentMb(), { before: memoryBefore });
  } finally {
    await installation.close();
  }
}

/** Cases at communes, whose time to decide ended some days ago. */
async function layDown(installation: Installation, count: number): Promise<void> {
  const web = await installation.start('web');
  const connection = new HttpConnection(web.port);
  const body = aComplaint({ programme: 'IDPOOR', category: 'TGT-EXC' });
  const filed = await connection.request('POST', '/api/v1/complaints', filingHeaders(), body);
  connection.close();
  if (filed.status !== 201) throw new Error(`the pattern was refused: ${filed.body}`);
  await web.stop();
  const found = await installation.owner.query<{ id: string; tier: string }>('select id, tier from case_file');
  const pattern = found.rows[0];
  if (pattern?.tier !== 'SA1') throw new Error(`the pattern is at ${pattern?.tier}, not at a commune`);
  const offices = await installation.owner.query<{ code: string }>(
    `select code from office where tier = 'SA1' and valid_to is null order by code`,
  );
  const communes = `(array['${offices.rows.map(({ code }) => code).join(`','`)}'])[1 + n % ${offices.rows.length}]`;
  const decide = `src.kind = 'decide'`;
  await seedCopies(installation, {
    pattern: pattern.id,
    from: 1,
    count,
    changes: {
      case_file: { status: `'acknowledged'`, held_office: communes, place: communes, watched_reason: 'null' },
      case_custody: { office: communes },
      sla_clock: {
        state: `case when ${decide} then 'breached' else 'met' end`,
        breached_at: `case when ${decide} then now() - interval '7 days' end`,
        met_at: `case when ${decide} then null else now() - interval '20 days' end`,
        trigger_at: `src.trigger_at - interval '30 days'`,
        due_at: `now() - interval '7 days'`,
        escalate_at: `case when ${decide} then now() + interval '10 years' end`,
        next_action_at: `case when ${decide} then now() + interval '10 years' end`,
        warned: `(select coalesce(jsonb_agg(w || '{"sent":true}'), '[]') from jsonb_array_elements(src.warned) w)`,
      },
    },
  });
  progress(`${count} cases with a missed decision laid down`);
}

async function verdict({ owner }: Installation): Promise<{ doubles: number; missed: number }> {
  const found = await owner.query<{ doubles: string; missed: string }>(
    `select (select count(*) from (select data->>'clockId' from ledger_entry where event = 'case.escalated'
        group by 1 having count(*) > 1) d) +
      (select count(*) from (select clock_id from escalation group by 1 having count(*) > 1) d) as doubles,
      (select count(*) from sla_clock where state = 'breached' and escalate_at <= now() and escalated_at is null) as missed`,
  );
  return { doubles: Number(found.rows[0]?.doubles), missed: Number(found.rows[0]?.missed) };
}
