import { sql } from 'kysely';

import { demand } from '../../access/index.ts';
import type { Work } from '../../platform/work.ts';
import { currentBook } from '../../reference/index.ts';
import { recompute } from '../domain/clock.ts';
import { workingCalendarOf } from '../records/calendars.ts';
import { clockOf, type ClockRow } from '../records/clock-rows.ts';
import { inTold } from '../records/told-clocks.ts';

/** Deadlines of one kind that move together. */
export interface DeadlineMove {
  readonly kind: string;
  readonly tier: string;
  readonly from: Date;
  readonly to: Date;
  readonly count: number;
}

export interface CalendarEffect {
  /** Open deadlines that were looked at, and those whose date moves. */
  readonly looked: number;
  readonly moved: number;
  /** The moves, those of most deadlines first. */
  readonly moves: readonly DeadlineMove[];
}

const groupsAtOnce = 1_000;

/**
 * What the calendar in force would do to the deadlines that run by an earlier one. Deadlines that began on the same day by
 * the same rule, end at the same instant and paused alike move alike: one of each is worked out and stands for all. Within a
 * rehearsal it tells the effect of a change before it is made. Numbers only: which cases these are is not told, and protected ones
 * are in none of them.
 * @throws Forbidden
 */
export async function calendarEffect(work: Work): Promise<CalendarEffect> {
  demand(work.actor, 'reference.manage');
  const calendar = workingCalendarOf((await currentBook(work)).calendar());
  return work.elevated('deadlines of all cases are counted', async () => {
    const groups = await sql<{ id: string; n: string }>`
      select min(id::text) as id, count(*) as n from sla_clock
      where state in ('running', 'paused') and calendar_version <> ${calendar.version} and due_at >= ${work.now}
        and rule #>> '{period,unit}' <> 'clock_hours' and ${inTold}
      group by rule_id, rule_version, (trigger_at at time zone 'Asia/Phnom_Penh')::date, due_at, state, pauses
      order by 1`.execute(work.db());
    const counts = new Map(groups.rows.map((row) => [row.id, Number(row.n)]));
    const moves = new Map<string, { -readonly [K in keyof DeadlineMove]: DeadlineMove[K] }>();
    let moved = 0;
    const ids = [...counts.keys()];
    for (let at = 0; at < ids.length; at += groupsAtOnce) {
      const some = `{${ids.slice(at, at + groupsAtOnce).join(',')}}`;
      const rows = await sql<ClockRow>`select * from sla_clock where id = any(${some}::uuid[])`.execute(work.db());
      for (const row of rows.rows) {
        const { change } = recompute(clockOf(row).state, calendar, work.now);
        if (change === null) continue;
        const count = counts.get(row.id) ?? 0;
        moved += count;
        const key = `${row.kind} ${row.tier} ${change.from.getTime()} ${change.to.getTime()}`;
        const known = moves.get(key) ?? { kind: row.kind, tier: row.tier, ...change, count: 0 };
        known.count += count;
        moves.set(key, known);
      }
    }
    return {
      looked: [...counts.values()].reduce((sum, count) => sum + count, 0),
      moved,
      moves: [...moves.values()].sort((a, b) => b.count - a.count || a.from.getTime() - b.from.getTime()),
    };
  });
}

/** How many open deadlines still run by an earlier calendar than the one in force, but for those of protected cases. @throws Forbidden */
export async function clocksToRecompute(work: Work): Promise<number> {
  demand(work.actor, 'reference.manage');
  const { version } = workingCalendarOf((await currentBook(work)).calendar());
  const found = await work.elevated('deadlines of all cases are counted', () =>
    sql<{ n: string }>`select count(*) as n from sla_clock where state in ('running', 'paused')
      and (calendar_version < ${version} or calendar_version > ${version}) and due_at >= ${work.now}
      and ${inTold}`.execute(work.db()),
  );
  return Number(found.rows[0]?.n ?? 0);
}
