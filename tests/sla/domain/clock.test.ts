import { RuleBroken } from '../../../src/kernel/errors.ts';
import { carryOut, carryOutDue, dueActions, nextActionAt } from '../../../src/sla/domain/clock-actions.ts';
import {
  cancelClock,
  meetClock,
  pauseClock,
  recompute,
  resumeClock,
  startClock,
  type ClockState,
} from '../../../src/sla/domain/clock.ts';
import type { SlaRule } from '../../../src/sla/domain/deadline.ts';
import { announced, at, calendar2026 } from './holidays-2026.ts';
import { decideRule, filingWindow, settleRule, urgentRule } from './rules.ts';

// Ten working days from Monday 1 June 2026: due Monday 15 June, warnings on the 9th and 12th, move up on the 23rd.
const trigger = at('2026-06-01T09:00');
const started = (rule: SlaRule = decideRule): ClockState => startClock(rule, trigger, calendar2026).clock;
const paused = (clock: ClockState, from: string): ClockState =>
  pauseClock(clock, { at: at(from), awaitingComplainant: true }, calendar2026).clock;
const resumed = (clock: ClockState, on: string): ClockState => resumeClock(clock, at(on), calendar2026).clock;
const sweep = (clock: ClockState, now: string) => carryOutDue(clock, at(now), calendar2026);
const kinds = (clock: ClockState, now: string): string[] =>
  dueActions(clock, at(now)).map((action) => (action.kind === 'warn' ? `warn ${action.fraction}` : action.kind));

function ruleOf(run: () => unknown): string {
  try {
    run();
  } catch (error) {
    if (error instanceof RuleBroken) return error.rule;
    throw error;
  }
  return 'allowed';
}

test('a clock starts running and says what it is', () => {
  const { clock, facts } = startClock(decideRule, trigger, calendar2026);
  expect(clock).toEqual({
    rule: decideRule,
    triggerAt: trigger,
    pauses: [],
    state: 'running',
    dueAt: at('2026-06-15T17:30'),
    warnings: [
      { fraction: 0.5, at: at('2026-06-09T07:30') },
      { fraction: 0.8, at: at('2026-06-12T07:30') },
    ],
    escalateAt: at('2026-06-23T17:30'),
    pauseEndsAt: null,
    provisional: false,
    warnedFractions: [],
    breachedAt: null,
    metAt: null,
    escalatedAt: null,
    calendarVersion: '2026.1',
  });
  expect(facts).toEqual([
    {
      event: 'clock.started',
      data: {
        clock: 'decide',
        rule: 'SA1.DECIDE.S3',
        ruleVersion: 1,
        triggerAt: '2026-06-01T02:00:00.000Z',
        dueAt: '2026-06-15T10:30:00.000Z',
        provisional: false,
        calendarVersion: '2026.1',
      },
    },
  ]);
});

test('a clock is plain data: it survives being written down', () => {
  const clock = paused(started(), '2026-06-03T10:00');
  expect(structuredClone(clock)).toEqual(clock);
});

