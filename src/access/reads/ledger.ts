import type { JsonValue } from '../../kernel/fact.ts';
import { InvalidInput } from '../../kernel/errors.ts';
import type { Work } from '../../platform/work.ts';
import { demand } from '../domain/permissions.ts';
import { namesOfPeople } from '../records/people.ts';

/** One entry of the append-only ledger. `chain` is a case id, or `system` for what concerns no case. */
export interface LedgerEntry {
  readonly chain: string;
  readonly seq: number;
  readonly id: string;
  readonly at: Date;
  readonly actorKind: 'staff' | 'complainant' | 'system';
  readonly actorId: string | null;
  readonly actorOffice: string | null;
  readonly event: string;
  readonly data: { readonly [key: string]: JsonValue };
  /** SHA-256 over this entry and the hash before it, in hex. */
  readonly hash: string;
}

/** A chain that does not hold together, at the first entry where it does not. */
export interface BrokenChain {
  readonly chain: string;
  readonly seq: number;
  /** `altered`: the content does not give the hash; `unlinked`: it does not follow the entry before; `missing`: entries before it are gone. */
  readonly fault: 'altered' | 'unlinked' | 'missing';
}

interface Row {
  readonly chain: string;
  readonly seq: string;
  readonly id: string;
  readonly at: string;
  readonly actor_kind: LedgerEntry['actorKind'];
  readonly actor_id: string | null;
  readonly actor_office: string | null;
  readonly event: string;
  readonly data: { readonly [key: string]: JsonValue };
  readonly hash: Buffer;
}

const columns = 'chain, seq, id, at, actor_kind, actor_id, actor_office, event, data, hash';

function fromRow(row: Row): LedgerEntry {
  return {
    chain: row.chain,
    seq: Number(row.seq),
    id: row.id,
    at: new Date(row.at),
    actorKind: row.actor_kind,
    actorId: row.actor_id,
    actorOffice: row.actor_office,
    event: row.event,
    data: row.data,
    hash: row.hash.toString('hex'),
  };
}

/**
 * Computes every hash again, in the database, over all chains or one, and compares. Reads the whole ledger: minutes on
 * millions of entries. Entries cut from the end of a chain leave no trace here; that needs a seal kept elsewhere.
 * @returns broken chains, at most 1,000; empty when all hold
 * @throws Forbidden
 */
export async function verifyChains(work: Work, only: { readonly chain?: string } = {}): Promise<BrokenChain[]> {
  demand(work.actor, 'ledger.read');
  const [where, params] = only.chain === undefined ? ['', []] : ['where e.chain = ?', [only.chain]];
  const rows = await work.em.execute<{ chain: string; seq: string; fault: BrokenChain['fault'] }[]>(
    `select distinct on (chain) chain, seq, fault from (
       select e.chain, e.seq,
         case
           when e.seq <> coalesce(lag(e.seq) over one_chain, 0) + 1 then 'missing'
           when e.prev_hash is distinct from lag(e.hash) over one_chain then 'unlinked'
           when e.hash <> ledger_hash(e) then 'altered'
         end as fault
       from ledger_entry e ${where}
       window one_chain as (partition by e.chain order by e.seq)
     ) looked_at where fault is not null
     order by chain, seq limit 1000`,
    params,
  );
  return rows.map((row) => ({ chain: row.chain, seq: Number(row.seq), fault: row.fault }));
}

/**
 * All entries about a case, in order. Row-level security shows a case's chain to auditors, and to staff only where they
 * see the case.
 * @throws Forbidden
 */
export async function ledgerOf(work: Work, caseId: string): Promise<LedgerEntry[]> {
  demand(work.actor, 'ledger.read');
  const rows = await work.em.execute<Row[]>(`select ${columns} from ledger_entry where chain = ? order by seq`, [
    caseId,
  ]);
  return rows.map(fromRow);
}

/**
 * The names of events that begin so, one step of an index each: few among very many entries. The newest of each are then looked
 * at, so that a page costs the same whether what it shows happened today or long ago.
 */
