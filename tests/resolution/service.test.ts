import { noticesOfCase, sweepMailRoom } from '../../src/notifications/index.ts';
import { smtpMailer, type Mailer } from '../../src/platform/mailer.ts';
import { keptSms } from '../../src/platform/sms.ts';
import type { Work } from '../../src/platform/work.ts';
import { aMailRoom, log } from '../notifications/mail-room-world.ts';
import { aMailServer, type MailServer } from '../support/mail-server.ts';
import { aHearing, at, dispute, good, pensionComplaint, refusal, type Filed, type Hearing } from './hearing.ts';
import {
  admitWithConsents,
  committee,
  keepRoster,
  open,
  seatBench,
  sessionAt,
  toCommittee,
  type Parties,
} from './steps.ts';

let of: Hearing;
let mail: MailServer;
let mailer: Mailer;
beforeAll(async () => {
  of = await aHearing();
  await keepRoster(of);
  mail = await aMailServer();
  mailer = smtpMailer({ url: `smtp://127.0.0.1:${mail.port}`, from: 'samleng@example.org' });
});
afterAll(async () => {
  await mailer.close();
  await mail.close();
  await of.close();
});

/** Sends what waits, over real SMTP. */
const sendAll = (): Promise<unknown> =>
  sweepMailRoom(aMailRoom({ mailer, sms: keptSms(), mailFrom: 'samleng@example.org' }), {
    perform: of.world.perform,
    log,
  });

/** The calendar file of the last message to an address that has one, unfolded: messages sent together arrive in any order. */
function calendarTo(address: string): string {
  const sent = mail.received.filter((each) => each.to.includes(address));
  const raw = sent.findLast((each) => each.raw.includes('filename=meeting.ics'))?.raw ?? '';
  const part = /filename=meeting\.ics\r\n(?:[^\r\n]+\r\n)*\r\n([\s\S]*?)\r\n--/.exec(raw)?.[1] ?? '';
  const text = /^BEGIN/.test(part) ? part : Buffer.from(part, 'base64').toString('utf8');
  return text.replaceAll('\r\n ', '');
}

/** A dispute that is ready to be heard; the complainant is written to by e-mail, the respondent by SMS. */
async function ready(more: object = {}): Promise<{ filed: Filed; parties: Parties; email: string }> {
  of.at('2026-11-26');
  const email = `member${mail.received.length}@example.org`;
  const complainant = { name: 'Sok Sophea', email, contact: { channel: 'email', safe: true } };
  const filed = await toCommittee(of, pensionComplaint({ complainant, ...more }));
  const parties = await open(of, filed, committee);
  const contact = { channel: 'sms', safe: true, note: null };
  const path = `${dispute(filed)}/parties/${parties.respondent}`;
  good(await of.post('memberA', path, { name: 'Fund', address: null, phone: '012 999 888', contact }));
  await admitWithConsents(of, filed, committee, parties);
  await seatBench(of, filed, committee);
  of.at('2026-12-02');
  return { filed, parties, email };
}

test('an invitation by e-mail brings its calendar entry; moved and cancelled, the entry follows', async () => {
  const { filed, email } = await ready();
  const set = good(await of.post('memberB', `${dispute(filed)}/sessions`, sessionAt('2026-12-11T09:00')));
  await sendAll();
  const first = calendarTo(email);
  const uid = /^UID:(.+)$/m.exec(first)?.[1]?.trim();
  expect(first).toContain('METHOD:REQUEST');
  expect(first).toContain('SEQUENCE:0');
  expect(first).toContain('DTSTART:20261211T020000Z');
  expect(first).toContain('ORGANIZER;CN=Samleng:mailto:samleng@example.org');
  expect(first).toContain(`ATTENDEE;RSVP=FALSE:mailto:${email}`);

  const session = at(set, 'session');
  const moved = { ...sessionAt('2026-12-14T14:00'), reason: 'x' };
  const next = at(good(await of.post('memberB', `${dispute(filed)}/sessions/${session}/adjourn`, moved)), 'next');
  await sendAll();
  const second = calendarTo(email);
  expect(second).toContain(`UID:${uid}`);
  expect(second).toContain('SEQUENCE:1');
  expect(second).toContain('DTSTART:20261214T070000Z');

  good(await of.post('memberB', `${dispute(filed)}/sessions/${next}/cancel`, { reason: 'x' }));
  await sendAll();
  const last = calendarTo(email);
  expect(last).toContain('METHOD:CANCEL');
  expect(last).toContain(`UID:${uid}`);
  expect(last).toContain('SEQUENCE:2');
  expect(last).toContain('STATUS:CANCELLED');
});

