import { sql } from 'kysely';

import { openText, seenOf, type Readable } from '../../cases/index.ts';
import { InvalidInput, NotFound } from '../../kernel/errors.ts';
import type { Work } from '../../platform/work.ts';
import type { BreachCause } from '../domain/causes.ts';
import { answeredFor, demandOversight } from '../policy.ts';

/** A deadline that was missed, and what was found when somebody looked into it. */
export interface Breach {
  readonly clockId: string;
  readonly caseId: string;
  readonly reference: string;
  readonly programme: string;
  readonly category: string;
  readonly kind: string;
  readonly tier: string;
  readonly rule: string;
  readonly dueAt: Date;
  /** Met late; null while it is still owed, or when the case went on without it. */
  readonly metAt: Date | null;
  /** The case was moved up, or notice given, because of it. */
  readonly escalatedAt: Date | null;
  /** The office that held the case when it was due. */
  readonly office: string | null;
  readonly review: BreachReview | null;
}

export interface BreachReview {
  readonly cause: BreachCause;
  readonly reviewedAt: Date;
  readonly reviewedBy: string | null;
  /** What was done; read only where one breach is looked at. */
  readonly done: Readable<string> | null;
}

export interface BreachPage {
  readonly items: readonly Breach[];
  readonly nextCursor: string | null;
}

interface Row {
  readonly id: string;
  readonly case_id: string;
  readonly reference: string;
  readonly programme: string;
  readonly category: string;
  readonly kind: string;
  readonly tier: string;
  readonly rule_id: string;
  readonly breached_at: Date | string;
  readonly met_at: Date | string | null;
  readonly escalated_at: Date | string | null;
  readonly office: string | null;
  readonly cause: BreachCause | null;
  readonly sealed: Buffer | null;
  readonly reviewed_at: Date | string | null;
  readonly reviewer: string | null;
}

/** So long misses are listed and counted, in milliseconds: half a year. */
const listedMilliseconds = 183 * 86_400_000;

/**
 * Missed deadlines of the cases that the actor answers for, the latest first: those to look into, or those looked into.
 * @throws Forbidden; InvalidInput `cursor_invalid`
 */
export async function breaches(
  work: Work,
  of: { readonly reviewed: boolean; readonly limit: number; readonly cursor: string | null },
): Promise<BreachPage> {
  const after = of.cursor === null ? null : positionOf(of.cursor);
  const limit = Math.min(Math.max(of.limit, 1), 100);
  const rows = await read(
    work,
    sql`k.breached_at >= ${new Date(work.now.getTime() - listedMilliseconds)}
      and ${of.reviewed ? sql`b.clock_id is not null` : sql`b.clock_id is null`}
      and ${after === null ? sql`true` : sql`(k.breached_at, k.id) < (${after.at}::timestamptz, ${after.id}::uuid)`}`,
    limit + 1,
  );
  const last = rows.at(limit - 1);
  return {
    items: rows.slice(0, limit).map((row) => breachOf(row, null)),
    nextCursor: rows.length > limit && last ? cursorOf(last) : null,
  };
}

/** One of them, with what was done. @throws Forbidden; NotFound, also for one that they do not answer for */
export async function breach(work: Work, clockId: string): Promise<Breach> {
  const [row] = await read(work, sql`k.id = ${clockId}`, 1);
  if (!row) throw new NotFound('not_found.breach');
  const done = row.sealed === null ? null : await openText(work, row.case_id, fieldOf(clockId), row.sealed);
  return breachOf(row, done);
}

/** More than so many that wait are not counted. */
export const mostCounted = 500;

