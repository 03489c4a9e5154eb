import type { Kysely, SqlEntityManager } from '@mikro-orm/postgresql';

import type { Actor } from '../kernel/actor.ts';
import type { Clock } from '../kernel/clock.ts';
import { Conflict, isDomainError, NotFound, Unavailable } from '../kernel/errors.ts';
import type { Fact } from '../kernel/fact.ts';
import { newId } from '../kernel/ids.ts';
import type { Database } from './database.ts';
import { isStalePlan } from './prepared-statements.ts';
import type { Statement } from './session.ts';
import type { Vault } from './vault.ts';

/** One transaction and what a use case needs in it. */
export interface Work {
  readonly actor: Actor;
  /** The present, the same for the whole transaction. */
  readonly now: Date;
  /** The database of this process; caches that outlive a transaction hang on it. */
  readonly database: Database;
  readonly em: SqlEntityManager;
  readonly vault: Vault;
  /** Kysely in this transaction. Columns are snake_case as in PostgreSQL. */
  db<Tables>(): Kysely<Tables>;
  /** A fact for the ledger (and, with `announce`, the outbox), written at commit in this transaction. */
  record(fact: Fact): void;
  /** Runs after a successful commit; best effort, never relied on. */
  afterCommit(run: () => void): void;
  /**
   * Row-level security sees the system during `run`. For the few steps that reach beyond what the actor may see (moving a
   * case to an office, looking for a conflict of interest); `reason` says why, for the reader.
   */
  elevated<T>(reason: string, run: () => Promise<T>): Promise<T>;
}

/** A use case: one function, one transaction. */
export type Command<I, O> = (work: Work, input: I) => Promise<O>;

/**
 * Runs a use case as somebody, in one transaction. `at` makes it happen at another instant than now: for a sandbox that
 * catches up with a clock moved forward, where each thing must happen at its own time.
 */
export type Perform = <I, O>(actor: Actor, command: Command<I, O>, input: I, at?: Date) => Promise<O>;

/** What an area does when it hears of a fact. */
export interface Listener {
  (work: Work, fact: Fact): Promise<void>;
  /**
   * For facts that come in hundreds in one transaction and seldom mean anything to this area: of which of these cases it
   * wants to hear, asked once for all of them.
   */
  readonly concerns?: (work: Work, caseIds: readonly string[]) => Promise<ReadonlySet<string>>;
}

export type Listeners = ReadonlyMap<string, readonly Listener[]>;

/** Joins the listeners of several areas, in the order given. */
export function joinListeners(...all: readonly Readonly<Record<string, Listener>>[]): Listeners {
  const joined = new Map<string, Listener[]>();
  for (const area of all) {
    for (const [event, listener] of Object.entries(area)) joined.set(event, [...(joined.get(event) ?? []), listener]);
  }
  return joined;
}

export interface WorkServices {
  readonly database: Database;
  readonly clock: Clock;
  readonly vault: Vault;
  /**
   * What areas do, in the same transaction, when a fact is recorded: how news travels from an area to those that stand
   * after it. Runs when the command has returned, in the order recorded; what a listener records is heard too.
   */
  readonly listeners: Listeners;
  /** Told after each commit that put rows in the outbox: a wake-up, nothing more. */
  readonly onAnnounced: () => void;
}

const retryable = new Set(['40001', '40P01']);
const away = new Set([
  '08000',
  '08001',
  '08003',
  '08006',
  '57P01',
  '57P02',
  '57P03',
  '53300',
  'ECONNREFUSED',
  'ECONNRESET',
  'EPIPE',
  'ETIMEDOUT',
  'ENOTFOUND',
]);

/**
 * Makes `perform`: begin, tell PostgreSQL who acts, run, write the facts, commit. A deadlock or serialization failure is
 * tried again from the start; a database that is away becomes `Unavailable`.
 */
export function makePerform(services: WorkServices): Perform {
  return (actor, command, input, at) =>
    withRetries(() => once(services, actor, command, input, at ?? services.clock.now(), null));
}

