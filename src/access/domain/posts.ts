import type { Role } from '../../kernel/actor.ts';

/** Roles that sign in with a password alone (DEFAULT): shared desks where a second device is often not at hand. */
export const passwordAloneRoles: readonly Role[] = ['hotline_agent', 'counter_officer'];

/** Types of office each role may sit in; `null`: any. */
const seats: Readonly<Record<Role, readonly string[] | null>> = {
  hotline_agent: ['hotline'],
  counter_officer: ['commune', 'district', 'province', 'operator', 'operator_branch'],
  commune_officer: ['commune'],
  district_officer: ['district'],
  province_officer: ['province'],
  operator_handler: ['operator', 'operator_branch'],
  operator_supervisor: ['operator', 'operator_branch'],
  committee_member: ['committee'],
  protection_officer: ['protection_desk'],
  regulator_reviewer: ['regulator'],
  conciliator: ['regulator'],
  policy_reviewer: ['policy'],
  analyst: null,
  auditor: null,
  privacy_officer: null,
  administrator: null,
};

/** Whether somebody in an office of this type may hold this role. */
export function seatsIn(role: Role, officeType: string): boolean {
  const types = seats[role];
  return types === null || types.includes(officeType);
}

const offTheLadder: readonly Role[] = ['hotline_agent', 'analyst', 'auditor', 'privacy_officer', 'administrator'];

/** Whether the role works on the rung of its office, or only happens to sit there. */
export function sitsOnRung(role: Role): boolean {
  return !offTheLadder.includes(role);
}
