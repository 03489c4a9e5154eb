import fc from 'fast-check';

import { endedBefore, keptBecause, retentionEnds, type RetentionFacts } from '../../../src/cases/domain/retention.ts';

const at = (text: string): Date => new Date(text);
const over: RetentionFacts = {
  status: 'closed',
  lastActivityAt: at('2026-11-21T09:00:00+07:00'),
  appealOpen: false,
  remedyOpen: false,
  onHold: false,
  clockRunning: false,
  reviewOpen: false,
};

describe('retention', () => {
  test.each([
    ['2026-11-21T09:00:00+07:00', 5, '2031-11-22T00:00:00+07:00'],
    ['2026-11-21T23:59:59+07:00', 1, '2027-11-22T00:00:00+07:00'],
    ['2026-11-22T00:00:00+07:00', 1, '2027-11-23T00:00:00+07:00'],
    ['2028-02-29T12:00:00+07:00', 1, '2029-03-02T00:00:00+07:00'],
  ])('of something last touched %s for %i years ends %s', (last, years, end) => {
    expect(retentionEnds(at(last), years)).toEqual(at(end));
  });

  test('is over from that instant on, not a moment before', () => {
    const end = retentionEnds(over.lastActivityAt, 5);
    expect(keptBecause(over, 5, new Date(end.getTime() - 1))).toBe('not_yet');
    expect(keptBecause(over, 5, end)).toBeNull();
  });

  test.each([
    [{ status: 'decided' }, 'case_open'],
    [{ status: 'in_resolution' }, 'case_open'],
    [{ appealOpen: true }, 'appeal_open'],
    [{ remedyOpen: true }, 'remedy_open'],
    [{ onHold: true }, 'legal_hold'],
    [{ clockRunning: true }, 'clock_running'],
    [{ reviewOpen: true }, 'review_open'],
  ] as const)('never ends while %j', (change, why) => {
    expect(keptBecause({ ...over, ...change }, 5, at('2099-01-01T00:00:00Z'))).toBe(why);
  });

  test('without a rule everything is kept', () => {
    expect(keptBecause(over, null, at('2099-01-01T00:00:00Z'))).toBe('no_rule');
  });

  test('what the search leaves out is never due', () => {
    const instants = fc.date({ min: at('2000-01-01T00:00:00Z'), max: at('2090-01-01T00:00:00Z'), noInvalidDate: true });
    fc.assert(
      fc.property(instants, instants, fc.integer({ min: 1, max: 30 }), (ended, now, years) => {
        if (retentionEnds(ended, years) <= now) expect(ended <= endedBefore(now, years)).toBe(true);
      }),
    );
  });
});
