import type { CaseRecord } from '../../cases/index.ts';
import { NotFound } from '../../kernel/errors.ts';
import type { Language } from '../../kernel/language.ts';
import type { Work } from '../../platform/work.ts';
import { calendarFile, type CalendarEntry } from '../domain/calendar-file.ts';
import type { SessionRow } from '../records/session-rows.ts';
import { linkOf } from '../records/view-reads.ts';
import { openDisputeForReading } from './dispute-view.ts';
import { noteRead } from '../records/service-store.ts';

const summaries: Readonly<Record<Language, string>> = { km: 'កិច្ចប្រជុំ', en: 'Meeting' };

/** Whether nothing that leaves the house may say what it is about or where: protected cases, and who complains in confidence. */
export function isDiscreet(of: Pick<CaseRecord, 'protected' | 'identity'>): boolean {
  return of.protected || of.identity !== 'named';
}

/** The entry under which a session stands in calendars: one that was moved before it took place keeps its place there. */
export function calendarEntry(
  session: Pick<
    SessionRow,
    'id' | 'startsAt' | 'endsAt' | 'room' | 'state' | 'scheduledAt' | 'sequence' | 'adjournedFrom'
  >,
  all: readonly SessionRow[],
  of: {
    readonly reference: string;
    readonly language: Language;
    readonly discreet: boolean;
    readonly link: string | null;
    readonly stampAt?: Date;
  },
): CalendarEntry {
  const summary = summaries[of.language];
  return {
    uid: `${rootOf(session, all)}@samleng`,
    stampAt: of.stampAt ?? session.scheduledAt,
    startsAt: session.startsAt,
    endsAt: session.endsAt,
    summary: of.discreet ? summary : `${summary} ${of.reference}`,
    location: of.discreet ? '' : (session.room ?? of.link ?? ''),
    cancelled: session.state === 'cancelled',
    sequence: session.sequence,
  };
}

function rootOf(session: Pick<SessionRow, 'id' | 'adjournedFrom'>, all: readonly SessionRow[]): string {
  const before = all.find((each) => each.id === session.adjournedFrom);
  return before?.state === 'cancelled' ? rootOf(before, all) : session.id;
}

/**
 * The calendar file of a session, for whoever is called to it or conducts it. A party that fetches it has read its invitation.
 * @throws NotFound `not_found.session`
 */
export async function sessionCalendar(
  work: Work,
  input: { readonly reference: string; readonly session: string; readonly language: Language },
): Promise<string> {
  const { dispute, caseFile, capacities } = await openDisputeForReading(work, input.reference);
  const own = dispute.parties.find((party) => work.actor.kind === 'complainant' && party.is_complainant)?.id;
  const session = dispute.sessions.find(
    (each) =>
      each.id === input.session &&
      (capacities.includes('registrar') ||
        capacities.includes('neutral') ||
        each.invitations.some((invitation) => invitation.partyId === own)),
  );
  if (!session) throw new NotFound('not_found.session');
  const invitation = session.invitations.find((each) => each.partyId === own);
  if (invitation) await noteRead(work, dispute.file, session, invitation);
  const link = await linkOf(work, session);
  return calendarFile(
    calendarEntry(session, dispute.sessions, {
      reference: caseFile.reference,
      language: input.language,
      discreet: false,
      link: link?.state === 'readable' ? link.value : null,
    }),
  );
}
