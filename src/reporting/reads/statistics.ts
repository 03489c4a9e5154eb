import { InvalidInput } from '../../kernel/errors.ts';
import type { Database } from '../../platform/database.ts';
import type { Command, Work } from '../../platform/work.ts';
import { talliesOf, groupsOf, type Count } from '../domain/counting.ts';
import { figuresOf, type Figure, type IndicatorFigures, type Tally } from '../domain/figures.ts';
import type { Split } from '../domain/indicators.ts';
import { spanOf, type Period } from '../domain/period.ts';
import { scopeOf, type Scope } from '../policy.ts';
import { beneficiariesOf } from './beneficiaries.ts';
import {
  countCases,
  countClocks,
  countMonths,
  countRatings,
  countRemedies,
  countResolved,
  type Counting,
} from './counting.ts';

/** What is asked. */
export interface Question extends Period {
  readonly by?: Split | null;
  readonly programme?: string | null;
  /** Two digits. */
  readonly province?: string | null;
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
  readonly countedAt: Date;
}

/** Longest period that is answered, in days: five years, as far as the calendar is laid out. */
const longestDays = 5 * 366;

/**
 * The indicators of DOMAIN 7 for a period, by date of the event, over the cases in the asker's scope: appeals apart,
 * duplicates and test cases out. Small numbers that are about protected cases alone are hidden, with others where these
 * would give them away. Counted anew at most once a minute.
 * @throws Forbidden; InvalidInput `period_reversed`, `period_too_long`, `date_invalid`
 */
export const statisticsOf: Command<Question, Statistics> = async (work, asked) => {
  const scope = scopeOf(work.actor);
  refuseBadPeriod(asked);
  const question = {
    from: asked.from,
    to: asked.to,
    by: asked.by ?? null,
    programme: asked.programme ?? null,
    province: asked.province ?? null,
  };
  const key = JSON.stringify([scope, question]);
  const known = remembered(work, key);
  if (known) return known;
  // Whoever may see figures sees few cases or none: they are counted by the system, in the scope that the policy gives.
  const statistics = await work.elevated('figures are counted over cases that nobody sees one by one', () =>
    count(work, scope, question),
  );
  remember(work, key, statistics);
  return statistics;
};

function refuseBadPeriod({ from, to }: Period): void {
  const days = (Date.parse(to) - Date.parse(from)) / 86_400_000;
  if (Number.isNaN(days)) throw new InvalidInput([{ field: 'from', code: 'date_invalid' }]);
  if (days < 0) throw new InvalidInput([{ field: 'to', code: 'period_reversed' }]);
  if (days > longestDays) throw new InvalidInput([{ field: 'from', code: 'period_too_long' }]);
}

async function count(work: Work, scope: Scope, question: Required<Question>): Promise<Statistics> {
  const { from, to, by, programme, province } = question;
  const of: Counting = { scope, span: spanOf(question, work.now), by, programme, province };
  const counted: Count = {
    cases: await countCases(work, of),
    clocks: await countClocks(work, of),
    remedies: await countRemedies(work, of),
    ratings: await countRatings(work, of),
    resolved: await countResolved(work, of),
    beneficiaries: await beneficiariesOf(work, { by, programme, province, on: to }),
  };
  const groups = by === null ? [] : groupsOf(counted);
  return {
    from,
    to,
    by,
    scope,
    indicators: figuresOf(talliesOf(counted, by !== null), groups, false),
    months: await months(work, of, question),
    countedAt: work.now,
  };
}

async function months(work: Work, of: Counting, { from, to }: Period): Promise<readonly MonthFigures[]> {
  const rows = await countMonths(work, of);
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
        guarded: sum((row) => row.guarded),
      };
    }),
  );
  const figures = figuresOf(tallies, names, false);
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

const keptMilliseconds = 60_000;
const mostKept = 400;
const kept = new WeakMap<Database, Map<string, Statistics>>();

function remembered(work: Work, key: string): Statistics | null {
  const found = kept.get(work.database)?.get(key);
  if (!found) return null;
  const age = work.now.getTime() - found.countedAt.getTime();
  return age >= 0 && age < keptMilliseconds ? found : null;
}

function remember(work: Work, key: string, statistics: Statistics): void {
  const all = kept.get(work.database) ?? new Map<string, Statistics>();
  kept.set(work.database, all);
  all.delete(key);
  all.set(key, statistics);
  const [oldest] = all.keys();
  if (all.size > mostKept && oldest !== undefined) all.delete(oldest);
}