test('of who complains in confidence neither subject, text nor entry says what it is about or where', async () => {
  const { filed, email } = await ready({ identity: 'confidential' });
  good(
    await of.post('memberB', `${dispute(filed)}/sessions`, sessionAt('2026-12-11T13:00', { room: 'Hall of the Fund' })),
  );
  await sendAll();
  const message = mail.received.findLast((each) => each.to.includes(email))?.raw ?? '';
  expect(calendarTo(email)).toMatch(/^SUMMARY:កិច្ចប្រជុំ\r?$/m);
  const plain = message.replace(/=\r\n/g, '');
  for (const text of [calendarTo(email), plain]) {
    expect(text).not.toContain(filed.reference);
    expect(text).not.toContain('Hall of the Fund');
  }
  const known = `select p.known from resolution_party p join case_file c on c.id = p.case_id
    where c.reference = $1 and p.is_complainant`;
  expect(await of.query(known, [filed.reference])).toEqual([{ known: ['name'] }]);
  // It reached them although nobody who conducts the dispute was told who they are.
  for (const seat of ['memberA', 'memberB'] as const) {
    const view = good(await of.get(seat, dispute(filed)));
    expect(view.text).not.toMatch(/Sophea|member\d+@/);
    const claimant = at<{ side: string }[]>(view, 'parties').find((party) => party.side === 'claimant');
    expect(claimant).toMatchObject({ name: null, details: { email: null }, reachedThroughCase: 'email' });
  }
});

test('service is delivered when a gateway says so, read when the party looks, returned when it came back', async () => {
  const { filed, parties } = await ready();
  const set = good(await of.post('memberB', `${dispute(filed)}/sessions`, sessionAt('2026-12-15T09:00')));
  await sendAll();
  const notices = await of.query<{ id: string; recipient: string; state: string }>(
    `select n.id, n.recipient, n.state from notice n join case_file c on c.id = n.case_id
     where c.reference = $1 and n.template = 'dispute.invitation'`,
    [filed.reference],
  );
  const idOf = (recipient: string) => notices.find((each) => each.recipient === recipient)?.id ?? '';
  const states = async () => {
    const view = good(await of.get('memberA', dispute(filed)));
    const sessions = at<{ id: string; invitations: { party: string; state: string }[] }[]>(view, 'sessions');
    const invitations = sessions.find((each) => each.id === at(set, 'session'))?.invitations ?? [];
    const state = (party: string) => invitations.find((each) => each.party === party)?.state;
    return [state(parties.claimant), state(parties.respondent)];
  };
  expect(await states()).toEqual(['sent', 'sent']);

  const sms = { id: idOf(`party:${parties.respondent}`), status: 'delivered' };
  expect(refusal(await of.report('sms/reports', sms, 'another token'))).toEqual([401, 'unauthenticated']);
  expect(await states()).toEqual(['sent', 'sent']);
  for (const twice of [sms, sms]) good(await of.report('sms/reports', twice), 204);
  expect(await states()).toEqual(['sent', 'delivered']);

  const notification = `Original-Envelope-Id: ${idOf('complainant')}\r\n\r\nAction: delivered\r\n`;
  good(await of.report('mail/reports', { notification }), 204);
  expect(await states()).toEqual(['delivered', 'delivered']);
  good(await of.own(filed, '/dispute'));
  expect(await states()).toEqual(['read', 'delivered']);
  // Of a message of which nobody knows nothing is said.
  good(await of.report('sms/reports', { id: 'unknown', status: 'failed' }), 204);

  // All of it within one instant: told in the order in which it came about.
  const bundle = good(await of.get('memberA', `${dispute(filed)}/bundle`));
  const served = at<{ party: string; state: string; channel: string }[]>(bundle, 'bundle.sessions.0.service');
  expect(
    served.filter((each) => each.party === parties.claimant).map(({ state, channel }) => [state, channel]),
  ).toEqual([
    ['sent', 'email'],
    ['delivered', 'email'],
    ['read', 'own_page'],
  ]);

  // The list of messages names the other party as such, and what arrived.
  const deliveries = await of.world.perform(
    of.actor('memberA'),
    async (work: Work) => {
      const [row] = await work.em.execute<{ id: string }[]>('select id from case_file where reference = ?', [
        filed.reference,
      ]);
      return noticesOfCase(work, row?.id ?? '');
    },
    undefined,
  );
  const theirs = deliveries.filter((each) => each.to === 'party');
  expect(theirs.map((each) => each.state)).toContain('delivered');
  expect(theirs.find((each) => each.state === 'delivered')?.deliveredAt).toBeInstanceOf(Date);
});

test('an invitation that came back is returned, and whoever stays away was not served', async () => {
  const { filed, parties } = await ready();
  good(await of.post('memberB', `${dispute(filed)}/sessions`, sessionAt('2026-12-16T09:00')));
  await sendAll();
  const [row] = await of.query<{ id: string }>(
    `select n.id from notice n join case_file c on c.id = n.case_id
     where c.reference = $1 and n.template = 'dispute.invitation' and n.recipient like 'party:%'`,
    [filed.reference],
  );
  good(await of.report('sms/reports', { id: row?.id, status: 'undelivered' }), 204);
  const [kept] = await of.query<{ state: string; last_error: string }>(
    'select state, last_error from notice where id = $1',
    [row?.id],
  );
  expect(kept).toEqual({ state: 'dead', last_error: 'returned' });
  const [session] = at<{ id: string }[]>(good(await of.get('memberA', dispute(filed))), 'sessions');
  of.at('2026-12-16T09:00');
  const attendance = [
    { party: parties.claimant, present: true },
    { party: parties.respondent, present: false },
  ];
  const hold = await of.post('memberB', `${dispute(filed)}/sessions/${session?.id}/hold`, { attendance });
  expect(refusal(hold)).toEqual([409, 'rule.party_not_served']);
});
