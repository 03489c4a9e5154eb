import { sql, type RawBuilder } from 'kysely';

import type { Actor, Role, StaffActor } from '../kernel/actor.ts';
import type { CaseAction } from './domain/lifecycle.ts';

export type Answer = { readonly allowed: true } | { readonly allowed: false; readonly why: string };

const yes: Answer = { allowed: true };
const no = (why: string): Answer => ({ allowed: false, why });

/** What the policy looks at of a case. */
export interface CaseStanding {
  readonly id: string;
  readonly heldOffice: string;
  readonly operatorOffice: string;
  readonly assignedTo: string | null;
  readonly protected: boolean;
  readonly filedBy: string | null;
  readonly intakeOffice: string | null;
}

/** Roles that handle cases at the office where they sit: they may do everything there that the state of a case permits. */
const handlers: ReadonlySet<Role> = new Set([
  'commune_officer',
  'district_officer',
  'province_officer',
  'operator_handler',
  'operator_supervisor',
  'committee_member',
  'protection_officer',
  'regulator_reviewer',
  'policy_reviewer',
]);
/** Roles that take complaints in and pass on what people say, but decide nothing. */
const intakeRoles: ReadonlySet<Role> = new Set(['hotline_agent', 'counter_officer']);
const intakeActions: ReadonlySet<CaseAction> = new Set(['note', 'reply', 'attach', 'withdraw', 'mark-protected']);
/** A conciliator leads the resolution at the regulator and never decides the case. */
const conciliatorActions: ReadonlySet<CaseAction> = new Set(['note', 'request-information', 'attach']);
const handlerActions: ReadonlySet<CaseAction> = new Set([
  'acknowledge',
  'assign',
  'note',
  'request-information',
  'reply',
  'transfer',
  'decide',
  'fulfil-remedy',
  'escalate',
  'close',
  'reopen',
  'withdraw',
  'link',
  'mark-protected',
  'attach',
]);
/** What a complainant does with their own case, with reference and receipt. */
const complainantActions: ReadonlySet<CaseAction> = new Set([
  'reply',
  'accept',
  'appeal',
  'withdraw',
  'rate',
  'confirm-remedy',
  'attach',
]);

/** Whether people of this role handle cases at their office, and so may be given one. */
export function handlesCases(role: Role): boolean {
  return handlers.has(role);
}

/** Roles that never read a case as such; see also `visibleCases`. */
const withoutCases = ['analyst', 'administrator', 'privacy_officer'] as const satisfies readonly Role[];

/**
 * Whether somebody who sees a case may do this with it. Deny by default. Who sees it is `visibleCases`: somebody who does
 * not is answered 404 before this is asked.
 */
export function mayDo(actor: Actor, action: CaseAction, on: CaseStanding): Answer {
  if (actor.kind === 'system') return yes;
  if (actor.kind === 'complainant') {
    return on.id === actor.caseId && complainantActions.has(action) ? yes : no('not_for_complainants');
  }
  if (intakeRoles.has(actor.role)) {
    const own = on.filedBy === actor.personId || on.heldOffice === actor.office || on.intakeOffice === actor.office;
    return own && intakeActions.has(action) ? yes : no('intake_only');
  }
  if (actor.role === 'conciliator') {
    return on.heldOffice === actor.office && conciliatorActions.has(action) ? yes : no('conciliator_only');
  }
  if (!handlesCases(actor.role)) return no('role_handles_no_cases');
  if (!handlerActions.has(action)) return no('complainant_only');
  // The committee moves nothing sideways: there is only one of it.
  if (action === 'transfer' && actor.role === 'committee_member') return no('committee_transfers_nothing');
  if (on.heldOffice === actor.office) return yes;
  // A supervisor of the operator puts things right at its branches, but not at its protection desk; a former holder only reads.
  if (
    actor.role === 'operator_supervisor' &&
    !on.protected &&
    on.operatorOffice === actor.office &&
    (action === 'assign' || action === 'transfer' || action === 'note' || action === 'reopen')
  )
    return yes;
  return no('case_is_elsewhere');
}

/**
 * The row filter: which cases somebody sees. Used by every read - lists, single cases, counts, search, exports - and kept in
 * step with the row-level security policy `case_file_read`, which says the same to PostgreSQL.
 */
export function visibleCases(actor: Actor, now: Date): RawBuilder<boolean> {
  if (actor.kind === 'system') return sql<boolean>`true`;
  if (actor.kind === 'complainant') return sql<boolean>`case_file.id = ${actor.caseId}`;
  const named = sql<boolean>`exists (select 1 from case_access a where a.case_id = case_file.id and a.person_id = ${actor.personId}
    and a.revoked_at is null and (a.expires_at is null or a.expires_at > ${now}))`;
  const ordinary = ordinarilyVisible(actor);
  return ordinary ? sql<boolean>`((not case_file.protected and (${ordinary})) or ${named})` : named;
}

function ordinarilyVisible(actor: StaffActor): RawBuilder<boolean> | null {
  if ((withoutCases as readonly Role[]).includes(actor.role)) return null;
  if (actor.role === 'auditor') return sql<boolean>`true`;
  const ways = [sql<boolean>`case_file.held_office = ${actor.office}`];
  if (actor.role === 'operator_supervisor') ways.push(sql<boolean>`case_file.operator_office = ${actor.office}`);
  if (actor.role === 'hotline_agent') ways.push(sql<boolean>`case_file.intake_office = ${actor.office}`);
  if (actor.role === 'policy_reviewer')
    ways.push(sql<boolean>`(case_file.watched_reason is not null and case_file.track = 'social_assistance')`);
  // Last, because ways are tried in this order, and this one looks into another table.
  ways.push(
    sql<boolean>`exists (select 1 from case_custody c where c.case_id = case_file.id and c.office = ${actor.office})`,
  );
  return sql.join(ways, sql` or `);
}

/** Whether somebody who sees a case may read what is sealed in it. Auditors see that and what was done, not what was said. */
export function mayReadContent(actor: Actor): boolean {
  return !(actor.kind === 'staff' && actor.role === 'auditor');
}

/**
 * Whether somebody may see who the complainant is. A confidential complainant is known to the protection officer alone;
 * everybody else handles the case without the name.
 */
export function mayReadIdentity(actor: Actor, of: { readonly identity: string }): boolean {
  if (actor.kind !== 'staff') return true;
  if (!mayReadContent(actor)) return false;
  return of.identity !== 'confidential' || actor.role === 'protection_officer';
}
