import type { Indicator } from './indicators.ts';
import type { Tally } from './figures.ts';
import { meanOf, percentileOf, type Weighted } from './percentile.ts';
import type { Sums } from './sums.ts';

/** What is asked of each case, remedy, deadline or rating; their order is that of the bits in which the answers are read. */
export const caseFlags = [
  'arrived',
  'isAppeal',
  'female',
  'sexKnown',
  'disabled',
  'disabilityKnown',
  'anonymous',
  'assisted',
  'decided',
  'onMerits',
  'upheld',
  'judged',
  'appealed',
  'settled',
  'settlementTried',
  'openAtEnd',
  'overdue',
  'onHand',
  'movedByParty',
  'movedByTime',
  'movedBySkip',
  'movedByOfficer',
  'ended',
  'reopened',
] as const;
export const clockFlags = ['acknowledge', 'decide', 'conciliate', 'safeContact', 'inTime', 'missed', 'looked'] as const;
export const remedyFlags = ['due', 'inTime', 'delivered', 'systemic'] as const;
export const ratingFlags = ['satisfied'] as const;
/** Of what simply happened: an agreement that was to be kept by then, a referral. */
export const eventFlags = ['good'] as const;

/** How many have these answers. */
export interface Counted {
  readonly group: string | null;
  readonly bits: number;
  readonly count: number;
  /** Riel, where it is about money. */
  readonly amount: number;
}

/** Sums with the names of their groups. */
export function countedOf(sums: Sums, words: readonly string[]): readonly Counted[] {
  return sums
    .sums()
    .map(({ group, bits, count, amount }) => ({ group: group < 0 ? null : (words[group] ?? ''), bits, count, amount }));
}

/** Cases decided after so many days. */
export interface Resolved {
  readonly group: string | null;
  readonly workingDays: number;
  readonly calendarDays: number;
  readonly count: number;
}

type Test<Flag extends string> = (is: (flag: Flag) => boolean) => boolean;
interface Measure<Flag extends string> {
  readonly indicator: Indicator;
  /** Those it is about. */
  readonly n: Test<Flag>;
  /** Those of them of whom it is true. */
  readonly of?: Test<Flag>;
  readonly isMoney?: boolean;
}

type CaseFlag = (typeof caseFlags)[number];
type ClockFlag = (typeof clockFlags)[number];
type RemedyFlag = (typeof remedyFlags)[number];
type RatingFlag = (typeof ratingFlags)[number];
type EventFlag = (typeof eventFlags)[number];

/** A complaint that came in; an appeal is counted as an appeal. */
const received: Test<CaseFlag> = (is) => is('arrived') && !is('isAppeal');
const moved =
  (how: CaseFlag): Test<CaseFlag> =>
  (is) =>
    is(how);

const caseMeasures: readonly Measure<CaseFlag>[] = [
  { indicator: 'received', n: received },
  { indicator: 'rate_per_10000', n: received },
  { indicator: 'women', n: (is) => received(is) && is('sexKnown'), of: (is) => is('female') },
  {
    indicator: 'persons_with_disabilities',
    n: (is) => received(is) && is('disabilityKnown'),
    of: (is) => is('disabled'),
  },
  { indicator: 'anonymous', n: received, of: (is) => is('anonymous') },
  { indicator: 'assisted', n: received, of: (is) => is('assisted') },
  { indicator: 'decided', n: (is) => is('decided') },
  { indicator: 'backlog', n: (is) => is('openAtEnd') },
  { indicator: 'overdue', n: (is) => is('openAtEnd'), of: (is) => is('overdue') },
  {
    indicator: 'escalated',
    n: (is) => is('onHand'),
    of: (is) => is('movedByParty') || is('movedByTime') || is('movedBySkip') || is('movedByOfficer'),
  },
  { indicator: 'escalated_by_party', n: (is) => is('onHand'), of: moved('movedByParty') },
  { indicator: 'escalated_by_time', n: (is) => is('onHand'), of: moved('movedByTime') },
  { indicator: 'escalated_by_skip', n: (is) => is('onHand'), of: moved('movedBySkip') },
  { indicator: 'escalated_by_officer', n: (is) => is('onHand'), of: moved('movedByOfficer') },
  { indicator: 'appeals_received', n: (is) => is('arrived') && is('isAppeal') },
  { indicator: 'appealed', n: (is) => is('decided') && is('onMerits'), of: (is) => is('appealed') },
  {
    indicator: 'appeals_upheld',
    n: (is) => is('isAppeal') && is('decided') && is('judged'),
    of: (is) => is('upheld'),
  },
  { indicator: 'reopened', n: (is) => is('ended') || is('reopened'), of: (is) => is('reopened') },
  { indicator: 'settled', n: (is) => is('decided') && is('settlementTried'), of: (is) => is('settled') },
];
const inTime = (is: (flag: 'inTime') => boolean): boolean => is('inTime');
const clockMeasures: readonly Measure<ClockFlag>[] = [
  { indicator: 'acknowledged_on_time', n: (is) => is('acknowledge'), of: inTime },
  { indicator: 'decided_on_time', n: (is) => is('decide'), of: inTime },
  { indicator: 'regulator_on_time', n: (is) => is('conciliate'), of: inTime },
  { indicator: 's1_contact', n: (is) => is('safeContact'), of: inTime },
  { indicator: 'breaches_reviewed', n: (is) => is('missed'), of: (is) => is('looked') },
];
const remedyMeasures: readonly Measure<RemedyFlag>[] = [
  { indicator: 'remedies_on_time', n: (is) => is('due'), of: inTime },
  { indicator: 'value_restored', n: (is) => is('delivered'), isMoney: true },
  { indicator: 'systemic_actions', n: (is) => is('systemic') },
];
const ratingMeasures: readonly Measure<RatingFlag>[] = [
  { indicator: 'satisfaction', n: () => true, of: (is) => is('satisfied') },
];

