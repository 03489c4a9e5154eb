import { NotFound, RuleBroken } from '../../kernel/errors.ts';
import type { Work } from '../../platform/work.ts';
import type { InvitationAnswer } from '../domain/terms.ts';
import { answerInvitation } from '../records/service-store.ts';
import { concludeDispute, speakerOf, takeUpDispute, type DisputeAnswer, type DisputeTarget } from './take-up.ts';

/**
 * A party says that it has read the invitation to a session and whether it will come: that is proof of service by the party
 * itself. The last word before the session counts; it binds nobody.
 * @throws NotFound `not_found.session` for who is not called; RuleBroken `session_is_over`, `sessions_have_their_time`
 */
export async function answerSessionInvitation(
  work: Work,
  input: DisputeTarget & { readonly session: string; readonly answer: InvitationAnswer },
): Promise<DisputeAnswer> {
  const taken = await takeUpDispute(work, 'answer-invitation', input);
  const { party } = speakerOf(work, taken, {});
  const session = taken.sessions.find((each) => each.id === input.session);
  const invitation = session?.invitations.find((each) => each.partyId === party.id);
  if (!session || !invitation) throw new NotFound('not_found.session');
  if (session.state !== 'scheduled') throw new RuleBroken('session_is_over');
  await answerInvitation(work, taken.file, { invitationId: invitation.id, answer: input.answer });
  const data = { session: session.id, party: party.id, answer: input.answer };
  return concludeDispute(work, taken, 'answer-invitation', 'dispute.invitation_answered', data);
}
