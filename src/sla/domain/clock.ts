import { RuleBroken } from '../../kernel/errors.ts';
import { computeSchedule, type Warning } from './schedule.ts';
import { mayPause, pauseLimitWorkingDays, type Pause, type SlaRule } from './sla-rule.ts';
import type { WorkingCalendar } from './working-calendar.ts';

/**
 * `running` and `paused` are open; so is `breached`, which waits to be met and for its consequence. `met`, `cancelled`
 * and `expired` are finished, though a window that expired may still be met late.
 */
export type ClockStanding = 'running' | 'paused' | 'met' | 'breached' | 'cancelled' | 'expired';

/**
 * One deadline of one case. Plain data, never changed in place. It holds its own copy of the rule and the instants that
 * follow, so that the sweep needs no calendar and a rule changed later does not touch it.
 */
export interface ClockState {
  readonly rule: SlaRule;
  readonly triggerAt: Date;
  readonly pauses: readonly Pause[];
  readonly state: ClockStanding;
  /** The last instant in time; while paused, the latest it can become. */
  readonly dueAt: Date;
  readonly warnings: readonly Warning[];
  /** When a breach moves the case up; null when the rule does not escalate. */
  readonly escalateAt: Date | null;
  /** When the pause ends by itself; null unless paused. */
  readonly pauseEndsAt: Date | null;
  readonly provisional: boolean;
  readonly warnedFractions: readonly number[];
  /** The due instant that was missed, however late anybody noticed; kept when the clock is met after all. */
  readonly breachedAt: Date | null;
  readonly metAt: Date | null;
  /** When the consequence of the breach - move up, notice of right or watched queue - was carried out. */
  readonly escalatedAt: Date | null;
  readonly calendarVersion: string;
}

/** What happened to a clock; the command adds the case. Instants are RFC 3339 in UTC. */
export interface ClockFact {
  readonly event: `clock.${string}`;
  readonly data: Readonly<Record<string, string | number | boolean | null>>;
}

export interface ClockChange {
  readonly clock: ClockState;
  readonly facts: readonly ClockFact[];
}

/** Starts a clock. Throws RangeError for a rule that cannot be timed and for an invalid trigger. */
export function startClock(rule: SlaRule, triggerAt: Date, calendar: WorkingCalendar): ClockChange {
  const clock = timed(
    {
      rule,
      triggerAt: new Date(triggerAt),
      pauses: [],
      state: 'running',
      warnedFractions: [],
      breachedAt: null,
      metAt: null,
      escalatedAt: null,
    },
    calendar,
  );
  const { provisional, calendarVersion } = clock;
  return {
    clock,
    facts: [clockFact('started', clock, { triggerAt: triggerAt.toISOString(), provisional, calendarVersion })],
  };
}

/** What a pause rests on: since when, and whether it is the complainant who is waited for. */
export interface PauseRequest {
  readonly at: Date;
  readonly awaitingComplainant: boolean;
}

/**
 * Stops a clock while the complainant is waited for. The clock runs on by itself at `pauseEndsAt`, when all its pauses
 * together reach 10 working days. DEFAULT; that statutory clocks never pause is LAW.
 * RuleBroken: `clock_not_pausable`, `pause_only_for_complainant`, `clock_not_running`, `clock_already_due`,
 * `pause_allowance_used`.
 */
export function pauseClock(clock: ClockState, request: PauseRequest, calendar: WorkingCalendar): ClockChange {
  const params = { clock: clock.rule.clock };
  if (!mayPause(clock.rule)) throw new RuleBroken('clock_not_pausable', params);
  if (!request.awaitingComplainant) throw new RuleBroken('pause_only_for_complainant', params);
  if (clock.state !== 'running') throw new RuleBroken('clock_not_running', { ...params, state: clock.state });
  if (request.at.getTime() >= clock.dueAt.getTime()) throw new RuleBroken('clock_already_due', params);
  const used = computeSchedule(clock.rule, clock.triggerAt, calendar, clock.pauses).pausedWorkingDays;
  if (used >= pauseLimitWorkingDays) {
    throw new RuleBroken('pause_allowance_used', { ...params, limit: pauseLimitWorkingDays });
  }
  const pauses = [...clock.pauses, { from: new Date(request.at), to: null }];
  const paused = timed({ ...clock, state: 'paused', pauses }, calendar);
  return {
    clock: paused,
    facts: [
      clockFact('paused', paused, {
        from: request.at.toISOString(),
        pauseEndsAt: iso(paused.pauseEndsAt),
        usedBefore: used,
      }),
    ],
  };
}

/**
 * Lets a paused clock run on. When the allowance ended the pause before `at`, it ended then: the time since has run.
 * RuleBroken: `clock_not_paused`.
 */
export function resumeClock(clock: ClockState, at: Date, calendar: WorkingCalendar): ClockChange {
  if (clock.state !== 'paused') {
    throw new RuleBroken('clock_not_paused', { clock: clock.rule.clock, state: clock.state });
  }
  const ended = endPause(clock, at);
  const resumed = timed({ ...clock, state: 'running', pauses: ended.pauses }, calendar);
  return {
    clock: resumed,
    facts: [clockFact('resumed', resumed, { from: iso(ended.from), to: iso(ended.to), exhausted: ended.exhausted })],
  };
}

/**
 * What the clock timed has been done at `at`. On time up to and with `dueAt`; later, the breach stays on record, also
 * when no sweep had noticed it yet. A paused clock is resumed first, with its pause credited. A window that expired may
 * be met late; `metAt` after `dueAt` then tells.
 * RuleBroken: `clock_finished` when it was met or cancelled before.
 */
