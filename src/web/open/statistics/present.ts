import { phnomPenhDay, type ReferenceBook } from '../../../reference/index.ts';
import {
  publishedSplits,
  unknownGroup,
  type Figure,
  type IndicatorFigures,
  type Published,
  type PublishedSplit,
  type Quarter,
} from '../../../reporting/index.ts';
import { lyingBars } from '../../figures/charts.ts';
import { sayFigure } from '../../figures/say-figure.ts';
import type { PageRequest } from '../../page.ts';
import { fill, localDigits, showDate, showDateTime } from '../../text.ts';
import type { OpenServices } from '../services.ts';
import type { Strings } from './en.ts';

type Request = PageRequest<Strings, OpenServices>;

const glance = ['received', 'decided', 'decided_on_time', 'resolution_median', 'backlog', 'satisfaction'];
/** The columns of the table by group: the rest is in the file. */
const shown = ['received', 'women', 'decided', 'decided_on_time', 'backlog', 'overdue'];
/** Most bars in the picture; the table has them all. */
const mostBars = 12;

export function presentPublished(request: Request, book: ReferenceBook, published: Published) {
  const { strings, language, url } = request;
  const { quarter, by, indicators } = published;
  const split = strings.splits[by];
  const nameOf = groupNameOf(request, book, by);
  // By sex, the part of women is all or none.
  const columns = shown.filter((code) => by !== 'sex' || code !== 'women');
  const find = (code: string) => indicators.find(({ indicator }) => indicator === code);
  const say = (found: IndicatorFigures, figure: Figure) =>
    sayFigure(found.indicator, found.kind, figure, strings, language);
  const groups = groupsOf(indicators);
  const bars = groups.slice(0, mostBars).map((group) => {
    const found = find('received');
    const figure = figureAt(found, group) ?? none;
    return {
      name: nameOf(group),
      said: found === undefined ? '' : say(found, figure),
      parts: figure.value === null ? null : [figure.value],
    };
  });
  const title = fill(strings.received, { split: split.toLowerCase() });
  const isEmpty = indicators.every(({ total }) => !total.hidden && (total.n ?? 0) === 0);
  return {
    action: url('/statistics'),
    selects: [
      {
        name: 'quarter',
        label: strings.quarter,
        options: published.quarters.map((each) => ({
          value: each.code,
          label: quarterName(each, request),
          isChosen: each.code === quarter.code,
        })),
      },
      {
        name: 'by',
        label: strings.by,
        options: publishedSplits.map((each) => ({
          value: each,
          label: strings.splits[each],
          isChosen: each === by,
        })),
      },
    ],
    name: quarterName(quarter, request),
    isEmpty,
    glance: glance.flatMap((code) => {
      const found = find(code);
      const { total } = found ?? {};
      if (found === undefined || total === undefined) return [];
      return [
        {
          name: nameOfIndicator(strings, code),
          said: say(found, total),
          isQuiet: total.hidden || total.value === null,
        },
      ];
    }),
    chart:
      isEmpty || bars.length === 0
        ? null
        : { title, wide: lyingBars(bars, title, 'wide'), narrow: lyingBars(bars, title, 'narrow') },
    table: {
      caption: fill(strings.table, { split: split.toLowerCase() }),
      head: [split, ...columns.map((code) => nameOfIndicator(strings, code))],
      rows: [null, ...groups].map((group) => [
        group === null ? strings.everything : nameOf(group),
        ...columns.map((code) => {
          const found = find(code);
          return found === undefined ? '' : say(found, group === null ? found.total : (figureAt(found, group) ?? none));
        }),
      ]),
    },
    csv: `${url('/statistics/figures.csv')}?${new URLSearchParams({ quarter: quarter.code, by }).toString()}`,
    ofProtected: published.ofProtected && tableOfProtected(request, book, published.ofProtected),
    runningNote: quarter.isRunning ? strings.runningNote : null,
    counted: fill(strings.countedNote, { at: showDateTime(published.countedAt, language) }),
  };
}

/** Those of the problems that can be told, under all together. */
function tableOfProtected(request: Request, book: ReferenceBook, indicators: readonly IndicatorFigures[]) {
  const { strings, language } = request;
  const nameOf = groupNameOf(request, book, 'category');
  const groups = groupsOf(indicators);
  const row = (name: string, figureOf: (of: IndicatorFigures) => Figure) => [
    name,
    ...indicators.map((of) => sayFigure(of.indicator, of.kind, figureOf(of), strings, language)),
  ];
  return {
    head: [strings.problem, ...indicators.map(({ indicator }) => nameOfIndicator(strings, indicator))],
    rows: [
      row(strings.everything, ({ total }) => total),
      ...groups.map((group) => row(nameOf(group), (of) => figureAt(of, group) ?? notTold)),
    ],
  };
}

const none: Figure = { value: 0, n: 0, hidden: false };
const notTold: Figure = { value: null, n: null, hidden: true };

/** The name of an indicator, as far as it is published. */
export function nameOfIndicator(strings: Strings, code: string): string {
  return (strings.indicators as Readonly<Record<string, string>>)[code] ?? code;
}

function quarterName(quarter: Quarter, { strings, language }: Request): string {
  const { from, to } = quarter;
  const name = fill(strings.quarterName, { from: showDate(from, language), to: showDate(to, language) });
  return quarter.isRunning ? `${name} ${strings.running}` : name;
}

/** Groups in which anything is told, the largest first; those hidden last. */
function groupsOf(indicators: readonly IndicatorFigures[]): readonly string[] {
  const received = indicators.find(({ indicator }) => indicator === 'received');
  const told = new Set(
    indicators.flatMap(({ groups }) =>
      groups.filter(({ figure }) => figure.hidden || (figure.n ?? 0) > 0).map(({ group }) => group),
    ),
  );
  const size = (group: string) => (figureAt(received, group) ?? none).n ?? -1;
  return [...told].sort((a, b) => size(b) - size(a) || (a < b ? -1 : 1));
}

function figureAt(found: IndicatorFigures | undefined, group: string): Figure | undefined {
  return found?.groups.find((each) => each.group === group)?.figure;
}

/** The name of a group of a split. */
export function groupNameOf(
  { strings, language, now }: Request,
  book: ReferenceBook,
  by: PublishedSplit,
): (group: string) => string {
  const on = phnomPenhDay(now);
  return (group) => {
    if (group === unknownGroup) return strings.groups.unknown;
    switch (by) {
      case 'programme':
        return book.programme(group, on)?.name[language] ?? group;
      case 'category':
        return book.category(group, on)?.name[language] ?? group;
      case 'province':
        return book.place(group)?.name[language] ?? group;
      case 'age':
        return fill(strings.years, { years: localDigits(group.replace('-', '–'), language) });
      case 'sex':
      case 'disability':
        return (strings.groups as Readonly<Record<string, string>>)[group] ?? group;
    }
  };
}