/** How often each cause was found within the same time; and how many wait, up to `mostCounted`. @throws Forbidden */
export async function breachCounts(work: Work): Promise<{
  readonly waiting: number;
  readonly causes: readonly { readonly cause: BreachCause; readonly count: number }[];
}> {
  const actor = demandOversight(work);
  const since = new Date(work.now.getTime() - listedMilliseconds);
  const { waiting, found } = await work.elevated('counted by the filter that the list goes by', async () => ({
    waiting: await sql<{ case_id: string }>`
      select k.case_id from sla_clock k join case_file on case_file.id = k.case_id
      where k.breached_at is not null and k.breached_at >= ${since} and ${answeredFor(actor, work.now)}
        and not exists (select 1 from breach_review b where b.clock_id = k.id)
      order by k.breached_at desc limit ${mostCounted}`.execute(work.db()),
    found: await sql<{ cause: BreachCause; case_id: string }>`
      select b.cause, b.case_id from breach_review b join sla_clock k on k.id = b.clock_id
      join case_file on case_file.id = b.case_id
      where k.breached_at >= ${since} and ${answeredFor(actor, work.now)}`.execute(work.db()),
  }));
  const counts = new Map<BreachCause, number>();
  for (const { cause } of await seenOf(work, found.rows)) counts.set(cause, (counts.get(cause) ?? 0) + 1);
  return {
    waiting: (await seenOf(work, waiting.rows)).length,
    causes: [...counts]
      .map(([cause, count]) => ({ cause, count }))
      .sort((a, b) => b.count - a.count || (a.cause < b.cause ? -1 : 1)),
  };
}

/** The name of the sealed text. */
export function fieldOf(clockId: string): string {
  return `breach:${clockId}`;
}

async function read(work: Work, which: ReturnType<typeof sql>, limit: number): Promise<readonly Row[]> {
  const actor = demandOversight(work);
  // Who held a case before is not under the eyes of who watches now; the filter is the one of every list of cases.
  const found = await work.elevated('where a case lay when it became late is part of looking into it', () =>
    sql<Row>`select k.id, k.case_id, case_file.reference, case_file.programme, case_file.category, k.kind, k.tier, k.rule_id,
        k.breached_at, k.met_at, k.escalated_at, b.cause, b.sealed, b.reviewed_at, p.name as reviewer,
        (select u.office from case_custody u where u.case_id = k.case_id and u.from_at <= k.breached_at
          order by u.from_at desc, u.id desc limit 1) as office
      from sla_clock k join case_file on case_file.id = k.case_id
      left join breach_review b on b.clock_id = k.id left join person p on p.id = b.reviewed_by
      where k.breached_at is not null and ${which} and ${answeredFor(actor, work.now)}
      order by k.breached_at desc, k.id desc limit ${limit}`.execute(work.db()),
  );
  return seenOf(work, found.rows);
}

function breachOf(row: Row, done: Readable<string> | null): Breach {
  return {
    clockId: row.id,
    caseId: row.case_id,
    reference: row.reference,
    programme: row.programme,
    category: row.category,
    kind: row.kind,
    tier: row.tier,
    rule: row.rule_id,
    dueAt: new Date(row.breached_at),
    metAt: row.met_at === null ? null : new Date(row.met_at),
    escalatedAt: row.escalated_at === null ? null : new Date(row.escalated_at),
    office: row.office,
    review:
      row.cause === null || row.reviewed_at === null
        ? null
        : { cause: row.cause, reviewedAt: new Date(row.reviewed_at), reviewedBy: row.reviewer, done },
  };
}

function cursorOf(row: Row): string {
  return Buffer.from(`${new Date(row.breached_at).toISOString()} ${row.id}`).toString('base64url');
}

function positionOf(cursor: string): { readonly at: string; readonly id: string } {
  const found = /^(\d{4}-\d{2}-\d{2}T[\d:.]+Z) ([0-9a-f-]{36})$/.exec(Buffer.from(cursor, 'base64url').toString());
  if (!found) throw new InvalidInput([{ field: 'cursor', code: 'cursor_invalid' }]);
  return { at: found[1] ?? '', id: found[2] ?? '' };
}
