import { Redis } from 'ioredis';
import pg from 'pg';
import {
  RateLimiterPostgres,
  RateLimiterRedis,
  type RateLimiterAbstract,
  type RateLimiterRes,
} from 'rate-limiter-flexible';

import { describeError, type Log } from './log.ts';
import type { Vault } from './vault.ts';

/** What is limited, per address and window. Generous, because a village or a mobile network may share one address. */
const limits = {
  filing: { points: 60, seconds: 60 },
  lookup: { points: 30, seconds: 60 },
  'sign-in': { points: 30, seconds: 60 },
  attachments: { points: 30, seconds: 60 },
  search: { points: 120, seconds: 60 },
  // Gateways report in bursts, and the token is no password.
  gateway: { points: 600, seconds: 60 },
  // Denied attempts that are written down singly, of one person and of everybody who is not signed in.
  refusals: { points: 20, seconds: 60 },
  'refusals-of-nobody': { points: 60, seconds: 60 },
  other: { points: 120, seconds: 60 },
} as const satisfies Record<string, { points: number; seconds: number }>;

/** Counts requests over all processes. */
export interface RateLimits {
  /** Counts one for `who`; null when it may pass, else the seconds to wait. A store that is away lets pass. */
  consume(limit: string, who: string): Promise<number | null>;
  close(): Promise<void>;
}

/** Limits kept in Redis, or in PostgreSQL without one. `factor` 0 limits nothing. */
export function openRateLimits(options: {
  readonly redisUrl: string | null;
  readonly databaseUrl: string;
  readonly factor: number;
  readonly vault: Vault;
  readonly log: Log;
}): RateLimits {
  if (options.factor === 0) return { consume: () => Promise.resolve(null), close: () => Promise.resolve() };
  const store = options.redisUrl ? redisStore(options.redisUrl) : postgresStore(options.databaseUrl);
  const limiters = new Map(
    Object.entries(limits).map(([name, { points, seconds }]) => [
      name,
      store.limiter(name, points * options.factor, seconds),
    ]),
  );
  const counters = new Map([...limiters].map(([name, limiter]) => [name, countTogether(limiter)]));
  return {
    async consume(limit, who) {
      const count = counters.get(limit) ?? counters.get('other');
      try {
        return (await count?.(options.vault.lookupHash('address', who).toString('hex').slice(0, 32))) ?? null;
      } catch (error) {
        options.log.warn({ err: describeError(error) }, 'rate limits are away: requests pass');
        return null;
      }
    },
    close: () => store.close(),
  };
}

/**
 * Counts requests of one address that come while an earlier count is under way all at once: a burst costs few statements,
 * and of those counted together as many pass as there is room for.
 */
function countTogether(limiter: RateLimiterAbstract): (key: string) => Promise<number | null> {
  type Waiting = { resolve(seconds: number | null): void; reject(error: unknown): void };
  const queues = new Map<string, Waiting[]>();
  const countAll = async (key: string, waiting: Waiting[]): Promise<void> => {
    while (waiting.length > 0) {
      const counted = waiting.splice(0, waiting.length);
      try {
        await limiter.consume(key, counted.length);
        for (const one of counted) one.resolve(null);
      } catch (refused) {
        if (!isRefusal(refused)) {
          for (const one of counted) one.reject(refused);
          continue;
        }
        const seconds = Math.max(1, Math.ceil(refused.msBeforeNext / 1000));
        // Nothing consumed: known in this process to be full.
        const before = refused.consumedPoints - counted.length;
        const room = refused.consumedPoints === 0 ? 0 : limiter.points - before;
        counted.forEach((one, at) => one.resolve(at < room ? null : seconds));
      }
    }
    queues.delete(key);
  };
  return (key) =>
    new Promise((resolve, reject) => {
      const queue = queues.get(key);
      if (queue) {
        queue.push({ resolve, reject });
        return;
      }
      const first: Waiting[] = [{ resolve, reject }];
      queues.set(key, first);
      void countAll(key, first);
    });
}

function isRefusal(thrown: unknown): thrown is RateLimiterRes {
  return typeof thrown === 'object' && thrown !== null && 'msBeforeNext' in thrown;
}

function redisStore(url: string) {
  const client = new Redis(url, { maxRetriesPerRequest: 1, enableOfflineQueue: false });
  client.on('error', () => undefined);
  return {
    limiter: (name: string, points: number, duration: number) =>
      new RateLimiterRedis({
        storeClient: client,
        keyPrefix: `samleng:limit:${name}`,
        points,
        duration,
        inMemoryBlockOnConsumed: points,
      }),
    close: () => Promise.resolve(client.disconnect()),
  };
}

function postgresStore(url: string) {
  const pool = new pg.Pool({ connectionString: url, max: 2, allowExitOnIdle: true });
  pool.on('error', () => undefined);
  return {
    limiter: (name: string, points: number, duration: number) =>
      new RateLimiterPostgres({
        storeClient: pool,
        storeType: 'pool',
        tableName: 'rate_limit',
        tableCreated: true,
        keyPrefix: name,
        points,
        duration,
        inMemoryBlockOnConsumed: points,
      }),
    close: () => pool.end(),
  };
}
