import type { Work } from '../../platform/work.ts';
import { isFurther, serve } from '../records/service-store.ts';
import { invitationOfMessage } from '../records/message-store.ts';

/**
 * What a gateway reports of a message is proof of service where the message was an invitation: it arrived, or came back. Acts
 * as the system; said twice or late it changes nothing.
 */
export async function recordDelivery(
  work: Work,
  input: { readonly messageId: string; readonly state: 'delivered' | 'returned' },
): Promise<void> {
  const found = await invitationOfMessage(work, input.messageId);
  if (!found || found.sessionState !== 'scheduled' || !isFurther(found.state, input.state)) return;
  const { id: invitationId, fileId, caseId, channel } = found;
  await serve(work, { id: fileId, case_id: caseId }, { invitationId, state: input.state, channel, proof: null });
  const data = { disputeId: fileId, session: found.sessionId, party: found.partyId, state: input.state };
  work.record({ event: 'dispute.invitation_served', caseId, data, announce: false });
}
