import type { Work } from '../../platform/work.ts';

/** What has been loaded already: content hash by name. */
export async function loadedFiles(work: Work): Promise<Map<string, string>> {
  const rows = await work.em.execute<{ name: string; hash: string }[]>(`select name, hash from reference_file`);
  return new Map(rows.map(({ name, hash }) => [name, hash]));
}

/** One loader at a time; the others wait and then find everything loaded. Held until the end of the transaction. */
export async function lockLoading(work: Work): Promise<void> {
  await work.em.execute(`select pg_advisory_xact_lock(5310727)`);
}

export async function rememberFiles(work: Work, files: ReadonlyMap<string, string>): Promise<void> {
  await work.em.execute(
    `insert into reference_file (name, hash, loaded_at)
     select key, value, ?::timestamptz from jsonb_each_text(?::jsonb)
     on conflict (name) do update set hash = excluded.hash, loaded_at = excluded.loaded_at`,
    [work.now.toISOString(), JSON.stringify(Object.fromEntries(files))],
  );
}

/** The version of all reference data: it rises with every change. */
export async function referenceVersion(work: Work): Promise<number> {
  const rows = await work.em.execute<{ version: string }[]>(`select version::text from reference_state`);
  return Number(rows[0]?.version ?? 0);
}
