import { sql } from 'kysely';

import { workingAt, type Colleague } from '../../access/index.ts';
import { handlesCases, inWorkLists, undecidedStatuses, type Status } from '../../cases/index.ts';
import { NotFound } from '../../kernel/errors.ts';
import type { Work } from '../../platform/work.ts';
import { currentBook, type Severity } from '../../reference/index.ts';
import { answeredFor, demandOversight } from '../policy.ts';

/** What somebody has in hand. `person` null: cases that nobody has. */
export interface PersonLoad {
  readonly person: Colleague | null;
  /** Not ended. */
  readonly open: number;
  readonly dueThisWeek: number;
  readonly overdue: number;
  /** When the one that waits longest for a decision was filed; null when none waits. */
  readonly oldestFiledAt: Date | null;
}

interface LoadRow {
  readonly assigned_to: string | null;
  readonly open: string;
  readonly week: string;
  readonly overdue: string;
  readonly oldest: Date | string | null;
}

/**
 * How much everybody at an office has in hand, of the cases that the actor answers for. People without any are there too.
 * @param of.weekEndsAt what is due up to then is due this week
 * @throws Forbidden; NotFound `office.not_found` for an office that holds nothing they answer for
 */
export async function workloadAt(
  work: Work,
  of: { readonly office: string; readonly weekEndsAt: Date },
): Promise<readonly PersonLoad[]> {
  const actor = demandOversight(work);
  const undecided = sql`status = any(${list(undecidedStatuses)}::text[])`;
  const found = await sql<LoadRow>`
    select assigned_to, count(*) as open,
      count(*) filter (where ${undecided} and due_at >= ${work.now} and due_at < ${of.weekEndsAt}) as week,
      count(*) filter (where ${undecided} and due_at < ${work.now}) as overdue,
      min(filed_at) filter (where ${undecided}) as oldest
    from case_file where held_office = ${of.office} and ${inWorkLists} and ${answeredFor(actor, work.now)}
    group by assigned_to`.execute(work.db());
  const people = await handlersAt(work, of.office, found.rows.length > 0);
  const known = new Map(found.rows.map((row) => [row.assigned_to, row]));
  const loads = people.map((person) => loadOf(person, known.get(person.id)));
  const gone = found.rows.filter((row) => row.assigned_to !== null && !people.some(({ id }) => id === row.assigned_to));
  // What lies with somebody who left or moved counts as nobody's: it is to be given to somebody else.
  const nobodys = [known.get(null), ...gone].filter((row) => row !== undefined);
  return nobodys.length === 0 ? loads : [added(nobodys), ...loads];
}

/**
 * Who may be given a case that this office holds.
 * @throws Forbidden; NotFound as `workloadAt`
 */
export async function handlersToChoose(work: Work, office: string): Promise<readonly Colleague[]> {
  return handlersAt(work, office, await holdsSomething(work, office));
}

async function holdsSomething(work: Work, office: string): Promise<boolean> {
  const actor = demandOversight(work);
  const found = await sql`select 1 from case_file where held_office = ${office} and ${inWorkLists}
    and ${answeredFor(actor, work.now)} limit 1`.execute(work.db());
  return found.rows.length > 0;
}

async function handlersAt(work: Work, office: string, holds: boolean): Promise<readonly Colleague[]> {
  const actor = demandOversight(work);
  const known = (await currentBook(work)).office(office);
  const isOwn = office === actor.office || (known?.operator ?? null) === actor.operator;
  // Who sits at a protection desk is for that desk to know.
  if (
    known === null ||
    known.type === 'protection_desk' ||
    !(holds || (isOwn && actor.operator !== null) || office === actor.office)
  ) {
    throw new NotFound('office.not_found');
  }
  const people = await work.elevated('whose cases these are may be given to people of the office', () =>
    workingAt(work, office),
  );
  return people.filter(({ role }) => handlesCases(role));
}

function loadOf(person: Colleague | null, row: LoadRow | undefined): PersonLoad {
  return {
    person,
    open: Number(row?.open ?? 0),
    dueThisWeek: Number(row?.week ?? 0),
    overdue: Number(row?.overdue ?? 0),
    oldestFiledAt: row?.oldest ? new Date(row.oldest) : null,
  };
}

function added(rows: readonly LoadRow[]): PersonLoad {
  return rows
    .map((row) => loadOf(null, row))
    .reduce((sum, load) => ({
      person: null,
      open: sum.open + load.open,
      dueThisWeek: sum.dueThisWeek + load.dueThisWeek,
      overdue: sum.overdue + load.overdue,
      oldestFiledAt: earlier(sum.oldestFiledAt, load.oldestFiledAt),
    }));
}

function earlier(a: Date | null, b: Date | null): Date | null {
  if (a === null || b === null) return a ?? b;
  return a < b ? a : b;
}

/** A case to be given to somebody else. */
export interface CaseInHand {
  readonly reference: string;
  readonly version: number;
  readonly programme: string;
  readonly category: string;
  readonly severity: Severity;
  readonly status: Status;
  readonly filedAt: Date;
  readonly dueAt: Date | null;
}

/**
 * The undecided cases that somebody of an office has (null: nobody, or somebody who is not there any more), most urgent
 * first, and whether there are more.
 * @throws Forbidden; NotFound as `workloadAt`
 */
export async function casesInHand(
  work: Work,
  of: { readonly office: string; readonly person: string | null; readonly limit: number },
): Promise<{ readonly items: readonly CaseInHand[]; readonly hasMore: boolean }> {
  const actor = demandOversight(work);
  const people = (await handlersToChoose(work, of.office)).map(({ id }) => id);
  const whose =
    of.person === null
      ? sql`(assigned_to is null or not assigned_to = any(${list(people)}::uuid[]))`
      : sql`assigned_to = ${of.person}`;
  const found = await sql<{
    reference: string;
    row_version: number;
    programme: string;
    category: string;
    severity: Severity;
    status: Status;
    filed_at: Date | string;
    due_at: Date | string | null;
  }>`select reference, row_version, programme, category, severity, status, filed_at, due_at
    from case_file where held_office = ${of.office} and ${inWorkLists} and status = any(${list(undecidedStatuses)}::text[])
      and ${whose} and ${answeredFor(actor, work.now)}
    order by due_at nulls last, id limit ${of.limit + 1}`.execute(work.db());
  return {
    hasMore: found.rows.length > of.limit,
    items: found.rows.slice(0, of.limit).map((row) => ({
      reference: row.reference,
      version: row.row_version,
      programme: row.programme,
      category: row.category,
      severity: row.severity,
      status: row.status,
      filedAt: new Date(row.filed_at),
      dueAt: row.due_at === null ? null : new Date(row.due_at),
    })),
  };
}

const list = (codes: readonly string[]): string => `{${codes.join(',')}}`;
