import { isUndecided, type Status } from '../cases/index.ts';
import type { Fact } from '../kernel/fact.ts';
import type { Track } from '../kernel/actor.ts';
import { phnomPenhDay, type ReferenceBook, type Severity } from '../reference/index.ts';
import { nextHolder, type Holder } from '../routing/index.ts';
import {
  cancelClock,
  carryOut,
  clocksOnArrival,
  dueActions,
  governingDue,
  governingKinds,
  newClock,
  type ClockAction,
  type ClockFact,
  type StoredClock,
  type WorkingCalendar,
} from '../sla/index.ts';
import { strongerReason, type WatchReason } from './watch-reason.ts';

/** A case as the sweep sees it, locked. */
export interface SweptCase {
  readonly id: string;
  readonly track: Track;
  readonly programme: string;
  readonly severity: Severity;
  readonly place: string;
  readonly status: Status;
  readonly tier: string;
  readonly heldOffice: string;
  readonly operatorOffice: string;
  readonly assignedTo: string | null;
  readonly protected: boolean;
  readonly watchedReason: string | null;
  readonly filedAt: Date;
  readonly arrivedAt: Date;
  readonly dueAt: Date | null;
  readonly version: number;
  /** Offices that the case is about. */
  readonly accused: readonly string[];
  /** The statutory right to go to the regulator stands already. */
  readonly hasRegulatorRight: boolean;
}

/** Who works where, as far as the sweep needs to know. */
export interface Staffing {
  /** Offices where at least one active person handles cases. */
  readonly staffed: ReadonlySet<string>;
  /** Offices with an active supervisor of their own. */
  readonly supervised: ReadonlySet<string>;
}

export interface SweepContext {
  readonly book: ReferenceBook;
  readonly calendar: WorkingCalendar;
  readonly staffing: Staffing;
  /** The instant of the work. */
  readonly now: Date;
}

/** A move up because of time. */
export interface Move {
  readonly clockId: string;
  readonly fromTier: string;
  readonly fromOffice: string;
  readonly toTier: string;
  readonly toOffice: string;
}

export interface Tally {
  warned: number;
  breached: number;
  escalated: number;
  notices: number;
  watched: number;
}

/** What a sweep does to one case: nothing is written until all of it is known. */
export interface CasePlan {
  readonly before: SweptCase;
  file: SweptCase;
  readonly changed: Map<string, StoredClock>;
  readonly started: StoredClock[];
  readonly moves: Move[];
  readonly facts: Fact[];
  readonly tally: Tally;
}

/** A plan that does nothing yet; a case that was watched because its sweep failed is not watched for that any more. */
export function planFor(before: SweptCase, hasFailed = false): CasePlan {
  const tally = { warned: 0, breached: 0, escalated: 0, notices: 0, watched: 0 };
  const file = hasFailed && before.watchedReason === 'sweep_failed' ? { ...before, watchedReason: null } : before;
  return { before, file, changed: new Map(), started: [], moves: [], facts: [], tally };
}

const owedWhileUndecided: readonly string[] = [...governingKinds, 'acknowledge', 'safe_contact', 'pause'];

/**
 * Adds to the plan all that one clock calls for now, in the order in which it fell due. What the clock stands for is
 * decided anew from the case: a clock that no longer applies ends instead of acting.
 */
export function planClock(context: SweepContext, plan: CasePlan, clock: StoredClock): void {
  let current = clock;
  const set = (next: StoredClock) => {
    current = next;
    plan.changed.set(next.id, next);
  };
  if (noLongerApplies(plan.file, clock)) {
    set({ ...clock, state: cancelClock(clock.state, context.now, context.calendar).clock });
    return;
  }
  for (;;) {
    const action = dueActions(current.state, context.now)[0];
    if (!action) break;
    const change = carryOut(current.state, action, context.now, context.calendar);
    set({ ...current, state: change.clock });
    follow(context, plan, current, action, change.facts);
  }
  // A pause that ended by itself has moved the date by which the case is ordered.
  if (governingKinds.includes(clock.kind) && current.tier === plan.file.tier && plan.moves.length === 0) {
    plan.file = { ...plan.file, dueAt: governingDue([current], plan.file.tier) ?? plan.file.dueAt };
  }
}

