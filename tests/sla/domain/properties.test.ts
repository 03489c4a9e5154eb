import fc from 'fast-check';
import { carryOutDue, dueActions, nextActionAt } from '../../../src/sla/domain/clock-actions.ts';
import {
  meetClock,
  pauseClock,
  recompute,
  resumeClock,
  startClock,
  type ClockState,
} from '../../../src/sla/domain/clock.ts';
import { computeDeadline, computeSchedule, type Pause, type SlaRule } from '../../../src/sla/domain/deadline.ts';
import { RuleBroken } from '../../../src/kernel/errors.ts';
import {
  closeOfWorkingDay,
  isWorkingDay,
  makeWorkingCalendar,
  nextOfficeHour,
  officeTimeAt,
  workingDaysBetween,
  type Holiday,
  type WorkingCalendar,
} from '../../../src/sla/domain/working-calendar.ts';
import { decideRule, filingWindow, lasting, settleRule, urgentRule } from './rules.ts';

const runs = { numRuns: 400, seed: 2026 };
const firstDay = Temporal.PlainDate.from('2026-01-01');
const firstMoment = Date.parse('2026-01-01T00:00:00+07:00');
const minute = 60_000;
const day = 1_440 * minute;

const holidays: fc.Arbitrary<Holiday[]> = fc.array(
  fc.nat(800).map((offset) => ({ on: firstDay.add({ days: offset }).toString(), nameKm: 'បុណ្យ', nameEn: 'Feast' })),
  { maxLength: 60 },
);
const calendarOf = (list: readonly Holiday[], version = 'random'): WorkingCalendar =>
  makeWorkingCalendar({ version, holidays: list, provisionalYears: [] });
const calendars = holidays.map((list) => calendarOf(list));
/** Any millisecond; one in three within a second of a change of day or of office hours. */
const instants = fc.oneof(
  { weight: 2, arbitrary: fc.nat(600 * day).map((offset) => new Date(firstMoment + offset)) },
  {
    weight: 1,
    arbitrary: fc
      .tuple(fc.nat(600), fc.constantFrom(0, 450, 690, 840, 1_050), fc.integer({ min: -1_000, max: 1_000 }))
      .map(([days, minutes, off]) => new Date(firstMoment + days * day + minutes * minute + off)),
  },
);
const amounts = fc.integer({ min: 1, max: 40 });
/** Pauses after an instant, as offsets: where each begins after the last, and how long it lasts. */
const pausesAfter = (start: Date): fc.Arbitrary<Pause[]> =>
  fc.array(fc.tuple(fc.nat(6 * day), fc.nat(6 * day)), { maxLength: 4 }).map((spans) => {
    let cursor = start.getTime();
    return spans.map(([gap, length]) => {
      const from = cursor + gap + 1;
      cursor = from + length;
      return { from: new Date(from), to: new Date(cursor) };
    });
  });
const rules: fc.Arbitrary<SlaRule> = fc
  .tuple(fc.constantFrom(decideRule, settleRule, filingWindow), amounts)
  .map(([rule, amount]) => lasting(rule, amount));

const onOf = (at: Date): string => new Date(at.getTime() + 7 * 3_600_000).toISOString().slice(0, 10);
const timeOf = (at: Date): string => new Date(at.getTime() + 7 * 3_600_000).toISOString().slice(11, 23);
const isOffice = (calendar: WorkingCalendar, at: Date): boolean =>
  nextOfficeHour(calendar, at).getTime() === at.getTime();

