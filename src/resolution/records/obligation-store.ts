import { sealText } from '../../cases/index.ts';
import { newId } from '../../kernel/ids.ts';
import type { Work } from '../../platform/work.ts';
import type { Term } from '../domain/terms-text.ts';
import type { ObligationRow } from './dispute.ts';
import type { ResolutionTables } from './tables.ts';

interface InFile {
  readonly id: string;
  readonly case_id: string;
}

/** Makes the terms of an issued outcome obligations that are watched. */
export async function addObligations(
  work: Work,
  file: InFile,
  outcomeId: string,
  terms: readonly (Term & { readonly remindAt: Date; readonly breachAt: Date })[],
): Promise<void> {
  if (terms.length === 0) return;
  const rows = await Promise.all(
    terms.map(async (term) => {
      const id = newId();
      const text = JSON.stringify({ text: term.text, evidence: term.evidence });
      return {
        id,
        outcome_id: outcomeId,
        file_id: file.id,
        case_id: file.case_id,
        debtor: term.debtor,
        creditor: term.creditor,
        amount_khr: term.amountKhr,
        due_on: term.dueOn,
        sealed: await sealText(work, file.case_id, `dispute-obligation:${id}`, text),
        state: 'due' as const,
        remind_at: term.remindAt,
        breach_at: term.breachAt,
      };
    }),
  );
  await work.db<ResolutionTables>().insertInto('resolution_obligation').values(rows).execute();
}

/** Changes the state of an obligation. */
export async function changeObligation(
  work: Work,
  id: string,
  set: Partial<
    Pick<ObligationRow, 'state' | 'sealed_evidence' | 'reported_at' | 'confirmed_at' | 'breached_at' | 'reminded_at'>
  >,
): Promise<void> {
  await work.db<ResolutionTables>().updateTable('resolution_obligation').set(set).where('id', '=', id).execute();
}

/** Seals what was shown for an obligation. */
export function sealEvidence(work: Work, caseId: string, id: string, text: string): Promise<Buffer> {
  return sealText(work, caseId, `dispute-obligation-evidence:${id}`, text);
}

/** Obligations that call for something by now: a reminder, or to be found breached. Oldest first. */
export async function obligationsDue(
  work: Work,
  limit: number,
): Promise<readonly { readonly id: string; readonly what: 'remind' | 'breach' }[]> {
  const db = work.db<ResolutionTables>();
  const remind = await db
    .selectFrom('resolution_obligation')
    .select('id')
    .where('state', '=', 'due')
    .where('reminded_at', 'is', null)
    .where('remind_at', '<=', work.now)
    .where('breach_at', '>=', work.now)
    .orderBy('remind_at')
    .orderBy('id')
    .limit(limit)
    .execute();
  const breach = await db
    .selectFrom('resolution_obligation')
    .select('id')
    .where('state', 'in', ['due', 'disputed'])
    .where('breach_at', '<', work.now)
    .orderBy('breach_at')
    .orderBy('id')
    .limit(limit)
    .execute();
  return [
    ...breach.map(({ id }) => ({ id, what: 'breach' as const })),
    ...remind.map(({ id }) => ({ id, what: 'remind' as const })),
  ];
}

/** An obligation locked, unless somebody else has it; null then, or when it is gone. */
export async function lockObligation(work: Work, id: string): Promise<ObligationRow | null> {
  const row = await work
    .db<ResolutionTables>()
    .selectFrom('resolution_obligation')
    .selectAll()
    .where('id', '=', id)
    .forUpdate()
    .skipLocked()
    .executeTakeFirst();
  return row ?? null;
}
