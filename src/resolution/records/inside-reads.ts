import { openText, type Readable } from '../../cases/index.ts';
import type { Work } from '../../platform/work.ts';
import type { RepresentativeDetails } from '../domain/details.ts';
import type { Dispute } from './dispute.ts';
import { instant, instantOrNull } from './instant.ts';
import { detailsOfRepresentative } from './party-contact.ts';
import type { ResolutionTables } from './tables.ts';

/** Why a neutral was challenged, and why that was decided as it was. */
export interface ChallengeText {
  readonly id: string;
  readonly reason: Readable<string>;
  readonly decision: Readable<string> | null;
}

export async function challengeTexts(work: Work, dispute: Dispute): Promise<readonly ChallengeText[]> {
  return Promise.all(
    dispute.challenges.map(async ({ id, case_id: caseId, sealed, sealed_decision: decision }) => ({
      id,
      reason: await openText(work, caseId, `dispute-challenge:${id}`, sealed),
      decision: decision && (await openText(work, caseId, `dispute-challenge-decision:${id}`, decision)),
    })),
  );
}

/** A day that parties asked for, who has asked, and when that was granted. */
export interface ExtensionAsked {
  readonly untilAt: Date;
  readonly grantedAt: Date | null;
  readonly askedBy: readonly string[];
}

export async function extensionsOf(work: Work, fileId: string): Promise<readonly ExtensionAsked[]> {
  const db = work.db<ResolutionTables>();
  const rows = await db
    .selectFrom('resolution_extension')
    .select(['id', 'until_at', 'granted_at'])
    .where('file_id', '=', fileId)
    .orderBy('proposed_at')
    .orderBy('id')
    .execute();
  if (rows.length === 0) return [];
  const asked = await db
    .selectFrom('resolution_extension_request')
    .select(['extension_id', 'party_id'])
    .where(
      'extension_id',
      'in',
      rows.map((row) => row.id),
    )
    .execute();
  return rows.map((row) => ({
    untilAt: instant(row.until_at),
    grantedAt: instantOrNull(row.granted_at),
    askedBy: asked.filter((each) => each.extension_id === row.id).map((each) => each.party_id),
  }));
}

/** What was asked of the parties to complete the complaint. */
export interface RequestMade {
  readonly text: Readable<string>;
  readonly askedAt: Date;
  readonly replyDueAt: Date;
}

export async function requestsOf(work: Work, file: Dispute['file']): Promise<readonly RequestMade[]> {
  const rows = await work
    .db<ResolutionTables>()
    .selectFrom('resolution_request')
    .select(['id', 'sealed', 'asked_at', 'reply_due_at'])
    .where('file_id', '=', file.id)
    .orderBy('asked_at')
    .orderBy('id')
    .execute();
  return Promise.all(
    rows.map(async (row) => ({
      text: await openText(work, file.case_id, `dispute-request:${row.id}`, row.sealed),
      askedAt: instant(row.asked_at),
      replyDueAt: instant(row.reply_due_at),
    })),
  );
}

/** Representatives by id, with how they are reached. */
export async function representativeDetails(
  work: Work,
  dispute: Dispute,
): Promise<ReadonlyMap<string, RepresentativeDetails>> {
  const found = new Map<string, RepresentativeDetails>();
  for (const each of dispute.representatives) {
    const details = await detailsOfRepresentative(work, each);
    if (details) found.set(each.id, details);
  }
  return found;
}

/** What shows that an obligation was met, by obligation. */
export async function evidenceOf(work: Work, dispute: Dispute): Promise<ReadonlyMap<string, Readable<string>>> {
  const found = new Map<string, Readable<string>>();
  for (const { id, case_id: caseId, sealed_evidence: sealed } of dispute.obligations) {
    if (sealed) found.set(id, await openText(work, caseId, `dispute-obligation-evidence:${id}`, sealed));
  }
  return found;
}

/** Parties for which one officer has attested a signature on paper, and waits for the second. */
export async function attestationsOf(
  work: Work,
  outcome: Dispute['outcome'],
): Promise<readonly { readonly partyId: string; readonly by: string }[]> {
  if (!outcome) return [];
  const rows = await work
    .db<ResolutionTables>()
    .selectFrom('resolution_attestation')
    .select(['party_id', 'attested_by', 'terms_hash'])
    .where('outcome_id', '=', outcome.id)
    .execute();
  return rows
    .filter((row) => row.terms_hash.equals(outcome.terms_hash))
    .map((row) => ({ partyId: row.party_id, by: row.attested_by }));
}

/** Sessions of which the reader keeps notes. PostgreSQL shows nobody the notes of somebody else. */
export async function ownNotes(work: Work, sessionIds: readonly string[]): Promise<readonly string[]> {
  if (sessionIds.length === 0) return [];
  const rows = await work
    .db<ResolutionTables>()
    .selectFrom('resolution_note')
    .select('session_id')
    .where('session_id', 'in', [...sessionIds])
    .execute();
  return rows.map((row) => row.session_id);
}

/** Whether the reader has set the passphrase of their notes. */
export async function hasNotesKey(work: Work): Promise<boolean> {
  const row = await work.db<ResolutionTables>().selectFrom('neutral_key').select('person_id').executeTakeFirst();
  return row !== undefined;
}
