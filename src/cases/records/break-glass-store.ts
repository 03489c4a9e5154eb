import { newId } from '../../kernel/ids.ts';
import type { Work } from '../../platform/work.ts';
import { sealText } from './sealed.ts';
import type { CaseTables } from './tables.ts';

/** The case with this reference, whoever may see it, and which offices it is about. For emergency access only. */
export async function findForEmergency(
  work: Work,
  reference: string,
): Promise<{ readonly id: string; readonly accusedOffices: readonly string[]; readonly isErased: boolean } | null> {
  return work.elevated('emergency access begins without seeing the case', async () => {
    const db = work.db<CaseTables>();
    const found = await db
      .selectFrom('case_file')
      .select(['id', 'erased_at'])
      .where('reference', '=', reference)
      .executeTakeFirst();
    if (!found) return null;
    const about = await db
      .selectFrom('case_party')
      .select('office')
      .where('case_id', '=', found.id)
      .where('side', '=', 'about')
      .execute();
    return {
      id: found.id,
      accusedOffices: about.flatMap((party) => party.office ?? []),
      isErased: found.erased_at !== null,
    };
  });
}

/** Gives the actor access until then and keeps the reason, sealed. @returns the id of the access */
export async function breakGlassUntil(
  work: Work,
  of: { readonly caseId: string; readonly personId: string; readonly reason: string; readonly expiresAt: Date },
): Promise<string> {
  const id = newId();
  await work.elevated('emergency access is laid down by the system', async () => {
    const db = work.db<CaseTables>();
    await db
      .insertInto('case_access')
      .values({
        id,
        case_id: of.caseId,
        person_id: of.personId,
        kind: 'break_glass',
        granted_at: work.now,
        granted_by: null,
        expires_at: of.expiresAt,
        revoked_at: null,
      })
      .execute();
    await db
      .insertInto('break_glass')
      .values({
        access_id: id,
        case_id: of.caseId,
        person_id: of.personId,
        sealed_reason: await sealText(work, of.caseId, `break-glass:${id}`, of.reason),
        at: work.now,
        expires_at: of.expiresAt,
        reviewed_by: null,
        reviewed_at: null,
        verdict: null,
      })
      .execute();
  });
  return id;
}
