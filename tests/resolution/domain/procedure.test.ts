import fc from 'fast-check';

import {
  allConsent,
  challengesSettled,
  heardWithNotice,
  panelDeclared,
  type FileFacts,
} from '../../../src/resolution/domain/procedure-facts.ts';
import {
  brokenProcedureRule,
  passes,
  possibleProcedureActions,
  procedureActions,
  procedureRules,
  stageNow,
  type ProcedureAction,
} from '../../../src/resolution/domain/procedure.ts';
import { isBinding, modes, outcomeKinds, stages, type Stage } from '../../../src/resolution/domain/terms.ts';

const now = new Date('2026-11-23T09:00:00+07:00');
const later = new Date('2026-12-30T09:00:00+07:00');
const earlier = new Date('2026-11-01T09:00:00+07:00');

const whole: FileFacts = {
  stage: 'sessions',
  level: 'regulator',
  mode: 'conciliation',
  panelSize: 1,
  protected: false,
  referOnly: false,
  criminalScreen: 'clear',
  priorLevelDone: true,
  lateNotExcused: false,
  missing: 0,
  parties: [
    { id: 'a', side: 'claimant', consent: 'given', agreementSigned: false, nadr: true },
    { id: 'b', side: 'respondent', consent: 'given', agreementSigned: false, nadr: true },
  ],
  neutrals: [{ id: 'n', declaration: 'clear' }],
  challengeUntil: earlier,
  challengesOpen: 0,
  sessions: [{ id: 's', state: 'held', served: true, hasMinutes: true, minutesApproved: true }],
  outcome: null,
  obligationsOpen: 0,
  obligationsBreached: 0,
  limitAt: later,
  oppositionUntil: null,
  referredTo: [],
};

describe('admission', () => {
  test.each<[string, Partial<FileFacts>]>([
    ['protected_case_refused', { protected: true }],
    ['matter_is_referred_by_law', { referOnly: true }],
    ['criminal_screen_missing', { criminalScreen: 'none' }],
    ['crime_is_never_conciliated', { criminalScreen: 'crime' }],
    ['level_one_not_exhausted', { priorLevelDone: false }],
    ['late_filing_not_excused', { lateNotExcused: true }],
    ['two_sides_needed', { parties: whole.parties.slice(0, 1) }],
    ['complaint_incomplete', { missing: 1 }],
  ])('%s', (rule, over) => {
    expect(brokenProcedureRule('admit', { ...whole, stage: 'admissibility', ...over }, now)).toBe(rule);
  });

  test('what is complete and clear is admitted', () => {
    expect(brokenProcedureRule('admit', { ...whole, stage: 'admissibility' }, now)).toBeNull();
  });

  test('a crime is referred out and nothing else is done with it', () => {
    const facts: FileFacts = { ...whole, stage: 'admissibility', criminalScreen: 'crime' };
    expect(brokenProcedureRule('refer-crime', facts, now)).toBeNull();
    expect(brokenProcedureRule('refer-crime', { ...facts, criminalScreen: 'clear' }, now)).toBe('no_crime_screened');
  });
});

describe('what moves by itself', () => {
  test.each<[string, Stage, Partial<FileFacts>, Stage]>([
    ['consent of all', 'consents', { neutrals: [] }, 'appointment'],
    ['one silent', 'consents', { parties: [{ ...whole.parties[0]!, consent: 'none' }, whole.parties[1]!] }, 'consents'],
    ['panel full', 'appointment', { neutrals: [{ id: 'n', declaration: 'none' }] }, 'declarations'],
    ['all declared', 'appointment', { challengeUntil: later }, 'challenge_period'],
    ['time to challenge over', 'challenge_period', {}, 'sessions'],
    ['challenge waits', 'challenge_period', { challengesOpen: 1 }, 'challenge_period'],
    ['neutral left', 'sessions', { neutrals: [] }, 'appointment'],
    [
      'consent taken back',
      'sessions',
      { parties: [{ ...whole.parties[0]!, consent: 'refused' }, whole.parties[1]!] },
      'consents',
    ],
    ['nothing owed', 'obligations', {}, 'closed'],
    ['something owed', 'obligations', { obligationsOpen: 1 }, 'obligations'],
    ['to court', 'closed', { referredTo: ['court'] }, 'court'],
    ['to the NADR', 'closed', { referredTo: ['nadr'] }, 'nadr'],
  ])('%s: %s', (_name, stage, over, expected) => {
    expect(stageNow({ ...whole, stage, ...over }, now)).toBe(expected);
  });
});

