import { defineEntity, p, type InferEntity, type InferKyselyDB } from '@mikro-orm/postgresql';

import type { Track } from '../../kernel/actor.ts';
import type { Language } from '../../kernel/language.ts';
import type { Identity } from '../domain/details.ts';
import type { Status } from '../domain/lifecycle.ts';

/** The case record itself; see migrations/0004-cases.ts for what PostgreSQL holds it to. */
export const CaseFile = defineEntity({
  name: 'CaseFile',
  tableName: 'case_file',
  properties: {
    id: p.uuid().primary(),
    reference: p.text(),
    track: p.text().$type<Track>(),
    programme: p.text(),
    category: p.text(),
    severity: p.text().$type<'S1' | 'S2' | 'S3' | 'S4'>(),
    place: p.text(),
    language: p.text().$type<Language>(),
    channel: p.text(),
    identity: p.text().$type<Identity>(),
    protected: p.boolean(),
    lifeThreatening: p.boolean(),
    occurredOn: p.date().nullable(),
    status: p.text().$type<Status>(),
    tier: p.text(),
    heldOffice: p.text(),
    operatorOffice: p.text(),
    assignedTo: p.uuid().nullable(),
    intakeOffice: p.text().nullable(),
    filedBy: p.uuid().nullable(),
    appealOf: p.uuid().nullable(),
    duplicateOf: p.uuid().nullable(),
    transfers: p.integer(),
    outcome: p.text().nullable(),
    watchedReason: p.text().nullable(),
    dueAt: p.datetime().nullable(),
    claimBarred: p.boolean(),
    sex: p.text().nullable(),
    ageBand: p.text().nullable(),
    disability: p.text().nullable(),
    receiptHash: p.blob(),
    filedAt: p.datetime(),
    arrivedAt: p.datetime(),
    decidedAt: p.datetime().nullable(),
    closedAt: p.datetime().nullable(),
    /** Since when its content can never be read again. */
    erasedAt: p.datetime().nullable(),
    rowVersion: p.integer().version(),
  },
});
export type CaseRecord = InferEntity<typeof CaseFile>;

export const CaseCustody = defineEntity({
  name: 'CaseCustody',
  tableName: 'case_custody',
  properties: {
    id: p.uuid().primary(),
    caseId: p.uuid(),
    office: p.text(),
    tier: p.text(),
    how: p.text().$type<'filed' | 'party' | 'time' | 'skip' | 'transfer' | 'officer' | 'reopened' | 'protection'>(),
    fromAt: p.datetime(),
    untilAt: p.datetime().nullable(),
  },
});

export const CaseAccess = defineEntity({
  name: 'CaseAccess',
  tableName: 'case_access',
  properties: {
    id: p.uuid().primary(),
    caseId: p.uuid(),
    personId: p.uuid(),
    kind: p.text().$type<'named' | 'break_glass'>(),
    grantedAt: p.datetime(),
    grantedBy: p.uuid().nullable(),
    expiresAt: p.datetime().nullable(),
    revokedAt: p.datetime().nullable(),
  },
});

export const CaseKey = defineEntity({
  name: 'CaseKey',
  tableName: 'case_key',
  properties: {
    caseId: p.uuid().primary(),
    masterId: p.text(),
    wrapped: p.blob().nullable(),
    erasedAt: p.datetime().nullable(),
  },
});

export const CaseText = defineEntity({
  name: 'CaseText',
  tableName: 'case_text',
  properties: { caseId: p.uuid().primary(), field: p.text().primary(), sealed: p.blob() },
});

export const CaseParty = defineEntity({
  name: 'CaseParty',
  tableName: 'case_party',
  properties: {
    id: p.uuid().primary(),
    caseId: p.uuid(),
    side: p.text().$type<'complainant' | 'representative' | 'about'>(),
    kind: p.text(),
    office: p.text().nullable(),
    sealed: p.blob(),
    addedAt: p.datetime(),
  },
});

export const CaseLookup = defineEntity({
  name: 'CaseLookup',
  tableName: 'case_lookup',
  properties: { purpose: p.text().primary(), hash: p.blob().primary(), caseId: p.uuid().primary() },
});

