import type { Work } from '../../platform/work.ts';

/** What of erasing is left undone. All zero when nothing is. */
export interface ErasureState {
  /** Cases whose erasure failed and was not made good yet, with the code of the last error. */
  readonly failedCases: readonly { readonly reference: string; readonly attempts: number; readonly error: string }[];
  /** Files of erased cases still on the disk. */
  readonly filesLeft: number;
  /** Since when the oldest of them waits. */
  readonly filesLeftSince: Date | null;
  /** Erased cases that can still be found by a look-up, or whose key is still there. Must be none. */
  readonly halfErased: readonly string[];
}

/** For the doctor and the metrics. Acts as the system. */
export async function erasureState(work: Work): Promise<ErasureState> {
  const failed = await work.em.execute<{ reference: string; attempts: number; error: string }[]>(
    `select c.reference, f.attempts, f.error from erasure_failure f join case_file c on c.id = f.case_id
     order by f.failed_at limit 100`,
  );
  const [files] = await work.em.execute<{ n: string; since: string | null }[]>(
    'select count(*) as n, min(asked_at) as since from file_removal',
  );
  const half = await work.em.execute<{ reference: string }[]>(
    `select c.reference from case_file c join case_key k on k.case_id = c.id
     where (c.erased_at is null) <> (k.wrapped is not null)
        or (c.erased_at is not null and exists (select 1 from case_lookup l where l.case_id = c.id))
        or (c.erased_at is not null and exists (select 1 from case_name n where n.case_id = c.id))
     limit 100`,
  );
  return {
    failedCases: failed,
    filesLeft: Number(files?.n ?? 0),
    filesLeftSince: files?.since ? new Date(files.since) : null,
    halfErased: half.map((row) => row.reference),
  };
}

/** How many erasures and removals of files are not done: cheap, for the metrics. */
export async function erasuresNotDone(work: Work): Promise<number> {
  const [row] = await work.em.execute<{ n: string }[]>(
    'select (select count(*) from erasure_failure) + (select count(*) from file_removal) as n',
  );
  return Number(row?.n ?? 0);
}