function noLongerApplies(file: SweptCase, clock: StoredClock): boolean {
  if (owedWhileUndecided.includes(clock.kind) && !isUndecided(file.status)) return true;
  return governingKinds.includes(clock.kind) && clock.tier !== file.tier;
}

function follow(
  context: SweepContext,
  plan: CasePlan,
  clock: StoredClock,
  action: ClockAction,
  facts: readonly ClockFact[],
): void {
  switch (action.kind) {
    case 'warn':
      plan.tally.warned += 1;
      clockFacts(plan, clock, facts, {}, true);
      return;
    case 'pause_exhausted':
      clockFacts(plan, clock, facts, {}, false);
      endWaiting(plan);
      return;
    case 'expire':
      clockFacts(plan, clock, facts, {}, false);
      if (clock.kind === 'pause') endWaiting(plan);
      return;
    case 'breach': {
      plan.tally.breached += 1;
      const supervisor = supervisorOf(context, plan.file);
      const escalateAt = clock.state.escalateAt?.toISOString() ?? null;
      clockFacts(plan, clock, facts, { supervisor, escalateAt }, true);
      watch(plan, whyWatchedAtBreach(context, plan.file, supervisor), clock.id);
      return;
    }
    case 'escalate':
      moveUp(context, plan, clock);
      return;
    case 'notice':
      giveNotice(context, plan, clock);
      return;
    case 'watch': {
      const isTop = governingKinds.includes(clock.kind) && nextFor(context, plan.file) === null;
      watch(plan, isTop ? 'top_of_ladder' : `overdue:${clock.kind}`, clock.id);
      return;
    }
  }
}

/** The case moves to the next office up by time. Where only the party may go on, it gets notice of its right instead. */
function moveUp(context: SweepContext, plan: CasePlan, clock: StoredClock): void {
  const { file } = plan;
  const { book, now, calendar } = context;
  const holder = nextFor(context, file);
  if (!holder) {
    if (!file.protected && onlyPartyMayGoOn(context, file)) giveNotice(context, plan, clock);
    else watch(plan, file.protected ? 'protected_overdue' : 'top_of_ladder', clock.id);
    return;
  }
  const from = { fromTier: file.tier, fromOffice: file.heldOffice };
  const to = { toTier: holder.tier, toOffice: holder.office };
  const arrived = { ...file, tier: holder.tier, arrivedAt: now };
  const { clocks, missing } = clocksOnArrival(book, calendar, arrived, clock.state.pauses);
  plan.started.push(...clocks);
  plan.file = {
    ...arrived,
    heldOffice: holder.office,
    status: 'escalated',
    assignedTo: null,
    dueAt: governingDue(clocks, holder.tier),
    watchedReason: null,
  };
  plan.moves.push({ clockId: clock.id, ...from, ...to });
  plan.tally.escalated += 1;
  const data = { how: 'time', ...from, ...to, clockId: clock.id, dueAt: plan.file.dueAt?.toISOString() ?? null };
  plan.facts.push({ event: 'case.escalated', caseId: file.id, data, announce: true });
  for (const skipped of holder.skipped) {
    plan.facts.push({ event: 'case.skipped', caseId: file.id, data: { ...skipped, ...to }, announce: false });
  }
  if (missing[0] !== undefined) watch(plan, `no_rule:${missing[0]}`, clock.id);
  if (!context.staffing.staffed.has(holder.office)) watch(plan, 'nobody_at_office', clock.id);
}

