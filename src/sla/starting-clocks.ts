import type { Track } from '../kernel/actor.ts';
import { newId } from '../kernel/ids.ts';
import { phnomPenhDay, type ClockKind, type ReferenceBook, type Severity, type SlaRule } from '../reference/index.ts';
import { startClock } from './domain/clock.ts';
import { computeSchedule } from './domain/schedule.ts';
import { mayPause, type Pause } from './domain/sla-rule.ts';
import type { WorkingCalendar } from './domain/working-calendar.ts';
import type { StoredClock } from './records/clock-rows.ts';

/** What deadlines depend on of a case. */
export interface ClockedCase {
  readonly id: string;
  readonly track: Track;
  readonly tier: string;
  readonly severity: Severity;
  readonly filedAt: Date;
  /** When it came to the office that holds it. */
  readonly arrivedAt: Date;
}

/** Clocks of the decision itself, the one that counts for work lists first. */
export const governingKinds: readonly string[] = ['conciliate', 'settle', 'decide', 'completeness'];

/** Started when a case comes to a tier, where that tier has such a rule. */
const onArrival: readonly ClockKind[] = ['decide', 'settle', 'completeness'];

/** Clocks to start, and the kinds that ought to have a rule and have none: such a case belongs in the watched queue. */
export interface Starting {
  readonly clocks: readonly StoredClock[];
  readonly missing: readonly ClockKind[];
}

/**
 * The clocks of a new case: acknowledgement, the decision at its tier, and for the highest severity safe contact. Rules are
 * those of the day in Phnom Penh on which the case was filed. A cell without a rule is reported, never filled by another.
 * Source: DOMAIN 2.
 */
export function clocksForNewCase(book: ReferenceBook, calendar: WorkingCalendar, of: ClockedCase): Starting {
  const on = phnomPenhDay(of.filedAt);
  const owed: ClockKind[] = of.severity === 'S1' ? ['acknowledge', 'safe_contact'] : ['acknowledge'];
  const clocks: StoredClock[] = [];
  const missing: ClockKind[] = [];
  for (const kind of owed) {
    const rule = book.slaRule(kind, of.tier, of.severity, on);
    if (rule) clocks.push(newClock(rule, of, of.filedAt, calendar));
    else missing.push(kind);
  }
  const arrival = clocksOnArrival(book, calendar, of);
  return { clocks: [...clocks, ...arrival.clocks], missing: [...missing, ...arrival.missing] };
}

/**
 * The clocks that start because a case came to its tier at `arrivedAt`. A period counted from the filing keeps the pauses
 * there were before (`earlier`): moving up neither resets a clock nor takes back what the complainant was given.
 */
export function clocksOnArrival(
  book: ReferenceBook,
  calendar: WorkingCalendar,
  of: ClockedCase,
  earlier: readonly Pause[] = [],
): Starting {
  const on = phnomPenhDay(of.arrivedAt);
  const clocks = onArrival.flatMap((kind) => {
    const rule = book.slaRule(kind, of.tier, of.severity, on);
    if (!rule) return [];
    const fromFiling = rule.startsFrom === 'filing';
    const clock = newClock(rule, of, fromFiling ? of.filedAt : of.arrivedAt, calendar);
    return fromFiling && earlier.length > 0 ? withPauses(clock, earlier, calendar) : clock;
  });
  return { clocks, missing: clocks.length === 0 ? ['decide'] : [] };
}

/** A clock of this rule for a case, started by an event at `triggerAt`. */
export function newClock(
  rule: SlaRule,
  of: Pick<ClockedCase, 'id' | 'tier'>,
  triggerAt: Date,
  calendar: WorkingCalendar,
): StoredClock {
  return {
    id: newId(),
    caseId: of.id,
    kind: rule.clock,
    tier: of.tier,
    state: startClock(rule, triggerAt, calendar).clock,
  };
}

/** The due date by which the case is ordered: of the decision owed at its tier; null when none is owed. */
export function governingDue(clocks: readonly StoredClock[], tier: string): Date | null {
  const open = clocks.filter(
    (clock) => clock.tier === tier && ['running', 'paused', 'breached'].includes(clock.state.state),
  );
  for (const kind of governingKinds) {
    const ofKind = open.filter((clock) => clock.kind === kind);
    const live = ofKind.find((clock) => clock.state.state !== 'breached') ?? ofKind.at(-1);
    if (live) return live.state.dueAt;
  }
  return null;
}

function withPauses(clock: StoredClock, pauses: readonly Pause[], calendar: WorkingCalendar): StoredClock {
  const { rule, triggerAt } = clock.state;
  const ended = pauses.filter((pause) => pause.to !== null);
  if (!mayPause(rule) || ended.length === 0) return clock;
  const { dueAt, warnings, escalateAt, provisional } = computeSchedule(rule, triggerAt, calendar, ended);
  return { ...clock, state: { ...clock.state, pauses: ended, dueAt, warnings, escalateAt, provisional } };
}
