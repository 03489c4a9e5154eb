import { newId } from '../../kernel/ids.ts';
import type { Work } from '../../platform/work.ts';
import { instant } from './instant.ts';
import { openText, sealText, type Readable } from './sealed.ts';
import type { CaseTables } from './tables.ts';

/** The case with this reference, whoever may see it, and which offices it is about. For emergency access only. */
export async function findForEmergency(
  work: Work,
  reference: string,
): Promise<{ readonly id: string; readonly accusedOffices: readonly string[] } | null> {
  return work.elevated('emergency access begins without seeing the case', async () => {
    const db = work.db<CaseTables>();
    const found = await db.selectFrom('case_file').select('id').where('reference', '=', reference).executeTakeFirst();
    if (!found) return null;
    const about = await db
      .selectFrom('case_party')
      .select('office')
      .where('case_id', '=', found.id)
      .where('side', '=', 'about')
      .execute();
    return { id: found.id, accusedOffices: about.flatMap((party) => party.office ?? []) };
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

export interface BreakGlassEntry {
  readonly id: string;
  readonly caseId: string;
  readonly reference: string;
  readonly personId: string;
  readonly at: Date;
  readonly expiresAt: Date;
  readonly reason: Readable<string>;
}

/** Emergency accesses that nobody has reviewed, oldest first; `only` one of them. */
export async function unreviewed(work: Work, only?: string): Promise<BreakGlassEntry[]> {
  return work.elevated('the reviewer reads the reason, not the case', async () => {
    let query = work
      .db<CaseTables>()
      .selectFrom('break_glass as b')
      .innerJoin('case_file as c', 'c.id', 'b.case_id')
      .select(['b.access_id', 'b.case_id', 'c.reference', 'b.person_id', 'b.at', 'b.expires_at', 'b.sealed_reason'])
      .where('b.reviewed_at', 'is', null);
    if (only !== undefined) query = query.where('b.access_id', '=', only);
    const rows = await query.orderBy('b.at').orderBy('b.access_id').limit(200).execute();
    return Promise.all(
      rows.map(async (row) => ({
        id: row.access_id,
        caseId: row.case_id,
        reference: row.reference,
        personId: row.person_id,
        at: instant(row.at),
        expiresAt: instant(row.expires_at),
        reason: await openText(work, row.case_id, `break-glass:${row.access_id}`, row.sealed_reason),
      })),
    );
  });
}

/** Keeps the second person's word; what is found unjustified ends at once. */
export async function review(
  work: Work,
  id: string,
  by: string,
  verdict: 'justified' | 'not_justified',
): Promise<void> {
  await work.elevated('a review is laid down by the system', async () => {
    const db = work.db<CaseTables>();
    await db
      .updateTable('break_glass')
      .set({ reviewed_by: by, reviewed_at: work.now, verdict })
      .where('access_id', '=', id)
      .execute();
    if (verdict === 'not_justified') {
      await db.updateTable('case_access').set({ revoked_at: work.now }).where('id', '=', id).execute();
    }
  });
}
