import { handlesCases } from '../cases/index.ts';
import { roles, type Role } from '../kernel/actor.ts';
import type { Work } from '../platform/work.ts';
import { activePeopleAt } from './records/escalation-store.ts';

/** Roles of people who handle cases at their office. */
export const handlingRoles: readonly Role[] = roles.filter(handlesCases);

/** Ids of the active people who handle cases at an office. */
export function handlingPeople(work: Work, office: string): Promise<readonly string[]> {
  return activePeopleAt(work, office, handlingRoles);
}
