import { sql } from 'kysely';

import { demand } from '../../access/index.ts';
import { seenOf, visibleCases, type CaseTables } from '../../cases/index.ts';
import type { Work } from '../../platform/work.ts';
import type { EscalationTables } from '../records/tables.ts';

/** A case that somebody above must look at. */
export interface WatchedCase {
  readonly caseId: string;
  readonly reference: string;
  readonly tier: string;
  readonly office: string;
  readonly operatorOffice: string;
  readonly severity: string;
  readonly reason: string;
  readonly dueAt: Date | null;
  /** Attempts of the sweep that failed, and when it tries again. */
  readonly failure: { readonly attempts: number; readonly reason: string; readonly retryAt: Date } | null;
}

interface Row {
  readonly case_id: string;
  readonly reference: string;
  readonly tier: string;
  readonly held_office: string;
  readonly operator_office: string;
  readonly severity: string;
  readonly watched_reason: string | null;
  readonly due_at: Date | string | null;
  readonly attempts: number | null;
  readonly failed: string | null;
  readonly retry_at: Date | string | null;
}

const watchedOrFailed = sql<boolean>`(case_file.watched_reason is not null
  or exists (select 1 from sweep_failure s where s.case_id = case_file.id))`;

/**
 * The watched queue as far as the actor may see it, most overdue first: cases that nobody holds, whose holder has no
 * supervisor, that are at the top, without a rule, or whose sweep failed. At most 200.
 * @throws Forbidden
 */
export async function watchedCases(work: Work, limit = 200): Promise<readonly WatchedCase[]> {
  demand(work.actor, 'watched.read');
  const visible = visibleCases(work.actor, work.now);
  const rows =
    await sql<Row>`select case_file.id as case_id, case_file.reference, case_file.tier, case_file.held_office, case_file.operator_office,
        case_file.severity, case_file.watched_reason, case_file.due_at, f.attempts, f.reason as failed, f.retry_at
      from case_file
      left join lateral (select attempts, reason, retry_at from sweep_failure s where s.case_id = case_file.id
        order by failed_at desc limit 1) f on true
      where ${watchedOrFailed} and ${visible}
      order by case_file.due_at nulls first, case_file.id limit ${Math.min(limit, 200)}`.execute(
      work.db<CaseTables & EscalationTables>(),
    );
  return rows.rows.map((row) => ({
    caseId: row.case_id,
    reference: row.reference,
    tier: row.tier,
    office: row.held_office,
    operatorOffice: row.operator_office,
    severity: row.severity,
    reason: row.watched_reason ?? 'sweep_failed',
    dueAt: row.due_at === null ? null : new Date(row.due_at),
    failure:
      row.attempts === null || row.failed === null || row.retry_at === null
        ? null
        : { attempts: row.attempts, reason: row.failed, retryAt: new Date(row.retry_at) },
  }));
}

/** How many cases are in the watched queue, as far as the actor may see it. @throws Forbidden */
export async function watchedCount(work: Work): Promise<number> {
  demand(work.actor, 'watched.read');
  const visible = visibleCases(work.actor, work.now);
  const rows = await sql<{
    n: string;
  }>`select count(*) as n from case_file where ${watchedOrFailed} and ${visible}`.execute(work.db<CaseTables>());
  return Number(rows.rows[0]?.n ?? 0);
}

/** A move or notice may be this late before it counts: a sweep runs every few seconds. */
const graceMinutes = 2;

/**
 * Deadlines whose consequence - the move up, the notice of right, the watched queue - was due and has not come, while the
 * case is not watched either. Must be zero, always. Counted from the deadlines themselves, whatever the sweep believes: over
 * all cases when the program asks (`doctor`, metrics), over those in sight when somebody of staff does.
 */
export async function overdueNotEscalated(work: Work): Promise<number> {
  const until = new Date(work.now.getTime() - graceMinutes * 60_000);
  const late = sql`select case_id, id from sla_clock where state = 'breached' and escalated_at is null and escalate_at < ${until}
    union all
    select case_id, id from sla_clock where state in ('running', 'paused') and due_at < ${until}
      and (rule ->> 'onBreach' <> 'escalate' or escalate_at < ${until})
      and (state = 'running' or next_action_at < ${until})
      and rule ->> 'onBreach' <> 'expire'
    union all
    select case_id, id from sla_clock where state = 'breached' and escalated_at is null and escalate_at is null`;
  const stuck = sql`from (${late}) late join case_file on case_file.id = late.case_id
    where case_file.watched_reason is null
      and case_file.status in ('filed', 'acknowledged', 'in_progress', 'awaiting_complainant', 'escalated', 'in_resolution')
      and not exists (select 1 from sweep_failure s where s.clock_id = late.id)`;
  if (work.actor.kind === 'system') {
    const rows = await sql<{ n: string }>`select count(*) as n ${stuck}`.execute(work.db<EscalationTables>());
    return Number(rows.rows[0]?.n ?? 0);
  }
  const rows = await work.elevated('an invariant, looked for past what the reader sees of deadlines', () =>
    sql<{
      case_id: string;
    }>`select late.case_id ${stuck} and ${visibleCases(work.actor, work.now)} limit ${mostStuck}`.execute(
      work.db<EscalationTables>(),
    ),
  );
  return (await seenOf(work, rows.rows)).length;
}

/** More than so many that are stuck are not counted for a reader: one is too many. */
const mostStuck = 1_000;
