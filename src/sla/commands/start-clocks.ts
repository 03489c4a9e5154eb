import type { Work } from '../../platform/work.ts';
import { currentBook } from '../../reference/index.ts';
import { deadlineOf, type CaseDeadline } from '../reads/deadlines.ts';
import { keepFirstClocks } from '../records/case-due.ts';
import { workingCalendarOf } from '../records/calendars.ts';
import { clocksForNewCase, governingDue, type ClockedCase } from '../starting-clocks.ts';

/**
 * Starts the clocks of a case that was just kept, in the same transaction, and answers its deadlines. A deadline without a
 * rule is not made up: the case is watched for `no_rule:<kind>` and the fact says so.
 */
export async function startClocks(work: Work, of: ClockedCase): Promise<readonly CaseDeadline[]> {
  const book = await currentBook(work);
  const calendar = workingCalendarOf(book.calendar());
  const { clocks, missing } = clocksForNewCase(book, calendar, of);
  const reason = missing[0] === undefined ? null : `no_rule:${missing[0]}`;
  const keep = () => keepFirstClocks(work, of.id, clocks, governingDue(clocks, of.tier), reason);
  // A counter may file a case that it will not see: no wrong door.
  await (work.actor.kind === 'staff' ? work.elevated('deadlines of a case that its filer may not see', keep) : keep());
  if (reason !== null) work.record({ event: 'case.watched', caseId: of.id, data: { reason }, announce: true });
  return clocks.map((clock) => deadlineOf(clock, calendar));
}
