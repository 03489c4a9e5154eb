import type { Clock } from '../../kernel/clock.ts';
import { systemActor } from '../../kernel/actor.ts';
import { describeError } from '../../platform/log.ts';
import { isAway, type Command, type Perform } from '../../platform/work.ts';
import { Unavailable } from '../../kernel/errors.ts';
import { currentBook } from '../../reference/index.ts';
import { workingCalendarOf } from '../../sla/index.ts';
import { handlingRoles } from '../handling-people.ts';
import { planClock, planFor, type CasePlan, type Staffing, type Tally } from '../plan-case.ts';
import {
  claimDue,
  clearFailures,
  earliestDue,
  keepFailure,
  readStaffing,
  writePlans,
  type DueClock,
} from '../records/sweep-store.ts';
import { watchCase } from '../records/watching.ts';

export interface SweepOptions {
  /** Most clocks handled in this run; the rest is found by the next. */
  readonly limit?: number;
  /** Clocks in one transaction. */
  readonly chunk?: number;
  /** Transactions at the same time. */
  readonly lanes?: number;
  /**
   * Each clock is handled as of the instant at which it fell due, so that a program started with its clock moved forward
   * shows what would have happened meanwhile. For the sandbox only.
   */
  readonly replay?: boolean;
  /** Told of each clock that failed; the queue shows it too. */
  onFailure?(clockId: string, error: unknown): void;
}

export interface SweepReport extends Readonly<Tally> {
  /** Clocks handled. */
  readonly handled: number;
  readonly failed: number;
}

const actor = systemActor('clocks.sweep');

/**
 * Handles every clock that is due, oldest first: warnings, ends of pauses, breaches, moves up, notices of right. A chunk of
 * clocks shares a transaction and its statements; when anything in it fails, the chunk is undone and each of its clocks has
 * a transaction of its own, so that one bad case stops no other (docs/decisions/0004). Two sweeps at once share the work;
 * a sweep that is run twice, or stopped midway, does nothing twice and loses nothing.
 * @throws Unavailable when the database is away
 */
export async function sweepDue(perform: Perform, clock: Clock, options: SweepOptions = {}): Promise<SweepReport> {
  const report = { handled: 0, failed: 0, warned: 0, breached: 0, escalated: 0, notices: 0, watched: 0 };
  const limit = options.limit ?? 100_000;
  const staffing: StaffingCache = { known: null };
  const run = new SweepRun(perform, clock, options, staffing, report);
  if (options.replay) {
    while (report.handled + report.failed < limit) {
      const at = await perform(actor, (work, now: Date) => earliestDue(work, now), clock.now());
      if (at === null) break;
      staffing.known = null;
      if ((await run.chunk(options.chunk ?? 150, at)) === 0) break;
    }
    return report;
  }
  const lane = async (): Promise<void> => {
    while (report.handled + report.failed < limit) {
      if ((await run.chunk(Math.min(options.chunk ?? 150, limit), undefined)) === 0) return;
    }
  };
  await Promise.all(Array.from({ length: options.lanes ?? 2 }, lane));
  return report;
}

interface StaffingCache {
  known: Staffing | null;
}

interface ChunkInput {
  readonly limit: number;
  readonly due: Date;
  readonly only?: readonly string[];
  readonly staffing: StaffingCache;
  /** Filled as soon as the clocks are claimed, so that they are known also when the transaction fails. */
  readonly claimed: DueClock[];
}

interface ChunkAnswer {
  readonly handled: number;
  readonly tally: Tally;
  readonly faults: readonly { readonly of: DueClock; readonly error: unknown }[];
}

class SweepRun {
  readonly #perform: Perform;
  readonly #clock: Clock;
  readonly #options: SweepOptions;
  readonly #staffing: StaffingCache;
  readonly #report: { -readonly [K in keyof SweepReport]: SweepReport[K] };

  constructor(
    perform: Perform,
    clock: Clock,
    options: SweepOptions,
    staffing: StaffingCache,
    report: { -readonly [K in keyof SweepReport]: SweepReport[K] },
  ) {
    this.#perform = perform;
    this.#clock = clock;
    this.#options = options;
    this.#staffing = staffing;
    this.#report = report;
  }

