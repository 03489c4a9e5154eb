import { spawn, spawnSync, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import pg from 'pg';

import { ensureDatabase } from '../../src/platform/ensure-database.ts';
import { keyFile, writeKeyFile } from '../../src/platform/vault-keys.ts';
import { cloneTemplate, databaseUrl, testKeyRing } from '../support/template-database.ts';

/** The real program as a process of its own. */
export interface Program {
  readonly process: ChildProcess;
  readonly url: string;
  /** All that it has written, to both streams. */
  said(): string;
  /** SIGKILL; resolves when it is gone. */
  kill(): Promise<void>;
  /** SIGTERM. @returns its exit code */
  stop(): Promise<number | null>;
  /** @returns its exit code, when it ends by itself */
  ended(): Promise<number | null>;
}

export type Settings = Readonly<Record<string, string>>;

const root = join(import.meta.dirname, '..', '..');
const main = join(root, 'src', 'main.ts');
const running = new Set<ChildProcess>();
/** What one program compiled the next one need not: starting takes half the time. */
const compiled = join(root, '.cache', 'compiled');

/** Starts `src/main.ts` without waiting for anything. */
export function launch(settings: Settings): Program {
  const child = spawn(process.execPath, ['--disable-warning=ExperimentalWarning', main], {
    stdio: ['ignore', 'pipe', 'pipe'],
    env: {
      PATH: process.env['PATH'] ?? '',
      NODE_ENV: 'test',
      NODE_COMPILE_CACHE: compiled,
      RATE_LIMIT_FACTOR: '0',
      LOG_LEVEL: 'error',
      ...settings,
    },
  });
  running.add(child);
  let said = '';
  const hear = (chunk: Buffer): void => {
    said += chunk.toString();
  };
  child.stdout.on('data', hear);
  child.stderr.on('data', hear);
  const gone = once(child, 'close').then(([code]: (number | null)[]) => {
    running.delete(child);
    return code ?? null;
  });
  return {
    process: child,
    url: `http://127.0.0.1:${settings['PORT'] ?? '3000'}`,
    said: () => said,
    async kill() {
      child.kill('SIGKILL');
      await gone;
    },
    stop() {
      child.kill('SIGTERM');
      return gone;
    },
    ended: () => gone,
  };
}

/** Starts it and waits until it is ready. @throws with all that it said, when it ends instead */
export async function start(settings: Settings): Promise<Program> {
  const program = launch(settings);
  const isReady = (): boolean => program.said().includes('samleng: ready');
  await until(() => isReady() || !running.has(program.process), 60_000);
  if (!isReady()) throw new Error(`the program ended: ${program.said()}`);
  return program;
}

/** Ends what a failed test has left running. */
export async function killAll(): Promise<void> {
  await Promise.all(
    [...running].map(async (child) => {
      const gone = once(child, 'close');
      child.kill('SIGKILL');
      await gone;
    }),
  );
}

export async function until(condition: () => boolean | Promise<boolean>, milliseconds = 60_000): Promise<void> {
  const end = performance.now() + milliseconds;
  while (performance.now() < end) {
    if (await condition()) return;
    await new Promise((resolve) => setTimeout(resolve, 25));
  }
  throw new Error(`not so within ${milliseconds} ms: ${condition.toString()}`);
}

export async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, 'close');
  return port;
}

export interface ProgramDatabase {
  /** Of its owner. */
  readonly url: string;
  readonly pool: pg.Pool;
  drop(): Promise<void>;
}

/** A database with nothing in it on the server of the test run. */
export async function anEmptyDatabase(): Promise<ProgramDatabase> {
  const name = `chaos_${process.pid}_${Date.now().toString(36)}`;
  const url = databaseUrl(process.env['SAMLENG_TEST_SERVER'] ?? '', name);
  await ensureDatabase(url);
  return withPool(url, `drop database if exists ${name} with (force)`);
}

/** A database that is migrated and filled, and in the data directory the key that opens it: no time goes into making it. */
export async function aFilledDatabase(dataDir: string): Promise<ProgramDatabase> {
  await writeKeyFile(keyFile(dataDir), [testKeyRing.current]);
  const { name, ownerUrl } = await cloneTemplate();
  return withPool(ownerUrl, `drop database if exists ${name} with (force)`);
}

function withPool(url: string, dropping: string): ProgramDatabase {
  const pool = new pg.Pool({ connectionString: url, max: 3 });
  pool.on('error', () => undefined);
  return {
    url,
    pool,
    async drop() {
      await pool.end();
      const client = new pg.Client({
        connectionString: databaseUrl(process.env['SAMLENG_TEST_SERVER'] ?? '', 'postgres'),
      });
      await client.connect();
      await client.query(dropping);
      await client.end();
    },
  };
}

export async function aDataDir(): Promise<{ path: string; remove(): Promise<void> }> {
  const path = await mkdtemp(join(tmpdir(), 'samleng-chaos-'));
  return { path, remove: () => rm(path, { recursive: true, force: true, maxRetries: 5 }) };
}

/** Pid of the database server that runs on a data directory, or null. */
export async function postmasterOf(dataDir: string): Promise<number | null> {
  const status = await readFile(join(dataDir, 'postgres', 'data', 'postmaster.pid'), 'utf8').catch(() => '');
  const pid = Number(status.split('\n')[0]);
  return pid > 0 && isAlive(pid) ? pid : null;
}

export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}

/** What `npm run doctor` finds: a number for each thing that it looks at. */
export function doctor(settings: Settings): Readonly<Record<string, number>> {
  const asked = spawnSync(process.execPath, ['--disable-warning=ExperimentalWarning', join(root, 'src', 'doctor.ts')], {
    encoding: 'utf8',
    env: {
      PATH: process.env['PATH'] ?? '',
      NODE_ENV: 'test',
      NODE_COMPILE_CACHE: compiled,
      LOG_LEVEL: 'error',
      ...settings,
    },
  });
  const found = [...asked.stdout.matchAll(/^(?:ok|WRONG) +(.+): (\d+)$/gm)];
  if (found.length === 0) throw new Error(`the doctor said nothing: ${asked.stdout}${asked.stderr}`);
  return Object.fromEntries(found.map(([, what, count]) => [what, Number(count)]));
}
