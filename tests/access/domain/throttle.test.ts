import fc from 'fast-check';

import {
  countFailure,
  delayAfter,
  freeTries,
  networkOf,
  waitLeft,
  type Attempts,
} from '../../../src/access/domain/throttle.ts';

const at = (seconds: number): Date => new Date(Date.UTC(2026, 10, 21) + seconds * 1000);

describe('delays after failures', () => {
  test.each([
    [1, 0],
    [4, 0],
    [5, 30],
    [6, 60],
    [7, 120],
    [8, 240],
    [9, 480],
    [10, 900],
    [400, 900],
  ])('after %i failures %i seconds', (failures, seconds) => {
    expect(delayAfter(failures)).toBe(seconds * 1000);
  });

  test('the first tries are free, then each waits', () => {
    let attempts: Attempts | null = null;
    for (let n = 1; n < freeTries; n += 1) {
      attempts = countFailure(attempts, at(n));
      expect(waitLeft(attempts.blockedUntil, at(n))).toBe(0);
    }
    attempts = countFailure(attempts, at(10));
    expect(waitLeft(attempts.blockedUntil, at(10))).toBe(30_000);
    expect(waitLeft(attempts.blockedUntil, at(39))).toBe(1_000);
    expect(waitLeft(attempts.blockedUntil, at(40))).toBe(0);
  });

  test('a day without failures forgets', () => {
    const before = { failedCount: 9, lastFailedAt: at(0), blockedUntil: null };
    expect(countFailure(before, at(86_000)).failedCount).toBe(10);
    expect(countFailure(before, at(86_401)).failedCount).toBe(1);
  });

  test('a clock set back makes nobody wait for longer than the longest delay', () => {
    expect(waitLeft(at(30 * 86_400), at(0))).toBe(0);
  });

  test('never shorter for more failures, never over 15 minutes', () => {
    fc.assert(
      fc.property(fc.nat(10_000), (n) => {
        expect(delayAfter(n + 1)).toBeGreaterThanOrEqual(delayAfter(n));
        expect(delayAfter(n)).toBeLessThanOrEqual(900_000);
      }),
    );
  });
});

describe('the network of an address', () => {
  test.each([
    ['203.0.113.9', '203.0.113.9'],
    ['::ffff:203.0.113.9', '203.0.113.9'],
    ['2001:db8:0:7::1', '2001:db8:0:7::/64'],
    ['2001:0DB8:0000:0007:ffff:ffff:ffff:ffff', '2001:db8:0:7::/64'],
    ['fe80::1%eth0', 'fe80:0:0:0::/64'],
    ['::1', '0:0:0:0::/64'],
    ['', 'unknown'],
    ['x; drop', 'unknown'],
  ])('%s is in %s', (address, network) => {
    expect(networkOf(address)).toBe(network);
  });

  test('any text has one', () => {
    fc.assert(fc.property(fc.string(), (text) => networkOf(text).length > 0));
  });
});
