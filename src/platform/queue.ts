import {
  createPostgresBackend,
  Queue,
  runMigrations,
  withBackend,
  Worker,
  type ConnectionOptions,
  type JobsOptions,
} from 'bullmq';
import { Redis } from 'ioredis';
import pg from 'pg';
import type { ZodType } from 'zod';

import type { Clock } from '../kernel/clock.ts';
import { newId } from '../kernel/ids.ts';
import type { Log } from './log.ts';
import { describeError } from './log.ts';
import type { Perform } from './work.ts';

/** What a job may use. It gets ids and decides anew from the database under a lock. */
export interface JobServices {
  readonly perform: Perform;
  readonly clock: Clock;
  readonly log: Log;
  enqueue: Enqueue;
}

export type Enqueue = <P>(
  job: JobDefinition<P>,
  payload: P,
  options?: { jobId?: string; delayMs?: number },
) => Promise<void>;

/** One kind of background work. Running it twice or late must be harmless. */
export interface JobDefinition<P> {
  readonly name: string;
  readonly queue: string;
  /** Ids only, never personal data. */
  readonly payload: ZodType<P>;
  readonly attempts: number;
  readonly backoffMs: number;
  /** Runs by itself this often, in milliseconds, with an empty payload. */
  readonly every?: number;
  run(payload: P, services: JobServices): Promise<void>;
}

/** A job of any payload, as a registry holds it: what comes in is parsed by the job's own schema before it runs. */
export type AnyJob = Omit<JobDefinition<never>, 'payload'> & { readonly payload: ZodType };

/** Sends work to the workers. Losing it loses nothing: what must happen is a row in the database that a sweep finds. */
export interface JobQueue {
  enqueue: Enqueue;
  /** @throws when the queue's server does not answer */
  ping(): Promise<void>;
  close(): Promise<void>;
}

/** Workers running in this process. */
export interface JobRunner {
  /** Finishes the jobs at hand, then stops. */
  close(): Promise<void>;
}

export interface QueueOptions {
  readonly redisUrl: string | null;
  readonly databaseUrl: string;
  readonly log: Log;
  /** Separates installations that share a Redis. */
  readonly prefix: string;
  /** All periods and all patience times this: 1 unless somebody tries them out. */
  readonly pace?: number;
}

/** BullMQ's tables for the PostgreSQL backend; run as the owner. */
export async function prepareQueueSchema(client: pg.Client): Promise<void> {
  await runMigrations(client as unknown as Parameters<typeof runMigrations>[0]);
}

const keep: Pick<JobsOptions, 'removeOnComplete' | 'removeOnFail'> = {
  removeOnComplete: { count: 200 },
  removeOnFail: { count: 1000 },
};

/**
 * BullMQ waits for a server that is away, for ever if need be; we do not. What it was asked may still happen later, which
 * every job must bear anyway.
 */
async function within<T>(milliseconds: number, asked: Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(() => reject(new Error('the queue does not answer')), milliseconds);
  });
  asked.catch(() => undefined);
  try {
    return await Promise.race([asked, late]);
  } finally {
    clearTimeout(timer);
  }
}

/** Milliseconds of patience: with a server that does not answer, and with the jobs at hand when the program stops. */
function patienceOf({ pace = 1 }: QueueOptions): { readonly answer: number; readonly finish: number } {
  return { answer: 2_000 * pace, finish: 6_000 * pace };
}

interface Backend {
  queue(name: string): Queue;
  worker(name: string, concurrency: number, process: (job: { name: string; data: unknown }) => Promise<void>): Worker;
  ping(): Promise<void>;
  close(): Promise<void>;
}

function openBackend(options: QueueOptions): Backend {
  return options.redisUrl ? redisBackend(options, options.redisUrl) : postgresBackend(options);
}

function redisBackend(options: QueueOptions, url: string): Backend {
  const patience = patienceOf(options);
  const quiet = (connection: Redis): Redis => {
    connection.on('error', (error: Error) => options.log.warn({ err: describeError(error) }, 'redis is away'));
    return connection;
  };
  // Producers fail at once when Redis is away: a filing must never wait for a wake-up.
  const producer = quiet(new Redis(url, { maxRetriesPerRequest: 1, enableOfflineQueue: false, lazyConnect: false }));
  const workers: Redis[] = [];
  return {
    queue: (name) => new Queue(name, { connection: producer as unknown as ConnectionOptions, prefix: options.prefix }),
    worker: (name, concurrency, process) => {
      const connection = quiet(new Redis(url, { maxRetriesPerRequest: null }));
      workers.push(connection);
      return new Worker(name, process, {
        connection: connection as unknown as ConnectionOptions,
        prefix: options.prefix,
        concurrency,
      });
    },
    async ping() {
      await within(patience.answer, producer.ping());
    },
    close() {
      for (const connection of [producer, ...workers]) connection.disconnect();
      return Promise.resolve();
    },
  };
}

function postgresBackend(options: QueueOptions): Backend {
  const classes = withBackend(createPostgresBackend);
  // BullMQ's statements name its tables without their schema.
  const pool = new pg.Pool({
    connectionString: options.databaseUrl,
    max: 12,
    keepAlive: true,
    options: '-c search_path=bullmq',
  });
  // Each queue and each worker listens for its errors: there are more of them than Node thinks usual.
  pool.setMaxListeners(0);
  // Connections that are on their way out when the server stops are no news.
  let closing = false;
  pool.on('error', (error) => {
    if (!closing) options.log.warn({ err: describeError(error) }, 'the job queue lost a connection');
  });
  // BullMQ's typings name the structural subset of pg that it uses.
  const connection = pool as unknown as ConstructorParameters<(typeof classes)['Queue']>[1]['connection'];
  return {
    queue: (name) => new classes.Queue(name, { connection }) as unknown as Queue,
    worker: (name, concurrency, process) =>
      new classes.Worker(name, process, { connection, concurrency }) as unknown as Worker,
    async ping() {
      await pool.query('select 1');
    },
    close: () => {
      closing = true;
      return pool.end();
    },
  };
}

