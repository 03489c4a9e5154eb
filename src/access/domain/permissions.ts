import type { Actor, Role } from '../../kernel/actor.ts';
import { Forbidden } from '../../kernel/errors.ts';

/** Kinds of action that a role may or may not take. Whether it may take one on *this* case is the policy of that area. */
export const actions = [
  'case.read',
  'case.intake',
  'case.reply_on_behalf',
  'case.acknowledge',
  'case.assign',
  'case.note',
  'case.request_information',
  'case.decide',
  'case.escalate',
  'case.transfer',
  'case.close',
  'case.reopen',
  'case.withdraw',
  'case.link',
  'case.mark_protected',
  'remedy.fulfil',
  'resolution.conduct',
  'resolution.manage',
  'panel.manage',
  'panel.sit',
  'break_glass.request',
  'break_glass.review',
  'legal_hold.manage',
  'outbox.read',
  'outbox.resend',
  'people.read',
  'people.manage',
  'office.people.read',
  'reference.manage',
  'webhook.manage',
  'ledger.read',
  'statistics.read',
  'watched.read',
  'oversight.manage',
] as const;

export type Action = (typeof actions)[number];

/** Taking in what a person says, in any channel: no power over the case. */
const takesIn: readonly Action[] = [
  'case.read',
  'case.intake',
  'case.reply_on_behalf',
  'case.note',
  'case.mark_protected',
  'office.people.read',
];

/** Work on a case that an office holds, up to deciding and closing it. */
const handles: readonly Action[] = [
  'case.read',
  'case.acknowledge',
  'case.assign',
  'case.note',
  'case.request_information',
  'case.reply_on_behalf',
  'case.decide',
  'case.escalate',
  'case.transfer',
  'case.close',
  'case.reopen',
  'case.withdraw',
  'case.link',
  'case.mark_protected',
  'remedy.fulfil',
  'break_glass.request',
  'office.people.read',
];

/** Keeping dispute files and sitting in disputes. */
const settles: readonly Action[] = ['resolution.conduct', 'resolution.manage'];

/** The review panel of the last body of social assistance: appointing it, and sitting in it. */
const reviews: readonly Action[] = ['panel.manage', 'panel.sit'];

/** Watching over others' work: workload, missed deadlines, a second look at what is closed, and the numbers. */
const watches: readonly Action[] = ['watched.read', 'statistics.read', 'oversight.manage'];

/**
 * Who may do what kind of thing (DEFAULT; roles from the contract). What is not listed is denied.
 *
 * | role | in words |
 * |---|---|
 * | hotline_agent, counter_officer | take complaints in, pass on replies and notes; decide nothing |
 * | commune_, district_, province_officer, operator_handler | take in and handle what their office holds |
 * | operator_supervisor | as a handler, and watches: the watched queue and the numbers of the operator |
 * | committee_member | handles what the committee holds; takes nothing in, moves nothing sideways |
 * | protection_officer | takes in and handles the cases named to them |
 * | regulator_reviewer, policy_reviewer | take in, review, decide, watch |
 * | policy_reviewer | also appoints review panels (`panel.manage`) and sits in them (`panel.sit`); never decides alone |
 * | conciliator | leads a resolution: reads, notes, asks; never decides the case |
 * | operator_handler, operator_supervisor, committee_member, regulator_reviewer, policy_reviewer | also keep dispute files (`resolution.manage`) and may sit as neutrals (`resolution.conduct`) |
 * | analyst | numbers only |
 * | auditor | reads the ledger and the record of cases; changes nothing |
 * | privacy_officer | reviews break-glass, holds cases against erasure; reads no case |
 * | administrator | people, reference data, outgoing messages; reads no case |
 */
const table: Readonly<Record<Role, ReadonlySet<Action>>> = {
  hotline_agent: new Set(takesIn),
  counter_officer: new Set(takesIn),
  commune_officer: new Set([...takesIn, ...handles]),
  district_officer: new Set([...takesIn, ...handles]),
  province_officer: new Set([...takesIn, ...handles]),
  operator_handler: new Set([...takesIn, ...handles, ...settles]),
  operator_supervisor: new Set<Action>([...takesIn, ...handles, ...settles, ...watches]),
  committee_member: new Set([...handles.filter((action) => action !== 'case.transfer'), ...settles]),
  protection_officer: new Set([...takesIn, ...handles]),
  regulator_reviewer: new Set<Action>([...takesIn, ...handles, ...settles, ...watches]),
  conciliator: new Set<Action>([
    'case.read',
    'case.note',
    'case.request_information',
    'resolution.conduct',
    'office.people.read',
  ]),
  policy_reviewer: new Set<Action>([...takesIn, ...handles, ...settles, ...reviews, ...watches]),
  analyst: new Set<Action>(['statistics.read']),
  auditor: new Set<Action>(['case.read', 'ledger.read', 'statistics.read', 'watched.read']),
  privacy_officer: new Set<Action>(['break_glass.review', 'legal_hold.manage', 'people.read', 'office.people.read']),
  administrator: new Set<Action>([
    'people.read',
    'people.manage',
    'office.people.read',
    'reference.manage',
    'webhook.manage',
    'outbox.read',
    'outbox.resend',
  ]),
};

/** Whether the role may take this kind of action at all. Deny by default. */
export function may(role: Role, action: Action): boolean {
  return table[role].has(action);
}

/** Whether the actor may take this kind of action: staff by role, the system always, a complainant never. */
export function allows(actor: Actor, action: Action): boolean {
  switch (actor.kind) {
    case 'system':
      return true;
    case 'staff':
      return may(actor.role, action);
    case 'complainant':
      return false;
  }
}

/** @throws Forbidden `forbidden.action` when the actor may not take this kind of action. */
export function demand(actor: Actor, action: Action): void {
  if (!allows(actor, action)) throw new Forbidden('forbidden.action', { action });
}
