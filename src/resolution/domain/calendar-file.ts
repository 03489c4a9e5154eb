/** One session as a calendar entry. */
export interface CalendarEntry {
  readonly uid: string;
  readonly stampAt: Date;
  readonly startsAt: Date;
  readonly endsAt: Date;
  /** Nothing of the matter: a calendar is often shared. */
  readonly summary: string;
  readonly location: string;
  readonly cancelled: boolean;
  /** How often the entry has changed: what a calendar program takes the newest by. */
  readonly sequence: number;
}

/** Whom a calendar entry is from and to, as e-mail addresses; without them it is a plain entry. */
export interface CalendarPeople {
  readonly organizer: string;
  readonly attendee: string;
}

/**
 * An iCalendar file (RFC 5545) with one entry: an invitation or its cancellation (RFC 5546) where it is sent to somebody. Lines end in CRLF and are folded at 75 octets, never inside a character.
 */
export function calendarFile(of: CalendarEntry, people: CalendarPeople | null = null): string {
  const lines = [
    'BEGIN:VCALENDAR',
    'VERSION:2.0',
    'PRODID:-//Samleng//Dispute resolution//KM',
    `METHOD:${of.cancelled ? 'CANCEL' : people ? 'REQUEST' : 'PUBLISH'}`,
    'BEGIN:VEVENT',
    `UID:${escaped(of.uid)}`,
    `SEQUENCE:${of.sequence}`,
    `DTSTAMP:${utc(of.stampAt)}`,
    `DTSTART:${utc(of.startsAt)}`,
    `DTEND:${utc(of.endsAt)}`,
    ...(people
      ? [`ORGANIZER;CN=Samleng:mailto:${people.organizer}`, `ATTENDEE;RSVP=FALSE:mailto:${people.attendee}`]
      : []),
    `SUMMARY:${escaped(of.summary)}`,
    ...(of.location === '' ? [] : [`LOCATION:${escaped(of.location)}`]),
    `STATUS:${of.cancelled ? 'CANCELLED' : 'CONFIRMED'}`,
    'CLASS:PRIVATE',
    'END:VEVENT',
    'END:VCALENDAR',
  ];
  return `${lines.map(folded).join('\r\n')}\r\n`;
}

function utc(at: Date): string {
  return `${at.toISOString().slice(0, 19).replace(/[-:]/g, '')}Z`;
}

function escaped(text: string): string {
  return text.replace(/[\\;,]/g, (mark) => `\\${mark}`).replace(/\r?\n/g, '\\n');
}

function folded(line: string): string {
  const encoder = new TextEncoder();
  const parts: string[] = [];
  let part = '';
  let octets = 0;
  for (const character of line) {
    const size = encoder.encode(character).length;
    if (octets + size > (parts.length === 0 ? 75 : 74)) {
      parts.push(part);
      part = '';
      octets = 0;
    }
    part += character;
    octets += size;
  }
  parts.push(part);
  return parts.join('\r\n ');
}
