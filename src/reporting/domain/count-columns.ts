import { bitOf, caseBits, clockBits, moveKinds, never, remedyBits, type caseWords, type Columns } from './columns.ts';
import {
  caseFlags,
  clockFlags,
  ratingFlags,
  remedyFlags,
  type Count,
  type Counted,
  type Resolved,
} from './counting.ts';
import type { Split } from './indicators.ts';
import type { Span } from './period.ts';

/** Over which cases, in which time, by what. */
export interface Counting {
  /** Code of the operator's office, or track; neither: all. */
  readonly operator: string | null;
  readonly track: string | null;
  readonly programme: string | null;
  /** Two digits. */
  readonly province: string | null;
  readonly span: Span;
  readonly by: Split | null;
}

/** What was counted, without the number of beneficiaries, and by month. */
export interface CountedColumns extends Omit<Count, 'beneficiaries'> {
  readonly months: readonly MonthCount[];
}

export interface MonthCount {
  readonly what: 'received' | 'decided';
  /** `YYYY-MM` */
  readonly month: string;
  readonly n: number;
  readonly guarded: number;
}

const seconds = (at: Date): number => at.getTime() / 1000;
/** More than any pattern of flags. */
const patterns = 2 ** 26;
const governed = bitOf(clockBits, 'governs');

/** Counts everything that the indicators of a period are made from. What happened after the columns were taken is not in them. */
export function countColumns(columns: Columns, of: Counting): CountedColumns {
  const start = seconds(of.span.start);
  const end = Math.min(seconds(of.span.end), columns.takenAt + 1);
  const mine = chosenCases(columns, of);
  const groups = groupsIn(columns, of.by);
  const span = { start, end };
  return {
    cases: countCases(columns, mine, groups, span),
    clocks: countClocks(columns, mine, of.by === 'tier' ? 'own' : groups, span),
    remedies: countRemedies(columns, mine, groups, span),
    ratings: countRatings(columns, mine, groups, span),
    resolved: countResolved(columns, mine, groups, span),
    months: countMonths(columns, mine, span),
  };
}

interface Seconds {
  readonly start: number;
  readonly end: number;
}

/** 1 for each case that is asked about. */
function chosenCases({ cases, words }: Columns, of: Counting): Uint8Array {
  const mine = new Uint8Array(cases.rows).fill(1);
  const asked: readonly (readonly [(typeof caseWords)[number], string | null])[] = [
    ['operator', of.operator],
    ['track', of.track],
    ['programme', of.programme],
    ['province', of.province],
  ];
  for (const [column, value] of asked) {
    if (value === null) continue;
    const code = words.indexOf(value);
    const codes = cases.of[column];
    for (let row = 0; row < cases.rows; row += 1) if (codes[row] !== code) mine[row] = 0;
  }
  return mine;
}

/** The code of the group of each case; null when nothing is split. */
function groupsIn({ cases }: Columns, by: Split | null): Int32Array | null {
  return by === null ? null : cases.of[by];
}

/** Sums by group and pattern of flags. */
class Sums {
  readonly #count = new Map<number, number>();
  readonly #amount = new Map<number, number>();

  add(group: number, bits: number, amount = 0): void {
    const key = (group + 1) * patterns + bits;
    this.#count.set(key, (this.#count.get(key) ?? 0) + 1);
    if (amount !== 0) this.#amount.set(key, (this.#amount.get(key) ?? 0) + amount);
  }

  rows(words: readonly string[]): Counted[] {
    return [...this.#count].map(([key, count]) => {
      const group = Math.floor(key / patterns) - 1;
      return {
        group: group < 0 ? null : (words[group] ?? ''),
        bits: key % patterns,
        count,
        amount: this.#amount.get(key) ?? 0,
      };
    });
  }
}

const within = (at: number, { start, end }: Seconds): boolean => at >= start && at < end;
/** A flag of a case that does not depend on the period: the bit it has in the columns, and the one it gets. */
const lasting = caseFlags.flatMap((flag) =>
  (caseBits as readonly string[]).includes(flag)
    ? [[bitOf(caseBits, flag as (typeof caseBits)[number]), bitOf(caseFlags, flag)] as const]
    : [],
);

