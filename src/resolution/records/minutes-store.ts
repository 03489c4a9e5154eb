import { createHash } from 'node:crypto';

import { openText, sealText, type Readable } from '../../cases/index.ts';
import type { Work } from '../../platform/work.ts';
import type { ConsentWay } from '../domain/terms.ts';
import type { ResolutionTables } from './tables.ts';

interface InFile {
  readonly id: string;
  readonly case_id: string;
}

/** Writes the minutes of a session; written again, approvals of the earlier words count no more. */
export async function writeMinutes(work: Work, file: InFile, sessionId: string, text: string): Promise<string> {
  const sealed = await sealText(work, file.case_id, `dispute-minutes:${sessionId}`, text);
  const hash = createHash('sha256')
    .update(`samleng minutes\n${sessionId}\n${text.normalize('NFC')}`)
    .digest();
  const set = {
    sealed,
    text_hash: hash,
    written_by: work.actor.kind === 'staff' ? work.actor.personId : null,
    written_at: work.now,
  };
  await work
    .db<ResolutionTables>()
    .insertInto('resolution_minutes')
    .values({ session_id: sessionId, case_id: file.case_id, ...set })
    .onConflict((on) => on.column('session_id').doUpdateSet(set))
    .execute();
  return hash.toString('hex');
}

export interface MinutesRead {
  readonly sessionId: string;
  readonly text: Readable<string>;
  readonly hash: string;
  readonly writtenAt: Date | string;
  /** Parties that approved these very words. */
  readonly approvedBy: readonly string[];
}

/** The minutes of a file's sessions with who approved them as they stand. */
export async function minutesOf(work: Work, file: InFile): Promise<readonly MinutesRead[]> {
  const db = work.db<ResolutionTables>();
  const rows = await db
    .selectFrom('resolution_minutes')
    .innerJoin('resolution_session', 'resolution_session.id', 'resolution_minutes.session_id')
    .select([
      'resolution_minutes.session_id',
      'resolution_minutes.sealed',
      'resolution_minutes.text_hash',
      'resolution_minutes.written_at',
    ])
    .where('resolution_session.file_id', '=', file.id)
    .orderBy('resolution_session.number')
    .execute();
  const approvals = await db
    .selectFrom('resolution_minutes_approval')
    .innerJoin('resolution_session', 'resolution_session.id', 'resolution_minutes_approval.session_id')
    .select([
      'resolution_minutes_approval.session_id',
      'resolution_minutes_approval.party_id as party',
      'resolution_minutes_approval.text_hash',
    ])
    .where('resolution_session.file_id', '=', file.id)
    .execute();
  const read: MinutesRead[] = [];
  for (const row of rows) {
    read.push({
      sessionId: row.session_id,
      text: await openText(work, file.case_id, `dispute-minutes:${row.session_id}`, row.sealed),
      hash: row.text_hash.toString('hex'),
      writtenAt: row.written_at,
      approvedBy: approvals
        .filter((each) => each.session_id === row.session_id && each.text_hash.equals(row.text_hash))
        .map((each) => each.party),
    });
  }
  return read;
}

/** Keeps that a party approved the minutes as they stand. */
export async function approveMinutes(
  work: Work,
  file: InFile,
  of: {
    readonly sessionId: string;
    readonly partyId: string;
    readonly hash: Buffer;
    readonly way: ConsentWay;
  },
): Promise<void> {
  await work
    .db<ResolutionTables>()
    .insertInto('resolution_minutes_approval')
    .values({
      session_id: of.sessionId,
      case_id: file.case_id,
      party_id: of.partyId,
      text_hash: of.hash,
      way: of.way,
      recorded_by: work.actor.kind === 'staff' ? work.actor.personId : null,
      at: work.now,
    })
    .onConflict((on) => on.doNothing())
    .execute();
}
