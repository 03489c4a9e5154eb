import type { Work } from '../../platform/work.ts';
import { Undecryptable } from '../../platform/vault.ts';
import type { ComplainantDetails, Identity } from '../domain/details.ts';
import { mayReadIdentity } from '../policy.ts';
import { withheld, type Readable } from '../records/sealed.ts';
import type { CaseTables } from '../records/tables.ts';

/**
 * Complainants' names for a page of a list, by case; none for anonymous ones. Those of confidential and protected cases are
 * withheld from everybody here: reading such a record leaves a trace of its own, and a list is no place for that.
 */
export async function complainantNames(
  work: Work,
  cases: readonly { readonly id: string; readonly identity: Identity; readonly protected: boolean }[],
): Promise<ReadonlyMap<string, Readable<string>>> {
  const names = new Map<string, Readable<string>>();
  const open: string[] = [];
  for (const each of cases) {
    if (each.identity === 'anonymous') continue;
    if (each.protected || each.identity === 'confidential' || !mayReadIdentity(work.actor, each))
      names.set(each.id, withheld);
    else open.push(each.id);
  }
  if (open.length === 0) return names;
  const rows = await work
    .db<CaseTables>()
    .selectFrom('case_party as p')
    .innerJoin('case_key as k', 'k.case_id', 'p.case_id')
    .select(['p.id', 'p.case_id', 'p.sealed', 'k.master_id', 'k.wrapped'])
    .where('p.case_id', 'in', open)
    .where('p.side', '=', 'complainant')
    .execute();
  for (const row of rows) {
    const name = await nameOf(work, row);
    if (name) names.set(row.case_id, name);
  }
  return names;
}

async function nameOf(
  work: Work,
  row: { id: string; case_id: string; sealed: Uint8Array; master_id: string; wrapped: Uint8Array | null },
): Promise<Readable<string> | null> {
  if (!row.wrapped) return { state: 'undecryptable' };
  try {
    const key = await work.vault.openKey(row.case_id, { masterId: row.master_id, wrapped: row.wrapped });
    const details = JSON.parse(work.vault.open(key, `party:${row.id}`, row.sealed)) as ComplainantDetails;
    return details.name === null ? null : { state: 'readable', value: details.name };
  } catch (error) {
    if (error instanceof Undecryptable) return { state: 'undecryptable' };
    throw error;
  }
}
