import { computeDeadline, type Pause, type SlaRule } from '../../../src/sla/domain/deadline.ts';
import { dateInWords } from '../../../src/sla/domain/words.ts';
import { announced, at, calendar2026 } from './holidays-2026.ts';
import { decideRule, filingWindow, lasting, settleRule, urgentRule } from './rules.ts';

const pause = (from: string, to: string | null): Pause => ({ from: at(from), to: to === null ? null : at(to) });
const monday = at('2026-06-01T09:00');
const june = (rule: SlaRule, pauses: readonly Pause[] = []) => computeDeadline(rule, monday, calendar2026, pauses);

describe('due, warnings and the move up', () => {
  test('ten working days from a Friday evening before the Water Festival', () => {
    const deadline = computeDeadline(decideRule, at('2026-11-20T18:00'), calendar2026, []);
    expect(deadline.dueAt).toEqual(at('2026-12-09T17:30'));
    expect(deadline.warnings).toEqual([
      { fraction: 0.5, at: at('2026-12-03T07:30') },
      { fraction: 0.8, at: at('2026-12-08T07:30') },
    ]);
    expect(deadline.escalateAt).toEqual(at('2026-12-16T17:30'));
    expect(deadline.provisional).toBe(false);
    expect(deadline.pauseEndsAt).toBeNull();
  });

  test.each([
    [1, '2026-06-02T11:15', '2026-06-02T16:00', '2026-06-02T17:30'],
    [2, '2026-06-03T07:30', '2026-06-03T14:30', '2026-06-03T17:30'],
    [3, '2026-06-03T11:15', '2026-06-04T10:30', '2026-06-04T17:30'],
    [5, '2026-06-04T11:15', '2026-06-08T07:30', '2026-06-08T17:30'],
  ])('%i working days are warned of at %s and %s', (amount, half, most, due) => {
    const deadline = june(lasting(decideRule, amount));
    expect(deadline.warnings.map((warning) => warning.at)).toEqual([at(half), at(most)]);
    expect(deadline.dueAt).toEqual(at(due));
  });

  test('24 clock hours run through a night and a holiday', () => {
    const deadline = computeDeadline(urgentRule, at('2026-11-22T22:15'), calendar2026, []);
    expect(deadline.dueAt).toEqual(at('2026-11-23T22:15'));
    expect(deadline.warnings.map((warning) => warning.at)).toEqual([at('2026-11-23T10:15'), at('2026-11-23T17:27')]);
    expect(deadline.escalateAt).toBeNull();
  });

  test('a deadline in a year not yet decreed is provisional', () => {
    expect(computeDeadline(filingWindow, at('2026-11-20T09:00'), calendar2026, []).provisional).toBe(true);
    expect(computeDeadline(filingWindow, at('2026-11-10T09:00'), calendar2026, []).provisional).toBe(false);
    expect(computeDeadline(urgentRule, at('2026-12-31T23:00'), calendar2026, []).provisional).toBe(false);
  });

  test.each([
    ['a period of nothing', { period: { amount: 0, unit: 'working_days' } }],
    ['half a day', { period: { amount: 0.5, unit: 'working_days' } }],
    ['no hours', { period: { amount: 0, unit: 'clock_hours' } }],
    ['escalation without its days', { escalateAfterWorkingDays: null }],
    ['escalation after no days', { escalateAfterWorkingDays: 0 }],
    ['law that pauses', { force: 'law' }],
    ['warnings out of order', { warnAt: [0.8, 0.5] }],
    ['a warning at the deadline', { warnAt: [0.5, 1] }],
  ] as const)('%s is refused, by the name of the rule', (_name, change) => {
    expect(() => june({ ...decideRule, ...change })).toThrow(RangeError);
    expect(() => june({ ...decideRule, ...change })).toThrow(/SA1\.DECIDE\.S3 version 1/);
  });
});

