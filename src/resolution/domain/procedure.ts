import {
  allConsent,
  challengesSettled,
  hasTwoSides,
  heardWithNotice,
  panelDeclared,
  type FileFacts,
} from './procedure-facts.ts';
import { isBinding, openStages, type Stage } from './terms.ts';

/** What can be done with a dispute file. */
export const procedureActions = [
  'screen',
  'state',
  'request-more',
  'add-party',
  'add-representative',
  'excuse-late',
  'admit',
  'refuse',
  'refer-crime',
  'consent',
  'appoint',
  'declare',
  'challenge',
  'decide-challenge',
  'replace',
  'schedule',
  'serve',
  'answer-invitation',
  'hold',
  'cancel-session',
  'write-minutes',
  'approve-minutes',
  'take-notes',
  'offer',
  'extend',
  'report-agreement',
  'report-award',
  'report-failure',
  'sign',
  'issue',
  'withdraw',
  'discontinue',
  'obligation',
  'oppose-award',
  'refer-court',
  'consent-nadr',
  'refer-nadr',
  'refer-enforcement',
  'seal',
] as const;
export type ProcedureAction = (typeof procedureActions)[number];

interface Guard {
  /** Name of the rule that is broken when `holds` is false. */
  readonly rule: string;
  holds(of: FileFacts, now: Date): boolean;
}

interface ActionRule {
  readonly from: readonly Stage[];
  /** Stage afterwards; null: it stays, or moves by itself when its time has come (`passes`). */
  readonly to: Stage | null;
  /** Rule named when the stage is not among `from`. */
  readonly rule: string;
  readonly guards: readonly Guard[];
}

const consents: Guard = { rule: 'consent_missing', holds: allConsent };
const declarations: Guard = { rule: 'declaration_missing', holds: panelDeclared };
const challenges: Guard = { rule: 'challenge_period_open', holds: challengesSettled };
const notice: Guard = { rule: 'no_session_with_notice', holds: heardWithNotice };
const minutes: Guard = {
  rule: 'minutes_missing',
  holds: (of) => of.sessions.every((session) => session.state !== 'held' || session.hasMinutes),
};
const approvals: Guard = {
  rule: 'minutes_not_approved',
  holds: (of) =>
    of.outcome?.minutesReason === true ||
    of.sessions.every((session) => session.state !== 'held' || (session.hasMinutes && session.minutesApproved)),
};
/** Nothing that binds a party rests on less: consent, conflict declaration, time to challenge, notice, minutes. */
const wholeProcedure: readonly Guard[] = [consents, declarations, challenges, notice, minutes];

const binding = (of: FileFacts) => of.outcome !== null && isBinding(of.outcome.kind);
const ifBinding = (guard: Guard): Guard => ({
  rule: guard.rule,
  holds: (of, now) => !binding(of) || guard.holds(of, now),
});
const ended = (kinds: readonly string[]) => (of: FileFacts) => of.outcome !== null && kinds.includes(of.outcome.kind);
const failedPoints: Guard = { rule: 'court_needs_failed_points', holds: ended(['failed', 'partial']) };

const beforeOutcome = ['consents', 'appointment', 'declarations', 'challenge_period', 'sessions'] as const;
const conducted = ['sessions', 'outcome', 'signatures'] as const;
const over = ['closed', 'court', 'nadr', 'refused', 'discontinued'] as const;

/**
 * The one table of a dispute. What is not here is refused, and the rule that refuses it has a name.
 * Sources: DOMAIN 6; LAW: Decision 017 (level one first, complete complaint, one or three conciliators, minutes),
 * Law on Social Security Schemes 2019 Art. 91 (committee first) and Art. 99 (deductions are referred).
 */
