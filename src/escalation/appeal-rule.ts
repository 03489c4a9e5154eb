import type { Status } from '../cases/index.ts';
import type { ClockSurroundings } from '../sla/index.ts';

export type AppealTiming = 'in_time' | 'late_with_reason' | 'no_limit';

/** What the rule of appeal looks at. */
export interface AppealStanding {
  readonly status: Status;
  readonly isUndecided: boolean;
  /** How the body of appeal is come to; null when there is none. */
  readonly bodyEntry: 'time_or_party' | 'party' | null;
  /** A regulator stands above that only the party goes to, whatever the next body is. */
  readonly belowRegulator: boolean;
  readonly windows: Pick<ClockSurroundings, 'appealWindow' | 'regulatorRight'>;
  readonly lateReason: string | null;
}

/** Either the rule that forbids the appeal, or how it stands in time. */
export type AppealAnswer =
  | { readonly rule: string; readonly until: Date | null }
  | { readonly rule: null; readonly timing: AppealTiming; readonly windowClockId: string | null };

/**
 * Whether an appeal may be filed now.
 * - To the regulator only after non-settlement, or once a settlement is overdue, and within 30 working days of that (LAW,
 *   Decision 017); before, at whichever office of level one, `regulator_right_not_open`. A late one is taken with its reason, for the regulator to excuse.
 * - Within social assistance against a decision, within 30 working days; late with a reason (DEFAULT).
 * - Where no limit is known (from a branch to the committee) at any time (OPEN).
 */
export function judgeAppeal(of: AppealStanding): AppealAnswer {
  if (of.bodyEntry === null) return { rule: 'no_body_above', until: null };
  const toRegulator = of.bodyEntry === 'party';
  const window = toRegulator ? of.windows.regulatorRight : of.windows.appealWindow;
  if (toRegulator && !window) return { rule: 'regulator_right_not_open', until: null };
  if (!toRegulator && of.isUndecided) {
    return { rule: of.belowRegulator ? 'regulator_right_not_open' : 'appeal_needs_decision', until: null };
  }
  if (!window) return { rule: null, timing: 'no_limit', windowClockId: null };
  if (window.state === 'open') return { rule: null, timing: 'in_time', windowClockId: window.clockId };
  if (!of.lateReason?.trim()) return { rule: 'late_appeal_needs_reason', until: window.until };
  return { rule: null, timing: 'late_with_reason', windowClockId: window.clockId };
}