describe('what is due when', () => {
  test.each([
    ['2026-06-09T07:29:59.999', []],
    ['2026-06-09T07:30', ['warn 0.5']],
    ['2026-06-12T07:30', ['warn 0.5', 'warn 0.8']],
    ['2026-06-15T17:30', ['warn 0.5', 'warn 0.8']],
    ['2026-06-15T17:30:00.001', ['breach']],
    ['2026-06-23T17:29:59.999', ['breach']],
    ['2026-06-23T17:30', ['breach', 'escalate']],
    ['2027-01-01T00:00', ['breach', 'escalate']],
  ])('social assistance at %s: %j', (now, expected) => {
    expect(kinds(started(), now)).toEqual(expected);
  });

  test('social security gives notice of the right at the breach', () => {
    const clock = started(settleRule);
    expect(clock.escalateAt).toBeNull();
    expect(dueActions(clock, new Date(clock.dueAt.getTime() + 1))).toEqual([
      { kind: 'breach', at: clock.dueAt },
      { kind: 'notice', at: clock.dueAt },
    ]);
  });

  test('what nobody moves is watched', () => {
    expect(kinds(started(urgentRule), '2026-06-02T09:00')).toEqual(['warn 0.5', 'warn 0.8']);
    expect(kinds(started(urgentRule), '2026-06-02T09:01')).toEqual(['breach', 'watch']);
  });

  test('a window expires and is nobody’s breach', () => {
    const { clock, actions } = sweep(started(filingWindow), '2026-12-01T09:00');
    expect(actions.map((action) => action.kind)).toEqual(['expire']);
    expect(clock).toMatchObject({ state: 'expired', breachedAt: null });
    expect(nextActionAt(clock)).toBeNull();
    expect(meetClock(clock, at('2026-12-02T09:00'), calendar2026).clock).toMatchObject({
      state: 'met',
      metAt: at('2026-12-02T09:00'),
      breachedAt: null,
    });
  });
});

describe('the sweep', () => {
  test('looks again exactly when something falls due, to the end', () => {
    let clock = started();
    const seen: [string, string[]][] = [];
    for (let next = nextActionAt(clock); next !== null; next = nextActionAt(clock)) {
      expect(dueActions(clock, new Date(next.getTime() - 1))).toEqual([]);
      const done = carryOutDue(clock, next, calendar2026);
      seen.push([next.toISOString(), done.facts.map((fact) => fact.event)]);
      clock = done.clock;
    }
    expect(seen).toEqual([
      ['2026-06-09T00:30:00.000Z', ['clock.warned']],
      ['2026-06-12T00:30:00.000Z', ['clock.warned']],
      ['2026-06-15T10:30:00.001Z', ['clock.breached']],
      ['2026-06-23T10:30:00.000Z', ['clock.escalation_due']],
    ]);
    expect(clock).toMatchObject({
      state: 'breached',
      warnedFractions: [0.5, 0.8],
      breachedAt: at('2026-06-15T17:30'),
      escalatedAt: at('2026-06-23T17:30'),
    });
  });

  test('after days of downtime does everything once, in order, without stale warnings', () => {
    const { clock, actions, facts } = sweep(started(), '2026-07-20T03:00');
    expect(actions).toEqual([
      { kind: 'breach', at: at('2026-06-15T17:30') },
      { kind: 'escalate', at: at('2026-06-23T17:30') },
    ]);
    expect(facts.map((fact) => fact.event)).toEqual(['clock.breached', 'clock.escalation_due']);
    expect(clock).toMatchObject({ breachedAt: at('2026-06-15T17:30'), escalatedAt: at('2026-07-20T03:00') });
    const again = sweep(clock, '2026-07-21T03:00');
    expect(again).toEqual({ clock, actions: [], facts: [] });
  });

  test('an action that is not due is refused', () => {
    const clock = started();
    expect(() => carryOut(clock, { kind: 'breach', at: clock.dueAt }, clock.dueAt, calendar2026)).toThrow(RangeError);
    const { clock: warned } = sweep(clock, '2026-06-09T08:00');
    const warning = { kind: 'warn', at: at('2026-06-09T07:30'), fraction: 0.5 } as const;
    expect(() => carryOut(warned, warning, at('2026-06-09T08:00'), calendar2026)).toThrow(RangeError);
  });

  test('a pause that outlasts its allowance ends by itself, and what follows falls due', () => {
    const clock = paused(started(), '2026-06-03T10:00');
    expect(clock.pauseEndsAt).toEqual(at('2026-06-17T10:00'));
    expect(nextActionAt(clock)).toEqual(clock.pauseEndsAt);
    expect(kinds(clock, '2026-06-17T09:59:59')).toEqual([]);
    expect(kinds(clock, '2026-06-17T10:00')).toEqual(['pause_exhausted']);
    const after = sweep(clock, '2026-06-17T10:00');
    expect(after.facts).toMatchObject([{ event: 'clock.resumed', data: { exhausted: true } }]);
    expect(after.clock).toMatchObject({ state: 'running', dueAt: clock.dueAt, pauseEndsAt: null });
    const late = sweep(clock, '2026-09-01T10:00');
    expect(late.actions.map((action) => action.kind)).toEqual(['pause_exhausted', 'breach', 'escalate']);
    expect(late.clock.dueAt).toEqual(clock.dueAt);
    expect(kinds(clock, '2026-06-25T16:00')).toEqual(['pause_exhausted', 'warn 0.5']);
  });
});

