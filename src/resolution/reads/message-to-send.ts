import { openText } from '../../cases/index.ts';
import type { Language } from '../../kernel/language.ts';
import type { Work } from '../../platform/work.ts';
import { messageRow } from '../records/message-store.ts';

/** A message to a party of a dispute, as the mail room sends it. */
export interface PartyMessage {
  readonly id: string;
  readonly partyId: string;
  readonly toComplainant: boolean;
  readonly kind: 'invitation' | 'cancellation' | 'code' | 'reminder' | 'outcome' | 'request' | 'too_tight';
  readonly channel: 'sms' | 'email';
  readonly language: Language;
  readonly address: string;
  readonly text: string;
}

/**
 * The message that a `dispute.message` fact speaks of (`messageId`), opened; null once it can no longer be opened. For the
 * mail room, which acts as the system.
 */
export async function messageToSend(work: Work, messageId: string): Promise<PartyMessage | null> {
  const row = await messageRow(work, messageId);
  if (!row) return null;
  const address = await openText(work, row.case_id, `dispute-message-address:${row.id}`, row.sealed_address);
  const text = await openText(work, row.case_id, `dispute-message:${row.id}`, row.sealed_body);
  if (address.state !== 'readable' || text.state !== 'readable') return null;
  const { id, party_id: partyId, kind, channel, language, is_complainant: toComplainant } = row;
  return { id, partyId, toComplainant, kind, channel, language, address: address.value, text: text.value };
}
