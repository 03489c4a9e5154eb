import { defineEntity, p, type InferKyselyDB } from '@mikro-orm/postgresql';

/** The answer to a filing, for the sender who asks again; see migrations/0004-cases.ts. */
export const FilingKey = defineEntity({
  name: 'FilingKey',
  tableName: 'filing_key',
  properties: {
    keyHash: p.blob().primary(),
    bodyHash: p.blob(),
    caseId: p.uuid(),
    sealedAnswer: p.blob(),
    createdAt: p.datetime(),
  },
});

export const intakeEntities = [FilingKey];
export type IntakeTables = InferKyselyDB<(typeof intakeEntities)[number], Record<never, never>>;
