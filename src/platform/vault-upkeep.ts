import { RuleBroken } from '../kernel/errors.ts';
import { systemActor } from '../kernel/actor.ts';
import { Undecryptable } from './vault.ts';
import type { Command, Perform, Work } from './work.ts';

/** Tables that hold wrapped keys: each row belongs to one owner, whose name is bound into the wrapping. */
const holders = [
  { table: 'case_key', owner: 'case_id', type: 'uuid' },
  { table: 'vault_secret', owner: 'name', type: 'text' },
] as const;

type Holder = (typeof holders)[number];

const actor = systemActor('vault');
const batchSize = 500;
const rotationLock = 5_310_727;

/** A master key as the database knows it: by name. */
export interface MasterKeyState {
  readonly id: string;
  readonly isCurrent: boolean;
  /** Keys of cases and of the installation that it wraps now. */
  readonly wraps: number;
  readonly firstUsedAt: Date;
  readonly escrow: { readonly at: Date; readonly shares: number; readonly needed: number } | null;
  readonly retiredAt: Date | null;
}

/** The master key that wraps now. One wrapping brings the ring at hand up to date with a file that changed. */
async function currentMaster(work: Work): Promise<string> {
  return (await work.vault.createKey('probe')).wrapped.masterId;
}

/** Every master key that ever wrapped anything here, oldest first. */
export async function masterKeyStates(work: Work): Promise<MasterKeyState[]> {
  const current = await currentMaster(work);
  const rows = await work.em.execute<
    {
      id: string;
      first_used_at: string;
      escrowed_at: string | null;
      escrow_shares: number | null;
      escrow_needed: number | null;
      retired_at: string | null;
      wraps: string;
    }[]
  >(
    `select m.*, (select count(*) from case_key k where k.master_id = m.id and k.wrapped is not null)
               + (select count(*) from vault_secret s where s.master_id = m.id) as wraps
     from vault_master m order by first_used_at, id`,
  );
  return rows.map((row) => ({
    id: row.id,
    isCurrent: row.id === current,
    wraps: Number(row.wraps),
    firstUsedAt: new Date(row.first_used_at),
    escrow:
      row.escrowed_at === null
        ? null
        : { at: new Date(row.escrowed_at), shares: row.escrow_shares ?? 0, needed: row.escrow_needed ?? 0 },
    retiredAt: row.retired_at === null ? null : new Date(row.retired_at),
  }));
}

/** Master keys other than the current one that still wrap something. */
export async function mastersBehind(work: Work): Promise<string[]> {
  const rows = await work.em.execute<{ id: string }[]>(
    `select id from vault_master m
     where id <> ? and (exists (select 1 from case_key k where k.master_id = m.id and k.wrapped is not null)
                        or exists (select 1 from vault_secret s where s.master_id = m.id))
     order by first_used_at, id`,
    [await currentMaster(work)],
  );
  return rows.map((row) => row.id);
}

/**
 * Makes a new master key, unless a rotation before was left unfinished: then there is one already, and it goes on.
 * @returns the id of the new key, or null when an unfinished rotation is to be finished
 */
export const beginRotation: Command<{ readonly makeNext: () => Promise<string> }, string | null> = async (
  work,
  { makeNext },
) => {
  await work.em.execute('select pg_advisory_xact_lock(?)', [rotationLock]);
  if ((await mastersBehind(work)).length > 0) return null;
  const from = await currentMaster(work);
  const to = await makeNext();
  work.record({ event: 'vault.rotated', caseId: null, data: { from, to }, announce: false });
  return to;
};

export interface Rewrapped {
  readonly done: number;
  /** Keys that no master key at hand opens: they stay as they are. */
  readonly unreadable: number;
}

/**
 * Wraps everything with the current master key, batch by batch, each in a transaction of its own, while the program runs.
 * Killed at any point, the next run goes on where this one stopped. Only the wrapping changes: content is not touched.
 */
export async function rewrapAll(perform: Perform, progress: (done: number) => void): Promise<Rewrapped> {
  let done = 0;
  let unreadable = 0;
  for (const master of await perform(actor, mastersBehind, undefined)) {
    for (const holder of holders) {
      let after: string | null = null;
      do {
        const batch: RewrappedBatch = await perform(actor, rewrapBatch(holder), { master, after });
        done += batch.done;
        unreadable += batch.unreadable;
        after = batch.next;
        progress(done);
      } while (after !== null);
    }
  }
  return { done, unreadable };
}

