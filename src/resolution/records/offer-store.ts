import { randomBytes } from 'node:crypto';

import { caseKeyOf } from '../../cases/index.ts';
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
 * The key of the without-prejudice part of a file. The offers are not under the case's key, which later deciders open; their
 * own key is closed by it, in a table that shows it to the sitting neutrals alone, so that erasing the case erases them.
 */
async function prejudiceKey(work: Work, file: InFile, make: boolean): Promise<DataKey | null> {
  const db = work.db<ResolutionTables>();
  const owner = `without-prejudice:${file.id}`;
  const row = await db
    .selectFrom('resolution_prejudice_key')
    .selectAll()
    .where('file_id', '=', file.id)
    .executeTakeFirst();
  const caseKey = await caseKeyOf(work, file.case_id);
  if (row) return { owner, bytes: work.vault.openBytes(caseKey, owner, row.sealed_key) };
  if (!make) return null;
  const bytes = randomBytes(32);
  await db
    .insertInto('resolution_prejudice_key')
    .values({ file_id: file.id, sealed_key: work.vault.sealBytes(caseKey, owner, bytes) })
    .execute();
  return { owner, bytes };
}

interface InFile {
  readonly id: string;
  readonly case_id: string;
}

/** Keeps an offer made without prejudice. Whoever makes it need not be able to read the others. */
export async function addOffer(
  work: Work,
  file: InFile,
  of: { readonly partyId: string; readonly sessionId: string | null; readonly text: string },
): Promise<string> {
  const id = newId();
  const key = await work.elevated('the key with which offers are closed is laid down by the system', () =>
    prejudiceKey(work, file, true),
  );
  if (!key) throw new RangeError('a key was to be made');
  await work
    .db<ResolutionTables>()
    .insertInto('resolution_offer')
    .values({
      id,
      file_id: file.id,
      party_id: of.partyId,
      session_id: of.sessionId,
      sealed: work.vault.seal(key, `offer:${id}`, of.text),
      offered_at: work.now,
    })
    .execute();
  return id;
}

/** The offers of a dispute; PostgreSQL shows them to the sitting neutrals alone, and only while they sit. */
export async function offersOf(work: Work, file: InFile): Promise<readonly Offer[]> {
  const rows = await work
    .db<ResolutionTables>()
    .selectFrom('resolution_offer')
    .selectAll()
    .where('file_id', '=', file.id)
    .orderBy('offered_at')
    .orderBy('id')
    .execute();
  if (rows.length === 0) return [];
  const key = await prejudiceKey(work, file, false);
  if (!key) return [];
  return rows.map((row) => ({
    id: row.id,
    partyId: row.party_id,
    sessionId: row.session_id,
    text: work.vault.open(key, `offer:${row.id}`, row.sealed),
    offeredAt: instant(row.offered_at),
  }));
}
