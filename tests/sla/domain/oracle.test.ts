import businessDays from 'business-days-js';
import {
  closeOfWorkingDay,
  isWorkingDay,
  makeWorkingCalendar,
  nextOfficeHour,
  workingDaysBetween,
  type WorkingCalendar,
} from '../../../src/sla/domain/working-calendar.ts';
import {
  epochDayOf,
  epochDayOn,
  instantOn,
  millisecondOfDay,
  timeZone,
} from '../../../src/sla/domain/phnom-penh-time.ts';

/**
 * Two independent judges. `business-days-js` (on date-holidays and dayjs) counts business days with custom holidays; it
 * thinks in the zone of New York and knows the holidays of the United States, so it is asked at noon there, where no
 * change of the clock moves a date, and its own holidays are taken out. Temporal, day by day in the real zone, judges
 * the instants.
 */
interface Judge {
  readonly hd: {
    getRules(): readonly { readonly rule: string }[];
    setHoliday(rule: string, options: false): boolean;
    isHoliday(date: Date): false | readonly { readonly type: string }[];
  };
  getHolidays(year: number): readonly { readonly date: string; readonly type: string }[];
  check(day: Date | { toDate(): Date }): boolean;
  addDays(from: Date, days: number): { toDate(): Date };
}
type MakeJudge = (options: { addHolidays: readonly { name: string; rule: string }[] }) => Judge;
const makeJudge = businessDays as unknown as MakeJudge;

const years = [2026, 2027, 2028];
const newYorkDay = new Intl.DateTimeFormat('en-CA', { timeZone: 'America/New_York', dateStyle: 'short' });

function noonInNewYork(on: string): Date {
  return new Date(`${on}T17:00:00Z`);
}

/** A generator with a fixed seed, so that a failure can be repeated. */
function randomFrom(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor((state / 2 ** 32) * below);
  };
}

function randomHolidays(random: (below: number) => number): string[] {
  const first = Temporal.PlainDate.from('2026-01-01');
  const on = new Set<string>();
  for (let n = 10 + random(50); n > 0; n -= 1) {
    const start = first.add({ days: random(1_096) });
    for (let length = 1 + random(4); length > 0; length -= 1) on.add(start.add({ days: length - 1 }).toString());
  }
  return [...on];
}

function calendarOf(holidays: readonly string[]): WorkingCalendar {
  return makeWorkingCalendar({
    version: 'random',
    holidays: holidays.map((on) => ({ on, nameKm: on, nameEn: on })),
    provisionalYears: [],
  });
}

function judgeOf(holidays: readonly string[]): Judge {
  const judge = makeJudge({ addHolidays: holidays.map((on) => ({ name: `holiday ${on}`, rule: on })) });
  const ours = new Set(holidays);
  for (const { rule } of judge.hd.getRules()) if (!ours.has(rule)) judge.hd.setHoliday(rule, false);
  // The library works out every rule of a year for each day it is asked of: its own list for the year is kept instead.
  const listed = new Set(years.flatMap((year) => judge.getHolidays(year).map((holiday) => holiday.date.slice(0, 10))));
  expect([...listed].sort()).toEqual(holidays.filter((on) => on < '2029').sort());
  judge.hd.isHoliday = (date) => listed.has(newYorkDay.format(date)) && [{ type: 'public' }];
  // Its verdict on a day is kept too: it is always asked at noon, so the day of UTC is the day it judges.
  const verdicts = new Map<number, boolean>();
  const check = judge.check.bind(judge);
  judge.check = (day) => {
    const key = Math.floor(('toDate' in day ? day.toDate() : day).getTime() / 86_400_000);
    const verdict = verdicts.get(key) ?? check(day);
    verdicts.set(key, verdict);
    return verdict;
  };
  return judge;
}

/** Day by day, in the words of the rule. */
function naively(holidays: ReadonlySet<string>, triggerAt: Date, n: number): Date {
  let date = triggerAt.toTemporalInstant().toZonedDateTimeISO(timeZone).toPlainDate();
  for (let counted = 0; counted < n;) {
    date = date.add({ days: 1 });
    if (date.dayOfWeek <= 5 && !holidays.has(date.toString())) counted += 1;
  }
  const close = date.toZonedDateTime({ timeZone, plainTime: '17:30' });
  return new Date(close.epochMilliseconds);
}

