import { randomBytes, scrypt } from 'node:crypto';

import { caseKeyOf } from '../../cases/index.ts';
import { NotFound, RuleBroken } from '../../kernel/errors.ts';
import type { Work } from '../../platform/work.ts';
import { Undecryptable, type DataKey } from '../../platform/vault.ts';
import type { ResolutionTables } from './tables.ts';

/** Cost of trying a passphrase: 64 MB and some tenths of a second each. */
const cost = { N: 2 ** 16, r: 8, p: 1, maxmem: 128 * 2 ** 20 };

/**
 * The key of a neutral, under which the keys of notes are closed. It opens with a passphrase that the neutral alone knows,
 * together with a secret of the installation: the database opens no note, with the master key or without, and neither does
 * the passphrase elsewhere. A forgotten passphrase loses the notes: they were for nobody else.
 * @throws RuleBroken `notes_passphrase_missing` when none is set, `notes_passphrase_wrong`
 */
async function neutralKey(work: Work, personId: string, passphrase: string): Promise<DataKey> {
  const row = await work
    .db<ResolutionTables>()
    .selectFrom('neutral_key')
    .selectAll()
    .where('person_id', '=', personId)
    .executeTakeFirst();
  if (!row) throw new RuleBroken('notes_passphrase_missing');
  const inner = work.vault.openBytes(installationKey(work, personId, row.salt), 'neutral', row.sealed_key);
  try {
    const bytes = work.vault.openBytes(await passphraseKey(personId, passphrase, row.salt), 'neutral', inner);
    return { owner: `neutral:${personId}`, bytes };
  } catch (error) {
    if (error instanceof Undecryptable) throw new RuleBroken('notes_passphrase_wrong');
    throw error;
  }
}

/** Makes the neutral's key. @throws RuleBroken `notes_passphrase_set` when there is one */
export async function makeNeutralKey(work: Work, personId: string, passphrase: string): Promise<void> {
  const db = work.db<ResolutionTables>();
  const known = await db
    .selectFrom('neutral_key')
    .select('person_id')
    .where('person_id', '=', personId)
    .executeTakeFirst();
  if (known) throw new RuleBroken('notes_passphrase_set');
  const salt = randomBytes(16);
  const inner = work.vault.sealBytes(await passphraseKey(personId, passphrase, salt), 'neutral', randomBytes(32));
  await db
    .insertInto('neutral_key')
    .values({
      person_id: personId,
      salt,
      sealed_key: work.vault.sealBytes(installationKey(work, personId, salt), 'neutral', inner),
      made_at: work.now,
    })
    .execute();
}

/** A key that only this installation can make: from its look-up key, which rotating the master key wraps anew. */
function installationKey(work: Work, personId: string, salt: Uint8Array): DataKey {
  const owner = `neutral-outer:${personId}`;
  return { owner, bytes: work.vault.lookupHash('address', `${owner}|${Buffer.from(salt).toString('hex')}`) };
}

function passphraseKey(personId: string, passphrase: string, salt: Uint8Array): Promise<DataKey> {
  return new Promise((resolve, reject) => {
    scrypt(passphrase.normalize('NFKC'), salt, 32, cost, (error, bytes) =>
      error ? reject(error) : resolve({ owner: `neutral-passphrase:${personId}`, bytes }),
    );
  });
}

/**
 * Keeps the notes of a session under a key of their own, closed by the neutral's and around that by the case's, so that
 * erasing the case erases them.
 */
export async function keepNote(
  work: Work,
  of: {
    readonly caseId: string;
    readonly sessionId: string;
    readonly personId: string;
    readonly passphrase: string;
    readonly text: string;
  },
): Promise<void> {
  const neutral = await neutralKey(work, of.personId, of.passphrase);
  const noteKey: DataKey = { owner: noteOwner(of), bytes: randomBytes(32) };
  const inner = work.vault.sealBytes(neutral, `note:${of.sessionId}`, noteKey.bytes);
  const set = {
    sealed_note_key: work.vault.sealBytes(await caseKeyOf(work, of.caseId), noteOwner(of), inner),
    sealed: work.vault.seal(noteKey, 'note', of.text),
    changed_at: work.now,
  };
  await work
    .db<ResolutionTables>()
    .insertInto('resolution_note')
    .values({ session_id: of.sessionId, person_id: of.personId, ...set })
    .onConflict((on) => on.columns(['session_id', 'person_id']).doUpdateSet(set))
    .execute();
}

/** Reads one's own notes of a session. @throws NotFound `not_found.note` when there are none, or the case was erased */
export async function readNote(
  work: Work,
  of: { readonly sessionId: string; readonly personId: string; readonly passphrase: string },
): Promise<string> {
  const row = await work
    .db<ResolutionTables>()
    .selectFrom('resolution_note')
    .selectAll()
    .where('session_id', '=', of.sessionId)
    .where('person_id', '=', of.personId)
    .executeTakeFirst();
  if (!row) throw new NotFound('not_found.note');
  const neutral = await neutralKey(work, of.personId, of.passphrase);
  const inner = await work.elevated('a neutral keeps their notes when they see the case no more', async () => {
    const session = await work
      .db<ResolutionTables>()
      .selectFrom('resolution_session')
      .select('case_id')
      .where('id', '=', of.sessionId)
      .executeTakeFirstOrThrow();
    return work.vault.openBytes(await caseKeyOf(work, session.case_id), noteOwner(of), row.sealed_note_key);
  });
  const bytes = work.vault.openBytes(neutral, `note:${of.sessionId}`, inner);
  return work.vault.open({ owner: noteOwner(of), bytes }, 'note', row.sealed);
}

function noteOwner(of: { readonly sessionId: string; readonly personId: string }): string {
  return `note:${of.sessionId}:${of.personId}`;
}
