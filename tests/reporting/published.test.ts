import fc from 'fast-check';

import { caseFlags, groupsOf, talliesOf, type Count, type Counted } from '../../src/reporting/domain/counting.ts';
import { figuresOf, type Figure, type IndicatorFigures } from '../../src/reporting/domain/figures.ts';
import {
  asPublished,
  publishedQuarters,
  publishedSplits,
  type PublishedSplit,
} from '../../src/reporting/domain/published.ts';
import { workingDayCounter } from '../../src/reporting/domain/working-days.ts';

test('quarters do not overlap and leave no day out', () => {
  const quarters = publishedQuarters('2026-02-28');
  expect(quarters.slice(0, 3)).toEqual([
    { code: '2026-Q1', from: '2026-01-01', to: '2026-03-31', isRunning: true },
    { code: '2025-Q4', from: '2025-10-01', to: '2025-12-31', isRunning: false },
    { code: '2025-Q3', from: '2025-07-01', to: '2025-09-30', isRunning: false },
  ]);
  for (const [at, { from }] of quarters.slice(0, -1).entries()) {
    const dayBefore = new Date(Date.parse(from) - 86_400_000).toISOString().slice(0, 10);
    expect(quarters[at + 1]?.to).toBe(dayBefore);
  }
});

describe('what is published', () => {
  const figure = (value: number | null, n: number | null = value): Figure => ({ value, n, hidden: value === null });
  const of = (indicator: IndicatorFigures['indicator'], kind: IndicatorFigures['kind'], total: Figure) =>
    ({ indicator, kind, total, groups: [{ group: '12', figure: total }] }) satisfies IndicatorFigures;
  const all = [
    of('received', 'count', figure(29)),
    of('women', 'percent', figure(62.1, 28)),
    of('resolution_median', 'days', figure(7.5, 13)),
    of('value_restored', 'money', figure(120_000, 1)),
    of('overdue', 'percent', figure(null)),
  ];

  const published = (tables: readonly (readonly [PublishedSplit, readonly IndicatorFigures[]])[]) =>
    asPublished(new Map(tables)).get('province') ?? [];

  test('so roughly that one case more cannot be told; days, and what is not published', () => {
    expect(published([['province', all]]).map(({ total, groups }) => [total, groups[0]?.figure])).toEqual([
      [figure(25), figure(25)],
      [figure(60, 25), figure(60, 25)],
      [figure(8, 10), figure(8, 10)],
      [figure(null), figure(null)],
    ]);
    const large = published([['province', [of('women', 'percent', figure(62.4, 1234))]]]);
    expect(large.map(({ total }) => total)).toEqual([figure(62, 1230)]);
  });

  test('where the table by sex hides somebody, the part of women says nothing; zeros are told', () => {
    const bySex = { ...of('received', 'count', figure(29)), groups: [{ group: 'unknown', figure: figure(null) }] };
    const [received, women] = published([
      ['sex', [bySex]],
      ['province', all],
    ]);
    expect([received?.total, women?.total]).toEqual([figure(25), figure(null)]);
  });

  test('a total that one table hides, no other tells', () => {
    const hidden = of('decided', 'count', figure(null));
    const open = { ...of('decided', 'count', figure(29)), groups: [{ group: '11', figure: figure(0) }] };
    const [told] = published([
      ['sex', [hidden]],
      ['province', [open]],
    ]);
    expect([told?.total, told?.groups[0]?.figure]).toEqual([figure(null), figure(0)]);
  });
});

/** A complaint of the quarter, by the columns that tell it apart. */
type Complaint = Readonly<Record<PublishedSplit, string>> & { readonly decided: boolean; readonly assisted: boolean };

const flags = (of: Complaint): number => {
  const isTrue: Partial<Record<(typeof caseFlags)[number], boolean>> = {
    arrived: true,
    sexKnown: of.sex !== 'unknown',
    female: of.sex === 'female',
    disabilityKnown: of.disability !== 'unknown',
    disabled: of.disability === 'yes',
    decided: of.decided,
    openAtEnd: !of.decided,
    assisted: of.assisted,
  };
  return caseFlags.reduce((bits, flag, at) => (isTrue[flag] === true ? bits | (1 << at) : bits), 0);
};

