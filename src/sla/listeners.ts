import { readCase, setReplyDue, setReviewDue, type CaseRecord } from '../cases/index.ts';
import type { Fact, JsonValue } from '../kernel/fact.ts';
import type { Work } from '../platform/work.ts';
import { phnomPenhDay, type ClockKind, type ReferenceBook } from '../reference/index.ts';
import { changeClocks, type ClockSet } from './commands/change-clocks.ts';
import { cancelClock, meetClock, pauseClock, resumeClock } from './domain/clock.ts';
import { computeSchedule } from './domain/schedule.ts';
import { closeOfWorkingDay } from './domain/working-calendar.ts';
import { mayPause, pauseLimitWorkingDays } from './domain/sla-rule.ts';
import { currentCalendar } from './records/calendars.ts';
import type { StoredClock } from './records/clock-rows.ts';
import { clocksOnArrival, governingKinds, newClock } from './starting-clocks.ts';

type Listener = (work: Work, fact: Fact) => Promise<void>;

/** Windows that belong to the complainant: closing a case takes nothing from them. */
const rights: readonly string[] = ['appeal_window', 'file_with_regulator'];

/** A listener that gets the case the fact is about. */
function onCase(listen: (work: Work, file: CaseRecord, fact: Fact) => Promise<void>): Listener {
  return async (work, fact) => {
    if (fact.caseId !== null) await listen(work, await readCase(work, fact.caseId), fact);
  };
}

/**
 * What clocks do when something happens to a case, in the same transaction. Statutory clocks never pause; a transfer
 * resets nothing, so it is not here. Source: DOMAIN 2.
 */
export const slaListeners: Readonly<Record<string, Listener>> = {
  'case.acknowledged': onCase(async (work, file) => {
    await changeClocks(work, file, (set) => meet(set, ['acknowledge', 'safe_contact'], work.now));
  }),

  'break_glass.opened': (work, fact) => reviewBy(work, 'case', fact.data['accessId']),
  'identity.requested': (work, fact) => reviewBy(work, 'identity', fact.data['requestId']),

  'information.requested': onCase(async (work, file, fact) => {
    const { messageId, replyWithinWorkingDays } = fact.data;
    let replyDueAt: Date | null = null;
    await changeClocks(work, file, (set) => {
      if (typeof replyWithinWorkingDays === 'number') {
        replyDueAt = closeOfWorkingDay(set.calendar, work.now, replyWithinWorkingDays);
      }
      const paused = pauseAll(set, work.now);
      // Where nothing may pause, a clock of its own ends the waiting, so that the case never waits for ever.
      if (!paused) startByRule(set, file, 'pause', work.now);
    });
    if (typeof messageId === 'string' && replyDueAt) await setReplyDue(work, messageId, replyDueAt);
  }),

  'reply.received': onCase(async (work, file) => {
    await changeClocks(work, file, (set) => {
      for (const clock of set.clocks) {
        if (clock.state.state !== 'paused') continue;
        const { clock: state, facts } = resumeClock(clock.state, work.now, set.calendar);
        set.replace({ ...clock, state }, facts);
      }
      meet(set, ['pause'], work.now);
    });
  }),

  'case.decided': onCase(async (work, file, fact) => {
    await changeClocks(work, file, (set) => {
      meet(set, ['acknowledge', 'safe_contact'], work.now);
      meet(set, governingKinds, work.now, file.tier);
      cancel(set, ['pause'], work.now);
      decided(work, set, file, String(fact.data['outcome'] ?? ''));
    });
  }),

  'case.withdrawn': onCase(async (work, file) => {
    await changeClocks(work, file, (set) => {
      cancel(set, null, work.now);
      startByRule(set, file, 'reopen', work.now);
    });
  }),

  'case.closed': onCase(async (work, file) => {
    await changeClocks(work, file, (set) => {
      cancel(set, null, work.now, rights);
      startByRule(set, file, 'reopen', work.now);
    });
  }),

  'case.reopened': onCase(async (work, file) => {
    await changeClocks(work, file, (set) => {
      meet(set, ['reopen'], work.now);
      cancel(set, ['appeal_window'], work.now);
      // Opened again, it is timed from now, also where the period is otherwise counted from the filing.
      startArrival(set, { ...file, filedAt: work.now, arrivedAt: work.now });
    });
  }),

  'case.protected': onCase((work, file) =>
    work.elevated('the case has left the sight of whoever marked it', async () => {
      await changeClocks(work, file, (set) => {
        const owed = set.clocks.some((clock) => isOpen(clock) && governingKinds.includes(clock.kind));
        if (!owed) return;
        cancel(set, [...governingKinds, 'pause'], work.now);
        startArrival(set, file);
      });
    }),
  ),

  'appeal.filed': onCase((work, file) =>
    work.elevated('the clocks of the case appealed from', async () => {
      await changeClocks(work, file, (set) => {
        meet(set, rights, work.now);
        cancel(set, null, work.now);
      });
    }),
  ),
};

