import { newId } from '../../kernel/ids.ts';
import type { Work } from '../../platform/work.ts';
import type { DataKey } from '../../platform/vault.ts';
import { instant } from './instant.ts';
import type { ResolutionTables } from './tables.ts';

export interface Offer {
  readonly id: string;
  readonly partyId: string;
  readonly sessionId: string | null;
  readonly text: string;
  readonly offeredAt: Date;
}

/**
 * The key of the without-prejudice part of a file: not the case's key, so that whoever opens the case later opens nothing
 * of it.
 */
async function prejudiceKey(work: Work, fileId: string, make: boolean): Promise<DataKey | null> {
  const db = work.db<ResolutionTables>();
  const owner = `without-prejudice:${fileId}`;
  const row = await db
    .selectFrom('resolution_prejudice_key')
    .selectAll()
    .where('file_id', '=', fileId)
    .executeTakeFirst();
  if (row) return work.vault.openKey(owner, { masterId: row.master_id, wrapped: row.wrapped });
  if (!make) return null;
  const { key, wrapped } = await work.vault.createKey(owner);
  await db
    .insertInto('resolution_prejudice_key')
    .values({ file_id: fileId, master_id: wrapped.masterId, wrapped: Buffer.from(wrapped.wrapped) })
    .execute();
  return key;
}

/** Keeps an offer made without prejudice. Whoever makes it need not be able to read the others. */
export async function addOffer(
  work: Work,
  of: { readonly fileId: string; readonly partyId: string; readonly sessionId: string | null; readonly text: string },
): Promise<string> {
  const id = newId();
  const key = await work.elevated('the key with which offers are closed is laid down by the system', () =>
    prejudiceKey(work, of.fileId, true),
  );
  if (!key) throw new RangeError('a key was to be made');
  await work
    .db<ResolutionTables>()
    .insertInto('resolution_offer')
    .values({
      id,
      file_id: of.fileId,
      party_id: of.partyId,
      session_id: of.sessionId,
      sealed: work.vault.seal(key, `offer:${id}`, of.text),
      offered_at: work.now,
    })
    .execute();
  return id;
}

/** The offers of a dispute; PostgreSQL shows them to the sitting neutrals alone, and only while they sit. */
export async function offersOf(work: Work, fileId: string): Promise<readonly Offer[]> {
  const rows = await work
    .db<ResolutionTables>()
    .selectFrom('resolution_offer')
    .selectAll()
    .where('file_id', '=', fileId)
    .orderBy('offered_at')
    .orderBy('id')
    .execute();
  if (rows.length === 0) return [];
  const key = await prejudiceKey(work, fileId, false);
  if (!key) return [];
  return rows.map((row) => ({
    id: row.id,
    partyId: row.party_id,
    sessionId: row.session_id,
    text: work.vault.open(key, `offer:${row.id}`, row.sealed),
    offeredAt: instant(row.offered_at),
  }));
}
