import * as words from '../../../src/resolution/words.ts';
import fc from 'fast-check';

import { calendarFile } from '../../../src/resolution/domain/calendar-file.ts';
import { missingItems } from '../../../src/resolution/domain/completeness.ts';
import { extensionFault, isJoint } from '../../../src/resolution/domain/extension-rule.ts';
import { mandateFault } from '../../../src/cases/domain/mandate.ts';
import {
  appointmentFault,
  suggestNeutrals,
  type Candidate,
  type Need,
} from '../../../src/resolution/domain/neutrals.ts';
import {
  conciliationWorkingDays,
  filingWindowWorkingDays,
  legalEffect,
  panelSizes,
} from '../../../src/resolution/domain/periods.ts';
import { sessionFault } from '../../../src/resolution/domain/session-rule.ts';
import { canonicalOutcome, type OutcomeText } from '../../../src/resolution/domain/terms-text.ts';
import { shippedBook } from '../../support/reference-book.ts';

describe('what the law fixes', () => {
  test('thirty working days to file and to conciliate, one or three conciliators', () => {
    expect([filingWindowWorkingDays, conciliationWorkingDays].map(({ value, force }) => [value, force])).toEqual([
      [30, 'law'],
      [30, 'law'],
    ]);
    expect(panelSizes).toMatchObject({ value: [1, 3], force: 'law' });
  });

  test('the deadline table says the same, by the same instrument', () => {
    const book = shippedBook();
    for (const [clock, figure] of [
      ['file_with_regulator', filingWindowWorkingDays],
      ['conciliate', conciliationWorkingDays],
    ] as const) {
      const rule = book.slaRule(clock, 'SS2', 'S3', '2026-12-01');
      expect(rule).toMatchObject({
        period: { amount: figure.value, unit: 'working_days' },
        force: 'law',
        pausable: false,
      });
      expect(rule?.instrument.en).toBe(figure.instrument.en);
    }
    expect(book.rung('SS2', '2026-12-01')?.panel).toEqual(panelSizes.value);
  });

  test('only minutes of the NADR have the effect of a judgment', () => {
    for (const effect of Object.values(legalEffect))
      expect(effect.en).toMatch(/none is claimed|No further|not such minutes/);
  });
});

describe('the checklist of Decision 017', () => {
  const all = new Set(['object', 'facts', 'claims', 'disputed_points'] as const);
  const whole = { needsMemberId: false, known: ['name', 'address', 'phone'] as const, representativeKnown: [] };

  test.each([
    ['a whole complaint', all, [], []],
    ['no object', new Set(['facts', 'claims', 'disputed_points'] as const), [], ['object']],
    ['a member without an ID', all, [{ needsMemberId: true }], ['member_id']],
    ['a party without address and phone', all, [{ known: ['name'] as const }], ['address', 'phone']],
    [
      'a representative who has them',
      all,
      [{ known: ['name'] as const, representativeKnown: ['address', 'phone', 'name'] as const }],
      [],
    ],
    [
      'a representative is no name',
      all,
      [{ known: [], representativeKnown: ['name', 'address', 'phone'] as const }],
      ['name'],
    ],
    ['somebody who has not shown the mandate', all, [{ mandateAwaited: true }], ['mandate']],
  ])('%s', (_name, given, over, expected) => {
    const parties = [
      { ...whole, partyId: 'a', ...over[0] },
      { ...whole, partyId: 'b' },
    ];
    expect(missingItems(given, parties).map((each) => each.item)).toEqual(expected);
  });

  test('one party alone is no dispute', () => {
    expect(missingItems(all, [{ ...whole, partyId: 'a' }])).toEqual([{ item: 'second_party', partyId: null }]);
  });
});

