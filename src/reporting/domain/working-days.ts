const dayMilliseconds = 86_400_000;

/**
 * How many working days lie between two days (the first not counted, the last counted), by a list of holidays; days are
 * numbers since 1970. Made once for a range and then asked often.
 */
export function workingDayCounter(
  holidays: readonly string[],
  first: number,
  last: number,
): (from: number, to: number) => number {
  const closed = new Set(holidays.map((on) => Date.parse(`${on}T00:00:00Z`) / dayMilliseconds));
  const before = new Int32Array(Math.max(last - first, 0) + 2);
  for (let day = first; day <= last; day += 1) {
    // 1 January 1970 was a Thursday.
    const isWeekday = (day + 3) % 7 < 5;
    before[day - first + 1] = (before[day - first] ?? 0) + (isWeekday && !closed.has(day) ? 1 : 0);
  }
  const upTo = (day: number): number => before[Math.min(Math.max(day, first - 1), last) - first + 1] ?? 0;
  return (from, to) => upTo(to) - upTo(from);
}
