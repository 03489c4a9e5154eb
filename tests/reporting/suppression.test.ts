import fc from 'fast-check';

import { smallestShown, suppress, type Cell } from '../../src/reporting/domain/suppression.ts';

const cell = (count: number, sensitive = true, ...more: number[]): Cell => ({ counts: [count, ...more], sensitive });
const totalOf = (cells: readonly Cell[]): Cell => ({
  counts: (cells[0]?.counts ?? [0]).map((_, at) => cells.reduce((sum, each) => sum + (each.counts[at] ?? 0), 0)),
  sensitive: cells.some((each) => each.sensitive),
});

describe('by hand', () => {
  test('large cells and zeros are shown', () => {
    const cells = [cell(5), cell(12), cell(0)];
    expect(suppress(totalOf(cells), cells)).toEqual({ total: false, cells: [false, false, false] });
  });

  test('one small cell takes the smallest other with it', () => {
    const cells = [cell(3), cell(40), cell(7)];
    expect(suppress(totalOf(cells), cells)).toEqual({ total: false, cells: [true, false, true] });
  });

  test('two that together are still small take a third', () => {
    const cells = [cell(1), cell(2), cell(9), cell(30)];
    expect(suppress(totalOf(cells), cells).cells).toEqual([true, true, true, false]);
  });

  test('where nothing can hide it, the total is hidden too', () => {
    const cells = [cell(1), cell(1), cell(1), cell(1), cell(1), cell(1)];
    expect(suppress(totalOf(cells), cells)).toEqual({ total: true, cells: cells.map(() => true) });
  });

  test('a small total hides everything', () => {
    const cells = [cell(4), cell(0)];
    expect(suppress(totalOf(cells), cells)).toEqual({ total: true, cells: [true, true] });
  });

  test('what is not sensitive is shown, unless it must hide another', () => {
    expect(suppress(cell(6, false), [cell(2, false), cell(4, false)]).cells).toEqual([false, false]);
    const cells = [cell(2, true), cell(4, false), cell(30, false)];
    expect(suppress({ counts: [36], sensitive: false }, cells).cells).toEqual([true, true, false]);
  });

  test('a part of a large cell may be small, and so may what is left of it', () => {
    expect(suppress(cell(60, true, 31, 29), [cell(30, true, 2, 28), cell(30, true, 29, 1)]).cells).toEqual([
      true,
      true,
    ]);
  });
});

/** All that a hidden cell can be, for a reader who knows that no hidden cell is empty. */
function range(sum: number, others: number): { least: number; most: number } {
  return others === 0 ? { least: sum, most: sum } : { least: 1, most: sum - others };
}

const anyCells = fc.array(
  fc
    .tuple(fc.integer({ min: 0, max: 40 }), fc.integer({ min: 0, max: 40 }), fc.boolean())
    .map(([yes, no, sensitive]): Cell => ({ counts: [yes + no, yes, no], sensitive })),
  { minLength: 1, maxLength: 12 },
);

test('no small sensitive number is shown, and none follows from total minus what is shown', () => {
  fc.assert(
    fc.property(anyCells, (cells) => {
      const total = totalOf(cells);
      const hidden = suppress(total, cells);
      cells.forEach((each, at) => {
        const isSmall = each.counts.some((count) => count > 0 && count < smallestShown);
        if (each.sensitive && isSmall) expect(hidden.cells[at]).toBe(true);
      });
      if (hidden.total) return;
      const out = cells.filter((_, at) => hidden.cells[at]);
      if (out.length === 0) return;
      total.counts.forEach((whole, at) => {
        const shown = cells.reduce((sum, each, index) => sum + (hidden.cells[index] ? 0 : (each.counts[at] ?? 0)), 0);
        const rest = whole - shown;
        // What is hidden all together is itself no small number, unless it is all there is and was shown ...
        expect(rest === 0 || rest >= smallestShown || rest === whole).toBe(true);
      });
      // ... and no single hidden cell is fixed by it.
      const rest = out.reduce((sum, each) => sum + (each.counts[0] ?? 0), 0);
      const { least, most } = range(rest, out.length - 1);
      expect(most).toBeGreaterThan(least);
    }),
    { numRuns: 2_000 },
  );
});

test('nothing is hidden without a reason, and zeros never', () => {
  fc.assert(
    fc.property(anyCells, (cells) => {
      const calm = cells.map((each) => ({ ...each, sensitive: false }));
      expect(suppress(totalOf(calm), calm)).toEqual({ total: false, cells: calm.map(() => false) });
      const hidden = suppress(totalOf(cells), cells);
      if (hidden.total) return;
      cells.forEach((each, at) => {
        if (each.counts[0] === 0) expect(hidden.cells[at]).toBe(false);
      });
    }),
  );
});
