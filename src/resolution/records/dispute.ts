import { sql, type Selectable } from 'kysely';

import type { Work } from '../../platform/work.ts';
import type { FileFacts } from '../domain/procedure-facts.ts';
import { stageNow } from '../domain/procedure.ts';
import type { Stage } from '../domain/terms.ts';
import { instantOrNull } from './instant.ts';
import { sessionsOf, type SessionRow } from './session-rows.ts';
import type { ResolutionTables } from './tables.ts';

export type FileRow = Selectable<ResolutionTables['resolution_file']>;
export type PartyRow = Selectable<ResolutionTables['resolution_party']>;
export type RepresentativeRow = Selectable<ResolutionTables['resolution_representative']>;
export type NeutralRow = Selectable<ResolutionTables['resolution_neutral']>;
export type ConsentRow = Selectable<ResolutionTables['resolution_consent']>;
export type ChallengeRow = Selectable<ResolutionTables['resolution_challenge']>;
export type OutcomeRow = Selectable<ResolutionTables['resolution_outcome']>;
export type SignatureRow = Selectable<ResolutionTables['resolution_signature']>;
export type ObligationRow = Selectable<ResolutionTables['resolution_obligation']>;

/** A dispute with everything its rules look at. */
export interface Dispute {
  readonly file: FileRow;
  readonly parties: readonly PartyRow[];
  readonly representatives: readonly RepresentativeRow[];
  readonly consents: readonly ConsentRow[];
  /** All that ever sat, in the order of appointment. */
  readonly neutrals: readonly NeutralRow[];
  readonly challenges: readonly ChallengeRow[];
  readonly sessions: readonly SessionRow[];
  readonly outcome: OutcomeRow | null;
  readonly signatures: readonly SignatureRow[];
  readonly obligations: readonly ObligationRow[];
  readonly statement: ReadonlySet<string>;
  readonly facts: FileFacts;
}

/** What a dispute's rules look at beyond its own tables. */
export interface CaseAround {
  readonly protected: boolean;
  readonly referOnly: boolean;
  /** Items missing by the checklist; see `missingOf`. */
  missing(dispute: Omit<Dispute, 'facts'>): number;
}

/** Under which a party’s opting into the NADR is kept among its consents. */
export const nadrMode = 'nadr' as const;

/** The neutrals who sit now. */
export function sitting(dispute: Pick<Dispute, 'neutrals'>): readonly NeutralRow[] {
  return dispute.neutrals.filter((neutral) => neutral.ended_at === null);
}

/** The latest dispute file of a case, locked when it is to be changed; null when there is none. */
export async function latestFile(work: Work, caseId: string, lock: boolean): Promise<FileRow | null> {
  const query = work
    .db<ResolutionTables>()
    .selectFrom('resolution_file')
    .selectAll()
    .where('case_id', '=', caseId)
    .orderBy('opened_at', 'desc')
    .orderBy('id', 'desc')
    .limit(1);
  return (await (lock ? query.forUpdate() : query).executeTakeFirst()) ?? null;
}

/** All dispute files of a case, oldest first. */
export async function filesOfCase(work: Work, caseId: string): Promise<readonly FileRow[]> {
  return work
    .db<ResolutionTables>()
    .selectFrom('resolution_file')
    .selectAll()
    .where('case_id', '=', caseId)
    .orderBy('opened_at')
    .orderBy('id')
    .execute();
}

/** Which of these cases ever had a dispute. */
export async function withFiles(work: Work, caseIds: readonly string[]): Promise<ReadonlySet<string>> {
  const rows = await sql<{ id: string }>`select distinct case_id as id from resolution_file
    where case_id = any(${`{${caseIds.join(',')}}`}::uuid[])`.execute(work.db<ResolutionTables>());
  return new Set(rows.rows.map(({ id }) => id));
}

/** Ids of the people who sit in a dispute now. */
export async function peopleSitting(work: Work, fileId: string): Promise<readonly string[]> {
  const rows = await work
    .db<ResolutionTables>()
    .selectFrom('resolution_neutral')
    .select('person_id')
    .where('file_id', '=', fileId)
    .where('ended_at', 'is', null)
    .execute();
  return rows.map((row) => row.person_id);
}

