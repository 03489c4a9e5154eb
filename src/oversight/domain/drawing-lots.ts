/** A case that ended, and its lot: a number nobody can foresee, the same whenever it is worked out again. */
export interface Ended {
  readonly id: string;
  readonly lot: string;
}

/** How many of so many are drawn: a part of them, rounded up, at least so many, and never more than there are. */
export function howMany(ended: number, rule: { readonly percent: number; readonly atLeast: number }): number {
  return Math.min(ended, Math.max(Math.ceil((ended * rule.percent) / 100), rule.atLeast));
}

/** Those with the lowest lots. The order in which they are given makes no difference. */
export function drawn(
  ended: readonly Ended[],
  rule: { readonly percent: number; readonly atLeast: number },
): readonly string[] {
  return [...ended]
    .sort((a, b) => (a.lot < b.lot ? -1 : a.lot > b.lot ? 1 : 0))
    .slice(0, howMany(ended.length, rule))
    .map(({ id }) => id);
}

const dayMilliseconds = 86_400_000;

/** Mondays of the weeks that are over by a day (`YYYY-MM-DD`), the oldest first. */
export function weeksOver(today: string, weeks: number): readonly string[] {
  const at = Date.parse(`${today}T00:00:00Z`);
  // 1 January 1970 was a Thursday.
  const sinceMonday = (at / dayMilliseconds + 3) % 7;
  const monday = at - sinceMonday * dayMilliseconds;
  return Array.from({ length: weeks }, (_, back) =>
    new Date(monday - (weeks - back) * 7 * dayMilliseconds).toISOString().slice(0, 10),
  );
}
