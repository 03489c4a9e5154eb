/** The front door of the access area: people, sign-in, roles and what they may do, the ledger. */
export { allows, demand, may, type Action } from './domain/permissions.ts';
export { leastPasswordLength } from './domain/password-rule.ts';

export { signIn, type SignInInput, type SignInServices } from './commands/sign-in.ts';
export type { SignedIn } from './commands/start-session.ts';
export {
  allowSso,
  recordSsoFailure,
  signInProven,
  signInProvenWithCode,
  ssoOf,
  withdrawSso,
  type SsoAnswer,
  type SsoPending,
  type SsoState,
} from './commands/single-sign-on.ts';
export { actorForToken, endSession, mySessions, revokeSession, staffOf, type MySession } from './commands/sessions.ts';
export { changePassword } from './commands/passwords.ts';
export { myRecoveryCodesLeft, renewRecoveryCodes } from './commands/recovery-codes.ts';
export { acceptInvitation, openInvitation, type Invited, type OpenInvitation } from './commands/invitations.ts';
export { deactivatePerson, inviteAgain, invitePerson, movePerson, type NewPerson } from './commands/people.ts';
export { recordRefusal } from './commands/record-refusal.ts';
export { mostOfOne, openRefusalLog, type Refusal, type RefusalLog } from './refusals.ts';

export {
  findPerson,
  findPersonByEmail,
  listPeople,
  peopleAt,
  peopleInRole,
  workingAt,
  type Colleague,
  type Person,
} from './reads/people.ts';
export { type Post } from './reads/post.ts';
export {
  ledgerOf,
  ledgerWithNames,
  listLedger,
  verifyChains,
  type BrokenChain,
  type LedgerEntry,
  type LedgerQuery,
} from './reads/ledger.ts';

export { seedDemoPeople, type DemoSeed } from './demo/seed-demo-people.ts';
export type { DemoAccount } from './demo/accounts-file.ts';
export {
  ledgerStanding,
  verifyLedger,
  type LedgerStanding,
  type LedgerVerification,
} from './commands/verify-ledger.ts';
export { sealLedger } from './commands/seal-ledger.ts';
export { recordExport } from './commands/record-export.ts';
export { publishedTrust, verifySeals, type PublishedTrust, type SealAnchor, type SealFault } from './reads/seals.ts';
export type { LedgerSeal } from './records/seal-store.ts';
export { signingKey } from './records/signing-key.ts';
export { readSealAnchor, sealAnchorFile, sealLedgerJob, tidyAccessJob } from './jobs.ts';
export { accessEntities } from './records/tables.ts';
