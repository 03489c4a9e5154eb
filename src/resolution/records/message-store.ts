import { sealText } from '../../cases/index.ts';
import type { Language } from '../../kernel/language.ts';
import { newId } from '../../kernel/ids.ts';
import type { Work } from '../../platform/work.ts';
import type { CalendarEntry } from '../domain/calendar-file.ts';
import type { PartyRow } from './dispute.ts';
import { addressOfParty, type PartyAddress } from './party-contact.ts';
import type { ResolutionTables } from './tables.ts';

interface InFile {
  readonly id: string;
  readonly case_id: string;
}

/**
 * Writes to a party where that is safe: SMS or e-mail as it prefers. The text is sealed; the mail room sends it when it
 * hears the fact. @returns the channel, or null when the party is reached in no such way and the office serves by hand
 */
export async function sendToParty(
  work: Work,
  file: InFile,
  party: PartyRow,
  of: {
    readonly kind: ResolutionTables['resolution_message']['kind'];
    readonly sessionId?: string | null;
    /** `discreet`: somebody complains in confidence; nothing may say what it is about. */
    readonly text: (language: Language, discreet: boolean) => string;
    /** Goes along with an e-mail. */
    readonly calendar?: ((language: Language) => CalendarEntry) | null;
    /** Where it goes instead of to the party: the telephone of a representative. */
    readonly phone?: string | null;
  },
): Promise<'sms' | 'email' | null> {
  const reached = await addressOfParty(work, party);
  const { channel, address } = of.phone != null ? ({ channel: 'sms', address: of.phone } as const) : wayTo(reached);
  if (channel === null || address === null) return null;
  const id = newId();
  const body = of.text(party.language, await isInConfidence(work, file.case_id));
  await work
    .db<ResolutionTables>()
    .insertInto('resolution_message')
    .values({
      id,
      file_id: file.id,
      case_id: file.case_id,
      party_id: party.id,
      kind: of.kind,
      channel,
      language: party.language,
      sealed_address: await sealText(work, file.case_id, `dispute-message-address:${id}`, address),
      sealed_body: await sealText(work, file.case_id, `dispute-message:${id}`, body),
      sealed_calendar:
        of.calendar && channel === 'email'
          ? await sealText(work, file.case_id, `dispute-calendar:${id}`, JSON.stringify(of.calendar(party.language)))
          : null,
      session_id: of.sessionId ?? null,
      created_at: work.now,
    })
    .execute();
  work.record({
    event: 'dispute.message',
    caseId: file.case_id,
    data: { messageId: id, kind: of.kind, party: party.id },
    announce: true,
  });
  return channel;
}

function wayTo(of: PartyAddress | null): { readonly channel: 'sms' | 'email' | null; readonly address: string | null } {
  const nowhere = { channel: null, address: null };
  if (of?.safe !== true) return nowhere;
  if (of.channel === 'sms') return { channel: 'sms', address: of.phone };
  return of.channel === 'email' ? { channel: 'email', address: of.email } : nowhere;
}

async function isInConfidence(work: Work, caseId: string): Promise<boolean> {
  const row = await work
    .db<ResolutionTables & { case_file: { id: string; protected: boolean; identity: string } }>()
    .selectFrom('case_file')
    .select(['protected', 'identity'])
    .where('id', '=', caseId)
    .executeTakeFirst();
  return row === undefined || row.protected || row.identity !== 'named';
}

/** The invitation that a message carried, if it carried one. */
export async function invitationOfMessage(work: Work, messageId: string) {
  const row = await work
    .db<ResolutionTables>()
    .selectFrom('resolution_message')
    .innerJoin('resolution_session', 'resolution_session.id', 'resolution_message.session_id')
    .innerJoin('resolution_invitation', (join) =>
      join
        .onRef('resolution_invitation.session_id', '=', 'resolution_message.session_id')
        .onRef('resolution_invitation.party_id', '=', 'resolution_message.party_id'),
    )
    .select([
      'resolution_invitation.id',
      'resolution_invitation.state',
      'resolution_invitation.session_id as sessionId',
      'resolution_invitation.party_id as partyId',
      'resolution_invitation.file_id as fileId',
      'resolution_invitation.case_id as caseId',
      'resolution_session.state as sessionState',
      'resolution_message.channel',
    ])
    .where('resolution_message.id', '=', messageId)
    .where('resolution_message.kind', '=', 'invitation')
    .executeTakeFirst();
  return row ?? null;
}

/** A message to a party, by id. */
export async function messageRow(work: Work, id: string) {
  return work
    .db<ResolutionTables & { case_file: { id: string; protected: boolean; identity: string } }>()
    .selectFrom('resolution_message')
    .innerJoin('resolution_party', 'resolution_party.id', 'resolution_message.party_id')
    .selectAll('resolution_message')
    .innerJoin('case_file', 'case_file.id', 'resolution_message.case_id')
    .select(['resolution_party.is_complainant', 'case_file.protected', 'case_file.identity'])
    .where('resolution_message.id', '=', id)
    .executeTakeFirst();
}
