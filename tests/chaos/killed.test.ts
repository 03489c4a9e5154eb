import type pg from 'pg';

import { aMailServer, type MailServer } from '../support/mail-server.ts';
import { fileUnderLoad, notFound, type Load } from './complainants.ts';
import {
  aDataDir,
  aFilledDatabase,
  doctor,
  freePort,
  isAlive,
  killAll,
  postmasterOf,
  start,
  until,
  type Program,
  type ProgramDatabase,
} from './programs.ts';

/** What must hold whatever was killed when. */
async function allThereOnce(url: string, load: Load, database: pg.Pool): Promise<void> {
  expect(await notFound(url, load)).toEqual([]);
  const references = new Set([...load.told.values()].map(({ reference }) => reference));
  expect(references.size).toBe(load.told.size);
  const counts = await database.query<{ cases: number; keys: number; clocks: number; facts: number }>(
    `select (select count(*)::int from case_file) as cases, (select count(distinct case_id)::int from filing_key) as keys,
      (select count(distinct case_id)::int from sla_clock) as clocks,
      (select count(*)::int from outbox where event = 'case.filed') as facts`,
  );
  const all = load.told.size;
  expect(counts.rows[0]).toEqual({ cases: all, keys: all, clocks: all, facts: all });
}

describe('processes killed outright, with the database server apart', () => {
  const filings = 45;
  let dataDir: Awaited<ReturnType<typeof aDataDir>>;
  let whole: ProgramDatabase;
  let database: pg.Pool;
  let mail: MailServer;
  let settings: Record<string, string>;
  let load: Load;

  beforeAll(async () => {
    dataDir = await aDataDir();
    whole = await aFilledDatabase(dataDir.path);
    database = whole.pool;
    mail = await aMailServer();
    settings = {
      DATA_DIR: dataDir.path,
      DATABASE_URL: whole.url,
      SCHEDULE_PERCENT: '20',
      DATABASE_POOL: '4',
      SMTP_URL: `smtp://127.0.0.1:${mail.port}`,
      PORT: String(await freePort()),
    };
  }, 600_000);
  afterAll(async () => {
    await killAll();
    await mail.close();
    await whole.drop();
    await dataDir.remove();
  });

  test('web, twice during filing: every answer given stands, and no key files twice', async () => {
    let web = await start({ ...settings, ROLES: 'web' });
    let kills = Promise.resolve();
    const killAt = new Set([12, 30]);
    load = await fileUnderLoad([web.url], filings, (soFar) => {
      if (!killAt.delete(soFar)) return;
      kills = kills.then(async () => {
        await web.kill();
        web = await start({ ...settings, ROLES: 'web' });
      });
    });
    await kills;
    expect(load.told.size).toBe(filings);
    expect(load.sentAgain).toBeGreaterThan(0);
    await allThereOnce(web.url, load, database);
    expect(await web.stop()).toBe(0);
  }, 600_000);

  test('the worker, during sweep and sending: no case moves twice, no message goes twice, none is left behind', async () => {
    await database.query(
      `update sla_clock set state = 'met', met_at = now(), next_action_at = null where kind = 'acknowledge'`,
    );
    await database.query(
      `update sla_clock set state = 'breached', breached_at = now() - interval '7 days', due_at = now() - interval '7 days',
        escalate_at = now(), next_action_at = now() where kind = 'decide'`,
    );
    const worker = (): Promise<Program> => start({ ...settings, ROLES: 'worker' });
    const moved = async (): Promise<number> =>
      Number((await database.query<{ n: string }>('select count(*) as n from escalation')).rows[0]?.n);
    let running = await worker();
    await until(() => sweeping(database));
    await running.kill();
    running = await worker();
    await until(() => mail.received.length > 20);
    await running.kill();
    const midway = mail.received.length;
    running = await worker();
    await until(() => mail.received.length > midway + 20);
    await running.kill();
    running = await worker();
    await until(async () => (await moved()) === filings);
    await until(async () => (await unfinished(database)) === 0, 60_000);

    const once = await database.query<{ n: string }>(
      `select count(*) as n from (select clock_id from escalation group by 1 having count(*) > 1
        union all select case_id from escalation group by 1 having count(*) > 1) twice`,
    );
    expect(Number(once.rows[0]?.n)).toBe(0);
    const ids = mail.received.map(({ raw }) => /^message-id: *(\S+)/im.exec(raw)?.[1] ?? raw);
    expect(new Set(ids).size).toBe(ids.length);
    const notices = await database.query<{ state: string; n: number }>(
      `select state, count(*)::int as n from notice where channel = 'email' group by 1`,
    );
    const count = (...states: string[]): number =>
      notices.rows.filter(({ state }) => states.includes(state)).reduce((sum, { n }) => sum + n, 0);
    // What was on its way when its worker died may or may not have arrived: never sent again by itself.
    const unsure = count('sending', 'uncertain');
    expect(unsure).toBeLessThanOrEqual(3 * 4);
    expect(count('sent')).toBeLessThanOrEqual(ids.length);
    expect(ids.length).toBeLessThanOrEqual(count('sent') + unsure);
    expect(count('sent') + unsure).toBe(count('sent', 'sending', 'uncertain', 'queued', 'failed', 'dead'));
    expect(await running.stop()).toBe(0);
    expect(doctor(settings)).toMatchObject({
      'ledger chains broken': 0,
      'overdue and not escalated': 0,
      'cases with two running clocks of one kind': 0,
    });
  }, 600_000);
});

