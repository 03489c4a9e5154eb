import { createServer } from 'node:net';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';

import { keptMailer, smtpMailer, type Mailer } from '../../src/platform/mailer.ts';
import { aMailServer, type MailServer, type Verdict } from '../support/mail-server.ts';

const mail = { id: '0199aa00-0000-7000-8000-000000000001', to: 'sok@example.org', subject: 'ដំណឹង', text: 'សួស្តី\n' };

let server: MailServer;
let mailer: Mailer;

async function start(
  judge?: Verdict,
  options?: Parameters<typeof aMailServer>[1],
  url?: (port: number) => string,
): Promise<void> {
  server = await aMailServer(judge, options);
  mailer = smtpMailer({
    url: url ? url(server.port) : `smtp://127.0.0.1:${server.port}`,
    from: 'samleng@example.org',
    stepTimeoutMs: 400,
    totalTimeoutMs: 1500,
  });
}

afterEach(async () => {
  await mailer?.close();
  await server?.close();
});

test('hands a message over, named by its id', async () => {
  await start();
  expect(await mailer.send(mail)).toEqual({ outcome: 'accepted', providerId: `<${mail.id}@example.org>` });
  expect(server.received).toHaveLength(1);
  expect(server.received[0]?.to).toEqual(['sok@example.org']);
  expect(server.received[0]?.raw).toContain(`Message-ID: <${mail.id}@example.org>`);
  expect(server.received[0]?.raw).toContain('Auto-Submitted: auto-generated');
});

test('a calendar file goes along as an attachment that calendar programs know', async () => {
  await start();
  const content = 'BEGIN:VCALENDAR\r\nMETHOD:REQUEST\r\nEND:VCALENDAR\r\n';
  const mediaType = 'text/calendar; charset=utf-8; method=REQUEST';
  await mailer.send({ ...mail, files: [{ name: 'meeting.ics', mediaType, content }] });
  const raw = server.received[0]?.raw ?? '';
  expect(raw).toMatch(/^Content-Type: multipart\/mixed/m);
  expect(raw).toMatch(/^Content-Type: text\/calendar; charset=utf-8; method=REQUEST/m);
  expect(raw).toMatch(/^Content-Disposition: attachment; filename=meeting\.ics/m);
  const part = /filename=meeting\.ics\r\n(?:[^\r\n]+\r\n)*\r\n([\s\S]*?)\r\n--/.exec(raw)?.[1] ?? '';
  const decoded = /^BEGIN/.test(part) ? part : Buffer.from(part, 'base64').toString('utf8');
  expect(decoded.trim()).toBe(content.trim());
});

test('a subject cannot add headers or recipients', async () => {
  await start();
  await mailer.send({ ...mail, subject: 'Hello\r\nBcc: other@example.org' });
  expect(server.received[0]?.to).toEqual(['sok@example.org']);
  expect(server.received[0]?.raw).not.toMatch(/^Bcc:/im);
});

test('a temporary failure is for now; the next attempt succeeds', async () => {
  await start((n) => (n === 1 ? 451 : null));
  expect(await mailer.send(mail)).toEqual({ outcome: 'transient', reason: 'smtp.451' });
  expect((await mailer.send(mail)).outcome).toBe('accepted');
  expect(server.received).toHaveLength(1);
});

test('a refusal is for good', async () => {
  await start(() => 550);
  expect(await mailer.send(mail)).toEqual({ outcome: 'permanent', reason: 'smtp.550' });
});

test('a refused recipient is refused for good, a busy mailbox for now', async () => {
  await start(undefined, {
    onRcptTo: (address, _session, done) =>
      done(Object.assign(new Error('no'), { responseCode: address.address.startsWith('busy') ? 450 : 550 })),
  });
  expect(await mailer.send(mail)).toEqual({ outcome: 'permanent', reason: 'smtp.550' });
  expect(await mailer.send({ ...mail, to: 'busy@example.org' })).toEqual({ outcome: 'transient', reason: 'smtp.450' });
});

test('a refused sign-in is our fault and not the message’s: later', async () => {
  await start(
    undefined,
    { authOptional: false, allowInsecureAuth: true, onAuth: (_auth, _session, done) => done(new Error('wrong')) },
    (port) => `smtp://user:wrong@127.0.0.1:${port}`,
  );
  expect((await mailer.send(mail)).outcome).toBe('transient');
});

test('when the server takes the message and never answers, nobody knows; it is sent once', async () => {
  await start(() => 'hang');
  expect((await mailer.send(mail)).outcome).toBe('unknown');
  expect(server.received).toHaveLength(1);
});

test('when the connection breaks after the message, nobody knows; it is sent once', async () => {
  await start(() => 'drop');
  expect((await mailer.send(mail)).outcome).toBe('unknown');
  expect(server.received).toHaveLength(1);
});

test('a connection that the server closed between two messages is replaced', async () => {
  await start(undefined, { socketTimeout: 150 });
  expect((await mailer.send(mail)).outcome).toBe('accepted');
  await new Promise((resolve) => setTimeout(resolve, 300));
  expect((await mailer.send({ ...mail, id: '0199aa00-0000-7000-8000-000000000002' })).outcome).toBe('accepted');
  expect(server.received).toHaveLength(2);
});

test('a server that is not there: later', async () => {
  await start();
  await server.close();
  expect(await mailer.send(mail)).toMatchObject({ outcome: 'transient' });
});

test('a server that says nothing at all: later, within the time for a step', async () => {
  const silent = createServer();
  silent.listen(0, '127.0.0.1');
  await once(silent, 'listening');
  await start(undefined, undefined, () => `smtp://127.0.0.1:${(silent.address() as AddressInfo).port}`);
  expect(await mailer.send(mail)).toMatchObject({ outcome: 'transient' });
  await new Promise((resolve) => silent.close(resolve));
});

test('uses TLS when the server offers it', async () => {
  await start(undefined, { disabledCommands: [] }, (port) => `smtp://127.0.0.1:${port}?tls.rejectUnauthorized=false`);
  expect((await mailer.send(mail)).outcome).toBe('accepted');
  expect(server.received[0]?.secure).toBe(true);
});

test('without a server, messages are kept', async () => {
  expect(await keptMailer().send(mail)).toEqual({ outcome: 'accepted', providerId: 'kept' });
});