describe('pauses', () => {
  // Ten working days from Monday 1 June: Tuesday 2 to Monday 15 June.
  test.each([
    ['none', [], '2026-06-15T17:30', 0],
    ['two days to the minute', [pause('2026-06-03T10:00', '2026-06-05T10:00')], '2026-06-17T17:30', 2],
    ['a little more', [pause('2026-06-03T10:00', '2026-06-05T10:01')], '2026-06-19T17:30', 3],
    ['a few minutes', [pause('2026-06-03T10:00', '2026-06-03T10:05')], '2026-06-16T17:30', 1],
    ['a night', [pause('2026-06-03T17:30', '2026-06-04T07:30')], '2026-06-15T17:30', 0],
    ['a lunch', [pause('2026-06-03T11:30', '2026-06-03T14:00')], '2026-06-15T17:30', 0],
    ['a weekend', [pause('2026-06-05T18:00', '2026-06-07T12:00')], '2026-06-15T17:30', 0],
    ['the last afternoon and a weekend', [pause('2026-06-12T14:00', '2026-06-13T20:00')], '2026-06-16T17:30', 1],
    ['over a holiday', [pause('2026-06-12T17:30', '2026-06-19T07:30')], '2026-06-19T17:30', 3],
    ['the day of the trigger', [pause('2026-06-01T09:30', '2026-06-01T17:00')], '2026-06-15T17:30', 0],
    ['from before the trigger', [pause('2026-05-01T09:30', '2026-06-02T17:00')], '2026-06-16T17:30', 1],
    [
      'two that overlap',
      [pause('2026-06-03T10:00', '2026-06-05T10:00'), pause('2026-06-04T10:00', '2026-06-08T10:00')],
      '2026-06-19T17:30',
      3,
    ],
    ['longer than allowed', [pause('2026-06-03T10:00', '2026-07-30T10:00')], '2026-06-30T17:30', 10],
  ] as const)('%s', (_name, pauses, due, days) => {
    const deadline = june(decideRule, pauses);
    expect(deadline.pausedWorkingDays).toBe(days);
    expect(deadline.dueAt).toEqual(at(due));
    expect(deadline.dueAt).toEqual(june(lasting(settleRule, 10 + days)).dueAt);
  });

  test('a pause that lasts is taken to last to the end of the allowance', () => {
    const deadline = june(decideRule, [pause('2026-06-03T10:00', null)]);
    expect(deadline.pauseEndsAt).toEqual(at('2026-06-17T10:00'));
    expect(deadline.pausedWorkingDays).toBe(10);
  });

  test('earlier pauses shorten it', () => {
    const deadline = june(decideRule, [pause('2026-06-08T10:00', null), pause('2026-06-03T10:00', '2026-06-05T10:00')]);
    expect(deadline.pauseEndsAt).toEqual(at('2026-06-19T10:00'));
    expect(deadline.pausedWorkingDays).toBe(10);
  });

  test('warnings move by what was paused before them', () => {
    const [half, most] = june(decideRule, [pause('2026-06-10T10:00', '2026-06-11T10:00')]).warnings;
    expect(half?.at).toEqual(at('2026-06-09T07:30'));
    expect(most?.at).toEqual(at('2026-06-15T07:30'));
  });

  test('what may not pause does not', () => {
    const long = [pause('2026-06-03T10:00', '2026-06-10T10:00')];
    expect(june(filingWindow, long).dueAt).toEqual(june(filingWindow).dueAt);
    expect(june({ ...decideRule, pausable: false }, long).dueAt).toEqual(june(decideRule).dueAt);
  });

  test('clock hours are longer by the time paused', () => {
    const rule: SlaRule = { ...urgentRule, pausable: true };
    const deadline = june(rule, [pause('2026-06-01T20:00', '2026-06-02T01:30')]);
    expect(deadline.dueAt).toEqual(at('2026-06-02T14:30'));
    expect(deadline.warnings.map((warning) => warning.at)).toEqual([at('2026-06-02T02:30'), at('2026-06-02T09:42')]);
  });

  test('a pause that ends before it begins is refused', () => {
    expect(() => june(decideRule, [pause('2026-06-05T10:00', '2026-06-03T10:00')])).toThrow(RangeError);
  });
});

