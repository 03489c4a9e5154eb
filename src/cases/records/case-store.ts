import { LockMode } from '@mikro-orm/postgresql';
import { sql } from 'kysely';

import { NotFound } from '../../kernel/errors.ts';
import { newId } from '../../kernel/ids.ts';
import type { Work } from '../../platform/work.ts';
import type { DataKey } from '../../platform/vault.ts';
import { Undecryptable } from '../../platform/vault.ts';
import type { CaseFacts, Surroundings } from '../domain/lifecycle.ts';
import { openStatuses } from '../domain/lifecycle.ts';
import { isDecidedByPanel } from '../domain/panel-rule.ts';
import { CaseFile, type CaseRecord, type CaseTables } from './tables.ts';

/**
 * Loads a case for change: locked until the transaction ends, changes are saved at commit with its version raised.
 * @throws NotFound when it does not exist or row-level security hides it
 */
export async function lockCase(work: Work, caseId: string): Promise<CaseRecord> {
  const found = await work.em.findOne(
    CaseFile,
    { id: caseId },
    { lockMode: LockMode.PESSIMISTIC_WRITE, refresh: true },
  );
  if (!found) throw new NotFound('not_found.case');
  return found;
}

/** Reads a case without locking it. @throws NotFound as `lockCase` */
export async function readCase(work: Work, caseId: string): Promise<CaseRecord> {
  const found = await work.em.findOne(CaseFile, { id: caseId });
  if (!found) throw new NotFound('not_found.case');
  return found;
}

const opened = new WeakMap<Work, Map<string, DataKey>>();

/**
 * The key of a case, opened once a transaction.
 * @throws Undecryptable when it was erased or no master key at hand opens it
 */
export async function caseKeyOf(work: Work, caseId: string): Promise<DataKey> {
  const keys = opened.get(work) ?? new Map<string, DataKey>();
  opened.set(work, keys);
  const known = keys.get(caseId);
  if (known) return known;
  const row = await work
    .db<CaseTables>()
    .selectFrom('case_key')
    .select(['master_id', 'wrapped'])
    .where('case_id', '=', caseId)
    .executeTakeFirst();
  if (!row) throw new NotFound('not_found.case');
  if (!row.wrapped) throw new Undecryptable(caseId, 'erased');
  const key = await work.vault.openKey(caseId, { masterId: row.master_id, wrapped: row.wrapped });
  keys.set(caseId, key);
  return key;
}

/** Keeps a key made in this transaction at hand. */
export function rememberKey(work: Work, key: DataKey): void {
  const keys = opened.get(work) ?? new Map<string, DataKey>();
  keys.set(key.owner, key);
  opened.set(work, keys);
}

/** What the table of states and actions looks at. `regulatorRightOpen`, `appealBody` and the reopen limit come from clocks and ladder. */
export async function caseFactsOf(work: Work, file: CaseRecord, around: Surroundings): Promise<CaseFacts> {
  const db = work.db<CaseTables>();
  const counts = await db
    .selectNoFrom((of) => [
      of
        .selectFrom('remedy')
        .where('case_id', '=', file.id)
        .where('state', 'not in', ['confirmed', 'lapsed'])
        .select((count) => count.fn.countAll<number>().as('n'))
        .as('remedies_open'),
      of
        .selectFrom('remedy')
        .where('case_id', '=', file.id)
        .where('state', '=', 'fulfilled')
        .select((count) => count.fn.countAll<number>().as('n'))
        .as('remedies_to_confirm'),
      of
        .selectFrom('case_rating')
        .where('case_id', '=', file.id)
        .select((count) => count.fn.countAll<number>().as('n'))
        .as('ratings'),
    ])
    .executeTakeFirstOrThrow();
  // The appeal may be at an office that the asker cannot see: that there is one is no secret from who sees this case.
  const appealed = await work.elevated('whether an appeal exists', () =>
    db.selectFrom('case_file').select('id').where('appeal_of', '=', file.id).limit(1).executeTakeFirst(),
  );
  const remediesOpen = Number(counts.remedies_open);
  const remediesToConfirm = Number(counts.remedies_to_confirm);
  return {
    status: file.status,
    protected: file.protected,
    transfers: file.transfers,
    closedAt: file.closedAt ?? null,
    remediesOpen,
    remediesToConfirm,
    remediesToFulfil: remediesOpen - remediesToConfirm,
    appealed: appealed !== undefined,
    rated: Number(counts.ratings) > 0,
    needsPanel: isDecidedByPanel(file.tier),
    ...around,
  };
}

/** Hands a case to an office: ends the custody of the one before, begins the new one. The caller changes the case itself. */
export async function handOver(
  work: Work,
  file: Pick<CaseRecord, 'id'>,
  to: { office: string; tier: string; how: CaseTables['case_custody']['how'] },
  at: Date,
): Promise<void> {
  await work.elevated('custody passes from office to office', async () => {
    const db = work.db<CaseTables>();
    await db
      .updateTable('case_custody')
      .set({ until_at: at })
      .where('case_id', '=', file.id)
      .where('until_at', 'is', null)
      .execute();
    await db
      .insertInto('case_custody')
      .values({
        id: newId(),
        case_id: file.id,
        office: to.office,
        tier: to.tier,
        how: to.how,
        from_at: at,
        until_at: null,
      })
      .execute();
  });
}

/** Numbers are taken from the sequence in blocks of 32, so that filing does not ask for each; unused ones stay gaps. */
const blocks = new WeakMap<object, { next: number; left: number }>();
const blockSize = 32;

/** The next number for a reference. Unique over all processes; never the highest plus one, never without gaps. */
export async function nextCaseNumber(work: Work): Promise<number> {
  const block = blocks.get(work.database);
  if (block && block.left > 0) {
    block.left -= 1;
    block.next += 1;
    return block.next - 1;
  }
  const taken = await sql<{ n: string }>`select nextval('case_number') as n`.execute(work.db<CaseTables>());
  const first = Number(taken.rows[0]?.n);
  blocks.set(work.database, { next: first + 1, left: blockSize - 1 });
  return first;
}

/** Statuses that the partial indexes of work lists cover; a query must repeat them literally to use one. */
export const inWorkLists = sql<boolean>`status in (${sql.raw(openStatuses.map((status) => `'${status}'`).join(', '))})`;