describe('a mandate', () => {
  const mandate = { validFrom: '2026-01-01', validUntil: '2026-12-31', revokedAt: null, proven: true };
  test.each([
    [null, {}, '2026-12-31'],
    ['mandate_lapsed', {}, '2027-01-01'],
    ['mandate_not_yet_valid', {}, '2025-12-31'],
    ['mandate_revoked', { revokedAt: new Date(0) }, '2026-06-01'],
    ['mandate_not_proven', { proven: false }, '2026-06-01'],
    [null, { validUntil: null }, '2040-01-01'],
  ])('%s', (fault, over, today) => {
    expect(mandateFault({ ...mandate, ...over }, today)).toBe(fault);
  });
});

const candidate: Candidate = {
  personId: 'a',
  modes: ['conciliation'],
  competences: ['EMP-CON'],
  languages: ['km'],
  place: '12',
  absences: [],
  active: true,
  load: 0,
  office: 'SSR',
};
const need: Need = {
  mode: 'conciliation',
  category: 'EMP-CON',
  languages: ['km'],
  place: '120101',
  today: '2026-12-01',
  barred: new Set(),
  accusedOffices: [],
  conflicted: new Set(),
  sitting: new Set(),
};

describe('neutrals', () => {
  test.each<[string, Partial<Candidate>, Partial<Need>]>([
    ['neutral_sits_already', {}, { sitting: new Set(['a']) }],
    ['neutral_declared_conflict', {}, { conflicted: new Set(['a']) }],
    ['neutral_is_barred', {}, { barred: new Set(['a']) }],
    ['neutral_of_accused_office', {}, { accusedOffices: ['SSR'] }],
    ['neutral_not_on_roster', { active: false }, {}],
    ['neutral_not_for_mode', { modes: ['mediation'] }, {}],
    ['neutral_is_away', { absences: [{ from: '2026-12-01', to: '2026-12-01' }] }, {}],
  ])('%s', (fault, of, over) => {
    expect(appointmentFault({ ...candidate, ...of }, { ...need, ...over })).toBe(fault);
    expect(suggestNeutrals([{ ...candidate, ...of }], { ...need, ...over })).toEqual([]);
  });

  test('the competent, who speak the languages, with the least to do, come first', () => {
    const roster = [
      { ...candidate, personId: 'busy', load: 3 },
      { ...candidate, personId: 'other', competences: ['PEN-CMP'] },
      { ...candidate, personId: 'free' },
      { ...candidate, personId: 'far', place: '23' },
      { ...candidate, personId: 'foreign', languages: ['en'] },
    ];
    expect(suggestNeutrals(roster, need).map((each) => each.personId)).toEqual([
      'free',
      'far',
      'busy',
      'foreign',
      'other',
    ]);
  });
});

const at = (text: string) => new Date(`${text}+07:00`);

test.each([
  [null, '2026-12-10T09:00:00', '2026-12-10T12:00:00', true],
  ['session_inside_notice_period', '2026-12-09T17:30:00', '2026-12-09T18:00:00', true],
  ['session_past_statutory_date', '2026-12-20T16:00:00', '2026-12-20T17:31:00', true],
  ['session_not_on_working_day', '2026-12-12T09:00:00', '2026-12-12T10:00:00', false],
  ['session_needs_a_length', '2026-12-10T09:00:00', '2026-12-10T09:00:00', true],
])('a session: %s', (fault, from, to, isWorkingDay) => {
  const of = { noticeEndsAt: at('2026-12-09T17:30:00'), limitAt: at('2026-12-20T17:30:00') };
  expect(sessionFault({ ...of, startsAt: at(from), endsAt: at(to), isWorkingDay })).toBe(fault);
});

describe('an extension', () => {
  test('never passes the limit, whatever is asked', () => {
    fc.assert(
      fc.property(
        fc.date({ noInvalidDate: true }),
        fc.date({ noInvalidDate: true }),
        fc.date({ noInvalidDate: true }),
        (untilAt, dueAt, limitAt) => {
          if (extensionFault({ untilAt, dueAt, limitAt }) === null) {
            expect(untilAt <= limitAt && untilAt > dueAt).toBe(true);
          }
        },
      ),
    );
  });

  test('is joint when every party asked', () => {
    expect(isJoint(new Set(['a']), ['a', 'b'])).toBe(false);
    expect(isJoint(new Set(['a', 'b']), ['a', 'b'])).toBe(true);
  });
});

