import type { Work } from '../../platform/work.ts';

interface PersonTable {
  person: { id: string; name: string };
}

/** Names of staff by id: one query for a whole page. */
export async function personNames(work: Work, ids: readonly (string | null)[]): Promise<ReadonlyMap<string, string>> {
  const wanted = [...new Set(ids.filter((id) => id !== null))];
  if (wanted.length === 0) return new Map();
  const rows = await work
    .db<PersonTable>()
    .selectFrom('person')
    .select(['id', 'name'])
    .where('id', 'in', wanted)
    .execute();
  return new Map(rows.map((row) => [row.id, row.name]));
}