/** Still to be met or to have its consequence. */
function isOpen(clock: StoredClock): boolean {
  return ['running', 'paused', 'breached'].includes(clock.state.state);
}

/** Meets the open clocks of these kinds; of another tier than `tier` none: what was missed below stays missed. */
function meet(set: ClockSet, kinds: readonly string[], at: Date, tier?: string): void {
  for (const clock of set.clocks) {
    const isLateRight = rights.includes(clock.kind) && clock.state.state === 'expired';
    if (!kinds.includes(clock.kind) || (!isOpen(clock) && !isLateRight)) continue;
    if (tier !== undefined && clock.tier !== tier) continue;
    const { clock: state, facts } = meetClock(clock.state, at, set.calendar);
    set.replace(
      { ...clock, state },
      facts.filter((fact) => fact.event === 'clock.breached'),
    );
  }
}

/** Ends the clocks of these kinds (null: all) because they no longer apply; a breach stays on record. */
function cancel(set: ClockSet, kinds: readonly string[] | null, at: Date, but: readonly string[] = []): void {
  for (const clock of set.clocks) {
    const isDone = !isOpen(clock) || (clock.state.state === 'breached' && clock.state.escalatedAt !== null);
    if (isDone || but.includes(clock.kind) || (kinds !== null && !kinds.includes(clock.kind))) continue;
    const { clock: state } = cancelClock(clock.state, at, set.calendar);
    set.replace({ ...clock, state });
  }
}

function pauseAll(set: ClockSet, at: Date): boolean {
  let paused = false;
  for (const clock of set.clocks) {
    const { state } = clock;
    if (!mayPause(state.rule) || state.state !== 'running' || at.getTime() >= state.dueAt.getTime()) continue;
    const used = computeSchedule(state.rule, state.triggerAt, set.calendar, state.pauses).pausedWorkingDays;
    if (used >= pauseLimitWorkingDays) continue;
    const change = pauseClock(state, { at, awaitingComplainant: true }, set.calendar);
    set.replace({ ...clock, state: change.clock }, change.facts);
    paused = true;
  }
  return paused;
}

/** DEFAULT: a second person looks at it within two working days. */
export const reviewWorkingDays = 2;

async function reviewBy(work: Work, kind: 'case' | 'identity', id: JsonValue | undefined): Promise<void> {
  if (typeof id === 'string')
    await setReviewDue(work, kind, id, closeOfWorkingDay(await currentCalendar(work), work.now, reviewWorkingDays));
}

/** Starts a clock of this kind for the case by the rule of the day; one that runs already gives way. False without a rule. */
function startByRule(set: ClockSet, file: CaseRecord, kind: ClockKind, at: Date): StoredClock | null {
  const rule = set.book.slaRule(kind, file.tier, file.severity, phnomPenhDay(at));
  if (!rule) return null;
  cancel(set, [kind], at);
  const clock = newClock(rule, file, at, set.calendar);
  set.start(clock);
  return clock;
}

function startArrival(set: ClockSet, file: CaseRecord): void {
  for (const clock of clocksOnArrival(set.book, set.calendar, file).clocks) set.start(clock);
}

/** What a decision opens: the window of appeal, or the statutory right to go to the regulator; and the time to reopen. */
function decided(work: Work, set: ClockSet, file: CaseRecord, code: string): void {
  const outcome = set.book.outcome(file.tier, code, phnomPenhDay(work.now));
  if (!outcome) return;
  if (outcome.caseStatus === 'closed' || outcome.caseStatus === 'withdrawn') startByRule(set, file, 'reopen', work.now);
  if (outcome.caseStatus === 'withdrawn') return;
  if (outcome.opensRegulatorWindow) openRegulatorRight(work, set, file, work.now);
  else if (outcome.onMerits && outcome.code === 'settled') cancel(set, ['file_with_regulator'], work.now);
  if (hasBodyAbove(set.book, file, phnomPenhDay(work.now))) startByRule(set, file, 'appeal_window', work.now);
}

function openRegulatorRight(work: Work, set: ClockSet, file: CaseRecord, at: Date): void {
  const clock = startByRule(set, file, 'file_with_regulator', at);
  if (!clock) return;
  const data = { clockId: clock.id, dueAt: clock.state.dueAt.toISOString(), because: 'not_settled' };
  work.record({ event: 'regulator.right_opened', caseId: file.id, data, announce: true });
}

function hasBodyAbove(book: ReferenceBook, file: CaseRecord, on: string): boolean {
  const operator = book.programme(file.programme, on)?.operator ?? book.office(file.operatorOffice)?.operator ?? '';
  return book.nextRung(file.track, operator, file.tier, on) !== null;
}
