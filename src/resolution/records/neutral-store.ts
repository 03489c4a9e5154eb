import { sql } from 'kysely';

import { sealText, type CaseTables } from '../../cases/index.ts';
import { newId } from '../../kernel/ids.ts';
import type { Work } from '../../platform/work.ts';
import type { Candidate } from '../domain/neutrals.ts';
import { openStages, type Mode } from '../domain/terms.ts';
import type { ResolutionTables } from './tables.ts';

/** What somebody on the roster is good for. */
export interface RosterEntry {
  readonly personId: string;
  readonly office: string;
  readonly modes: readonly Mode[];
  readonly competences: readonly string[];
  readonly languages: readonly string[];
  readonly place: string | null;
  readonly absences: readonly { readonly from: string; readonly to: string }[];
  readonly active: boolean;
}

/** Puts somebody on the roster, or changes what stands there. */
export async function keepRosterEntry(work: Work, of: RosterEntry): Promise<void> {
  const values = {
    office: of.office,
    modes: [...of.modes],
    competences: [...of.competences],
    languages: [...of.languages],
    place: of.place,
    absences: JSON.stringify(of.absences),
    active: of.active,
    changed_by: work.actor.kind === 'staff' ? work.actor.personId : null,
    changed_at: work.now,
  };
  await work
    .db<ResolutionTables>()
    .insertInto('neutral')
    .values({ person_id: of.personId, ...values })
    .onConflict((on) => on.column('person_id').doUpdateSet(values))
    .execute();
}

/** Everybody on the roster with the disputes they sit in now, wherever those are. */
export async function rosterCandidates(work: Work): Promise<readonly Candidate[]> {
  return work.elevated('how much each neutral has to do, over all disputes', async () => {
    const rows = await work
      .db<ResolutionTables>()
      .selectFrom('neutral')
      .select(['person_id', 'office', 'modes', 'competences', 'languages', 'place', 'absences', 'active'])
      .select((of) =>
        of
          .selectFrom('resolution_neutral')
          .innerJoin('resolution_file', 'resolution_file.id', 'resolution_neutral.file_id')
          .select((count) => count.fn.countAll<number | string>().as('n'))
          .whereRef('resolution_neutral.person_id', '=', 'neutral.person_id')
          .where('resolution_neutral.ended_at', 'is', null)
          .where('resolution_file.stage', 'in', [...openStages])
          .as('load'),
      )
      .orderBy('person_id')
      .execute();
    return rows.map((row) => ({
      personId: row.person_id,
      office: row.office,
      modes: row.modes as Mode[],
      competences: row.competences,
      languages: row.languages,
      place: row.place,
      absences: parsed(row.absences),
      active: row.active,
      load: Number(row.load ?? 0),
    }));
  });
}

function parsed(absences: unknown): Candidate['absences'] {
  return (typeof absences === 'string' ? JSON.parse(absences) : absences) as Candidate['absences'];
}

/**
 * People who did anything to the cases below in the chain of appeals, or to this one before it came to `office`: they have
 * handled the matter. Read from the ledger with the system's eyes.
 */
export async function earlierHandlers(
  work: Work,
  of: { readonly caseId: string; readonly appealOf: string | null; readonly arrivedAt: Date },
): Promise<ReadonlySet<string>> {
  return work.elevated('who handled the matter before', async () => {
    const db = work.db<CaseTables & LedgerTable>();
    const below: string[] = [];
    let next = of.appealOf;
    while (next !== null && below.length < 12) {
      below.push(next);
      const found: { appeal_of: string | null } | undefined = await db
        .selectFrom('case_file')
        .select('appeal_of')
        .where('id', '=', next)
        .executeTakeFirst();
      next = found?.appeal_of ?? null;
    }
    const acted = await db
      .selectFrom('ledger_entry')
      .select('actor_id')
      .distinct()
      .where('actor_kind', '=', 'staff')
      .where('event', '<>', 'case.read')
      .where((row) =>
        row.or([
          ...(below.length > 0 ? [row('chain', 'in', below)] : []),
          row.and([row('chain', '=', of.caseId), row('at', '<', of.arrivedAt)]),
        ]),
      )
      .execute();
    return new Set(acted.flatMap((row) => row.actor_id ?? []));
  });
}

interface LedgerTable {
  ledger_entry: { chain: string; at: Date; actor_kind: string; actor_id: string | null; event: string };
}

interface InFile {
  readonly id: string;
  readonly case_id: string;
}

