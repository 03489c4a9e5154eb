import { mayBecome, requireStep, settle, type NoticeState } from '../../../src/notifications/domain/notice-state.ts';
import { maxAttempts, retryDelayMs } from '../../../src/notifications/domain/retry.ts';

const states: readonly NoticeState[] = [
  'queued',
  'sending',
  'sent',
  'delivered',
  'failed',
  'dead',
  'uncertain',
  'by_hand',
  'told',
];

test('only these steps exist', () => {
  const steps = states.flatMap((from) => states.filter((to) => mayBecome(from, to)).map((to) => `${from} > ${to}`));
  expect(steps).toEqual([
    'queued > sending',
    'sending > sent',
    'sending > failed',
    'sending > dead',
    'sending > uncertain',
    'sent > delivered',
    'sent > dead',
    'failed > sending',
    'dead > queued',
    'uncertain > queued',
    'by_hand > told',
  ]);
});

test('another step is refused by name', () => {
  expect(() => requireStep('sent', 'queued')).toThrow('rule.notice_state');
});

test('what is accepted is sent, what is refused is dead, what nobody knows is uncertain', () => {
  expect(settle({ outcome: 'accepted', providerId: 'x' }, 1, 0.5)).toEqual({
    state: 'sent',
    retryInMs: null,
    providerId: 'x',
    reason: null,
  });
  expect(settle({ outcome: 'permanent', reason: 'smtp.550' }, 1, 0.5)).toEqual({
    state: 'dead',
    retryInMs: null,
    providerId: null,
    reason: 'smtp.550',
  });
  expect(settle({ outcome: 'unknown', reason: 'sms.ETIMEDOUT' }, 1, 0.5)).toMatchObject({
    state: 'uncertain',
    retryInMs: null,
  });
});

test('a failure for now waits longer each time, and the eighth is the last', () => {
  const delays: number[] = [];
  for (let attempt = 1; attempt < maxAttempts; attempt += 1) {
    const settled = settle({ outcome: 'transient', reason: 'sms.503' }, attempt, 0.5);
    expect(settled.state).toBe('failed');
    delays.push(settled.retryInMs ?? -1);
  }
  expect(delays).toEqual([5_000, 25_000, 125_000, 625_000, 3_125_000, 15_625_000, 21_600_000]);
  expect(settle({ outcome: 'transient', reason: 'sms.503' }, maxAttempts, 0.5)).toMatchObject({
    state: 'dead',
    retryInMs: null,
  });
});

test('chance spreads a retry by a fifth either way', () => {
  expect(retryDelayMs(1, 0)).toBe(4_000);
  expect(retryDelayMs(1, 0.999999)).toBe(6_000);
});
