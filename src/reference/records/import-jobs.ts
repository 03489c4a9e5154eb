import { staleAfterMilliseconds, type ImportKind, type ImportState } from '../domain/import-state.ts';
import { newId } from '../../kernel/ids.ts';
import type { Work } from '../../platform/work.ts';

export interface ImportJob {
  readonly id: string;
  readonly kind: ImportKind;
  readonly fileName: string;
  readonly would: Readonly<Record<string, number>>;
  readonly state: ImportState;
  /** Rows done of all, while it runs. */
  readonly done: number;
  readonly total: number;
  readonly fault: string | null;
  readonly createdAt: Date;
  readonly endedAt: Date | null;
}

interface Raw {
  id: string;
  kind: ImportKind;
  file_name: string;
  would: Readonly<Record<string, number>>;
  state: ImportState;
  done: number;
  total: number;
  fault: string | null;
  created_at: string | Date;
  ended_at: string | Date | null;
}

const columns = 'id, kind, file_name, would, state, done, total, fault, created_at, ended_at';

const jobOf = (raw: Raw): ImportJob => ({
  id: raw.id,
  kind: raw.kind,
  fileName: raw.file_name,
  would: raw.would,
  state: raw.state,
  done: raw.done,
  total: raw.total,
  fault: raw.fault,
  createdAt: new Date(raw.created_at),
  endedAt: raw.ended_at === null ? null : new Date(raw.ended_at),
});

export async function importJobs(work: Work, limit: number): Promise<ImportJob[]> {
  const raw = await work.em.execute<Raw[]>(`select ${columns} from import_job order by created_at desc, id limit ?`, [
    limit,
  ]);
  return raw.map(jobOf);
}

export async function importJob(work: Work, id: string): Promise<ImportJob | null> {
  const [raw] = await work.em.execute<Raw[]>(`select ${columns} from import_job where id = ?`, [id]);
  return raw === undefined ? null : jobOf(raw);
}

export async function addImportJob(
  work: Work,
  of: {
    readonly kind: ImportKind;
    readonly fileName: string;
    readonly csv: string;
    readonly would: Readonly<Record<string, number>>;
    readonly by: string;
  },
): Promise<string> {
  const id = newId();
  await work.em.execute(
    `insert into import_job (id, kind, file_name, csv, would, state, created_at, created_by)
     values (?, ?, ?, ?, ?::jsonb, 'checked', ?::timestamptz, ?)`,
    [id, of.kind, of.fileName, of.csv, JSON.stringify(of.would), work.now.toISOString(), of.by],
  );
  return id;
}

/** Moves a job on. @returns false when it does not stand where it was thought to */
export async function moveImportJob(work: Work, id: string, from: ImportState, to: ImportState): Promise<boolean> {
  const moved = await work.em.execute<object[]>(
    `update import_job set state = ?, ended_at = case when ? = 'dropped' then ?::timestamptz end where id = ? and state = ? returning id`,
    [to, to, work.now.toISOString(), id, from],
  );
  return moved.length > 0;
}

/** Takes the oldest that waits, or that somebody began and never ended; null when there is none. */
export async function claimImportJob(
  work: Work,
): Promise<{ readonly id: string; readonly kind: ImportKind; readonly csv: string } | null> {
  const stale = new Date(work.now.getTime() - staleAfterMilliseconds).toISOString();
  const [raw] = await work.em.execute<{ id: string; kind: ImportKind; csv: string }[]>(
    `update import_job set state = 'running', started_at = ?::timestamptz, done = 0, total = 0
     where id = (select id from import_job where state = 'waiting' or (state = 'running' and started_at < ?::timestamptz)
       order by created_at for update skip locked limit 1)
     returning id, kind, csv`,
    [work.now.toISOString(), stale],
  );
  return raw ?? null;
}

export async function tellImportProgress(work: Work, of: { id: string; done: number; total: number }): Promise<void> {
  await work.em.execute(`update import_job set done = ?, total = ? where id = ? and state = 'running'`, [
    of.done,
    of.total,
    of.id,
  ]);
}

/** Ends a job; its file is not needed any more. */
export async function endImportJob(
  work: Work,
  of: { readonly id: string; readonly state: 'done' | 'failed'; readonly fault: string | null },
): Promise<void> {
  await work.em.execute(
    `update import_job set state = ?, fault = ?, csv = '', ended_at = ?::timestamptz where id = ? and state = 'running'`,
    [of.state, of.fault, work.now.toISOString(), of.id],
  );
}
