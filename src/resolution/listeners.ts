import { readCase } from '../cases/index.ts';
import { RuleBroken } from '../kernel/errors.ts';
import type { Fact } from '../kernel/fact.ts';
import type { Listener, Work } from '../platform/work.ts';
import { isOpenStage } from './domain/terms.ts';
import { latestFile, saveFile, withFiles } from './records/dispute.ts';
import { addCertificate } from './records/file-store.ts';

/** The case went elsewhere or ended: a dispute under way ends with it. Cases move up by the hundred, few with a dispute. */
const discontinue: Listener = Object.assign(discontinueOne, { concerns: disputed });

function disputed(work: Work, caseIds: readonly string[]): Promise<ReadonlySet<string>> {
  return work.elevated('the dispute ends with the case, whoever moved that', () => withFiles(work, caseIds));
}

async function discontinueOne(work: Work, { caseId, event }: Fact): Promise<void> {
  if (caseId === null) return;
  await work.elevated('the dispute ends with the case, whoever moved that', async () => {
    const file = await latestFile(work, caseId, true);
    if (!file || !isOpenStage(file.stage) || file.level === 'agreed') return;
    await saveFile(work, file.id, { stage: 'discontinued', end_reason: event, ended_at: work.now });
    work.record({
      event: 'dispute.discontinued',
      caseId,
      data: { disputeId: file.id, because: event },
      announce: true,
    });
  });
}

/** A case whose dispute left something owed is not done, so it is not closed. @throws RuleBroken `obligations_open` */
const refuseWhileOwed: Listener = async (work, { caseId }) => {
  if (caseId === null) return;
  const file = await latestFile(work, caseId, false);
  if (file?.stage === 'obligations') throw new RuleBroken('obligations_open');
};

/** The right to go to the Regulator stands: a certificate says so, and until which day. */
const certify: Listener = async (work, { caseId, data }) => {
  const { dueAt, because } = data;
  if (caseId === null) return;
  await work.elevated('the certificate is issued by the system, whoever decided', async () => {
    const file = await latestFile(work, caseId, false);
    const { reference } = await readCase(work, caseId);
    const number = await addCertificate(work, {
      fileId: file?.id ?? null,
      caseId,
      reference,
      because: because === 'not_settled' ? 'not_settled' : 'deadline_passed',
      lastDayAt: typeof dueAt === 'string' ? new Date(dueAt) : null,
    });
    work.record({ event: 'dispute.certificate_issued', caseId, data: { number }, announce: false });
  });
};

/** What disputes do when something happens to a case, in the same transaction; after clocks and escalation. */
export const resolutionListeners: Readonly<Record<string, Listener>> = {
  'case.withdrawn': discontinue,
  'case.escalated': discontinue,
  'case.transferred': discontinue,
  'case.protected': discontinue,
  'appeal.filed': discontinue,
  'case.closed': refuseWhileOwed,
  'regulator.right_opened': certify,
};
