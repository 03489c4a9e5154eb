import { createHmac } from 'node:crypto';
import { once } from 'node:events';
import { createServer, type IncomingHttpHeaders, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';

import { handling } from '../../src/escalation/index.ts';
import type { StaffActor } from '../../src/kernel/actor.ts';
import { addWebhook, listWebhooks, removeWebhook, retryWebhook, sweepWebhooks } from '../../src/notifications/index.ts';
import { isOutgoingUrl, isWorldwide, postJson } from '../../src/platform/outgoing-http.ts';
import { aDesk, refusalOf, type Desk } from '../support/desk.ts';
import { aBrowser, textOf } from '../support/staff-agent.ts';
import { aStaffWeb } from '../support/staff-web.ts';

interface Got {
  readonly path: string;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}

let desk: Desk;
let administrator: StaffActor;
let receiver: Server;
let address: string;
const got: Got[] = [];
let answer: { status: number; body?: string; location?: string; silent?: boolean } = { status: 204 };

beforeAll(async () => {
  desk = await aDesk();
  administrator = await desk.staff('administrator', 'GS-NSPC');
  receiver = createServer((request, response) => {
    const parts: Buffer[] = [];
    request.on('data', (part: Buffer) => parts.push(part));
    request.on('end', () => {
      got.push({ path: request.url ?? '', headers: request.headers, body: Buffer.concat(parts).toString('utf8') });
      if (answer.silent === true) return;
      response.writeHead(answer.status, answer.location === undefined ? {} : { location: answer.location });
      response.end(answer.body);
    });
  });
  receiver.listen(0, '127.0.0.1');
  await once(receiver, 'listening');
  address = `http://127.0.0.1:${(receiver.address() as AddressInfo).port}`;
});
afterAll(async () => {
  receiver.closeAllConnections();
  receiver.close();
  await desk.close();
});
beforeEach(() => {
  got.length = 0;
  answer = { status: 204 };
});

const reach = { allowPrivate: true };
const sweep = () => sweepWebhooks({ perform: desk.world.perform }, reach);
const add = (url: string, events: readonly string[], allowPrivate = true) =>
  desk.as(administrator, addWebhook({ allowPrivate }), { url, events });

test('a partner is told by reference alone, signed; never of a protected case, never of what it did not ask for', async () => {
  await desk.file();
  const { id, secret } = await add(`${address}/hook`, ['case.filed', 'case.acknowledged']);
  const filed = await desk.file();
  const hidden = await desk.file({ protected: true });
  const officer = await desk.staff('province_officer', '12');
  await desk.as(officer, handling.acknowledge, { reference: filed.reference });
  await desk.as(officer, handling.note, { reference: filed.reference, text: 'កំណត់សម្គាល់' });
  await sweep();
  await sweep();
  expect(got.map(({ body }) => (JSON.parse(body) as { event: string; reference: string }).event).sort()).toEqual([
    'case.acknowledged',
    'case.filed',
  ]);
  for (const { body, headers } of got) {
    const told = JSON.parse(body) as Record<string, string>;
    expect(Object.keys(told).sort()).toEqual(['at', 'event', 'id', 'reference']);
    expect(told['reference']).toBe(filed.reference);
    const [, seconds = '', signature = ''] =
      /^t=(\d+),v1=([0-9a-f]{64})$/.exec(String(headers['samleng-signature'])) ?? [];
    expect(signature).toBe(createHmac('sha256', secret).update(`${seconds}.${body}`).digest('hex'));
    expect(JSON.stringify(headers) + body).not.toMatch(/សុខ|012345678|12345678|FP-PWC|PAY-NOT/);
  }
  expect(JSON.stringify(got)).not.toContain(hidden.reference);
  await desk.as(administrator, removeWebhook, { id });
  await desk.file();
  await sweep();
  expect(got).toHaveLength(2);
});

test('what cannot be handed over is tried again, then given up, then sent when an administrator says so', async () => {
  const { id } = await add(`${address}/down`, ['case.filed']);
  answer = { status: 503 };
  await desk.file();
  for (let tries = 0; tries < 12; tries += 1) {
    await sweep();
    desk.world.clock.advance(8 * 3_600_000);
  }
  expect(got).toHaveLength(8);
  expect(new Set(got.map(({ body }) => (JSON.parse(body) as { id: string }).id)).size).toBe(1);
  const [hook] = await desk.as(administrator, listWebhooks, undefined);
  expect(hook).toMatchObject({ id, waiting: 0, dead: 1, lastFault: 'refused' });
  answer = { status: 200 };
  await desk.as(administrator, retryWebhook, { id });
  await sweep();
  expect((await desk.as(administrator, listWebhooks, undefined))[0]).toMatchObject({ waiting: 0, dead: 0 });
  await desk.as(administrator, removeWebhook, { id });
});

test('nothing is sent inward: addresses are judged when they are connected to, redirects and long answers refused', async () => {
  for (const inward of [
    '127.0.0.1',
    '10.1.2.3',
    '172.31.0.1',
    '192.168.1.1',
    '169.254.169.254',
    '100.64.0.1',
    '0.0.0.0',
    '224.0.0.1',
    '255.255.255.255',
    '::1',
    '::',
    'fe80::1',
    'fd00:ec2::254',
    '::ffff:127.0.0.1',
    '::ffff:a9fe:a9fe',
    '64:ff9b::7f00:1',
    '2002:7f00:1::',
    '2001:db8::1',
    'nonsense',
  ])
    expect([inward, isWorldwide(inward)]).toEqual([inward, false]);
  for (const open of ['8.8.8.8', '103.1.2.3', '2606:4700::1111', '2400:cb00::1'])
    expect([open, isWorldwide(open)]).toEqual([open, true]);
  for (const refused of [
    'http://partner.example/',
    'https://user:secret@partner.example/',
    'https://127.0.0.1/',
    'https://[::1]/',
    'https://0x7f.1/',
    'https://2130706433/',
    'ftp://partner.example/',
    'file:///etc/passwd',
    'no address',
  ])
    expect([refused, isOutgoingUrl(refused, false)]).toEqual([refused, false]);

  const port = new URL(address).port;
  // A name that is fine to read and leads here when it is looked up.
  const strict = { allowPrivate: false };
  expect(await postJson(`https://localhost:${port}/`, '{}', {}, strict)).toBe('address_refused');
  expect(got).toEqual([]);
  answer = { status: 302, location: 'http://127.0.0.1:1/' };
  expect(await postJson(address, '{}', {}, reach)).toBe('redirected');
  answer = { status: 200, body: 'x'.repeat(200_000) };
  expect(await postJson(address, '{}', {}, reach)).toBe('answer_too_large');
  answer = { status: 200, silent: true };
  expect(await postJson(address, '{}', {}, { ...reach, milliseconds: 100 })).toBe('timed_out');
  expect(await postJson('http://127.0.0.1:1/', '{}', {}, reach)).toBe('unreachable');
  for (const url of [address, 'https://169.254.169.254/latest'])
    expect(await refusalOf(add(url, ['case.filed'], false))).toBe('invalid_input');
  expect(await refusalOf(add('https://partner.example/', ['person.invited'], false))).toBe('invalid_input');
  const officer = await desk.staff('province_officer', '12');
  expect(await refusalOf(desk.as(officer, listWebhooks, undefined))).toBe('forbidden.action');
});

test('administrators add and end them on a page, the secret shown once, in both languages', async () => {
  const web = aStaffWeb(desk.world);
  web.actor = administrator;
  const browser = aBrowser(web);
  expect(textOf((await browser.open('/staff/webhooks')).text)).toContain('គ្មានប្រព័ន្ធដៃគូទេ។');
  const wrong = await browser.send('/en/staff/webhooks', { url: 'https://10.0.0.1/', events: ['case.filed'] });
  expect([wrong.status, textOf(wrong.text).includes('on the open internet, without a user name')]).toEqual([422, true]);
  expect(wrong.text).toContain('https://10.0.0.1/');
  const none = await browser.send('/en/staff/webhooks', { url: 'https://partner.example/hook' });
  expect([none.status, textOf(none.text).includes('Choose at least one')]).toEqual([422, true]);
  const added = await browser.send('/en/staff/webhooks', {
    url: 'https://partner.example/hook',
    events: ['case.filed', 'case.closed'],
  });
  expect(added.text).toMatch(/class="secret-key">[A-Za-z0-9_-]{43}</);
  const list = await browser.open('/en/staff/webhooks');
  expect(textOf(list.text)).toContain('https://partner.example/hook');
  const id = /value="remove:([^"]+)"/.exec(list.text)?.[1] ?? '';
  const gone = await browser.send('/en/staff/webhooks', { go: `remove:${id}` });
  expect(gone.headers['location']).toBe('/en/staff/webhooks?done=removed');
  expect(textOf((await browser.open('/en/staff/webhooks')).text)).toContain('No partner system is told.');
});