async function withRetries<R>(run: () => Promise<R>): Promise<R> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await run();
    } catch (error) {
      if (isDomainError(error)) throw error;
      const code = databaseCode(error);
      if ((code && retryable.has(code)) || isStalePlan(error)) {
        if (attempt < 4) continue;
        throw new Conflict('conflict.busy');
      }
      if (isNoIdentifier(error)) throw new NotFound('not_found');
      if (isAway(error)) throw new Unavailable('unavailable.database');
      throw error;
    }
  }
}

/** Looks at what a command brought about, before all of it is undone. */
export type Look<R> = (work: Work, facts: readonly Fact[]) => Promise<R>;

/** Runs a command as `perform` does, with everything that hears of it, looks at what came of it, and undoes all of it. */
export type Rehearse = <I, O, R>(actor: Actor, command: Command<I, O>, input: I, look: Look<R>) => Promise<R>;

/** Makes `rehearse`: what would happen, told by the same code that makes it happen. Commands that touch files are not for it. */
export function makeRehearse(services: WorkServices): Rehearse {
  return (actor, command, input, look) =>
    withRetries(() => once(services, actor, command, input, services.clock.now(), look));
}

/** Whether an error says that the database is out of reach, not that a statement was wrong. */
export function isAway(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  const code = databaseCode(error);
  return (
    (code !== null && away.has(code)) ||
    /Connection terminated|timeout exceeded when trying to connect|the database system is|Client has encountered a connection error/.test(
      error.message,
    )
  );
}

/** Whether an error says that something asked for can be no identifier, or no text at all: nothing is found by it. */
function isNoIdentifier(error: unknown): boolean {
  const code = databaseCode(error);
  if (code === '22021') return true;
  return code === '22P02' && error instanceof Error && error.message.includes('input syntax for type uuid');
}

/** The unique constraint an error speaks of, if it is one about that. */
export function violatedConstraint(error: unknown): string | null {
  const of = error as { code?: unknown; constraint?: unknown; cause?: unknown } | null;
  if (of?.code === '23505' && typeof of.constraint === 'string') return of.constraint;
  return of?.cause ? violatedConstraint(of.cause) : null;
}

function databaseCode(error: unknown): string | null {
  const of = error as { code?: unknown; cause?: unknown } | null;
  if (typeof of?.code === 'string') return of.code;
  return of?.cause ? databaseCode(of.cause) : null;
}

/** One attempt. With `look` it is undone, and answers what was seen; without, it is kept, and answers what the command did. */
async function once<I, O>(
  services: WorkServices,
  actor: Actor,
  command: Command<I, O>,
  input: I,
  now: Date,
  look: null,
): Promise<O>;
async function once<I, O, R>(
  services: WorkServices,
  actor: Actor,
  command: Command<I, O>,
  input: I,
  now: Date,
  look: Look<R>,
): Promise<R>;
async function once<I, O, R>(
  services: WorkServices,
  actor: Actor,
  command: Command<I, O>,
  input: I,
  now: Date,
  look: Look<R> | null,
): Promise<O | R> {
  const session = await services.database.session();
  const facts: Fact[] = [];
  const after: (() => void)[] = [];
  const orm: { em?: SqlEntityManager } = {};
  const kysely = session.kysely;
  session.begin(settingsOf(actor, now));
  try {
    let depth = 0;
    const work: Work = {
      actor,
      now,
      database: services.database,
      get em() {
        return (orm.em ??= managerOn(services.database, kysely));
      },
      vault: services.vault,
      db: <Tables>() => kysely as Kysely<Tables>,
      record: (fact) => void facts.push(fact),
      afterCommit: (run) => void after.push(run),
      async elevated(_reason, run) {
        if (actor.kind === 'system') return run();
        depth += 1;
        if (depth === 1) session.set({ 'samleng.kind': 'system' });
        try {
          return await run();
        } finally {
          depth -= 1;
          if (depth === 0) session.set({ 'samleng.kind': actor.kind });
        }
      },
    };
    const result = await command(work, input);
    await orm.em?.flush();
    await tellListeners(services.listeners, work, facts);
    await orm.em?.flush();
    if (look) {
      const seen = await look(work, facts);
      await session.rollback();
      return seen;
    }
    await session.commit(facts.length === 0 ? null : writingFacts(actor, now, facts));
    if (facts.some((fact) => fact.announce)) services.onAnnounced();
    for (const run of after) run();
    return result;
  } catch (error) {
    await session.rollback().catch(() => undefined);
    throw error;
  } finally {
    session.release();
  }
}

