import { asPublished, publishedQuarters } from '../../src/reporting/domain/published.ts';
import type { Figure, IndicatorFigures } from '../../src/reporting/domain/figures.ts';
import { workingDayCounter } from '../../src/reporting/domain/working-days.ts';

test('quarters do not overlap and leave no day out', () => {
  const quarters = publishedQuarters('2026-02-28');
  expect(quarters.slice(0, 3)).toEqual([
    { code: '2026-Q1', from: '2026-01-01', to: '2026-03-31', isRunning: true },
    { code: '2025-Q4', from: '2025-10-01', to: '2025-12-31', isRunning: false },
    { code: '2025-Q3', from: '2025-07-01', to: '2025-09-30', isRunning: false },
  ]);
  for (const [at, { from }] of quarters.slice(0, -1).entries()) {
    const dayBefore = new Date(Date.parse(from) - 86_400_000).toISOString().slice(0, 10);
    expect(quarters[at + 1]?.to).toBe(dayBefore);
  }
});

describe('what is published', () => {
  const figure = (value: number | null, n: number | null = value): Figure => ({ value, n, hidden: value === null });
  const of = (indicator: IndicatorFigures['indicator'], kind: IndicatorFigures['kind'], total: Figure) =>
    ({ indicator, kind, total, groups: [{ group: '12', figure: total }] }) satisfies IndicatorFigures;
  const all = [
    of('received', 'count', figure(29)),
    of('women', 'percent', figure(62.1, 28)),
    of('resolution_median', 'days', figure(7.5, 13)),
    of('value_restored', 'money', figure(120_000, 1)),
    of('overdue', 'percent', figure(null)),
  ];

  test('of a quarter that is over: as it is, without what is not published', () => {
    expect(asPublished(all, false)).toEqual([all[0], all[1], all[2], all[4]]);
  });

  test('of a running one: so roughly that one case more cannot be told from the day before', () => {
    expect(asPublished(all, true).map(({ total, groups }) => [total, groups[0]?.figure])).toEqual([
      [figure(25), figure(25)],
      [figure(60, 25), figure(60, 25)],
      [figure(8, 10), figure(8, 10)],
      [figure(null), figure(null)],
    ]);
  });
});

test('working days between two days: weekends and holidays do not count, nor does the first day', () => {
  const day = (on: string) => Date.parse(`${on}T00:00:00Z`) / 86_400_000;
  const between = workingDayCounter(
    ['2026-11-23', '2026-11-24', '2026-11-25', '2026-11-28'],
    day('2026-11-01'),
    day('2026-12-31'),
  );
  expect(between(day('2026-11-20'), day('2026-11-20'))).toBe(0);
  expect(between(day('2026-11-20'), day('2026-11-26'))).toBe(1);
  expect(between(day('2026-11-21'), day('2026-12-01'))).toBe(4);
  expect(between(day('2026-11-02'), day('2026-11-09'))).toBe(5);
});