const anyText: fc.Arbitrary<OutcomeText> = fc.record({
  kind: fc.constantFrom('agreement', 'partial', 'award'),
  terms: fc.array(
    fc.record({
      debtor: fc.constantFrom('a', 'b'),
      creditor: fc.constantFrom('a', 'b'),
      text: fc.string(),
      amountKhr: fc.option(fc.nat(), { nil: null }),
      dueOn: fc.constantFrom('2026-12-01', '2027-01-01'),
      evidence: fc.option(fc.string(), { nil: null }),
    }),
    { maxLength: 3 },
  ),
  reasons: fc.option(fc.string(), { nil: null }),
  failedPoints: fc.array(fc.string(), { maxLength: 2 }),
});

test('two outcomes have one canonical text only when they are the same', () => {
  const normal = (text: OutcomeText) => JSON.parse(JSON.stringify(text).normalize('NFC')) as OutcomeText;
  fc.assert(
    fc.property(anyText, anyText, (one, other) => {
      const same = JSON.stringify(normal(one)) === JSON.stringify(normal(other));
      expect(canonicalOutcome('f', one) === canonicalOutcome('f', other)).toBe(same);
      expect(canonicalOutcome('f', one)).not.toBe(canonicalOutcome('g', one));
    }),
    { numRuns: 2_000 },
  );
});

test('a calendar file keeps to RFC 5545: lines of at most 75 octets, whole characters, marks escaped', () => {
  const text = calendarFile({
    uid: 'x@samleng',
    stampAt: at('2026-12-01T09:00:00'),
    startsAt: at('2026-12-10T09:00:00'),
    endsAt: at('2026-12-10T12:00:00'),
    summary: 'កិច្ចប្រជុំផ្សះផ្សានៅនិយ័តករសន្តិសុខសង្គម; SS-26-0000001-1, ជាន់ទី ៣',
    location: 'អគារ ក\nជាន់ទី ២',
    cancelled: false,
    sequence: 0,
  });
  const lines = text.split('\r\n');
  expect(lines.at(-1)).toBe('');
  for (const line of lines) expect(new TextEncoder().encode(line).length).toBeLessThanOrEqual(75);
  const unfolded = text.replaceAll('\r\n ', '');
  expect(unfolded).toContain('SUMMARY:កិច្ចប្រជុំផ្សះផ្សានៅនិយ័តករសន្តិសុខសង្គម\\; SS-26-0000001-1\\, ជាន់ទី ៣');
  expect(unfolded).toContain('LOCATION:អគារ ក\\nជាន់ទី ២');
  expect(unfolded).toContain('DTSTART:20261210T020000Z');
});

test('a message about a complaint in confidence says neither what it is about nor which case', () => {
  const reference = 'SS-26-0000001-5';
  const [limitAt, replyDueAt] = [at('2026-12-01T09:00:00'), at('2026-12-01T09:00:00')];
  const startsAt = limitAt;
  for (const language of ['km', 'en'] as const) {
    for (const discreet of [false, true]) {
      const said = [
        words.requestText(language, { reference, replyDueAt, discreet }),
        words.completeText(language, { reference, limitAt, discreet }),
        words.tooTightText(language, { reference, limitAt, discreet }),
        words.codeText(language, { reference, code: '123456', discreet }),
        words.reminderText(language, { reference, dueOn: '2026-12-01', discreet }),
        words.outcomeText(language, { reference, discreet }),
        words.cancellationText(language, { reference, startsAt, discreet }),
        words.invitationText(language, { reference, startsAt, means: 'phone', room: 'x', discreet }),
      ];
      for (const text of said) {
        expect(text.includes(reference)).toBe(!discreet);
        if (discreet)
          expect(text).not.toMatch(/dispute|complain|agreed|outcome|sign\b|វិវាទ|បណ្តឹង|ព្រមព្រៀង|លទ្ធផល|ហត្ថលេខា/i);
      }
    }
  }
});
