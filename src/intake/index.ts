/** The front door of intake: all that other areas and the doors may import. */
export { type Channel, type FiledDeadline, type FilingAnswer, type FilingWarning } from './domain/filing.ts';
export { filingBody, notedFilingBody } from './filing-schema.ts';
export { parseFiling, type Filing } from './parse-filing.ts';
export { fileComplaint, type FilingRequest } from './commands/file-complaint.ts';
export { fileOnce, type SentComplaint } from './file-once.ts';
export { proveReceipt, type Pair } from './reads/prove-receipt.ts';
export { toE164 } from './phone.ts';
export { intakeEntities } from './records/tables.ts';
export { attachFiles, type Attached, type SentFile } from './attachments/attach-files.ts';
export {
  attachStaged,
  dropStagedFile,
  newDraftToken,
  stagedFiles,
  stageFiles,
  type StagedFile,
} from './attachments/staged-files.ts';
export {
  dropIntakeDraft,
  myIntakeDrafts,
  openIntakeDraft,
  saveIntakeDraft,
  type IntakeDraft,
  type IntakeFields,
} from './commands/intake-drafts.ts';
export { checkFilesJob, checkWaiting } from './attachments/check-waiting.ts';
export { tidyDraftsJob } from './jobs.ts';
export { attachCounterFile } from './attachments/counter-file.ts';
export { fetchFile, type FetchedFile } from './attachments/fetch-file.ts';
export { largestFile, mostFiles } from './attachments/clean-file.ts';
export { code, maybeDay, maybeText, neededText } from './filing-fields.ts';