describe('why this date', () => {
  test('weekends counted, holidays named, in English', () => {
    expect(computeDeadline(decideRule, at('2026-11-20T18:00'), calendar2026, []).why.en).toBe(
      'Rule SA1.DECIDE.S3, version 1: decision within 10 working days (a default of this system, which can be configured). ' +
        'Source: System default. ' +
        'Counted from arrival at the office on 20 November 2026; day 1 is 26 November 2026. ' +
        'Not counted: 6 weekend days; public holidays Water Festival (23 November 2026 to 25 November 2026). ' +
        'Due on 9 December 2026 at 17:30 (Phnom Penh time). Calendar 2026.1.',
    );
  });

  test('and in Khmer, with Khmer digits but in codes', () => {
    const { km } = computeDeadline(decideRule, at('2026-11-20T18:00'), calendar2026, []).why;
    expect(km).toBe(
      'វិធាន SA1.DECIDE.S3 កំណែទី១៖ ការសម្រេច ក្នុងរយៈពេល ១០ ថ្ងៃធ្វើការ (កំណត់ដោយប្រព័ន្ធនេះ អាចកែប្រែបាន)។ ' +
        'យោងតាម៖ លំនាំដើមនៃប្រព័ន្ធ។ ' +
        'គិតចាប់ពីការមកដល់ការិយាល័យ នៅ ២០ វិច្ឆិកា ២០២៦; ថ្ងៃទី១ គឺ ២៦ វិច្ឆិកា ២០២៦។ ' +
        'មិនរាប់៖ ៦ ថ្ងៃចុងសប្តាហ៍; ថ្ងៃឈប់សម្រាកសាធារណៈ ព្រះរាជពិធីបុណ្យអុំទូក (២៣ វិច្ឆិកា ២០២៦ ដល់ ២៥ វិច្ឆិកា ២០២៦)។ ' +
        'ផុតកំណត់នៅ ៩ ធ្នូ ២០២៦ ម៉ោង ១៧:៣០ (ម៉ោងភ្នំពេញ)។ ប្រតិទិន 2026.1។',
    );
    expect(km.replace('SA1.DECIDE.S3', '').replace('2026.1', '')).not.toMatch(/[0-9]/);
  });

  test('law names its instrument, and a provisional date says so', () => {
    const { why } = computeDeadline(filingWindow, at('2026-11-20T09:00'), calendar2026, []);
    expect(why.en).toContain('(fixed by law). Source: Decision 017 FSA.SSR of 22 November 2024.');
    expect(why.en).toContain('Peace Day in Cambodia (29 December 2026)');
    expect(why.en).toContain('Provisional: the public holidays of 2027 are not yet published, so this date may move.');
    expect(why.km).toContain('កំណត់ដោយច្បាប់');
    expect(why.km).toContain('បណ្តោះអាសន្ន៖ ថ្ងៃឈប់សម្រាកសាធារណៈឆ្នាំ ២០២៧');
  });

  test('a holiday on a weekend took no day and is not named', () => {
    const { why } = computeDeadline(lasting(decideRule, 2), at('2026-10-08T09:00'), calendar2026, []);
    expect(why.en).toContain('Not counted: 2 weekend days; public holidays Pchum Ben (12 October 2026).');
  });

  test('nothing skipped, nothing said; one is one', () => {
    const { why } = june(lasting(decideRule, 1));
    expect(why.en).not.toContain('Not counted');
    expect(why.en).toContain('within 1 working day (');
  });

  test('pauses, ended and lasting', () => {
    const pauses = [pause('2026-06-03T10:00', '2026-06-05T10:00'), pause('2026-06-08T10:00', null)];
    const { why } = june(decideRule, pauses);
    expect(why.en).toContain(
      'Paused while waiting for the complainant: 3 June 2026 to 5 June 2026; since 8 June 2026, until 19 June 2026 at the latest. ' +
        'This adds 10 working days of at most 10.',
    );
    expect(why.km).toContain('ពី ៣ មិថុនា ២០២៦ ដល់ ៥ មិថុនា ២០២៦; ពី ៨ មិថុនា ២០២៦ យូរបំផុតដល់ ១៩ មិថុនា ២០២៦');
  });

  test('clock hours tell the time', () => {
    const { why } = computeDeadline(urgentRule, at('2026-11-22T22:05'), calendar2026, []);
    expect(why.en).toContain('within 24 hours');
    expect(why.en).toContain('the filing on 22 November 2026 at 22:05; nights, weekends and holidays count.');
    expect(why.en).not.toContain('Calendar');
    expect(why.km).toContain('ម៉ោង ២២:០៥');
  });

  test('a late holiday appears with the version of the calendar', () => {
    const { why } = computeDeadline(decideRule, at('2026-11-20T18:00'), announced('2026-11-27'), []);
    expect(why.en).toContain('Additional holiday (27 November 2026)');
    expect(why.en).toContain('Calendar 2026.2.');
  });
});

test('dates read as the languages write them', () => {
  const options = { dateStyle: 'long', timeZone: 'Asia/Phnom_Penh' } as const;
  const khmer = new Intl.DateTimeFormat('km-u-nu-khmr', options);
  const english = new Intl.DateTimeFormat('en-GB', options);
  expect(dateInWords(at('2026-11-21T00:00'))).toEqual({ km: '២១ វិច្ឆិកា ២០២៦', en: '21 November 2026' });
  for (let month = 1; month <= 12; month += 1) {
    const moment = at(`2026-${String(month).padStart(2, '0')}-09T23:59:59`);
    expect(dateInWords(moment)).toEqual({ km: khmer.format(moment), en: english.format(moment) });
  }
});

test('twenty thousand deadlines with their reasons stay cheap', () => {
  const start = at('2026-01-01T00:00').getTime();
  // Processor time, so that a busy machine does not fail it.
  const began = process.cpuUsage();
  let length = 0;
  for (let i = 0; i < 20_000; i += 1) {
    length += computeDeadline(decideRule, new Date(start + i * 1_500_000), calendar2026, []).why.en.length;
  }
  expect(length).toBeGreaterThan(0);
  expect(process.cpuUsage(began).user / 1_000).toBeLessThan(2_500);
});
