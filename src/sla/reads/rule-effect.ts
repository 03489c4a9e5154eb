import { sql } from 'kysely';

import { demand } from '../../access/index.ts';
import { NotFound } from '../../kernel/errors.ts';
import type { Work } from '../../platform/work.ts';
import { currentBook, phnomPenhDay } from '../../reference/index.ts';
import { computeSchedule } from '../domain/schedule.ts';
import { workingCalendarOf } from '../records/calendars.ts';
import { inTold } from '../records/told-clocks.ts';

export interface RuleEffect {
  /** Open deadlines by the version of the rule they were started with: a change leaves them alone. None of protected cases. */
  readonly running: readonly { readonly version: number; readonly count: number }[];
  /** When a period that begins now would end, by the rule in force and by the other length. */
  readonly endsNow: Date;
  readonly wouldEnd: Date;
}

/**
 * What another length of a rule's period would mean. @throws Forbidden; NotFound for a rule that is not in force
 */
export async function ruleEffect(
  work: Work,
  of: { readonly rule: string; readonly amount: number },
): Promise<RuleEffect> {
  demand(work.actor, 'reference.manage');
  const book = await currentBook(work);
  const rule = book.slaRuleById(of.rule, phnomPenhDay(work.now));
  if (rule === null) throw new NotFound('reference.row_not_found', { kind: 'sla_rule', code: of.rule });
  const calendar = workingCalendarOf(book.calendar());
  const endOf = (amount: number): Date =>
    computeSchedule({ ...rule, period: { ...rule.period, amount } }, work.now, calendar, []).dueAt;
  const found = await work.elevated('deadlines of all cases are counted', () =>
    sql<{ rule_version: number; n: string }>`select rule_version, count(*) as n from sla_clock
      where state in ('running', 'paused') and rule_id = ${of.rule} and ${inTold} group by 1 order by 1 desc`.execute(
      work.db(),
    ),
  );
  return {
    running: found.rows.map((row) => ({ version: row.rule_version, count: Number(row.n) })),
    endsNow: endOf(rule.period.amount),
    wouldEnd: endOf(of.amount),
  };
}
