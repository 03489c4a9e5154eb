import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { readFile, rm } from 'node:fs/promises';
import { mkdtemp } from 'node:fs/promises';
import { createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import pg from 'pg';

import { ensureDatabase } from '../src/platform/ensure-database.ts';
import { startEmbeddedPostgres } from '../src/platform/embedded-postgres.ts';

/** A running program of ours: `src/main.ts` in some roles. */
export interface Program {
  readonly port: number;
  readonly process: ChildProcess;
  /** Resident memory in MB. */
  residentMb(): Promise<number>;
  stop(): Promise<void>;
}

/** The embedded server with the settings of production, and programs over it, all in a temporary data directory. */
export interface Installation {
  readonly dataDir: string;
  readonly databaseUrl: string;
  /** As the owner, past row-level security. */
  readonly owner: pg.Pool;
  start(roles: string, settings?: Readonly<Record<string, string>>, nodeFlags?: readonly string[]): Promise<Program>;
  close(): Promise<void>;
}

/** Connections that the program gets, and the raw side too. */
export const connections = 16;

/** Sets one up: migrated, with reference data and demo people, as after a first `npm start`. */
export async function anInstallation(): Promise<Installation> {
  const dataDir = await mkdtemp(join(tmpdir(), 'samleng-bench-'));
  const server = await startEmbeddedPostgres(dataDir, () => undefined);
  await ensureDatabase(server.url);
  const owner = new pg.Pool({ connectionString: server.url, max: connections, idleTimeoutMillis: 0 });
  owner.on('error', () => undefined);
  const programs = new Set<Program>();
  const installation: Installation = {
    dataDir,
    databaseUrl: server.url,
    owner,
    async start(roles, settings = {}, nodeFlags = []) {
      const program = await startProgram({ dataDir, databaseUrl: server.url, roles, settings, nodeFlags });
      programs.add(program);
      return program;
    },
    async close() {
      await Promise.all([...programs].map((program) => program.stop()));
      await owner.end();
      await server.stop();
      await rm(dataDir, { recursive: true, force: true });
    },
  };
  // Demo people are made outside production only.
  try {
    const first = await installation.start('web', { NODE_ENV: 'development' });
    await first.stop();
  } catch (error) {
    await installation.close();
    throw error;
  }
  return installation;
}

async function startProgram(of: {
  readonly dataDir: string;
  readonly databaseUrl: string;
  readonly roles: string;
  readonly settings: Readonly<Record<string, string>>;
  readonly nodeFlags: readonly string[];
}): Promise<Program> {
  const port = await freePort();
  const child = spawn(
    process.execPath,
    ['--disable-warning=ExperimentalWarning', ...of.nodeFlags, join(import.meta.dirname, '..', 'src', 'main.ts')],
    {
      stdio: ['ignore', 'pipe', 'pipe'],
      env: {
        PATH: process.env['PATH'] ?? '',
        NODE_ENV: 'production',
        PUBLIC_URL: `http://127.0.0.1:${port}`,
        PORT: String(port),
        DATA_DIR: of.dataDir,
        DATABASE_URL: of.databaseUrl,
        DATABASE_POOL: String(connections),
        ROLES: of.roles,
        RATE_LIMIT_FACTOR: '1000',
        LOG_LEVEL: 'warn',
        ...of.settings,
      },
    },
  );
  let said = '';
  const ready = new Promise<void>((resolve, reject) => {
    const hear = (chunk: Buffer): void => {
      said += chunk.toString();
      if (/samleng: ready/.test(said)) resolve();
    };
    child.stdout.on('data', hear);
    child.stderr.on('data', hear);
    child.once('exit', (code) => reject(new Error(`the program ended (${code}): ${said}`)));
  });
  await ready;
  return {
    port,
    process: child,
    async residentMb() {
      const status = await readFile(`/proc/${child.pid}/status`, 'utf8');
      return Number(/VmRSS:\s+(\d+)/.exec(status)?.[1] ?? Number.NaN) / 1024;
    },
    async stop() {
      if (child.exitCode !== null || child.signalCode !== null) return;
      const gone = once(child, 'exit');
      child.kill('SIGTERM');
      await gone;
    },
  };
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, 'close');
  return port;
}
