import type { Asked } from './asked.ts';
import { bitOf, caseBits, clockBits, moveKinds, never, Translation, type Columns } from './columns.ts';
import { caseFlags, countedOf, type Counted, type Resolved } from './counting.ts';
import { Sums } from './sums.ts';

export interface MonthCount {
  readonly what: 'received' | 'decided';
  /** `YYYY-MM` */
  readonly month: string;
  readonly n: number;
}

const flag = (name: (typeof caseFlags)[number]): number => bitOf(caseFlags, name);
const movedFlags = (['movedByParty', 'movedByTime', 'movedBySkip', 'movedByOfficer'] as const).map(flag);
const [arrived, decided, ended, openAtEnd, overdue, onHand, again] = (
  ['arrived', 'decided', 'ended', 'openAtEnd', 'overdue', 'onHand', 'reopened'] as const
).map(flag) as [number, number, number, number, number, number, number];
const undecided = bitOf(caseBits, 'undecided');
const governs = bitOf(clockBits, 'governs');

/** What is true of a case whatever the period. */
const lasting = new Translation(caseBits, caseFlags);
/** Ways up, a bit each in the order of `moveKinds`, as flags. */
const waysUp = Int32Array.from({ length: 2 ** moveKinds.length }, (_, ways) =>
  movedFlags.reduce((bits, way, how) => ((ways & (1 << how)) === 0 ? bits : bits | way), 0),
);

/** Cases by what is true of them in the time that is asked about. */
export function countCases({ columns, mine, groups, start, end }: Asked): readonly Counted[] {
  const { rows } = columns.cases;
  const { filedAt, decidedAt, closedAt, answeredAt, dueAt, bits } = columns.cases.of;
  const moved = movedIn(columns, start, end);
  const reopened = reopenedIn(columns, start, end);
  const late = lateThen(columns, end);
  const sums = new Sums();
  for (let row = 0; row < rows; row += 1) {
    const filed = filedAt[row] ?? never;
    if (mine[row] === 0 || filed >= end) continue;
    const known = bits[row] ?? 0;
    let found = lasting.of(known);
    if (filed >= start) found |= arrived;
    const decision = decidedAt[row] ?? never;
    if (decision >= start && decision < end) found |= decided;
    const closing = closedAt[row] ?? never;
    if (closing >= start && closing < end) found |= ended;
    const answer = answeredAt[row] ?? never;
    if (answer >= end) {
      found |= openAtEnd;
      if ((known & undecided) !== 0 ? (dueAt[row] ?? never) < end : late[row] === 1) found |= overdue;
    }
    const ways = moved[row] ?? 0;
    if (ways !== 0 || answer >= start) found |= onHand | (waysUp[ways] ?? 0);
    if (reopened[row] === 1) found |= again;
    sums.add(groups?.[row] ?? -1, found);
  }
  return countedOf(sums, columns.words);
}

/** For each case, in which ways it was moved up in the time: a bit each, in the order of `moveKinds`. */
function movedIn({ cases, moves }: Columns, start: number, end: number): Uint8Array {
  const moved = new Uint8Array(cases.rows);
  const { case: of, how, at } = moves.of;
  for (let row = 0; row < moves.rows; row += 1) {
    const moment = at[row] ?? never;
    const kind = how[row] ?? moveKinds.length;
    const to = of[row] ?? 0;
    if (kind < moveKinds.length && moment >= start && moment < end) moved[to] = (moved[to] ?? 0) | (1 << kind);
  }
  return moved;
}

/** 1 for each case that was opened again in the time. */
function reopenedIn({ cases, reopenings }: Columns, start: number, end: number): Uint8Array {
  const reopened = new Uint8Array(cases.rows);
  const { case: of, at } = reopenings.of;
  for (let row = 0; row < reopenings.rows; row += 1) {
    const moment = at[row] ?? never;
    if (moment >= start && moment < end) reopened[of[row] ?? 0] = 1;
  }
  return reopened;
}

/** 1 for each case whose own deadline had passed by then and was not met by then. */
function lateThen({ cases, clocks }: Columns, end: number): Uint8Array {
  const late = new Uint8Array(cases.rows);
  const { case: of, bits, dueAt, metAt } = clocks.of;
  for (let row = 0; row < clocks.rows; row += 1) {
    if (((bits[row] ?? 0) & governs) === 0) continue;
    if ((dueAt[row] ?? never) < end && (metAt[row] ?? never) >= end) late[of[row] ?? 0] = 1;
  }
  return late;
}

/** Days of a decided case as one pattern: working days, days of the calendar. */
const workingRange = 2 ** 14;
const calendarRange = 2 ** 15;

/** Cases decided in the time, by the days they took. */
export function countResolved({ columns, mine, groups, start, end }: Asked): readonly Resolved[] {
  const { rows } = columns.cases;
  const { decidedAt, workingDays, calendarDays } = columns.cases.of;
  const sums = new Sums();
  for (let row = 0; row < rows; row += 1) {
    const decision = decidedAt[row] ?? never;
    if (mine[row] === 0 || decision < start || decision >= end) continue;
    const working = Math.min(Math.max(workingDays[row] ?? 0, 0), workingRange - 1);
    const calendar = Math.min(Math.max(calendarDays[row] ?? 0, 0), calendarRange - 1);
    sums.add(groups?.[row] ?? -1, working * calendarRange + calendar);
  }
  return sums.sums().map(({ group, bits, count }) => ({
    group: group < 0 ? null : (columns.words[group] ?? ''),
    workingDays: Math.floor(bits / calendarRange),
    calendarDays: bits % calendarRange,
    count,
  }));
}

/** Phnom Penh is seven hours ahead, all year. */
const offset = 7 * 3600;
const day = 86_400;
const dayOf = (at: number): number => Math.floor((at + offset) / day);

/** What came in and what was decided, by month in Phnom Penh. */
export function countMonths({ columns, mine, start, end }: Asked): readonly MonthCount[] {
  if (end <= start) return [];
  const { rows } = columns.cases;
  const { filedAt, decidedAt, bits } = columns.cases.of;
  const appeal = bitOf(caseBits, 'isAppeal');
  const { names, monthOf } = monthsIn(start, end);
  const sums = { received: new Int32Array(names.length), decided: new Int32Array(names.length) };
  const first = dayOf(start);
  const count = (sum: Int32Array, at: number): void => {
    if (at < start || at >= end) return;
    const month = monthOf[dayOf(at) - first] ?? 0;
    sum[month] = (sum[month] ?? 0) + 1;
  };
  for (let row = 0; row < rows; row += 1) {
    if (mine[row] === 0) continue;
    if (((bits[row] ?? 0) & appeal) === 0) count(sums.received, filedAt[row] ?? never);
    count(sums.decided, decidedAt[row] ?? never);
  }
  return (['received', 'decided'] as const).flatMap((what) =>
    names.map((month, at) => ({ what, month, n: sums[what][at] ?? 0 })),
  );
}

/** The months of a time, and for each of its days which of them it lies in. */
function monthsIn(start: number, end: number): { readonly names: readonly string[]; readonly monthOf: Int32Array } {
  const first = dayOf(start);
  const monthOf = new Int32Array(dayOf(end) - first + 1);
  const names: string[] = [];
  for (let at = 0; at < monthOf.length; at += 1) {
    const name = new Date((first + at) * day * 1000).toISOString().slice(0, 7);
    if (names.at(-1) !== name) names.push(name);
    monthOf[at] = names.length - 1;
  }
  return { names, monthOf };
}
