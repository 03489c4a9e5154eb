import type { Bilingual } from '../../kernel/language.ts';
import type { Work } from '../../platform/work.ts';
import type { Force } from '../../reference/index.ts';
import type { ClockStanding } from '../domain/clock.ts';
import { computeDeadline } from '../domain/deadline.ts';
import type { WorkingCalendar } from '../domain/working-calendar.ts';
import { workingDaysBetween as countBetween } from '../domain/working-calendar.ts';
import { calendarOf, currentCalendar } from '../records/calendars.ts';
import { clocksOfCase, type StoredClock } from '../records/clock-rows.ts';

/** A deadline as it is told to people. */
export interface CaseDeadline {
  readonly id: string;
  readonly kind: string;
  readonly tier: string;
  /** Last instant in time. While `paused`, the latest it can become. */
  readonly dueAt: Date;
  /** Id of the rule, as it stood when the clock started. */
  readonly rule: string;
  readonly ruleVersion: number;
  readonly force: Force;
  /** Why this date, in words. */
  readonly why: Bilingual;
  readonly state: ClockStanding;
  readonly triggerAt: Date;
  readonly calendarVersion: string;
  /** It may still move: the public holidays of a year it touches are not decreed yet. */
  readonly provisional: boolean;
  /** Working days it was paused, of the ten there may be. */
  readonly pausedWorkingDays: number;
  readonly pauseEndsAt: Date | null;
  readonly breachedAt: Date | null;
  readonly metAt: Date | null;
}

/**
 * The deadlines of a case as far as the actor may see the case, those that no longer apply (cancelled) left out, in the
 * order in which they started. Each is explained by the rule it started with and the calendar it was counted by.
 */
export async function deadlinesOf(work: Work, caseId: string): Promise<readonly CaseDeadline[]> {
  const clocks = (await clocksOfCase(work, caseId)).filter((clock) => clock.state.state !== 'cancelled').sort(byStart);
  const told: CaseDeadline[] = [];
  for (const clock of clocks) told.push(deadlineOf(clock, await calendarOf(work, clock.state.calendarVersion)));
  return told;
}

/** Of clocks that began together, the one that ends first; ids made in one millisecond have no order. */
function byStart(a: StoredClock, b: StoredClock): number {
  return (
    a.state.triggerAt.getTime() - b.state.triggerAt.getTime() ||
    a.state.dueAt.getTime() - b.state.dueAt.getTime() ||
    (a.kind < b.kind ? -1 : 1)
  );
}

/** One clock, told by the calendar it was counted by. */
export function deadlineOf(clock: StoredClock, calendar: WorkingCalendar): CaseDeadline {
  const { state } = clock;
  const { why, provisional, pausedWorkingDays } = computeDeadline(state.rule, state.triggerAt, calendar, state.pauses);
  return {
    id: clock.id,
    kind: clock.kind,
    tier: clock.tier,
    dueAt: state.dueAt,
    rule: state.rule.id,
    ruleVersion: state.rule.version,
    force: state.rule.force,
    why,
    state: state.state,
    triggerAt: state.triggerAt,
    calendarVersion: state.calendarVersion,
    provisional,
    pausedWorkingDays,
    pauseEndsAt: state.pauseEndsAt,
    breachedAt: state.breachedAt,
    metAt: state.metAt,
  };
}

/** What the rules of a case ask of its clocks. */
export interface ClockSurroundings {
  /** Last instant at which it may be opened again; null when it is not closed. */
  readonly reopenUntil: Date | null;
  /** The right to go to the regulator: open, run out (late with a reason only), or not there. */
  readonly regulatorRight: { readonly clockId: string; readonly until: Date; readonly state: 'open' | 'late' } | null;
  /** The same for an appeal within social assistance. */
  readonly appealWindow: { readonly clockId: string; readonly until: Date; readonly state: 'open' | 'late' } | null;
}

/** What the clocks say about reopening and about the windows of appeal, at the time of the work. */
export async function clockSurroundings(work: Work, caseId: string): Promise<ClockSurroundings> {
  const clocks = await clocksOfCase(work, caseId);
  const last = (kind: string) =>
    clocks.findLast((clock) => clock.kind === kind && ['running', 'expired'].includes(clock.state.state)) ?? null;
  const windowOf = (kind: string) => {
    const clock = last(kind);
    if (!clock) return null;
    const until = clock.state.dueAt;
    return {
      clockId: clock.id,
      until,
      state: work.now.getTime() <= until.getTime() ? ('open' as const) : ('late' as const),
    };
  };
  return {
    reopenUntil: last('reopen')?.state.dueAt ?? null,
    regulatorRight: windowOf('file_with_regulator'),
    appealWindow: windowOf('appeal_window'),
  };
}

/** Working days elapsed by the calendar in force: the day of `from` is not counted, the day of `to` is. */
export async function workingDaysBetween(work: Work, from: Date, to: Date): Promise<number> {
  return countBetween(await currentCalendar(work), from, to);
}
