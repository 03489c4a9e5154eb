import type { ClockKind, OfficeKind } from '../../reference/index.ts';

/** Words that fill the templates. */
export interface NoticeWords {
  readonly clocks: Readonly<Record<ClockKind, string>>;
  /** A rung by the kind of office that sits there, short enough for an SMS. */
  readonly levels: Readonly<Record<OfficeKind, string>>;
  /** When the ladder does not know the rung. */
  readonly higherOffice: string;
  readonly how: { readonly party: string; readonly time: string; readonly skip: string; readonly officer: string };
  /** Why a case is watched, by the code of the reason; `other` for any that is not named here. */
  readonly panelTasks: Readonly<Record<'declare' | 'vote' | 'conclude', string>>;
  readonly watched: Readonly<
    Record<
      | 'nobody_holds'
      | 'no_supervisor'
      | 'top_of_ladder'
      | 'escalation_failed'
      | 'too_many_transfers'
      | 'no_rule'
      | 'dispute_too_tight'
      | 'other',
      string
    >
  >;
}

export const en: NoticeWords = {
  clocks: {
    acknowledge: 'acknowledge',
    decide: 'decide',
    settle: 'settle',
    safe_contact: 'safe contact',
    file_with_regulator: 'file with the regulator',
    conciliate: 'conciliate',
    completeness: 'check completeness',
    appoint: 'appoint conciliators',
    declare_conflict: 'declare conflicts of interest',
    challenge: 'challenge a neutral',
    invitation: 'invite to a session',
    minutes: 'write minutes',
    outcome_notice: 'give notice of the outcome',
    appeal_window: 'appeal',
    pause: 'wait for the complainant',
    reopen: 'reopen',
  },
  levels: {
    commune: 'commune office',
    district: 'district office',
    province: 'provincial office',
    operator: 'national operator',
    policy: 'General Secretariat',
    operator_branch: 'branch office',
    committee: 'settlement committee',
    regulator: 'regulator',
    neutral: 'neutral',
    court: 'court',
  },
  higherOffice: 'next office',
  how: {
    party: 'the complainant appealed',
    time: 'the deadline before it was missed',
    skip: 'an office below may not handle it (conflict of interest)',
    officer: 'an officer sent it up',
  },
  panelTasks: {
    declare:
      'You were appointed to the panel of three that reviews this case. Declare first whether a conflict of interest stands in the way.',
    vote: 'All members have declared. Your vote is awaited.',
    conclude: 'All have voted. As the chair, sign the decision if two agree; if not, bring the members together.',
  },
  watched: {
    nobody_holds: 'nobody holds it',
    no_supervisor: 'its office has no supervisor',
    top_of_ladder: 'it is late and there is no office above',
    escalation_failed: 'it could not be moved up',
    too_many_transfers: 'it was transferred too often',
    no_rule: 'no deadline rule covers it',
    dispute_too_tight: 'no further meeting fits before its date',
    other: 'it needs a decision on how it goes on',
  },
};
