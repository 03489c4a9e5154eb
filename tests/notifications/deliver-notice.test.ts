import pg from 'pg';

import { systemActor, type StaffActor } from '../../src/kernel/actor.ts';
import { smtpMailer, type Mailer } from '../../src/platform/mailer.ts';
import { httpSms, type SmsGateway } from '../../src/platform/sms.ts';
import type { SendResult } from '../../src/platform/send-result.ts';
import { claimNotice } from '../../src/notifications/commands/claim-notice.ts';
import {
  composeNotices,
  deliverNotice,
  listDeadNotices,
  listOutbox,
  mailRoomBacklog,
  notificationJobs,
  noticesOfCase,
  resendNotice,
  sweepMailRoom,
  type MailRoom,
} from '../../src/notifications/index.ts';
import { aMailServer } from '../support/mail-server.ts';
import { anSmsGateway } from '../support/sms-gateway.ts';
import { aWorld, type World } from '../support/world.ts';
import {
  administrator,
  aKeptCase,
  aMailRoom,
  announce,
  complainant,
  emptied,
  log,
  outboxOf,
} from './mail-room-world.ts';

let world: World;
const closing: (() => Promise<void>)[] = [];
const services = () => ({ perform: world.perform, log });
const sweep = (room: MailRoom) => sweepMailRoom(room, services());
const states = async () => (await outboxOf(world)).map((each) => each.state);

beforeAll(async () => {
  world = await aWorld();
});
afterEach(async () => {
  for (const close of closing.splice(0)) await close();
  await emptied(world);
});
afterAll(() => world.close());

async function withGateway(judge?: Parameters<typeof anSmsGateway>[0]) {
  const server = await anSmsGateway(judge);
  closing.push(server.close);
  return { server, room: aMailRoom({ sms: httpSms({ url: server.url, token: 't', timeoutMs: 300 }) }) };
}

async function withMailServer(judge?: Parameters<typeof aMailServer>[0]) {
  const server = await aMailServer(judge);
  const mailer = smtpMailer({
    url: `smtp://127.0.0.1:${server.port}`,
    from: 'samleng@example.org',
    stepTimeoutMs: 300,
  });
  closing.push(mailer.close, server.close);
  return { server, room: aMailRoom({ mailer }) };
}

async function anSmsCase() {
  const kept = await aKeptCase(world);
  await announce(world, { event: 'case.filed', caseId: kept.id, data: {} });
  return kept;
}

async function aMailCase() {
  const kept = await aKeptCase(world, {
    complainant: { ...complainant, contact: { ...complainant.contact, channel: 'email' } },
  });
  await announce(world, { event: 'case.filed', caseId: kept.id, data: {} });
  return kept;
}

test('an SMS goes out through the gateway once, however many workers look', async () => {
  const { server, room } = await withGateway();
  await anSmsCase();
  await anSmsCase();
  await Promise.all([sweep(room), sweep(room), sweep(room)]);
  await sweep(room);
  expect(server.received).toHaveLength(2);
  expect(await states()).toEqual(['sent', 'sent']);
});

test('a mail that is refused for now goes out on the next attempt, after its time', async () => {
  const { server, room } = await withMailServer((n) => (n === 1 ? 451 : null));
  const kept = await aMailCase();
  await sweep(room);
  expect(await states()).toEqual(['failed']);
  await sweep(room);
  expect(server.received).toHaveLength(0);
  world.clock.advance(5_000);
  await sweep(room);
  expect(server.received).toHaveLength(1);
  expect(await world.perform({ kind: 'complainant', caseId: kept.id }, noticesOfCase, kept.id)).toMatchObject([
    { state: 'sent', attempts: 2, channel: 'email', to: 'complainant', lastError: null },
  ]);
});

test('a mail that is refused for good is dead at once; an administrator has it sent again', async () => {
  let refuse = true;
  const { server, room } = await withMailServer(() => (refuse ? 550 : null));
  const kept = await aMailCase();
  await sweep(room);
  expect(await states()).toEqual(['dead']);
  world.clock.advance(86_400_000);
  await sweep(room);
  expect(await states()).toEqual(['dead']);

  const { items } = await world.perform(administrator, listDeadNotices, { limit: 10, cursor: null });
  expect(items).toMatchObject([
    { state: 'dead', reason: 'smtp.550', attempts: 1, event: 'case.filed', to: 'complainant' },
  ]);
  expect(JSON.stringify(items)).not.toMatch(/sok@|SA-26/);
  const noticeId = items[0]?.id ?? '';
  const officer: StaffActor = { ...administrator, role: 'commune_officer', office: '120101' };
  await expect(world.perform(officer, resendNotice, { noticeId })).rejects.toThrow('forbidden');
  await world.perform(administrator, resendNotice, { noticeId });
  await expect(world.perform(administrator, resendNotice, { noticeId })).rejects.toThrow('rule.notice_state');
  refuse = false;
  await sweep(room);
  expect(await states()).toEqual(['sent']);
  expect(server.received[0]?.raw).toContain(`<${noticeId}@example.org>`);
  const ledger = await world.perform(
    systemActor('test'),
    (work) =>
      work.em.execute<{ data: unknown }[]>(
        `select data from ledger_entry where chain = ? and event = 'notice.resent'`,
        [kept.id],
      ),
    undefined,
  );
  expect(ledger).toEqual([{ data: { noticeId, from: 'dead' } }]);
});

