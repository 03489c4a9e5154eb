import fc from 'fast-check';

import { meanOf, percentileOf } from '../../src/reporting/domain/percentile.ts';

const values = (...all: number[]) => all.map((value) => ({ value, count: 1 }));

test('median, mean and the ninth decile, between two values in proportion', () => {
  expect(percentileOf(values(1, 2, 10), 0.5)).toBe(2);
  expect(percentileOf(values(1, 2, 3, 10), 0.5)).toBe(2.5);
  expect(percentileOf(values(1, 2, 3, 4, 5, 6, 7, 8, 9, 10), 0.9)).toBeCloseTo(9.1);
  expect(
    meanOf([
      { value: 2, count: 3 },
      { value: 6, count: 1 },
    ]),
  ).toBe(3);
  expect([percentileOf([], 0.5), meanOf([])]).toEqual([null, null]);
});

test('counting the same value together changes nothing', () => {
  fc.assert(
    fc.property(
      fc.array(fc.integer({ min: 0, max: 20 }), { minLength: 1 }),
      fc.double({ min: 0, max: 1, noNaN: true }),
      (all, part) => {
        const counts = new Map<number, number>();
        for (const value of all) counts.set(value, (counts.get(value) ?? 0) + 1);
        const together = [...counts].map(([value, count]) => ({ value, count }));
        expect(percentileOf(together, part)).toBeCloseTo(percentileOf(values(...all), part) ?? Number.NaN);
      },
    ),
  );
});
