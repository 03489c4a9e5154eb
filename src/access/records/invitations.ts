import type { Work } from '../../platform/work.ts';
import { instant } from './instant.ts';
import type { AccessTables } from './tables.ts';

export interface InvitationRecord {
  readonly id: string;
  readonly personId: string;
  /** The authenticator secret offered with it, sealed for the person. */
  readonly totpSealed: Uint8Array | null;
  readonly expiresAt: Date;
}

/** Puts this invitation in the place of any earlier one of the person. */
export async function replaceInvitation(
  work: Work,
  invitation: InvitationRecord & { readonly tokenHash: Buffer; readonly invitedBy: string | null },
): Promise<void> {
  await closeInvitations(work, invitation.personId);
  await work
    .db<AccessTables>()
    .insertInto('invitation')
    .values({
      id: invitation.id,
      person_id: invitation.personId,
      token_hash: invitation.tokenHash,
      totp_sealed: invitation.totpSealed === null ? null : Buffer.from(invitation.totpSealed),
      invited_by: invitation.invitedBy,
      created_at: work.now,
      expires_at: invitation.expiresAt,
      closed_at: null,
    })
    .execute();
}

export async function closeInvitations(work: Work, personId: string): Promise<void> {
  await work
    .db<AccessTables>()
    .updateTable('invitation')
    .set({ closed_at: work.now })
    .where('person_id', '=', personId)
    .where('closed_at', 'is', null)
    .execute();
}

/** The open invitation of a token that has not run out, locked until the transaction ends; null when there is none. */
export async function lockInvitation(work: Work, tokenHash: Buffer): Promise<InvitationRecord | null> {
  const row = await work
    .db<AccessTables>()
    .selectFrom('invitation')
    .select(['id', 'person_id', 'totp_sealed', 'expires_at'])
    .where('token_hash', '=', tokenHash)
    .where('closed_at', 'is', null)
    .where('expires_at', '>', work.now)
    .forUpdate()
    .executeTakeFirst();
  if (!row) return null;
  return {
    id: row.id,
    personId: row.person_id,
    totpSealed: row.totp_sealed,
    expiresAt: instant(row.expires_at),
  };
}