/** Everything that is published of these, of all tables. */
function everythingPublished(complaints: readonly Complaint[]) {
  const tables = new Map<PublishedSplit, readonly IndicatorFigures[]>();
  for (const by of publishedSplits) {
    const cases = complaints.map((each): Counted => ({ group: each[by], bits: flags(each), count: 1, amount: 0 }));
    const rest = { clocks: [], remedies: [], ratings: [], agreements: [], referrals: [], resolved: [] };
    // Where everybody knows how many people are served, a rate tells of cases.
    const count: Count = { ...rest, cases, beneficiaries: new Map([[null, 7_000]]) };
    tables.set(by, figuresOf(talliesOf(count, true), groupsOf(count), true));
  }
  return asPublished(tables);
}

const groups = {
  programme: ['FP-PWC', 'FP-ELD', 'HEF', 'IDPOOR'],
  category: ['PAY-NOT', 'PAY-LAT', 'PRT-GBV', 'FRD-COR'],
  province: ['11', '12', '23'],
  sex: ['female', 'male', 'unknown'],
  age: ['18-24', '25-34', '60+', 'unknown'],
  disability: ['yes', 'no', 'unknown'],
} as const satisfies Record<PublishedSplit, readonly string[]>;
/** The first groups are common, the last are rare. */
const oneOf = (names: readonly string[]) =>
  fc.oneof(...names.map((name, at) => ({ weight: 4 ** (names.length - at), arbitrary: fc.constant(name) })));
const anyComplaint: fc.Arbitrary<Complaint> = fc.record({
  programme: oneOf(groups.programme),
  category: oneOf(groups.category),
  province: oneOf(groups.province),
  sex: oneOf(groups.sex),
  age: oneOf(groups.age),
  disability: oneOf(groups.disability),
  decided: fc.boolean(),
  assisted: fc.boolean(),
});

/** Worlds that differ from this one in one complaint of a group: elsewhere, gone, or one more. */
function* nearby(complaints: readonly Complaint[], by: PublishedSplit, group: string): Generator<Complaint[]> {
  for (const [at, each] of complaints.entries()) {
    const others = complaints.toSpliced(at, 1);
    if (each[by] === group) {
      yield others;
      yield [...complaints, each];
      for (const other of groups[by]) if (other !== group) yield [...others, { ...each, [by]: other }];
    } else {
      yield [...others, { ...each, [by]: group }];
      yield [...complaints, { ...each, [by]: group }];
    }
  }
}

test('a hidden number follows from nothing that is published: there is another world that looks the same', () => {
  fc.assert(
    fc.property(fc.array(anyComplaint, { minLength: 5, maxLength: 90 }), (complaints) => {
      const published = everythingPublished(complaints);
      const said = JSON.stringify([...published]);
      for (const [by, figures] of published) {
        const received = figures.find(({ indicator }) => indicator === 'received');
        for (const { group, figure } of received?.groups ?? []) {
          if (!figure.hidden) continue;
          const isSame = (other: readonly Complaint[]) => JSON.stringify([...everythingPublished(other)]) === said;
          const twin = nearby(complaints, by, group).some(isSame);
          if (!twin)
            throw new Error(`${by} ${group} is given away: ${complaints.filter((each) => each[by] === group).length}`);
        }
      }
    }),
    // The same worlds each time: one in some thousand needs two complaints changed, which would take long to find. Among these
    // are some that fail without the rounding, and some without the rule about the part of women.
    { numRuns: 8, seed: 4, endOnFailure: true },
  );
});

test('working days between two days: weekends and holidays do not count, nor does the first day', () => {
  const day = (on: string) => Date.parse(`${on}T00:00:00Z`) / 86_400_000;
  const between = workingDayCounter(
    ['2026-11-23', '2026-11-24', '2026-11-25', '2026-11-28'],
    day('2026-11-01'),
    day('2026-12-31'),
  );
  expect(between(day('2026-11-20'), day('2026-11-20'))).toBe(0);
  expect(between(day('2026-11-20'), day('2026-11-26'))).toBe(1);
  expect(between(day('2026-11-21'), day('2026-12-01'))).toBe(4);
  expect(between(day('2026-11-02'), day('2026-11-09'))).toBe(5);
});
