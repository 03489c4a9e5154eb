import { sql, type SelectQueryBuilder } from 'kysely';

import { InvalidInput } from '../../kernel/errors.ts';
import type { Work } from '../../platform/work.ts';
import { readPosition, writePosition, type ListPosition } from '../domain/list-position.ts';
import { isOpen, type Status } from '../domain/lifecycle.ts';
import { mayReadIdentity, visibleCases } from '../policy.ts';
import { nameSought } from '../name-grams.ts';
import { casesByName } from '../records/name-store.ts';
import { inWorkLists } from '../records/case-store.ts';
import { instant, instantOrNull } from '../records/instant.ts';
import type { Readable } from '../records/sealed.ts';
import type { CaseTables } from '../records/tables.ts';
import { complainantNames } from './complainant-names.ts';
import { personNames } from './person-names.ts';

export const caseViews = ['mine', 'office', 'unassigned', 'overdue', 'watched'] as const;
export type CaseViewName = (typeof caseViews)[number];

/** What a case is looked for by: exactly, never by part, but for names. Several: any of them. */
export interface CaseSought {
  readonly reference: string | null;
  /** E.164. */
  readonly phone: string | null;
  /** An identifier (social protection ID, NSSF member ID, equity card, national ID) in the forms in which it may be kept. */
  readonly ids: readonly string[];
  /** Of the complainant or their representative, Khmer or Latin: those like it are found, the likest first. */
  readonly name?: string | null;
}

export interface CaseListQuery {
  /** None: the office's work list; what was taken in for the hotline; everything visible for auditors and for a search. */
  readonly view: CaseViewName | null;
  readonly status?: Status | null | undefined;
  readonly programme?: string | null | undefined;
  readonly category?: string | null | undefined;
  readonly severity?: 'S1' | 'S2' | 'S3' | 'S4' | null | undefined;
  /** Place code; everything inside it too. */
  readonly place?: string | null | undefined;
  readonly sought?: CaseSought | null;
  /** 1 to 200. */
  readonly limit: number;
  readonly cursor: string | null;
}

export interface CaseListItem {
  readonly id: string;
  readonly reference: string;
  readonly track: CaseTables['case_file']['track'];
  readonly programme: string;
  readonly category: string;
  readonly severity: CaseTables['case_file']['severity'];
  readonly status: Status;
  readonly tier: string;
  readonly place: string;
  readonly heldOffice: string;
  readonly protected: boolean;
  readonly assignee: { readonly id: string; readonly name: string | null } | null;
  /** Null for an anonymous complainant. */
  readonly complainant: Readable<string> | null;
  readonly filedAt: Date;
  readonly dueAt: Date | null;
  /** Judged now. */
  readonly isOverdue: boolean;
  readonly watchedReason: string | null;
  readonly version: number;
}

export interface CaseListPage {
  readonly items: readonly CaseListItem[];
  readonly nextCursor: string | null;
}

type Query = SelectQueryBuilder<CaseTables, 'case_file', Row>;
type Row = { [Column in (typeof columns)[number]]: CaseTables['case_file'][Column] };

const columns = [
  'id',
  'reference',
  'track',
  'programme',
  'category',
  'severity',
  'status',
  'tier',
  'place',
  'held_office',
  'protected',
  'identity',
  'assigned_to',
  'filed_at',
  'due_at',
  'closed_at',
  'watched_reason',
  'row_version',
] as const;

const ended = sql<boolean>`status in ('closed', 'withdrawn', 'referred', 'inadmissible')`;

/**
 * A page of cases that the actor sees. Work lists are in order of due date (those without one last), ended cases by their
 * end, everything else newest first; each order walks an index, so a page costs the same however many cases there are.
 * @throws InvalidInput `cursor_invalid` for a cursor of another list
 */
export async function caseList(work: Work, query: CaseListQuery): Promise<CaseListPage> {
  const limit = Math.min(Math.max(Math.trunc(query.limit), 1), 200);
  const order = orderOf(work, query);
  const after = query.cursor === null ? null : readPosition(query.cursor, order);
  if (query.cursor !== null && !after) throw new InvalidInput([{ field: 'cursor', code: 'cursor_invalid' }]);
  const ids = query.sought ? await soughtIds(work, query.sought, limit) : null;
  const all = inView(work, query, order, ids);
  const rows =
    order === 'due' && isNarrowed(query)
      ? await narrowedPage(work, all, query, after, limit + 1)
      : await pageOf(order, narrowed(all, query), after, limit + 1);
  const shown = ids && query.sought?.name ? inOrderOf(ids, rows) : rows.slice(0, limit);
  const last = shown.at(-1);
  const at = order === 'due' ? last?.due_at : order === 'ended' ? last?.closed_at : null;
  return {
    items: await itemsOf(work, shown),
    nextCursor: rows.length > limit && last ? writePosition({ order, at: textOf(at ?? null), id: last.id }) : null,
  };
}

