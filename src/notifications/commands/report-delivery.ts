import type { Work } from '../../platform/work.ts';
import { recordDelivery } from '../../resolution/index.ts';
import { messageOfFact, writeDelivery, type DeliveryReport } from '../records/notice-store.ts';

/**
 * A gateway says that a message arrived, or came back. Only of what was sent; said twice it changes nothing. Where the message
 * was an invitation it is proof of service. Acts as the system.
 * @returns whether anything changed
 */
export async function reportDelivery(work: Work, report: DeliveryReport): Promise<boolean> {
  const found = await writeDelivery(work, report);
  if (!found) return false;
  const { state } = report;
  work.record({ event: `notice.${state}`, caseId: found.caseId, data: { noticeId: found.id }, announce: false });
  const messageId = await messageOfFact(work, found.factId);
  if (messageId !== null) await recordDelivery(work, { messageId, state });
  return true;
}
