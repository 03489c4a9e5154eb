import { demand } from '../../access/index.ts';
import { InvalidInput } from '../../kernel/errors.ts';
import type { Work } from '../../platform/work.ts';
import { currentBook, phnomPenhDay } from '../../reference/index.ts';
import { isPastDue } from '../domain/clock.ts';
import { computeSchedule } from '../domain/schedule.ts';
import { mayPause } from '../domain/sla-rule.ts';
import { workingCalendarOf } from '../records/calendars.ts';
import { setDueOfCases } from '../records/case-due.ts';
import { clocksOfRule, replaceRules, type StoredClock } from '../records/clock-rows.ts';
import { governingKinds } from '../starting-clocks.ts';

export interface RuleApplied {
  readonly changed: number;
  /** Left on the old version, because by the new one the date would already be past and nobody could keep it. */
  readonly left: number;
}

/**
 * Puts running clocks on the version of a rule that is in force today. A changed rule never touches a running clock by
 * itself (DOMAIN 2); this is the administrator saying so, with a reason, which the ledger keeps.
 * @param input rule: id of the rule, e.g. `SA1.DECIDE.S3`; reason: why, without anything about people
 * @throws Forbidden; InvalidInput `unknown_rule`, `reason_needed`
 */
export async function applyRuleToRunning(
  work: Work,
  input: { readonly rule: string; readonly reason: string },
): Promise<RuleApplied> {
  demand(work.actor, 'reference.manage');
  const book = await currentBook(work);
  const rule = book.slaRuleById(input.rule, phnomPenhDay(work.now));
  if (!rule) throw new InvalidInput([{ field: 'rule', code: 'unknown_rule' }]);
  if (input.reason.trim() === '') throw new InvalidInput([{ field: 'reason', code: 'reason_needed' }]);
  const calendar = workingCalendarOf(book.calendar());
  return work.elevated('a rule is applied to all cases', async () => {
    const clocks = await clocksOfRule(work, rule);
    const changed: StoredClock[] = [];
    const dues: { id: string; dueAt: Date }[] = [];
    for (const clock of clocks) {
      const { state } = clock;
      const pauses = mayPause(rule) ? state.pauses : [];
      const { dueAt, warnings, escalateAt, pauseEndsAt, provisional } = computeSchedule(
        rule,
        state.triggerAt,
        calendar,
        pauses,
      );
      if (isPastDue({ dueAt }, work.now) || isPastDue(state, work.now)) continue;
      const standing = pauses.some((pause) => pause.to === null) ? ('paused' as const) : ('running' as const);
      const timed = { rule, pauses, dueAt, warnings, escalateAt, pauseEndsAt, provisional, state: standing };
      changed.push({ ...clock, state: { ...state, ...timed, calendarVersion: calendar.version } });
      if (governingKinds.includes(clock.kind)) dues.push({ id: clock.caseId, dueAt });
      work.record({
        event: 'clock.rule_applied',
        caseId: clock.caseId,
        data: {
          clockId: clock.id,
          kind: clock.kind,
          rule: rule.id,
          fromVersion: state.rule.version,
          toVersion: rule.version,
          from: state.dueAt.toISOString(),
          to: dueAt.toISOString(),
        },
        announce: false,
      });
    }
    await replaceRules(work, changed);
    await setDueOfCases(work, dues);
    const data = { rule: rule.id, version: rule.version, reason: input.reason, changed: changed.length };
    work.record({ event: 'sla.rule_applied', caseId: null, data, announce: false });
    return { changed: changed.length, left: clocks.length - changed.length };
  });
}
