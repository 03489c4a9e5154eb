import type { CaseTables } from '../../cases/index.ts';
import { caseKeyOf, type AboutDetails } from '../../cases/index.ts';
import { Undecryptable } from '../../platform/vault.ts';
import type { Work } from '../../platform/work.ts';
import { isSameName } from '../same-name.ts';

interface PersonNames {
  person: { id: string; name: string; name_latin: string | null; office: string };
}

/** Appeals upon appeals are few; a chain longer than this is a fault in the data, not a reason to loop. */
const longestChain = 12;

/**
 * Offices that the case is about, or whose staff are: they never handle it and it never moves to them. An appeal carries
 * its parties over, so the case itself says all. The system's eyes are used: which offices are accused binds also those
 * who may not read whom the case names.
 */
export async function accusedOffices(work: Work, caseId: string): Promise<readonly string[]> {
  return work.elevated('which offices the case may not go to', async () => {
    const rows = await work
      .db<CaseTables>()
      .selectFrom('case_party')
      .select('office')
      .distinct()
      .where('case_id', '=', caseId)
      .where('side', '=', 'about')
      .where('office', 'is not', null)
      .execute();
    return rows.flatMap((row) => (row.office === null ? [] : [row.office]));
  });
}

/**
 * People who may not handle the case: staff named in it (by name at the office given, anywhere when none is given), those
 * who decided it on another rung, and those who decided or last handled a case that it appeals.
 * Source: DOMAIN 1, conflict of interest (DEFAULT). Uses the system's eyes: a conflict binds also where the actor may not
 * see the case below or the name in it.
 */
export async function barredPeople(work: Work, caseId: string): Promise<ReadonlySet<string>> {
  return work.elevated('looking for conflicts of interest', async () => {
    const barred = new Set<string>();
    const chain = await appealChain(work, caseId);
    const here = chain[0];
    if (!here) return barred;
    const decisions = await work
      .db<CaseTables>()
      .selectFrom('case_decision')
      .select(['case_id', 'decided_by', 'tier'])
      .where(
        'case_id',
        'in',
        chain.map((of) => of.id),
      )
      .execute();
    for (const decision of decisions) {
      if (decision.case_id !== caseId || decision.tier !== here.tier) barred.add(decision.decided_by);
    }
    for (const below of chain.slice(1)) if (below.assigned_to !== null) barred.add(below.assigned_to);
    for (const person of await namedPeople(work, caseId)) barred.add(person);
    return barred;
  });
}

/** The case, the one it appeals, and so on down. */
async function appealChain(
  work: Work,
  caseId: string,
): Promise<
  {
    readonly id: string;
    readonly tier: string;
    readonly assigned_to: string | null;
    readonly appeal_of: string | null;
  }[]
> {
  const chain = [];
  let next: string | null = caseId;
  while (next !== null && chain.length < longestChain) {
    const found: { id: string; tier: string; assigned_to: string | null; appeal_of: string | null } | undefined =
      await work
        .db<CaseTables>()
        .selectFrom('case_file')
        .select(['id', 'tier', 'assigned_to', 'appeal_of'])
        .where('id', '=', next)
        .executeTakeFirst();
    if (!found) break;
    chain.push(found);
    next = found.appeal_of;
  }
  return chain;
}

async function namedPeople(work: Work, caseId: string): Promise<readonly string[]> {
  const parties = await work
    .db<CaseTables>()
    .selectFrom('case_party')
    .select(['id', 'sealed'])
    .where('case_id', '=', caseId)
    .where('side', '=', 'about')
    .where('kind', '=', 'staff')
    .execute();
  if (parties.length === 0) return [];
  const about = await openAll(work, caseId, parties);
  const named = about.filter(
    (each): each is AboutDetails & { name: string } => each.name !== null && each.name.trim() !== '',
  );
  if (named.length === 0) return [];
  const offices = named.every((each) => each.office !== null) ? named.flatMap((each) => each.office ?? []) : null;
  let people = work.db<PersonNames>().selectFrom('person').select(['id', 'name', 'name_latin', 'office']);
  if (offices) people = people.where('office', 'in', offices);
  return (await people.execute())
    .filter((person) =>
      named.some(
        (each) =>
          (each.office === null || each.office === person.office) &&
          [person.name, person.name_latin].some((name) => name !== null && isSameName(name, each.name)),
      ),
    )
    .map((person) => person.id);
}

/** What was said about them; nothing once the case's key is erased. */
async function openAll(
  work: Work,
  caseId: string,
  parties: readonly { id: string; sealed: Uint8Array }[],
): Promise<AboutDetails[]> {
  try {
    const key = await caseKeyOf(work, caseId);
    return parties.map((party) => JSON.parse(work.vault.open(key, `party:${party.id}`, party.sealed)) as AboutDetails);
  } catch (error) {
    if (error instanceof Undecryptable && error.field === 'erased') return [];
    throw error;
  }
}
