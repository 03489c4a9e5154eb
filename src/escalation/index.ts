/** The front door of escalation: moves up, appeals, transfers, the watched queue. */
export { sweepDue, type SweepOptions, type SweepReport } from './commands/sweep-due.ts';
export { escalateCase } from './commands/escalate-case.ts';
export { fileAppeal, type AppealAnswer, type AppealGiven } from './commands/file-appeal.ts';
export type { FilingRepresentative } from './commands/filing-representative.ts';
export { transferCase } from './commands/transfer-case.ts';
export { escalationListeners } from './listeners.ts';
export { handling, surroundingsOf } from './ports.ts';
export { overdueNotEscalated, watchedCases, watchedCount, type WatchedCase } from './reads/watched.ts';
export { escalationJobs, type EscalationJobSettings } from './jobs.ts';
export { escalationEntities, type EscalationTables } from './records/tables.ts';
export type { AppealTiming } from './appeal-rule.ts';
export type { WatchReason } from './watch-reason.ts';
export { referralConsents, type ReferralConsent } from './referral-consent.ts';
export { appealOrSendBack, comesTooEarly, type SentBack } from './commands/send-back.ts';
