import { sql } from 'kysely';

import type { Work } from '../../platform/work.ts';
import { newId } from '../../kernel/ids.ts';
import { clockOf, insertClocksSql, updateClocksSql, type ClockRow, type StoredClock } from '../../sla/index.ts';
import type { CasePlan, Staffing, SweptCase } from '../plan-case.ts';
import type { EscalationTables } from './tables.ts';

/** A clock that is due, with its case, both locked; `fault` instead of a clock when what is stored cannot be read. */
export interface DueClock {
  readonly clockId: string;
  readonly file: SweptCase;
  readonly clock: StoredClock | null;
  readonly fault: string | null;
  /** An earlier sweep of it failed. */
  readonly hasFailed: boolean;
}

interface CaseColumns {
  readonly c_track: SweptCase['track'];
  readonly c_programme: string;
  readonly c_severity: SweptCase['severity'];
  readonly c_place: string;
  readonly c_status: SweptCase['status'];
  readonly c_tier: string;
  readonly c_held: string;
  readonly c_operator: string;
  readonly c_assigned: string | null;
  readonly c_protected: boolean;
  readonly c_watched: string | null;
  readonly c_filed: Date | string;
  readonly c_arrived: Date | string;
  readonly c_due: Date | string | null;
  readonly c_version: number;
  readonly c_accused: unknown;
  readonly c_right: boolean;
  readonly has_failed: boolean;
}

export interface DueQuery {
  /** Due at or before this instant. */
  readonly now: Date;
  readonly limit: number;
  /** Only these clocks. */
  readonly only?: readonly string[];
}

/**
 * Takes the clocks that are due, oldest first, with their cases; what another sweep or a person is at work on is passed
 * over and found again later, so nobody waits for anybody. The cost depends on what is due, not on what is open: the
 * clocks are picked from their index alone before anything else is looked at, which a planner that misjudges how many rows
 * row-level security lets through would otherwise not do.
 */
export async function claimDue(work: Work, query: DueQuery): Promise<DueClock[]> {
  const only = query.only ? sql`and c.id = any(${`{${query.only.join(',')}}`}::uuid[])` : sql``;
  const rows = await sql<ClockRow & CaseColumns>`
    with due as materialized (
      select c.* from sla_clock c
      where c.next_action_at <= ${query.now} ${only}
        and not exists (select 1 from sweep_failure s where s.clock_id = c.id and s.retry_at > ${query.now})
      order by c.next_action_at, c.id
      limit ${query.limit}
      for update of c skip locked
    )
    select due.*, f.*,
      exists (select 1 from sweep_failure s where s.clock_id = due.id) as has_failed,
      (select json_agg(distinct p.office) from case_party p
        where p.case_id = due.case_id and p.side = 'about' and p.office is not null) as c_accused,
      exists (select 1 from sla_clock r where r.case_id = due.case_id and r.kind = 'file_with_regulator'
        and r.state in ('running', 'expired')) as c_right
    from due
    cross join lateral (
      select f.track as c_track, f.programme as c_programme, f.severity as c_severity, f.place as c_place,
        f.status as c_status, f.tier as c_tier, f.held_office as c_held, f.operator_office as c_operator,
        f.assigned_to as c_assigned, f.protected as c_protected, f.watched_reason as c_watched, f.filed_at as c_filed,
        f.arrived_at as c_arrived, f.due_at as c_due, f.row_version as c_version
      from case_file f where f.id = due.case_id for update skip locked
    ) f
    order by due.next_action_at, due.id`.execute(work.db<EscalationTables>());
  return rows.rows.map(dueClock);
}

function dueClock(row: ClockRow & CaseColumns): DueClock {
  const file: SweptCase = {
    id: row.case_id,
    track: row.c_track,
    programme: row.c_programme,
    severity: row.c_severity,
    place: row.c_place,
    status: row.c_status,
    tier: row.c_tier,
    heldOffice: row.c_held,
    operatorOffice: row.c_operator,
    assignedTo: row.c_assigned,
    protected: row.c_protected,
    watchedReason: row.c_watched,
    filedAt: new Date(row.c_filed),
    arrivedAt: new Date(row.c_arrived),
    dueAt: row.c_due === null ? null : new Date(row.c_due),
    version: row.c_version,
    accused: (typeof row.c_accused === 'string' ? JSON.parse(row.c_accused) : (row.c_accused ?? [])) as string[],
    hasRegulatorRight: row.c_right,
  };
  const of = { clockId: row.id, file, hasFailed: row.has_failed };
  try {
    return { ...of, clock: clockOf(row), fault: null };
  } catch (error) {
    return { ...of, clock: null, fault: error instanceof Error ? error.name : 'unreadable' };
  }
}

/** The earliest instant at which something is due, up to `now`; null when nothing is. */
export async function earliestDue(work: Work, now: Date): Promise<Date | null> {
  const rows = await sql<{ at: Date | string }>`
    select c.next_action_at as at from sla_clock c left join sweep_failure s on s.clock_id = c.id
    where c.next_action_at <= ${now} and (s.clock_id is null or s.retry_at <= ${now})
    order by c.next_action_at limit 1`.execute(work.db<EscalationTables>());
  const first = rows.rows[0];
  return first ? new Date(first.at) : null;
}

