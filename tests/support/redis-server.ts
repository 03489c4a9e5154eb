import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { Redis } from 'ioredis';

/** The server program that `npm test` provides, or null: suites that need Redis are left out then, and it says so. */
export const redisProgram = process.env['SAMLENG_REDIS'] || null;

export interface RedisServer {
  readonly url: string;
  /** Killed outright, as by a power cut. */
  kill(): void;
  stop(): Promise<void>;
}

/** A Redis of its own, kept as production must keep it (AOF, noeviction). */
export async function aRedis(): Promise<RedisServer> {
  const folder = await mkdtemp(join(tmpdir(), 'samleng-redis-'));
  const probe = createServer().listen(0, '127.0.0.1');
  await once(probe, 'listening');
  const { port } = probe.address() as AddressInfo;
  probe.close();
  await once(probe, 'close');
  const flags = ['--dir', folder, '--appendonly', 'yes', '--maxmemory-policy', 'noeviction', '--bind', '127.0.0.1'];
  const server = spawn(redisProgram ?? '', ['--port', String(port), ...flags], { stdio: 'ignore' });
  const url = `redis://127.0.0.1:${port}`;
  const client = new Redis(url, { lazyConnect: true, retryStrategy: () => 50, maxRetriesPerRequest: null });
  client.on('error', () => undefined);
  await client.connect().catch(() => undefined);
  await client.ping();
  client.disconnect();
  return {
    url,
    kill: () => void server.kill('SIGKILL'),
    async stop() {
      if (server.exitCode === null && server.signalCode === null) {
        const gone = once(server, 'exit');
        server.kill('SIGKILL');
        await gone;
      }
      await rm(folder, { recursive: true, force: true });
    },
  };
}
