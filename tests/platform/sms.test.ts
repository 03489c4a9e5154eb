import { httpSms, keptSms, type SmsGateway } from '../../src/platform/sms.ts';
import { anSmsGateway, type FakeGateway } from '../support/sms-gateway.ts';

const sms = { id: '0199aa00-0000-7000-8000-000000000001', to: '+85512345678', text: 'សំឡេង៖ មានដំណឹងថ្មី។' };

let server: FakeGateway;
let gateway: SmsGateway;

async function start(judge?: Parameters<typeof anSmsGateway>[0]): Promise<void> {
  server = await anSmsGateway(judge);
  gateway = httpSms({ url: server.url, token: 'secret', timeoutMs: 400 });
}

afterEach(async () => {
  await server?.close();
});

test('posts id, number and text, with the id as idempotency key and the token as bearer', async () => {
  await start();
  expect(await gateway.send(sms)).toEqual({ outcome: 'accepted', providerId: 'gw-1' });
  expect(server.received[0]?.body).toEqual(sms);
  expect(server.received[0]?.headers['idempotency-key']).toBe(sms.id);
  expect(server.received[0]?.headers.authorization).toBe('Bearer secret');
});

test.each([
  [500, 'transient'],
  [503, 'transient'],
  [408, 'transient'],
  [429, 'transient'],
  [401, 'transient'],
  [400, 'permanent'],
  [404, 'permanent'],
  [422, 'permanent'],
  [302, 'permanent'],
] as const)('an answer %i is %s', async (status, outcome) => {
  await start(() => status);
  expect(await gateway.send(sms)).toEqual({ outcome, reason: `sms.${status}` });
  expect(server.received).toHaveLength(1);
});

test.each(['hang', 'drop'] as const)(
  'when the gateway takes it and does not answer (%s), nobody knows; it is posted once',
  async (how) => {
    await start(() => how);
    expect((await gateway.send(sms)).outcome).toBe('unknown');
    expect(server.received).toHaveLength(1);
  },
);

test('a gateway that is not there: later', async () => {
  await start();
  await server.close();
  expect(await gateway.send(sms)).toEqual({ outcome: 'transient', reason: 'sms.ECONNREFUSED' });
});

test('without a gateway, messages are kept', async () => {
  expect(await keptSms().send(sms)).toEqual({ outcome: 'accepted', providerId: 'kept' });
});
