import type { Asked } from './asked.ts';
import { caseBits, bitOf, placeLevels, type caseWords, type Columns } from './columns.ts';
import { countCases, countMonths, countResolved, type MonthCount } from './count-cases.ts';
import { countAgreements, countClocks, countReferrals, countRatings, countRemedies } from './count-events.ts';
import type { Count } from './counting.ts';
import type { Split } from './indicators.ts';
import type { Span } from './period.ts';

/** Over which cases, in which time, by what. */
export interface Counting {
  /** Code of the operator's office, or track; neither: all. */
  readonly operator: string | null;
  readonly track: string | null;
  readonly programme: string | null;
  /** Code of a province, district or commune: two, four or six digits. */
  readonly place: string | null;
  readonly span: Span;
  readonly by: Split | null;
  /** Protected cases alone; otherwise all others alone. They are never counted together: see docs/decisions/0070. */
  readonly isProtected: boolean;
}

/** What was counted, without the number of beneficiaries, and by month. */
export interface CountedColumns extends Omit<Count, 'beneficiaries'> {
  readonly months: readonly MonthCount[];
}

const seconds = (at: Date): number => at.getTime() / 1000;

/** Counts everything that the indicators of a period are made from. What happened after the columns were taken is not in them. */
export function countColumns(columns: Columns, of: Counting): CountedColumns {
  const asked: Asked = {
    columns,
    mine: chosenCases(columns, of),
    groups: of.by === null ? null : columns.cases.of[of.by],
    start: seconds(of.span.start),
    end: Math.min(seconds(of.span.end), columns.takenAt + 1),
  };
  return {
    cases: countCases(asked),
    clocks: countClocks(asked, of.by === 'tier'),
    remedies: countRemedies(asked),
    ratings: countRatings(asked),
    agreements: countAgreements(asked),
    referrals: countReferrals(asked),
    resolved: countResolved(asked),
    months: countMonths(asked),
  };
}

function chosenCases({ cases, words }: Columns, of: Counting): Uint8Array {
  const guarded = bitOf(caseBits, 'guarded');
  const mine = Uint8Array.from(cases.of.bits, (bits) => (((bits & guarded) !== 0) === of.isProtected ? 1 : 0));
  const level = of.place === null ? undefined : placeLevels[of.place.length / 2 - 1];
  const asked: readonly (readonly [(typeof caseWords)[number], string | null])[] = [
    ['operator', of.operator],
    ['track', of.track],
    ['programme', of.programme],
    [level ?? 'province', of.place],
  ];
  for (const [column, value] of asked) {
    if (value === null) continue;
    const code = words.indexOf(value);
    const codes = cases.of[column];
    for (let row = 0; row < cases.rows; row += 1) if (codes[row] !== code) mine[row] = 0;
  }
  return mine;
}