describe('pausing', () => {
  const request = { at: at('2026-06-03T10:00'), awaitingComplainant: true };
  const pausing = (clock: ClockState, change: Partial<typeof request> = {}) =>
    ruleOf(() => pauseClock(clock, { ...request, ...change }, calendar2026));

  test('only while the complainant is waited for, only when running and not yet due', () => {
    expect(pausing(started())).toBe('allowed');
    expect(pausing(started(), { awaitingComplainant: false })).toBe('pause_only_for_complainant');
    expect(pausing(paused(started(), '2026-06-02T10:00'))).toBe('clock_not_running');
    expect(pausing(started(), { at: at('2026-06-15T17:29:59.999') })).toBe('allowed');
    expect(pausing(started(), { at: at('2026-06-15T17:30') })).toBe('clock_already_due');
    expect(pausing(sweep(started(), '2026-06-16T08:00').clock)).toBe('clock_not_running');
  });

  test('statutory clocks never pause, nor rules that do not say so', () => {
    expect(pausing(started(filingWindow))).toBe('clock_not_pausable');
    expect(pausing(started(urgentRule))).toBe('clock_not_pausable');
    const tampered: ClockState = { ...started(), rule: { ...decideRule, force: 'law' } };
    expect(pausing(tampered)).toBe('clock_not_pausable');
  });

  test('ten working days in all, then no more', () => {
    let clock = resumed(paused(started(), '2026-06-02T10:00'), '2026-06-09T10:00');
    expect(clock.dueAt).toEqual(at('2026-06-23T17:30'));
    clock = paused(clock, '2026-06-10T10:00');
    expect(clock.pauseEndsAt).toEqual(at('2026-06-17T10:00'));
    clock = resumed(clock, '2026-07-30T10:00');
    expect(clock.pauses.at(-1)).toEqual({ from: at('2026-06-10T10:00'), to: at('2026-06-17T10:00') });
    expect(clock.dueAt).toEqual(at('2026-06-30T17:30'));
    expect(ruleOf(() => paused(clock, '2026-06-22T10:00'))).toBe('pause_allowance_used');
  });

  test('a pause that begins on the last day gives that day back', () => {
    const clock = resumed(paused(started(), '2026-06-15T10:00'), '2026-06-20T20:00');
    expect(clock.dueAt.getTime()).toBeGreaterThan(at('2026-06-20T20:00').getTime());
    expect(clock.state).toBe('running');
  });

  test('an answer stamped before the question counts nothing', () => {
    const clock = resumed(paused(started(), '2026-06-03T10:00'), '2026-06-03T09:59:59');
    expect(clock.dueAt).toEqual(started().dueAt);
  });

  test('only a paused clock resumes', () => {
    expect(ruleOf(() => resumed(started(), '2026-06-03T10:00'))).toBe('clock_not_paused');
  });

  test('a warning whose time came before the pause waits for its end, and is given once', () => {
    const clock = paused(started(), '2026-06-09T07:31');
    expect(kinds(clock, '2026-06-09T07:32')).toEqual([]);
    expect(kinds(resumed(clock, '2026-06-10T07:31'), '2026-06-10T07:31')).toEqual(['warn 0.5']);
    const warned = sweep(started(), '2026-06-09T07:30').clock;
    const later = resumed(paused(warned, '2026-06-09T08:00'), '2026-06-11T08:00');
    expect(kinds(later, '2026-06-12T16:00')).toEqual([]);
    expect(kinds(later, '2026-06-16T08:00')).toEqual(['warn 0.8']);
  });
});