export const procedureRules: Readonly<Record<ProcedureAction, ActionRule>> = {
  screen: { from: ['admissibility', ...beforeOutcome], to: null, rule: 'screening_is_over', guards: [] },
  state: { from: ['admissibility'], to: null, rule: 'complaint_is_admitted', guards: [] },
  'request-more': { from: ['admissibility'], to: null, rule: 'complaint_is_admitted', guards: [] },
  'add-party': { from: ['admissibility', ...beforeOutcome], to: null, rule: 'parties_are_fixed', guards: [] },
  'add-representative': { from: [...openStages, 'obligations'], to: null, rule: 'dispute_is_over', guards: [] },
  'excuse-late': {
    from: ['admissibility'],
    to: null,
    rule: 'complaint_is_admitted',
    guards: [{ rule: 'filing_is_in_time', holds: (of) => of.lateNotExcused }],
  },
  admit: {
    from: ['admissibility'],
    to: 'consents',
    rule: 'complaint_is_admitted',
    guards: [
      { rule: 'protected_case_refused', holds: (of) => !of.protected },
      { rule: 'matter_is_referred_by_law', holds: (of) => !of.referOnly },
      { rule: 'criminal_screen_missing', holds: (of) => of.criminalScreen !== 'none' },
      { rule: 'crime_is_never_conciliated', holds: (of) => of.criminalScreen !== 'crime' },
      { rule: 'level_one_not_exhausted', holds: (of) => of.priorLevelDone },
      { rule: 'late_filing_not_excused', holds: (of) => !of.lateNotExcused },
      { rule: 'two_sides_needed', holds: (of) => hasTwoSides(of.parties) },
      { rule: 'complaint_incomplete', holds: (of) => of.missing === 0 },
    ],
  },
  refuse: { from: ['admissibility'], to: 'refused', rule: 'complaint_is_admitted', guards: [] },
  'refer-crime': {
    from: ['admissibility', ...beforeOutcome],
    to: 'refused',
    rule: 'screening_is_over',
    guards: [{ rule: 'no_crime_screened', holds: (of) => of.criminalScreen === 'crime' }],
  },
  consent: { from: beforeOutcome, to: null, rule: 'consent_has_its_time', guards: [] },
  appoint: {
    from: ['appointment'],
    to: null,
    rule: 'appointment_needs_consents',
    guards: [consents, { rule: 'panel_is_full', holds: (of) => of.neutrals.length < of.panelSize }],
  },
  declare: { from: ['appointment', 'declarations'], to: null, rule: 'declaration_has_its_time', guards: [] },
  challenge: {
    from: ['challenge_period'],
    to: null,
    rule: 'challenge_has_its_time',
    guards: [
      { rule: 'challenge_too_late', holds: (of, now) => of.challengeUntil !== null && now <= of.challengeUntil },
    ],
  },
  'decide-challenge': {
    from: ['challenge_period'],
    to: null,
    rule: 'challenge_has_its_time',
    guards: [{ rule: 'no_challenge_waits', holds: (of) => of.challengesOpen > 0 }],
  },
  replace: {
    from: ['appointment', 'declarations', 'challenge_period', 'sessions'],
    to: null,
    rule: 'panel_is_fixed',
    guards: [],
  },
  schedule: {
    from: ['sessions'],
    to: null,
    rule: 'sessions_have_their_time',
    guards: [consents, declarations, challenges],
  },
  serve: { from: conducted, to: null, rule: 'sessions_have_their_time', guards: [] },
  'answer-invitation': { from: conducted, to: null, rule: 'sessions_have_their_time', guards: [] },
  hold: {
    from: ['sessions'],
    to: null,
    rule: 'sessions_have_their_time',
    guards: [consents, declarations, challenges],
  },
  'cancel-session': { from: conducted, to: null, rule: 'sessions_have_their_time', guards: [] },
  'write-minutes': { from: conducted, to: null, rule: 'sessions_have_their_time', guards: [] },
  'approve-minutes': { from: conducted, to: null, rule: 'sessions_have_their_time', guards: [] },
  'take-notes': { from: conducted, to: null, rule: 'sessions_have_their_time', guards: [] },
  offer: { from: [...beforeOutcome, 'outcome'], to: null, rule: 'offers_have_their_time', guards: [] },
  extend: { from: beforeOutcome, to: null, rule: 'extension_has_its_time', guards: [] },
  'report-agreement': { from: conducted, to: 'outcome', rule: 'outcome_needs_sessions', guards: wholeProcedure },
  'report-award': {
    from: conducted,
    to: 'outcome',
    rule: 'outcome_needs_sessions',
    guards: [{ rule: 'award_needs_arbitration', holds: (of) => of.mode === 'arbitration' }, ...wholeProcedure],
  },
  'report-failure': {
    from: [...beforeOutcome, 'outcome', 'signatures'],
    to: 'outcome',
    rule: 'outcome_needs_sessions',
    guards: [
      {
        rule: 'failure_needs_ground',
        holds: (of, now) =>
          of.parties.some((party) => party.consent === 'refused') ||
          heardWithNotice(of) ||
          (of.limitAt !== null && now > of.limitAt),
      },
      minutes,
    ],
  },
  sign: {
    from: ['outcome', 'signatures'],
    to: 'signatures',
    rule: 'nothing_to_sign',
    guards: [{ rule: 'nothing_to_sign', holds: binding }, ...wholeProcedure],
  },
  issue: {
    from: ['outcome', 'signatures'],
    to: 'obligations',
    rule: 'outcome_missing',
    guards: [
      ...wholeProcedure.map(ifBinding),
      approvals,
      {
        rule: 'signatures_missing',
        holds: (of) =>
          of.outcome === null || !binding(of)
            ? true
            : of.outcome.kind === 'award'
              ? of.neutrals.every((neutral) => of.outcome?.signedNeutrals.includes(neutral.id))
              : of.parties.every((party) => of.outcome?.signedParties.includes(party.id)),
      },
    ],
  },
  withdraw: { from: openStages, to: 'closed', rule: 'dispute_is_over', guards: [] },
  discontinue: { from: openStages, to: 'discontinued', rule: 'dispute_is_over', guards: [] },
  obligation: { from: ['obligations'], to: null, rule: 'no_obligation_open', guards: [] },
  'oppose-award': {
    from: ['obligations', 'closed'],
    to: 'court',
    rule: 'no_award_to_oppose',
    guards: [
      { rule: 'no_award_to_oppose', holds: ended(['award']) },
      { rule: 'opposition_too_late', holds: (of, now) => of.oppositionUntil !== null && now <= of.oppositionUntil },
    ],
  },
  'refer-court': {
    from: ['obligations', 'closed', 'nadr'],
    to: null,
    rule: 'referral_needs_outcome',
    guards: [failedPoints],
  },
  'consent-nadr': {
    from: ['obligations', 'closed'],
    to: null,
    rule: 'referral_needs_outcome',
    guards: [failedPoints],
  },
  'refer-nadr': {
    from: ['obligations', 'closed'],
    to: null,
    rule: 'referral_needs_outcome',
    guards: [failedPoints, { rule: 'nadr_needs_consents', holds: (of) => of.parties.every((party) => party.nadr) }],
  },
  'refer-enforcement': {
    from: ['obligations'],
    to: null,
    rule: 'no_obligation_open',
    guards: [{ rule: 'no_obligation_breached', holds: (of) => of.obligationsBreached > 0 }],
  },
  seal: { from: over, to: 'sealed', rule: 'dispute_is_not_over', guards: [] },
};

