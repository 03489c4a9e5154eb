import { systemActor, type StaffActor } from '../../src/kernel/actor.ts';
import type { Command } from '../../src/platform/work.ts';
import {
  composeNotices,
  noticesOfCase,
  noticesToTell,
  sweepMailRoom,
  tellNotice,
} from '../../src/notifications/index.ts';
import { handOver } from '../../src/cases/index.ts';
import { aWorld, type World } from '../support/world.ts';
import {
  aClock,
  administrator,
  aKeptCase,
  aMailRoom,
  announce,
  aPerson,
  complainant,
  emptied,
  log,
  outboxOf,
} from './mail-room-world.ts';

let world: World;
const room = aMailRoom();
const compose = (factId: string) => world.perform(systemActor('mail-room'), composeNotices(room), { factId });
const sweep = () => sweepMailRoom(room, { perform: world.perform, log });

beforeAll(async () => {
  world = await aWorld();
});
afterEach(() => emptied(world));
afterAll(() => world.close());

test('a filing is announced in the language of the case, with the reference and never the receipt', async () => {
  const khmer = await aKeptCase(world);
  const english = await aKeptCase(world, {
    language: 'en',
    complainant: { ...complainant, contact: { ...complainant.contact, channel: 'email' } },
  });
  await announce(
    world,
    { event: 'case.filed', caseId: khmer.id, data: {} },
    { event: 'case.filed', caseId: english.id, data: {} },
  );
  expect(await sweep()).toEqual({ composed: 2, failed: 0, handled: 2, givenUp: 0 });

  const [sms, email] = await outboxOf(world);
  expect(sms).toMatchObject({
    channel: 'sms',
    recipient: '+85512345678',
    subject: null,
    language: 'km',
    state: 'sent',
    event: 'case.filed',
    reference: khmer.reference,
  });
  expect(sms?.body).toBe(`សំឡេង៖ បានទទួលបណ្តឹង ${khmer.reference}។ សូមរក្សាលេខនេះទុក។`);
  expect(email).toMatchObject({
    channel: 'email',
    recipient: 'sok@example.org',
    subject: `Complaint ${english.reference} received`,
    language: 'en',
    state: 'sent',
  });
  expect(email?.body).toContain('https://samleng.example/en/complaints/track');
});

test('written twice, raced by two workers, there is one message', async () => {
  const kept = await aKeptCase(world);
  const [factId = ''] = await announce(world, { event: 'case.filed', caseId: kept.id, data: {} });
  const written = await Promise.all([compose(factId), compose(factId), compose(factId)]);
  expect(written.flat()).toHaveLength(1);
  expect(await compose(factId)).toEqual([]);
  await Promise.all([sweep(), sweep()]);
  expect(await outboxOf(world)).toHaveLength(1);
});

test('what was announced is found by the sweep alone, once', async () => {
  const kept = await aKeptCase(world);
  await announce(world, { event: 'case.filed', caseId: kept.id, data: {} });
  await sweep();
  await sweep();
  expect(await outboxOf(world)).toHaveLength(1);
});

test.each([
  ['confidential', { identity: 'confidential' as const }],
  ['protected', { protected: true, category: 'PRT-GBV', heldOffice: 'NSAF-PROT', tier: 'SA4' }],
  ['anonymous', { identity: 'anonymous' as const }],
])('a %s case: the message says only that there is news', async (_name, over) => {
  const kept = await aKeptCase(world, over);
  await announce(
    world,
    ...['case.filed', 'case.decided', 'case.closed', 'information.requested'].map((event) => ({
      event,
      caseId: kept.id,
      data: {},
    })),
  );
  await sweep();
  const messages = await outboxOf(world);
  expect(messages).toHaveLength(4);
  expect(new Set(messages.map((each) => each.body)).size).toBe(1);
  for (const { body } of messages) {
    expect(body).toBe('សំឡេង៖ មានដំណឹងថ្មី។ មើលនៅ samleng.example ដោយប្រើលេខរបស់អ្នក។');
    expect(body).not.toContain(kept.reference);
  }
});

test('where a message is unsafe or unwanted there is none', async () => {
  for (const contact of [
    { channel: 'sms', safe: false, note: null },
    { channel: 'none', safe: true, note: null },
  ] as const) {
    const kept = await aKeptCase(world, { complainant: { ...complainant, contact } });
    await announce(world, { event: 'case.filed', caseId: kept.id, data: {} });
  }
  await sweep();
  expect(await outboxOf(world)).toEqual([]);
});

