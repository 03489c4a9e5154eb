import type { Selectable } from 'kysely';

import { sealText, type CaseTables } from '../../cases/index.ts';
import { newId } from '../../kernel/ids.ts';
import type { Work } from '../../platform/work.ts';
import type { PanelFacts } from '../domain/panel.ts';
import type { ReviewTables, VoteText } from './tables.ts';

export type PanelRow = Selectable<ReviewTables['review_panel']>;
export type SeatRow = Selectable<ReviewTables['review_seat']>;
type VoteRow = Pick<Selectable<ReviewTables['review_vote']>, 'id' | 'seat_id' | 'outcome'>;

/** A panel with all its seats. */
export interface Panel {
  readonly row: PanelRow;
  readonly seats: readonly SeatRow[];
  readonly facts: PanelFacts;
}

/** An instant read through Kysely: the driver hands timestamps over as text. */
export const instant = (value: Date | string): Date => (value instanceof Date ? value : new Date(value));
export const instantOrNull = (value: Date | string | null): Date | null => (value === null ? null : instant(value));

/** The last panel of a case; null when it never had one. */
export async function latestPanel(work: Work, caseId: string, lock: boolean): Promise<PanelRow | null> {
  const query = work
    .db<ReviewTables>()
    .selectFrom('review_panel')
    .selectAll()
    .where('case_id', '=', caseId)
    .orderBy('appointed_at', 'desc')
    .orderBy('id', 'desc')
    .limit(1);
  return (await (lock ? query.forUpdate() : query).executeTakeFirst()) ?? null;
}

/** Loads what the rules look at. Votes are counted with the system's eyes: how many fell on what is told to nobody here. */
export async function loadPanel(work: Work, row: PanelRow): Promise<Panel> {
  return work.elevated('counting the votes of a panel', async () => {
    const db = work.db<ReviewTables>();
    const seats = await db
      .selectFrom('review_seat')
      .selectAll()
      .where('panel_id', '=', row.id)
      .orderBy('chair', 'desc')
      .orderBy('appointed_at')
      .orderBy('id')
      .execute();
    const votes: VoteRow[] = await db
      .selectFrom('review_vote')
      .select(['id', 'seat_id', 'outcome'])
      .where('panel_id', '=', row.id)
      .where('superseded_at', 'is', null)
      .execute();
    return {
      row,
      seats,
      facts: {
        seats: seats.map((seat) => ({
          id: seat.id,
          personId: seat.person_id,
          chair: seat.chair,
          declaration: seat.declaration,
          sits: seat.ended_at === null,
          replaces: seat.replaces,
        })),
        votes: votes.map((vote) => ({ seatId: vote.seat_id, outcome: vote.outcome })),
        signed: row.signed_at !== null,
        ended: row.ended_at !== null,
      },
    };
  });
}

/** Makes a panel without seats. @returns its row */
export async function addPanel(
  work: Work,
  of: { readonly caseId: string; readonly office: string; readonly tier: string; readonly by: string },
): Promise<PanelRow> {
  return work
    .db<ReviewTables>()
    .insertInto('review_panel')
    .values({
      id: newId(),
      case_id: of.caseId,
      office: of.office,
      tier: of.tier,
      appointed_by: of.by,
      appointed_at: work.now,
    })
    .returningAll()
    .executeTakeFirstOrThrow();
}

export interface NewSeat {
  readonly personId: string;
  readonly chair: boolean;
  readonly by: string;
  readonly replaces: string | null;
}

/** Seats somebody. @returns id of the seat */
export async function addSeat(work: Work, panel: PanelRow, of: NewSeat): Promise<string> {
  const id = newId();
  await work
    .db<ReviewTables>()
    .insertInto('review_seat')
    .values({
      id,
      panel_id: panel.id,
      case_id: panel.case_id,
      person_id: of.personId,
      chair: of.chair,
      appointed_by: of.by,
      appointed_at: work.now,
      replaces: of.replaces,
    })
    .execute();
  return id;
}

/** Changes a seat. */
export async function changeSeat(
  work: Work,
  id: string,
  change: Partial<Omit<SeatRow, 'id' | 'panel_id' | 'case_id' | 'person_id'>>,
): Promise<void> {
  await work.db<ReviewTables>().updateTable('review_seat').set(change).where('id', '=', id).execute();
}

