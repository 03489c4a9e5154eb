import type { Work } from '../../platform/work.ts';
import { openText, withheld, type Readable } from './sealed.ts';

/** What a second person looks at: emergency access to a case, or a look at a confidential complainant's identity. */
export type SensitiveKind = 'case' | 'identity';

/** One such access. */
export interface SensitiveAccess {
  readonly id: string;
  readonly kind: SensitiveKind;
  readonly caseId: string;
  readonly reference: string;
  readonly personId: string;
  readonly at: Date;
  readonly expiresAt: Date;
  readonly reason: Readable<string>;
  /** Close of the second working day after it. */
  readonly reviewDueAt: Date | null;
  readonly isOverdue: boolean;
  readonly review: { readonly by: string; readonly at: Date; readonly verdict: 'justified' | 'not_justified' } | null;
}

interface Row {
  readonly id: string;
  readonly kind: SensitiveKind;
  readonly case_id: string;
  readonly reference: string;
  readonly person_id: string;
  readonly at: string;
  readonly expires_at: string;
  readonly sealed_reason: Buffer;
  readonly review_due_at: string | null;
  readonly reviewed_by: string | null;
  readonly reviewed_at: string | null;
  readonly verdict: 'justified' | 'not_justified' | null;
}

const both = `
  select access_id as id, 'case' as kind, case_id, person_id, at, expires_at, sealed_reason, review_due_at, reviewed_by,
    reviewed_at, verdict from break_glass
  union all
  select id, 'identity', case_id, person_id, at, expires_at, sealed_reason, review_due_at, reviewed_by, reviewed_at, verdict
    from identity_request`;

/** Accesses that nobody has reviewed, oldest first; `only` one of them. The reader gets the reason, not the case. */
export function unreviewed(work: Work, only?: string): Promise<SensitiveAccess[]> {
  return work.elevated('the reviewer reads the reason, not the case', async () => {
    const rows = await work.em.execute<Row[]>(
      `select b.*, c.reference from (${both}) b join case_file c on c.id = b.case_id
       where b.reviewed_at is null ${only === undefined ? '' : 'and b.id = ?'} order by b.at, b.id limit 200`,
      only === undefined ? [] : [only],
    );
    const found: SensitiveAccess[] = [];
    for (const row of rows) {
      const field = row.kind === 'case' ? `break-glass:${row.id}` : `identity:${row.id}`;
      found.push(fromRow(work, row, await openText(work, row.case_id, field, row.sealed_reason)));
    }
    return found;
  });
}

/** All accesses, newest first, without their reasons. @param before only those before this instant */
export function allSensitiveAccess(work: Work, before: Date | null, limit: number): Promise<SensitiveAccess[]> {
  return work.elevated('an auditor sees that it was done, not why', async () => {
    const rows = await work.em.execute<Row[]>(
      `select b.*, c.reference from (${both}) b join case_file c on c.id = b.case_id
       ${before === null ? '' : 'where b.at < ?'} order by b.at desc, b.id limit ${limit}`,
      before === null ? [] : [before],
    );
    return rows.map((row) => fromRow(work, row, withheld));
  });
}

function fromRow(work: Work, row: Row, reason: Readable<string>): SensitiveAccess {
  const reviewDueAt = row.review_due_at === null ? null : new Date(row.review_due_at);
  return {
    id: row.id,
    kind: row.kind,
    caseId: row.case_id,
    reference: row.reference,
    personId: row.person_id,
    at: new Date(row.at),
    expiresAt: new Date(row.expires_at),
    reason,
    reviewDueAt,
    isOverdue: row.reviewed_at === null && reviewDueAt !== null && reviewDueAt < work.now,
    review:
      row.reviewed_by !== null && row.reviewed_at !== null && row.verdict !== null
        ? { by: row.reviewed_by, at: new Date(row.reviewed_at), verdict: row.verdict }
        : null,
  };
}

/** Keeps the second person's word; what is found unjustified ends at once. */
export async function review(
  work: Work,
  of: Pick<SensitiveAccess, 'id' | 'kind'>,
  by: string,
  verdict: 'justified' | 'not_justified',
): Promise<void> {
  await work.elevated('a review is laid down by the system', async () => {
    const [table, key] = of.kind === 'case' ? ['break_glass', 'access_id'] : ['identity_request', 'id'];
    await work.em.execute(`update ${table} set reviewed_by = ?, reviewed_at = ?, verdict = ? where ${key} = ?`, [
      by,
      work.now,
      verdict,
      of.id,
    ]);
    if (verdict !== 'not_justified') return;
    if (of.kind === 'case')
      await work.em.execute('update case_access set revoked_at = ? where id = ?', [work.now, of.id]);
    else
      await work.em.execute('update identity_request set expires_at = least(expires_at, ?) where id = ?', [
        work.now,
        of.id,
      ]);
  });
}

/** Sets by when an access is to be reviewed. */
export async function setReviewDue(work: Work, kind: SensitiveKind, id: string, dueAt: Date): Promise<void> {
  const [table, key] = kind === 'case' ? ['break_glass', 'access_id'] : ['identity_request', 'id'];
  await work.elevated('the deadline of a review is laid down by the system', () =>
    work.em.execute(`update ${table} set review_due_at = ? where ${key} = ?`, [dueAt, id]),
  );
}

/** How many accesses wait for a second person beyond their deadline. Must be none. */
export function overdueReviews(work: Work): Promise<number> {
  return work.elevated('a number, nothing of the cases', async () => {
    const [row] = await work.em.execute<{ n: string }[]>(
      `select count(*) as n from (${both}) b where b.reviewed_at is null and b.review_due_at < ?`,
      [work.now],
    );
    return Number(row?.n ?? 0);
  });
}
