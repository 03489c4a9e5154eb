import { createHash } from 'node:crypto';

import { caseKeyOf, takeUp } from '../../cases/index.ts';
import type { Actor } from '../../kernel/actor.ts';
import { InvalidInput, RuleBroken, type FieldFault } from '../../kernel/errors.ts';
import { newId } from '../../kernel/ids.ts';
import type { FileStore } from '../../platform/files.ts';
import { ScannerAway, type Scanner } from '../../platform/scanner.ts';
import type { Command, Perform, Work } from '../../platform/work.ts';
import { plainText, textFault } from '../domain/plain-text.ts';
import { addAttachment, attachedAmong, countAttachments } from '../records/attachments.ts';
import { acceptedKinds, cleanFile, largestFile, mostFiles, type CleanFile } from './clean-file.ts';

export interface SentFile {
  /** As the sender calls it; kept sealed, shown when it is fetched. */
  readonly name: string;
  readonly content: Uint8Array;
}

export interface Attached {
  readonly id: string;
  readonly name: string;
  readonly mediaType: string;
  readonly bytes: number;
  readonly addedAt: Date;
  /** Waiting: the scanner is away; it is looked at when that is back, and given to nobody before. */
  readonly state: 'kept' | 'waiting';
}

/** A file that may be kept, with its id and what it is called. */
export interface NamedFile extends CleanFile {
  readonly id: string;
  readonly name: string;
  /** Nobody could look at it yet. */
  readonly isWaiting: boolean;
}

/**
 * Attaches files to a case: all of them or none. They are sealed with the key of the case before they reach the disk, and the
 * record follows in one transaction; what a failed one leaves on the disk is taken away.
 * @throws InvalidInput naming every file that is refused, NotFound, Forbidden, RuleBroken `attach_needs_open_case`,
 * `too_many_attachments`
 */
export async function attachFiles(
  perform: Perform,
  store: FileStore,
  actor: Actor,
  input: { readonly reference: string; readonly files: readonly SentFile[] },
): Promise<readonly Attached[]> {
  return attachCleaned(perform, store, actor, {
    reference: input.reference,
    files: await cleanedFiles(input.files, store.scanner),
  });
}

/**
 * The same for files that were looked at before. One that the case already has is not attached again.
 * @param input.takenBy who took them in for the complainant; said in the ledger
 */
export async function attachCleaned(
  perform: Perform,
  store: FileStore,
  actor: Actor,
  input: { readonly reference: string; readonly files: readonly NamedFile[]; readonly takenBy?: string },
): Promise<readonly Attached[]> {
  const written: string[] = [];
  const attach: Command<readonly NamedFile[], readonly Attached[]> = (work, all) =>
    keep(work, store, { ...input, files: all }, written);
  try {
    return await perform(actor, attach, input.files);
  } catch (error) {
    await Promise.allSettled(written.map((name) => store.remove(name)));
    throw error;
  }
}

/**
 * Files that may be kept, pictures written anew. What nobody could look at, because the scanner is away, waits for it.
 * @param scanner looks at each as it was sent; null: nobody does
 * @throws InvalidInput naming every file that is refused: `file` when there is one, else `file.0` ...
 */
export async function cleanedFiles(sent: readonly SentFile[], scanner: Scanner | null): Promise<readonly NamedFile[]> {
  if (sent.length === 0) throw new InvalidInput([{ field: 'file', code: 'file_needed' }]);
  const faults: FieldFault[] = [];
  const files: NamedFile[] = [];
  // One after the other: decoding a picture takes memory.
  for (const [index, { name, content }] of sent.entries()) {
    const field = sent.length === 1 ? 'file' : `file.${index}`;
    const cleaned = await cleanFile(content);
    const found = typeof cleaned === 'string' || scanner === null ? 'nothing' : await looked(scanner, content);
    const file = found === 'harm' ? 'file_infected' : cleaned;
    if (typeof file === 'string') {
      const params =
        file === 'file_too_large'
          ? { most: largestFile }
          : file === 'file_type_refused'
            ? { allowed: acceptedKinds }
            : {};
      faults.push({ field, code: file, params });
    } else {
      files.push({ ...file, id: newId(), name: shownName(name, file.extension), isWaiting: found === 'away' });
    }
  }
  if (faults.length > 0) throw new InvalidInput(faults);
  return files;
}

/** What the scanner finds in a file, or that it is away. */
export async function looked(scanner: Scanner, content: Uint8Array): Promise<'nothing' | 'harm' | 'away'> {
  try {
    return (await scanner.finds(content)) ? 'harm' : 'nothing';
  } catch (error) {
    if (error instanceof ScannerAway) return 'away';
    throw error;
  }
}

/** What a file is called: without folders, not long, and with the ending of what it is. */
function shownName(sent: string, extension: string): string {
  const last = sent.split(/[/\\]/).at(-1) ?? '';
  const plain = textFault(last) === null ? plainText(last, 'one') : '';
  const stem = plain
    .replace(/\.[^.]{1,8}$/, '')
    .slice(0, 100)
    .toWellFormed();
  return `${stem || 'file'}.${extension}`;
}

async function keep(
  work: Work,
  store: FileStore,
  {
    reference,
    files: all,
    takenBy,
  }: { readonly reference: string; readonly files: readonly NamedFile[]; readonly takenBy?: string },
  written: string[],
): Promise<readonly Attached[]> {
  const file = await takeUp(work, 'attach', { reference });
  const before = await attachedAmong(
    work,
    file.id,
    all.map(({ id }) => id),
  );
  const files = all.filter(({ id }) => !before.has(id));
  if ((await countAttachments(work, file.id)) + files.length > mostFiles)
    throw new RuleBroken('too_many_attachments', { most: mostFiles });
  const key = await caseKeyOf(work, file.id);
  const attached: Attached[] = [];
  for (const { id, name, mediaType, content, isWaiting } of files) {
    const state = isWaiting ? 'waiting' : 'kept';
    written.push(id);
    await store.put(id, work.vault.sealBytes(key, `attachment-file:${id}`, content));
    const sha256 = createHash('sha256').update(content).digest();
    const sealedName = work.vault.seal(key, `attachment:${id}`, name);
    await addAttachment(work, { id, caseId: file.id, mediaType, bytes: content.length, sha256, sealedName, state });
    work.record({
      event: 'attachment.added',
      caseId: file.id,
      data: {
        attachmentId: id,
        mediaType,
        bytes: content.length,
        state,
        ...(takenBy === undefined ? {} : { takenBy }),
      },
      announce: false,
    });
    attached.push({ id, name, mediaType, bytes: content.length, addedAt: work.now, state });
  }
  return attached;
}