/** Changes a panel and raises its version. @returns the version afterwards */
export async function savePanel(
  work: Work,
  id: string,
  change: Partial<Omit<PanelRow, 'id' | 'case_id' | 'version'>>,
): Promise<number> {
  const row = await work
    .db<ReviewTables>()
    .updateTable('review_panel')
    .set((of) => ({ ...change, version: of('version', '+', 1) }))
    .where('id', '=', id)
    .returning('version')
    .executeTakeFirstOrThrow();
  return row.version;
}

/** Keeps a vote; an earlier one of the same seat stays on record and counts no more. */
export async function castVote(
  work: Work,
  of: { readonly panel: PanelRow; readonly seat: string; readonly personId: string; readonly outcome: string },
  text: VoteText,
): Promise<void> {
  const db = work.db<ReviewTables>();
  await db
    .updateTable('review_vote')
    .set({ superseded_at: work.now })
    .where('seat_id', '=', of.seat)
    .where('superseded_at', 'is', null)
    .execute();
  const id = newId();
  await db
    .insertInto('review_vote')
    .values({
      id,
      panel_id: of.panel.id,
      case_id: of.panel.case_id,
      seat_id: of.seat,
      person_id: of.personId,
      outcome: of.outcome,
      sealed: await sealText(work, of.panel.case_id, `panel-vote:${id}`, JSON.stringify(text)),
      cast_at: work.now,
      superseded_at: null,
    })
    .execute();
  await changeSeat(work, of.seat, { voted_at: work.now });
}

/** Takes back the named access to a protected case that came with a seat. */
export async function endNamed(work: Work, caseId: string, people: readonly string[]): Promise<void> {
  if (people.length === 0) return;
  await work.elevated('access of a panel member ends with the seat', async () => {
    await work
      .db<CaseTables>()
      .updateTable('case_access')
      .set({ revoked_at: work.now })
      .where('case_id', '=', caseId)
      .where('kind', '=', 'named')
      .where('revoked_at', 'is', null)
      .where('person_id', 'in', [...people])
      .execute();
  });
}

/** Whether somebody has named access to a case already. */
export async function isNamed(work: Work, caseId: string, personId: string): Promise<boolean> {
  return work.elevated('whether the seat brings access that was not there', async () => {
    const row = await work
      .db<CaseTables>()
      .selectFrom('case_access')
      .select('id')
      .where('case_id', '=', caseId)
      .where('person_id', '=', personId)
      .where('kind', '=', 'named')
      .where('revoked_at', 'is', null)
      .limit(1)
      .executeTakeFirst();
    return row !== undefined;
  });
}

/** The case of this reference in whose panel somebody sits, also where it is out of their sight until they have declared. */
export async function caseOfSeat(work: Work, reference: string, personId: string): Promise<string | null> {
  return work.elevated('a member finds the case that it is to declare about', async () => {
    const row = await work
      .db<ReviewTables & CaseTables>()
      .selectFrom('review_seat')
      .innerJoin('review_panel', 'review_panel.id', 'review_seat.panel_id')
      .innerJoin('case_file', 'case_file.id', 'review_seat.case_id')
      .select('case_file.id')
      .where('case_file.reference', '=', reference)
      .where('review_seat.person_id', '=', personId)
      .where('review_seat.ended_at', 'is', null)
      .where('review_panel.signed_at', 'is', null)
      .where('review_panel.ended_at', 'is', null)
      .executeTakeFirst();
    return row?.id ?? null;
  });
}

/** Panels at work in which each person sits. */
export async function panelLoads(work: Work): Promise<ReadonlyMap<string, number>> {
  return work.elevated('how much each member has to do, over all panels', async () => {
    const rows = await work
      .db<ReviewTables>()
      .selectFrom('review_seat')
      .innerJoin('review_panel', 'review_panel.id', 'review_seat.panel_id')
      .select(['review_seat.person_id'])
      .select((of) => of.fn.countAll<number | string>().as('n'))
      .where('review_seat.ended_at', 'is', null)
      .where('review_panel.signed_at', 'is', null)
      .where('review_panel.ended_at', 'is', null)
      .groupBy('review_seat.person_id')
      .execute();
    return new Map(rows.map((row) => [row.person_id, Number(row.n)]));
  });
}

/** Of these cases, those with a panel at work. */
export async function withPanels(work: Work, caseIds: readonly string[]): Promise<ReadonlySet<string>> {
  const rows = await work
    .db<ReviewTables>()
    .selectFrom('review_panel')
    .select('case_id')
    .where('case_id', 'in', [...caseIds])
    .where('signed_at', 'is', null)
    .where('ended_at', 'is', null)
    .execute();
  return new Set(rows.map((row) => row.case_id));
}
