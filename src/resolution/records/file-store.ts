import { sealText } from '../../cases/index.ts';
import { newId } from '../../kernel/ids.ts';
import type { Work } from '../../platform/work.ts';
import type { Level, Mode, ReferralKind } from '../domain/terms.ts';
import type { FileRow } from './dispute.ts';
import { instant } from './instant.ts';
import type { ResolutionTables } from './tables.ts';

/** Opens a dispute file. @returns its row */
export async function addFile(
  work: Work,
  of: {
    readonly caseId: string;
    readonly level: Level;
    readonly tier: string;
    readonly office: string;
    readonly mode: Mode;
    readonly panelSize: number;
    readonly priorLevelDone: boolean;
    readonly filedLate: boolean;
    readonly limitAt: Date | null;
    readonly limitForce: FileRow['limit_force'];
    readonly dueAt: Date | null;
  },
): Promise<FileRow> {
  return work
    .db<ResolutionTables>()
    .insertInto('resolution_file')
    .values({
      id: newId(),
      case_id: of.caseId,
      level: of.level,
      tier: of.tier,
      office: of.office,
      mode: of.mode,
      stage: 'admissibility',
      panel_size: of.panelSize,
      prior_level_done: of.priorLevelDone,
      filed_late: of.filedLate,
      complete_at: null,
      due_at: of.dueAt,
      limit_at: of.limitAt,
      limit_force: of.limitForce,
      opened_by: work.actor.kind === 'staff' ? work.actor.personId : null,
      opened_at: work.now,
    })
    .returningAll()
    .executeTakeFirstOrThrow();
}

/** Whether the case came here after the window for that, with a reason. */
export async function wasFiledLate(work: Work, caseId: string): Promise<boolean> {
  const row = await work
    .db<{ appeal: { case_id: string; timing: string } }>()
    .selectFrom('appeal')
    .select('timing')
    .where('case_id', '=', caseId)
    .executeTakeFirst();
  return row?.timing === 'late_with_reason';
}

/** Why a late filing is heard all the same. */
export async function sealExcuse(work: Work, file: FileRow, text: string): Promise<Buffer> {
  return sealText(work, file.case_id, `dispute-excuse:${file.id}`, text);
}

/** When the last of what a complete complaint needs arrived. */
export async function completedAt(work: Work, fileId: string): Promise<Date> {
  const db = work.db<ResolutionTables>();
  const times = [
    ...(await db.selectFrom('resolution_statement').select('given_at as at').where('file_id', '=', fileId).execute()),
    ...(await db.selectFrom('resolution_party').select('changed_at as at').where('file_id', '=', fileId).execute()),
    ...(await db
      .selectFrom('resolution_representative')
      .select((row) => row.fn.coalesce('shown_at', 'added_at').as('at'))
      .where('file_id', '=', fileId)
      .where('proven', '=', true)
      .where('revoked_at', 'is', null)
      .execute()),
  ].map((row) => instant(row.at).getTime());
  return new Date(Math.max(...times));
}

/** Keeps why a file was ended before an outcome. */
export async function sealEndReason(work: Work, file: FileRow, text: string): Promise<Buffer> {
  return sealText(work, file.case_id, `dispute-end:${file.id}`, text);
}

/** Keeps a referral. @returns its id */
export async function addReferral(
  work: Work,
  file: Pick<FileRow, 'id' | 'case_id'>,
  of: {
    readonly kind: ReferralKind;
    readonly venue: string | null;
    readonly obligationId: string | null;
    readonly text: string;
  },
): Promise<string> {
  const id = newId();
  await work
    .db<ResolutionTables>()
    .insertInto('resolution_referral')
    .values({
      id,
      file_id: file.id,
      case_id: file.case_id,
      kind: of.kind,
      venue: of.venue,
      obligation_id: of.obligationId,
      sealed: await sealText(work, file.case_id, `dispute-referral:${id}`, of.text),
      referred_by: work.actor.kind === 'staff' ? work.actor.personId : null,
      at: work.now,
    })
    .execute();
  return id;
}

/** Issues a certificate of non-settlement: that the right to go to the Regulator stands. One a cause and file. */
export async function addCertificate(
  work: Work,
  of: {
    readonly fileId: string | null;
    readonly caseId: string;
    readonly reference: string;
    readonly because: 'not_settled' | 'deadline_passed';
    readonly lastDayAt: Date | null;
  },
): Promise<string> {
  const db = work.db<ResolutionTables>();
  const before = await db.selectFrom('resolution_certificate').select('id').where('case_id', '=', of.caseId).execute();
  const number = `${of.reference}/C${before.length + 1}`;
  await db
    .insertInto('resolution_certificate')
    .values({
      id: newId(),
      file_id: of.fileId,
      case_id: of.caseId,
      number,
      because: of.because,
      last_day_at: of.lastDayAt,
      issued_at: work.now,
    })
    .execute();
  return number;
}
