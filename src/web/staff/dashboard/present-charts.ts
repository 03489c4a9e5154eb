import type { Language } from '../../../kernel/language.ts';
import type { Figure, Indicator, IndicatorFigures, Statistics } from '../../../reporting/index.ts';
import { fill, localDigits, showNumber } from '../../text.ts';
import { backlogColours, wayColours, lyingBars, standingBars, type BarRow } from '../../figures/charts.ts';
import type { Strings } from './en.ts';
import { sayFigure } from '../../figures/say-figure.ts';
import type { Drawing } from '../../figures/svg-chart.ts';

/** What charts are made from. */
export interface Look {
  readonly strings: Strings;
  readonly language: Language;
  readonly statistics: Statistics;
  readonly nameOf: (group: string) => string;
  /** The address of the figures inside a group that is a place. */
  closer(group: string): string | null;
  /** What the figures are split by, in words. */
  readonly by: string;
  csv(indicators: readonly Indicator[]): string;
  /** The file of the months. */
  readonly csvMonths: string;
}

export interface ChartView {
  readonly id: string;
  readonly title: string;
  readonly note: string | null;
  readonly legend: readonly { readonly colour: string; readonly text: string }[];
  readonly wide: Drawing | null;
  readonly narrow: Drawing | null;
  readonly table: {
    readonly head: readonly string[];
    readonly rows: readonly {
      readonly name: string;
      readonly href: string | null;
      readonly cells: readonly string[];
    }[];
  };
  readonly csv: string;
}

/** Most bars in one picture; the table has them all. */
const mostBars = 10;

/** The charts of the page, each with its numbers as a table. */
export function presentCharts(look: Look): readonly ChartView[] {
  return [months(look), byGroup(look, 'received'), byGroup(look, 'decided_on_time'), backlog(look), ways(look)];
}

function months({ strings, language, statistics, csvMonths }: Look): ChartView {
  const { charts } = strings;
  const said = (figure: Figure) => (figure.hidden ? strings.hidden : showNumber(figure.value ?? 0, language));
  const points = statistics.months.map(({ month, received, decided }) => ({
    name: monthName(month, language),
    received: received.value,
    decided: decided.value,
  }));
  const draw = (size: 'wide' | 'narrow') =>
    standingBars(points, charts.months, size, (value) => showNumber(value, language));
  return {
    id: 'months',
    title: charts.months,
    note: null,
    legend: [
      { colour: 'indigo', text: charts.received_series },
      { colour: 'teal', text: charts.decided_series },
    ],
    wide: draw('wide'),
    narrow: draw('narrow'),
    table: {
      head: [strings.month, charts.received_series, charts.decided_series],
      rows: statistics.months.map((each) => ({
        name: monthName(each.month, language),
        href: null,
        cells: [said(each.received), said(each.decided)],
      })),
    },
    csv: csvMonths,
  };
}

function byGroup(look: Look, indicator: 'received' | 'decided_on_time'): ChartView {
  const { strings, language, nameOf } = look;
  const title = fill(strings.charts[indicator], { split: look.by.toLowerCase() });
  const figures = figuresOf(look, indicator);
  const groups = groupsWithSomething(figures);
  const rows = groups.map(({ group, figure }) => ({
    name: nameOf(group),
    href: look.closer(group),
    said: sayFigure(indicator, figures?.kind ?? 'count', figure, strings, language),
    n: figure.n === null ? strings.hidden : showNumber(figure.n, language),
    parts: figure.value === null ? null : [figure.value],
  }));
  const isPercent = indicator === 'decided_on_time';
  return {
    id: indicator,
    title,
    note: isPercent ? strings.charts.target : null,
    legend: [],
    ...drawn(rows, title, isPercent ? 100 : null),
    table: {
      head: [look.by, strings.indicators[indicator], ...(isPercent ? [strings.about] : [])],
      rows: rows.map(({ name, href, said, n }) => ({ name, href, cells: [said, ...(isPercent ? [n] : [])] })),
    },
    csv: look.csv([indicator]),
  };
}

