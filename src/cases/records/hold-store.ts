import { newId } from '../../kernel/ids.ts';
import type { Work } from '../../platform/work.ts';
import { openText, sealText, type Readable } from './sealed.ts';

/** A legal hold: the case is not erased while it stands. */
export interface LegalHold {
  readonly id: string;
  readonly caseId: string;
  readonly reference: string;
  readonly reason: Readable<string>;
  readonly placedBy: string;
  readonly placedAt: Date;
}

/** Lays a hold on a case. @returns its id */
export async function addHold(work: Work, of: { caseId: string; personId: string; reason: string }): Promise<string> {
  const id = newId();
  await work.elevated('who holds a case against erasure does not read it', async () => {
    await work.em.execute(
      'insert into legal_hold (id, case_id, sealed_reason, placed_by, placed_at) values (?, ?, ?, ?, ?)',
      [id, of.caseId, await sealText(work, of.caseId, `hold:${id}`, of.reason), of.personId, work.now],
    );
  });
  return id;
}

/** Holds that stand, oldest first; `only` one of them, locked. */
export async function openHolds(work: Work, only?: string): Promise<LegalHold[]> {
  return work.elevated('who holds a case against erasure does not read it', async () => {
    const rows = await work.em.execute<
      { id: string; case_id: string; reference: string; sealed_reason: Buffer; placed_by: string; placed_at: string }[]
    >(
      `select h.id, h.case_id, c.reference, h.sealed_reason, h.placed_by, h.placed_at
       from legal_hold h join case_file c on c.id = h.case_id
       where h.lifted_at is null ${only === undefined ? '' : 'and h.id = ?'}
       order by h.placed_at, h.id limit 500 ${only === undefined ? '' : 'for update of h'}`,
      only === undefined ? [] : [only],
    );
    const holds: LegalHold[] = [];
    for (const row of rows) {
      holds.push({
        id: row.id,
        caseId: row.case_id,
        reference: row.reference,
        reason: await openText(work, row.case_id, `hold:${row.id}`, row.sealed_reason),
        placedBy: row.placed_by,
        placedAt: new Date(row.placed_at),
      });
    }
    return holds;
  });
}

/** Ends a hold. */
export async function endHold(work: Work, hold: LegalHold, by: string, reason: string): Promise<void> {
  await work.elevated('who holds a case against erasure does not read it', async () => {
    await work.em.execute('update legal_hold set lifted_by = ?, lifted_at = ?, sealed_lift_reason = ? where id = ?', [
      by,
      work.now,
      await sealText(work, hold.caseId, `hold-lift:${hold.id}`, reason),
      hold.id,
    ]);
  });
}
