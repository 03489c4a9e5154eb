import type { CaseRecord } from '../cases/index.ts';
import type { Work } from '../platform/work.ts';
import { phnomPenhDay, type ClockKind } from '../reference/index.ts';
import {
  cancelClock,
  changeClocks,
  meetClock,
  newClock,
  clocksOfCase,
  type ClockState,
  type WorkingCalendar,
} from '../sla/index.ts';

/** Clocks of the steps of a dispute; the Regulator's have rules, at other bodies none start. */
export type StepKind = Extract<
  ClockKind,
  'completeness' | 'conciliate' | 'appoint' | 'declare_conflict' | 'challenge' | 'minutes' | 'outcome_notice'
>;

/** Steps that are owed only while a dispute is under way; the others are the case's own. */
export const stepsOfHearing = [
  'appoint',
  'declare_conflict',
  'challenge',
  'minutes',
  'outcome_notice',
] as const satisfies readonly StepKind[];

/**
 * Meets clocks of steps that are done and starts those that begin, at an instant that may be earlier than now (a complaint
 * was complete when the last of it arrived, not when somebody looked).
 * @returns the clock started of each kind that has a rule at this tier
 */
export async function turnSteps(
  work: Work,
  caseFile: CaseRecord,
  of: {
    readonly met?: readonly StepKind[];
    readonly start?: readonly StepKind[];
    /** Steps that are no longer owed. */
    readonly dropped?: readonly StepKind[];
    readonly at?: Date;
  },
): Promise<ReadonlyMap<StepKind, ClockState>> {
  const at = of.at ?? work.now;
  const started = new Map<StepKind, ClockState>();
  await changeClocks(work, caseFile, (set) => {
    for (const clock of set.clocks) {
      const open = ['running', 'paused', 'breached'].includes(clock.state.state);
      if (!open || clock.tier !== caseFile.tier) continue;
      const kind = clock.kind as StepKind;
      const end = of.met?.includes(kind) ? meetClock : of.dropped?.includes(kind) ? cancelClock : null;
      if (end === null) continue;
      const { clock: state, facts } = end(clock.state, at, set.calendar);
      set.replace({ ...clock, state }, facts);
    }
    for (const kind of of.start ?? []) {
      const rule = set.book.slaRule(kind, caseFile.tier, caseFile.severity, phnomPenhDay(at));
      const runs = set.clocks.some((clock) => clock.kind === kind && clock.state.state === 'running');
      if (!rule || runs) continue;
      const clock = newClock(rule, caseFile, at, set.calendar);
      set.start(clock);
      started.set(kind, clock.state);
    }
  });
  return started;
}

/** The deadline of the decision owed at the tier, as it runs now; null when none does. */
export async function deadlineAtTier(
  work: Work,
  caseFile: CaseRecord,
): Promise<{ readonly dueAt: Date; readonly force: 'law' | 'policy' | 'default' | 'open' } | null> {
  const open = (await clocksOfCase(work, caseFile.id)).filter(
    (clock) => clock.tier === caseFile.tier && ['running', 'paused', 'breached'].includes(clock.state.state),
  );
  for (const kind of ['conciliate', 'settle', 'decide']) {
    const clock = open.findLast((each) => each.kind === kind);
    if (clock) return { dueAt: clock.state.dueAt, force: clock.state.rule.force };
  }
  return null;
}

/** The earlier of two instants, where either may be absent. */
export function earlier(a: Date | null, b: Date | null): Date | null {
  if (a === null || b === null) return a ?? b;
  return a < b ? a : b;
}

export type { WorkingCalendar };