function backlog(look: Look): ChartView {
  const { strings, language, nameOf } = look;
  const title = fill(strings.charts.backlog, { split: look.by.toLowerCase() });
  const waiting = figuresOf(look, 'backlog');
  const overdue = figuresOf(look, 'overdue');
  const rows = groupsWithSomething(waiting).map(({ group, figure }) => {
    const share = overdue?.groups.find((each) => each.group === group)?.figure.value ?? 0;
    const late = Math.round(((figure.value ?? 0) * share) / 100);
    return {
      name: nameOf(group),
      href: look.closer(group),
      said: sayFigure('backlog', 'count', figure, strings, language),
      late: figure.hidden ? strings.hidden : showNumber(late, language),
      parts: figure.value === null ? null : [figure.value - late, late],
    };
  });
  return {
    id: 'backlog',
    title,
    note: null,
    legend: [
      { colour: 'indigo', text: strings.charts.inTime },
      { colour: 'saffron', text: strings.charts.late },
    ],
    ...drawn(rows, title, null, backlogColours),
    table: {
      head: [look.by, strings.indicators.backlog, strings.charts.late],
      rows: rows.map(({ name, href, said, late }) => ({ name, href, cells: [said, late] })),
    },
    csv: look.csv(['backlog', 'overdue']),
  };
}

/** Ways up, in the order of their colours. */
const waysUp = [
  ['escalated_by_party', 'indigo', 'byParty'],
  ['escalated_by_time', 'saffron', 'byTime'],
  ['escalated_by_skip', 'teal', 'bySkip'],
  ['escalated_by_officer', 'grey', 'byOfficer'],
] as const;

function ways(look: Look): ChartView {
  const { strings, language, nameOf } = look;
  const title = fill(strings.charts.escalated, { split: look.by.toLowerCase() });
  const all = figuresOf(look, 'escalated');
  const groups = groupsWithSomething(all);
  const rows = groups.map(({ group, figure }) => {
    const each = waysUp.map(
      ([indicator]) =>
        figuresOf(look, indicator)?.groups.find((other) => other.group === group)?.figure ?? {
          value: null,
          n: null,
          hidden: true,
        },
    );
    return {
      name: nameOf(group),
      href: look.closer(group),
      said: sayFigure('escalated', 'percent', figure, strings, language),
      each: each.map((of) => sayFigure('escalated', 'percent', of, strings, language)),
      parts: figure.value === null ? null : each.map(({ value }) => value ?? 0),
    };
  });
  const longest = Math.max(1, ...rows.map(({ parts }) => (parts ?? []).reduce((sum, part) => sum + part, 0)));
  return {
    id: 'escalated',
    title,
    note: strings.charts.ofOnHand,
    legend: waysUp.map(([, colour, word]) => ({ colour, text: strings.charts[word] })),
    ...drawn(rows, title, longest, wayColours),
    table: {
      head: [look.by, strings.indicators.escalated, ...waysUp.map(([, , word]) => strings.charts[word])],
      rows: rows.map(({ name, href, said, each }) => ({ name, href, cells: [said, ...each] })),
    },
    csv: look.csv(['escalated', ...waysUp.map(([indicator]) => indicator)]),
  };
}

function drawn(rows: readonly BarRow[], title: string, most: number | null, colours?: readonly string[]) {
  if (rows.length === 0) return { wide: null, narrow: null };
  const shown = rows.slice(0, mostBars);
  return {
    wide: lyingBars(shown, title, 'wide', most, colours),
    narrow: lyingBars(shown, title, 'narrow', most, colours),
  };
}

function figuresOf({ statistics }: Look, indicator: Indicator): IndicatorFigures | undefined {
  return statistics.indicators.find((each) => each.indicator === indicator);
}

/** Groups in which anything was counted, the largest first; hidden ones last. */
function groupsWithSomething(figures: IndicatorFigures | undefined): IndicatorFigures['groups'] {
  return [...(figures?.groups ?? [])]
    .filter(({ figure }) => figure.hidden || (figure.n ?? 0) > 0)
    .sort((a, b) => (b.figure.n ?? -1) - (a.figure.n ?? -1));
}

const shortMonth = (locale: string) => new Intl.DateTimeFormat(locale, { month: 'short', timeZone: 'UTC' });
const shortMonths: Readonly<Record<Language, Intl.DateTimeFormat>> = {
  km: shortMonth('km-KH'),
  en: shortMonth('en-GB'),
};

function monthName(month: string, language: Language): string {
  const name = shortMonths[language].format(new Date(`${month}-15T00:00:00Z`));
  return `${name} ${localDigits(month.slice(2, 4), language)}`;
}