const agreementMeasures: readonly Measure<EventFlag>[] = [
  { indicator: 'agreements_complied', n: () => true, of: (is) => is('good') },
];
const referralMeasures: readonly Measure<EventFlag>[] = [{ indicator: 'court_referrals', n: () => true }];

/** Everything that was counted, before it becomes figures. */
export interface Count {
  readonly cases: readonly Counted[];
  readonly clocks: readonly Counted[];
  readonly remedies: readonly Counted[];
  readonly ratings: readonly Counted[];
  readonly agreements: readonly Counted[];
  readonly referrals: readonly Counted[];
  readonly resolved: readonly Resolved[];
  /** People served, by group (null: all together), as far as they are known. */
  readonly beneficiaries: ReadonlyMap<string | null, number>;
}

/** The groups that anything was counted in. */
export function groupsOf(count: Count): readonly string[] {
  const groups = new Set<string | null>();
  for (const rows of [count.cases, count.clocks, count.remedies, count.ratings, count.agreements, count.referrals]) {
    for (const { group } of rows) groups.add(group);
  }
  for (const { group } of count.resolved) groups.add(group);
  return [...groups].filter((group) => group !== null).sort();
}

/** What was counted for each indicator: all together and, when `isSplit`, by group. */
export function talliesOf(count: Count, isSplit: boolean): readonly Tally[] {
  const groups: readonly (string | null)[] = isSplit ? [null, ...groupsOf(count)] : [null];
  const measured = [
    measure(count.cases, caseFlags, caseMeasures),
    measure(count.clocks, clockFlags, clockMeasures),
    measure(count.remedies, remedyFlags, remedyMeasures),
    measure(count.ratings, ratingFlags, ratingMeasures),
    measure(count.agreements, eventFlags, agreementMeasures),
    measure(count.referrals, eventFlags, referralMeasures),
  ];
  const resolved = byGroup(count.resolved);
  return groups.flatMap((group) => {
    const tallies = [
      ...measured.flatMap((tallyOf) => tallyOf(group)),
      ...times(group === null ? count.resolved : (resolved.get(group) ?? []), group),
    ];
    const people = count.beneficiaries.get(group) ?? null;
    return tallies.map((each) => (each.indicator === 'rate_per_10000' ? { ...each, amount: people } : each));
  });
}

function byGroup<Row extends { readonly group: string | null }>(
  rows: readonly Row[],
): ReadonlyMap<string | null, readonly Row[]> {
  const groups = new Map<string | null, Row[]>();
  for (const row of rows) {
    const known = groups.get(row.group);
    if (known === undefined) groups.set(row.group, [row]);
    else known.push(row);
  }
  return groups;
}

/** How many of a group, by measure. */
interface Measured {
  n: number;
  of: number;
  amount: number;
}

/** Measures these rows once; then says what came of it for a group, or (null) for all together. */
function measure<Flag extends string>(
  rows: readonly Counted[],
  flags: readonly Flag[],
  measures: readonly Measure<Flag>[],
): (group: string | null) => readonly Tally[] {
  const bitOf = new Map<string, number>(flags.map((flag, bit) => [flag, 1 << bit]));
  const nothing = (): Measured[] => measures.map(() => ({ n: 0, of: 0, amount: 0 }));
  const all = nothing();
  const groups = new Map<string | null, Measured[]>();
  const answers = new Map<number, readonly (readonly [at: number, isTrue: boolean])[]>();
  // Rows of many groups have few patterns: each is looked at once.
  const answersTo = (bits: number): readonly (readonly [at: number, isTrue: boolean])[] => {
    const known = answers.get(bits);
    if (known !== undefined) return known;
    const is = (flag: Flag): boolean => (bits & (bitOf.get(flag) ?? 0)) !== 0;
    const found = measures.flatMap(({ n, of }, at) => (n(is) ? [[at, of?.(is) === true] as const] : []));
    answers.set(bits, found);
    return found;
  };
  for (const { group, bits, count, amount } of rows) {
    const own = groups.get(group) ?? nothing();
    groups.set(group, own);
    for (const [at, isTrue] of answersTo(bits)) {
      for (const sum of [all[at], own[at]]) {
        if (sum === undefined) continue;
        sum.n += count;
        sum.amount += amount;
        if (isTrue) sum.of += count;
      }
    }
  }
  return (group) => {
    const sums = group === null ? all : groups.get(group);
    return measures.map(({ indicator, of, isMoney }, at) => {
      const sum = sums?.[at] ?? { n: 0, of: 0, amount: 0 };
      return {
        indicator,
        group,
        n: sum.n,
        of: of === undefined ? null : sum.of,
        amount: isMoney === true ? sum.amount : null,
      };
    });
  };
}

function times(mine: readonly Resolved[], group: string | null): readonly Tally[] {
  const n = mine.reduce((sum, row) => sum + row.count, 0);
  const working: Weighted[] = mine.map((row) => ({ value: row.workingDays, count: row.count }));
  const calendar: Weighted[] = mine.map((row) => ({ value: row.calendarDays, count: row.count }));
  const days = (indicator: Indicator, amount: number | null): Tally => ({
    indicator,
    group,
    n,
    of: null,
    amount,
  });
  return [
    days('resolution_median', percentileOf(working, 0.5)),
    days('resolution_mean', meanOf(working)),
    days('resolution_p90', percentileOf(working, 0.9)),
    days('calendar_median', percentileOf(calendar, 0.5)),
    days('calendar_mean', meanOf(calendar)),
    days('calendar_p90', percentileOf(calendar, 0.9)),
  ];
}