function countCases(columns: Columns, mine: Uint8Array, groups: Int32Array | null, span: Seconds): Counted[] {
  const { rows, of } = columns.cases;
  const moved = movedIn(columns, span);
  const reopened = new Uint8Array(rows);
  each(columns.reopenings, ({ case: cases, at }, row) => {
    if (within(at[row] ?? never, span)) reopened[cases[row] ?? 0] = 1;
  });
  const late = lateThen(columns, span.end);
  const flag = (name: (typeof caseFlags)[number]) => bitOf(caseFlags, name);
  const [arrived, decided, ended, openAtEnd, overdue, onHand, again] = [
    flag('arrived'),
    flag('decided'),
    flag('ended'),
    flag('openAtEnd'),
    flag('overdue'),
    flag('onHand'),
    flag('reopened'),
  ];
  const undecided = bitOf(caseBits, 'undecided');
  const movedFlags = (['movedByParty', 'movedByTime', 'movedBySkip', 'movedByOfficer'] as const).map(flag);
  const sums = new Sums();
  for (let row = 0; row < rows; row += 1) {
    const filedAt = of.filedAt[row] ?? never;
    if (mine[row] === 0 || filedAt >= span.end) continue;
    const known = of.bits[row] ?? 0;
    let bits = 0;
    for (const [from, to] of lasting) if ((known & from) !== 0) bits |= to;
    if (filedAt >= span.start) bits |= arrived;
    if (within(of.decidedAt[row] ?? never, span)) bits |= decided;
    if (within(of.closedAt[row] ?? never, span)) bits |= ended;
    const answeredAt = of.answeredAt[row] ?? never;
    if (answeredAt >= span.end) {
      bits |= openAtEnd;
      if ((known & undecided) !== 0 ? (of.dueAt[row] ?? never) < span.end : late[row] === 1) bits |= overdue;
    }
    const moves = moved[row] ?? 0;
    if (moves !== 0 || answeredAt >= span.start) bits |= onHand;
    for (const [how, to] of movedFlags.entries()) if ((moves & (1 << how)) !== 0) bits |= to;
    if (reopened[row] === 1) bits |= again;
    sums.add(groups?.[row] ?? -1, bits);
  }
  return sums.rows(columns.words);
}

/** For each case, in which ways it was moved up in the time: a bit each, in the order of `moveKinds`. */
function movedIn({ cases, moves }: Columns, span: Seconds): Uint8Array {
  const moved = new Uint8Array(cases.rows);
  each(moves, ({ case: of, how, at }, row) => {
    const to = of[row] ?? 0;
    const kind = how[row] ?? moveKinds.length;
    if (kind < moveKinds.length && within(at[row] ?? never, span)) moved[to] = (moved[to] ?? 0) | (1 << kind);
  });
  return moved;
}

/** 1 for each case whose own deadline had passed by then and was not met by then. */
function lateThen({ cases, clocks }: Columns, end: number): Uint8Array {
  const late = new Uint8Array(cases.rows);
  each(clocks, ({ case: of, bits, dueAt, metAt }, row) => {
    if (((bits[row] ?? 0) & governed) === 0) return;
    if ((dueAt[row] ?? never) < end && (metAt[row] ?? never) >= end) late[of[row] ?? 0] = 1;
  });
  return late;
}

/** `own`: by the tier of the deadline itself. */
function countClocks(columns: Columns, mine: Uint8Array, groups: Int32Array | 'own' | null, span: Seconds): Counted[] {
  const guarded = bitOf(caseBits, 'guarded');
  const kept = clockFlags.flatMap((flag) =>
    (clockBits as readonly string[]).includes(flag)
      ? [[bitOf(clockBits, flag as (typeof clockBits)[number]), bitOf(clockFlags, flag)] as const]
      : [],
  );
  const relevant = bitOf(clockBits, 'counts') | bitOf(clockBits, 'missed');
  const sums = new Sums();
  each(columns.clocks, ({ case: of, tier, bits: known, dueAt }, row) => {
    const at = of[row] ?? 0;
    const has = known[row] ?? 0;
    if (mine[at] === 0 || (has & relevant) === 0 || !within(dueAt[row] ?? never, span)) return;
    let bits = ((columns.cases.of.bits[at] ?? 0) & guarded) === 0 ? 0 : bitOf(clockFlags, 'guarded');
    for (const [from, to] of kept) if ((has & from) !== 0) bits |= to;
    sums.add(groups === 'own' ? (tier[row] ?? -1) : (groups?.[at] ?? -1), bits);
  });
  return sums.rows(columns.words);
}

function countRemedies(columns: Columns, mine: Uint8Array, groups: Int32Array | null, span: Seconds): Counted[] {
  const flag = (name: (typeof remedyFlags)[number]) => bitOf(remedyFlags, name);
  const is = (name: (typeof remedyBits)[number]) => bitOf(remedyBits, name);
  const sums = new Sums();
  each(columns.remedies, ({ case: of, bits: known, dueAt, fulfilledAt, createdAt, thousands, rest }, row) => {
    const at = of[row] ?? 0;
    if (mine[at] === 0) return;
    const has = known[row] ?? 0;
    const due = dueAt[row] ?? never;
    let bits = 0;
    // A day has passed when it ends: due is the midnight after it.
    if (due > span.start && due <= span.end) bits |= flag('due');
    if ((has & is('done')) !== 0 && (has & is('hasAmount')) !== 0 && within(fulfilledAt[row] ?? never, span)) {
      bits |= flag('delivered');
    }
    if ((has & is('systemic')) !== 0 && within(createdAt[row] ?? never, span)) bits |= flag('systemic');
    if (bits === 0) return;
    if ((has & is('inTime')) !== 0) bits |= flag('inTime');
    if (isGuarded(columns, at)) bits |= flag('guarded');
    sums.add(groups?.[at] ?? -1, bits, (thousands[row] ?? 0) * 1000 + (rest[row] ?? 0));
  });
  return sums.rows(columns.words);
}