interface Passing {
  readonly from: readonly Stage[];
  readonly to: Stage;
  when(of: FileFacts, now: Date): boolean;
}

const withPanel = ['declarations', 'challenge_period', 'sessions'] as const;

/** Where a file goes by itself because of what is in it or because time has passed. The first that holds, again and again. */
export const passes: readonly Passing[] = [
  { from: ['appointment', ...withPanel], to: 'consents', when: (of) => !allConsent(of) },
  { from: ['consents'], to: 'appointment', when: allConsent },
  { from: withPanel, to: 'appointment', when: (of) => of.neutrals.length < of.panelSize },
  { from: ['appointment'], to: 'declarations', when: (of) => of.neutrals.length === of.panelSize },
  { from: ['challenge_period', 'sessions'], to: 'declarations', when: (of) => !panelDeclared(of) },
  { from: ['declarations'], to: 'challenge_period', when: panelDeclared },
  { from: ['challenge_period'], to: 'sessions', when: challengesSettled },
  { from: ['obligations'], to: 'closed', when: (of) => of.obligationsOpen === 0 },
  { from: ['closed'], to: 'court', when: (of) => of.referredTo.includes('court') },
  { from: ['closed'], to: 'nadr', when: (of) => of.referredTo.includes('nadr') && !of.referredTo.includes('court') },
  { from: ['nadr'], to: 'court', when: (of) => of.referredTo.includes('court') },
];

/** The stage in which the file is now, with all that moved by itself. */
export function stageNow(of: FileFacts, now: Date): Stage {
  let stage = of.stage;
  // Each pass goes forward or back once for the same facts; more rounds than stages would be a loop in the table.
  for (let round = 0; round < passes.length * 2; round += 1) {
    const facts = { ...of, stage };
    const next = passes.find((pass) => pass.from.includes(stage) && pass.when(facts, now));
    if (!next) return stage;
    stage = next.to;
  }
  throw new RangeError(`the table of stages does not settle at ${of.stage}`);
}

/** The name of the rule that forbids an action now, or null. The facts carry the stage as it is now (`stageNow`). */
export function brokenProcedureRule(action: ProcedureAction, of: FileFacts, now: Date): string | null {
  const rule = procedureRules[action];
  if (!rule.from.includes(of.stage)) return rule.rule;
  return rule.guards.find((guard) => !guard.holds(of, now))?.rule ?? null;
}

/** The actions that the state of the file permits now, whoever asks. */
export function possibleProcedureActions(of: FileFacts, now: Date): readonly ProcedureAction[] {
  return procedureActions.filter((action) => brokenProcedureRule(action, of, now) === null);
}
