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
}

/**
 * An iCalendar file (RFC 5545) with one entry: lines end in CRLF and are folded at 75 octets, never inside a character.
 */
export function calendarFile(of: CalendarEntry): string {
  const lines = [
    'BEGIN:VCALENDAR',
    'VERSION:2.0',
    'PRODID:-//Samleng//Dispute resolution//KM',
    `METHOD:${of.cancelled ? 'CANCEL' : 'REQUEST'}`,
    'BEGIN:VEVENT',
    `UID:${escaped(of.uid)}`,
    `DTSTAMP:${utc(of.stampAt)}`,
    `DTSTART:${utc(of.startsAt)}`,
    `DTEND:${utc(of.endsAt)}`,
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
