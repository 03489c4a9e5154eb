import {
  closeOfWorkingDay,
  isProvisionalYear,
  isWorkingDay,
  makeWorkingCalendar,
  nextOfficeHour,
  workingDaysBetween,
} from '../../../src/sla/domain/working-calendar.ts';
import { announced, at, calendar2026, holidays2026 } from './holidays-2026.ts';

const weekdaysOnly = makeWorkingCalendar({ version: 'plain', holidays: [], provisionalYears: [] });

describe('a working day', () => {
  test.each([
    ['2026-11-20', true, 'Friday'],
    ['2026-11-21', false, 'Saturday'],
    ['2026-11-22', false, 'Sunday'],
    ['2026-11-23', false, 'Water Festival'],
    ['2026-11-25', false, 'Water Festival'],
    ['2026-11-26', true, 'Thursday after it'],
    ['2026-03-08', false, 'a holiday on a Sunday'],
    ['2026-03-09', true, 'no day in lieu'],
    ['2028-02-29', true, 'leap day, a Tuesday'],
    ['2025-12-31', true, 'a year without holidays loaded'],
  ])('%s: %s (%s)', (on, expected) => {
    expect(isWorkingDay(calendar2026, on)).toBe(expected);
  });

  test('2026 has 243 of them', () => {
    const first = Temporal.PlainDate.from('2026-01-01');
    const open = Array.from({ length: 365 }, (_, n) => first.add({ days: n }).toString()).filter((on) =>
      isWorkingDay(calendar2026, on),
    );
    const weekdays = 261;
    const holidaysOnWeekdays = holidays2026.filter((holiday) => Temporal.PlainDate.from(holiday.on).dayOfWeek <= 5);
    expect(open).toHaveLength(weekdays - holidaysOnWeekdays.length);
    expect(open).toHaveLength(243);
  });

  test.each(['2026-02-29', '2026-13-01', '20261120', '2026-11-20T00:00', '', '២០២៦-១១-២០'])('%s is refused', (on) => {
    expect(() => isWorkingDay(calendar2026, on)).toThrow(RangeError);
  });
});

describe('making a calendar', () => {
  const holiday = { on: '2026-11-24', nameKm: 'ក', nameEn: 'A' };

  test('a date listed twice closes one day', () => {
    const calendar = makeWorkingCalendar({
      version: '1',
      holidays: [holiday, { ...holiday, nameEn: 'B' }],
      provisionalYears: [],
    });
    expect(closeOfWorkingDay(calendar, at('2026-11-23T09:00'), 1)).toEqual(at('2026-11-25T17:30'));
  });

  test('broken sources are refused', () => {
    const make = (change: object) => () =>
      makeWorkingCalendar({ version: '1', holidays: [holiday], provisionalYears: [], ...change });
    expect(make({ holidays: [{ ...holiday, on: '2026-11-31' }] })).toThrow(RangeError);
    expect(make({ version: '' })).toThrow(RangeError);
    expect(make({ provisionalYears: [2026.5] })).toThrow(RangeError);
  });

  test('a year is provisional when listed, and when no holiday of it is loaded', () => {
    expect(isProvisionalYear(calendar2026, 2026)).toBe(false);
    expect(isProvisionalYear(calendar2026, 2027)).toBe(true);
    expect(isProvisionalYear(calendar2026, 2028)).toBe(true);
    const partly = makeWorkingCalendar({ version: '1', holidays: holidays2026, provisionalYears: [2026] });
    expect(isProvisionalYear(partly, 2026)).toBe(true);
  });
});