/** Offices where somebody active handles cases, and those with an active supervisor or colleague at a desk of named users. */
export async function readStaffing(work: Work, handling: readonly string[]): Promise<Staffing> {
  const rows = await sql<{ office: string; handles: boolean; supervises: boolean }>`
    select office, bool_or(role = any(${`{${handling.join(',')}}`}::text[])) as handles,
      bool_or(role = 'operator_supervisor') as supervises
    from person where active group by office`.execute(work.db<EscalationTables>());
  return {
    staffed: new Set(rows.rows.flatMap((row) => (row.handles ? [row.office] : []))),
    supervised: new Set(rows.rows.flatMap((row) => (row.supervises ? [row.office] : []))),
  };
}

/**
 * Writes any number of plans with a handful of statements. Custody of moved cases ends before the new one begins, and a
 * case that changed gets a new version, so that whoever is looking at the old one is told.
 */
export async function writePlans(work: Work, plans: readonly CasePlan[]): Promise<void> {
  const db = work.db<EscalationTables>();
  const changed = plans.flatMap((plan) => [...plan.changed.values()]);
  const started = plans.flatMap((plan) => plan.started);
  const cases = plans.filter((plan) => plan.file !== plan.before).map(({ file, before }) => caseRecord(file, before));
  const moves = plans.flatMap((plan) =>
    plan.moves.map((move) => ({ ...move, id: newId(), custody: newId(), caseId: plan.file.id })),
  );
  if (changed.length > 0) await updateClocksSql(changed).execute(db);
  if (moves.length > 0) {
    const moved = JSON.stringify(moves);
    await sql`update case_custody set until_at = ${work.now} from jsonb_to_recordset(${moved}::jsonb) as m("caseId" uuid)
      where case_custody.case_id = m."caseId" and case_custody.until_at is null`.execute(db);
    await sql`with move as (
        select * from jsonb_to_recordset(${moved}::jsonb) as m(id uuid, custody uuid, "caseId" uuid, "clockId" uuid,
          "fromTier" text, "fromOffice" text, "toTier" text, "toOffice" text)
      ), held as (
        insert into case_custody (id, case_id, office, tier, how, from_at)
        select custody, "caseId", "toOffice", "toTier", 'time', ${work.now} from move
      )
      insert into escalation (id, case_id, how, from_tier, from_office, to_tier, to_office, clock_id, at)
      select id, "caseId", 'time', "fromTier", "fromOffice", "toTier", "toOffice", "clockId", ${work.now} from move`.execute(
      db,
    );
  }
  if (cases.length > 0) {
    await sql`update case_file set tier = f.tier, held_office = f."heldOffice", status = f.status, assigned_to = f."assignedTo",
        arrived_at = f."arrivedAt", due_at = f."dueAt", watched_reason = f."watchedReason",
        row_version = case_file.row_version + f.bump
      from jsonb_to_recordset(${JSON.stringify(cases)}::jsonb) as f(id uuid, tier text, "heldOffice" text, status text,
        "assignedTo" uuid, "arrivedAt" timestamptz, "dueAt" timestamptz, "watchedReason" text, bump integer)
      where case_file.id = f.id`.execute(db);
  }
  if (started.length > 0) await insertClocksSql(started).execute(db);
}

function caseRecord(file: SweptCase, before: SweptCase): Record<string, unknown> {
  const { id, tier, heldOffice, status, assignedTo, arrivedAt, dueAt, watchedReason } = file;
  const bump = status !== before.status || heldOffice !== before.heldOffice ? 1 : 0;
  return { id, tier, heldOffice, status, assignedTo, arrivedAt, dueAt, watchedReason, bump };
}

/**
 * Puts by that the sweep of a clock failed; it is tried again after a while that doubles, an hour at most.
 * @returns false when somebody who swept at the same moment has just put it by
 */
export async function keepFailure(
  work: Work,
  of: { clockId: string; caseId: string; reason: string },
): Promise<boolean> {
  const { rows } = await sql`insert into sweep_failure (clock_id, case_id, failed_at, attempts, reason, retry_at)
    values (${of.clockId}, ${of.caseId}, ${work.now}, 1, ${of.reason}, ${work.now}::timestamptz + interval '30 seconds')
    on conflict (clock_id) do update set failed_at = excluded.failed_at, attempts = sweep_failure.attempts + 1,
      reason = excluded.reason,
      retry_at = excluded.failed_at + least(interval '1 hour', interval '30 seconds' * power(2, least(sweep_failure.attempts, 10)))
      where sweep_failure.retry_at <= excluded.failed_at
    returning clock_id`.execute(work.db<EscalationTables>());
  return rows.length > 0;
}

/** Forgets failures of clocks that have been swept since. */
export async function clearFailures(work: Work, clockIds: readonly string[]): Promise<void> {
  await sql`delete from sweep_failure where clock_id = any(${`{${clockIds.join(',')}}`}::uuid[])`.execute(
    work.db<EscalationTables>(),
  );
}