test('arbitration rests on an agreement that every party signed', () => {
  expect(allConsent({ ...whole, mode: 'arbitration' })).toBe(false);
  const parties = whole.parties.map((party) => ({ ...party, agreementSigned: true }));
  expect(allConsent({ parties, mode: 'arbitration' })).toBe(true);
});

test('nothing at all can be done with a sealed file', () => {
  expect(possibleProcedureActions({ ...whole, stage: 'sealed' }, now)).toEqual([]);
});

test('every stage but the first is reached by some row of the table', () => {
  const reached = new Set<Stage>([
    ...Object.values(procedureRules).flatMap((rule) => rule.to ?? []),
    ...passes.map((pass) => pass.to),
  ]);
  expect(stages.filter((stage) => !reached.has(stage))).toEqual(['admissibility']);
});

/** Facts of every kind, likely and unlikely. */
const anyFacts: fc.Arbitrary<FileFacts> = fc.record({
  stage: fc.constantFrom(...stages),
  level: fc.constantFrom('committee', 'regulator', 'assistance', 'agreed'),
  mode: fc.constantFrom(...modes),
  panelSize: fc.constantFrom(1, 3),
  protected: fc.boolean(),
  referOnly: fc.boolean(),
  criminalScreen: fc.constantFrom('none', 'clear', 'crime'),
  priorLevelDone: fc.boolean(),
  lateNotExcused: fc.boolean(),
  missing: fc.nat(2),
  parties: fc.array(
    fc.record({
      id: fc.constantFrom('a', 'b', 'c'),
      side: fc.constantFrom('claimant', 'respondent', 'third'),
      consent: fc.constantFrom('none', 'given', 'refused'),
      agreementSigned: fc.boolean(),
      nadr: fc.boolean(),
    }),
    { maxLength: 3 },
  ),
  neutrals: fc.array(fc.record({ id: fc.constantFrom('n', 'o', 'p'), declaration: fc.constantFrom('none', 'clear') }), {
    maxLength: 3,
  }),
  challengeUntil: fc.constantFrom(null, earlier, later),
  challengesOpen: fc.nat(1),
  sessions: fc.array(
    fc.record({
      id: fc.constantFrom('s', 't'),
      state: fc.constantFrom('scheduled', 'held', 'cancelled'),
      served: fc.boolean(),
      hasMinutes: fc.boolean(),
      minutesApproved: fc.boolean(),
    }),
    { maxLength: 2 },
  ),
  outcome: fc.option(
    fc.record({
      kind: fc.constantFrom(...outcomeKinds),
      signedParties: fc.subarray(['a', 'b', 'c']),
      signedNeutrals: fc.subarray(['n', 'o', 'p']),
      minutesReason: fc.boolean(),
    }),
    { nil: null },
  ),
  obligationsOpen: fc.nat(2),
  obligationsBreached: fc.nat(1),
  limitAt: fc.constantFrom(null, earlier, later),
  oppositionUntil: fc.constantFrom(null, earlier, later),
  referredTo: fc.subarray(['court', 'nadr', 'enforcement', 'crime']),
});

