import { sql, type RawBuilder } from 'kysely';

import { openText, seenOf, type Readable, type Status } from '../../cases/index.ts';
import { NotFound } from '../../kernel/errors.ts';
import type { Work } from '../../platform/work.ts';
import type { LookResult } from '../domain/causes.ts';
import { answeredFor, demandOversight } from '../policy.ts';

/** An ended case that was drawn for a second look. */
export interface Sample {
  readonly id: string;
  readonly caseId: string;
  readonly reference: string;
  readonly programme: string;
  readonly category: string;
  readonly status: Status;
  readonly outcome: string | null;
  readonly tier: string;
  readonly office: string;
  readonly closedAt: Date;
  readonly drawnAt: Date;
  /** The one who looks had the case or decided it: somebody else must look. */
  readonly isOwn: boolean;
  readonly look: {
    readonly result: LookResult;
    readonly at: Date;
    readonly by: string | null;
    /** Read only where one of them is looked at. */
    readonly found: Readable<string> | null;
  } | null;
}

interface Row {
  readonly id: string;
  readonly case_id: string;
  readonly reference: string;
  readonly programme: string;
  readonly category: string;
  readonly status: Status;
  readonly outcome: string | null;
  readonly tier: string;
  readonly held_office: string;
  readonly closed_at: Date | string;
  readonly drawn_at: Date | string;
  readonly is_own: boolean;
  readonly result: LookResult | null;
  readonly sealed: Buffer | null;
  readonly looked_at: Date | string | null;
  readonly looker: string | null;
}

const most = 100;

/** What waits for a second look, longest first, and what was looked at lately; of cases that the actor answers for. @throws Forbidden */
export async function samples(
  work: Work,
): Promise<{ readonly waiting: readonly Sample[]; readonly looked: readonly Sample[] }> {
  const waiting = await read(work, sql`s.result is null`, sql`s.drawn_at, s.id`);
  const looked = await read(work, sql`s.result is not null`, sql`s.looked_at desc, s.id`);
  return { waiting: waiting.map((row) => sampleOf(row, null)), looked: looked.map((row) => sampleOf(row, null)) };
}

/** One of them. @throws Forbidden; NotFound, also for one of a case that they do not answer for */
export async function sample(work: Work, id: string): Promise<Sample> {
  const [row] = await read(work, sql`s.id = ${id}`, sql`s.id`);
  if (!row) throw new NotFound('not_found.sample');
  return sampleOf(row, row.sealed === null ? null : await openText(work, row.case_id, fieldOf(id), row.sealed));
}

/** The draws of the last weeks, of the actor's operator: so that somebody sees that lots were drawn. @throws Forbidden */
export async function draws(
  work: Work,
): Promise<readonly { readonly weekFrom: string; readonly closed: number; readonly drawn: number }[]> {
  const actor = demandOversight(work);
  const found = await sql<{ week_from: string; closed: number; drawn: number }>`
    select week_from::text, closed, drawn from closure_draw where operator_office = ${actor.office}
    order by week_from desc limit 8`.execute(work.db());
  return found.rows.map((row) => ({ weekFrom: row.week_from, closed: row.closed, drawn: row.drawn }));
}

/** The name of the sealed text. */
export function fieldOf(sampleId: string): string {
  return `second-look:${sampleId}`;
}

async function read(work: Work, which: RawBuilder<unknown>, order: RawBuilder<unknown>): Promise<readonly Row[]> {
  const actor = demandOversight(work);
  // Colleagues' names and decisions below are not under the eyes of who looks; the filter is the one of every list of cases.
  const found = await work.elevated('who decided a case must be known so that another looks', () =>
    sql<Row>`
    select s.id, s.case_id, case_file.reference, case_file.programme, case_file.category, case_file.status, case_file.outcome,
      case_file.tier, case_file.held_office, s.closed_at, s.drawn_at, s.result, s.sealed, s.looked_at, p.name as looker,
      coalesce(case_file.assigned_to = ${actor.personId}, false) or exists (select 1 from case_decision d
        where d.case_id = s.case_id and d.decided_by = ${actor.personId}) as is_own
    from closure_sample s join case_file on case_file.id = s.case_id left join person p on p.id = s.looked_by
    where ${which} and ${answeredFor(actor, work.now)} order by ${order} limit ${most}`.execute(work.db()),
  );
  return seenOf(work, found.rows);
}

function sampleOf(row: Row, found: Readable<string> | null): Sample {
  return {
    id: row.id,
    caseId: row.case_id,
    reference: row.reference,
    programme: row.programme,
    category: row.category,
    status: row.status,
    outcome: row.outcome,
    tier: row.tier,
    office: row.held_office,
    closedAt: new Date(row.closed_at),
    drawnAt: new Date(row.drawn_at),
    isOwn: row.is_own,
    look:
      row.result === null || row.looked_at === null
        ? null
        : { result: row.result, at: new Date(row.looked_at), by: row.looker, found },
  };
}
