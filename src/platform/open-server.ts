import { mkdir, statfs } from 'node:fs/promises';
import { existsSync } from 'node:fs';
import { join } from 'node:path';

import type { Config } from './config.ts';
import { DataDirBusy, lockDataDir, runningServer, startEmbeddedPostgres } from './embedded-postgres.ts';
import { ensureDatabase } from './ensure-database.ts';

/** The database server to use: the one named, or our own. */
export interface DatabaseServer {
  /** Owner's connection. */
  readonly url: string;
  /** Stops it if we started it. */
  close(): Promise<void>;
}

const megabyte = 1024 * 1024;
const roomForNewCluster = 250 * megabyte;
const roomToRun = 64 * megabyte;

/**
 * The database server: `DATABASE_URL` when set; otherwise the embedded one - joined when another Samleng on this machine
 * runs it already for this data directory, started when not.
 * @throws Error in one line: the disk is full, the server does not start
 */
export async function openServer(config: Config, progress: (what: string) => void): Promise<DatabaseServer> {
  if (config.databaseUrl) return { url: config.databaseUrl, close: () => Promise.resolve() };
  await checkRoom(config.dataDir);
  let unlock: () => Promise<void>;
  try {
    unlock = await lockDataDir(config.dataDir);
  } catch (error) {
    if (!(error instanceof DataDirBusy)) throw error;
    const url = await untilRunning(config.dataDir);
    if (!url) throw error;
    return { url, close: () => Promise.resolve() };
  }
  try {
    const server = await startEmbeddedPostgres(config.dataDir, progress);
    await ensureDatabase(server.url);
    return {
      url: server.url,
      async close() {
        await server.stop();
        await unlock();
      },
    };
  } catch (error) {
    await unlock();
    throw error;
  }
}

/** The other program may be starting its server at this moment: up to ten seconds. */
async function untilRunning(dataDir: string): Promise<string | null> {
  for (let attempt = 0; attempt < 100; attempt += 1) {
    const url = await runningServer(dataDir);
    if (url) return url;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  return null;
}

/** @throws Error in one line: the data directory cannot be made, the disk is full */
export async function checkRoom(dataDir: string): Promise<void> {
  await mkdir(dataDir, { recursive: true }).catch((error: NodeJS.ErrnoException) => {
    throw new Error(
      `the data directory ${dataDir} cannot be made: ${error.code === 'ENOSPC' ? 'the disk is full' : (error.code ?? error.message)}`,
    );
  });
  const disk = await statfs(dataDir);
  const free = disk.bavail * disk.bsize;
  const needed = existsSync(join(dataDir, 'postgres', 'samleng-ready')) ? roomToRun : roomForNewCluster;
  if (free < needed) {
    throw new Error(
      `the disk is full: ${Math.floor(free / megabyte)} MB free for ${dataDir}, ${needed / megabyte} MB needed`,
    );
  }
}
