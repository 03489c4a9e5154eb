import type { Work } from '../../platform/work.ts';
import type { FiledContent } from '../filing-receipt.ts';
import { openText } from './sealed.ts';
import type { CaseTables } from './tables.ts';

/** What was told when the case was filed; null when it cannot be read. */
export async function filedTexts(work: Work, caseId: string): Promise<FiledContent | null> {
  const rows = await work
    .db<CaseTables>()
    .selectFrom('case_text')
    .select(['field', 'sealed'])
    .where('case_id', '=', caseId)
    .where('field', 'in', ['narrative', 'remedySought'])
    .execute();
  const texts = new Map<string, string>();
  for (const row of rows) {
    const text = await openText(work, caseId, row.field, row.sealed);
    if (text.state !== 'readable') return null;
    texts.set(row.field, text.value);
  }
  const narrative = texts.get('narrative');
  return narrative === undefined ? null : { narrative, remedySought: texts.get('remedySought') ?? null };
}

/** The ledger entry of the filing. */
export async function filingEntry(work: Work, caseId: string): Promise<{ entry: number; hash: string } | null> {
  const [row] = await work.em.execute<{ seq: string; hash: Buffer }[]>(
    `select seq, hash from ledger_entry where chain = ? and event = 'case.filed' order by seq limit 1`,
    [caseId],
  );
  return row ? { entry: Number(row.seq), hash: row.hash.toString('hex') } : null;
}
