import { sql } from 'kysely';

import type { Work } from '../../platform/work.ts';
import { Undecryptable, type DataKey } from '../../platform/vault.ts';
import { undecidedStatuses } from '../domain/lifecycle.ts';
import type { CaseTables } from '../records/tables.ts';

const batch = 500;

/** Sealed content that cannot be opened: which case and which field. Nothing of the content. */
export interface ClosedContent {
  readonly caseId: string;
  readonly field: string;
}

/**
 * Opens every sealed text, party, message and decision of a batch of cases, in order of id.
 * @param after the last case looked at, or null
 * @returns what could not be opened, and where to go on (null at the end). Erased cases are not looked into
 */
export async function undecryptableAfter(
  work: Work,
  after: string | null,
): Promise<{ closed: ClosedContent[]; next: string | null; looked: number }> {
  const db = work.db<CaseTables>();
  const keys = await db
    .selectFrom('case_key')
    .select(['case_id', 'master_id', 'wrapped'])
    .where('case_id', '>', after ?? '00000000-0000-0000-0000-000000000000')
    .orderBy('case_id')
    .limit(batch)
    .execute();
  const closed: ClosedContent[] = [];
  const open = new Map<string, DataKey>();
  for (const row of keys) {
    if (!row.wrapped) continue;
    const key = await work.vault
      .openKey(row.case_id, { masterId: row.master_id, wrapped: row.wrapped })
      .catch((error: unknown) => {
        if (!(error instanceof Undecryptable)) throw error;
        closed.push({ caseId: row.case_id, field: 'key' });
        return null;
      });
    if (key) open.set(row.case_id, key);
  }
  const sealed = await work.em.execute<{ case_id: string; field: string; sealed: Buffer }[]>(
    `select case_id, field, sealed from case_text where case_id = any(?::uuid[])
     union all select case_id, 'party:' || id, sealed from case_party where case_id = any(?::uuid[])
     union all select case_id, 'message:' || id, sealed from case_message where case_id = any(?::uuid[])
     union all select case_id, 'decision:' || id, sealed from case_decision where case_id = any(?::uuid[])`,
    Array.from({ length: 4 }, () => `{${[...open.keys()].join(',')}}`),
  );
  for (const row of sealed) {
    const key = open.get(row.case_id);
    if (!key) continue;
    try {
      work.vault.openBytes(key, row.field, row.sealed);
    } catch (error) {
      if (!(error instanceof Undecryptable)) throw error;
      closed.push({ caseId: row.case_id, field: row.field });
    }
  }
  return { closed, next: keys.length === batch ? (keys.at(-1)?.case_id ?? null) : null, looked: keys.length };
}

/** Cases whose record and custody disagree about who holds them. Must be none. */
export async function custodyDisagreements(work: Work): Promise<readonly string[]> {
  const rows = await work
    .db<CaseTables>()
    .selectFrom('case_file as f')
    .leftJoin('case_custody as c', (join) => join.onRef('c.case_id', '=', 'f.id').on('c.until_at', 'is', null))
    .select('f.reference')
    .where((of) =>
      of.or([of('c.id', 'is', null), sql<boolean>`c.office <> f.held_office`, sql<boolean>`c.tier <> f.tier`]),
    )
    .limit(100)
    .execute();
  return rows.map((row) => row.reference);
}

/** Undecided cases that nobody waits for: no running clock and not in the watched queue. Must be none. */
export async function undecidedWithoutClock(work: Work): Promise<readonly string[]> {
  const rows = await work.em.execute<{ reference: string }[]>(
    `select reference from case_file f
     where status = any(?::text[]) and watched_reason is null
       and not exists (select 1 from sla_clock c where c.case_id = f.id and c.next_action_at is not null)
     limit 100`,
    [`{${undecidedStatuses.join(',')}}`],
  );
  return rows.map((row) => row.reference);
}

/** Names of the encrypted files that must be there: those of erased cases are to be gone. */
export async function attachmentFiles(work: Work): Promise<ReadonlySet<string>> {
  const rows = await work
    .db<CaseTables>()
    .selectFrom('attachment as a')
    .innerJoin('case_file as c', 'c.id', 'a.case_id')
    .select('a.file')
    .where('c.erased_at', 'is', null)
    .execute();
  return new Set(rows.map((row) => row.file));
}
