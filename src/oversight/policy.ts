import { sql, type RawBuilder } from 'kysely';

import { demand, staffOf } from '../access/index.ts';
import { visibleCases } from '../cases/index.ts';
import type { StaffActor } from '../kernel/actor.ts';
import type { Work } from '../platform/work.ts';

/**
 * Who watches over others' work: supervisors of an operator over its cases, reviewers over those of their own office.
 * @throws Forbidden for everybody else
 */
export function demandOversight(work: Work): StaffActor {
  demand(work.actor, 'oversight.manage');
  return staffOf(work);
}

/**
 * The cases that somebody answers for, as a condition on `case_file`: seen by them, and of their operator or held by their
 * office. Protected cases are among them only where they are named.
 */
export function answeredFor(actor: StaffActor, now: Date): RawBuilder<boolean> {
  const own =
    actor.role === 'operator_supervisor'
      ? sql<boolean>`case_file.operator_office = ${actor.office}`
      : sql<boolean>`case_file.held_office = ${actor.office}`;
  return sql<boolean>`(${visibleCases(actor, now)} and (${own} or case_file.held_office = ${actor.office}))`;
}
