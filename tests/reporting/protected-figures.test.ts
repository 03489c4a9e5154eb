import fc from 'fast-check';

import { caseBits, clockBits, layout, moveKinds, never, type Columns } from '../../src/reporting/domain/columns.ts';
import { countColumns, type Counting } from '../../src/reporting/domain/count-columns.ts';
import { groupsOf, talliesOf } from '../../src/reporting/domain/counting.ts';
import { figuresOf, type IndicatorFigures } from '../../src/reporting/domain/figures.ts';
import { splits } from '../../src/reporting/domain/indicators.ts';
import { asToldOfProtected } from '../../src/reporting/domain/published.ts';

const words = [
  'SA',
  'SS',
  'NSAF',
  'NSSF',
  'FP-PWC',
  'HEF',
  'PAY-NOT',
  'PRT-GBV',
  '12',
  '1201',
  '120101',
  'female',
  'web',
];
const takenAt = 1_000;
const protectedBit = 1 << caseBits.indexOf('guarded');

type Row = Readonly<Record<string, number>>;
interface Case {
  readonly row: Row;
  readonly hangsOnIt: readonly (readonly [table: Exclude<keyof typeof layout, 'cases'>, row: Row])[];
}

const at = fc.oneof(fc.constant(never), fc.integer({ min: 0, max: takenAt }));
const columnValue = (name: string): fc.Arbitrary<number> => {
  if (name === 'case') return fc.constant(0);
  if (name === 'how') return fc.nat(moveKinds.length - 1);
  if (name === 'bits') return fc.nat(2 ** clockBits.length - 1);
  if (name.endsWith('At') || name === 'at') return at;
  if (name === 'workingDays' || name === 'calendarDays') return fc.nat(40);
  return fc.nat(words.length - 1);
};
const rowOf = (names: readonly string[]): fc.Arbitrary<Row> =>
  fc.record(Object.fromEntries(names.map((name) => [name, columnValue(name)])));
const hanging = fc.constantFrom(
  ...(Object.keys(layout) as (keyof typeof layout)[]).filter((table) => table !== 'cases'),
);
const aCase = (isProtected: boolean): fc.Arbitrary<Case> =>
  fc.record({
    row: fc
      .tuple(rowOf(layout.cases), fc.nat(2 ** caseBits.length - 1))
      .map(([row, bits]) => ({ ...row, bits: isProtected ? bits | protectedBit : bits & ~protectedBit })),
    hangsOnIt: fc.array(
      hanging.chain((table) => rowOf(layout[table]).map((row) => [table, row] as const)),
      { maxLength: 6 },
    ),
  });

/** Columns as they are taken of these cases. */
function columnsOf(cases: readonly Case[]): Columns {
  const tableOf = (name: keyof typeof layout) => {
    const rows =
      name === 'cases'
        ? cases.map(({ row }) => row)
        : cases.flatMap(({ hangsOnIt }, of) =>
            hangsOnIt.flatMap(([table, row]) => (table === name ? [{ ...row, case: of }] : [])),
          );
    const column = (key: string) => Int32Array.from(rows, (row) => row[key] ?? 0);
    return { rows: rows.length, of: Object.fromEntries(layout[name].map((key) => [key, column(key)])) };
  };
  const tables = Object.fromEntries(
    (Object.keys(layout) as (keyof typeof layout)[]).map((name) => [name, tableOf(name)]),
  );
  return { takenAt, words, ...tables } as unknown as Columns;
}

const oneOf = <T>(...values: readonly T[]) => fc.constantFrom(null, ...values);
const question: fc.Arbitrary<Omit<Counting, 'isProtected'>> = fc.record({
  operator: oneOf('NSAF', 'NSSF'),
  track: oneOf('SA', 'SS'),
  programme: oneOf('FP-PWC', 'HEF'),
  place: oneOf('12', '1201', '120101'),
  by: oneOf(...splits),
  span: fc
    .tuple(fc.nat(takenAt), fc.nat(takenAt))
    .map(([a, b]) => ({ start: new Date(Math.min(a, b) * 1000), end: new Date(Math.max(a, b) * 1000) })),
});

function answer(columns: Columns, asked: Omit<Counting, 'isProtected'>, forPublic: boolean) {
  const counted = countColumns(columns, { ...asked, isProtected: false });
  const count = { ...counted, beneficiaries: new Map([[null, 7_000]]) };
  return [figuresOf(talliesOf(count, asked.by !== null), groupsOf(count), forPublic), counted.months];
}

test('whatever is asked, inside or of what is published: a protected case more or less makes no difference', () => {
  fc.assert(
    fc.property(
      fc.array(fc.oneof(aCase(false), aCase(true)), { maxLength: 12 }),
      aCase(true),
      fc.nat(),
      fc.array(question, { minLength: 5, maxLength: 12 }),
      (cases, hidden, place, questions) => {
        const without = columnsOf(cases);
        const withIt = columnsOf(cases.toSpliced(place % (cases.length + 1), 0, hidden));
        for (const asked of questions) {
          for (const forPublic of [false, true]) {
            expect(answer(withIt, asked, forPublic)).toEqual(answer(without, asked, forPublic));
          }
        }
      },
    ),
    { numRuns: 150 },
  );
});

describe('what is told of protected cases themselves', () => {
  const of = (indicator: IndicatorFigures['indicator'], kind: IndicatorFigures['kind'], counts: readonly number[]) => {
    const tallies = [null, ...counts.keys()].map((group) => ({
      indicator,
      group: group === null ? null : `G${group}`,
      n: group === null ? counts.reduce((sum, count) => sum + count, 0) : (counts[group] ?? 0),
      of: kind === 'percent' ? 0 : null,
      amount: null,
    }));
    const groups = [...counts.keys()].map((group) => `G${group}`);
    return asToldOfProtected(figuresOf(tallies, groups, true))[0];
  };

  test('none and few look alike, whole and by problem', () => {
    const none = of('received', 'count', []);
    expect(none?.total.hidden).toBe(true);
    for (const few of [[0], [1], [4], [2, 2], [0, 3]]) expect(of('received', 'count', few)).toEqual(none);
  });

  test('more are told in fives', () => {
    const told = of('received', 'count', [23, 12]);
    expect([told?.total.value, told?.groups.map(({ figure }) => figure.value)]).toEqual([35, [20, 10]]);
    expect(of('received', 'count', [22, 13, 0])).toEqual({ ...told });
    // A problem of few takes others with it.
    expect(of('received', 'count', [23, 12, 1])?.groups.map(({ group }) => group)).toEqual(['G0']);
  });

  test('parts of none say nothing', () => {
    expect(of('s1_contact', 'percent', [0])?.total).toEqual({ value: null, n: null, hidden: true });
  });
});