describe('working days', () => {
  test('a period ends at 17:30 of a working day after the trigger, and counts to n', () => {
    fc.assert(
      fc.property(calendars, instants, amounts, (calendar, trigger, n) => {
        const close = closeOfWorkingDay(calendar, trigger, n);
        expect(isWorkingDay(calendar, onOf(close))).toBe(true);
        expect(timeOf(close)).toBe('17:30:00.000');
        expect(onOf(close) > onOf(trigger)).toBe(true);
        expect(workingDaysBetween(calendar, trigger, close)).toBe(n);
      }),
      runs,
    );
  });

  test('more days end later, a later trigger never earlier, the parts add up', () => {
    fc.assert(
      fc.property(calendars, instants, instants, amounts, amounts, (calendar, one, other, n, m) => {
        const [early, late] = one <= other ? [one, other] : [other, one];
        const close = closeOfWorkingDay(calendar, early, n);
        expect(closeOfWorkingDay(calendar, late, n) >= close).toBe(true);
        expect(closeOfWorkingDay(calendar, early, n + m) > close).toBe(true);
        expect(closeOfWorkingDay(calendar, close, m)).toEqual(closeOfWorkingDay(calendar, early, n + m));
        const between = workingDaysBetween(calendar, early, late);
        expect(workingDaysBetween(calendar, early, close) + workingDaysBetween(calendar, close, late)).toBe(between);
        expect(workingDaysBetween(calendar, late, early)).toBe(0 - between);
      }),
      runs,
    );
  });

  test('the order of the holidays does not matter; one more never makes it earlier', () => {
    fc.assert(
      fc.property(holidays, instants, amounts, fc.nat(800), (list, trigger, n, offset) => {
        const close = closeOfWorkingDay(calendarOf(list), trigger, n);
        expect(closeOfWorkingDay(calendarOf([...list].reverse()), trigger, n)).toEqual(close);
        expect(closeOfWorkingDay(calendarOf([...list, ...list]), trigger, n)).toEqual(close);
        const extra = { on: firstDay.add({ days: offset }).toString(), nameKm: 'ថ្មី', nameEn: 'New' };
        expect(closeOfWorkingDay(calendarOf([...list, extra]), trigger, n) >= close).toBe(true);
      }),
      runs,
    );
  });

  test('the next office hour is inside, not before, and the nearest', () => {
    fc.assert(
      fc.property(calendars, instants, instants, (calendar, one, other) => {
        const next = nextOfficeHour(calendar, one);
        const time = timeOf(next).slice(0, 5);
        expect((time >= '07:30' && time < '11:30') || (time >= '14:00' && time < '17:30')).toBe(true);
        expect(isWorkingDay(calendar, onOf(next))).toBe(true);
        expect(next >= one).toBe(true);
        expect(nextOfficeHour(calendar, next)).toEqual(next);
        expect(officeTimeAt(calendar, next)).toBe(officeTimeAt(calendar, one));
        if (one <= other) expect(nextOfficeHour(calendar, other) >= next).toBe(true);
      }),
      runs,
    );
  });
});

describe('deadlines', () => {
  const cases = fc.tuple(calendars, rules, instants).chain(([calendar, rule, trigger]) =>
    fc.record({
      calendar: fc.constant(calendar),
      rule: fc.constant(rule),
      trigger: fc.constant(trigger),
      pauses: pausesAfter(trigger),
    }),
  );

  test('warnings lie inside office hours, apart, in order, before the deadline', () => {
    fc.assert(
      fc.property(cases, ({ calendar, rule, trigger, pauses }) => {
        const { dueAt, warnings, escalateAt } = computeDeadline(rule, trigger, calendar, pauses);
        const moments = [trigger, ...warnings.map((warning) => warning.at), dueAt].map((at) => at.getTime());
        expect(warnings).toHaveLength(2);
        for (let i = 1; i < moments.length; i += 1) expect(moments[i]).toBeGreaterThan(moments[i - 1] ?? Infinity);
        for (const warning of warnings) expect(isOffice(calendar, warning.at)).toBe(true);
        expect(isWorkingDay(calendar, onOf(dueAt))).toBe(true);
        expect(escalateAt === null).toBe(rule.onBreach !== 'escalate');
        if (escalateAt !== null) expect(workingDaysBetween(calendar, dueAt, escalateAt)).toBe(5);
      }),
      runs,
    );
  });

  test('pauses add at most ten working days, in whatever order they come; law stays where it is', () => {
    fc.assert(
      fc.property(cases, ({ calendar, rule, trigger, pauses }) => {
        const schedule = computeSchedule(rule, trigger, calendar, pauses);
        const without = computeSchedule(rule, trigger, calendar, []);
        expect(computeSchedule(rule, trigger, calendar, [...pauses].reverse())).toEqual(schedule);
        expect(schedule.pausedWorkingDays).toBeLessThanOrEqual(10);
        expect(workingDaysBetween(calendar, without.dueAt, schedule.dueAt)).toBe(schedule.pausedWorkingDays);
        if (rule.force === 'law') expect(schedule).toEqual(without);
      }),
      runs,
    );
  });

  test('the reason names every weekday holiday of the period and has no Latin digits in Khmer', () => {
    fc.assert(
      fc.property(cases, ({ calendar, rule, trigger, pauses }) => {
        const { why, dueAt } = computeDeadline(rule, trigger, calendar, pauses);
        const skipped = calendar.holidays.some(
          ({ on }) => on > onOf(trigger) && on <= onOf(dueAt) && Temporal.PlainDate.from(on).dayOfWeek <= 5,
        );
        expect(why.en.includes('Feast')).toBe(skipped);
        expect(why.km.includes('បុណ្យ')).toBe(skipped);
        expect(why.km.replace(rule.id, '')).not.toMatch(/[0-9]/);
      }),
      runs,
    );
  });
});