test('whom only a person can reach, the office is to tell; once told it is done', async () => {
  const personId = await aPerson(world, { role: 'commune_officer', office: '120101' });
  const officer: StaffActor = {
    ...administrator,
    personId,
    role: 'commune_officer',
    office: '120101',
    tier: 'SA1',
    track: 'social_assistance',
  };
  const kept = await aKeptCase(world, {
    complainant: { ...complainant, contact: { channel: 'voice', safe: true, note: null } },
  });
  await announce(world, { event: 'case.acknowledged', caseId: kept.id, data: {} });
  await sweep();

  const [toTell] = await world.perform(officer, noticesToTell, 50);
  expect(toTell).toMatchObject({
    reference: kept.reference,
    channel: 'voice',
    language: 'km',
    event: 'case.acknowledged',
  });
  expect(toTell?.text).toMatchObject({ state: 'readable', value: expect.stringContaining(kept.reference) });
  const noticeId = toTell?.id ?? '';
  const elsewhere: StaffActor = { ...officer, office: '230101' };
  await expect(world.perform(elsewhere, tellNotice, { noticeId })).rejects.toThrow('not_found.notice');
  expect(await world.perform(elsewhere, noticesToTell, 50)).toEqual([]);
  // An office that held the case before reads it, and says of nobody that they were told.
  const handed: Command<void, void> = (work) =>
    handOver(work, kept, { office: '230101', tier: 'SA1', how: 'officer' }, work.now);
  await world.perform(systemActor('test'), handed, undefined);
  await expect(world.perform(elsewhere, tellNotice, { noticeId })).rejects.toThrow('forbidden');
  await world.perform(officer, tellNotice, { noticeId });
  expect(await world.perform(officer, noticesToTell, 50)).toEqual([]);
  expect(await world.perform(officer, noticesOfCase, kept.id)).toMatchObject([
    { state: 'told', channel: 'voice', to: 'complainant' },
  ]);
  await expect(world.perform(officer, tellNotice, { noticeId })).rejects.toThrow('rule.notice_state');
});

test('a missed deadline: the complainant is told when it moves up, the supervisors by e-mail in their own language', async () => {
  const kept = await aKeptCase(world);
  await aPerson(world, { role: 'operator_supervisor', office: 'NSAF', email: 'boss@staff.example' });
  await aPerson(world, { role: 'district_officer', office: '1201', email: 'district@staff.example', language: 'en' });
  const clockId = await aClock(world, kept.id, {
    kind: 'decide',
    dueAt: '2026-12-04T17:30:00+07:00',
    escalateAt: '2026-12-11T17:30:00+07:00',
    state: 'breached',
  });
  await announce(world, { event: 'clock.breached', caseId: kept.id, data: { clockId, kind: 'decide' } });
  await sweep();
  const messages = await outboxOf(world);
  expect(messages.find((each) => each.channel === 'sms')?.body).toContain('១១/១២/២០២៦');
  const mails = messages.filter((each) => each.channel === 'email');
  expect(mails.map((each) => each.recipient)).toEqual(['district@staff.example']);
  expect(mails[0]?.language).toBe('en');
  expect(mails[0]?.body).toContain('Was due: 4 Dec 2026, 17:30');
  expect(mails[0]?.body).toContain('Moves up by itself: 11 Dec 2026');
});

test('an escalation: the complainant hears to which body and by when, the receiving office that it came', async () => {
  await aPerson(world, { role: 'district_officer', office: '1201', email: 'district@staff.example', language: 'en' });
  const kept = await aKeptCase(world, { language: 'en', heldOffice: '1201', tier: 'SA2' });
  await aClock(world, kept.id, { kind: 'decide', dueAt: '2026-12-25T17:30:00+07:00' });
  await announce(world, {
    event: 'case.escalated',
    caseId: kept.id,
    data: { how: 'time', fromOffice: '120101', toOffice: '1201', fromTier: 'SA1', toTier: 'SA2' },
  });
  await sweep();
  const messages = await outboxOf(world);
  expect(messages.map((each) => each.channel).sort()).toEqual(['email', 'sms']);
  expect(messages.find((each) => each.channel === 'sms')?.body).toBe(
    `Samleng: ${kept.reference} has moved up to the district office. An answer is due by 25 Dec 2026.`,
  );
  expect(messages.find((each) => each.channel === 'email')).toMatchObject({
    recipient: 'district@staff.example',
    subject: `A complaint has come up: ${kept.reference}`,
    body: expect.stringContaining('Why: the deadline before it was missed'),
  });
});

test('the right to go to the regulator names the last day', async () => {
  const kept = await aKeptCase(world, {
    track: 'social_security',
    programme: 'SS-OR-PRI',
    category: 'ORI-CLM',
    tier: 'SS1B',
    heldOffice: 'NSSF-DSC',
    operatorOffice: 'NSSF-HQ',
    language: 'en',
  });
  await announce(world, {
    event: 'regulator.right_opened',
    caseId: kept.id,
    data: { dueAt: '2027-02-01T17:30:00+07:00' },
  });
  await sweep();
  expect((await outboxOf(world))[0]?.body).toContain('The last day to file is 1 Feb 2027.');
});