/** Appoints somebody. @returns id of the seat */
export async function addSeat(
  work: Work,
  file: InFile,
  of: { readonly personId: string; readonly replaces: string | null },
): Promise<string> {
  const id = newId();
  await work
    .db<ResolutionTables>()
    .insertInto('resolution_neutral')
    .values({
      id,
      file_id: file.id,
      case_id: file.case_id,
      person_id: of.personId,
      appointed_by: work.actor.kind === 'staff' ? work.actor.personId : null,
      appointed_at: work.now,
      replaces: of.replaces,
    })
    .execute();
  return id;
}

/** Keeps a neutral's declaration. A conflict ends the seat in the same step. */
export async function declare(
  work: Work,
  file: InFile,
  of: { readonly seat: string; readonly conflict: boolean; readonly text: string | null },
): Promise<void> {
  await work
    .db<ResolutionTables>()
    .updateTable('resolution_neutral')
    .set({
      declaration: of.conflict ? 'conflict' : 'clear',
      declared_at: work.now,
      sealed_declaration:
        of.text === null ? null : await sealText(work, file.case_id, `dispute-declaration:${of.seat}`, of.text),
      ...(of.conflict ? { ended_at: work.now, end_reason: 'conflict_declared' as const } : {}),
    })
    .where('id', '=', of.seat)
    .execute();
}

/** Ends a seat; the record of whoever sat stays. */
export async function endSeat(
  work: Work,
  file: InFile,
  of: { readonly seat: string; readonly reason: 'challenge_sustained' | 'replaced'; readonly text: string | null },
): Promise<void> {
  await work
    .db<ResolutionTables>()
    .updateTable('resolution_neutral')
    .set({
      ended_at: work.now,
      end_reason: of.reason,
      sealed_end_reason:
        of.text === null ? null : await sealText(work, file.case_id, `dispute-seat-end:${of.seat}`, of.text),
    })
    .where('id', '=', of.seat)
    .execute();
}

/**
 * Takes back the named access that neutrals of other offices were given to the case; null: of all of them. A protected case,
 * whose named users are others, has no dispute.
 */
export async function endNamedAccess(work: Work, caseId: string, personId: string | null): Promise<void> {
  await work.elevated('access of neutrals ends with their seat', async () => {
    const db = work.db<CaseTables & ResolutionTables>();
    const sat = db.selectFrom('resolution_neutral').select('person_id').where('case_id', '=', caseId);
    const query = db
      .updateTable('case_access')
      .set({ revoked_at: work.now })
      .where('case_id', '=', caseId)
      .where('kind', '=', 'named')
      .where('revoked_at', 'is', null)
      .where('person_id', 'in', sat);
    await (personId === null ? query : query.where('person_id', '=', personId)).execute();
  });
}

/** Sessions not yet held let go of whoever left. */
export async function releaseBookings(
  work: Work,
  fileId: string,
  of: { readonly resource?: string; readonly sessionId?: string },
): Promise<void> {
  const query = work
    .db<ResolutionTables>()
    .updateTable('resolution_booking')
    .set({ released: true })
    .where('released', '=', false)
    .where(
      'session_id',
      'in',
      work
        .db<ResolutionTables>()
        .selectFrom('resolution_session')
        .select('id')
        .where('file_id', '=', fileId)
        .where(sql<boolean>`state = 'scheduled' or state = 'cancelled'`),
    );
  const ofResource = of.resource === undefined ? query : query.where('resource', '=', of.resource);
  await (of.sessionId === undefined ? ofResource : ofResource.where('session_id', '=', of.sessionId)).execute();
}

/** Keeps a challenge. @returns its id */
export async function addChallenge(
  work: Work,
  file: InFile,
  of: { readonly seat: string; readonly personId: string; readonly partyId: string; readonly text: string },
): Promise<string> {
  const id = newId();
  await work
    .db<ResolutionTables>()
    .insertInto('resolution_challenge')
    .values({
      id,
      file_id: file.id,
      case_id: file.case_id,
      neutral_id: of.seat,
      challenged: of.personId,
      party_id: of.partyId,
      sealed: await sealText(work, file.case_id, `dispute-challenge:${id}`, of.text),
      state: 'under_review',
      filed_at: work.now,
    })
    .execute();
  return id;
}

/** Decides a challenge. */
export async function decideChallenge(
  work: Work,
  file: InFile,
  of: { readonly id: string; readonly sustained: boolean; readonly by: string; readonly text: string },
): Promise<void> {
  await work
    .db<ResolutionTables>()
    .updateTable('resolution_challenge')
    .set({
      state: of.sustained ? 'sustained' : 'overruled',
      decided_by: of.by,
      decided_at: work.now,
      sealed_decision: await sealText(work, file.case_id, `dispute-challenge-decision:${of.id}`, of.text),
    })
    .where('id', '=', of.id)
    .execute();
}
