import { sql } from 'kysely';

import { newId } from '../../kernel/ids.ts';
import type { Work } from '../../platform/work.ts';
import type { LookResult } from '../domain/causes.ts';

/** Cases that an operator ended in a week. Protected ones are never drawn: few may see them, and by name. */
export interface EndedCases {
  readonly operatorOffice: string;
  readonly cases: readonly { readonly id: string; readonly closedAt: Date }[];
}

/** Those that ended from Monday to Sunday, by operator, of operators whose week was not drawn yet. */
export async function endedInWeek(work: Work, weekFrom: string): Promise<readonly EndedCases[]> {
  const found = await sql<{ operator_office: string; id: string; closed_at: Date | string }>`
    select f.operator_office, f.id, f.closed_at from case_file f
    where f.closed_at >= ${weekFrom}::timestamp at time zone 'Asia/Phnom_Penh'
      and f.closed_at < (${weekFrom}::timestamp + interval '7 days') at time zone 'Asia/Phnom_Penh'
      and f.status in ('closed', 'withdrawn', 'referred', 'inadmissible') and not f.protected and f.duplicate_of is null
      and not exists (select 1 from test_case t where t.case_id = f.id)
      and not exists (select 1 from closure_draw d where d.operator_office = f.operator_office and d.week_from = ${weekFrom}::date)
    order by f.operator_office, f.id`.execute(work.db());
  const byOperator = new Map<string, { id: string; closedAt: Date }[]>();
  for (const row of found.rows) {
    const cases = byOperator.get(row.operator_office) ?? [];
    byOperator.set(row.operator_office, cases);
    cases.push({ id: row.id, closedAt: new Date(row.closed_at) });
  }
  return [...byOperator].map(([operatorOffice, cases]) => ({ operatorOffice, cases }));
}

/** Keeps a draw and what was drawn. @returns false when another process did it before */
export async function keepDraw(
  work: Work,
  of: {
    readonly operatorOffice: string;
    readonly weekFrom: string;
    readonly closed: number;
    readonly rule: string;
    readonly ruleVersion: number;
    readonly drawn: EndedCases['cases'];
  },
): Promise<boolean> {
  const kept =
    await sql`insert into closure_draw (operator_office, week_from, closed, drawn, rule, rule_version, drawn_at)
    values (${of.operatorOffice}, ${of.weekFrom}, ${of.closed}, ${of.drawn.length}, ${of.rule}, ${of.ruleVersion}, ${work.now})
    on conflict do nothing returning week_from`.execute(work.db());
  if (kept.rows.length === 0) return false;
  const rows = JSON.stringify(of.drawn.map(({ id, closedAt }) => ({ id: newId(), case_id: id, closed_at: closedAt })));
  await sql`insert into closure_sample (id, case_id, operator_office, week_from, closed_at, drawn_at)
    select id, case_id, ${of.operatorOffice}, ${of.weekFrom}::date, closed_at, ${work.now}
    from jsonb_to_recordset(${rows}::jsonb) as d(id uuid, case_id uuid, closed_at timestamptz)
    on conflict do nothing`.execute(work.db());
  return true;
}

/** Keeps what a second look came to. @returns false when somebody has looked before */
export async function keepLook(
  work: Work,
  of: {
    readonly id: string;
    readonly result: LookResult;
    readonly sealed: Buffer | null;
    readonly by: string;
  },
): Promise<boolean> {
  const kept = await sql`update closure_sample set result = ${of.result}, sealed = ${of.sealed}, looked_by = ${of.by},
    looked_at = ${work.now} where id = ${of.id} and result is null returning id`.execute(work.db());
  return kept.rows.length > 0;
}
