import type { Work } from '../../platform/work.ts';
import { mayReadContent } from '../policy.ts';
import type { DecisionText, RemedyState } from '../records/decision-store.ts';
import { instant, instantOrNull } from '../records/instant.ts';
import { openJson, openText, withheld, type Readable } from '../records/sealed.ts';
import type { CaseTables } from '../records/tables.ts';
import { openForReading } from './record-read.ts';

export interface DecisionView {
  readonly id: string;
  readonly outcome: string;
  readonly tier: string;
  readonly office: string;
  readonly decidedAt: Date;
  readonly text: Readable<DecisionText>;
  /** Where the party may go next, and until when. */
  readonly nextBody: string | null;
  readonly appealUntil: Date | null;
  readonly acceptedAt: Date | null;
  readonly remedies: readonly RemedyView[];
}

export interface RemedyView {
  readonly id: string;
  readonly decisionId: string;
  readonly kind: string;
  readonly amountKhr: number | null;
  /** `YYYY-MM-DD`, Phnom Penh. */
  readonly dueOn: string;
  readonly state: RemedyState;
  /** Null where nothing was written. */
  readonly text: Readable<string> | null;
  readonly evidence: Readable<string> | null;
  readonly fulfilledAt: Date | null;
  readonly confirmedAt: Date | null;
}

/** All decisions on a case, the last one first. @throws NotFound */
export async function decisionsOf(work: Work, reference: string): Promise<readonly DecisionView[]> {
  const { id } = await openForReading(work, reference, 'decisions');
  return readDecisions(work, id);
}

/** All remedies ordered in a case, decision by decision, those due first before others. @throws NotFound */
export async function remediesOf(work: Work, reference: string): Promise<readonly RemedyView[]> {
  const { id } = await openForReading(work, reference, 'remedies');
  return readRemedies(work, id);
}

/** The same for a case already found. */
export async function readDecisions(work: Work, caseId: string): Promise<readonly DecisionView[]> {
  const rows = await work
    .db<CaseTables>()
    .selectFrom('case_decision')
    .select(['id', 'outcome', 'tier', 'office', 'decided_at', 'sealed', 'next_body', 'appeal_until', 'accepted_at'])
    .where('case_id', '=', caseId)
    .orderBy('decided_at', 'desc')
    .orderBy('id', 'desc')
    .execute();
  if (rows.length === 0) return [];
  const remedies = await readRemedies(work, caseId);
  return Promise.all(
    rows.map(async (row) => ({
      id: row.id,
      outcome: row.outcome,
      tier: row.tier,
      office: row.office,
      decidedAt: instant(row.decided_at),
      text: mayReadContent(work.actor)
        ? await openJson<DecisionText>(work, caseId, `decision:${row.id}`, row.sealed)
        : withheld,
      nextBody: row.next_body,
      appealUntil: instantOrNull(row.appeal_until),
      acceptedAt: instantOrNull(row.accepted_at),
      remedies: remedies.filter((remedy) => remedy.decisionId === row.id),
    })),
  );
}

async function readRemedies(work: Work, caseId: string): Promise<readonly RemedyView[]> {
  const rows = await work
    .db<CaseTables>()
    .selectFrom('remedy')
    .selectAll()
    .where('case_id', '=', caseId)
    .orderBy('created_at')
    .orderBy('due_on')
    .orderBy('id')
    .execute();
  const open = async (field: string, sealed: Uint8Array | null): Promise<Readable<string> | null> => {
    if (sealed === null) return null;
    return mayReadContent(work.actor) ? openText(work, caseId, field, sealed) : withheld;
  };
  return Promise.all(
    rows.map(async (row) => ({
      id: row.id,
      decisionId: row.decision_id,
      kind: row.kind,
      amountKhr: row.amount_khr === null ? null : Number(row.amount_khr),
      dueOn: row.due_on,
      state: row.state,
      text: await open(`remedy:${row.id}`, row.sealed),
      evidence: await open(`remedy-evidence:${row.id}`, row.evidence_sealed),
      fulfilledAt: instantOrNull(row.fulfilled_at),
      confirmedAt: instantOrNull(row.confirmed_at),
    })),
  );
}
