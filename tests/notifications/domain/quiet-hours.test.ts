import { isQuiet, mayLeaveAt } from '../../../src/notifications/domain/quiet-hours.ts';
import { readDeliveryStatus } from '../../../src/notifications/domain/delivery-status.ts';

const local = (text: string): Date => new Date(`${text}:00+07:00`);

test.each([
  ['2026-12-01T19:59', false],
  ['2026-12-01T20:00', true],
  ['2026-12-02T00:30', true],
  ['2026-12-02T06:59', true],
  ['2026-12-02T07:00', false],
])('at %s in Phnom Penh SMS wait: %s', (at, quiet) => {
  expect(isQuiet(local(at))).toBe(quiet);
});

test('an SMS of the night waits for the morning; a code and an e-mail go at once', () => {
  const sms = { channel: 'sms', template: 'case.decided' };
  expect(mayLeaveAt(sms, local('2026-12-31T23:10'))).toEqual(local('2027-01-01T07:00'));
  expect(mayLeaveAt(sms, local('2026-12-31T05:00'))).toEqual(local('2026-12-31T07:00'));
  expect(mayLeaveAt(sms, local('2026-12-31T12:00'))).toEqual(local('2026-12-31T12:00'));
  for (const of of [
    { channel: 'email', template: 'case.decided' },
    { channel: 'sms', template: 'dispute.code' },
  ])
    expect(mayLeaveAt(of, local('2026-12-31T23:10'))).toEqual(local('2026-12-31T23:10'));
});

describe('a delivery status notification', () => {
  const id = '0199aa00-0000-7000-8000-000000000001';
  const said = (action: string, envelope = `Original-Envelope-Id: ${id}\r\n`): string =>
    `Reporting-MTA: dns; mx.example\r\n${envelope}\r\nFinal-Recipient: rfc822; a@example.org\r\nAction: ${action}\r\nStatus: 5.1.1\r\n`;

  test.each([
    ['delivered', { id, state: 'delivered' }],
    ['failed', { id, state: 'returned' }],
    ['relayed', null],
    ['delayed', null],
  ])('%s', (action, expected) => {
    expect(readDeliveryStatus(said(action))).toEqual(expected);
  });

  test('without an envelope id, the returned headers name the message; what names none of ours says nothing', () => {
    expect(readDeliveryStatus(`${said('failed', '')}\r\nMessage-ID: <${id}@samleng.example>\r\n`)).toEqual({
      id,
      state: 'returned',
    });
    expect(readDeliveryStatus(said('failed', ''))).toBeNull();
  });
});
