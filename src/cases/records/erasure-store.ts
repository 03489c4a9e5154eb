import { openStatuses } from '../domain/lifecycle.ts';
import type { RetentionFacts } from '../domain/retention.ts';
import type { Work } from '../../platform/work.ts';
import type { CaseRecord } from './tables.ts';

/** Facts that do not keep a case: they are about the record, not about the matter. */
const noActivity = [
  'case.read',
  'access.refused',
  'identity.requested',
  'identity.read',
  'identity.reviewed',
  'receipt.issued',
  'dispute.paper_made',
  'dispute.paper_fetched',
  'dispute.bundled',
  'legal_hold.placed',
  'legal_hold.lifted',
  'break_glass.opened',
  'break_glass.reviewed',
];

/** Up to when cases of a category must have ended to be looked at; `category` null: of all that are not listed. */
export interface Cutoff {
  readonly category: string | null;
  readonly isProtected: boolean;
  readonly before: Date;
}

/**
 * Ended cases that may be due: by their category and end alone, those on hold apart, in order of id. Whether one really is
 * due is decided for each under a lock.
 */
export async function erasureCandidates(
  work: Work,
  of: { readonly cutoffs: readonly Cutoff[]; readonly after: string | null; readonly limit: number },
): Promise<string[]> {
  const rows = await work.em.execute<{ id: string }[]>(
    `with cutoff as (
       select category, "isProtected", before from jsonb_to_recordset(?::jsonb) as c(category text, "isProtected" boolean, before timestamptz)
     )
     select f.id from case_file f
     left join cutoff named on named.category = f.category and named."isProtected" = f.protected
     left join cutoff other on other.category is null and other."isProtected" = f.protected
     where f.erased_at is null and f.status in ('closed', 'withdrawn', 'referred', 'inadmissible')
       and f.closed_at <= coalesce(named.before, other.before)
       and not exists (select 1 from legal_hold h where h.case_id = f.id and h.lifted_at is null)
       ${of.after === null ? '' : 'and f.id > ?::uuid'}
     order by f.id limit ${of.limit}`,
    [JSON.stringify(of.cutoffs), ...(of.after === null ? [] : [of.after])],
  );
  return rows.map((row) => row.id);
}

/** What keeps a case, looked up now. */
export async function retentionFacts(work: Work, file: CaseRecord): Promise<RetentionFacts> {
  const [row] = await work.em.execute<
    {
      last_at: string | null;
      appeal_open: boolean;
      remedy_open: boolean;
      on_hold: boolean;
      clock_running: boolean;
      review_open: boolean;
    }[]
  >(
    `with recursive family as (
       select id, status, closed_at, filed_at from case_file where id = ?
       union select c.id, c.status, c.closed_at, c.filed_at from case_file c join family f on c.appeal_of = f.id
     )
     select
       greatest(
         (select max(greatest(filed_at, closed_at)) from family),
         (select max(l.at) from ledger_entry l join family f on l.chain = f.id::text
          where not l.event = any(?::text[])),
         (select max(m.created_at) from case_message m join family f on m.case_id = f.id),
         (select max(a.added_at) from attachment a join family f on a.case_id = f.id)) as last_at,
       exists (select 1 from family where id <> ? and status = any(?::text[])) as appeal_open,
       exists (select 1 from remedy r join family f on r.case_id = f.id where r.state not in ('confirmed', 'lapsed')) as remedy_open,
       exists (select 1 from legal_hold h join family f on h.case_id = f.id where h.lifted_at is null) as on_hold,
       exists (select 1 from sla_clock c where c.case_id = ? and c.state in ('running', 'paused')) as clock_running,
       exists (select 1 from break_glass b where b.case_id = ? and b.reviewed_at is null)
         or exists (select 1 from identity_request i where i.case_id = ? and i.reviewed_at is null) as review_open`,
    [file.id, list(noActivity), file.id, list(openStatuses), file.id, file.id, file.id],
  );
  if (!row?.last_at) throw new Error('a case without a beginning');
  return {
    status: file.status,
    lastActivityAt: new Date(row.last_at),
    appealOpen: row.appeal_open,
    remedyOpen: row.remedy_open,
    onHold: row.on_hold,
    clockRunning: row.clock_running,
    reviewOpen: row.review_open,
  };
}

const list = (of: readonly string[]): string => `{${of.join(',')}}`;

/**
 * Destroys the key of a case and what could find it: nothing sealed with it can be read again. Its files are put on the
 * list of those to remove. @returns how many files
 */
export async function destroyContent(work: Work, file: CaseRecord): Promise<number> {
  await work.em.execute('update case_key set wrapped = null, erased_at = ? where case_id = ?', [work.now, file.id]);
  await work.em.execute('delete from case_lookup where case_id = ?', [file.id]);
  await work.em.execute('delete from case_name where case_id = ?', [file.id]);
  await work.em.execute('delete from case_draft where case_id = ?', [file.id]);
  await work.em.execute('delete from filing_key where case_id = ?', [file.id]);
  await work.em.execute('delete from erasure_failure where case_id = ?', [file.id]);
  file.erasedAt = work.now;
  const files = await work.em.execute<{ file: string }[]>(
    `insert into file_removal (file, case_id, asked_at) select file, case_id, ? from attachment where case_id = ?
     on conflict (file) do nothing returning file`,
    [work.now, file.id],
  );
  return files.length;
}

/** Puts a file of a case that goes on living on the list of those to remove. */
export async function askForRemoval(work: Work, of: { readonly caseId: string; readonly file: string }): Promise<void> {
  await work.em.execute(
    'insert into file_removal (file, case_id, asked_at) values (?, ?, ?) on conflict (file) do nothing',
    [of.file, of.caseId, work.now],
  );
}

/** A case could not be erased. */
export async function noteErasureFailure(
  work: Work,
  { caseId, error }: { readonly caseId: string; readonly error: string },
): Promise<void> {
  await work.em.execute(
    `insert into erasure_failure as f (case_id, attempts, error, failed_at) values (?, 1, ?, ?)
     on conflict (case_id) do update set attempts = f.attempts + 1, error = excluded.error, failed_at = excluded.failed_at`,
    [caseId, error, work.now],
  );
}

/** Files that are still to be removed, those that failed longest ago first. */
export async function filesToRemove(work: Work, limit: number): Promise<string[]> {
  const rows = await work.em.execute<{ file: string }[]>(
    `select file from file_removal order by failed_at nulls first, file limit ${limit}`,
  );
  return rows.map((row) => row.file);
}

/** A file is gone; or it could not be removed, and why. */
export async function settleFileRemoval(
  work: Work,
  { file, error }: { readonly file: string; readonly error: string | null },
): Promise<void> {
  if (error === null) await work.em.execute('delete from file_removal where file = ?', [file]);
  else
    await work.em.execute('update file_removal set attempts = attempts + 1, error = ?, failed_at = ? where file = ?', [
      error,
      work.now,
      file,
    ]);
}
