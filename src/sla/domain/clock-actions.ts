import { clockFact, isPastDue, resumeClock, type ClockChange, type ClockFact, type ClockState } from './clock.ts';
import type { WorkingCalendar } from './working-calendar.ts';

/** Something a clock calls for. `at` is when it fell due, which after downtime may be long ago. */
export type ClockAction =
  | { readonly kind: 'warn'; readonly at: Date; readonly fraction: number }
  | { readonly kind: 'pause_exhausted' | 'breach' | 'expire'; readonly at: Date }
  | { readonly kind: 'escalate' | 'notice' | 'watch'; readonly at: Date };

/**
 * Everything that a clock calls for at `now` and that has not been carried out, in the order in which it fell due. The
 * same question twice gives the same answer until `carryOut` has been applied, so a sweep may run twice or late.
 *
 * After downtime all that is overdue is there at once, but a warning overtaken by the deadline itself is dropped: it
 * would warn of what has happened. While a clock is paused nothing is due but the end of the allowance; a warning whose
 * time came before the pause waits for its end. Messages about an action go through `nextOfficeHour` (S1 excepted).
 */
export function dueActions(clock: ClockState, now: Date): readonly ClockAction[] {
  switch (clock.state) {
    case 'running':
      return whileRunning(clock, now);
    case 'paused': {
      const endsAt = clock.pauseEndsAt;
      if (endsAt === null || now.getTime() < endsAt.getTime()) return [];
      const after = whileRunning(clock, now).map((action) => ({ ...action, at: later(action.at, endsAt) }));
      return [{ kind: 'pause_exhausted', at: endsAt }, ...after];
    }
    case 'breached': {
      const next = consequence(clock);
      return next !== null && now.getTime() >= next.at.getTime() && isPastDue(clock, now) ? [next] : [];
    }
    case 'met':
    case 'cancelled':
    case 'expired':
      return [];
  }
}

/**
 * The one instant at which the sweep must look at the clock again, null when nothing can fall due any more. It may lie in
 * the past after downtime. `dueActions` is empty before it and not empty from it on. A deadline is looked at one
 * millisecond after `dueAt`, because an act at `dueAt` is still in time.
 */
export function nextActionAt(clock: ClockState): Date | null {
  switch (clock.state) {
    case 'running': {
      const warnings = unsent(clock).map((warning) => warning.at.getTime());
      return new Date(Math.min(...warnings, missedAt(clock).getTime()));
    }
    case 'paused':
      return clock.pauseEndsAt;
    case 'breached': {
      const next = consequence(clock);
      return next === null ? null : later(next.at, missedAt(clock));
    }
    case 'met':
    case 'cancelled':
    case 'expired':
      return null;
  }
}

/**
 * The clock after one of its due actions was carried out at `now`. Apply them in the order of `dueActions`. Throws
 * RangeError for an action that the clock does not call for at `now` - the sign that somebody else was there first.
 */
export function carryOut(clock: ClockState, action: ClockAction, now: Date, calendar: WorkingCalendar): ClockChange {
  const due = dueActions(clock, now).find((candidate) => isSame(candidate, action));
  if (due === undefined) throw new RangeError(`clock ${clock.rule.id} does not call for ${action.kind} now`);
  switch (due.kind) {
    case 'warn': {
      const warned: ClockState = { ...clock, warnedFractions: [...clock.warnedFractions, due.fraction] };
      return { clock: warned, facts: [clockFact('warned', warned, { fraction: due.fraction })] };
    }
    case 'pause_exhausted':
      return resumeClock(clock, due.at, calendar);
    case 'breach': {
      const breached: ClockState = { ...clock, state: 'breached', breachedAt: clock.dueAt };
      return { clock: breached, facts: [clockFact('breached', breached, {})] };
    }
    case 'expire': {
      const expired: ClockState = { ...clock, state: 'expired' };
      return { clock: expired, facts: [clockFact('expired', expired, {})] };
    }
    case 'escalate':
      return follow(clock, now, 'escalation_due');
    case 'notice':
      return follow(clock, now, 'notice_due');
    case 'watch':
      return follow(clock, now, 'watch_due');
  }
}

/** What a sweep did to one clock: the actions carried out, in order. */
export interface CaughtUp extends ClockChange {
  readonly actions: readonly ClockAction[];
}

/**
 * Carries out everything that the clock calls for at `now`, asking anew after each step, since a pause that ends under a
 * newer calendar may move what follows. Afterwards nothing is due at `now`; doing it again does nothing.
 */
export function carryOutDue(clock: ClockState, now: Date, calendar: WorkingCalendar): CaughtUp {
  const actions: ClockAction[] = [];
  const facts: ClockFact[] = [];
  let current = clock;
  for (let next = dueActions(current, now)[0]; next !== undefined; next = dueActions(current, now)[0]) {
    const done = carryOut(current, next, now, calendar);
    actions.push(next);
    facts.push(...done.facts);
    current = done.clock;
  }
  return { clock: current, facts, actions };
}

function follow(clock: ClockState, now: Date, event: string): ClockChange {
  const followed: ClockState = { ...clock, escalatedAt: new Date(now) };
  return { clock: followed, facts: [clockFact(event, followed, { at: now.toISOString() })] };
}

function whileRunning(clock: ClockState, now: Date): ClockAction[] {
  if (!isPastDue(clock, now)) {
    return unsent(clock)
      .filter((warning) => warning.at.getTime() <= now.getTime())
      .map((warning) => ({ kind: 'warn', at: warning.at, fraction: warning.fraction }));
  }
  if (clock.rule.onBreach === 'expire') return [{ kind: 'expire', at: clock.dueAt }];
  const next = consequence(clock);
  const breach: ClockAction = { kind: 'breach', at: clock.dueAt };
  return next !== null && now.getTime() >= next.at.getTime() ? [breach, next] : [breach];
}

/** What the breach leads to and when, unless that has been carried out. */
function consequence(clock: ClockState): ClockAction | null {
  if (clock.escalatedAt !== null) return null;
  switch (clock.rule.onBreach) {
    case 'escalate':
      return clock.escalateAt === null ? null : { kind: 'escalate', at: clock.escalateAt };
    case 'notice':
      return { kind: 'notice', at: clock.dueAt };
    case 'watch':
      return { kind: 'watch', at: clock.dueAt };
    case 'expire':
      return null;
  }
}

function unsent(clock: ClockState): readonly { readonly fraction: number; readonly at: Date }[] {
  return clock.warnings.filter((warning) => !clock.warnedFractions.includes(warning.fraction));
}

/** The first instant at which the deadline has been missed. */
function missedAt(clock: ClockState): Date {
  return new Date(clock.dueAt.getTime() + 1);
}

function later(one: Date, other: Date): Date {
  return one.getTime() > other.getTime() ? one : other;
}

function isSame(one: ClockAction, other: ClockAction): boolean {
  if (one.kind === 'warn' && other.kind === 'warn') return one.fraction === other.fraction;
  return one.kind === other.kind;
}
