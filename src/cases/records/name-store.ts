import { sql } from 'kysely';

import type { Actor } from '../../kernel/actor.ts';
import type { Work } from '../../platform/work.ts';
import { nameHashes, type NameSought } from '../name-grams.ts';

/** Who may know of a case by the office where they sit, as the index keeps it. */
export function scopesOf(of: {
  readonly heldOffice: string;
  readonly operatorOffice: string;
  readonly intakeOffice: string | null;
}): readonly string[] {
  return [
    ...new Set([of.heldOffice, `op:${of.operatorOffice}`, ...(of.intakeOffice ? [`in:${of.intakeOffice}`] : [])]),
  ];
}

/** Numbers and codes of ours alone: no quoting is needed inside. */
const listOf = (items: readonly (string | number)[]) => `{${items.join(',')}}`;
export const gramsText = listOf;

/** Share of the pieces typed that a name must have. */
const leastShare = 0.5;

/**
 * Cases whose names are like the one sought, the likest first, at most so many. PostgreSQL says which of them may be known
 * (`cases_like`, migrations/0095).
 */
export async function casesByName(work: Work, sought: NameSought, limit: number): Promise<string[]> {
  const { actor } = work;
  if (actor.kind !== 'staff') return [];
  const least = Math.ceil(leastShare * sought.all.length);
  const { rows } = await sql<{ case_id: string }>`
    select case_id from cases_like(${listOf(sought.all)}::integer[], ${JSON.stringify(sought.parts)}::jsonb, ${least}::integer,
      ${listOf(myScopes(actor))}::text[], ${limit}::integer)`.execute(work.db());
  return rows.map((row) => row.case_id);
}

function myScopes(actor: Extract<Actor, { kind: 'staff' }>): readonly string[] {
  const { office, role } = actor;
  if (role === 'operator_supervisor') return [office, `op:${office}`];
  return role === 'hotline_agent' ? [office, `in:${office}`] : [office];
}

/** Cases without a row here: filed before there was this search. In order of id. */
export async function casesWithoutNames(
  work: Work,
  of: { readonly after: string | null; readonly limit: number },
): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    select f.id from case_file f
    where f.erased_at is null and (${of.after}::uuid is null or f.id > ${of.after}::uuid)
      and not exists (select 1 from case_name n where n.case_id = f.id)
    order by f.id limit ${of.limit}`.execute(work.db());
  return rows.map((row) => row.id);
}

/** Lays down under what a case is found, with all offices that have held it. */
export async function addNames(work: Work, caseId: string, names: readonly (string | null)[]): Promise<void> {
  await sql`
    insert into case_name (case_id, grams, scopes)
    select f.id, ${listOf(nameHashes(work.vault, names))}::integer[],
      array(select distinct unnest(array[f.held_office, 'op:' || f.operator_office]
        || case when f.intake_office is null then '{}'::text[] else array['in:' || f.intake_office] end
        || array(select c.office from case_custody c where c.case_id = f.id)))
    from case_file f where f.id = ${caseId} and f.erased_at is null
    on conflict (case_id) do nothing`.execute(work.db());
}
