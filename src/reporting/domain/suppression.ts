/** Numbers below this could point at a person. DOMAIN 7. */
export const smallestShown = 5;

/** One cell of a split: all its counts, the first of them how many cases it is about. They add up to those of the total. */
export interface Cell {
  readonly counts: readonly number[];
  /** Whether its small numbers must be hidden: those of everything that is published. */
  readonly sensitive: boolean;
}

export interface Hidden {
  readonly total: boolean;
  /** In the order of the cells. */
  readonly cells: readonly boolean[];
}

/**
 * Which cells of a split are hidden. First those that are sensitive and hold a number of 1 to 4. Then, because the total is
 * shown too, more cells - the smallest first - until nothing follows from total minus what is shown: at least two cells are
 * hidden, together they are at least 5 in every count that is not 0 (or all there is, which the total tells anyway), and not all of them can be exactly 1. Where that
 * cannot be reached the total is hidden as well. None is no secret: a cell of 0 is shown.
 */
export function suppress(total: Cell, cells: readonly Cell[]): Hidden {
  if (isSmall(total)) return { total: true, cells: cells.map(() => true) };
  const hidden = cells.map(isSmall);
  if (!hidden.includes(true)) return { total: false, cells: hidden };
  const bySize = cells
    .map((cell, index) => ({ index, size: sizeOf(cell) }))
    .filter(({ index, size }) => !hidden[index] && size > 0)
    .sort((a, b) => a.size - b.size || a.index - b.index);
  for (const { index } of bySize) {
    if (nothingFollows(total, cells, hidden)) break;
    hidden[index] = true;
  }
  return { total: !nothingFollows(total, cells, hidden), cells: hidden };
}

function sizeOf(cell: Cell): number {
  return cell.counts[0] ?? 0;
}

function isSmall(cell: Cell): boolean {
  return cell.sensitive && cell.counts.some((count) => count > 0 && count < smallestShown);
}

/** Whether the hidden cells stay unknown to somebody who subtracts the shown ones from the total. */
function nothingFollows(total: Cell, cells: readonly Cell[], hidden: readonly boolean[]): boolean {
  const out = cells.filter((_, index) => hidden[index]);
  if (out.length < 2) return false;
  const sums = (cells[0]?.counts ?? []).map((_, at) => out.reduce((sum, cell) => sum + (cell.counts[at] ?? 0), 0));
  return (
    (sums[0] ?? 0) > out.length &&
    sums.every((sum, at) => sum === 0 || sum >= smallestShown || sum === total.counts[at])
  );
}
