import type { Asked } from './asked.ts';
import { bitOf, clockBits, never, remedyBits, Translation } from './columns.ts';
import { clockFlags, countedOf, eventFlags, ratingFlags, remedyFlags, type Counted } from './counting.ts';
import { Sums } from './sums.ts';

/** What a deadline keeps of what is known of it. */
const kept = new Translation(clockBits, clockFlags);
const relevant = bitOf(clockBits, 'counts') | bitOf(clockBits, 'missed');

/** Deadlines that fell due in the time. @param byOwnTier by the tier of the deadline itself, not of the case */
export function countClocks(asked: Asked, byOwnTier: boolean): readonly Counted[] {
  const { columns, mine, groups, start, end } = asked;
  const { case: of, tier, bits, dueAt } = columns.clocks.of;
  const sums = new Sums();
  for (let row = 0; row < columns.clocks.rows; row += 1) {
    const at = of[row] ?? 0;
    const has = bits[row] ?? 0;
    const due = dueAt[row] ?? never;
    if (mine[at] === 0 || (has & relevant) === 0 || due < start || due >= end) continue;
    const group = byOwnTier ? (tier[row] ?? -1) : (groups?.[at] ?? -1);
    sums.add(group, kept.of(has));
  }
  return countedOf(sums, columns.words);
}

/** Remedies due, paid or ordered in the time. */
export function countRemedies({ columns, mine, groups, start, end }: Asked): readonly Counted[] {
  const flag = (name: (typeof remedyFlags)[number]) => bitOf(remedyFlags, name);
  const is = (name: (typeof remedyBits)[number]) => bitOf(remedyBits, name);
  const { case: of, bits: known, dueAt, fulfilledAt, createdAt, thousands, rest } = columns.remedies.of;
  const paid = is('done') | is('hasAmount');
  const within = (at: number): boolean => at >= start && at < end;
  const sums = new Sums();
  for (let row = 0; row < columns.remedies.rows; row += 1) {
    const at = of[row] ?? 0;
    if (mine[at] === 0) continue;
    const has = known[row] ?? 0;
    const due = dueAt[row] ?? never;
    let bits = 0;
    // A day has passed when it ends: due is the midnight after it.
    if (due > start && due <= end) bits |= flag('due');
    if ((has & paid) === paid && within(fulfilledAt[row] ?? never)) bits |= flag('delivered');
    if ((has & is('systemic')) !== 0 && within(createdAt[row] ?? never)) bits |= flag('systemic');
    if (bits === 0) continue;
    if ((has & is('inTime')) !== 0) bits |= flag('inTime');
    sums.add(groups?.[at] ?? -1, bits, (thousands[row] ?? 0) * 1000 + (rest[row] ?? 0));
  }
  return countedOf(sums, columns.words);
}

/** What complainants gave in the time. */
export function countRatings(asked: Asked): readonly Counted[] {
  const { case: of, at, satisfied } = asked.columns.ratings.of;
  return countHappened(asked, { rows: asked.columns.ratings.rows, of, at }, bitOf(ratingFlags, 'satisfied'), satisfied);
}

/** Agreements whose last day for what was agreed passed in the time. A day has passed when it ends: `dueAt` is its end. */
export function countAgreements(asked: Asked): readonly Counted[] {
  const { case: of, dueAt: at, kept: isKept } = asked.columns.agreements.of;
  return countHappened(asked, { rows: asked.columns.agreements.rows, of, at }, bitOf(eventFlags, 'good'), isKept);
}

/** Disputes referred to a court in the time. */
export function countReferrals(asked: Asked): readonly Counted[] {
  const { case: of, at } = asked.columns.referrals.of;
  return countHappened(asked, { rows: asked.columns.referrals.rows, of, at }, 0, null);
}

function countHappened(
  { columns, mine, groups, start, end }: Asked,
  events: { readonly rows: number; readonly of: Int32Array; readonly at: Int32Array },
  flag: number,
  isTrue: Int32Array | null,
): readonly Counted[] {
  const sums = new Sums();
  for (let row = 0; row < events.rows; row += 1) {
    const of = events.of[row] ?? 0;
    const at = events.at[row] ?? never;
    if (mine[of] === 0 || at < start || at >= end) continue;
    sums.add(groups?.[of] ?? -1, isTrue?.[row] === 1 ? flag : 0);
  }
  return countedOf(sums, columns.words);
}