  /** @returns how many clocks were claimed; 0: nothing is due (or others are at it). `at`: as of that instant. */
  async chunk(limit: number, at: Date | undefined): Promise<number> {
    const claimed: DueClock[] = [];
    const input = { limit, due: at ?? this.#clock.now(), staffing: this.#staffing, claimed };
    try {
      const answer = await this.#perform(actor, sweepChunk, input, at);
      await this.#count(answer);
      return claimed.length;
    } catch (error) {
      if (isGone(error) || claimed.length === 0) throw error;
    }
    for (const one of claimed) await this.#alone(one, at);
    return claimed.length;
  }

  async #alone(one: DueClock, at: Date | undefined): Promise<void> {
    const input = {
      limit: 1,
      due: at ?? this.#clock.now(),
      only: [one.clockId],
      staffing: this.#staffing,
      claimed: [],
    };
    try {
      await this.#count(await this.#perform(actor, sweepChunk, input, at));
    } catch (error) {
      if (isGone(error)) throw error;
      await this.#failed(one, error);
    }
  }

  async #count(answer: ChunkAnswer): Promise<void> {
    this.#report.handled += answer.handled;
    for (const key of Object.keys(answer.tally) as (keyof Tally)[]) this.#report[key] += answer.tally[key];
    for (const fault of answer.faults) await this.#failed(fault.of, fault.error);
  }

  /** Puts the failure by, in a transaction of its own, and shows the case to the watchers. */
  async #failed(of: DueClock, error: unknown): Promise<void> {
    const failure = { clockId: of.clockId, caseId: of.file.id, reason: reasonOf(error) };
    if (!(await this.#perform(actor, keepFailure, failure))) return;
    this.#report.failed += 1;
    this.#options.onFailure?.(of.clockId, error);
    const watch: Command<string, void> = (work, caseId) => watchCase(work, caseId, 'sweep_failed');
    // The case itself may be what is broken; the failure kept above is shown to the watchers all the same.
    await this.#perform(actor, watch, of.file.id).catch((error: unknown) => {
      if (isGone(error)) throw error;
      this.#options.onFailure?.(of.clockId, error);
    });
  }
}

/** One transaction: claim, decide, write. */
const sweepChunk: Command<ChunkInput, ChunkAnswer> = async (work, input) => {
  const claimed = await claimDue(work, {
    now: input.due,
    limit: input.limit,
    ...(input.only ? { only: input.only } : {}),
  });
  // A transaction that is tried again claims anew.
  input.claimed.splice(0, input.claimed.length, ...claimed);
  const tally = { warned: 0, breached: 0, escalated: 0, notices: 0, watched: 0 };
  if (claimed.length === 0) return { handled: 0, tally, faults: [] };
  const book = await currentBook(work);
  input.staffing.known ??= await readStaffing(work, handlingRoles);
  const context = { book, calendar: workingCalendarOf(book.calendar()), staffing: input.staffing.known, now: work.now };
  const plans = new Map<string, CasePlan>();
  const faults: { of: DueClock; error: unknown }[] = [];
  const done: DueClock[] = [];
  for (const due of claimed) {
    const plan = plans.get(due.file.id) ?? planFor(due.file, due.hasFailed);
    const attempt = copyOf(plan);
    try {
      if (!due.clock) throw new UnreadableClock(due.fault ?? '');
      planClock(context, attempt, due.clock);
    } catch (error) {
      faults.push({ of: due, error });
      continue;
    }
    plans.set(due.file.id, attempt);
    done.push(due);
  }
  const all = [...plans.values()];
  await writePlans(work, all);
  for (const plan of all) {
    for (const fact of plan.facts) work.record(fact);
    for (const key of Object.keys(tally) as (keyof Tally)[]) tally[key] += plan.tally[key];
  }
  const recovered = done.filter((due) => due.hasFailed).map((due) => due.clockId);
  if (recovered.length > 0) await clearFailures(work, recovered);
  return { handled: done.length, tally, faults };
};

/** A plan that can be thrown away when a clock turns out to be unusable. */
function copyOf(plan: CasePlan): CasePlan {
  return {
    before: plan.before,
    file: plan.file,
    changed: new Map(plan.changed),
    started: [...plan.started],
    moves: [...plan.moves],
    facts: [...plan.facts],
    tally: { ...plan.tally },
  };
}

class UnreadableClock extends Error {
  constructor(fault: string) {
    super(`the clock cannot be read: ${fault}`);
    this.name = 'UnreadableClock';
  }
}

function isGone(error: unknown): boolean {
  return error instanceof Unavailable || isAway(error);
}

/** Why it failed, for the record: kind and code, never the content of a row. */
function reasonOf(error: unknown): string {
  const { name, code, constraint } = describeError(error);
  return [name, code, constraint].filter((part) => part !== undefined).join(' ');
}