describe('meeting and cancelling', () => {
  test('at the last instant it is on time, a millisecond later it is not', () => {
    const onTime = meetClock(started(), at('2026-06-15T17:30'), calendar2026);
    expect(onTime.clock).toMatchObject({ state: 'met', breachedAt: null, metAt: at('2026-06-15T17:30') });
    expect(onTime.facts).toMatchObject([{ event: 'clock.met', data: { late: false } }]);
    const late = meetClock(started(), at('2026-06-15T17:30:00.001'), calendar2026);
    expect(late.clock).toMatchObject({ state: 'met', breachedAt: at('2026-06-15T17:30') });
    expect(late.facts.map((fact) => fact.event)).toEqual(['clock.breached', 'clock.met']);
  });

  test('met late after the sweep saw it, the breach stays and nothing more falls due', () => {
    const breached = sweep(started(), '2026-06-16T08:00').clock;
    const { clock, facts } = meetClock(breached, at('2026-06-17T08:00'), calendar2026);
    expect(clock).toMatchObject({ state: 'met', breachedAt: at('2026-06-15T17:30'), metAt: at('2026-06-17T08:00') });
    expect(facts).toMatchObject([{ event: 'clock.met', data: { late: true } }]);
    expect(kinds(clock, '2026-09-01T08:00')).toEqual([]);
    expect(nextActionAt(clock)).toBeNull();
  });

  test('met while paused, the pause is credited', () => {
    const clock = paused(started(), '2026-06-12T10:00');
    const met = meetClock(clock, at('2026-06-18T10:00'), calendar2026);
    expect(met.facts.map((fact) => fact.event)).toEqual(['clock.resumed', 'clock.met']);
    expect(met.clock).toMatchObject({ state: 'met', breachedAt: null, pauseEndsAt: null });
    expect(met.clock.pauses).toEqual([{ from: at('2026-06-12T10:00'), to: at('2026-06-18T10:00') }]);
  });

  test('met long after the allowance ended a forgotten pause, it is late', () => {
    const clock = paused(started(), '2026-06-03T10:00');
    const met = meetClock(clock, at('2026-09-01T10:00'), calendar2026).clock;
    expect(met).toMatchObject({ state: 'met', breachedAt: clock.dueAt });
  });

  test('cancelled from wherever it is open; the breach stays', () => {
    expect(
      cancelClock(paused(started(), '2026-06-03T10:00'), at('2026-06-04T10:00'), calendar2026).clock,
    ).toMatchObject({
      state: 'cancelled',
      pauseEndsAt: null,
    });
    const breached = sweep(started(), '2026-06-16T08:00').clock;
    const cancelled = cancelClock(breached, at('2026-06-16T09:00'), calendar2026).clock;
    expect(cancelled).toMatchObject({ state: 'cancelled', breachedAt: at('2026-06-15T17:30') });
    expect(kinds(cancelled, '2027-01-01T00:00')).toEqual([]);
    expect(nextActionAt(cancelled)).toBeNull();
  });

  test('what is finished stays finished', () => {
    const met = meetClock(started(), at('2026-06-02T09:00'), calendar2026).clock;
    const cancelled = cancelClock(started(), at('2026-06-02T09:00'), calendar2026).clock;
    for (const clock of [met, cancelled]) {
      expect(ruleOf(() => meetClock(clock, at('2026-06-03T09:00'), calendar2026))).toBe('clock_finished');
      expect(ruleOf(() => cancelClock(clock, at('2026-06-03T09:00'), calendar2026))).toBe('clock_finished');
      expect(ruleOf(() => paused(clock, '2026-06-03T09:00'))).toBe('clock_not_running');
    }
  });
});

