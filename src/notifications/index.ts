/** The front door of notifications: what is told to whom, and how it fares. */
export { composeNotices } from './commands/compose-notices.ts';
export { previewNotices, type NoticePreview } from './commands/preview-notices.ts';
export { resendNotice } from './commands/resend-notice.ts';
export { tellNotice } from './commands/tell-notice.ts';
export { deliverNotice, sweepMailRoom, type MailRoom } from './mail-room.ts';
export { notificationJobs } from './jobs.ts';
export { loadNoticeTemplates } from './notice-templates.ts';
export { templatePreviews } from './template-previews.ts';
export { smsParts } from './domain/sms-parts.ts';
export { listDeadNotices, listOutbox, type DeadNotice, type OutboxItem, type OutboxQuery } from './reads/outbox.ts';
export { noticesOfCase, noticesToTell, type NoticeDelivery, type NoticeToTell } from './reads/notices-of-case.ts';
export { mailRoomBacklog } from './records/notice-store.ts';
export type { NoticeState } from './domain/notice-state.ts';
export { Notice } from './records/tables.ts';
export { letterKinds, lettersThereAre, isOnRequestOnly, type LetterKind } from './letters/kinds.ts';
export { fetchPaper, type PaperAsked } from './papers/paper-desk.ts';
export { writeLetter, type LetterFile } from './letters/letter-desk.ts';
