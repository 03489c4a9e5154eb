/** The roles of CONTRACT: what a member of staff is signed in as. */
export const roles = [
  'hotline_agent',
  'counter_officer',
  'commune_officer',
  'district_officer',
  'province_officer',
  'operator_handler',
  'operator_supervisor',
  'committee_member',
  'protection_officer',
  'regulator_reviewer',
  'conciliator',
  'policy_reviewer',
  'analyst',
  'auditor',
  'privacy_officer',
  'administrator',
] as const;

export type Role = (typeof roles)[number];

/** A rung of a ladder. The codes in use are data (`reference`), so this stays an open string. */
export type Tier = string;

export type Track = 'social_assistance' | 'social_security';

/** A person signed in: role and office are read anew from the database for every request. */
export interface StaffActor {
  readonly kind: 'staff';
  readonly personId: string;
  readonly role: Role;
  readonly office: string;
  readonly tier: Tier | null;
  readonly track: Track | null;
  readonly operator: string | null;
  readonly sessionId: string;
}

/** Somebody who proved one case by reference and receipt, or who is filing it now. Sees that case alone. */
export interface ComplainantActor {
  readonly kind: 'complainant';
  readonly caseId: string;
}

/** The program itself: workers, start-up, imports. `job` says which part of it acts. */
export interface SystemActor {
  readonly kind: 'system';
  readonly job: string;
}

export type Actor = StaffActor | ComplainantActor | SystemActor;

/** The system acting for the named job. */
export function systemActor(job: string): SystemActor {
  return { kind: 'system', job };
}
