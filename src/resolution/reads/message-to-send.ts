import { openJson, openText } from '../../cases/index.ts';
import type { Language } from '../../kernel/language.ts';
import type { Work } from '../../platform/work.ts';
import type { CalendarEntry } from '../domain/calendar-file.ts';
import { messageRow } from '../records/message-store.ts';

/** A message to a party of a dispute, as the mail room sends it. */
export interface PartyMessage {
  readonly id: string;
  readonly partyId: string;
  readonly toComplainant: boolean;
  readonly kind: 'invitation' | 'cancellation' | 'code' | 'reminder' | 'outcome' | 'request' | 'too_tight' | 'complete';
  readonly channel: 'sms' | 'email';
  readonly language: Language;
  readonly address: string;
  readonly text: string;
  /** The meeting that an e-mail is about. */
  readonly calendar: CalendarEntry | null;
  /** Its subject says nothing either. */
  readonly discreet: boolean;
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
  const calendar =
    row.sealed_calendar &&
    (await openJson<Written>(work, row.case_id, `dispute-calendar:${row.id}`, row.sealed_calendar));
  const discreet = row.protected || row.identity !== 'named';
  return {
    id,
    partyId,
    toComplainant,
    kind,
    channel,
    language,
    address: address.value,
    text: text.value,
    calendar: calendar?.state === 'readable' ? revived(calendar.value) : null,
    discreet,
  };
}

/** A calendar entry as JSON keeps it. */
type Written = { readonly [K in keyof CalendarEntry]: CalendarEntry[K] extends Date ? string : CalendarEntry[K] };

function revived(of: Written): CalendarEntry {
  return { ...of, stampAt: new Date(of.stampAt), startsAt: new Date(of.startsAt), endsAt: new Date(of.endsAt) };
}