/** A sweep has claimed clocks and not committed yet. */
async function sweeping(database: pg.Pool): Promise<boolean> {
  const found = await database.query<{ n: string }>(
    `select count(*) as n from pg_stat_activity where state in ('active', 'idle in transaction') and pid <> pg_backend_pid()
      and query ~ 'sla_clock|case_custody|case_file'`,
  );
  return Number(found.rows[0]?.n) > 0;
}

/** Facts without their messages, and messages that still wait. */
async function unfinished(database: pg.Pool): Promise<number> {
  const found = await database.query<{ n: string }>(
    `select (select count(*) from outbox where composed_at is null) +
      (select count(*) from notice where state in ('queued', 'failed')) as n`,
  );
  return Number(found.rows[0]?.n);
}

describe('the default program, with a database server of its own', () => {
  test('the server killed, then the program killed: both come back with everything; stopped, nothing is left', async () => {
    const dataDir = await aDataDir();
    const settings = { DATA_DIR: dataDir.path, PORT: String(await freePort()) };
    let program = await start(settings);
    const steps: (() => Promise<void>)[] = [
      async () => {
        const postmaster = (await postmasterOf(dataDir.path)) ?? 0;
        process.kill(postmaster, 'SIGKILL');
        await until(async () => ![null, postmaster].includes(await postmasterOf(dataDir.path)));
      },
      async () => {
        await program.kill();
        program = await start(settings);
      },
    ];
    let done = Promise.resolve();
    const load = await fileUnderLoad([program.url], 45, (soFar) => {
      if (soFar === 12 || soFar === 30) done = done.then(steps.shift());
    });
    await done;
    expect(steps).toEqual([]);
    expect(load.sentAgain).toBeGreaterThan(0);
    expect(doctor(settings)).toMatchObject({ 'ledger chains broken': 0, 'overdue and not escalated': 0 });
    expect(await notFound(program.url, load)).toEqual([]);
    const postmaster = (await postmasterOf(dataDir.path)) ?? 0;
    expect(isAlive(postmaster)).toBe(true);
    expect(await program.stop()).toBe(0);
    expect(isAlive(postmaster)).toBe(false);
    await dataDir.remove();
  }, 600_000);
  afterAll(killAll);
});