function orderOf(work: Work, query: CaseListQuery): ListPosition['order'] {
  if (viewOf(work, query) === null) return 'newest';
  return query.status && !isOpen(query.status) ? 'ended' : 'due';
}

/** The view asked for, or the one that stands in for it; null: everything visible. */
function viewOf(work: Work, query: CaseListQuery): CaseViewName | null {
  if (query.view) return query.view;
  const role = work.actor.kind === 'staff' ? work.actor.role : null;
  return query.sought || role === null || role === 'auditor' || role === 'hotline_agent' ? null : 'office';
}

/** The rows of the view, before what the query narrows it to. */
function inView(work: Work, query: CaseListQuery, order: ListPosition['order'], ids: readonly string[] | null): Query {
  const { actor, now } = work;
  let rows = work.db<CaseTables>().selectFrom('case_file').select(columns).where(visibleCases(actor, now));
  // Literal conditions, so that the partial indexes are used.
  if (order === 'due') rows = rows.where(inWorkLists);
  if (order === 'ended') rows = rows.where(ended);
  const office = actor.kind === 'staff' ? actor.office : '';
  const view = viewOf(work, query);
  switch (view) {
    case 'mine':
      rows = rows.where('assigned_to', '=', actor.kind === 'staff' ? actor.personId : null);
      // Ended cases are found by the office that held them at the end.
      if (order === 'ended') rows = rows.where('held_office', '=', office);
      break;
    case 'office':
      rows = rows.where('held_office', '=', office);
      break;
    case 'unassigned':
      rows = rows.where('held_office', '=', office).where('assigned_to', 'is', null);
      break;
    case 'overdue':
      rows = rows.where('held_office', '=', office).where('due_at', '<', now);
      break;
    case 'watched':
      rows = rows.where('watched_reason', 'is not', null);
      if (actor.kind === 'staff') {
        if (actor.role === 'operator_supervisor') rows = rows.where('operator_office', '=', office);
        else if (actor.role !== 'policy_reviewer' && actor.role !== 'auditor')
          rows = rows.where('held_office', '=', office);
      }
      break;
    case null:
      if (actor.kind === 'staff' && actor.role === 'hotline_agent' && !query.sought) {
        rows = rows.where('intake_office', '=', office);
      }
      break;
  }
  if (ids) rows = ids.length > 0 ? rows.where('id', 'in', [...ids]) : rows.where(sql<boolean>`false`);
  return rows;
}

function isNarrowed({ status, programme, category, severity, place }: CaseListQuery): boolean {
  return [status, programme, category, severity, place].some((each) => each != null && each !== '');
}

function narrowed(of: Query, query: CaseListQuery): Query {
  let rows = of;
  if (query.status) rows = rows.where('status', '=', query.status);
  if (query.programme) rows = rows.where('programme', '=', query.programme);
  if (query.category) rows = rows.where('category', '=', query.category);
  if (query.severity) rows = rows.where('severity', '=', query.severity);
  if (query.place) {
    // As a range and not by its beginning: only what cannot leak is looked up in an index behind row-level security.
    const end = nextPlace(query.place);
    rows = rows.where('place', '>=', query.place);
    if (end !== null) rows = rows.where('place', '<', end);
  }
  return rows;
}

/** The code after all places that begin so, which are digits: 12 and what is in it end before 13. */
function nextPlace(code: string): string | null {
  const digits = [...code];
  for (let at = digits.length - 1; at >= 0; at -= 1) {
    if (digits[at] !== '9') return [...digits.slice(0, at), String(Number(digits[at]) + 1)].join('');
  }
  return null;
}

/** Rows of a list that are looked at one by one for those that match. */
const lookedAt = 2_000;

/**
 * A page of a narrowed list. Where many match, the first of the list are soon found by walking it; where few do, walking it to
 * the end would read an office's every case, so they are gathered by the index of what lists are narrowed by, and put in order.
 */
async function narrowedPage(
  work: Work,
  all: Query,
  query: CaseListQuery,
  after: ListPosition | null,
  limit: number,
): Promise<Row[]> {
  if (after === null || after.at !== null) {
    const dated = all.where('due_at', 'is not', null);
    const from =
      after === null ? dated : dated.where(sql<boolean>`(due_at, id) > (${after.at}::timestamptz, ${after.id}::uuid)`);
    const first = from.orderBy('due_at').orderBy('id').limit(lookedAt);
    const near = narrowed(
      work.db<CaseTables>().selectFrom(first.as('case_file')).select(columns) as unknown as Query,
      query,
    );
    const found = await near.orderBy('due_at').orderBy('id').limit(limit).execute();
    if (found.length === limit) return found;
  }
  const matched = work
    .db<CaseTables>()
    .with(
      (cte) => cte('matched').materialized(),
      () => narrowed(all, query),
    )
    .selectFrom('matched')
    .select(columns);
  const rest =
    after === null
      ? matched
      : after.at === null
        ? matched.where('due_at', 'is', null).where('id', '>', after.id)
        : matched.where(sql<boolean>`(due_at is null or (due_at, id) > (${after.at}::timestamptz, ${after.id}::uuid))`);
  return rest
    .orderBy(sql`due_at asc nulls last`)
    .orderBy('id')
    .limit(limit)
    .execute();
}

