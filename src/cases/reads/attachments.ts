import type { Work } from '../../platform/work.ts';
import { mayReadContent } from '../policy.ts';
import { instant } from '../records/instant.ts';
import { openText, withheld, type Readable } from '../records/sealed.ts';
import type { CaseTables } from '../records/tables.ts';
import { openForReading } from './record-read.ts';

export interface AttachmentView {
  readonly id: string;
  readonly side: 'complainant' | 'staff';
  readonly name: Readable<string>;
  readonly mediaType: string;
  readonly bytes: number;
  readonly addedAt: Date;
  /** Kept; or waiting for the scanner, which is away; or refused by it. Only what is kept can be fetched. */
  readonly state: 'kept' | 'waiting' | 'refused';
}

/** What was attached to a case, oldest first. @throws NotFound */
export async function attachmentsOf(work: Work, reference: string): Promise<readonly AttachmentView[]> {
  const { id: caseId } = await openForReading(work, reference, 'attachments');
  const rows = await work
    .db<CaseTables>()
    .selectFrom('attachment')
    .select(['id', 'side', 'sealed_name', 'media_type', 'bytes', 'added_at', 'state'])
    .where('case_id', '=', caseId)
    .orderBy('added_at')
    .orderBy('id')
    .execute();
  return Promise.all(
    rows.map(async (row) => ({
      id: row.id,
      side: row.side,
      name: mayReadContent(work.actor)
        ? await openText(work, caseId, `attachment:${row.id}`, row.sealed_name)
        : withheld,
      mediaType: row.media_type,
      bytes: row.bytes,
      addedAt: instant(row.added_at),
      state: row.state,
    })),
  );
}