describe('whatever the facts', () => {
  test('nothing binding is reported, signed or issued without consent, declarations, time to challenge and notice', () => {
    fc.assert(
      fc.property(
        anyFacts,
        fc.constantFrom<ProcedureAction>('report-agreement', 'report-award', 'sign', 'issue'),
        (facts, action) => {
          if (brokenProcedureRule(action, facts, now) !== null) return;
          if (action === 'issue' && !(facts.outcome && isBinding(facts.outcome.kind))) return;
          expect(allConsent(facts)).toBe(true);
          expect(panelDeclared(facts)).toBe(true);
          expect(challengesSettled(facts, now)).toBe(true);
          expect(heardWithNotice(facts)).toBe(true);
          if (action === 'issue' && facts.outcome?.kind !== 'award') {
            for (const party of facts.parties) expect(facts.outcome?.signedParties).toContain(party.id);
          }
        },
      ),
      { numRuns: 20_000 },
    );
  });

  test('no outcome is issued while minutes of a session held are not approved and nobody said why', () => {
    fc.assert(
      fc.property(anyFacts, (facts) => {
        if (brokenProcedureRule('issue', facts, now) !== null || facts.outcome?.minutesReason === true) return;
        for (const session of facts.sessions)
          if (session.state === 'held') expect([session.hasMinutes, session.minutesApproved]).toEqual([true, true]);
      }),
      { numRuns: 5_000 },
    );
  });

  test('nothing goes to the NADR that a party did not opt into', () => {
    fc.assert(
      fc.property(anyFacts, (facts) => {
        if (brokenProcedureRule('refer-nadr', facts, now) !== null) return;
        expect(facts.parties.every((party) => party.nadr)).toBe(true);
        expect(['failed', 'partial']).toContain(facts.outcome?.kind);
      }),
      { numRuns: 5_000 },
    );
  });

  test('the stages settle, and settled stages stay', () => {
    fc.assert(
      fc.property(anyFacts, (facts) => {
        const stage = stageNow(facts, now);
        expect(stageNow({ ...facts, stage }, now)).toBe(stage);
      }),
      { numRuns: 5_000 },
    );
  });

  test('a protected case is never admitted, nor one below whose level is not exhausted', () => {
    fc.assert(
      fc.property(anyFacts, (facts) => {
        if (brokenProcedureRule('admit', facts, now) !== null) return;
        const { protected: isProtected, criminalScreen, priorLevelDone, lateNotExcused, missing } = facts;
        expect([isProtected, criminalScreen, priorLevelDone, lateNotExcused, missing]).toEqual([
          false,
          'clear',
          true,
          false,
          0,
        ]);
      }),
      { numRuns: 5_000 },
    );
  });

  test('no walk through the table comes to a binding outcome past a missing step', () => {
    // A random walk: each step takes a permitted action and changes the facts as that act would, or the world changes.
    const change: fc.Arbitrary<Partial<FileFacts>> = fc.oneof(
      anyFacts.map(({ parties }) => ({ parties })),
      anyFacts.map(({ neutrals }) => ({ neutrals })),
      anyFacts.map(({ sessions }) => ({ sessions })),
      anyFacts.map(({ outcome }) => ({ outcome })),
      anyFacts.map(({ challengeUntil, challengesOpen }) => ({ challengeUntil, challengesOpen })),
    );
    fc.assert(
      fc.property(
        fc.array(fc.tuple(fc.nat(procedureActions.length - 1), change), { minLength: 5, maxLength: 60 }),
        (walk) => {
          let facts: FileFacts = { ...whole, stage: 'admissibility', neutrals: [], sessions: [], challengeUntil: null };
          for (const [pick, world] of walk) {
            const possible = possibleProcedureActions(facts, now);
            const action = possible[pick % Math.max(1, possible.length)];
            if (action === undefined) return;
            if (action === 'issue' && facts.outcome && isBinding(facts.outcome.kind)) {
              expect([
                allConsent(facts),
                panelDeclared(facts),
                challengesSettled(facts, now),
                heardWithNotice(facts),
              ]).toEqual([true, true, true, true]);
            }
            const stage = procedureRules[action].to ?? facts.stage;
            const moved = { ...facts, ...world, stage };
            facts = { ...moved, stage: stageNow(moved, now) };
          }
        },
      ),
      { numRuns: 2_000 },
    );
  });
});