/** Opens the sending side. */
export function openQueue(options: QueueOptions): JobQueue {
  const backend = openBackend(options);
  const patience = patienceOf(options);
  const queues = new Map<string, Queue>();
  // What is asked while the program stops is no news: the sweep of the next start finds the work.
  let closing = false;
  const queueOf = (name: string): Queue => {
    const known = queues.get(name);
    if (known) return known;
    const made = backend.queue(name);
    made.on('error', (error) => options.log.warn({ queue: name, err: describeError(error) }, 'job queue'));
    queues.set(name, made);
    return made;
  };
  return {
    async enqueue(job, payload, extra = {}) {
      try {
        const added = queueOf(job.queue).add(job.name, payload, {
          attempts: job.attempts,
          backoff: { type: 'exponential', delay: job.backoffMs },
          ...keep,
          // Always named: for jobs without a name BullMQ makes a sequence in its schema, which the program's role may not.
          jobId: extra.jobId ?? newId(),
          ...(extra.delayMs === undefined ? {} : { delay: extra.delayMs }),
        });
        await within(patience.answer, added);
      } catch (error) {
        if (closing) return;
        options.log.warn(
          { job: job.name, err: describeError(error) },
          'a wake-up was not sent; the sweep will find the work',
        );
      }
    },
    ping: () => backend.ping(),
    async close() {
      closing = true;
      await Promise.all(
        [...queues.values()].map((queue) => within(patience.answer, queue.close()).catch(() => undefined)),
      );
      await backend.close();
    },
  };
}

/**
 * Starts workers for all jobs. Refuses two jobs of one name. Scheduled jobs also have a fallback in this process: when the
 * queue has not run one for three of its periods (Redis away or emptied), it is run here and the schedule laid down again.
 */
export async function runWorkers(
  jobs: readonly AnyJob[],
  services: JobServices,
  options: QueueOptions,
): Promise<JobRunner> {
  const byName = new Map<string, AnyJob>();
  for (const job of jobs) {
    if (byName.has(job.name)) throw new Error(`two jobs are called ${job.name}`);
    byName.set(job.name, job);
  }
  const backend = openBackend(options);
  const patience = patienceOf(options);
  const pace = options.pace ?? 1;
  const periodOf = (job: AnyJob): number => (job.every ?? 0) * pace;
  const lastRun = new Map<string, number>();
  const running = new Set<Promise<void>>();

  const run = async (name: string, data: unknown): Promise<void> => {
    const job = byName.get(name);
    if (!job) throw new Error(`no handler for job ${name}`);
    if (job.every !== undefined) lastRun.set(name, performance.now());
    try {
      await job.run(job.payload.parse(data) as never, services);
    } catch (error) {
      options.log.error({ job: name, err: describeError(error) }, 'a job failed');
      throw error;
    }
  };

  // A worker whose server is away fails many times a second: said once in a while.
  const complainedAt = new Map<string, number>();
  let closing = false;
  const complain = (name: string, error: unknown): void => {
    if (closing || performance.now() - (complainedAt.get(name) ?? -Infinity) < 30_000) return;
    complainedAt.set(name, performance.now());
    options.log.warn({ queue: name, err: describeError(error) }, 'a worker cannot reach its queue');
  };

  const names = [...new Set(jobs.map((job) => job.queue))];
  const workers = names.map((name) => {
    const worker = backend.worker(name, 4, (job) => run(job.name, job.data));
    worker.on('error', (error) => complain(name, error));
    return worker;
  });
  const queues = new Map(names.map((name) => [name, backend.queue(name)]));
  for (const queue of queues.values()) queue.on('error', () => undefined);
  const scheduled = jobs.filter((job) => job.every !== undefined);
  const schedule = async (job: AnyJob): Promise<void> => {
    const asked = queues
      .get(job.queue)
      ?.upsertJobScheduler(job.name, { every: periodOf(job) }, { name: job.name, data: {}, opts: keep });
    if (asked) await within(patience.answer, asked);
  };
  await Promise.all(
    scheduled.map((job) =>
      schedule(job).catch((error: unknown) =>
        options.log.warn({ job: job.name, err: describeError(error) }, 'not scheduled; this process runs it meanwhile'),
      ),
    ),
  );

  const startedAt = performance.now();
  const busy = new Set<string>();
  const fallback = setInterval(() => {
    for (const job of scheduled) {
      const silent = performance.now() - (lastRun.get(job.name) ?? startedAt);
      if (silent < 3 * periodOf(job) + 1000 * pace || busy.has(job.name)) continue;
      busy.add(job.name);
      const rescue = run(job.name, {})
        .catch(() => undefined)
        .then(() => schedule(job).catch(() => undefined))
        .finally(() => {
          busy.delete(job.name);
          running.delete(rescue);
        });
      running.add(rescue);
    }
  }, 1000 * pace);
  fallback.unref();

  return {
    async close() {
      closing = true;
      clearInterval(fallback);
      await Promise.all(workers.map((worker) => within(patience.finish, worker.close()).catch(() => undefined)));
      await Promise.all(running);
      await Promise.all(
        [...queues.values()].map((queue) => within(patience.answer, queue.close()).catch(() => undefined)),
      );
      await backend.close();
    },
  };
}
