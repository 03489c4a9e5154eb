import { newId } from '../../kernel/ids.ts';
import type { Work } from '../../platform/work.ts';
import { instant } from './instant.ts';
import type { CaseTables } from './tables.ts';

/** Gives people named access to a case, those who have it already apart. */
export async function grantNamed(work: Work, caseId: string, people: readonly string[]): Promise<void> {
  if (people.length === 0) return;
  await work.elevated('named access to a protected case is laid down by the system', async () => {
    const db = work.db<CaseTables>();
    const present = await db
      .selectFrom('case_access')
      .select('person_id')
      .where('case_id', '=', caseId)
      .where('kind', '=', 'named')
      .where('revoked_at', 'is', null)
      .execute();
    const have = new Set(present.map((row) => row.person_id));
    const missing = people.filter((person) => !have.has(person));
    if (missing.length === 0) return;
    await db
      .insertInto('case_access')
      .values(
        missing.map((person) => ({
          id: newId(),
          case_id: caseId,
          person_id: person,
          kind: 'named' as const,
          granted_at: work.now,
          granted_by: work.actor.kind === 'staff' ? work.actor.personId : null,
          expires_at: null,
          revoked_at: null,
        })),
      )
      .execute();
  });
}

/** When the actor's broken glass on this case closes again; null when they see it by right. */
export async function glassBrokenUntil(work: Work, caseId: string): Promise<Date | null> {
  if (work.actor.kind !== 'staff') return null;
  const row = await work
    .db<CaseTables>()
    .selectFrom('case_access')
    .select('expires_at')
    .where('case_id', '=', caseId)
    .where('person_id', '=', work.actor.personId)
    .where('kind', '=', 'break_glass')
    .where('revoked_at', 'is', null)
    .where('expires_at', '>', work.now)
    .orderBy('expires_at', 'desc')
    .executeTakeFirst();
  return row?.expires_at ? instant(row.expires_at) : null;
}