test('of a protected case only named people hear, and only that there is news', async () => {
  const named = await aPerson(world, {
    role: 'protection_officer',
    office: 'NSAF-PROT',
    email: 'named@staff.example',
    language: 'en',
  });
  await aPerson(world, { role: 'protection_officer', office: 'NSAF-PROT', email: 'other@staff.example' });
  await aPerson(world, { role: 'operator_supervisor', office: 'NSAF', email: 'boss@staff.example' });
  await aPerson(world, { role: 'policy_reviewer', office: 'GS-NSPC', email: 'policy@staff.example' });
  const kept = await aKeptCase(world, {
    protected: true,
    category: 'PRT-GBV',
    severity: 'S1',
    tier: 'SA4',
    heldOffice: 'NSAF-PROT',
    named: [named],
    complainant: null,
  });
  const clockId = await aClock(world, kept.id, {
    kind: 'safe_contact',
    dueAt: '2026-11-22T09:00:00+07:00',
    state: 'breached',
  });
  await announce(
    world,
    { event: 'clock.warned', caseId: kept.id, data: { clockId, kind: 'safe_contact', fraction: 0.8 } },
    { event: 'clock.breached', caseId: kept.id, data: { clockId, kind: 'safe_contact' } },
    { event: 'case.watched', caseId: kept.id, data: { reason: 'no_supervisor' } },
  );
  await sweep();
  const messages = await outboxOf(world);
  expect(messages.map((each) => each.recipient)).toEqual(Array(3).fill('named@staff.example'));
  for (const message of messages) {
    expect(message.subject).toBe(`News about ${kept.reference}`);
    expect(message.body).not.toMatch(/PRT|violence|protect|deadline|late/i);
  }
});

test('a watched case: the operator’s supervisors and the policy level hear why', async () => {
  await aPerson(world, { role: 'operator_supervisor', office: 'NSAF', email: 'boss@staff.example', language: 'en' });
  await aPerson(world, { role: 'policy_reviewer', office: 'GS-NSPC', email: 'policy@staff.example', language: 'en' });
  const kept = await aKeptCase(world);
  await announce(world, { event: 'case.watched', caseId: kept.id, data: { reason: 'no_supervisor' } });
  await sweep();
  const messages = await outboxOf(world);
  expect(messages.map((each) => each.recipient).sort()).toEqual(['boss@staff.example', 'policy@staff.example']);
  expect(messages[0]?.body).toContain('Why: its office has no supervisor');
});

test('an assignee is told, unless they took the case themselves', async () => {
  const assignee = await aPerson(world, {
    role: 'commune_officer',
    office: '120101',
    email: 'me@staff.example',
    language: 'en',
  });
  const officer: StaffActor = { ...administrator, personId: assignee, role: 'commune_officer', office: '120101' };
  const kept = await aKeptCase(world);
  const assigned = { event: 'case.assigned', caseId: kept.id, data: { assignee }, announce: true };
  await world.perform(officer, (work) => Promise.resolve(work.record(assigned)), undefined);
  await sweep();
  expect(await outboxOf(world)).toEqual([]);
  await announce(world, assigned);
  await sweep();
  expect(await outboxOf(world)).toMatchObject([
    { recipient: 'me@staff.example', subject: `A complaint is assigned to you: ${kept.reference}`, language: 'en' },
  ]);
});

test('one fact that cannot be written holds up no other, and is tried again later', async () => {
  const broken = await aKeptCase(world);
  const whole = await aKeptCase(world);
  await announce(
    world,
    { event: 'case.filed', caseId: broken.id, data: {} },
    { event: 'case.filed', caseId: whole.id, data: {} },
  );
  const setKey =
    (wrapped: string): Command<void, void> =>
    async (work) => {
      await work.em.execute(`update case_key set wrapped = decode(?, 'hex') where case_id = ?`, [wrapped, broken.id]);
    };
  const readKey: Command<void, string> = async (work) => {
    const [row] = await work.em.execute<{ k: string }[]>(
      `select encode(wrapped, 'hex') as k from case_key where case_id = ?`,
      [broken.id],
    );
    return row?.k ?? '';
  };
  const key = await world.perform(systemActor('test'), readKey, undefined);
  await world.perform(systemActor('test'), setKey('00'), undefined);
  expect(await sweep()).toMatchObject({ composed: 1, failed: 1, handled: 1 });
  expect(await sweep()).toMatchObject({ composed: 0, failed: 0 });
  await world.perform(systemActor('test'), setKey(key), undefined);
  world.clock.advance(10_000);
  expect(await sweep()).toMatchObject({ composed: 1, failed: 0, handled: 1 });
  expect(await outboxOf(world)).toHaveLength(2);
});

test('an erased case has nobody to write to', async () => {
  const kept = await aKeptCase(world);
  await announce(world, { event: 'case.closed', caseId: kept.id, data: {} });
  const erase: Command<void, void> = async (work) => {
    await work.em.execute('update case_key set wrapped = null, erased_at = ? where case_id = ?', [work.now, kept.id]);
  };
  await world.perform(systemActor('test'), erase, undefined);
  expect(await sweep()).toMatchObject({ composed: 1, failed: 0, handled: 0 });
  expect(await outboxOf(world)).toEqual([]);
});

test('facts of no concern leave the queue without a message', async () => {
  const kept = await aKeptCase(world);
  await announce(
    world,
    { event: 'reply.received', caseId: kept.id, data: {} },
    { event: 'test.happened', caseId: null, data: {} },
  );
  expect(await sweep()).toMatchObject({ composed: 2, failed: 0, handled: 0 });
  expect(await sweep()).toMatchObject({ composed: 0 });
});
