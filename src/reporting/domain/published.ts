import type { Figure, IndicatorFigures } from './figures.ts';
import type { Indicator, Split } from './indicators.ts';
import type { Period } from './period.ts';

/**
 * What everybody may see. Periods do not overlap and cannot be chosen freely: from two periods that differ by a day somebody
 * could subtract the day. Source: DOMAIN 7, small numbers; the quarters are our choice.
 */
export interface Quarter extends Period {
  /** `2026-Q3` */
  readonly code: string;
  /** Not over: its figures grow from day to day, so they are only told roughly. */
  readonly isRunning: boolean;
}

const mostQuarters = 8;
const quarterMonths = 3;

/** The quarters that are published, the newest first; `today` is `YYYY-MM-DD`. */
export function publishedQuarters(today: string): readonly Quarter[] {
  const [year = 1970, month = 1] = today.split('-').map(Number);
  const running = year * 4 + Math.floor((month - 1) / quarterMonths);
  return Array.from({ length: mostQuarters }, (_, back) => {
    const [ofYear, number] = [Math.floor((running - back) / 4), (running - back) % 4];
    const day = (at: number) => new Date(at).toISOString().slice(0, 10);
    return {
      code: `${ofYear}-Q${number + 1}`,
      from: day(Date.UTC(ofYear, number * quarterMonths, 1)),
      to: day(Date.UTC(ofYear, (number + 1) * quarterMonths, 0)),
      isRunning: back === 0,
    };
  });
}

/** The indicators that are published, in order. */
export const publishedIndicators = [
  'received',
  'rate_per_10000',
  'women',
  'persons_with_disabilities',
  'anonymous',
  'assisted',
  'acknowledged_on_time',
  'decided',
  'decided_on_time',
  'resolution_median',
  'resolution_p90',
  'backlog',
  'overdue',
  'escalated',
  'appealed',
  'appeals_upheld',
  'reopened',
  'remedies_on_time',
  'settled',
  'regulator_on_time',
  'satisfaction',
] as const satisfies readonly Indicator[];

/** By what published figures may be split. */
export const publishedSplits = [
  'programme',
  'category',
  'province',
  'sex',
  'age',
  'disability',
] as const satisfies readonly Split[];
export type PublishedSplit = (typeof publishedSplits)[number];

const roughly = 5;

/**
 * Published figures of a period: those chosen, and while it is running, roughly: numbers of cases down to a multiple of
 * five, parts to the nearest five percent, days and rates whole. From one day's figures and the next nothing single follows.
 */
export function asPublished(figures: readonly IndicatorFigures[], isRunning: boolean): readonly IndicatorFigures[] {
  return publishedIndicators.flatMap((indicator) => {
    const found = figures.find((each) => each.indicator === indicator);
    if (found === undefined) return [];
    const told = (figure: Figure): Figure => (isRunning ? roughFigure(found.kind, figure) : figure);
    return [
      {
        ...found,
        total: told(found.total),
        groups: found.groups.map(({ group, figure }) => ({ group, figure: told(figure) })),
      },
    ];
  });
}

function roughFigure(kind: IndicatorFigures['kind'], figure: Figure): Figure {
  if (figure.hidden || figure.value === null || figure.n === null) return figure;
  const down = (value: number) => Math.floor(value / roughly) * roughly;
  const { value } = figure;
  const told =
    kind === 'count' ? down(value) : kind === 'percent' ? Math.round(value / roughly) * roughly : Math.round(value);
  return { value: told, n: down(figure.n), hidden: false };
}
