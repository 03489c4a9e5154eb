import { isUndecided, type Status } from '../../cases/index.ts';
import type { Work } from '../../platform/work.ts';
import { currentBook, type ReferenceBook } from '../../reference/index.ts';
import type { ClockFact } from '../domain/clock.ts';
import type { WorkingCalendar } from '../domain/working-calendar.ts';
import { setDueOfCases } from '../records/case-due.ts';
import { workingCalendarOf } from '../records/calendars.ts';
import { addClocks, clocksOfCase, saveClocks, type StoredClock } from '../records/clock-rows.ts';
import { governingDue } from '../starting-clocks.ts';

/** The clocks of one case while something happens to them. */
export interface ClockSet {
  readonly book: ReferenceBook;
  readonly calendar: WorkingCalendar;
  /** As they are now, in the order in which they started. */
  readonly clocks: readonly StoredClock[];
  replace(clock: StoredClock, facts?: readonly ClockFact[]): void;
  start(clock: StoredClock): void;
}

/** Facts of clocks that supervisors and complainants are told of; the others are for the ledger alone. */
const announced: ReadonlySet<string> = new Set(['clock.warned', 'clock.breached']);

/** Records what happened to a clock as facts of its case. `announce` overrules who is told. */
export function recordClockFacts(
  work: Work,
  clock: Pick<StoredClock, 'id' | 'caseId' | 'kind'>,
  facts: readonly ClockFact[],
  more: Readonly<Record<string, string | number | boolean | null>> = {},
  announce = true,
): void {
  for (const fact of facts) {
    work.record({
      event: fact.event,
      caseId: clock.caseId,
      data: { ...fact.data, clockId: clock.id, kind: clock.kind, ...more },
      announce: announce && announced.has(fact.event),
    });
  }
}

/**
 * Changes the clocks of a case, locked, and keeps the case's due date equal to that of the decision owed at `tier`; a case
 * that is decided or has ended has none.
 * Whoever calls this holds the lock of the case already, so that two changes never cross.
 */
export async function changeClocks(
  work: Work,
  of: { readonly id: string; readonly tier: string; readonly status: Status },
  change: (set: ClockSet) => void,
): Promise<readonly StoredClock[]> {
  const book = await currentBook(work);
  const before = await clocksOfCase(work, of.id, true);
  const now = new Map(before.map((clock) => [clock.id, clock]));
  const changed = new Set<string>();
  const started: StoredClock[] = [];
  change({
    book,
    calendar: workingCalendarOf(book.calendar()),
    get clocks() {
      return [...now.values()];
    },
    replace(clock, facts = []) {
      now.set(clock.id, clock);
      changed.add(clock.id);
      recordClockFacts(work, clock, facts, {}, false);
    },
    start(clock) {
      now.set(clock.id, clock);
      started.push(clock);
    },
  });
  const after = [...now.values()];
  const fresh = new Set(started.map((clock) => clock.id));
  await saveClocks(
    work,
    after.filter((clock) => changed.has(clock.id) && !fresh.has(clock.id)),
  );
  await addClocks(
    work,
    started.map((clock) => now.get(clock.id) ?? clock),
  );
  const dueAt = isUndecided(of.status) ? governingDue(after, of.tier) : null;
  if (dueAt?.getTime() !== governingDue(before, of.tier)?.getTime()) {
    await setDueOfCases(work, [{ id: of.id, dueAt }]);
  }
  return after;
}
