import { defineEntity, p, type InferKyselyDB } from '@mikro-orm/postgresql';

/** One move of a case up its ladder, or past an office that it is about. */
export const Escalation = defineEntity({
  name: 'Escalation',
  tableName: 'escalation',
  properties: {
    id: p.uuid().primary(),
    caseId: p.uuid(),
    how: p.text().$type<'party' | 'time' | 'skip' | 'officer'>(),
    fromTier: p.text(),
    fromOffice: p.text(),
    toTier: p.text(),
    toOffice: p.text(),
    /** The clock whose breach moved it: each moves its case once. */
    clockId: p.uuid().nullable(),
    at: p.datetime(),
  },
});

/** A clock whose sweep failed: shown in the watched queue, tried again later. */
export const SweepFailure = defineEntity({
  name: 'SweepFailure',
  tableName: 'sweep_failure',
  properties: {
    clockId: p.uuid().primary(),
    caseId: p.uuid(),
    failedAt: p.datetime(),
    attempts: p.integer(),
    reason: p.text(),
    retryAt: p.datetime(),
  },
});

/** How an appeal, a case of its own, came about. */
export const Appeal = defineEntity({
  name: 'Appeal',
  tableName: 'appeal',
  properties: {
    caseId: p.uuid().primary(),
    ofCaseId: p.uuid(),
    timing: p.text().$type<'in_time' | 'late_with_reason' | 'no_limit'>(),
    windowClockId: p.uuid().nullable(),
    onBehalf: p.boolean(),
    /** By somebody with a mandate of the party. */
    byRepresentative: p.boolean(),
    filedAt: p.datetime(),
  },
});

export const escalationEntities = [Escalation, SweepFailure, Appeal];

export type EscalationTables = InferKyselyDB<(typeof escalationEntities)[number], Record<never, never>>;
