import { phnomPenhDay, type ReferenceBook } from '../../../reference/index.ts';
import {
  monthStart,
  placeLevels,
  splits,
  unknownGroup,
  type Indicator,
  type Question,
  type Split,
  type Statistics,
} from '../../../reporting/index.ts';
import type { PageRequest } from '../../page.ts';
import { fill, showDate, showDateTime, showNumber } from '../../text.ts';
import { localNames } from '../names.ts';
import type { StaffServices } from '../services.ts';
import { presentCharts, type Look } from './present-charts.ts';
import type { Strings } from './en.ts';
import { groupNames } from './names.ts';
import { addressOf, placesAround } from './question.ts';
import { sayFigure } from '../../figures/say-figure.ts';

/** All figures in the order of the page. */
const sections: Readonly<Record<keyof Strings['sections'], readonly Indicator[]>> = {
  intake: ['received', 'rate_per_10000', 'women', 'persons_with_disabilities', 'anonymous', 'assisted'],
  time: [
    'acknowledged_on_time',
    'decided',
    'decided_on_time',
    'resolution_median',
    'resolution_mean',
    'resolution_p90',
    'calendar_median',
    'calendar_mean',
    'calendar_p90',
    'backlog',
    'overdue',
    'regulator_on_time',
    's1_contact',
    'breaches_reviewed',
  ],
  way: [
    'escalated',
    'escalated_by_party',
    'escalated_by_time',
    'escalated_by_skip',
    'escalated_by_officer',
    'appeals_received',
    'appealed',
    'appeals_upheld',
    'reopened',
  ],
  result: [
    'remedies_on_time',
    'value_restored',
    'systemic_actions',
    'settled',
    'agreements_complied',
    'court_referrals',
    'satisfaction',
  ],
};
const atAGlance: readonly Indicator[] = [
  'received',
  'acknowledged_on_time',
  'decided_on_time',
  'resolution_median',
  'backlog',
  'overdue',
  'escalated',
  'satisfaction',
];

export function presentDashboard(
  request: PageRequest<Strings, StaffServices>,
  book: ReferenceBook,
  question: Required<Question> & { readonly by: Split },
  statistics: Statistics,
  { isBad, isTooWide }: { readonly isBad: boolean; readonly isTooWide: boolean },
) {
  const { strings, language, now } = request;
  const names = localNames(book, language, now);
  const look: Look = {
    strings,
    language,
    statistics,
    nameOf: groupNames(book, question.by, strings, language, now),
    by: strings.splits[question.by],
    closer: (group) => closer(request, question, group),
    csv: (indicators) => csvAddress(request, question, indicators),
    csvMonths: `${csvAddress(request, question, [])}&series=months`,
  };
  const of = (indicator: Indicator) => {
    const found = statistics.indicators.find((each) => each.indicator === indicator);
    const figure = found?.total ?? { value: null, n: 0, hidden: false };
    const isCount = found?.kind === 'count';
    return {
      name: strings.indicators[indicator],
      said: sayFigure(indicator, found?.kind ?? 'count', figure, strings, language),
      isQuiet: figure.hidden || figure.value === null,
      n:
        figure.hidden || isCount || figure.n === null || figure.value === null
          ? null
          : fill(found?.kind === 'percent' ? strings.ofN : strings.basedOn, { n: showNumber(figure.n, language) }),
    };
  };
  const isEmpty = statistics.indicators.every(({ total }) => !total.hidden && (total.n ?? 0) === 0);
  return {
    scope: scopeName(statistics, strings, names.office),
    lead: fill(strings.lead, {
      scope: scopeName(statistics, strings, names.office),
      from: showDate(statistics.from, language),
      to: showDate(statistics.to, language),
    }),
    badPeriod: isBad ? strings.badPeriod : null,
    placeFirst: isTooWide ? strings.placeFirst : null,
    filters: filters(request, book, question),
    counted: fill(strings.counted, { at: showDateTime(statistics.countedAt, language) }),
    isEmpty,
    key: atAGlance.map(of),
    charts: isEmpty ? [] : presentCharts(look),
    sections: (Object.keys(sections) as (keyof typeof sections)[]).map((section) => ({
      title: strings.sections[section],
      rows: sections[section].map(of),
    })),
    published: request.url('/statistics'),
    csvAll: csvAddress(request, question, []),
  };
}

function scopeName({ scope }: Statistics, strings: Strings, office: (code: string) => string): string {
  switch (scope.kind) {
    case 'all':
      return strings.scopes.all;
    case 'operator':
      return fill(strings.scopes.operator, { office: office(scope.office) });
    case 'track':
      return strings.scopes[scope.track];
  }
}

function csvAddress(
  request: PageRequest<Strings, StaffServices>,
  question: Required<Question>,
  indicators: readonly Indicator[],
): string {
  const address = addressOf(question);
  for (const indicator of indicators) address.append('indicator', indicator);
  return `${request.url('/staff/dashboard/figures.csv')}?${address.toString()}`;
}

const option = (value: string, label: string, chosen: string | null) => ({
  value,
  label,
  isChosen: value === (chosen ?? ''),
});

/** A list of provinces; of the districts of the one chosen; of the communes of the district chosen. */
function places(request: PageRequest<Strings, StaffServices>, book: ReferenceBook, place: string | null) {
  const { strings, language } = request;
  const around = placesAround(place);
  const everywhere = [strings.allProvinces, strings.allDistricts, strings.allCommunes];
  return placeLevels.slice(0, around.length + 1).map((level, at) => ({
    name: level,
    label: strings[level],
    options: [
      option('', everywhere[at] ?? '', around[at] ?? null),
      ...book.places(around[at - 1]).map(({ code, name }) => option(code, name[language], around[at] ?? null)),
    ],
  }));
}

/** The address of the figures inside a place that is a group; null where there is nothing closer. */
function closer(
  request: PageRequest<Strings, StaffServices>,
  question: Required<Question>,
  group: string,
): string | null {
  const within = placeLevels[placeLevels.findIndex((level) => level === question.by) + 1];
  const isPlace = (question.by === 'province' || question.by === 'district') && group !== unknownGroup;
  if (!isPlace || within === undefined) return null;
  return `${request.url('/staff/dashboard')}?${addressOf({ ...question, place: group, by: within }).toString()}`;
}

function filters(request: PageRequest<Strings, StaffServices>, book: ReferenceBook, question: Required<Question>) {
  const { strings, language, now } = request;
  const today = phnomPenhDay(now);
  const quick = (from: string, text: string) => ({
    href: `${request.url('/staff/dashboard')}?${addressOf({ ...question, from, to: today }).toString()}`,
    text,
    isCurrent: question.from === from && question.to === today,
  });
  return {
    action: request.url('/staff/dashboard'),
    from: question.from,
    to: question.to,
    quick: [
      quick(monthStart(today), strings.quick.month),
      quick(monthStart(today, 2), strings.quick.quarter),
      quick(`${today.slice(0, 4)}-01-01`, strings.quick.year),
    ],
    selects: [
      {
        name: 'programme',
        label: strings.programme,
        options: [
          option('', strings.allProgrammes, question.programme),
          ...book.programmes(today).map(({ code, name }) => option(code, name[language], question.programme)),
        ],
      },
      ...places(request, book, question.place),
      {
        name: 'by',
        label: strings.by,
        options: splits.map((split) => option(split, strings.splits[split], question.by)),
      },
    ],
  };
}