/** One thing done to a clock, some time after the last. */
interface Step {
  readonly after: number;
  readonly act: 'pause' | 'resume' | 'sweep' | 'holiday' | 'meet';
  readonly holiday: number;
}

const steps: fc.Arbitrary<Step[]> = fc.array(
  fc.record({
    after: fc.oneof(fc.nat(5 * day), fc.nat(120 * minute)),
    act: fc.constantFrom('pause', 'pause', 'resume', 'resume', 'sweep', 'sweep', 'holiday', 'meet'),
    holiday: fc.nat(60),
  }),
  { maxLength: 14 },
);

describe('the life of a clock', () => {
  const lives = fc.tuple(holidays, fc.oneof(rules, fc.constant(urgentRule)), instants, steps);

  test('holds its promises at every step', () => {
    fc.assert(
      fc.property(lives, ([list, rule, trigger, life]) => {
        let feasts = list;
        let calendar = calendarOf(feasts, 'v0');
        let clock = startClock(rule, trigger, calendar).clock;
        let now = trigger;
        for (const [index, step] of life.entries()) {
          now = new Date(now.getTime() + step.after);
          const before = clock;
          switch (step.act) {
            case 'pause':
              clock = attempt(clock, () => pauseClock(before, { at: now, awaitingComplainant: true }, calendar).clock);
              break;
            case 'resume':
              clock = attempt(clock, () => resumeClock(before, now, calendar).clock);
              if (clock !== before) expectNothingLost(before, clock, calendar);
              break;
            case 'sweep':
              clock = carryOutDue(before, now, calendar).clock;
              expect(carryOutDue(clock, now, calendar)).toEqual({ clock, facts: [], actions: [] });
              break;
            case 'holiday': {
              const on = Temporal.PlainDate.from(onOf(now)).add({ days: step.holiday }).toString();
              feasts = [...feasts, { on, nameKm: 'ថ្មី', nameEn: 'New' }];
              calendar = calendarOf(feasts, `v${index + 1}`);
              const again = recompute(before, calendar, now);
              clock = again.clock;
              expect(clock.dueAt >= before.dueAt).toBe(true);
              expect(again.change !== null).toBe(clock.dueAt.getTime() !== before.dueAt.getTime());
              expect(recompute(clock, calendar, now)).toEqual({ clock, change: null, facts: [] });
              break;
            }
            case 'meet':
              clock = attempt(clock, () => meetClock(before, now, calendar).clock);
              break;
          }
          expectSound(clock, calendar);
        }
      }),
      { ...runs, numRuns: 1_500 },
    );
  });

  test('sweeping whenever asked and once at the end come to the same breach and move', () => {
    fc.assert(
      fc.property(calendars, rules, instants, fc.nat(40 * day), (calendar, rule, trigger, pauseAfter) => {
        const fresh = startClock(rule, trigger, calendar).clock;
        const from = new Date(trigger.getTime() + pauseAfter);
        const clock = attempt(fresh, () => pauseClock(fresh, { at: from, awaitingComplainant: true }, calendar).clock);
        const end = new Date(trigger.getTime() + 140 * day);
        let swept = clock;
        const seen: string[] = [];
        for (let next = nextActionAt(swept); next !== null && next <= end; next = nextActionAt(swept)) {
          expect(dueActions(swept, new Date(next.getTime() - 1))).toEqual([]);
          const done = carryOutDue(swept, next, calendar);
          expect(done.actions.length).toBeGreaterThan(0);
          seen.push(...done.actions.map((action) => action.kind));
          swept = done.clock;
        }
        const late = carryOutDue(clock, end, calendar);
        expect(late.actions.map((action) => action.kind)).toEqual(seen.filter((kind) => kind !== 'warn'));
        const times = late.actions.map((action) => action.at.getTime());
        expect([...times].sort((a, b) => a - b)).toEqual(times);
        expect({ ...late.clock, warnedFractions: [], escalatedAt: null }).toEqual({
          ...swept,
          warnedFractions: [],
          escalatedAt: null,
        });
      }),
      runs,
    );
  });
});

