import { Redis } from 'ioredis';
import { z } from 'zod';

import {
  openQueue,
  runWorkers,
  type JobDefinition,
  type JobRunner,
  type QueueOptions,
} from '../../src/platform/queue.ts';
import { aRedis, redisProgram, type RedisServer } from '../support/redis-server.ts';
import { aWorld, type World } from '../support/world.ts';

async function until(condition: () => boolean | Promise<boolean>, milliseconds = 15_000): Promise<void> {
  const end = performance.now() + milliseconds;
  while (performance.now() < end) {
    if (await condition()) return;
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
  throw new Error(`not so within ${milliseconds} ms`);
}

const backends = redisProgram ? (['postgres', 'redis'] as const) : (['postgres'] as const);

describe.each(backends)('jobs on %s', (backend) => {
  let world: World;
  let redis: RedisServer | null = null;
  let runner: JobRunner | null = null;
  let options: QueueOptions;

  beforeAll(async () => {
    if (backend === 'redis') redis = await aRedis();
    world = await aWorld();
    options = {
      redisUrl: redis?.url ?? null,
      databaseUrl: world.database.url,
      log: world.log,
      prefix: `test-${process.pid}`,
      // What waits for seconds waits for tenths here.
      pace: 0.1,
    };
  });
  afterEach(async () => {
    await runner?.close();
    runner = null;
  });
  afterAll(async () => {
    await world.close();
    await redis?.stop();
  });

  const services = () => ({ perform: world.perform, clock: world.clock, log: world.log, enqueue: world.queue.enqueue });
  const job = <P>(
    name: string,
    payload: z.ZodType<P>,
    run: (given: P) => Promise<void>,
    every?: number,
  ): JobDefinition<P> => ({
    name,
    queue: `queue-${name}`,
    payload,
    attempts: 3,
    backoffMs: 20,
    ...(every === undefined ? {} : { every }),
    run,
  });

  test('a job runs with its payload, and again after it failed', async () => {
    const seen: string[] = [];
    const say = job('say', z.object({ id: z.string() }), ({ id }) => {
      seen.push(id);
      return seen.length === 1 ? Promise.reject(new Error('the first time')) : Promise.resolve();
    });
    runner = await runWorkers([say], services(), options);
    const queue = openQueue(options);
    await queue.enqueue(say, { id: 'one' });
    await until(() => seen.length === 2);
    expect(seen).toEqual(['one', 'one']);
    await queue.ping();
    await queue.close();
  });

  test('the same job id is one job; a delayed one waits', async () => {
    const seen: string[] = [];
    const once = job('once', z.object({ id: z.string() }), ({ id }) => {
      seen.push(id);
      return Promise.resolve();
    });
    runner = await runWorkers([once], services(), options);
    const queue = openQueue(options);
    await Promise.all([1, 2, 3].map(() => queue.enqueue(once, { id: 'same' }, { jobId: 'same', delayMs: 200 })));
    expect(seen).toEqual([]);
    await until(() => seen.length === 1);
    // One that is asked for later runs, and nothing ran twice before it.
    await queue.enqueue(once, { id: 'other' });
    await until(() => seen.length === 2);
    expect(seen).toEqual(['same', 'other']);
    await queue.close();
  });

  test('a scheduled job runs by itself, again and again', async () => {
    let runs = 0;
    const tick = job(
      'tick',
      z.object({}),
      () => {
        runs += 1;
        return Promise.resolve();
      },
      1_000,
    );
    runner = await runWorkers([tick], services(), options);
    await until(() => runs >= 3);
  });

  test('two jobs of one name are refused', async () => {
    const twin = job('twin', z.object({}), () => Promise.resolve());
    await expect(runWorkers([twin, twin], services(), options)).rejects.toThrow('two jobs are called twin');
  });

  if (backend === 'redis') {
    test('when Redis is emptied, scheduled work goes on by itself', async () => {
      let runs = 0;
      const tick = job(
        'survivor',
        z.object({}),
        () => {
          runs += 1;
          return Promise.resolve();
        },
        1_000,
      );
      runner = await runWorkers([tick], services(), options);
      await until(() => runs >= 2);
      const client = new Redis(redis?.url ?? '');
      await client.flushall();
      client.disconnect();
      const before = runs;
      await until(() => runs >= before + 2);
    });

    test('when Redis dies, enqueueing does not throw and scheduled work goes on', async () => {
      let runs = 0;
      const tick = job(
        'orphan',
        z.object({}),
        () => {
          runs += 1;
          return Promise.resolve();
        },
        1_000,
      );
      runner = await runWorkers([tick], services(), options);
      await until(() => runs >= 1);
      const queue = openQueue(options);
      redis?.kill();
      await queue.enqueue(tick, {});
      const before = runs;
      await until(() => runs >= before + 2);
      await queue.close();
    });
  }
});
