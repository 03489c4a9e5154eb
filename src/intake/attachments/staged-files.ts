import { hkdfSync, randomBytes } from 'node:crypto';

import { systemActor, type Actor } from '../../kernel/actor.ts';
import { InvalidInput, Unavailable } from '../../kernel/errors.ts';
import type { FileStore } from '../../platform/files.ts';
import type { DataKey, Vault } from '../../platform/vault.ts';
import type { Command, Perform } from '../../platform/work.ts';
import { addStaged, dropStaged, stagedBytes, stagedRows, type StagedRow } from '../records/staged-store.ts';
import { attachCleaned, cleanedFiles, looked, type NamedFile, type SentFile } from './attach-files.ts';
import { mostFiles } from './clean-file.ts';

const actor = systemActor('intake.draft');

/** How long a file waits for its complaint. */
const waits = 24 * 3_600_000;
/** Bytes of all drafts of the installation: who fills the disk is told to send the files later. */
const mostStaged = 4 * 1024 ** 3;

/** A file of a complaint that is not filed yet. */
export interface StagedFile {
  readonly id: string;
  readonly name: string;
  readonly mediaType: string;
  readonly bytes: number;
}

interface Draft {
  readonly hash: Buffer;
  readonly key: DataKey;
}

/** A token for a new draft: carried by the person's own form and kept nowhere here. */
export function newDraftToken(): string {
  return randomBytes(24).toString('base64url');
}

function draftOf(vault: Vault, token: string): Draft {
  const hash = vault.lookupHash('idempotency', `draft|${token}`);
  return { hash, key: { owner: 'draft', bytes: new Uint8Array(hkdfSync('sha256', token, hash, 'staged-file', 32)) } };
}

function presented(vault: Vault, draft: Draft, row: StagedRow): StagedFile {
  const name = vault.open(draft.key, `name:${row.id}`, row.sealedName);
  return { id: row.id, name, mediaType: row.mediaType, bytes: row.bytes };
}

/**
 * Keeps files for a complaint that is still being written: all of them or none.
 * @throws InvalidInput naming every file that is refused (`file`, or `file.0` ...), `too_many` when they are more than a case
 * takes; Unavailable `unavailable.drafts_full`
 */
export async function stageFiles(
  perform: Perform,
  store: FileStore,
  input: { readonly token: string; readonly files: readonly SentFile[] },
): Promise<void> {
  // Looked at again when it is to hang on a case.
  const files = await cleanedFiles(input.files, store.scanner);
  const written: string[] = [];
  const stage: Command<readonly NamedFile[], void> = async (work, all) => {
    const draft = draftOf(work.vault, input.token);
    if ((await stagedRows(work, draft.hash)).length + all.length > mostFiles)
      throw new InvalidInput([{ field: 'file', code: 'too_many', params: { most: mostFiles } }]);
    const bytes = all.reduce((sum, { content }) => sum + content.length, 0);
    if ((await stagedBytes(work)) + bytes > mostStaged) throw new Unavailable('unavailable.drafts_full');
    for (const { id, name, mediaType, extension, content } of all) {
      written.push(id);
      await store.put(id, work.vault.sealBytes(draft.key, `content:${id}`, content));
      const sealedName = work.vault.seal(draft.key, `name:${id}`, name);
      const row = { id, mediaType, extension, bytes: content.length, sealedName };
      await addStaged(work, draft.hash, row, new Date(work.now.getTime() + waits));
    }
  };
  try {
    await perform(actor, stage, files);
  } catch (error) {
    await Promise.allSettled(written.map((name) => store.remove(name)));
    throw error;
  }
}

/** What a draft holds. A token that is not known holds nothing. */
export function stagedFiles(perform: Perform, token: string): Promise<readonly StagedFile[]> {
  const read: Command<undefined, readonly StagedFile[]> = async (work) => {
    const draft = draftOf(work.vault, token);
    return (await stagedRows(work, draft.hash)).map((row) => presented(work.vault, draft, row));
  };
  return perform(actor, read, undefined);
}

/** Takes one file out of a draft; nothing happens when it is not in it. */
export async function dropStagedFile(perform: Perform, store: FileStore, token: string, id: string): Promise<void> {
  const drop: Command<undefined, readonly string[]> = (work) => dropStaged(work, draftOf(work.vault, token).hash, [id]);
  for (const name of await perform(actor, drop, undefined)) await store.remove(name);
}

/**
 * Hangs the files of a draft on the case that came of it. Doing it again attaches nothing twice.
 * @returns how many the draft held
 * @throws as `attachFiles`
 */
export async function attachStaged(
  perform: Perform,
  stores: { readonly files: FileStore; readonly drafts: FileStore },
  complainant: Actor,
  input: { readonly reference: string; readonly token: string },
): Promise<number> {
  const read: Command<undefined, readonly (Omit<NamedFile, 'isWaiting'> | null)[]> = async (work) => {
    const draft = draftOf(work.vault, input.token);
    const rows = await stagedRows(work, draft.hash);
    return Promise.all(
      rows.map(async (row) => {
        const sealed = await stores.drafts.get(row.id);
        if (sealed === null) return null;
        const content = work.vault.openBytes(draft.key, `content:${row.id}`, sealed);
        return { ...presented(work.vault, draft, row), extension: row.extension, content };
      }),
    );
  };
  const staged = (await perform(actor, read, undefined)).filter((file) => file !== null);
  if (staged.length === 0) return 0;
  const { scanner } = stores.files;
  const files: NamedFile[] = [];
  for (const file of staged) {
    const found = scanner === null ? 'nothing' : await looked(scanner, file.content);
    if (found === 'harm') {
      await dropStagedFile(perform, stores.drafts, input.token, file.id);
      throw new InvalidInput([{ field: 'file', code: 'file_infected' }]);
    }
    files.push({ ...file, isWaiting: found === 'away' });
  }
  await attachCleaned(perform, stores.files, complainant, { reference: input.reference, files });
  const ids = files.map(({ id }) => id);
  const drop: Command<undefined, unknown> = (work) => dropStaged(work, draftOf(work.vault, input.token).hash, ids);
  await perform(actor, drop, undefined);
  await Promise.allSettled(ids.map((id) => stores.drafts.remove(id)));
  return files.length;
}
