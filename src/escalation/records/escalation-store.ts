import { sql } from 'kysely';

import type { CaseTables } from '../../cases/index.ts';
import { newId } from '../../kernel/ids.ts';
import type { Work } from '../../platform/work.ts';
import type { EscalationTables } from './tables.ts';

export interface EscalationGiven {
  readonly caseId: string;
  readonly how: EscalationTables['escalation']['how'];
  readonly from: { readonly tier: string; readonly office: string };
  readonly to: { readonly tier: string; readonly office: string };
}

/** Keeps that a case was moved, or passed an office by. */
export async function addEscalation(work: Work, given: EscalationGiven): Promise<void> {
  await work
    .db<EscalationTables>()
    .insertInto('escalation')
    .values({
      id: newId(),
      case_id: given.caseId,
      how: given.how,
      from_tier: given.from.tier,
      from_office: given.from.office,
      to_tier: given.to.tier,
      to_office: given.to.office,
      clock_id: null,
      at: work.now,
    })
    .execute();
}

/** Keeps how an appeal came about. */
export async function addAppeal(
  work: Work,
  of: Omit<EscalationTables['appeal'], 'filed_at' | 'on_behalf'>,
): Promise<void> {
  await work
    .db<EscalationTables>()
    .insertInto('appeal')
    .values({ ...of, on_behalf: work.actor.kind === 'staff', filed_at: work.now })
    .execute();
}

/**
 * Lets the body of appeal read the case below: without it nobody could judge the decision. Written as a custody that ended
 * when it began, because the case itself stays where it is.
 */
export async function letAppealBodyRead(
  work: Work,
  caseId: string,
  body: { tier: string; office: string },
): Promise<void> {
  await work
    .db<CaseTables>()
    .insertInto('case_custody')
    .values({
      id: newId(),
      case_id: caseId,
      office: body.office,
      tier: body.tier,
      how: 'party',
      from_at: work.now,
      until_at: work.now,
    })
    .execute();
}

export interface StoredParty {
  readonly id: string;
  readonly side: CaseTables['case_party']['side'];
  readonly sealed: Uint8Array;
}

/** Texts and parties of a case as they are sealed. */
export async function sealedContent(
  work: Work,
  caseId: string,
): Promise<{ readonly texts: ReadonlyMap<string, Uint8Array>; readonly parties: readonly StoredParty[] }> {
  const db = work.db<CaseTables>();
  const texts = await db.selectFrom('case_text').select(['field', 'sealed']).where('case_id', '=', caseId).execute();
  const parties = await db
    .selectFrom('case_party')
    .select(['id', 'side', 'sealed'])
    .where('case_id', '=', caseId)
    .orderBy('added_at')
    .orderBy('id')
    .execute();
  return { texts: new Map(texts.map((text) => [text.field, text.sealed])), parties };
}

/** Active people of an office who hold one of these roles. */
export async function activePeopleAt(work: Work, office: string, roles: readonly string[]): Promise<readonly string[]> {
  const rows = await sql<{ id: string }>`select id from person
    where active and office = ${office} and role = any(${`{${roles.join(',')}}`}::text[])`.execute(
    work.db<EscalationTables>(),
  );
  return rows.rows.map((row) => row.id);
}
