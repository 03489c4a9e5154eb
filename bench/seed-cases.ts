import type pg from 'pg';

import { openKeyRing } from '../src/platform/vault-keys.ts';
import { localKeyProvider, lookupKeyOwner, newDataKey, openVault, type Vault } from '../src/platform/vault.ts';
import { nameHashes } from '../src/cases/name-grams.ts';
import { readConfig } from '../src/platform/config.ts';
import { progress } from './figures.ts';
import type { Installation } from './installation.ts';

/** Tables with a row or more a case, and the column that names the case. */
const tables = [
  ['case_file', 'id'],
  ['case_text', 'case_id'],
  ['case_lookup', 'case_id'],
  ['case_custody', 'case_id'],
  ['sla_clock', 'case_id'],
  ['filing_key', 'case_id'],
  ['outbox', 'case_id'],
] as const;
type Table = (typeof tables)[number][0];

/** Columns that differ from the pattern: an SQL expression in which `n` is the number of the copy and `src` the pattern's row. */
export type Changes = Partial<Record<Table, Readonly<Record<string, string>>>>;

/** Copies lie behind everything filed while a bench runs, as old cases do. */
const idsFrom = 1_600_000_000_000;
const batch = 20_000;

/** The id of the n-th copy of a row; `kind` tells rows of one case apart. In order of `n`, as the program's own ids are of time. */
const idOf = (kind: string): string =>
  `(lpad(to_hex(${idsFrom} + n), 12, '0') || '7' || lpad(to_hex(${kind}), 3, '0') || '8' || lpad(to_hex(n), 15, '0'))::uuid`;

export function caseIdOf(n: number): string {
  const hex = (idsFrom + n).toString(16).padStart(12, '0') + '7000' + '8' + n.toString(16).padStart(15, '0');
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join('-');
}

/**
 * Fills the store with copies of a case that was filed the ordinary way: with all their rows, keys and names of their own
 * that open, and a ledger entry that is chained. Set-based, with triggers and references off, because they were right once.
 * @param from number of the first copy; copies of one number are made once
 */
export async function seedCopies(
  installation: Installation,
  of: { readonly pattern: string; readonly from: number; readonly count: number; readonly changes: Changes },
): Promise<void> {
  const ring = await openKeyRing(
    readConfig({ DATA_DIR: installation.dataDir, DATABASE_URL: installation.databaseUrl }),
  );
  const provider = localKeyProvider(ring);
  const client = await installation.owner.connect();
  // Names are hashed with the key of the installation, so that searching finds the copies.
  const secret = await client.query<{ master_id: string; wrapped: Buffer }>(
    `select master_id, wrapped from vault_secret where name = $1`,
    [lookupKeyOwner],
  );
  const [kept] = secret.rows;
  const lookupKey = kept
    ? await provider.unwrap(lookupKeyOwner, { masterId: kept.master_id, wrapped: kept.wrapped })
    : newDataKey('bench');
  const vault = openVault(provider, lookupKey);
  try {
    await client.query(`set session_replication_role = replica; set synchronous_commit = off`);
    const inserts = await insertsOf(client, of.pattern, of.changes);
    const end = of.from + of.count;
    for (let first = of.from; first < end; first += batch) {
      const last = Math.min(first + batch, end) - 1;
      await client.query('begin');
      for (const insert of inserts) await client.query(insert, [first, last]);
      await client.query(ledgerInsert, [first, last, of.pattern]);
      await keysAndNames(client, vault, first, last);
      await client.query('commit');
      if ((last + 1 - of.from) % 200_000 === 0) progress(`${last + 1 - of.from} cases laid down`);
    }
    await client.query(`reset session_replication_role; reset synchronous_commit`);
    await client.query('vacuum analyze');
    await client.query('checkpoint');
  } finally {
    client.release();
  }
}

async function insertsOf(client: pg.PoolClient, pattern: string, changes: Changes): Promise<string[]> {
  const inserts: string[] = [];
  for (const [at, [table, key]] of tables.entries()) {
    const found = await client.query<{ name: string; type: string }>(
      `select column_name as name, udt_name as type from information_schema.columns
       where table_schema = 'public' and table_name = $1 and is_identity = 'NO' and is_generated = 'NEVER'`,
      [table],
    );
    const own = changes[table] ?? {};
    const values = found.rows.map(({ name }) => own[name] ?? defaults[table]?.[name] ?? valueOf(name, key, at));
    inserts.push(
      `insert into ${table} (${found.rows.map(({ name }) => `"${name}"`).join(', ')})
       select ${values.join(', ')} from generate_series($1::bigint, $2::bigint) as n
       cross join (select *, row_number() over (order by ctid) as k from ${table} where ${key} = '${pattern}') as src`,
    );
  }
  return inserts;
}

