import { demand } from '../../access/index.ts';
import type { Work } from '../../platform/work.ts';
import { currentBook } from '../../reference/index.ts';
import { recompute } from '../domain/clock.ts';
import { workingCalendarOf } from '../records/calendars.ts';
import { setDueOfCases } from '../records/case-due.ts';
import { clocksByOtherCalendar, saveClocks, type StoredClock } from '../records/clock-rows.ts';
import { governingKinds } from '../starting-clocks.ts';
import { recordClockFacts } from './change-clocks.ts';

export interface RecomputeOptions {
  /** False: only say what would move. */
  readonly apply: boolean;
  /** Go on after this clock; the first page without. */
  readonly after?: string;
  /** Clocks looked at in one transaction. */
  readonly limit?: number;
}

export interface Recomputed {
  /** Clocks that run by an earlier calendar. */
  readonly looked: number;
  /** Those whose due date moves. */
  readonly moved: number;
  /** Where to go on; null when all have been looked at. */
  readonly next: string | null;
}

/** Each fact holds a lock on its chain until the commit, so a transaction must not hold too many. */
const pageSize = 1_000;
const first = '00000000-0000-0000-0000-000000000000';

/**
 * Times running clocks by the calendar in force, after holidays were announced late. Each due date that moves is a fact of
 * its case, `clock.recomputed {from, to}`. What was met, breached or is past due is left as it was. Pages of 1,000, each one
 * transaction; going on after the last page, or doing it all again, changes nothing more.
 * @throws Forbidden unless the program itself or who may change reference data asks
 */
export async function recomputeForCalendar(work: Work, options: RecomputeOptions): Promise<Recomputed> {
  demand(work.actor, 'reference.manage');
  const calendar = workingCalendarOf((await currentBook(work)).calendar());
  return work.elevated('deadlines of all cases follow the calendar', async () => {
    const limit = options.limit ?? pageSize;
    const clocks = await clocksByOtherCalendar(work, calendar.version, options.after ?? first, limit);
    const changed: StoredClock[] = [];
    const dues = new Map<string, Date>();
    let moved = 0;
    for (const clock of clocks) {
      const result = recompute(clock.state, calendar, work.now);
      if (result.clock === clock.state) continue;
      const after = { ...clock, state: result.clock };
      changed.push(after);
      if (!result.change) continue;
      moved += 1;
      if (!options.apply) continue;
      const { from, to } = result.change;
      recordClockFacts(work, after, result.facts, { from: from.toISOString(), to: to.toISOString() }, false);
      if (governingKinds.includes(clock.kind)) dues.set(clock.caseId, to);
    }
    if (options.apply) {
      await saveClocks(work, changed);
      await setDueOfCases(
        work,
        [...dues].map(([id, dueAt]) => ({ id, dueAt })),
      );
    }
    return { looked: clocks.length, moved, next: clocks.length < limit ? null : (clocks.at(-1)?.id ?? null) };
  });
}
