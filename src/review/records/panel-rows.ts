import { sql } from 'kysely';

import {
  openJson,
  undecidedStatuses,
  visibleCases,
  type AboutDetails,
  type CaseTables,
  type ComplainantDetails,
} from '../../cases/index.ts';
import type { Work } from '../../platform/work.ts';
import type { ReviewTables } from './tables.ts';

interface People {
  person: { id: string; name: string };
}

/** Names of staff by id. */
export async function namesOf(work: Work, ids: readonly string[]): Promise<ReadonlyMap<string, string>> {
  if (ids.length === 0) return new Map();
  const rows = await work
    .db<People>()
    .selectFrom('person')
    .select(['id', 'name'])
    .where('id', 'in', [...ids])
    .execute();
  return new Map(rows.map((row) => [row.id, row.name]));
}

/** Votes of a panel as far as row-level security shows them, the earliest first. */
export async function castVotes(work: Work, panelId: string) {
  return work
    .db<ReviewTables>()
    .selectFrom('review_vote')
    .select(['id', 'seat_id', 'person_id', 'outcome', 'sealed', 'cast_at', 'superseded_at'])
    .where('panel_id', '=', panelId)
    .orderBy('cast_at')
    .orderBy('id')
    .execute();
}

/** Whom a case names: all that a member needs to know to declare, and no more. */
export interface Matter {
  /** Null where nobody is told who complains. */
  readonly complainant: string | null;
  /** People and offices complained about. */
  readonly about: readonly { readonly name: string | null; readonly office: string | null }[];
}

export async function matterOf(work: Work, caseId: string, identity: string): Promise<Matter> {
  return work.elevated('a member must know whom the case names to declare a conflict', async () => {
    const rows = await work
      .db<CaseTables>()
      .selectFrom('case_party')
      .select(['id', 'side', 'office', 'sealed'])
      .where('case_id', '=', caseId)
      .where('side', 'in', ['complainant', 'about'])
      .orderBy('added_at')
      .orderBy('id')
      .execute();
    const about: Matter['about'][number][] = [];
    let complainant: string | null = null;
    for (const row of rows) {
      if (row.side === 'complainant') {
        if (identity !== 'named') continue;
        const read = await openJson<ComplainantDetails>(work, caseId, `party:${row.id}`, row.sealed);
        complainant = read.state === 'readable' ? read.value.name : null;
      } else {
        const read = await openJson<AboutDetails>(work, caseId, `party:${row.id}`, row.sealed);
        about.push({ name: read.state === 'readable' ? read.value.name : null, office: row.office });
      }
    }
    return { complainant, about };
  });
}

/** Panels at work in which somebody sits, the longest appointed first, with the case's own dates. */
export async function seatsOf(work: Work, personId: string) {
  return work.elevated('what waits for a member, also before it may see the case', () =>
    work
      .db<ReviewTables & CaseTables>()
      .selectFrom('review_seat')
      .innerJoin('review_panel', 'review_panel.id', 'review_seat.panel_id')
      .innerJoin('case_file', 'case_file.id', 'review_seat.case_id')
      .select(['case_file.reference', 'case_file.due_at', 'case_file.id as case_id'])
      .select('review_panel.appointed_at')
      .where('review_seat.person_id', '=', personId)
      .where('review_seat.ended_at', 'is', null)
      .where('review_panel.signed_at', 'is', null)
      .where('review_panel.ended_at', 'is', null)
      .orderBy('review_panel.appointed_at')
      .orderBy('review_panel.id')
      .limit(200)
      .execute(),
  );
}

/**
 * Undecided cases of an office, of those that the actor sees, where a panel decides and none of three is at work; the most
 * urgent first.
 */
export async function casesToAppoint(work: Work, office: string, tiers: readonly string[]) {
  const rows = await work
    .db<CaseTables & ReviewTables>()
    .selectFrom('case_file')
    .select(['case_file.reference', 'case_file.arrived_at', 'case_file.due_at'])
    .select((of) =>
      of
        .selectFrom('review_panel')
        .innerJoin('review_seat', 'review_seat.panel_id', 'review_panel.id')
        .whereRef('review_panel.case_id', '=', 'case_file.id')
        .where('review_panel.signed_at', 'is', null)
        .where('review_panel.ended_at', 'is', null)
        .where('review_seat.ended_at', 'is', null)
        .select((count) => count.fn.countAll<number | string>().as('n'))
        .as('seated'),
    )
    .where('case_file.held_office', '=', office)
    .where('case_file.tier', 'in', [...tiers])
    .where('case_file.status', 'in', [...undecidedStatuses])
    .where(visibleCases(work.actor, work.now))
    .orderBy('case_file.due_at')
    .orderBy('case_file.reference')
    .limit(200)
    .execute();
  return rows.map((row) => ({ ...row, seated: Number(row.seated ?? 0) }));
}

/** References of undecided cases at the last body past their first warning, with no panel of three at work. Acts as the system. */
export async function warnedWithoutPanel(work: Work, most: number): Promise<readonly string[]> {
  const { rows } = await sql<{ reference: string }>`
    select c.reference from case_file c
    where c.tier = 'SA5' and c.status in ('filed', 'acknowledged', 'in_progress', 'awaiting_complainant', 'escalated', 'in_resolution')
      and exists (select 1 from sla_clock k where k.case_id = c.id and k.kind = 'decide' and k.tier = c.tier
        and (k.state = 'breached' or (k.state in ('running', 'paused') and exists (
          select 1 from jsonb_array_elements(k.warned) w where (w ->> 'at')::timestamptz <= ${work.now}::timestamptz))))
      and 3 > (select count(*) from review_panel p join review_seat s on s.panel_id = p.id and s.ended_at is null
        where p.case_id = c.id and p.signed_at is null and p.ended_at is null)
    order by c.due_at, c.reference limit ${most}`.execute(work.db());
  return rows.map((row) => row.reference);
}

/** How many sat when the decision was signed; null when no panel made it. Told to whoever may read the decision. */
export async function sizeOfPanel(work: Work, decisionId: string): Promise<number | null> {
  return work.elevated('that a panel decided is part of the decision', async () => {
    const row = await work
      .db<ReviewTables>()
      .selectFrom('review_panel')
      .innerJoin('review_seat', 'review_seat.panel_id', 'review_panel.id')
      .select((of) => of.fn.countAll<number | string>().as('n'))
      .where('review_panel.decision_id', '=', decisionId)
      .where('review_seat.ended_at', 'is', null)
      .executeTakeFirst();
    const n = Number(row?.n ?? 0);
    return n === 0 ? null : n;
  });
}