export function meetClock(clock: ClockState, at: Date, calendar: WorkingCalendar): ClockChange {
  if (clock.state === 'met' || clock.state === 'cancelled') throw finished(clock);
  const facts: ClockFact[] = [];
  let current = clock;
  if (current.state === 'paused') {
    const resumed = resumeClock(current, at, calendar);
    current = resumed.clock;
    facts.push(...resumed.facts);
  }
  if (current.state === 'running' && isPastDue(current, at) && current.rule.onBreach !== 'expire') {
    current = { ...current, state: 'breached', breachedAt: current.dueAt };
    facts.push(clockFact('breached', current, {}));
  }
  const met: ClockState = { ...current, state: 'met', metAt: new Date(at) };
  facts.push(clockFact('met', met, { metAt: at.toISOString(), late: isPastDue(met, at) }));
  return { clock: met, facts };
}

/**
 * The clock no longer applies (case withdrawn, referred, moved). A breach before stays on record.
 * RuleBroken: `clock_finished` when it was met, cancelled or expired before.
 */
export function cancelClock(clock: ClockState, at: Date, calendar: WorkingCalendar): ClockChange {
  if (clock.state === 'met' || clock.state === 'cancelled' || clock.state === 'expired') throw finished(clock);
  const facts: ClockFact[] = [];
  let current = clock;
  if (current.state === 'paused') {
    const resumed = resumeClock(current, at, calendar);
    current = resumed.clock;
    facts.push(...resumed.facts);
  }
  const cancelled: ClockState = { ...current, state: 'cancelled' };
  facts.push(clockFact('cancelled', cancelled, { at: at.toISOString() }));
  return { clock: cancelled, facts };
}

/** A due date that moved. */
export interface DueChange {
  readonly from: Date;
  readonly to: Date;
}

/**
 * Times a clock anew by another calendar (a holiday announced late). Pauses keep their instants and so their credit; what
 * was warned of is not warned of again. Left as it is, with its old calendar version: a clock met, breached, cancelled or
 * expired; one whose due date has passed by `at` though no sweep noticed; and one that a withdrawn holiday would bring to
 * a date already past, since nobody can still keep it. `change` is null when the due date did not move.
 * Doing it twice changes nothing more.
 */
export function recompute(
  clock: ClockState,
  calendar: WorkingCalendar,
  at: Date,
): ClockChange & { readonly change: DueChange | null } {
  const kept = { clock, facts: [], change: null };
  if ((clock.state !== 'running' && clock.state !== 'paused') || isPastDue(clock, at)) return kept;
  const moved = timed(clock, calendar);
  if (isPastDue(moved, at)) return kept;
  if (moved.dueAt.getTime() === clock.dueAt.getTime()) return { clock: moved, facts: [], change: null };
  const change = { from: clock.dueAt, to: moved.dueAt };
  const { calendarVersion, provisional } = moved;
  return {
    clock: moved,
    change,
    facts: [clockFact('recomputed', moved, { from: iso(change.from), calendarVersion, provisional })],
  };
}

/** Whether `at` is after the deadline; `dueAt` itself is still in time. */
export function isPastDue(clock: Pick<ClockState, 'dueAt'>, at: Date): boolean {
  return at.getTime() > clock.dueAt.getTime();
}

/** A fact about a clock, with what tells which one it is. */
export function clockFact(event: string, clock: ClockState, data: ClockFact['data']): ClockFact {
  const { id, version, clock: kind } = clock.rule;
  return {
    event: `clock.${event}`,
    data: { clock: kind, rule: id, ruleVersion: version, dueAt: iso(clock.dueAt), ...data },
  };
}

type Untimed = Omit<
  ClockState,
  'dueAt' | 'warnings' | 'escalateAt' | 'pauseEndsAt' | 'provisional' | 'calendarVersion'
>;

/** The state with its instants worked out by the calendar. */
function timed(clock: Untimed, calendar: WorkingCalendar): ClockState {
  const schedule = computeSchedule(clock.rule, clock.triggerAt, calendar, clock.pauses);
  return {
    rule: clock.rule,
    triggerAt: clock.triggerAt,
    pauses: clock.pauses,
    state: clock.state,
    dueAt: schedule.dueAt,
    warnings: schedule.warnings,
    escalateAt: schedule.escalateAt,
    pauseEndsAt: schedule.pauseEndsAt,
    provisional: schedule.provisional,
    warnedFractions: clock.warnedFractions,
    breachedAt: clock.breachedAt,
    metAt: clock.metAt,
    escalatedAt: clock.escalatedAt,
    calendarVersion: calendar.version,
  };
}

/** Closes the lasting pause at `at`, or when the allowance ended it, and never before it began. */
function endPause(
  clock: ClockState,
  at: Date,
): { readonly pauses: readonly Pause[]; readonly from: Date; readonly to: Date; readonly exhausted: boolean } {
  const lasting = clock.pauses.at(-1);
  if (lasting === undefined || lasting.to !== null)
    throw new RangeError('a paused clock must end with a lasting pause');
  const { from } = lasting;
  const limit = clock.pauseEndsAt?.getTime() ?? Infinity;
  const to = new Date(Math.max(Math.min(at.getTime(), limit), from.getTime()));
  return { pauses: [...clock.pauses.slice(0, -1), { from, to }], from, to, exhausted: at.getTime() >= limit };
}

function finished(clock: ClockState): RuleBroken {
  return new RuleBroken('clock_finished', { clock: clock.rule.clock, state: clock.state });
}

function iso(at: Date | null): string | null {
  return at === null ? null : at.toISOString();
}
