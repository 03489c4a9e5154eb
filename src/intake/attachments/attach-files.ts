import { createHash } from 'node:crypto';

import { caseKeyOf, takeUp } from '../../cases/index.ts';
import type { Actor } from '../../kernel/actor.ts';
import { InvalidInput, RuleBroken, Unavailable, type FieldFault } from '../../kernel/errors.ts';
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
}

/** A file that may be kept, with its id and what it is called. */
export interface NamedFile extends CleanFile {
  readonly id: string;
  readonly name: string;
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

/** The same for files that were looked at before. One that the case already has is not attached again. */
export async function attachCleaned(
  perform: Perform,
  store: FileStore,
  actor: Actor,
  input: { readonly reference: string; readonly files: readonly NamedFile[] },
): Promise<readonly Attached[]> {
  const written: string[] = [];
  const attach: Command<readonly NamedFile[], readonly Attached[]> = (work, all) =>
    keep(work, store, input.reference, all, written);
  try {
    return await perform(actor, attach, input.files);
  } catch (error) {
    await Promise.allSettled(written.map((name) => store.remove(name)));
    throw error;
  }
}

/**
 * Files that may be kept, pictures written anew.
 * @param scanner looks at each as it was sent; null: nobody does
 * @throws InvalidInput naming every file that is refused: `file` when there is one, else `file.0` ...; Unavailable
 *   `unavailable.scanner`: nothing is known of a file, so it is not taken
 */
export async function cleanedFiles(sent: readonly SentFile[], scanner: Scanner | null): Promise<readonly NamedFile[]> {
  if (sent.length === 0) throw new InvalidInput([{ field: 'file', code: 'file_needed' }]);
  const faults: FieldFault[] = [];
  const files: NamedFile[] = [];
  // One after the other: decoding a picture takes memory.
  for (const [index, { name, content }] of sent.entries()) {
    const field = sent.length === 1 ? 'file' : `file.${index}`;
    const cleaned = await cleanFile(content);
    const isHarmful = typeof cleaned !== 'string' && scanner !== null && (await scanned(scanner, content));
    const file = isHarmful ? 'file_infected' : cleaned;
    if (typeof file === 'string') {
      const params =
        file === 'file_too_large'
          ? { most: largestFile }
          : file === 'file_type_refused'
            ? { allowed: acceptedKinds }
            : {};
      faults.push({ field, code: file, params });
    } else {
      files.push({ ...file, id: newId(), name: shownName(name, file.extension) });
    }
  }
  if (faults.length > 0) throw new InvalidInput(faults);
  return files;
}

/** Whether something harmful is in it. @throws Unavailable `unavailable.scanner` */
export async function scanned(scanner: Scanner, content: Uint8Array): Promise<boolean> {
  try {
    return await scanner.finds(content);
  } catch (error) {
    if (error instanceof ScannerAway) throw new Unavailable('unavailable.scanner');
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
  reference: string,
  all: readonly NamedFile[],
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
  for (const { id, name, mediaType, content } of files) {
    written.push(id);
    await store.put(id, work.vault.sealBytes(key, `attachment-file:${id}`, content));
    const sha256 = createHash('sha256').update(content).digest();
    const sealedName = work.vault.seal(key, `attachment:${id}`, name);
    await addAttachment(work, { id, caseId: file.id, mediaType, bytes: content.length, sha256, sealedName });
    work.record({
      event: 'attachment.added',
      caseId: file.id,
      data: { attachmentId: id, mediaType, bytes: content.length },
      announce: false,
    });
    attached.push({ id, name, mediaType, bytes: content.length, addedAt: work.now });
  }
  return attached;
}