function countRatings(columns: Columns, mine: Uint8Array, groups: Int32Array | null, span: Seconds): Counted[] {
  const sums = new Sums();
  each(columns.ratings, ({ case: of, at: ratedAt, satisfied }, row) => {
    const at = of[row] ?? 0;
    if (mine[at] === 0 || !within(ratedAt[row] ?? never, span)) return;
    let bits = isGuarded(columns, at) ? bitOf(ratingFlags, 'guarded') : 0;
    if (satisfied[row] === 1) bits |= bitOf(ratingFlags, 'satisfied');
    sums.add(groups?.[at] ?? -1, bits);
  });
  return sums.rows(columns.words);
}

function countResolved(columns: Columns, mine: Uint8Array, groups: Int32Array | null, span: Seconds): Resolved[] {
  const { rows, of } = columns.cases;
  const sums = new Map<string, { -readonly [K in keyof Resolved]: Resolved[K] }>();
  for (let row = 0; row < rows; row += 1) {
    if (mine[row] === 0 || !within(of.decidedAt[row] ?? never, span)) continue;
    const group = groups === null ? null : (columns.words[groups[row] ?? 0] ?? '');
    const guarded = isGuarded(columns, row);
    const [workingDays, calendarDays] = [of.workingDays[row] ?? 0, of.calendarDays[row] ?? 0];
    const key = `${group ?? ''} ${guarded} ${workingDays} ${calendarDays}`;
    const known = sums.get(key) ?? { group, guarded, workingDays, calendarDays, count: 0 };
    known.count += 1;
    sums.set(key, known);
  }
  return [...sums.values()];
}

function countMonths(columns: Columns, mine: Uint8Array, span: Seconds): MonthCount[] {
  const { rows, of } = columns.cases;
  const appeal = bitOf(caseBits, 'isAppeal');
  const months = new Months(span);
  for (let row = 0; row < rows; row += 1) {
    if (mine[row] === 0) continue;
    const guarded = isGuarded(columns, row);
    if (((of.bits[row] ?? 0) & appeal) === 0) months.add('received', of.filedAt[row] ?? never, guarded);
    months.add('decided', of.decidedAt[row] ?? never, guarded);
  }
  return months.counts();
}

/** Counts by month in Phnom Penh. */
class Months {
  readonly #span: Seconds;
  readonly #starts: readonly number[];
  readonly #names: readonly string[];
  readonly #counts = new Map<string, { -readonly [K in keyof MonthCount]: MonthCount[K] }>();

  constructor(span: Seconds) {
    this.#span = span;
    const first = new Date((span.start + offset) * 1000);
    const starts: number[] = [];
    const names: string[] = [];
    for (let n = 0; ; n += 1) {
      const at = Date.UTC(first.getUTCFullYear(), first.getUTCMonth() + n, 1);
      if (at / 1000 - offset >= span.end) break;
      starts.push(at / 1000 - offset);
      names.push(new Date(at).toISOString().slice(0, 7));
    }
    this.#starts = starts;
    this.#names = names;
  }

  add(what: 'received' | 'decided', at: number, guarded: boolean): void {
    if (!within(at, this.#span)) return;
    let month = this.#starts.length - 1;
    while (month > 0 && (this.#starts[month] ?? 0) > at) month -= 1;
    const name = this.#names[month] ?? '';
    const known = this.#counts.get(what + name) ?? { what, month: name, n: 0, guarded: 0 };
    known.n += 1;
    if (guarded) known.guarded += 1;
    this.#counts.set(what + name, known);
  }

  counts(): MonthCount[] {
    return [...this.#counts.values()];
  }
}

/** Phnom Penh is seven hours ahead, all year. */
const offset = 7 * 3600;

function isGuarded({ cases }: Columns, row: number): boolean {
  return ((cases.of.bits[row] ?? 0) & 1) !== 0;
}

function each<Name extends string>(
  table: { readonly rows: number; readonly of: Readonly<Record<Name, Int32Array>> },
  see: (of: Readonly<Record<Name, Int32Array>>, row: number) => void,
): void {
  for (let row = 0; row < table.rows; row += 1) see(table.of, row);
}