function valueOf(name: string, key: string, at: number): string {
  if (name === key) return idOf('0');
  if (name === 'id' || name === 'fact_id') return idOf(`${(at + 1) * 16} + src.k::integer`);
  return `src."${name}"`;
}

const randomHash = `sha256(convert_to(gen_random_uuid()::text, 'UTF8'))`;
const defaults: Partial<Record<Table, Readonly<Record<string, string>>>> = {
  case_file: { reference: `'SA-20-' || lpad(n::text, 7, '0') || '-0'` },
  case_lookup: { hash: randomHash },
  filing_key: { key_hash: randomHash },
  outbox: { relayed_at: 'src.at' },
};

const ledgerInsert = `
  insert into ledger_entry
  select (entry).* from (
    select jsonb_populate_record(made, jsonb_build_object('hash', ledger_hash(made))) as entry from (
      select jsonb_populate_record(src, jsonb_build_object('chain', ${idOf('0')}, 'id', ${idOf('2048')})) as made
      from generate_series($1::bigint, $2::bigint) as n
      cross join (select l from ledger_entry l where chain = $3 and seq = 1) as pattern(src)
    ) as copy
  ) as hashed`;

/** A key for each case and its complainant's name, sealed with it. */
async function keysAndNames(client: pg.PoolClient, vault: Vault, first: number, last: number): Promise<void> {
  const ids: string[] = [];
  const parties: string[] = [];
  const wrapped: Uint8Array[] = [];
  const sealed: Uint8Array[] = [];
  const grams: string[] = [];
  for (let n = first; n <= last; n += 1) {
    const id = caseIdOf(n);
    const party = partyIdOf(id);
    const { key, wrapped: closed } = await vault.createKey(id);
    ids.push(id);
    parties.push(party);
    wrapped.push(closed.wrapped);
    sealed.push(vault.seal(key, `party:${party}`, JSON.stringify({ ...complainant, name: nameOf(n) })));
    grams.push(`{${nameHashes(vault, [nameOf(n)]).join(',')}}`);
  }
  await client.query(
    `insert into case_key (case_id, master_id, wrapped) select id, $1, wrapped from unnest($2::uuid[], $3::bytea[]) as t(id, wrapped)`,
    [vault.currentMasterId, ids, wrapped],
  );
  await client.query(
    `insert into case_party (id, case_id, side, kind, office, sealed, added_at)
     select party, id, 'complainant', 'person', null, sealed, now() from unnest($1::uuid[], $2::uuid[], $3::bytea[]) as t(party, id, sealed)`,
    [parties, ids, sealed],
  );
  await client.query(
    `insert into case_name (case_id, grams, scopes)
     select t.id, t.grams::integer[], array[f.held_office, 'op:' || f.operator_office]
     from unnest($1::uuid[], $2::text[]) as t(id, grams) join case_file f on f.id = t.id`,
    [ids, grams],
  );
}

const families = ['សុខ', 'ចាន់', 'ហេង', 'លី', 'ម៉ៅ', 'កែវ', 'ទេព', 'ស៊ុន', 'អ៊ុំ', 'នួន', 'ប្រាក់', 'ឈឹម'];
const given = ['សុភា', 'ចន្ថា', 'ដារ៉ា', 'បុប្ផា', 'វណ្ណៈ', 'សុវណ្ណ', 'ស្រីមុំ', 'រតនា', 'ពិសិដ្ឋ', 'មករា', 'សំណាង', 'ចាន់ធូ', 'វិចិត្រ'];
/** Few names for many people, as it is. */
const nameOf = (n: number): string =>
  `${families[n % families.length] ?? ''} ${given[n % given.length] ?? ''}${given[Math.floor(n / 7) % given.length] ?? ''}`;

function partyIdOf(caseId: string): string {
  return `${caseId.slice(0, 14)}7001${caseId.slice(18)}`;
}

const complainant = {
  sex: 'female',
  birthYear: 1990,
  disability: null,
  phone: '+85512345678',
  email: null,
  address: null,
  ids: { socialProtectionId: null, nssfMemberId: null, equityCard: null, nationalId: null },
  contact: { channel: 'sms', safe: true, note: null },
};
