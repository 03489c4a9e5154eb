/** The front door of dispute resolution: files, neutrals, sessions, outcomes and what follows from them. */
export * from './domain/terms.ts';
export { partyItems, statementItems, type Missing, type StatementItem } from './domain/completeness.ts';
export type { PartyContact, PartyDetails, RepresentativeDetails } from './domain/details.ts';
export { brokenProcedureRule, type ProcedureAction } from './domain/procedure.ts';
export { disputeFields, disputeRules } from './refusal-words.ts';
export type { OutcomeText, Term } from './domain/terms-text.ts';
export type { Suggestion } from './domain/neutrals.ts';
export type { Capacity } from './policy.ts';
export type { DisputeAnswer, DisputeTarget, Speaking } from './commands/take-up.ts';
export { seedDemoRoster } from './commands/demo-roster.ts';
export { openDispute } from './commands/open-dispute.ts';
export { addDisputeParty, changeDisputeParty, requestMore, stateComplaint } from './commands/completeness.ts';
export { addDisputeRepresentative, endMandate, showMandate } from './commands/representatives.ts';
export {
  admitDispute,
  excuseLateFiling,
  giveConsent,
  refuseDispute,
  referCrime,
  screenDispute,
} from './commands/admission.ts';
export {
  appointNeutral,
  challengeNeutral,
  declareConflict,
  judgeChallenge,
  keepNeutral,
  replaceNeutral,
  suggestForDispute,
} from './commands/neutrals.ts';
export {
  adjournSession,
  cancelSession,
  holdDisputeSession,
  recordService,
  scheduleSession,
  type Attendance,
  type SessionToHold,
} from './commands/sessions.ts';
export { approveSessionMinutes, recordMinutes } from './commands/minutes.ts';
export { answerSessionInvitation } from './commands/answer-invitation.ts';
export { makeOffer, readNotes, readOffers, setNotesPassphrase, takeNotes } from './commands/apart.ts';
export { askForExtension } from './commands/extend.ts';
export { reportOutcome } from './commands/outcome.ts';
export { attestPaper, sendSigningCode, signAsNeutral, signWithCode, type SignedByCode } from './commands/sign.ts';
export { issueDispute } from './commands/issue.ts';
export {
  answerObligation,
  consentToNadr,
  opposeAward,
  referForEnforcement,
  referToCourt,
  referToNadr,
  reportObligation,
  sealDispute,
  sweepObligations,
  withdrawDispute,
} from './commands/afterwards.ts';
export {
  disputeView,
  type DisputeView,
  type NeutralView,
  type PartyView,
  type RepresentativeView,
} from './reads/dispute-view.ts';
export { insideDispute, type InsideDispute } from './reads/inside-dispute.ts';
export { hearingCalendar, type HearingCalendar } from './reads/hearing-calendar.ts';
export { disputeList, keepsArchive, type DisputeListItem, type DisputeListView } from './reads/dispute-list.ts';
export { disputeBundle, type Bundle } from './reads/bundle.ts';
export { notOnRoster, roster, rosterEntry, type Rostered } from './reads/roster.ts';
export { earlierHandlers, rosterCandidates } from './records/neutral-store.ts';
export { sessionCalendar } from './reads/session-calendar.ts';
export { calendarFile, type CalendarEntry } from './domain/calendar-file.ts';
export { recordDelivery } from './commands/record-delivery.ts';
export {
  filingIntake,
  inboxViews,
  regulatorInbox,
  type FilingIntake,
  type InboxView,
  type RegulatorFiling,
} from './reads/regulator-inbox.ts';
export { disputePapers, openPaper, type PaperListed, type PaperMaterial, type PaperSignature } from './reads/papers.ts';
export { keepCopy, paperOfMark, storedCopy, type MarkedPaper } from './records/paper-store.ts';
export { messageToSend, type PartyMessage } from './reads/message-to-send.ts';
export { resolutionListeners } from './listeners.ts';
export { disputeContradictions, disputeKeepsCase, disputesWithoutClock } from './reads/invariants.ts';
export { obligationsJob } from './jobs.ts';
export type { Offer } from './records/offer-store.ts';