describe('a holiday announced late', () => {
  const later = announced('2026-06-10');
  const now = at('2026-06-05T10:00');

  test('moves an open deadline and what hangs on it, and says from where to where', () => {
    const { clock, change, facts } = recompute(started(), later, now);
    expect(change).toEqual({ from: at('2026-06-15T17:30'), to: at('2026-06-16T17:30') });
    expect(clock.escalateAt).toEqual(at('2026-06-24T17:30'));
    expect(clock.warnings[1]?.at).toEqual(at('2026-06-15T07:30'));
    expect(clock.calendarVersion).toBe('2026.2');
    expect(facts).toMatchObject([
      { event: 'clock.recomputed', data: { from: '2026-06-15T10:30:00.000Z', dueAt: '2026-06-16T10:30:00.000Z' } },
    ]);
    expect(recompute(clock, later, now)).toEqual({ clock, change: null, facts: [] });
  });

  test('outside the period changes the version alone', () => {
    const { clock, change, facts } = recompute(started(), announced('2026-07-15'), now);
    expect(change).toBeNull();
    expect(facts).toEqual([]);
    expect(clock).toEqual({ ...started(), calendarVersion: '2026.2' });
  });

  test('does not rewrite what is over, noticed or not', () => {
    const breached = sweep(started(), '2026-06-16T08:00').clock;
    const met = meetClock(started(), at('2026-06-08T09:00'), calendar2026).clock;
    const cancelled = cancelClock(started(), at('2026-06-08T09:00'), calendar2026).clock;
    for (const clock of [breached, met, cancelled]) {
      expect(recompute(clock, later, at('2026-06-16T09:00'))).toEqual({ clock, change: null, facts: [] });
    }
    const unnoticed = started();
    expect(recompute(unnoticed, later, at('2026-06-16T09:00')).clock).toBe(unnoticed);
  });

  test('keeps the credit of pauses', () => {
    const clock = resumed(paused(started(), '2026-06-03T10:00'), '2026-06-05T10:00');
    const moved = recompute(clock, later, now).clock;
    expect(moved.pauses).toEqual(clock.pauses);
    expect(moved.dueAt).toEqual(at('2026-06-19T17:30'));
  });

  test('within a pause leaves the holder the days there were', () => {
    const clock = resumed(paused(started(), '2026-06-09T10:00'), '2026-06-11T10:00');
    expect(recompute(clock, later, at('2026-06-11T11:00')).change).toBeNull();
  });

  test('withdrawn, never brings a deadline to a date already past', () => {
    const clock = startClock(decideRule, trigger, later).clock;
    expect(clock.dueAt).toEqual(at('2026-06-16T17:30'));
    expect(recompute(clock, calendar2026, at('2026-06-16T09:00')).clock).toBe(clock);
    expect(recompute(clock, calendar2026, at('2026-06-15T09:00')).change?.to).toEqual(at('2026-06-15T17:30'));
  });

  test('is not warned of twice', () => {
    const warned = sweep(started(), '2026-06-09T08:00').clock;
    const moved = recompute(warned, later, at('2026-06-09T09:00')).clock;
    expect(kinds(moved, '2026-06-11T09:00')).toEqual([]);
  });
});

test('a clock keeps its own rule through everything that happens to it', () => {
  let clock = resumed(paused(started(), '2026-06-03T10:00'), '2026-06-04T10:00');
  clock = recompute(clock, announced('2026-06-10'), at('2026-06-05T10:00')).clock;
  clock = sweep(clock, '2026-06-30T10:00').clock;
  clock = meetClock(clock, at('2026-07-01T10:00'), calendar2026).clock;
  expect(clock.rule).toEqual(decideRule);
});
