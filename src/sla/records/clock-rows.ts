import { sql, type RawBuilder } from 'kysely';

import type { SlaRule as BookRule } from '../../reference/index.ts';
import type { Work } from '../../platform/work.ts';
import { nextActionAt } from '../domain/clock-actions.ts';
import type { ClockStanding, ClockState } from '../domain/clock.ts';
import type { SlaRule } from '../domain/sla-rule.ts';
import type { SlaTables } from './tables.ts';

/** A clock as it is kept: whose it is, where it was started, and its state. */
export interface StoredClock {
  readonly id: string;
  readonly caseId: string;
  readonly kind: string;
  readonly tier: string;
  readonly state: ClockState;
}

/** The columns of `sla_clock` as the driver hands them over: instants and JSON may come as text. */
export interface ClockRow {
  readonly id: string;
  readonly case_id: string;
  readonly kind: string;
  readonly tier: string;
  readonly rule: unknown;
  readonly calendar_version: string;
  readonly trigger_at: Date | string;
  readonly due_at: Date | string;
  readonly pauses: unknown;
  readonly warned: unknown;
  readonly state: ClockStanding;
  readonly provisional: boolean;
  readonly breached_at: Date | string | null;
  readonly met_at: Date | string | null;
  readonly escalate_at: Date | string | null;
  readonly escalated_at: Date | string | null;
  readonly next_action_at: Date | string | null;
}

const at = (value: Date | string): Date => (value instanceof Date ? value : new Date(value));
const maybeAt = (value: Date | string | null): Date | null => (value === null ? null : at(value));
const json = <T>(value: unknown): T => (typeof value === 'string' ? JSON.parse(value) : value) as T;

/** Reads a clock. @throws SyntaxError or TypeError when its rule or pauses are not what the program writes */
export function clockOf(row: ClockRow): StoredClock {
  const warned = json<{ fraction: number; at: string; sent: boolean }[]>(row.warned);
  const pauses = json<{ from: string; to: string | null }[]>(row.pauses);
  const rule = json<SlaRule>(row.rule);
  return {
    id: row.id,
    caseId: row.case_id,
    kind: row.kind,
    tier: row.tier,
    state: {
      rule,
      triggerAt: at(row.trigger_at),
      pauses: pauses.map((pause) => ({ from: new Date(pause.from), to: maybeAt(pause.to) })),
      state: row.state,
      dueAt: at(row.due_at),
      warnings: warned.map(({ fraction, at: warnAt }) => ({ fraction, at: new Date(warnAt) })),
      escalateAt: maybeAt(row.escalate_at),
      pauseEndsAt: row.state === 'paused' ? maybeAt(row.next_action_at) : null,
      provisional: row.provisional,
      warnedFractions: warned.filter(({ sent }) => sent).map(({ fraction }) => fraction),
      breachedAt: maybeAt(row.breached_at),
      metAt: maybeAt(row.met_at),
      escalatedAt: maybeAt(row.escalated_at),
      calendarVersion: row.calendar_version,
    },
  };
}

/** A clock as JSON for `jsonb_to_recordset`; `fresh` adds what never changes after the start. */
function recordOf(clock: StoredClock, fresh: boolean): Record<string, unknown> {
  const { state } = clock;
  const changing = {
    id: clock.id,
    rule_version: state.rule.version,
    calendar_version: state.calendarVersion,
    due_at: state.dueAt,
    pauses: state.pauses,
    warned: state.warnings.map(({ fraction, at: warnAt }) => ({
      fraction,
      at: warnAt,
      sent: state.warnedFractions.includes(fraction),
    })),
    state: state.state,
    provisional: state.provisional,
    breached_at: state.breachedAt,
    met_at: state.metAt,
    escalate_at: state.escalateAt,
    escalated_at: state.escalatedAt,
    next_action_at: nextActionAt(state),
  };
  if (!fresh) return changing;
  return {
    ...changing,
    case_id: clock.caseId,
    kind: clock.kind,
    tier: clock.tier,
    rule: state.rule,
    rule_id: state.rule.id,
    force: state.rule.force,
    trigger_at: state.triggerAt,
  };
}

const freshColumns =
  sql.raw(`id uuid, case_id uuid, kind text, tier text, rule jsonb, rule_id text, rule_version integer,
  force text, calendar_version text, trigger_at timestamptz, due_at timestamptz, pauses jsonb, warned jsonb, state text,
  provisional boolean, breached_at timestamptz, met_at timestamptz, escalate_at timestamptz, escalated_at timestamptz,
  next_action_at timestamptz`);
