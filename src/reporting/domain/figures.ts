import { familyOf, indicators, kindOf, type FigureKind, type Indicator } from './indicators.ts';
import { smallestShown, suppress, type Cell } from './suppression.ts';

/** What was counted for one indicator in one group; `group` null: all together. */
export interface Tally {
  readonly indicator: Indicator;
  readonly group: string | null;
  /** How many cases (remedies, appeals, ratings) it is about. */
  readonly n: number;
  /** How many of them it is true of; null for figures that are no part of a whole. */
  readonly of: number | null;
  /** Days, riel or beneficiaries, where the figure is not a matter of counting. */
  readonly amount: number | null;
}

/** A figure as it is shown. `value` is null where there is nothing to say: no case, or no number of beneficiaries. */
export interface Figure {
  readonly value: number | null;
  readonly n: number | null;
  /** Too small to be shown, or a larger one that would give a small one away. Then value and n are null. */
  readonly hidden: boolean;
}

export interface IndicatorFigures {
  readonly indicator: Indicator;
  readonly kind: FigureKind;
  readonly total: Figure;
  readonly groups: readonly { readonly group: string; readonly figure: Figure }[];
}

const nothing: Figure = { value: null, n: null, hidden: true };

/**
 * The figures of all indicators over the same groups.
 * @param forPublic small numbers are hidden; otherwise none is, and nothing about protected cases may be among the tallies
 */
export function figuresOf(
  tallies: readonly Tally[],
  groups: readonly string[],
  forPublic: boolean,
): readonly IndicatorFigures[] {
  const known = new Map(tallies.map((tally) => [keyOf(tally.indicator, tally.group), tally]));
  const at = (indicator: Indicator, group: string | null): Tally =>
    known.get(keyOf(indicator, group)) ?? { indicator, group, n: 0, of: null, amount: null };
  const hiddenBy = new Map<string, ReturnType<typeof suppress>>();
  const present = indicators.filter((indicator) => known.has(keyOf(indicator, null)));
  return present.map((indicator) => {
    const family = familyOf(indicator);
    const relatives = present.filter((other) => familyOf(other) === family);
    const hidden =
      hiddenBy.get(family) ??
      suppress(
        cellOf(
          relatives.map((each) => at(each, null)),
          forPublic,
        ),
        groups.map((group) =>
          cellOf(
            relatives.map((each) => at(each, group)),
            forPublic,
          ),
        ),
      );
    hiddenBy.set(family, hidden);
    return {
      indicator,
      kind: kindOf(indicator),
      total: hidden.total ? nothing : figureOf(at(indicator, null), forPublic),
      groups: groups.map((group, index) => ({
        group,
        figure: hidden.cells[index] === true ? nothing : figureOf(at(indicator, group), forPublic),
      })),
    };
  });
}

function keyOf(indicator: Indicator, group: string | null): string {
  return `${indicator} ${group === null ? '' : `= ${group}`}`;
}

/** What the figures of a family tell of a group: how many, and of each part how many are in it and how many are not. */
function cellOf(tallies: readonly Tally[], forPublic: boolean): Cell {
  return {
    counts: tallies.flatMap(({ n, of }) => (of === null ? [n] : [n, of, n - of])),
    sensitive: forPublic,
  };
}

function figureOf(tally: Tally, forPublic: boolean): Figure {
  // Whoever knows how many people are served could work out the number of cases from its rate.
  const isRough = forPublic && kindOf(tally.indicator) === 'rate';
  return { value: valueOf(isRough ? { ...tally, n: downToFives(tally.n) } : tally), n: tally.n, hidden: false };
}

/** A number of cases as everybody may know it: the multiple of five below. */
export function downToFives(value: number): number {
  return Math.floor(value / smallestShown) * smallestShown;
}

/** Percent and rates to one decimal, days as counted. */
function valueOf({ indicator, n, of, amount }: Tally): number | null {
  switch (kindOf(indicator)) {
    case 'count':
      return n;
    case 'percent':
      return n === 0 || of === null ? null : tenth((of / n) * 100);
    case 'rate':
      return amount === null || amount <= 0 ? null : tenth((n / amount) * 10_000);
    case 'days':
      return n === 0 || amount === null ? null : tenth(amount);
    case 'money':
      return amount ?? 0;
  }
}

function tenth(value: number): number {
  return Math.round(value * 10) / 10;
}