/** Cases that somebody may have meant, found by index before anything else is asked; at most so many of one number. */
async function soughtIds(work: Work, by: CaseSought, limit: number): Promise<string[]> {
  const db = work.db<CaseTables>();
  const found = new Set<string>();
  if (by.reference) {
    const row = await db.selectFrom('case_file').select('id').where('reference', '=', by.reference).executeTakeFirst();
    if (row) found.add(row.id);
  }
  const hashes = [...(by.phone ? [['phone', by.phone] as const] : []), ...by.ids.map((id) => ['id', id] as const)];
  for (const [purpose, text] of hashes) {
    let sought = db
      .selectFrom('case_lookup')
      .select('case_lookup.case_id')
      .where('purpose', '=', purpose)
      .where('hash', '=', work.vault.lookupHash(purpose, text));
    // To find it by the number of who complains in confidence is to know who they are.
    if (!mayReadIdentity(work.actor, { identity: 'confidential' }))
      sought = sought
        .innerJoin('case_file', 'case_file.id', 'case_lookup.case_id')
        .where('case_file.identity', '<>', 'confidential');
    const rows = await sought.limit(mostOfOneNumber).execute();
    for (const row of rows) found.add(row.case_id);
  }
  const name = by.name ? nameSought(work.vault, by.name) : null;
  // A name that is no name finds nothing by itself; the likest of many are a page, and there is no next one.
  if (name) for (const id of await casesByName(work, name, limit)) found.add(id);
  return [...found];
}

function inOrderOf(ids: readonly string[], rows: readonly Row[]): Row[] {
  const place = new Map(ids.map((id, index) => [id, index]));
  return rows.toSorted((a, b) => (place.get(a.id) ?? 0) - (place.get(b.id) ?? 0));
}

const mostOfOneNumber = 1_000;

async function pageOf(
  order: ListPosition['order'],
  rows: Query,
  after: ListPosition | null,
  limit: number,
): Promise<Row[]> {
  if (order === 'newest') {
    const from = after ? rows.where('id', '<', after.id) : rows;
    return from.orderBy('id', 'desc').limit(limit).execute();
  }
  if (order === 'ended') {
    const from = after
      ? rows.where(sql<boolean>`(closed_at, id) < (${after.at}::timestamptz, ${after.id}::uuid)`)
      : rows;
    return from.orderBy('closed_at', 'desc').orderBy('id', 'desc').limit(limit).execute();
  }
  // Two walks of the same index: first those with a due date, then those without.
  const dated = async (): Promise<Row[]> => {
    if (after && after.at === null) return [];
    const from = rows.where('due_at', 'is not', null);
    const next = after ? from.where(sql<boolean>`(due_at, id) > (${after.at}::timestamptz, ${after.id}::uuid)`) : from;
    return next.orderBy('due_at').orderBy('id').limit(limit).execute();
  };
  const first = await dated();
  if (first.length === limit) return first;
  const undated = rows.where('due_at', 'is', null);
  const rest = after && after.at === null ? undated.where('id', '>', after.id) : undated;
  return [
    ...first,
    ...(await rest
      .orderBy('due_at')
      .orderBy('id')
      .limit(limit - first.length)
      .execute()),
  ];
}

async function itemsOf(work: Work, rows: readonly Row[]): Promise<CaseListItem[]> {
  const assignees = await personNames(
    work,
    rows.flatMap((row) => row.assigned_to ?? []),
  );
  const complainants = await complainantNames(work, rows);
  return rows.map((row) => ({
    id: row.id,
    reference: row.reference,
    track: row.track,
    programme: row.programme,
    category: row.category,
    severity: row.severity,
    status: row.status,
    tier: row.tier,
    place: row.place,
    heldOffice: row.held_office,
    protected: row.protected,
    assignee: row.assigned_to ? { id: row.assigned_to, name: assignees.get(row.assigned_to) ?? null } : null,
    complainant: complainants.get(row.id) ?? null,
    filedAt: instant(row.filed_at),
    dueAt: instantOrNull(row.due_at),
    isOverdue: isOpen(row.status) && row.due_at !== null && instant(row.due_at) < work.now,
    watchedReason: row.watched_reason,
    version: row.row_version,
  }));
}

/** As the driver wrote it, to the microsecond, so that no row is skipped or shown twice. */
function textOf(at: Date | string | null): string | null {
  return at instanceof Date ? at.toISOString() : at;
}
