import { downToFives, type Figure, type IndicatorFigures } from './figures.ts';
import { familyOf, type FigureKind, type Indicator, type Split } from './indicators.ts';
import type { Period } from './period.ts';
import { smallestShown } from './suppression.ts';

/**
 * What everybody may see. Periods do not overlap and cannot be chosen freely: from two periods that differ by a day somebody
 * could subtract the day. Source: DOMAIN 7, small numbers; the quarters are our choice.
 */
export interface Quarter extends Period {
  /** `2026-Q3` */
  readonly code: string;
  /** Not over: its figures grow from day to day. */
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
  'agreements_complied',
  'court_referrals',
  'regulator_on_time',
  'satisfaction',
] as const satisfies readonly Indicator[];

/** What is told of protected cases, of the whole country and quarters that are over, by problem. */
export const protectedIndicators = [
  'received',
  'acknowledged_on_time',
  's1_contact',
  'decided',
  'decided_on_time',
  'backlog',
  'overdue',
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

/** Figures of one quarter, split in each of the published ways. */
export type PublishedTables = ReadonlyMap<PublishedSplit, readonly IndicatorFigures[]>;

const nothing: Figure = { value: null, n: null, hidden: true };

/**
 * What is published of a quarter: the figures chosen, roughly, and hidden alike in every table. A total that one split has to
 * hide is hidden in all of them with all its groups, as any other table would tell it. Numbers of cases go down to a multiple
 * of five, days are whole, parts go to the nearest five percent, of 500 cases and more to the nearest one percent: then
 * nothing small follows from two tables, two indicators or two days. See docs/decisions/0070.
 */
export function asPublished(
  tables: PublishedTables,
  chosen: readonly Indicator[] = publishedIndicators,
): PublishedTables {
  const closed = new Set(
    [...tables.values()].flat().flatMap(({ indicator, total }) => (total.hidden ? [familyOf(indicator)] : [])),
  );
  const told = (of: IndicatorFigures): IndicatorFigures => {
    const isClosed = closed.has(familyOf(of.indicator)) || tellsHidden(of.indicator, tables);
    const figureOf = (figure: Figure) => (isClosed && figure.n !== 0 ? nothing : roughFigure(of.kind, figure));
    return {
      ...of,
      total: figureOf(of.total),
      groups: of.groups.map(({ group, figure }) => ({ group, figure: figureOf(figure) })),
    };
  };
  return new Map(
    [...tables].map(([by, figures]) => [
      by,
      chosen.flatMap((indicator) => {
        const found = figures.find((each) => each.indicator === indicator);
        return found === undefined ? [] : [told(found)];
      }),
    ]),
  );
}

/**
 * What is told of protected cases: as roughly as everything that is published, and none is told like few. Which problems have
 * fewer than five, or none, is not told.
 */
export function asToldOfProtected(byCategory: readonly IndicatorFigures[]): readonly IndicatorFigures[] {
  const told = asPublished(new Map([['category', byCategory]]), protectedIndicators).get('category') ?? [];
  const isTold = (figure: Figure) => !figure.hidden && figure.n !== null && figure.n > 0;
  return told.map(({ total, groups, ...of }) => ({
    ...of,
    total: isTold(total) ? total : nothing,
    groups: groups.filter(({ figure }) => isTold(figure)),
  }));
}

/** The part of women is a cell of the table by sex, and of those whose sex is known: where that table hides, it says nothing. */
function tellsHidden(indicator: Indicator, tables: PublishedTables): boolean {
  const by = indicator === 'women' ? 'sex' : indicator === 'persons_with_disabilities' ? 'disability' : null;
  if (by === null) return false;
  const received = tables.get(by)?.find((each) => each.indicator === 'received');
  return received?.groups.some(({ figure }) => figure.hidden) === true;
}

/** From so many cases on one percent is five of them. */
const many = 500;

function roughFigure(kind: FigureKind, figure: Figure): Figure {
  const { value, n } = figure;
  if (figure.hidden || value === null || n === null) return figure;
  const step = n >= many ? 1 : smallestShown;
  switch (kind) {
    case 'count':
      return { value: downToFives(value), n: downToFives(n), hidden: false };
    case 'percent':
      return { value: Math.round(value / step) * step, n: downToFives(n), hidden: false };
    // Made from a rough number already.
    case 'rate':
      return { value, n: downToFives(n), hidden: false };
    case 'days':
    case 'money':
      return { value: Math.round(value), n: downToFives(n), hidden: false };
  }
}
