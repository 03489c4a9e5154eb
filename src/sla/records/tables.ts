import { defineEntity, p, type InferKyselyDB } from '@mikro-orm/postgresql';

import type { Force } from '../../reference/index.ts';
import type { ClockStanding } from '../domain/clock.ts';

/** One deadline of one case; see migrations/0005-sla.ts. */
export const SlaClock = defineEntity({
  name: 'SlaClock',
  tableName: 'sla_clock',
  properties: {
    id: p.uuid().primary(),
    caseId: p.uuid(),
    kind: p.text(),
    tier: p.text(),
    rule: p.json(),
    ruleId: p.text(),
    ruleVersion: p.integer(),
    force: p.text().$type<Force>(),
    calendarVersion: p.text(),
    triggerAt: p.datetime(),
    dueAt: p.datetime(),
    pauses: p.json(),
    /** Warnings: the part of the period, when, and whether it was given. */
    warned: p.json(),
    state: p.text().$type<ClockStanding>(),
    provisional: p.boolean(),
    breachedAt: p.datetime().nullable(),
    metAt: p.datetime().nullable(),
    escalateAt: p.datetime().nullable(),
    escalatedAt: p.datetime().nullable(),
    /** When the sweep looks at it again; while paused, when the pause ends by itself. */
    nextActionAt: p.datetime().nullable(),
  },
});

export const slaEntities = [SlaClock];

export type SlaTables = InferKyselyDB<typeof SlaClock, Record<never, never>>;
