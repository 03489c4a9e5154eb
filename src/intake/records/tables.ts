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

/** A file chosen for a complaint that is not filed yet; see migrations/0090-staged-files.ts. */
export const StagedFile = defineEntity({
  name: 'StagedFile',
  tableName: 'staged_file',
  properties: {
    id: p.uuid().primary(),
    draftHash: p.blob(),
    mediaType: p.text(),
    extension: p.text(),
    bytes: p.integer(),
    sealedName: p.blob(),
    addedAt: p.datetime(),
    expiresAt: p.datetime(),
  },
});

/** A complaint being taken, saved for later; see migrations/0091-intake-drafts.ts. */
export const IntakeDraft = defineEntity({
  name: 'IntakeDraft',
  tableName: 'intake_draft',
  properties: {
    id: p.uuid().primary(),
    personId: p.uuid(),
    sealed: p.blob(),
    savedAt: p.datetime(),
    expiresAt: p.datetime(),
  },
});

export const intakeEntities = [FilingKey, StagedFile, IntakeDraft];
export type IntakeTables = InferKyselyDB<(typeof intakeEntities)[number], Record<never, never>>;
