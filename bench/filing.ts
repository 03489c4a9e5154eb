import { aComplaint, filingHeaders } from './complaints.ts';
import { figure, median, percentile, progress } from './figures.ts';
import { captureRows, insertRaw, rawStatements, type FilingRows } from './filing-rows.ts';
import { HttpConnection } from './http-client.ts';
import { cpuMs, serverCpuMs } from './processes.ts';
import { statementCosts, totalMs } from './statements.ts';
import { anInstallation, connections, type Installation, type Program } from './installation.ts';

interface Filed {
  readonly perSecond: number;
  readonly millis: readonly number[];
  readonly refused: number;
}

/** Files over HTTP as fast as it goes for so long. */
export async function fileFor(port: number, milliseconds: number, concurrency = connections): Promise<Filed> {
  const startedAt = performance.now();
  const millis: number[] = [];
  let refused = 0;
  const lane = async (): Promise<void> => {
    const connection = new HttpConnection(port);
    while (performance.now() - startedAt < milliseconds) {
      const sentAt = performance.now();
      const { status } = await connection.request('POST', '/api/v1/complaints', filingHeaders(), aComplaint());
      if (status === 201) millis.push(performance.now() - sentAt);
      else refused += 1;
    }
    connection.close();
  };
  await Promise.all(Array.from({ length: concurrency }, lane));
  return { perSecond: millis.length / ((performance.now() - startedAt) / 1000), millis, refused };
}

/**
 * (a) Filings a second over HTTP beside the transactions a second that plain SQL reaches with the same rows, on the same
 * server, with as many connections. The sides take turns in short rounds; the ratio is of their medians.
 */
export async function benchFiling(size: number): Promise<void> {
  const installation = await anInstallation();
  try {
    const web = await installation.start('web');
    await fileFor(web.port, 3_000 * size);
    const rows = await captureRows(installation.owner, await lastCase(installation));
    const rounds = { http: [] as number[], perTable: [] as number[], single: [] as number[] };
    const millis: number[] = [];
    const length = 4_000 * size;
    const raw = { milliseconds: length, concurrency: connections };
    await insertRaw(installation.owner, rows, 'per-table', { ...raw, milliseconds: 1_000 });
    await insertRaw(installation.owner, rows, 'single-statement', { ...raw, milliseconds: 1_000 });
    for (let round = 1; round <= 5; round += 1) {
      const filed = await fileFor(web.port, length);
      rounds.http.push(filed.perSecond);
      millis.push(...filed.millis);
      if (filed.refused > 0) throw new Error(`${filed.refused} filings were refused`);
      rounds.perTable.push(await insertRaw(installation.owner, rows, 'per-table', raw));
      rounds.single.push(await insertRaw(installation.owner, rows, 'single-statement', raw));
      progress(
        `filing round ${round}: ${filed.perSecond.toFixed(0)} filings/s, raw ${rounds.perTable.at(-1)?.toFixed(0)} (a statement a table), ${rounds.single.at(-1)?.toFixed(0)} (one statement)`,
      );
    }
    const http = median(rounds.http);
    const perTable = median(rounds.perTable);
    const single = median(rounds.single);
    figure('filing', 'ratio', http / perTable, { aim: 0.4, met: http / perTable >= 0.4 });
    figure('filing', 'ratio_to_single_statement', http / single);
    figure('filing', 'http_per_second', http, { p50Ms: percentile(millis, 0.5), p99Ms: percentile(millis, 0.99) });
    figure('filing', 'raw_per_second', perTable, {
      tables: rows.length,
      statements: rawStatements(rows).perTable.length + 2,
    });
    figure('filing', 'raw_single_statement_per_second', single);
    await breakdown(installation, web, size);
    await rawBreakdown(installation, rows, size);
    await statements(installation, web);
  } finally {
    await installation.close();
  }
}

async function lastCase({ owner }: Installation): Promise<string> {
  const found = await owner.query<{ id: string }>(
    `select id from case_file where reference not like 'RAW-%' order by id desc limit 1`,
  );
  return found.rows[0]?.id ?? '';
}

/** Where a filing's time goes: processor of the program and of the database server, statements and transactions. */
async function breakdown({ owner }: Installation, web: Program, size: number): Promise<void> {
  const before = await counters(owner, web);
  const { millis } = await fileFor(web.port, 6_000 * size);
  await new Promise((resolve) => setTimeout(resolve, 900));
  const after = await counters(owner, web);
  const each = (what: keyof typeof before): number => (after[what] - before[what]) / millis.length;
  figure('filing', 'program_cpu_ms_per_filing', each('programMs'));
  figure('filing', 'server_cpu_ms_per_filing', each('serverMs'));
  figure('filing', 'database_transactions_per_filing', each('transactions'));
  figure('filing', 'wal_kb_per_filing', each('walBytes') / 1024);
}

/** The same for plain SQL: what is left of a filing is what the program does beyond inserting. */
async function rawBreakdown({ owner }: Installation, rows: FilingRows, size: number): Promise<void> {
  const milliseconds = 6_000 * size;
  const server = await serverCpuMs(owner);
  const client = process.cpuUsage();
  const perSecond = await insertRaw(owner, rows, 'per-table', { milliseconds, concurrency: connections });
  const count = (perSecond * milliseconds) / 1000;
  const { user, system } = process.cpuUsage(client);
  figure('filing', 'raw_client_cpu_ms_per_transaction', (user + system) / 1000 / count);
  figure('filing', 'raw_server_cpu_ms_per_transaction', ((await serverCpuMs(owner)) - server) / count);
}

async function counters(owner: Installation['owner'], web: Program) {
  const found = await owner.query<{ transactions: string; wal: string }>(
    `select (select xact_commit + xact_rollback from pg_stat_database where datname = current_database()) as transactions,
       pg_wal_lsn_diff(pg_current_wal_lsn(), '0/0') as wal`,
  );
  return {
    programMs: await cpuMs(web.process.pid ?? 0),
    serverMs: await serverCpuMs(owner),
    transactions: Number(found.rows[0]?.transactions),
    walBytes: Number(found.rows[0]?.wal),
  };
}

/** Which statements a filing costs, and how much of the server's time each takes. */
async function statements(installation: Installation, web: Program): Promise<void> {
  const units = 200;
  const connection = new HttpConnection(web.port);
  const costs = await statementCosts(installation, units, async () => {
    for (let n = 0; n < units; n += 1)
      await connection.request('POST', '/api/v1/complaints', filingHeaders(), aComplaint());
  });
  connection.close();
  figure(
    'filing',
    'round_trips_per_filing',
    costs.reduce((sum, cost) => sum + cost.times, 0),
  );
  for (const cost of costs) figure('filing', 'statement_ms', totalMs(cost), { ...cost });
}
