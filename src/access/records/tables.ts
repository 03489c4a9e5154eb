import { defineEntity, p, type InferKyselyDB } from '@mikro-orm/postgresql';

/** Somebody who works with the system. Sign-in secrets live apart (`Credential`). */
export const Person = defineEntity({
  name: 'Person',
  tableName: 'person',
  properties: {
    id: p.uuid().primary(),
    email: p.text(),
    /** As the person writes it, usually in Khmer. */
    name: p.text(),
    nameLatin: p.text().nullable(),
    language: p.text().$type<'km' | 'en'>(),
    role: p.text(),
    office: p.text(),
    active: p.boolean(),
    demo: p.boolean(),
    phone: p.text().nullable(),
    createdAt: p.datetime(),
    deactivatedAt: p.datetime().nullable(),
  },
});

export const Credential = defineEntity({
  name: 'Credential',
  tableName: 'credential',
  properties: {
    personId: p.uuid().primary(),
    passwordHash: p.text().nullable(),
    totpSealed: p.blob().nullable(),
    totpLastStep: p.bigint('string').nullable(),
    /** Wrong codes after a right password, in a row. */
    failedCount: p.integer(),
    blockedUntil: p.datetime().nullable(),
    changedAt: p.datetime(),
  },
});

export const RecoveryCode = defineEntity({
  name: 'RecoveryCode',
  tableName: 'recovery_code',
  properties: {
    personId: p.uuid().primary(),
    hash: p.blob().primary(),
    createdAt: p.datetime(),
    usedAt: p.datetime().nullable(),
  },
});

export const Session = defineEntity({
  name: 'Session',
  tableName: 'session',
  properties: {
    id: p.uuid().primary(),
    tokenHash: p.blob(),
    personId: p.uuid(),
    via: p.text().$type<'web' | 'api'>(),
    role: p.text(),
    office: p.text(),
    createdAt: p.datetime(),
    lastSeenAt: p.datetime(),
    expiresAt: p.datetime(),
    endedAt: p.datetime().nullable(),
    /** Begun at the provider of single sign-on. */
    sso: p.boolean(),
  },
});

/** Who may sign in at the provider, and as which of its subjects (a keyed hash). */
export const SsoLink = defineEntity({
  name: 'SsoLink',
  tableName: 'sso_link',
  properties: {
    personId: p.uuid().primary(),
    allowedBy: p.uuid().nullable(),
    allowedAt: p.datetime(),
    subject: p.blob().nullable(),
    linkedAt: p.datetime().nullable(),
  },
});

/** Failures of one account from one network, both as keyed hashes. */
export const SignInAttempt = defineEntity({
  name: 'SignInAttempt',
  tableName: 'sign_in_attempt',
  properties: {
    account: p.blob().primary(),
    network: p.blob().primary(),
    failedCount: p.integer(),
    lastFailedAt: p.datetime(),
    blockedUntil: p.datetime().nullable(),
  },
});

export const Invitation = defineEntity({
  name: 'Invitation',
  tableName: 'invitation',
  properties: {
    id: p.uuid().primary(),
    personId: p.uuid(),
    tokenHash: p.blob(),
    totpSealed: p.blob().nullable(),
    invitedBy: p.uuid().nullable(),
    createdAt: p.datetime(),
    expiresAt: p.datetime(),
    closedAt: p.datetime().nullable(),
  },
});

export const VaultSecret = defineEntity({
  name: 'VaultSecret',
  tableName: 'vault_secret',
  properties: {
    name: p.text().primary(),
    masterId: p.text(),
    wrapped: p.blob(),
    createdAt: p.datetime(),
    rewrappedAt: p.datetime().nullable(),
  },
});

/** Tables of this area that the ORM knows. */
export const accessEntities = [Person, Credential, RecoveryCode, Session, SsoLink, SignInAttempt, Invitation] as const;

export type AccessTables = InferKyselyDB<
  | typeof Person
  | typeof Credential
  | typeof RecoveryCode
  | typeof Session
  | typeof SsoLink
  | typeof SignInAttempt
  | typeof Invitation
  | typeof VaultSecret,
  {}
>;