const firstMoment = Date.parse('2026-01-01T00:00:00+07:00');
const span = Date.parse('2028-10-01T00:00:00+07:00') - firstMoment;

test('6,000 random periods agree with business-days-js', () => {
  const random = randomFrom(20_261_121);
  const otherwise: unknown[] = [];
  let cases = 0;
  for (let round = 0; round < 10; round += 1) {
    const holidays = randomHolidays(random);
    const calendar = calendarOf(holidays);
    const judge = judgeOf(holidays);
    for (let i = 0; i < 600; i += 1) {
      const triggerAt = new Date(firstMoment + random(span));
      const on = triggerAt.toTemporalInstant().toZonedDateTimeISO(timeZone).toPlainDate().toString();
      const n = 1 + random(random(4) === 0 ? 30 : 10);
      const expected = newYorkDay.format(judge.addDays(noonInNewYork(on), n).toDate());
      const close = closeOfWorkingDay(calendar, triggerAt, n);
      const counted = workingDaysBetween(calendar, triggerAt, close);
      if (close.getTime() !== Date.parse(`${expected}T17:30:00+07:00`) || counted !== n)
        otherwise.push({ holidays, triggerAt, n, expected, close, counted });
      cases += 1;
    }
  }
  expect(otherwise).toEqual([]);
  expect(cases).toBe(6_000);
});

test('6,000 random periods agree with Temporal, day by day', () => {
  const random = randomFrom(17);
  const otherwise: unknown[] = [];
  for (let round = 0; round < 30; round += 1) {
    const holidays = randomHolidays(random);
    const calendar = calendarOf(holidays);
    const closed = new Set(holidays);
    for (let i = 0; i < 200; i += 1) {
      const triggerAt = new Date(firstMoment + random(span));
      const n = 1 + random(30);
      const close = closeOfWorkingDay(calendar, triggerAt, n);
      const expected = naively(closed, triggerAt, n);
      if (close.getTime() !== expected.getTime()) otherwise.push({ holidays, triggerAt, n, expected, close });
    }
  }
  expect(otherwise).toEqual([]);
});

test('days, hours and dates agree with the time zone that Temporal knows', () => {
  const random = randomFrom(855);
  const from = Date.parse('1980-01-01T00:00:00Z');
  const noHolidays = calendarOf([]);
  const otherwise: unknown[] = [];
  for (let i = 0; i < 5_000; i += 1) {
    // Half of them within a second of midnight, where a wrong day would show.
    const midnight = instantOn(3_652 + random(40_000), 0).getTime();
    const instant = new Date(
      i % 2 === 0 ? from + random(3_000_000_000) * 1_000 + random(1_000) : midnight + random(2_000) - 1_000,
    );
    const zoned = instant.toTemporalInstant().toZonedDateTimeISO(timeZone);
    const day = epochDayOf(instant);
    const date = zoned.toPlainDate().toString();
    const ours = [day, millisecondOfDay(instant), isWorkingDay(noHolidays, date)];
    const theirs = [epochDayOn(date), zoned.startOfDay().until(zoned).total('milliseconds'), zoned.dayOfWeek <= 5];
    const back = instantOn(day, millisecondOfDay(instant));
    if (ours.some((value, at) => value !== theirs[at]) || back.getTime() !== instant.getTime())
      otherwise.push({ instant, back, ours, theirs });
  }
  expect(otherwise).toEqual([]);
});

test('the next office hour agrees with a search minute by minute', () => {
  const random = randomFrom(7);
  const holidays = randomHolidays(random);
  const calendar = calendarOf(holidays);
  const closed = new Set(holidays);
  const isOffice = (zoned: Temporal.ZonedDateTime): boolean => {
    const time = zoned.hour * 60 + zoned.minute;
    const inHours = (time >= 450 && time < 690) || (time >= 840 && time < 1_050);
    return zoned.dayOfWeek <= 5 && !closed.has(zoned.toPlainDate().toString()) && inHours;
  };
  for (let i = 0; i < 60; i += 1) {
    const moment = new Date(firstMoment + Math.floor(random(span) / 60_000) * 60_000);
    let zoned = moment.toTemporalInstant().toZonedDateTimeISO(timeZone);
    while (!isOffice(zoned)) zoned = zoned.add({ minutes: 1 });
    expect(nextOfficeHour(calendar, moment)).toEqual(new Date(zoned.epochMilliseconds));
  }
});