/** The next office up, unless the case may not go there: protected cases never move by time, nor to where nothing of their severity is decided. */
function nextFor(context: SweepContext, file: SweptCase): Holder | null {
  if (file.protected) return null;
  const on = phnomPenhDay(context.now);
  const holder = nextHolder(context.book, { ...file, avoidOffices: file.accused, on });
  if (!holder) return null;
  const absence = context.book.slaAbsence('decide', holder.tier, file.severity, on);
  return absence && absence.reason !== 'unknown' ? null : holder;
}

function onlyPartyMayGoOn(context: SweepContext, file: SweptCase): boolean {
  const on = phnomPenhDay(context.now);
  return context.book.nextRung(file.track, operatorOf(context, file), file.tier, on)?.entry === 'party';
}

/** Notice of the right to go to the regulator; its window is counted from the day on which the settlement was missed (LAW, Decision 017). */
function giveNotice(context: SweepContext, plan: CasePlan, clock: StoredClock): void {
  const { file } = plan;
  if (file.hasRegulatorRight) return;
  const missedAt = clock.state.dueAt;
  const rule = context.book.slaRule('file_with_regulator', file.tier, file.severity, phnomPenhDay(missedAt));
  if (!rule) {
    watch(plan, 'no_rule:file_with_regulator', clock.id);
    return;
  }
  const right = newClock(rule, file, missedAt, context.calendar);
  plan.started.push(right);
  plan.file = { ...file, hasRegulatorRight: true };
  plan.tally.notices += 1;
  const data = {
    clockId: right.id,
    dueAt: right.state.dueAt.toISOString(),
    because: 'missed',
    missedClockId: clock.id,
  };
  plan.facts.push({ event: 'regulator.right_opened', caseId: file.id, data, announce: true });
}

/** The complainant did not answer while the case waited: it goes on. */
function endWaiting(plan: CasePlan): void {
  if (plan.file.status !== 'awaiting_complainant') return;
  plan.file = { ...plan.file, status: 'in_progress' };
  const data = { status: 'in_progress', version: plan.file.version + 1 };
  plan.facts.push({ event: 'reply.missed', caseId: plan.file.id, data, announce: false });
}

function watch(plan: CasePlan, reason: WatchReason | null, clockId: string): void {
  if (reason === null) return;
  const known = plan.file.watchedReason;
  plan.file = { ...plan.file, watchedReason: strongerReason(known, reason) };
  if (known !== null) return;
  plan.tally.watched += 1;
  plan.facts.push({ event: 'case.watched', caseId: plan.file.id, data: { reason, clockId }, announce: true });
}

function whyWatchedAtBreach(context: SweepContext, file: SweptCase, supervisor: string | null): WatchReason | null {
  if (file.protected) return 'protected_overdue';
  if (!context.staffing.staffed.has(file.heldOffice)) return 'nobody_at_office';
  if (supervisor === null) return 'no_supervisor';
  return file.assignedTo === null ? 'unassigned' : null;
}

/** The office that supervises the holder, if somebody there can be warned. */
function supervisorOf(context: SweepContext, file: SweptCase): string | null {
  const above = context.book.supervisorOffice(file.heldOffice, operatorOf(context, file));
  if (!above) return null;
  const { staffed, supervised } = context.staffing;
  const isSame = above.code === file.heldOffice;
  return (isSame ? supervised : staffed).has(above.code) ? above.code : null;
}

function operatorOf({ book, now }: SweepContext, file: SweptCase): string {
  return (
    book.programme(file.programme, phnomPenhDay(now))?.operator ?? book.office(file.operatorOffice)?.operator ?? ''
  );
}

function clockFacts(
  plan: CasePlan,
  clock: StoredClock,
  facts: readonly ClockFact[],
  more: Readonly<Record<string, string | null>>,
  announce: boolean,
): void {
  for (const fact of facts) {
    const data = { ...fact.data, clockId: clock.id, kind: clock.kind, ...more };
    plan.facts.push({ event: fact.event, caseId: clock.caseId, data, announce });
  }
}
