/** A value that occurred so often. */
export interface Weighted {
  readonly value: number;
  readonly count: number;
}

/** The arithmetic mean; null of nothing. */
export function meanOf(values: readonly Weighted[]): number | null {
  const n = values.reduce((sum, { count }) => sum + count, 0);
  return n === 0 ? null : values.reduce((sum, { value, count }) => sum + value * count, 0) / n;
}

/** The value below which a part (0 to 1) of all lies; between two of them in proportion. Null of nothing. */
export function percentileOf(values: readonly Weighted[], part: number): number | null {
  const sorted = values.filter(({ count }) => count > 0).sort((a, b) => a.value - b.value);
  const n = sorted.reduce((sum, { count }) => sum + count, 0);
  if (n === 0) return null;
  const position = part * (n - 1);
  const low = valueAt(sorted, Math.floor(position));
  const high = valueAt(sorted, Math.ceil(position));
  return low + (high - low) * (position - Math.floor(position));
}

function valueAt(sorted: readonly Weighted[], index: number): number {
  let passed = 0;
  for (const { value, count } of sorted) {
    passed += count;
    if (index < passed) return value;
  }
  return sorted.at(-1)?.value ?? 0;
}
