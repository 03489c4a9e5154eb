import { sealText } from '../../cases/index.ts';
import { newId } from '../../kernel/ids.ts';
import type { Work } from '../../platform/work.ts';
import type { InvitationAnswer, ServiceChannel, ServiceState } from '../domain/terms.ts';
import type { ResolutionTables } from './tables.ts';

interface InFile {
  readonly id: string;
  readonly case_id: string;
}

/** Invites a party to a session: sent now. */
export async function invite(
  work: Work,
  file: InFile,
  of: { readonly sessionId: string; readonly partyId: string; readonly channel: ServiceChannel },
): Promise<void> {
  const id = newId();
  await work
    .db<ResolutionTables>()
    .insertInto('resolution_invitation')
    .values({
      id,
      session_id: of.sessionId,
      file_id: file.id,
      case_id: file.case_id,
      party_id: of.partyId,
      state: 'sent',
      sent_at: work.now,
    })
    .execute();
  await addService(work, file, { invitationId: id, state: 'sent', channel: of.channel, proof: null });
}

/** What becomes of an invitation by itself: what came back stays so, and nothing falls behind what is known. */
const further: Readonly<Record<ServiceState, readonly ServiceState[]>> = {
  sent: ['delivered', 'read', 'returned'],
  delivered: ['read'],
  read: [],
  returned: [],
};

/** A party looked at its invitation itself: it has read it. */
export async function noteRead(
  work: Work,
  file: InFile,
  session: { readonly state: string },
  invitation: { readonly id: string; readonly state: ServiceState },
): Promise<void> {
  if (session.state !== 'scheduled' || !further[invitation.state].includes('read')) return;
  await serve(work, file, { invitationId: invitation.id, state: 'read', channel: 'own_page', proof: null });
}

/** Whether an invitation goes from one state to another by what a gateway reports. */
export function isFurther(from: ServiceState, to: ServiceState): boolean {
  return further[from].includes(to);
}

/** Keeps a step of service and the state it leads to. A paper served anew counts from then. */
export async function serve(
  work: Work,
  file: InFile,
  of: {
    readonly invitationId: string;
    readonly state: ServiceState;
    readonly channel: ServiceChannel;
    readonly proof: string | null;
  },
): Promise<void> {
  await addService(work, file, of);
  await work
    .db<ResolutionTables>()
    .updateTable('resolution_invitation')
    .set({ state: of.state, ...(of.state === 'sent' ? { sent_at: work.now } : {}) })
    .where('id', '=', of.invitationId)
    .execute();
}

/** Keeps that a party read its invitation on its own page, and whether it will come. */
export async function answerInvitation(
  work: Work,
  file: InFile,
  of: { readonly invitationId: string; readonly answer: InvitationAnswer },
): Promise<void> {
  await addService(work, file, { invitationId: of.invitationId, state: 'read', channel: 'own_page', proof: null });
  await work
    .db<ResolutionTables>()
    .updateTable('resolution_invitation')
    .set({ state: 'read', answer: of.answer, answered_at: work.now })
    .where('id', '=', of.invitationId)
    .execute();
}

async function addService(
  work: Work,
  file: InFile,
  of: {
    readonly invitationId: string;
    readonly state: ServiceState;
    readonly channel: ServiceChannel;
    readonly proof: string | null;
  },
): Promise<void> {
  const id = newId();
  await work
    .db<ResolutionTables>()
    .insertInto('resolution_service')
    .values({
      id,
      invitation_id: of.invitationId,
      case_id: file.case_id,
      state: of.state,
      channel: of.channel,
      sealed_proof: of.proof === null ? null : await sealText(work, file.case_id, `dispute-service:${id}`, of.proof),
      recorded_by: work.actor.kind === 'staff' ? work.actor.personId : null,
      at: work.now,
    })
    .execute();
}
