import { isDiscreet, isDiscreetForStaff, type CaseSubject } from '../../../src/notifications/domain/case-subject.ts';
import { routeToComplainant } from '../../../src/notifications/domain/channel.ts';
import { complainantEvents, recipientsFor } from '../../../src/notifications/domain/recipients.ts';

const contact = { name: 'សុខ', phone: '+85512345678', email: 'sok@example.org', channel: 'sms', safe: true } as const;
const subject: CaseSubject = {
  caseId: 'c',
  reference: 'SA-26-0000001-2',
  track: 'social_assistance',
  programme: 'FP-PWC',
  category: 'PAY-NOT',
  tier: 'SA1',
  heldOffice: '120101',
  operatorOffice: 'NSAF',
  assignedTo: null,
  language: 'km',
  identity: 'named',
  protected: false,
  status: 'filed',
  contact,
  representative: null,
};

describe('who is told', () => {
  test.each(complainantEvents.filter((event) => event !== 'clock.breached'))('%s: the complainant', (event) => {
    expect(recipientsFor(event, {}, subject).complainant).toBe(event);
  });

  test.each([
    'case.assigned',
    'case.watched',
    'clock.warned',
    'case.protected',
    'reply.received',
    'remedy.confirmed',
    'something.else',
  ])('%s: not the complainant', (event) => {
    expect(recipientsFor(event, { kind: 'decide' }, subject).complainant).toBeNull();
  });

  test('a missed deadline: complainant and supervisors in social assistance, supervisors alone in social security', () => {
    const data = { clockId: 'x', kind: 'decide' };
    expect(recipientsFor('clock.breached', data, subject)).toEqual({
      complainant: 'clock.breached',
      staff: { event: 'clock.breached', audience: { kind: 'supervisors', office: '120101' } },
    });
    expect(recipientsFor('clock.breached', data, { ...subject, track: 'social_security' }).complainant).toBeNull();
  });

  test.each(['file_with_regulator', 'appeal_window', 'reopen', 'pause'])(
    'of the complainant’s own window (%s) nobody is late',
    (kind) => {
      expect(recipientsFor('clock.breached', { kind }, subject)).toEqual({ complainant: null, staff: null });
      expect(recipientsFor('clock.warned', { kind }, subject)).toEqual({ complainant: null, staff: null });
    },
  );

  test('a warning goes to whoever holds the case: the assignee, else the office', () => {
    const data = { kind: 'decide', fraction: 0.5 };
    expect(recipientsFor('clock.warned', data, subject).staff?.audience).toEqual({ kind: 'office', office: '120101' });
    expect(recipientsFor('clock.warned', data, { ...subject, assignedTo: 'p' }).staff?.audience).toEqual({
      kind: 'person',
      personId: 'p',
    });
  });

  test('an escalation goes to the receiving office, an assignment to the assignee, a watched case to the watchers', () => {
    expect(recipientsFor('case.escalated', { toOffice: '1201' }, subject).staff?.audience).toEqual({
      kind: 'office',
      office: '1201',
    });
    expect(recipientsFor('case.assigned', { assignee: 'q' }, subject).staff?.audience).toEqual({
      kind: 'person',
      personId: 'q',
    });
    expect(recipientsFor('case.assigned', {}, subject).staff).toBeNull();
    expect(recipientsFor('case.watched', { reason: 'x' }, subject).staff?.audience).toEqual({ kind: 'watchers' });
    expect(recipientsFor('panel.awaited', { personId: 'q', task: 'vote' }, subject).staff?.audience).toEqual({
      kind: 'member',
      personId: 'q',
    });
  });

  test('an appeal is announced once, on the case it is against', () => {
    expect(recipientsFor('case.filed', { appealOf: 'c0' }, subject).complainant).toBeNull();
  });
});

describe('by which channel', () => {
  test('the one asked for', () => {
    expect(routeToComplainant(subject)).toEqual({
      kind: 'send',
      channel: 'sms',
      recipient: 'complainant',
      address: '+85512345678',
    });
    expect(routeToComplainant({ ...subject, contact: { ...contact, channel: 'email' } })).toMatchObject({
      channel: 'email',
      address: 'sok@example.org',
    });
  });

  test('none where a message is unsafe or unwanted, whatever else is known', () => {
    const representative = { name: 'x', phone: '+85511222333' };
    expect(routeToComplainant({ ...subject, representative, contact: { ...contact, safe: false } })).toEqual({
      kind: 'nothing',
      why: 'unsafe',
    });
    expect(
      routeToComplainant({ ...subject, representative, contact: { ...contact, safe: false, channel: 'voice' } }),
    ).toEqual({ kind: 'nothing', why: 'unsafe' });
    expect(routeToComplainant({ ...subject, representative, contact: { ...contact, channel: 'none' } })).toEqual({
      kind: 'nothing',
      why: 'not_wanted',
    });
    expect(routeToComplainant({ ...subject, contact: null })).toEqual({ kind: 'nothing', why: 'no_contact' });
  });

  test('voice and in person are for the office to do', () => {
    expect(routeToComplainant({ ...subject, contact: { ...contact, channel: 'voice' } })).toMatchObject({
      kind: 'by_hand',
      channel: 'voice',
      address: '+85512345678',
    });
    expect(routeToComplainant({ ...subject, contact: { ...contact, channel: 'in_person' } })).toMatchObject({
      kind: 'by_hand',
      channel: 'in_person',
    });
  });

  test('a missing address is not replaced by another one of theirs', () => {
    expect(routeToComplainant({ ...subject, contact: { ...contact, channel: 'email', email: null } })).toMatchObject({
      kind: 'by_hand',
      channel: 'in_person',
    });
  });

  test('the representative stands in, but never in a discreet case', () => {
    const representative = { name: 'x', phone: '+85511222333' };
    expect(routeToComplainant({ ...subject, representative, contact: null })).toMatchObject({
      recipient: 'representative',
      address: '+85511222333',
    });
    expect(routeToComplainant({ ...subject, representative, contact: null, protected: true })).toMatchObject({
      kind: 'nothing',
    });
    expect(
      routeToComplainant({
        ...subject,
        representative,
        identity: 'confidential',
        contact: { ...contact, phone: null },
      }),
    ).toMatchObject({ kind: 'by_hand' });
  });
});

test('discretion: protected, confidential and nameless people; staff know the case by its reference', () => {
  expect(isDiscreet(subject)).toBe(false);
  expect(isDiscreet({ ...subject, protected: true })).toBe(true);
  expect(isDiscreet({ ...subject, identity: 'confidential' })).toBe(true);
  expect(isDiscreet({ ...subject, identity: 'anonymous' })).toBe(true);
  expect(isDiscreetForStaff({ ...subject, identity: 'confidential' })).toBe(true);
  expect(isDiscreetForStaff({ ...subject, identity: 'anonymous' })).toBe(false);
});
