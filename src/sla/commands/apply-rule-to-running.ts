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
import { toldCases } from '../records/told-clocks.ts';
import { governingKinds } from '../starting-clocks.ts';

export interface RuleToApply {
  /** Id of the rule, e.g. `SA1.DECIDE.S3`. */
  readonly rule: string;
  /** Why, without anything about people: the ledger keeps it. */
  readonly reason: string;
  /** Go on after this clock; the first page without. */
  readonly after?: string;
}

export interface RuleApplied {
  readonly changed: number;
  /** Left on the old version, because by the new one the date would already be past and nobody could keep it. */
  readonly left: number;
  /** Where to go on; null when all clocks of the rule have been looked at. */
  readonly next: string | null;
}

/** Each fact holds a lock on its chain until the commit, so a transaction must not hold too many. */
const pageSize = 1_000;
const first = '00000000-0000-0000-0000-000000000000';

/**
 * Puts running clocks on the version of a rule that is in force today. A changed rule never touches a running clock by
 * itself (DOMAIN 2); this is the administrator saying so, with a reason, which the ledger keeps. Pages of 1,000 clocks.
 * @throws Forbidden; InvalidInput `unknown_rule`, `reason_needed`
 */
export async function applyRuleToRunning(work: Work, input: RuleToApply): Promise<RuleApplied> {
  demand(work.actor, 'reference.manage');
  const book = await currentBook(work);
  const rule = book.slaRuleById(input.rule, phnomPenhDay(work.now));
  if (!rule) throw new InvalidInput([{ field: 'rule', code: 'unknown_rule' }]);
  if (input.reason.trim() === '') throw new InvalidInput([{ field: 'reason', code: 'reason_needed' }]);
  const calendar = workingCalendarOf(book.calendar());
  return work.elevated('a rule is applied to all cases', async () => {
    const clocks = await clocksOfRule(work, rule, input.after ?? first, pageSize);
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
    const toldOf = await toldCases(
      work,
      clocks.map(({ caseId }) => caseId),
    );
    const told = (those: readonly StoredClock[]) => those.filter(({ caseId }) => toldOf.has(caseId)).length;
    const data = { rule: rule.id, version: rule.version, reason: input.reason, changed: told(changed) };
    work.record({ event: 'sla.rule_applied', caseId: null, data, announce: false });
    const next = clocks.length < pageSize ? null : (clocks.at(-1)?.id ?? null);
    return { changed: told(changed), left: told(clocks) - told(changed), next };
  });
}
