import type { Work } from '../../platform/work.ts';
import { instantOrNull } from './instant.ts';
import type { AccessTables } from './tables.ts';

/** Whether somebody may sign in at the provider, and since when one of its subjects is theirs. */
export interface SsoLinkRecord {
  readonly personId: string;
  readonly linkedAt: Date | null;
}

const columns = ['person_id', 'linked_at'] as const;

/** The link of a person, locked until the transaction ends; null when nobody allowed them. */
export async function lockSsoLink(work: Work, personId: string): Promise<SsoLinkRecord | null> {
  const row = await links(work).select(columns).where('person_id', '=', personId).forUpdate().executeTakeFirst();
  return row ? { personId: row.person_id, linkedAt: instantOrNull(row.linked_at) } : null;
}

/** Whose subject it is, locked until the transaction ends. */
export async function lockSsoSubject(work: Work, subject: Buffer): Promise<SsoLinkRecord | null> {
  const row = await links(work).select(columns).where('subject', '=', subject).forUpdate().executeTakeFirst();
  return row ? { personId: row.person_id, linkedAt: instantOrNull(row.linked_at) } : null;
}

const links = (work: Work) => work.db<AccessTables>().selectFrom('sso_link');

/** @returns false when they were allowed already */
export async function insertSsoLink(work: Work, personId: string, allowedBy: string | null): Promise<boolean> {
  const made = await work
    .db<AccessTables>()
    .insertInto('sso_link')
    .values({ person_id: personId, allowed_by: allowedBy, allowed_at: work.now, subject: null, linked_at: null })
    .onConflict((conflict) => conflict.column('person_id').doNothing())
    .returning('person_id')
    .execute();
  return made.length === 1;
}

export async function tieSsoSubject(work: Work, personId: string, subject: Buffer): Promise<void> {
  await work
    .db<AccessTables>()
    .updateTable('sso_link')
    .set({ subject, linked_at: work.now })
    .where('person_id', '=', personId)
    .execute();
}

/** @returns whether there was one */
export async function removeSsoLink(work: Work, personId: string): Promise<boolean> {
  const gone = await work
    .db<AccessTables>()
    .deleteFrom('sso_link')
    .where('person_id', '=', personId)
    .returning('person_id')
    .execute();
  return gone.length === 1;
}