const freshNames = sql.raw(`id, case_id, kind, tier, rule, rule_id, rule_version, force, calendar_version, trigger_at,
  due_at, pauses, warned, state, provisional, breached_at, met_at, escalate_at, escalated_at, next_action_at`);

/** `insert into sla_clock …` for any number of clocks: to be run alone or as part of a larger statement. */
export function insertClocksSql(clocks: readonly StoredClock[]): RawBuilder<unknown> {
  const rows = JSON.stringify(clocks.map((clock) => recordOf(clock, true)));
  return sql`insert into sla_clock (${freshNames}) select ${freshNames} from jsonb_to_recordset(${rows}::jsonb) as fresh(${freshColumns})`;
}

/** Keeps clocks just started. */
export async function addClocks(work: Work, clocks: readonly StoredClock[]): Promise<void> {
  if (clocks.length === 0) return;
  await insertClocksSql(clocks).execute(work.db<SlaTables>());
}

/** `update sla_clock …` for any number of clocks, in one statement. */
export function updateClocksSql(clocks: readonly StoredClock[]): RawBuilder<unknown> {
  const rows = JSON.stringify(clocks.map((clock) => recordOf(clock, false)));
  return sql`update sla_clock set calendar_version = f.calendar_version, due_at = f.due_at, pauses = f.pauses, warned = f.warned,
      state = f.state, provisional = f.provisional, breached_at = f.breached_at, met_at = f.met_at, escalate_at = f.escalate_at,
      escalated_at = f.escalated_at, next_action_at = f.next_action_at
    from jsonb_to_recordset(${rows}::jsonb) as f(id uuid, calendar_version text, due_at timestamptz, pauses jsonb, warned jsonb,
      state text, provisional boolean, breached_at timestamptz, met_at timestamptz, escalate_at timestamptz,
      escalated_at timestamptz, next_action_at timestamptz)
    where sla_clock.id = f.id`;
}

/** Keeps clocks that changed. The rule they run by stays as it is; see `replaceRules`. */
export async function saveClocks(work: Work, clocks: readonly StoredClock[]): Promise<void> {
  if (clocks.length === 0) return;
  await updateClocksSql(clocks).execute(work.db<SlaTables>());
}

/** Puts clocks on another version of their rule: only ever because an administrator said so. */
export async function replaceRules(work: Work, clocks: readonly StoredClock[]): Promise<void> {
  if (clocks.length === 0) return;
  await saveClocks(work, clocks);
  const rows = JSON.stringify(
    clocks.map(({ id, state: { rule } }) => ({ id, rule, version: rule.version, force: rule.force })),
  );
  await sql`update sla_clock set rule = f.rule, rule_version = f.version, force = f.force
    from jsonb_to_recordset(${rows}::jsonb) as f(id uuid, rule jsonb, version integer, force text) where sla_clock.id = f.id`.execute(
    work.db<SlaTables>(),
  );
}

/** All clocks of a case, in the order in which they started; `lock` holds them until the end of the transaction. */
export async function clocksOfCase(work: Work, caseId: string, lock = false): Promise<StoredClock[]> {
  const query = work
    .db<SlaTables>()
    .selectFrom('sla_clock')
    .selectAll()
    .where('case_id', '=', caseId)
    .orderBy('trigger_at')
    .orderBy('id');
  const rows = await (lock ? query.forUpdate() : query).execute();
  return rows.map((row) => clockOf(row));
}

/** A batch of running and paused clocks timed by another version of the calendar, from after `after` on, locked. */
export async function clocksByOtherCalendar(
  work: Work,
  version: string,
  after: string,
  limit: number,
): Promise<StoredClock[]> {
  const rows = await sql<ClockRow>`select * from sla_clock
    where state in ('running', 'paused') and (calendar_version < ${version} or calendar_version > ${version}) and id > ${after}
    order by id limit ${limit} for update`.execute(work.db<SlaTables>());
  return rows.rows.map(clockOf);
}

/** A batch of running and paused clocks of a rule that run by another version of it, from after `after` on, locked. */
export async function clocksOfRule(
  work: Work,
  rule: Pick<BookRule, 'id' | 'version'>,
  after: string,
  limit: number,
): Promise<StoredClock[]> {
  const rows = await sql<ClockRow>`select * from sla_clock
    where state in ('running', 'paused') and rule_id = ${rule.id} and rule_version <> ${rule.version} and id > ${after}
    order by id limit ${limit} for update`.execute(work.db<SlaTables>());
  return rows.rows.map(clockOf);
}
