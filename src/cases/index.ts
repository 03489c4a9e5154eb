/** The front door of the case record: all that other areas may import. */
export * from './domain/details.ts';
export * from './domain/lifecycle.ts';
export * from './domain/mandate.ts';
export { isDecidedByPanel, panelTiers } from './domain/panel-rule.ts';
export {
  formatReceipt,
  formatReference,
  latinDigits,
  parseReceipt,
  parseReference,
} from './domain/reference-number.ts';
export { handlesCases, mayDo, mayReadContent, visibleCases, type Answer, type CaseStanding } from './policy.ts';
export { caseEntities, type CaseRecord, type CaseTables } from './records/tables.ts';
export {
  caseFactsOf,
  caseKeyOf,
  handOver,
  inWorkLists,
  lockCase,
  nextCaseNumber,
  readCase,
} from './records/case-store.ts';
export { openCase, type NewCase } from './records/open-case.ts';
export { complainantHas, contactOf } from './reads/contact.ts';
export { openJson, openText, sealText, withheld, type Readable } from './records/sealed.ts';
export type { CasePorts } from './ports.ts';
export { findCase, seenOf, type FoundCase } from './records/find-case.ts';
export { setAppealWindow } from './records/decision-store.ts';
export { addMessage, setReplyDue } from './records/message-store.ts';
export { grantNamed } from './records/access-store.ts';
export { concluded, standing, takeUp, takeUpAround, type ActionAnswer, type Target } from './commands/take-up.ts';
export { makeHandling, type Handling } from './commands/handling.ts';
export type { DecisionGiven, OrderedRemedy } from './domain/decision.ts';
export {
  caseList,
  caseViews,
  type CaseListItem,
  type CaseListPage,
  type CaseListQuery,
  type CaseSought,
  type CaseViewName,
} from './reads/case-list.ts';
export type { CaseView, LinkView } from './reads/case-view.ts';
export type { ComplainantView } from './reads/complainant-view.ts';
export { decisionsOf, remediesOf, type DecisionView, type RemedyView } from './reads/decisions.ts';
export { messagesOf, type MessageView } from './reads/messages.ts';
export { learnsComplainant, mayKnowComplainant, partiesOf, type PartyView } from './reads/parties.ts';
export { askForRemoval } from './records/erasure-store.ts';
export { attachmentsOf, type AttachmentView } from './reads/attachments.ts';
export { timelineOf, type TimelineEntry } from './reads/timeline.ts';
export { discardDraft, readDraft, saveDraft, type Draft, type DraftFields } from './commands/drafts.ts';
export { dropWorkView, keepWorkView, workViews, type WorkView } from './commands/work-views.ts';
export { changesSince } from './reads/changes.ts';
export type { BreakGlassToReview } from './commands/break-glass.ts';
export {
  overdueReviews,
  setReviewDue,
  type SensitiveAccess,
  type SensitiveKind,
} from './records/second-person-store.ts';
export { identityHours } from './commands/identity-request.ts';
export type { LegalHold } from './records/hold-store.ts';
export { erasuresNotDone, erasureState, type ErasureState } from './reads/erasure.ts';
export type { Keeps } from './commands/erase-case.ts';
export { askAboutRemedy, lapseRemedy } from './commands/lapse-remedy.ts';
export { lapseStep, remedyLapse } from './domain/remedy-lapse.ts';
export { unansweredRemedies, type UnansweredRemedy } from './records/decision-store.ts';
export { issueReceipt } from './commands/issue-receipt.ts';
export {
  receiptLines,
  verifyReceipt,
  type FiledContent,
  type FilingReceipt,
  type ReceiptFault,
  type VerifiedReceipt,
} from './filing-receipt.ts';
export { eraseCasesJob, eraseDue, indexNamesJob, type ErasureReport } from './jobs.ts';
export { openForReading } from './reads/record-read.ts';
export { appealsAround, arrivalsOf, type Arrival } from './reads/way-so-far.ts';
export {
  attachmentFiles,
  custodyDisagreements,
  undecidedWithoutClock,
  undecryptableAfter,
  type ClosedContent,
} from './reads/invariants.ts';
