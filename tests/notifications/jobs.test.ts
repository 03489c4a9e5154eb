import { openQueue, runWorkers, type JobRunner } from '../../src/platform/queue.ts';
import { httpSms } from '../../src/platform/sms.ts';
import { notificationJobs } from '../../src/notifications/index.ts';
import { anSmsGateway } from '../support/sms-gateway.ts';
import { aWorld, type World } from '../support/world.ts';
import { aKeptCase, aMailRoom, announce, log, outboxOf } from './mail-room-world.ts';

let world: World;
const closing: (() => Promise<void>)[] = [];

beforeAll(async () => {
  world = await aWorld();
});
afterAll(async () => {
  for (const close of closing) await close();
  await world.close();
});

test('two workers on the queue and its schedule send what waits, once', async () => {
  const gateway = await anSmsGateway();
  const options = { redisUrl: null, databaseUrl: world.database.url, log, prefix: 'test' };
  const queue = openQueue(options);
  const jobs = notificationJobs(aMailRoom({ sms: httpSms({ url: gateway.url, token: null }) }), 200);
  const kept = await aKeptCase(world);
  const facts = await announce(
    world,
    ...['case.filed', 'case.acknowledged', 'case.closed'].map((event) => ({ event, caseId: kept.id, data: {} })),
  );
  const services = { perform: world.perform, clock: world.clock, log, enqueue: queue.enqueue };
  const runners: JobRunner[] = [
    await runWorkers(jobs.all, services, options),
    await runWorkers(jobs.all, services, options),
  ];
  closing.push(...runners.map((runner) => runner.close), queue.close, gateway.close);
  for (const factId of facts.slice(0, 2)) await queue.enqueue(jobs.compose, { factId });

  const until = async (count: number): Promise<void> => {
    const giveUpAt = performance.now() + 20_000;
    while (gateway.received.length < count && performance.now() < giveUpAt)
      await new Promise((resolve) => setTimeout(resolve, 20));
  };
  await until(3);
  // A later one is found by the schedule alone, and with it nothing of before.
  await announce(world, { event: 'case.reopened', caseId: kept.id, data: {} });
  await until(4);
  expect(new Set(gateway.received.map((each) => each.body.id)).size).toBe(4);
  expect(gateway.received).toHaveLength(4);
  for (const runner of closing.splice(0, 2)) await runner();
  expect((await outboxOf(world)).map((each) => each.state)).toEqual(['sent', 'sent', 'sent', 'sent']);
});