function attempt(clock: ClockState, change: () => ClockState): ClockState {
  try {
    return change();
  } catch (error) {
    if (error instanceof RuleBroken) return clock;
    throw error;
  }
}

/**
 * Office time left to the holder when the clock runs on is not less than when it stopped. What was paused on the day of
 * the trigger, before day 1, took nothing of the period.
 */
function expectNothingLost(paused: ClockState, running: ClockState, calendar: WorkingCalendar): void {
  const pause = running.pauses.at(-1);
  if (pause === undefined || pause.to === null) throw new Error('the pause should have ended');
  const triggerDayEnds = officeTimeAt(calendar, new Date(`${onOf(paused.triggerAt)}T23:59:59+07:00`));
  const passed = (at: Date): number => Math.max(officeTimeAt(calendar, at), triggerDayEnds);
  const unpaused = computeSchedule(paused.rule, paused.triggerAt, calendar, paused.pauses.slice(0, -1)).dueAt;
  const left = passed(unpaused) - passed(pause.from);
  expect(passed(running.dueAt) - passed(pause.to)).toBeGreaterThanOrEqual(left);
}

function expectSound(clock: ClockState, calendar: WorkingCalendar): void {
  if (clock.state === 'running' || clock.state === 'paused') {
    const mine = computeSchedule(clock.rule, clock.triggerAt, calendar, clock.pauses);
    expect(mine.pausedWorkingDays).toBeLessThanOrEqual(10);
    if (clock.calendarVersion === calendar.version) expect(mine.dueAt).toEqual(clock.dueAt);
    if (clock.rule.force === 'law' || !clock.rule.pausable) expect(clock.pauses).toEqual([]);
  }
  expect(clock.pauseEndsAt !== null).toBe(clock.state === 'paused');
  expect(clock.pauses.some((pause) => pause.to === null)).toBe(clock.state === 'paused');
  expect(clock.metAt !== null).toBe(clock.state === 'met');
  if (clock.state === 'breached') expect(clock.breachedAt).toEqual(clock.dueAt);
  if (clock.rule.onBreach === 'expire') expect(clock.breachedAt).toBeNull();
  if (clock.state === 'met' && clock.rule.onBreach !== 'expire') {
    expect(clock.breachedAt !== null).toBe((clock.metAt ?? clock.dueAt) > clock.dueAt);
  }
  const next = nextActionAt(clock);
  if (next === null) {
    expect(dueActions(clock, new Date(Date.parse('2100-01-01T00:00:00Z')))).toEqual([]);
  } else {
    expect(dueActions(clock, new Date(next.getTime() - 1))).toEqual([]);
    expect(dueActions(clock, next).length).toBeGreaterThan(0);
  }
}