export const CaseMessage = defineEntity({
  name: 'CaseMessage',
  tableName: 'case_message',
  properties: {
    id: p.uuid().primary(),
    caseId: p.uuid(),
    kind: p.text().$type<'question' | 'reply' | 'note' | 'answer'>(),
    internal: p.boolean(),
    authorKind: p.text(),
    authorId: p.uuid().nullable(),
    office: p.text().nullable(),
    sealed: p.blob(),
    replyDueAt: p.datetime().nullable(),
    createdAt: p.datetime(),
  },
});

export const CaseDecision = defineEntity({
  name: 'CaseDecision',
  tableName: 'case_decision',
  properties: {
    id: p.uuid().primary(),
    caseId: p.uuid(),
    tier: p.text(),
    office: p.text(),
    decidedBy: p.uuid(),
    outcome: p.text(),
    sealed: p.blob(),
    nextBody: p.text().nullable(),
    appealUntil: p.datetime().nullable(),
    acceptedAt: p.datetime().nullable(),
    decidedAt: p.datetime(),
  },
});

export const Remedy = defineEntity({
  name: 'Remedy',
  tableName: 'remedy',
  properties: {
    id: p.uuid().primary(),
    caseId: p.uuid(),
    decisionId: p.uuid(),
    kind: p.text(),
    amountKhr: p.bigint('number').nullable(),
    dueOn: p.date(),
    state: p.text().$type<'ordered' | 'fulfilled' | 'confirmed' | 'disputed' | 'lapsed'>(),
    /** How often the complainant was asked whether it was delivered. */
    asked: p.integer().default(1),
    lapsedAt: p.datetime().nullable(),
    sealed: p.blob().nullable(),
    evidenceSealed: p.blob().nullable(),
    fulfilledAt: p.datetime().nullable(),
    fulfilledBy: p.uuid().nullable(),
    confirmedAt: p.datetime().nullable(),
    createdAt: p.datetime(),
  },
});

export const CaseLink = defineEntity({
  name: 'CaseLink',
  tableName: 'case_link',
  properties: {
    caseId: p.uuid().primary(),
    otherId: p.uuid().primary(),
    kind: p.text().$type<'duplicate' | 'related'>().primary(),
    linkedAt: p.datetime(),
    linkedBy: p.uuid().nullable(),
  },
});

export const CaseRating = defineEntity({
  name: 'CaseRating',
  tableName: 'case_rating',
  properties: { caseId: p.uuid().primary(), score: p.integer(), ratedAt: p.datetime() },
});

export const Attachment = defineEntity({
  name: 'Attachment',
  tableName: 'attachment',
  properties: {
    id: p.uuid().primary(),
    caseId: p.uuid(),
    side: p.text().$type<'complainant' | 'staff'>(),
    mediaType: p.text(),
    bytes: p.integer(),
    sha256: p.blob(),
    sealedName: p.blob(),
    file: p.text(),
    addedBy: p.uuid().nullable(),
    addedAt: p.datetime(),
    /** Waiting: nobody has looked at it yet, and nobody gets it. Refused: something harmful was found, the file is gone. */
    state: p.text().$type<'kept' | 'waiting' | 'refused'>().default('kept'),
  },
});

/** Why emergency access was taken, and the second person's word on it. */
export const BreakGlass = defineEntity({
  name: 'BreakGlass',
  tableName: 'break_glass',
  properties: {
    accessId: p.uuid().primary(),
    caseId: p.uuid(),
    personId: p.uuid(),
    sealedReason: p.blob(),
    at: p.datetime(),
    expiresAt: p.datetime(),
    reviewedBy: p.uuid().nullable(),
    reviewedAt: p.datetime().nullable(),
    verdict: p.text().$type<'justified' | 'not_justified'>().nullable(),
  },
});

export const caseEntities = [
  CaseFile,
  CaseCustody,
  CaseAccess,
  CaseKey,
  CaseText,
  CaseParty,
  CaseLookup,
  CaseMessage,
  CaseDecision,
  Remedy,
  CaseLink,
  CaseRating,
  Attachment,
  BreakGlass,
];

/** The case tables as Kysely sees them. */
export type CaseTables = InferKyselyDB<(typeof caseEntities)[number], Record<never, never>>;
