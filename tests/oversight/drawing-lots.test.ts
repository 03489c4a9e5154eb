import fc from 'fast-check';

import { drawn, howMany, weeksOver, type Ended } from '../../src/oversight/domain/drawing-lots.ts';

test.each([
  [0, 5, 1, 0],
  [1, 5, 1, 1],
  [20, 5, 1, 1],
  [21, 5, 1, 2],
  [100, 5, 1, 5],
  [3, 5, 10, 3],
  [1000, 0, 0, 0],
])('of %i ended cases, %i percent and at least %i: %i', (ended, percent, atLeast, expected) => {
  expect(howMany(ended, { percent, atLeast })).toBe(expected);
});

test('the same cases are drawn whatever order they come in, and no others', () => {
  const cases = fc.uniqueArray(fc.record({ id: fc.uuid(), lot: fc.string({ minLength: 8, maxLength: 8 }) }), {
    selector: ({ lot }: Ended) => lot,
    maxLength: 60,
  });
  fc.assert(
    fc.property(cases, fc.integer({ min: 0, max: 100 }), (all, percent) => {
      const rule = { percent, atLeast: 1 };
      const chosen = drawn(all, rule);
      expect([...drawn([...all].reverse(), rule)].sort()).toEqual([...chosen].sort());
      expect(chosen).toHaveLength(howMany(all.length, rule));
    }),
    { numRuns: 50 },
  );
});

test.each([
  ['2026-11-21', ['2026-11-02', '2026-11-09']],
  // A Monday: the week before is over.
  ['2026-11-23', ['2026-11-09', '2026-11-16']],
  ['2026-11-29', ['2026-11-09', '2026-11-16']],
])('weeks over on %s', (today, expected) => expect(weeksOver(today, 2)).toEqual(expected));