/** Loads all of a dispute and works out the stage in which it is at the time of the work. */
export async function loadDispute(work: Work, file: FileRow, around: CaseAround): Promise<Dispute> {
  const db = work.db<ResolutionTables>();
  const of = <T extends 'resolution_party' | 'resolution_representative' | 'resolution_consent'>(table: T) =>
    db
      .selectFrom(table as 'resolution_party')
      .selectAll()
      .where('file_id', '=', file.id);
  const parties = await of('resolution_party').orderBy('added_at').orderBy('id').execute();
  const representatives = await db
    .selectFrom('resolution_representative')
    .selectAll()
    .where('file_id', '=', file.id)
    .orderBy('added_at')
    .orderBy('id')
    .execute();
  const consents = await db
    .selectFrom('resolution_consent')
    .selectAll()
    .where('file_id', '=', file.id)
    .orderBy('at')
    .orderBy('id')
    .execute();
  const neutrals = await db
    .selectFrom('resolution_neutral')
    .selectAll()
    .where('file_id', '=', file.id)
    .orderBy('appointed_at')
    .orderBy('id')
    .execute();
  // Nobody is challenged where nobody sits or sat, and nothing is signed or owed without an outcome.
  const challenges =
    neutrals.length === 0
      ? []
      : await db
          .selectFrom('resolution_challenge')
          .selectAll()
          .where('file_id', '=', file.id)
          .orderBy('filed_at')
          .orderBy('id')
          .execute();
  const outcome =
    (await db
      .selectFrom('resolution_outcome')
      .selectAll()
      .where('file_id', '=', file.id)
      .where('superseded_at', 'is', null)
      .executeTakeFirst()) ?? null;
  const signatures = outcome
    ? await db.selectFrom('resolution_signature').selectAll().where('outcome_id', '=', outcome.id).execute()
    : [];
  const obligations = outcome
    ? await db
        .selectFrom('resolution_obligation')
        .selectAll()
        .where('file_id', '=', file.id)
        .orderBy('due_on')
        .orderBy('id')
        .execute()
    : [];
  const codes = await sql<{ referral: FileFacts['referredTo'][number] | null; item: string | null }>`
    select kind as referral, null as item from resolution_referral where file_id = ${file.id}
    union all select null, item from resolution_statement where file_id = ${file.id}`.execute(db);
  const whole = {
    file,
    parties,
    representatives,
    consents,
    neutrals,
    challenges,
    sessions: await sessionsOf(work, file.id),
    outcome,
    signatures,
    obligations,
    statement: new Set(codes.rows.flatMap((row) => row.item ?? [])),
  };
  const facts = factsOf(
    whole,
    codes.rows.flatMap((row) => row.referral ?? []),
    { ...around, missing: around.missing(whole) },
  );
  return { ...whole, facts: { ...facts, stage: stageNow(facts, work.now) } };
}

function factsOf(
  of: Omit<Dispute, 'facts'>,
  referredTo: FileFacts['referredTo'],
  around: { readonly protected: boolean; readonly referOnly: boolean; readonly missing: number },
): FileFacts {
  const { file } = of;
  return {
    stage: file.stage,
    level: file.level,
    mode: file.mode,
    panelSize: file.panel_size,
    protected: around.protected,
    referOnly: around.referOnly,
    criminalScreen: file.criminal_screen,
    priorLevelDone: file.prior_level_done,
    lateNotExcused: file.filed_late && file.excused_at === null,
    missing: around.missing,
    parties: of.parties.map((party) => {
      // The last word of a party to the mode at hand counts.
      const said = of.consents.findLast((each) => each.party_id === party.id && each.mode === file.mode);
      return {
        id: party.id,
        side: party.side,
        consent: said === undefined ? 'none' : said.given ? 'given' : 'refused',
        agreementSigned: said?.agreement_signed ?? false,
        nadr: of.consents.findLast((each) => each.party_id === party.id && each.mode === nadrMode)?.given ?? false,
      };
    }),
    neutrals: sitting(of).map(({ id, declaration }) => ({
      id,
      declaration: declaration === 'clear' ? 'clear' : 'none',
    })),
    challengeUntil: instantOrNull(file.challenge_until),
    challengesOpen: of.challenges.filter((each) => each.state === 'under_review').length,
    sessions: of.sessions.map(({ id, state, hasMinutes, minutesApproved, invitations }) => ({
      id,
      state,
      hasMinutes,
      minutesApproved,
      served: invitations.length > 0 && invitations.every((each) => each.state !== 'returned'),
    })),
    outcome: of.outcome && {
      kind: of.outcome.kind,
      signedParties: of.signatures.flatMap((each) => each.party_id ?? []),
      signedNeutrals: of.signatures.flatMap((each) => each.neutral_id ?? []),
      minutesReason: of.outcome.sealed_minutes_reason !== null,
    },
    obligationsOpen: of.obligations.filter((each) => !['confirmed', 'referred'].includes(each.state)).length,
    obligationsBreached: of.obligations.filter((each) => each.state === 'breached').length,
    limitAt: instantOrNull(file.limit_at),
    oppositionUntil: instantOrNull(file.opposition_until),
    referredTo,
  };
}

/** Writes what changed of a file, and raises its version. */
export async function saveFile(
  work: Work,
  fileId: string,
  set: Partial<Omit<FileRow, 'id' | 'case_id' | 'version'>> & { readonly stage: Stage },
): Promise<number> {
  const row = await work
    .db<ResolutionTables>()
    .updateTable('resolution_file')
    .set({ ...set, version: sql<number>`version + 1` })
    .where('id', '=', fileId)
    .returning('version')
    .executeTakeFirstOrThrow();
  return row.version;
}
