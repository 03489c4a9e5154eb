import { openText, type Readable } from '../../cases/index.ts';
import type { Work } from '../../platform/work.ts';
import type { ReferralKind } from '../domain/terms.ts';
import { instant, instantOrNull } from './instant.ts';
import type { ResolutionTables } from './tables.ts';

/** Names of people by id. The complainant sees who sits in their dispute, and no other colleague. */
export async function namesOf(work: Work, ids: readonly string[]): Promise<ReadonlyMap<string, string>> {
  const wanted = [...new Set(ids)];
  if (wanted.length === 0) return new Map();
  const rows = await work.elevated('who sits in a dispute is told to its parties', () =>
    work
      .db<{ person: { id: string; name: string } }>()
      .selectFrom('person')
      .select(['id', 'name'])
      .where('id', 'in', wanted)
      .execute(),
  );
  return new Map(rows.map((row) => [row.id, row.name]));
}

/** What the complaint states, by item. */
export async function statementOf(
  work: Work,
  file: { readonly id: string; readonly case_id: string },
): Promise<Readonly<Record<string, Readable<string>>>> {
  const rows = await work
    .db<ResolutionTables>()
    .selectFrom('resolution_statement')
    .select(['item', 'sealed'])
    .where('file_id', '=', file.id)
    .execute();
  const statement: Record<string, Readable<string>> = {};
  for (const row of rows) {
    statement[row.item] = await openText(work, file.case_id, `dispute-statement:${file.id}:${row.item}`, row.sealed);
  }
  return statement;
}

export interface Referral {
  readonly id: string;
  readonly kind: ReferralKind;
  readonly venue: string | null;
  readonly at: Date;
}

/** Where a dispute was referred. */
export async function referralsOf(work: Work, fileId: string): Promise<readonly Referral[]> {
  const rows = await work
    .db<ResolutionTables>()
    .selectFrom('resolution_referral')
    .select(['id', 'kind', 'venue', 'at'])
    .where('file_id', '=', fileId)
    .orderBy('at')
    .orderBy('id')
    .execute();
  return rows.map((row) => ({ ...row, at: instant(row.at) }));
}

/** What a referral says, opened, and its venue; null when it cannot be opened. */
export async function referralText(
  work: Work,
  id: string,
): Promise<{ readonly text: string; readonly venue: string | null } | null> {
  const row = await work
    .db<ResolutionTables>()
    .selectFrom('resolution_referral')
    .select(['case_id', 'venue', 'sealed'])
    .where('id', '=', id)
    .executeTakeFirst();
  const read = row && (await openText(work, row.case_id, `dispute-referral:${id}`, row.sealed));
  return row && read?.state === 'readable' ? { text: read.value, venue: row.venue } : null;
}

export interface Certificate {
  readonly number: string;
  readonly because: 'not_settled' | 'deadline_passed';
  /** Last day of the thirty working days in which the Regulator can be gone to. */
  readonly lastDayAt: Date | null;
  readonly issuedAt: Date;
}

/** Certificates of non-settlement of a case. */
export async function certificatesOf(work: Work, caseId: string): Promise<readonly Certificate[]> {
  const rows = await work
    .db<ResolutionTables>()
    .selectFrom('resolution_certificate')
    .select(['number', 'because', 'last_day_at', 'issued_at'])
    .where('case_id', '=', caseId)
    .orderBy('issued_at')
    .orderBy('id')
    .execute();
  return rows.map((row) => ({
    number: row.number,
    because: row.because,
    lastDayAt: instantOrNull(row.last_day_at),
    issuedAt: instant(row.issued_at),
  }));
}

/** The roster, with names. */
export async function rosterRows(work: Work) {
  return work
    .db<ResolutionTables & { person: { id: string; name: string } }>()
    .selectFrom('neutral')
    .innerJoin('person', 'person.id', 'neutral.person_id')
    .select([
      'neutral.person_id',
      'person.name',
      'neutral.office',
      'neutral.modes',
      'neutral.competences',
      'neutral.languages',
      'neutral.place',
      'neutral.absences',
      'neutral.active',
    ])
    .orderBy('person.name')
    .execute();
}

/** The proof of service of a session's invitations. */
export async function serviceOf(work: Work, fileId: string) {
  const rows = await work
    .db<ResolutionTables>()
    .selectFrom('resolution_service')
    .innerJoin('resolution_invitation', 'resolution_invitation.id', 'resolution_service.invitation_id')
    .select([
      'resolution_invitation.session_id',
      'resolution_invitation.party_id',
      'resolution_service.state',
      'resolution_service.channel',
      'resolution_service.at',
    ])
    .where('resolution_invitation.file_id', '=', fileId)
    .orderBy('resolution_service.at')
    .orderBy('resolution_service.position')
    .execute();
  return rows.map((row) => ({ ...row, at: instant(row.at) }));
}

/** The link of a video session, for those who are called to it. */
export async function linkOf(work: Work, session: { readonly id: string }): Promise<Readable<string> | null> {
  const row = await work
    .db<ResolutionTables>()
    .selectFrom('resolution_session')
    .select(['case_id', 'sealed_link'])
    .where('id', '=', session.id)
    .executeTakeFirst();
  return row?.sealed_link ? openText(work, row.case_id, `dispute-link:${session.id}`, row.sealed_link) : null;
}
