import { InvalidInput } from '../../kernel/errors.ts';
import type { Database } from '../../platform/database.ts';
import type { Command, Work } from '../../platform/work.ts';
import { countColumns, type CountedColumns } from '../domain/count-columns.ts';
import type { MonthCount } from '../domain/count-cases.ts';
import { talliesOf, groupsOf } from '../domain/counting.ts';
import { figuresOf, type Figure, type IndicatorFigures, type Tally } from '../domain/figures.ts';
import type { Split } from '../domain/indicators.ts';
import { spanOf, type Period } from '../domain/period.ts';
import { protectedIndicators } from '../domain/published.ts';
import { scopeOf, type Scope } from '../policy.ts';
import { beneficiariesOf } from './beneficiaries.ts';
import { columnsAtHand } from './columns-at-hand.ts';

/** What is asked. */
export interface Question extends Period {
  readonly by?: Split | null;
  readonly programme?: string | null;
  /** Province, district or commune: two, four or six digits. */
  readonly place?: string | null;
}

export interface MonthFigures {
  /** `YYYY-MM` */
  readonly month: string;
  readonly received: Figure;
  readonly decided: Figure;
}

export interface Statistics extends Period {
  readonly by: Split | null;
  readonly scope: Scope;
  readonly indicators: readonly IndicatorFigures[];
  /** Every month of the period, oldest first. */
  readonly months: readonly MonthFigures[];
  /** When what they are counted from was taken. */
  readonly countedAt: Date;
}

/** Longest period that is answered, in days: five years, as far as the calendar is laid out. */
const longestDays = 5 * 366;

/**
 * The indicators of DOMAIN 7 for a period, by date of the event, over the cases in the asker's scope: appeals apart,
 * duplicates and test cases out. Protected cases are in none of them, so that no number of questions tells of one: see
 * docs/decisions/0070. As of `countedAt`, which a worker moves on (see `countFiguresJob`).
 * @throws Forbidden; InvalidInput `period_reversed`, `period_too_long`, `date_invalid`, `place_too_wide` (communes are
 * told apart within a province)
 */
export const statisticsOf: Command<Question, Statistics> = (work, asked) =>
  ask(work, asked, { scope: scopeOf(work.actor), forPublic: false, isProtected: false });

/**
 * The same for everybody: over the whole country, with every small number hidden. Within the program, which decides what
 * periods are published.
 * @throws InvalidInput as `statisticsOf`
 */
export const publicStatistics: Command<Question, Statistics> = (work, asked) =>
  ask(work, asked, { scope: { kind: 'all' }, forPublic: true, isProtected: false });

/** Protected cases alone, for everybody, of a period that is published and over. Within the program, as above. */
export const protectedStatistics: Command<Period, Statistics> = (work, { from, to }) =>
  ask(work, { from, to, by: 'category' }, { scope: { kind: 'all' }, forPublic: true, isProtected: true });

/** Over which cases, and for whom. */
interface Over {
  readonly scope: Scope;
  readonly forPublic: boolean;
  readonly isProtected: boolean;
}

async function ask(work: Work, asked: Question, over: Over): Promise<Statistics> {
  const { scope, isProtected } = over;
  refuseBadPeriod(asked);
  if (asked.by === 'commune' && !asked.place) {
    throw new InvalidInput([{ field: 'place', code: 'place_too_wide' }]);
  }
  const question = {
    from: asked.from,
    to: asked.to,
    by: asked.by ?? null,
    programme: asked.programme ?? null,
    place: asked.place ?? null,
  };
  // Whoever may see figures sees few cases or none: they are counted by the system, in the scope that the policy gives.
  return work.elevated('figures are counted over cases that nobody sees one by one', async () => {
    const { columns, takenAt } = await columnsAtHand(work);
    const key = JSON.stringify([over, question]);
    const known = remembered(work, key);
    if (known?.countedAt.getTime() === takenAt.getTime()) return known;
    const of = {
      operator: scope.kind === 'operator' ? scope.office : null,
      track: scope.kind === 'track' ? scope.track : null,
      programme: question.programme,
      place: question.place,
      by: question.by,
      span: spanOf(question, takenAt),
      isProtected,
    };
    const { by, programme, place, to } = question;
    const beneficiaries = await beneficiariesOf(work, { by, programme, place, on: to });
    const statistics = figuresFrom(countColumns(columns, of), beneficiaries, { ...over, question, takenAt });
    remember(work, key, statistics);
    return statistics;
  });
}

function refuseBadPeriod({ from, to }: Period): void {
  const days = (Date.parse(to) - Date.parse(from)) / 86_400_000;
  if (Number.isNaN(days)) throw new InvalidInput([{ field: 'from', code: 'date_invalid' }]);
  if (days < 0) throw new InvalidInput([{ field: 'to', code: 'period_reversed' }]);
  if (days > longestDays) throw new InvalidInput([{ field: 'from', code: 'period_too_long' }]);
}

function figuresFrom(
  counted: CountedColumns,
  beneficiaries: ReadonlyMap<string | null, number>,
  of: Over & { readonly question: Required<Question>; readonly takenAt: Date },
): Statistics {
  const { scope, question, takenAt, forPublic } = of;
  const { from, to, by } = question;
  const count = { ...counted, beneficiaries };
  const groups = by === null ? [] : groupsOf(count);
  // What is not told of protected cases hides nothing that is.
  const told = (tally: Tally) => !of.isProtected || protectedIndicators.some((each) => each === tally.indicator);
  return {
    from,
    to,
    by,
    scope,
    indicators: figuresOf(talliesOf(count, by !== null).filter(told), groups, forPublic),
    months: months(counted.months, question, forPublic),
    countedAt: takenAt,
  };
}

function months(rows: readonly MonthCount[], { from, to }: Period, forPublic: boolean): readonly MonthFigures[] {
  const names = monthsOf(from, to);
  const tallies = (['received', 'decided'] as const).flatMap((indicator) =>
    [null, ...names].map((group): Tally => {
      const mine = rows.filter((row) => row.what === indicator && (group === null || row.month === group));
      const sum = (pick: (row: (typeof mine)[number]) => number) => mine.reduce((total, row) => total + pick(row), 0);
      return {
        indicator,
        group,
        n: sum((row) => row.n),
        of: null,
        amount: null,
      };
    }),
  );
  const figures = figuresOf(tallies, names, forPublic);
  const figure = (indicator: 'received' | 'decided', month: string): Figure =>
    figures.find((each) => each.indicator === indicator)?.groups.find((each) => each.group === month)?.figure ?? {
      value: 0,
      n: 0,
      hidden: false,
    };
  return names.map((month) => ({ month, received: figure('received', month), decided: figure('decided', month) }));
}

function monthsOf(from: string, to: string): readonly string[] {
  const names: string[] = [];
  for (let month = from.slice(0, 7); month <= to.slice(0, 7); month = following(month)) names.push(month);
  return names;
}

function following(month: string): string {
  const [year = 0, number = 1] = month.split('-').map(Number);
  return new Date(Date.UTC(year, number, 1)).toISOString().slice(0, 7);
}

const mostKept = 400;
const kept = new WeakMap<Database, Map<string, Statistics>>();

function remembered(work: Work, key: string): Statistics | null {
  return kept.get(work.database)?.get(key) ?? null;
}

function remember(work: Work, key: string, statistics: Statistics): void {
  const all = kept.get(work.database) ?? new Map<string, Statistics>();
  kept.set(work.database, all);
  all.delete(key);
  all.set(key, statistics);
  const [oldest] = all.keys();
  if (all.size > mostKept && oldest !== undefined) all.delete(oldest);
}
