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

  const until = performance.now() + 20_000;
  while (gateway.received.length < 3 && performance.now() < until)
    await new Promise((resolve) => setTimeout(resolve, 50));
  // Two more rounds of the schedule find nothing left.
  await new Promise((resolve) => setTimeout(resolve, 500));
  expect(new Set(gateway.received.map((each) => each.body.id)).size).toBe(3);
  expect(gateway.received).toHaveLength(3);
  expect((await outboxOf(world)).map((each) => each.state)).toEqual(['sent', 'sent', 'sent']);
});