test('the eighth failure is the last', async () => {
  const { server, room } = await withGateway(() => 503);
  await anSmsCase();
  for (let round = 0; round < 24; round += 1) {
    await sweep(room);
    world.clock.advance(7 * 3_600_000);
  }
  expect(server.received).toHaveLength(8);
  expect(await states()).toEqual(['dead']);
});

test('taken without an answer: uncertain, and never sent again by itself', async () => {
  const { server, room } = await withGateway(() => 'hang');
  await anSmsCase();
  await sweep(room);
  world.clock.advance(86_400_000);
  await sweep(room);
  expect(server.received).toHaveLength(1);
  expect(await states()).toEqual(['uncertain']);
  const { items } = await world.perform(administrator, listDeadNotices, { limit: 10, cursor: null });
  expect(items).toMatchObject([{ state: 'uncertain', reason: 'sms.ETIMEDOUT' }]);
});

test('a worker that dies while sending leaves it uncertain after its time; nobody sends it again', async () => {
  let arrived = 0;
  const dying: SmsGateway = {
    kept: false,
    send: () => {
      arrived += 1;
      return new Promise<SendResult>(() => undefined);
    },
  };
  await anSmsCase();
  const room = aMailRoom({ sms: dying });
  void sweep(room);
  while (arrived === 0) await new Promise((resolve) => setTimeout(resolve, 10));
  expect(await states()).toEqual(['sending']);

  const { server, room: other } = await withGateway();
  expect(await sweep(other)).toMatchObject({ givenUp: 0, handled: 0 });
  world.clock.advance(3 * 60_000 + 1);
  expect(await sweep(other)).toMatchObject({ givenUp: 1, handled: 0 });
  expect(await states()).toEqual(['uncertain']);
  expect(server.received).toHaveLength(0);

  const { items } = await world.perform(administrator, listDeadNotices, { limit: 10, cursor: null });
  await world.perform(administrator, resendNotice, { noticeId: items[0]?.id ?? '' });
  await sweep(other);
  expect(server.received).toHaveLength(1);
  expect(await states()).toEqual(['sent']);
});

describe('an answer that comes after the worker was given up', () => {
  /** A mail under way whose server has not answered, and which was given up. */
  async function aLateAnswer() {
    let answer: ((result: SendResult) => void) | null = null;
    const mailer: Mailer = {
      kept: false,
      send: () => new Promise((resolve) => (answer = resolve)),
      close: () => Promise.resolve(),
    };
    await aMailCase();
    const underWay = sweep(aMailRoom({ mailer }));
    while (!answer) await new Promise((resolve) => setTimeout(resolve, 10));
    world.clock.advance(3 * 60_000 + 1);
    await sweep(aMailRoom());
    expect(await states()).toEqual(['uncertain']);
    return { underWay, answer: answer as (result: SendResult) => void };
  }

  test('is believed', async () => {
    const { underWay, answer } = await aLateAnswer();
    answer({ outcome: 'accepted', providerId: 'late' });
    await underWay;
    expect(await states()).toEqual(['sent']);
  });

  test('but not once a person has decided', async () => {
    const { underWay, answer } = await aLateAnswer();
    const { items } = await world.perform(administrator, listDeadNotices, { limit: 10, cursor: null });
    await world.perform(administrator, resendNotice, { noticeId: items[0]?.id ?? '' });
    const claimed = await world.perform(systemActor('mail-room'), claimNotice, { noticeId: null });
    expect(claimed.kind).toBe('open');
    answer({ outcome: 'permanent', reason: 'smtp.550' });
    await underWay;
    expect(await states()).toEqual(['sending']);
  });
});

test('a sender that breaks leaves it uncertain', async () => {
  await anSmsCase();
  await sweep(aMailRoom({ sms: { kept: false, send: () => Promise.reject(new Error('boom')) } }));
  expect(await states()).toEqual(['uncertain']);
});

test('no transaction holds the notice while it is sent', async () => {
  const client = new pg.Client({ connectionString: world.ownerUrl });
  await client.connect();
  closing.push(() => client.end());
  let found: unknown[] = [];
  const looking: SmsGateway = {
    kept: false,
    async send() {
      // Another lane may look at the row for an instant; whoever held it while this is sent would hold it for ever.
      await client.query(`set lock_timeout = '5s'`);
      found = (await client.query('select state from notice for update')).rows;
      return { outcome: 'accepted', providerId: 'x' };
    },
  };
  await anSmsCase();
  await sweep(aMailRoom({ sms: looking }));
  expect(found).toEqual([{ state: 'sending' }]);
  expect(await states()).toEqual(['sent']);
});