/** In the order recorded; what a listener records is told too. */
async function tellListeners(listeners: Listeners, work: Work, facts: readonly Fact[]): Promise<void> {
  const asked = new Map<string, Asked>();
  for (let at = 0; at < facts.length; at += 1) {
    const fact = facts[at];
    const all = fact && listeners.get(fact.event);
    if (!fact || !all) continue;
    let known = asked.get(fact.event);
    if (!known || at >= known.upTo) {
      known = await askConcerns(all, work, fact.event, facts.slice(at), facts.length);
      asked.set(fact.event, known);
    }
    for (const listen of all) {
      const cases = known.cases.get(listen);
      if (!cases || (fact.caseId !== null && cases.has(fact.caseId))) await listen(work, fact);
    }
  }
}

/** Of which cases listeners of one event want to hear, for all facts up to a certain one; absent: of all. */
interface Asked {
  readonly upTo: number;
  readonly cases: ReadonlyMap<Listener, ReadonlySet<string>>;
}

async function askConcerns(
  all: readonly Listener[],
  work: Work,
  event: string,
  facts: readonly Fact[],
  upTo: number,
): Promise<Asked> {
  const ids = [...new Set(facts.flatMap((fact) => (fact.event === event ? (fact.caseId ?? []) : [])))];
  const cases = new Map<Listener, ReadonlySet<string>>();
  for (const listen of all) if (listen.concerns) cases.set(listen, await listen.concerns(work, ids));
  return { upTo, cases };
}

/** The ORM in the transaction that the session has begun. Made when first asked for: most of the hot path does without. */
function managerOn(database: Database, kysely: Kysely<unknown>): SqlEntityManager {
  const em = database.fork();
  em.setTransactionContext(kysely);
  return em;
}

/** Settings local to the transaction, which the row-level security policies read. What is not set reads as empty. */
function settingsOf(actor: Actor, now: Date): Readonly<Record<string, string>> {
  const settings = { 'samleng.kind': actor.kind, 'samleng.now': now.toISOString() };
  if (actor.kind === 'complainant') return { ...settings, 'samleng.case': actor.caseId };
  if (actor.kind === 'system') return settings;
  return {
    ...settings,
    'samleng.person': actor.personId,
    'samleng.role': actor.role,
    'samleng.office': actor.office,
  };
}

/** One statement for all facts; the ledger's trigger numbers and chains them. Sorted by chain so that locks are taken in one order. */
function writingFacts(actor: Actor, now: Date, facts: readonly Fact[]): Statement {
  const rows = facts.map((fact, order) => ({
    id: newId(),
    chain: fact.caseId ?? 'system',
    case_id: fact.caseId,
    event: fact.event,
    data: fact.data,
    announce: fact.announce,
    order,
  }));
  rows.sort((a, b) => (a.chain < b.chain ? -1 : a.chain > b.chain ? 1 : a.order - b.order));
  const actorId = actor.kind === 'staff' ? actor.personId : actor.kind === 'system' ? actor.job : null;
  return {
    text: `with fact as (
       select * from jsonb_to_recordset($1::jsonb) as f(id uuid, chain text, case_id uuid, event text, data jsonb, announce boolean)
     ), entry as (
       insert into ledger_entry (id, chain, at, actor_kind, actor_id, actor_office, event, data)
       select id, chain, $2::timestamptz, $3, $4, $5, event, data from fact
     )
     insert into outbox (fact_id, case_id, event, data, at)
     select id, case_id, event, data, $2::timestamptz from fact where announce`,
    values: [
      JSON.stringify(rows),
      now.toISOString(),
      actor.kind,
      actorId,
      actor.kind === 'staff' ? actor.office : null,
    ],
  };
}
