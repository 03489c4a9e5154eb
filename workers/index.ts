import { sealLedgerJob, tidyAccessJob } from '../src/access/index.ts';
import { eraseCasesJob, indexNamesJob } from '../src/cases/index.ts';
import { escalationJobs } from '../src/escalation/index.ts';
import { notificationJobs, webhooksJob, type MailRoom } from '../src/notifications/index.ts';
import { drawClosuresJob } from '../src/oversight/index.ts';
import { importHolidays, importPlaces, importsJob } from '../src/reference/index.ts';
import { countFiguresJob, importBeneficiaries } from '../src/reporting/index.ts';
import { checkFilesJob, tidyDraftsJob } from '../src/intake/index.ts';
import { disputeKeepsCase, obligationsJob } from '../src/resolution/index.ts';
import type { FileStore } from '../src/platform/files.ts';
import type { AnyJob } from '../src/platform/queue.ts';

/** Everything that runs in the background. Start-up refuses two jobs of one name. */
export function allJobs(parts: {
  readonly mailRoom: MailRoom;
  readonly replay: boolean;
  readonly files: FileStore;
  readonly drafts: FileStore;
  readonly sealAnchor: string;
  readonly webhooksAllowPrivate: boolean;
}): {
  readonly all: readonly AnyJob[];
  readonly mailRoomSweep: AnyJob;
} {
  const notices = notificationJobs(parts.mailRoom);
  return {
    all: [
      ...escalationJobs({ replay: parts.replay }),
      ...notices.all,
      obligationsJob,
      tidyAccessJob,
      countFiguresJob,
      drawClosuresJob,
      importsJob({ places: importPlaces, holidays: importHolidays, beneficiaries: importBeneficiaries }),
      eraseCasesJob({ files: parts.files, keeps: [disputeKeepsCase] }),
      tidyDraftsJob(parts.drafts),
      checkFilesJob(parts.files),
      indexNamesJob,
      sealLedgerJob(parts.sealAnchor),
      webhooksJob({ allowPrivate: parts.webhooksAllowPrivate }),
    ],
    mailRoomSweep: notices.sweep,
  };
}