interface RewrappedBatch extends Rewrapped {
  readonly next: string | null;
}

const rewrapBatch =
  (holder: Holder): Command<{ readonly master: string; readonly after: string | null }, RewrappedBatch> =>
  async (work, { master, after }) => {
    const { table, owner, type } = holder;
    const rows = await work.em.execute<{ owner: string; wrapped: Buffer }[]>(
      `select ${owner}::text as owner, wrapped from ${table}
       where master_id = ? and wrapped is not null ${after === null ? '' : `and ${owner} > ?::${type}`}
       order by ${owner} limit ${batchSize}`,
      after === null ? [master] : [master, after],
    );
    const fresh: { owner: string; was: string; id: string; wrapped: string }[] = [];
    let unreadable = 0;
    for (const row of rows) {
      try {
        const key = await work.vault.openKey(row.owner, { masterId: master, wrapped: row.wrapped });
        const made = await work.vault.rewrap(key);
        const hex = (bytes: Uint8Array): string => Buffer.from(bytes).toString('hex');
        fresh.push({ owner: row.owner, was: hex(row.wrapped), id: made.masterId, wrapped: hex(made.wrapped) });
      } catch (error) {
        if (!(error instanceof Undecryptable)) throw error;
        unreadable += 1;
      }
    }
    // What was erased or wrapped anew meanwhile is not touched.
    const changed = await work.em.execute<{ owner: string }[]>(
      `update ${table} set master_id = f.id, wrapped = decode(f.wrapped, 'hex') ${table === 'vault_secret' ? ', rewrapped_at = acting_now()' : ''}
       from jsonb_to_recordset(?::jsonb) as f(owner ${type}, was text, id text, wrapped text)
       where ${table}.${owner} = f.owner and ${table}.wrapped = decode(f.was, 'hex')
       returning ${table}.${owner}::text as owner`,
      [JSON.stringify(fresh)],
    );
    return { done: changed.length, unreadable, next: rows.length === batchSize ? (rows.at(-1)?.owner ?? null) : null };
  };

/**
 * Retires a master key: nothing is wrapped by it any more, now or later.
 * @throws RuleBroken `master_key_in_use` (params: how many keys it wraps), `master_key_wraps_now`, `master_key_unknown`
 */
export const retireMaster: Command<string, void> = async (work, id) => {
  await work.em.execute('select pg_advisory_xact_lock(?)', [rotationLock]);
  if (id === (await currentMaster(work))) throw new RuleBroken('master_key_wraps_now');
  // Waits for every transaction that is just wrapping with it; those that come later are refused.
  const [known] = await work.em.execute<{ retired: boolean }[]>(
    'select retired_at is not null as retired from vault_master where id = ? for update',
    [id],
  );
  if (!known) throw new RuleBroken('master_key_unknown');
  if (known.retired) return;
  const state = (await masterKeyStates(work)).find((each) => each.id === id);
  if (state && state.wraps > 0) throw new RuleBroken('master_key_in_use', { wraps: state.wraps });
  await work.em.execute('update vault_master set retired_at = ? where id = ?', [work.now, id]);
  work.record({ event: 'vault.key_retired', caseId: null, data: { id }, announce: false });
};

/** Notes that shares of a master key were handed out. */
export const noteEscrow: Command<
  { readonly id: string; readonly shares: number; readonly needed: number },
  void
> = async (work, { id, shares, needed }) => {
  await work.em.execute('update vault_master set escrowed_at = ?, escrow_shares = ?, escrow_needed = ? where id = ?', [
    work.now,
    shares,
    needed,
    id,
  ]);
  work.record({ event: 'vault.escrow_split', caseId: null, data: { id, shares, needed }, announce: false });
};

/** Notes that the key file was written again from shares. */
export const noteRestored: Command<string, void> = (work, id) => {
  work.record({ event: 'vault.escrow_restored', caseId: null, data: { id }, announce: false });
  return Promise.resolve();
};
