import type { StatementPart } from '../../platform/session.ts';
import type { Work } from '../../platform/work.ts';
import { currentBook, type ReferenceBook } from '../../reference/index.ts';
import { deadlineOf, type CaseDeadline } from '../reads/deadlines.ts';
import { keepFirstClocks } from '../records/case-due.ts';
import { workingCalendarOf } from '../records/calendars.ts';
import { insertClocksSql, type StoredClock } from '../records/clock-rows.ts';
import { clocksForNewCase, governingDue, type ClockedCase } from '../starting-clocks.ts';

/** The first clocks of a case that is about to be kept: what of them belongs into its record, and what is told of them. */
export interface FirstClocks {
  readonly clocks: readonly StoredClock[];
  /** The date by which the case is ordered. */
  readonly dueAt: Date | null;
  /** Why the case is watched from the start: `no_rule:<kind>` where a deadline has no rule, which is never made up. */
  readonly watchedReason: string | null;
  readonly deadlines: readonly CaseDeadline[];
}

/** The first clocks of a new case, before anything is written: so that the case is written once. */
export function firstClocks(book: ReferenceBook, of: ClockedCase): FirstClocks {
  const calendar = workingCalendarOf(book.calendar());
  const { clocks, missing } = clocksForNewCase(book, calendar, of);
  return {
    clocks,
    dueAt: governingDue(clocks, of.tier),
    watchedReason: missing[0] === undefined ? null : `no_rule:${missing[0]}`,
    deadlines: clocks.map((clock) => deadlineOf(clock, calendar)),
  };
}

/**
 * What keeps the first clocks of a case: part of the statement that keeps the case, whose record already bears what of
 * them belongs into it. That the case is watched is recorded.
 */
export function keepingClocks(work: Work, caseId: string, { clocks, watchedReason }: FirstClocks): StatementPart {
  if (watchedReason !== null) {
    work.record({ event: 'case.watched', caseId, data: { reason: watchedReason }, announce: true });
  }
  return insertClocksSql(clocks);
}

/**
 * Starts the clocks of a case that was just kept, in the same transaction, and answers its deadlines. A deadline without a
 * rule is not made up: the case is watched for `no_rule:<kind>` and the fact says so.
 */
export async function startClocks(work: Work, of: ClockedCase): Promise<readonly CaseDeadline[]> {
  const { clocks, dueAt, watchedReason: reason, deadlines } = firstClocks(await currentBook(work), of);
  const keep = () => keepFirstClocks(work, of.id, clocks, dueAt, reason);
  // A counter may file a case that it will not see: no wrong door.
  await (work.actor.kind === 'staff' ? work.elevated('deadlines of a case that its filer may not see', keep) : keep());
  if (reason !== null) work.record({ event: 'case.watched', caseId: of.id, data: { reason }, announce: true });
  return deadlines;
}