test('notices that no key opens any more are dead, not sent empty', async () => {
  const kept = await aKeptCase(world);
  const [factId = ''] = await announce(world, { event: 'case.filed', caseId: kept.id, data: {} });
  const room = aMailRoom();
  await world.perform(systemActor('mail-room'), composeNotices(room), { factId });
  await world.perform(
    systemActor('test'),
    (work) =>
      work.em.execute('update case_key set wrapped = null, erased_at = ? where case_id = ?', [work.now, kept.id]),
    undefined,
  );
  await sweep(room);
  expect(await outboxOf(world)).toMatchObject([{ state: 'dead', body: null, recipient: null }]);
});

test('jobs: composing wakes delivery, and delivering twice sends once', async () => {
  const { server, room } = await withGateway();
  const jobs = notificationJobs(room);
  const kept = await aKeptCase(world);
  const [factId = ''] = await announce(world, { event: 'case.filed', caseId: kept.id, data: {} });
  const wakened: { noticeId: string }[] = [];
  const jobServices = {
    ...services(),
    clock: world.clock,
    enqueue: (_job: unknown, payload: unknown) => Promise.resolve(void wakened.push(payload as { noticeId: string })),
  };
  await jobs.compose.run({ factId }, jobServices);
  await jobs.compose.run({ factId }, jobServices);
  expect(wakened).toHaveLength(1);
  const [delivery] = wakened;
  await Promise.all([
    jobs.deliver.run(delivery ?? { noticeId: '' }, jobServices),
    jobs.deliver.run(delivery ?? { noticeId: '' }, jobServices),
  ]);
  await jobs.sweep.run({}, jobServices);
  expect(server.received).toHaveLength(1);
  expect(await deliverNotice(room, services(), delivery?.noticeId ?? null)).toBeNull();
});

describe('the outbox', () => {
  test('comes in pages, newest first, and by state', async () => {
    for (let n = 0; n < 5; n += 1) {
      await anSmsCase();
      await sweep(aMailRoom());
      if (n % 2 === 0) world.clock.advance(1_000);
    }
    const seen: string[] = [];
    let cursor: string | null = null;
    do {
      const page: Awaited<ReturnType<typeof listOutbox>> = await world.perform(administrator, listOutbox, {
        limit: 2,
        cursor,
        state: null,
      });
      seen.push(...page.items.map((each) => each.id));
      cursor = page.nextCursor;
    } while (cursor);
    expect(new Set(seen).size).toBe(5);
    expect(seen).toEqual((await outboxOf(world)).map((each) => each.id).toReversed());
    expect((await world.perform(administrator, listOutbox, { limit: 50, cursor: null, state: 'dead' })).items).toEqual(
      [],
    );
  });

  test('is for administrators, and a made-up cursor is refused by name', async () => {
    const query = { limit: 10, cursor: null, state: null };
    await expect(world.perform({ ...administrator, role: 'operator_supervisor' }, listOutbox, query)).rejects.toThrow(
      'forbidden',
    );
    await expect(
      world.perform({ kind: 'complainant', caseId: administrator.personId }, listOutbox, query),
    ).rejects.toThrow('forbidden');
    await expect(world.perform(administrator, listOutbox, { ...query, cursor: 'nonsense' })).rejects.toMatchObject({
      fields: [{ field: 'cursor', code: 'cursor' }],
    });
  });
});

test('the messages of a case are for those who see it', async () => {
  const kept = await anSmsCase();
  const other = await anSmsCase();
  await sweep(aMailRoom());
  expect(await world.perform({ kind: 'complainant', caseId: kept.id }, noticesOfCase, kept.id)).toHaveLength(1);
  await expect(world.perform({ kind: 'complainant', caseId: kept.id }, noticesOfCase, other.id)).rejects.toThrow(
    'not_found.case',
  );
  const officer: StaffActor = { ...administrator, role: 'commune_officer', office: '230101' };
  await expect(world.perform(officer, noticesOfCase, kept.id)).rejects.toThrow('not_found.case');
  // The second wall: without any filter in code, PostgreSQL shows nothing either.
  const bare = await world.perform(officer, (work) => work.em.execute('select id from notice'), undefined);
  expect(bare).toEqual([]);
});

test('what is stored says nothing without the key', async () => {
  await anSmsCase();
  await sweep(aMailRoom());
  const [row] = await world.perform(
    systemActor('test'),
    (work) => work.em.execute<Record<string, unknown>[]>('select * from notice'),
    undefined,
  );
  const stored = Object.values(row ?? {})
    .map((value) => (Buffer.isBuffer(value) ? value.toString('utf8') : String(value)))
    .join('\n');
  expect(stored).not.toMatch(/85512345678|SA-26|បណ្តឹង/);
});

test('the backlog counts what waits', async () => {
  const { room } = await withGateway(() => 400);
  await anSmsCase();
  await sweep(room);
  await anSmsCase();
  expect(await world.perform(systemActor('test'), mailRoomBacklog, undefined)).toEqual({
    facts: 1,
    oldestFactAt: world.clock.now(),
    waiting: 0,
    dead: 1,
    uncertain: 0,
  });
});