describe('the close of working day n', () => {
  test.each([
    ['2026-11-16T09:00', 1, '2026-11-17T17:30', 'the day of the trigger is not counted'],
    ['2026-11-16T00:00', 1, '2026-11-17T17:30', 'midnight belongs to the day it opens'],
    ['2026-11-15T23:59:59', 1, '2026-11-16T17:30', 'one second before midnight is the day before'],
    ['2026-11-16T23:59:59.999', 1, '2026-11-17T17:30', 'the last millisecond of a day'],
    ['2026-11-20T18:00', 1, '2026-11-26T17:30', 'Friday evening before the Water Festival'],
    ['2026-11-20T18:00', 10, '2026-12-09T17:30', 'ten days over weekends and holidays'],
    ['2026-11-21T10:00', 1, '2026-11-26T17:30', 'a trigger on Saturday'],
    ['2026-11-24T10:00', 1, '2026-11-26T17:30', 'a trigger on a holiday'],
    ['2026-11-25T23:59:59', 1, '2026-11-26T17:30', 'the last second of a holiday'],
    ['2026-11-26T00:00', 1, '2026-11-27T17:30', 'the first moment after it'],
    ['2026-11-27T17:30', 1, '2026-11-30T17:30', 'Friday at the close'],
    ['2026-04-13T08:00', 1, '2026-04-17T17:30', 'over the Khmer New Year'],
    ['2026-10-09T08:00', 1, '2026-10-13T17:30', 'Pchum Ben on Saturday, Sunday and Monday'],
    ['2026-12-28T08:00', 1, '2026-12-30T17:30', 'Peace Day'],
    ['2026-12-31T23:59:59', 1, '2027-01-01T17:30', 'over the year end, 2027 not yet decreed'],
    ['2025-12-31T12:00', 1, '2026-01-02T17:30', 'over New Year Day'],
    ['2028-02-28T12:00', 1, '2028-02-29T17:30', 'leap day'],
    ['2028-02-28T12:00', 2, '2028-03-01T17:30', 'after the leap day'],
    ['2027-02-26T12:00', 1, '2027-03-01T17:30', 'no leap day'],
    ['2026-11-20T08:00', 30, '2027-01-07T17:30', 'thirty days, with Peace Day'],
  ])('%s + %i is %s: %s', (trigger, n, close) => {
    expect(closeOfWorkingDay(calendar2026, at(trigger), n)).toEqual(at(close));
  });

  test('17:30 in Phnom Penh is 10:30 UTC', () => {
    expect(closeOfWorkingDay(calendar2026, new Date('2026-11-16T16:59:59Z'), 1).toISOString()).toBe(
      '2026-11-17T10:30:00.000Z',
    );
    expect(closeOfWorkingDay(calendar2026, new Date('2026-11-16T17:00:00Z'), 1).toISOString()).toBe(
      '2026-11-18T10:30:00.000Z',
    );
  });

  test.each([0, -1, 1.5, NaN, Infinity])('%d working days are refused', (n) => {
    expect(() => closeOfWorkingDay(calendar2026, at('2026-11-16T09:00'), n)).toThrow(RangeError);
  });

  test('an invalid trigger is refused', () => {
    expect(() => closeOfWorkingDay(calendar2026, new Date(NaN), 1)).toThrow(RangeError);
  });

  test('a late holiday moves it by one working day', () => {
    expect(closeOfWorkingDay(announced('2026-11-27'), at('2026-11-20T18:00'), 2)).toEqual(at('2026-11-30T17:30'));
  });

  test('a hundred thousand take a few hundred milliseconds', () => {
    const start = at('2026-01-01T00:00').getTime();
    // Processor time, so that a busy machine does not fail it.
    const began = process.cpuUsage();
    let sum = 0;
    for (let i = 0; i < 100_000; i += 1) {
      sum += closeOfWorkingDay(calendar2026, new Date(start + i * 300_000), 1 + (i % 30)).getTime();
    }
    expect(sum).toBeGreaterThan(0);
    expect(process.cpuUsage(began).user / 1_000).toBeLessThan(2_500);
  });
});

describe('working days between', () => {
  test.each([
    ['2026-11-20T18:00', '2026-11-20T18:30', 0],
    ['2026-11-20T18:00', '2026-11-25T23:59:59', 0],
    ['2026-11-20T18:00', '2026-11-26T00:00', 1],
    ['2026-11-20T18:00', '2026-12-09T17:30', 10],
    ['2026-11-16T00:00', '2026-11-16T23:59:59', 0],
    ['2026-11-15T23:59:59', '2026-11-16T00:00', 1],
    ['2026-12-09T17:30', '2026-11-20T18:00', -10],
  ])('%s to %s: %i', (from, to, days) => {
    expect(workingDaysBetween(calendar2026, at(from), at(to))).toBe(days);
  });
});

describe('the next office hour', () => {
  test.each([
    ['2026-11-20T07:29:59.999', '2026-11-20T07:30', 'before opening'],
    ['2026-11-20T07:30', '2026-11-20T07:30', 'at opening'],
    ['2026-11-20T11:29:59', '2026-11-20T11:29:59', 'before lunch'],
    ['2026-11-20T11:30', '2026-11-20T14:00', 'lunch begins'],
    ['2026-11-20T13:59:59.999', '2026-11-20T14:00', 'lunch ends'],
    ['2026-11-19T17:29:59.999', '2026-11-19T17:29:59.999', 'the last moment'],
    ['2026-11-19T17:30', '2026-11-20T07:30', 'the close'],
    ['2026-11-19T23:59:59', '2026-11-20T07:30', 'at night'],
    ['2026-11-20T00:00', '2026-11-20T07:30', 'after midnight'],
    ['2026-11-20T18:00', '2026-11-26T07:30', 'Friday evening before the Water Festival'],
    ['2026-11-22T10:00', '2026-11-26T07:30', 'Sunday'],
    ['2026-12-31T17:30', '2027-01-01T07:30', 'year end, 2027 not yet decreed'],
  ])('after %s is %s: %s', (from, next) => {
    expect(nextOfficeHour(calendar2026, at(from))).toEqual(at(next));
  });

  test('does not hand back the same Date object', () => {
    const moment = at('2026-11-20T10:00');
    expect(nextOfficeHour(weekdaysOnly, moment)).not.toBe(moment);
  });
});
