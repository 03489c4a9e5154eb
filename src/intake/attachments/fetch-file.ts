import { caseKeyOf, mayReadContent, openForReading } from '../../cases/index.ts';
import { Forbidden, NotFound } from '../../kernel/errors.ts';
import type { FileStore } from '../../platform/files.ts';
import type { Command } from '../../platform/work.ts';
import { findAttachment } from '../records/attachments.ts';

export interface FetchedFile {
  readonly name: string;
  readonly mediaType: string;
  readonly content: Uint8Array;
}

/**
 * One attachment, opened, for whoever may read what is sealed in the case.
 * @throws NotFound `not_found.case`, `not_found.attachment`; Forbidden; Undecryptable when its key is lost or it was altered
 */
export const fetchFile =
  (store: FileStore): Command<{ readonly reference: string; readonly attachmentId: string }, FetchedFile> =>
  async (work, { reference, attachmentId }) => {
    const { id: caseId } = await openForReading(work, reference, 'attachment');
    if (!mayReadContent(work.actor)) throw new Forbidden('forbidden.content');
    const found = await findAttachment(work, caseId, attachmentId);
    const sealed = found && (await store.get(found.file));
    if (!found || !sealed) throw new NotFound('not_found.attachment');
    const key = await caseKeyOf(work, caseId);
    work.record({ event: 'attachment.fetched', caseId, data: { attachmentId: found.id }, announce: false });
    return {
      name: work.vault.open(key, `attachment:${found.id}`, found.sealedName),
      mediaType: found.mediaType,
      content: work.vault.openBytes(key, `attachment-file:${found.id}`, sealed),
    };
  };
