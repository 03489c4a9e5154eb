/** States of a case. `escalated`: it has arrived at a higher tier and waits to be acknowledged there. */
export const statuses = [
  'filed',
  'acknowledged',
  'in_progress',
  'awaiting_complainant',
  'decided',
  'escalated',
  'in_resolution',
  'closed',
  'withdrawn',
  'referred',
  'inadmissible',
] as const;

export type Status = (typeof statuses)[number];

/** Somebody still owes the complainant a decision. */
export const undecidedStatuses = [
  'filed',
  'acknowledged',
  'in_progress',
  'awaiting_complainant',
  'escalated',
  'in_resolution',
] as const satisfies readonly Status[];
/** Not ended: a decided case is open until its remedies are delivered. */
export const openStatuses = [...undecidedStatuses, 'decided'] as const satisfies readonly Status[];

/** What can be done with a case, by staff or by the complainant. */
export const caseActions = [
  'acknowledge',
  'assign',
  'note',
  'request-information',
  'reply',
  'transfer',
  'decide',
  'fulfil-remedy',
  'confirm-remedy',
  'accept',
  'appeal',
  'escalate',
  'close',
  'reopen',
  'withdraw',
  'link',
  'mark-protected',
  'rate',
  'attach',
] as const;

export type CaseAction = (typeof caseActions)[number];

/** What the rules look at that clocks, calendar and ladder know: areas that stand after this one. */
export interface Surroundings {
  /** Last instant at which it may be opened again; null while it is not closed. */
  readonly reopenUntil: Date | null;
  /** Whether the statutory right to go to the regulator stands open though nothing is decided. */
  readonly regulatorRightOpen: boolean;
  /** Whether a body exists above that an appeal can go to. */
  readonly appealBody: boolean;
  readonly topOfLadder: boolean;
}

/** What the rules look at. */
export interface CaseFacts extends Surroundings {
  readonly status: Status;
  readonly protected: boolean;
  readonly transfers: number;
  /** Instant of closing or of the end in another way. */
  readonly closedAt: Date | null;
  /** Remedies ordered and not yet confirmed by the complainant. */
  readonly remediesOpen: number;
  /** Remedies reported as fulfilled that the complainant has not answered. */
  readonly remediesToConfirm: number;
  /** Remedies not yet reported as fulfilled, or disputed. */
  readonly remediesToFulfil: number;
  readonly appealed: boolean;
  readonly rated: boolean;
  /** Nobody decides alone where it stands, and no panel has signed. */
  readonly needsPanel: boolean;
}

interface Guard {
  /** Name of the rule that is broken when `holds` is false. */
  readonly rule: string;
  holds(of: CaseFacts, now: Date): boolean;
}

interface ActionRule {
  readonly from: readonly Status[];
  /** Status afterwards; null: it stays. A decision's status comes from its outcome. */
  readonly to: Status | null;
  /** Rule named when the status is not among `from`. */
  readonly rule: string;
  readonly guards: readonly Guard[];
}

/** Transfers between offices of one tier before a supervisor must decide (DOMAIN 1, default). */
export const mostTransfers = 3;

/**
 * The one table of states and actions. What is not here is refused, and the rule that refuses it has a name.
 */
