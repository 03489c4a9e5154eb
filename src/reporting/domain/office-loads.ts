import { bitOf, caseBits, never, type Columns } from './columns.ts';

/** What an office has in hand; protected cases are in no such number. */
export interface OfficeLoad {
  readonly office: string;
  /** Waiting for a decision. */
  readonly open: number;
  readonly unassigned: number;
  readonly overdue: number;
  readonly oldestFiledAt: Date;
}

/** The offices of an operator that have undecided cases, those with most overdue first. */
export function officeLoads({ cases, words, takenAt }: Columns, operator: string): readonly OfficeLoad[] {
  const guarded = bitOf(caseBits, 'guarded');
  const undecided = bitOf(caseBits, 'undecided');
  const unassigned = bitOf(caseBits, 'unassigned');
  const code = words.indexOf(operator);
  const sums = new Map<number, { open: number; unassigned: number; overdue: number; oldest: number }>();
  for (let row = 0; row < cases.rows; row += 1) {
    const bits = cases.of.bits[row] ?? 0;
    if (cases.of.operator[row] !== code || (bits & undecided) === 0 || (bits & guarded) !== 0) continue;
    const office = cases.of.office[row] ?? 0;
    const sum = sums.get(office) ?? { open: 0, unassigned: 0, overdue: 0, oldest: never };
    sums.set(office, sum);
    sum.open += 1;
    if ((bits & unassigned) !== 0) sum.unassigned += 1;
    if ((cases.of.dueAt[row] ?? never) < takenAt) sum.overdue += 1;
    sum.oldest = Math.min(sum.oldest, cases.of.filedAt[row] ?? never);
  }
  return [...sums]
    .map(([office, { open, unassigned: nobodys, overdue, oldest }]) => ({
      office: words[office] ?? '',
      open,
      unassigned: nobodys,
      overdue,
      oldestFiledAt: new Date(oldest * 1000),
    }))
    .sort((a, b) => b.overdue - a.overdue || b.open - a.open || (a.office < b.office ? -1 : 1));
}