const eventsThat = `with recursive events(name) as (
    (select event collate "C" from ledger_entry where event collate "C" >= ? order by event collate "C" limit 1)
    union all
    select (select l.event collate "C" from ledger_entry l where l.event collate "C" > known.name order by l.event collate "C" limit 1)
    from events known where starts_with(known.name, ?)
  )`;

export interface LedgerQuery {
  readonly cursor: string | null;
  /** At most 200. */
  readonly limit: number;
  /** Only events that start so: `session.` */
  readonly event?: string;
  readonly chain?: string;
  /** Person id, or the name of a job. */
  readonly actorId?: string;
  readonly from?: Date;
  /** Before this instant. */
  readonly until?: Date;
}

/**
 * A page of the ledger, newest first.
 * @throws Forbidden; InvalidInput (`cursor`)
 */
export async function listLedger(
  work: Work,
  query: LedgerQuery,
): Promise<{ items: LedgerEntry[]; nextCursor: string | null }> {
  demand(work.actor, 'ledger.read');
  const limit = Math.min(Math.max(query.limit, 1), 200);
  const conditions: string[] = [];
  const params: unknown[] = [];
  const condition = (text: string, ...values: unknown[]): void => {
    conditions.push(text);
    params.push(...values);
  };
  if (query.cursor !== null) {
    const [at, id] = readCursor(query.cursor);
    condition('(at, id) < (?::timestamptz, ?::uuid)', at, id);
  }
  const byEvent = query.event !== undefined && query.chain === undefined && query.actorId === undefined;
  if (query.event !== undefined && !byEvent) condition('starts_with(event, ?)', query.event);
  if (query.chain !== undefined) condition('chain = ?', query.chain);
  if (query.actorId !== undefined) condition('actor_id = ?', query.actorId);
  if (query.from) condition('at >= ?::timestamptz', query.from.toISOString());
  if (query.until) condition('at < ?::timestamptz', query.until.toISOString());
  const where = conditions.length > 0 ? `where ${conditions.join(' and ')}` : '';
  const newest = `order by at desc, id desc limit ${limit + 1}`;
  const rows = byEvent
    ? await work.em.execute<Row[]>(
        `${eventsThat} select e.* from events cross join lateral (
           select ${columns} from ledger_entry l ${where === '' ? 'where' : `${where} and`} l.event collate "C" = events.name
           ${newest}) e where starts_with(events.name, ?) ${newest}`,
        [query.event, query.event, ...params, query.event],
      )
    : await work.em.execute<Row[]>(`select ${columns} from ledger_entry ${where} ${newest}`, params);
  const items = rows.slice(0, limit).map(fromRow);
  const last = items.at(-1);
  return { items, nextCursor: rows.length > limit && last ? writeCursor(last) : null };
}

const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/**
 * The same with the names of all staff that its entries tell of, by id: who acted, and whom it was done to. The ledger
 * itself holds ids alone, and stays as it is when somebody's name changes.
 * @throws Forbidden; InvalidInput (`cursor`)
 */
export async function ledgerWithNames(
  work: Work,
  query: LedgerQuery,
): Promise<{ items: LedgerEntry[]; nextCursor: string | null; names: ReadonlyMap<string, string> }> {
  const page = await listLedger(work, query);
  const told = page.items.flatMap(({ actorKind, actorId, data }) => [
    ...(actorKind === 'staff' ? [actorId] : []),
    ...Object.values(data).flat(),
  ]);
  const ids = new Set(told.filter((value) => typeof value === 'string').filter((value) => uuid.test(value)));
  return { ...page, names: await namesOfPeople(work, [...ids]) };
}

function writeCursor(entry: LedgerEntry): string {
  return Buffer.from(`${entry.at.toISOString()}|${entry.id}`, 'utf8').toString('base64url');
}

function readCursor(cursor: string): [at: string, id: string] {
  const text = Buffer.from(cursor, 'base64url').toString('utf8');
  const match = /^(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z)\|([0-9a-f-]{36})$/.exec(text);
  if (!match?.[1] || !match[2]) throw new InvalidInput([{ field: 'cursor', code: 'cursor.invalid' }]);
  return [match[1], match[2]];
}