export const actionRules: Readonly<Record<CaseAction, ActionRule>> = {
  acknowledge: { from: ['filed', 'escalated'], to: 'acknowledged', rule: 'already_acknowledged', guards: [] },
  assign: { from: undecidedStatuses, to: null, rule: 'assign_needs_undecided_case', guards: [] },
  note: { from: statuses, to: null, rule: 'note', guards: [] },
  'request-information': {
    from: ['acknowledged', 'in_progress'],
    to: 'awaiting_complainant',
    rule: 'question_needs_acknowledged_case',
    guards: [],
  },
  reply: { from: openStatuses, to: null, rule: 'reply_needs_open_case', guards: [] },
  transfer: {
    from: ['filed', 'acknowledged', 'in_progress', 'escalated'],
    to: 'filed',
    rule: 'transfer_needs_undecided_case',
    guards: [{ rule: 'too_many_transfers', holds: (of) => of.transfers < mostTransfers }],
  },
  decide: {
    from: ['acknowledged', 'in_progress'],
    to: 'decided',
    rule: 'decide_needs_acknowledged_case',
    guards: [{ rule: 'decide_needs_panel', holds: (of) => !of.needsPanel }],
  },
  'fulfil-remedy': {
    from: ['decided'],
    to: null,
    rule: 'remedy_needs_decided_case',
    guards: [{ rule: 'no_remedy_to_fulfil', holds: (of) => of.remediesToFulfil > 0 }],
  },
  'confirm-remedy': {
    from: ['decided'],
    to: null,
    rule: 'remedy_needs_decided_case',
    guards: [{ rule: 'no_remedy_to_confirm', holds: (of) => of.remediesToConfirm > 0 }],
  },
  accept: {
    from: ['decided'],
    to: null,
    rule: 'accept_needs_decided_case',
    guards: [{ rule: 'already_appealed', holds: (of) => !of.appealed }],
  },
  appeal: {
    from: [...openStatuses, 'closed', 'inadmissible', 'referred'],
    to: null,
    rule: 'appeal_needs_decision',
    guards: [
      { rule: 'already_appealed', holds: (of) => !of.appealed },
      { rule: 'appeal_needs_decision', holds: (of) => of.regulatorRightOpen || !isUndecided(of.status) },
      { rule: 'no_body_above', holds: (of) => of.appealBody },
    ],
  },
  escalate: {
    from: ['filed', 'acknowledged', 'in_progress', 'escalated'],
    to: 'escalated',
    rule: 'escalate_needs_undecided_case',
    guards: [{ rule: 'no_body_above', holds: (of) => !of.topOfLadder }],
  },
  close: {
    from: ['decided'],
    to: 'closed',
    rule: 'close_needs_decided_case',
    guards: [{ rule: 'remedies_not_delivered', holds: (of) => of.remediesOpen === 0 }],
  },
  reopen: {
    from: ['closed', 'withdrawn'],
    to: 'in_progress',
    rule: 'reopen_needs_closed_case',
    guards: [
      { rule: 'reopen_too_late', holds: (of, now) => of.reopenUntil !== null && now <= of.reopenUntil },
      { rule: 'already_appealed', holds: (of) => !of.appealed },
    ],
  },
  withdraw: { from: undecidedStatuses, to: 'withdrawn', rule: 'withdraw_needs_undecided_case', guards: [] },
  link: { from: statuses, to: null, rule: 'link', guards: [] },
  'mark-protected': {
    from: statuses,
    to: null,
    rule: 'mark_protected',
    guards: [{ rule: 'already_protected', holds: (of) => !of.protected }],
  },
  rate: {
    from: ['decided', 'closed', 'inadmissible', 'referred'],
    to: null,
    rule: 'rating_needs_decision',
    guards: [
      { rule: 'already_rated', holds: (of) => !of.rated },
      // Satisfaction is never asked about protected matters (DOMAIN 7).
      { rule: 'protected_case_not_rated', holds: (of) => !of.protected },
    ],
  },
  attach: { from: openStatuses, to: null, rule: 'attach_needs_open_case', guards: [] },
};

/** Actions whose rules look at what surrounds the case; all others are judged by the case alone. */
export const actionsThatLookAround = ['appeal', 'escalate', 'reopen'] as const satisfies readonly CaseAction[];

/** For actions that do not look around: what they see there. */
export const nothingAround: Surroundings = {
  reopenUntil: null,
  regulatorRightOpen: false,
  appealBody: false,
  topOfLadder: false,
};

/** Whether a decision is still owed. */
export function isUndecided(status: Status): boolean {
  return (undecidedStatuses as readonly Status[]).includes(status);
}

/** Whether it is not ended. */
export function isOpen(status: Status): boolean {
  return (openStatuses as readonly Status[]).includes(status);
}

/** The name of the rule that forbids an action now, or null when it may be done. */
export function brokenRule(action: CaseAction, of: CaseFacts, now: Date): string | null {
  const rule = actionRules[action];
  if (!rule.from.includes(of.status)) return rule.rule;
  return rule.guards.find((guard) => !guard.holds(of, now))?.rule ?? null;
}

/** The actions that the state of the case permits now, whoever asks. */
export function possibleActions(of: CaseFacts, now: Date): CaseAction[] {
  return caseActions.filter((action) => brokenRule(action, of, now) === null);
}
