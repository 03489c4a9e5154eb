import { NotFound } from '../../kernel/errors.ts';
import { newId } from '../../kernel/ids.ts';
import type { Work } from '../../platform/work.ts';
import type { DecisionGiven } from '../domain/decision.ts';
import { sealText } from './sealed.ts';
import { instant } from './instant.ts';
import type { CaseRecord, CaseTables } from './tables.ts';

/** What is sealed of a decision. */
export interface DecisionText {
  readonly reasons: string;
  readonly legalBasis: string | null;
  readonly evidence: string | null;
}

export type RemedyState = CaseTables['remedy']['state'];

/** Keeps a decision and the remedies ordered with it. @returns the id of the decision */
export async function addDecision(
  work: Work,
  file: CaseRecord,
  by: { readonly personId: string; readonly office: string },
  given: DecisionGiven,
): Promise<string> {
  const id = newId();
  const text: DecisionText = { reasons: given.reasons, legalBasis: given.legalBasis, evidence: given.evidence };
  const db = work.db<CaseTables>();
  await db
    .insertInto('case_decision')
    .values({
      id,
      case_id: file.id,
      tier: file.tier,
      office: by.office,
      decided_by: by.personId,
      outcome: given.outcome,
      sealed: await sealText(work, file.id, `decision:${id}`, JSON.stringify(text)),
      next_body: null,
      appeal_until: null,
      accepted_at: null,
      decided_at: work.now,
    })
    .execute();
  if (given.remedies.length === 0) return id;
  const remedies = await Promise.all(
    given.remedies.map(async (remedy) => {
      const remedyId = newId();
      return {
        id: remedyId,
        case_id: file.id,
        decision_id: id,
        kind: remedy.kind,
        amount_khr: remedy.amountKhr,
        due_on: remedy.dueOn,
        state: 'ordered' as const,
        sealed: remedy.text === null ? null : await sealText(work, file.id, `remedy:${remedyId}`, remedy.text),
        evidence_sealed: null,
        fulfilled_at: null,
        fulfilled_by: null,
        confirmed_at: null,
        created_at: work.now,
      };
    }),
  );
  await db.insertInto('remedy').values(remedies).execute();
  return id;
}

/** Lays down where the party may go next and until when: the ladder and the clocks know. */
export async function setAppealWindow(
  work: Work,
  decisionId: string,
  next: { readonly nextBody: string | null; readonly appealUntil: Date | null },
): Promise<void> {
  await work
    .db<CaseTables>()
    .updateTable('case_decision')
    .set({ next_body: next.nextBody, appeal_until: next.appealUntil })
    .where('id', '=', decisionId)
    .execute();
}

/** Marks the last decision as accepted by the complainant. */
export async function acceptLastDecision(work: Work, caseId: string): Promise<void> {
  const db = work.db<CaseTables>();
  const last = await db
    .selectFrom('case_decision')
    .select('id')
    .where('case_id', '=', caseId)
    .orderBy('decided_at', 'desc')
    .orderBy('id', 'desc')
    .executeTakeFirst();
  if (last) await db.updateTable('case_decision').set({ accepted_at: work.now }).where('id', '=', last.id).execute();
}

/** Whether the complainant has accepted the last decision. */
export async function isAccepted(work: Work, caseId: string): Promise<boolean> {
  const last = await work
    .db<CaseTables>()
    .selectFrom('case_decision')
    .select('accepted_at')
    .where('case_id', '=', caseId)
    .orderBy('decided_at', 'desc')
    .orderBy('id', 'desc')
    .executeTakeFirst();
  return last?.accepted_at != null;
}

/** A remedy of the case, locked. @throws NotFound */
export async function lockRemedy(
  work: Work,
  caseId: string,
  remedyId: string,
): Promise<{ readonly id: string; readonly kind: string; readonly state: RemedyState }> {
  const found = await work
    .db<CaseTables>()
    .selectFrom('remedy')
    .select(['id', 'kind', 'state'])
    .where('id', '=', remedyId)
    .where('case_id', '=', caseId)
    .forUpdate()
    .executeTakeFirst();
  if (!found) throw new NotFound('not_found.remedy');
  return found;
}

/** Records that a remedy was delivered, with the sealed evidence of it. */
export async function fulfil(
  work: Work,
  caseId: string,
  remedyId: string,
  by: string,
  evidence: string,
): Promise<void> {
  await work
    .db<CaseTables>()
    .updateTable('remedy')
    .set({
      state: 'fulfilled',
      asked: 1,
      evidence_sealed: await sealText(work, caseId, `remedy-evidence:${remedyId}`, evidence),
      fulfilled_at: work.now,
      fulfilled_by: by,
    })
    .where('id', '=', remedyId)
    .execute();
}

/** Records the complainant's answer to a remedy reported as delivered. */
export async function answerRemedy(work: Work, remedyId: string, confirmed: boolean): Promise<void> {
  await work
    .db<CaseTables>()
    .updateTable('remedy')
    .set(confirmed ? { state: 'confirmed', confirmed_at: work.now } : { state: 'disputed', confirmed_at: null })
    .where('id', '=', remedyId)
    .execute();
}

/** How many remedies of the case the complainant has not confirmed. */
export async function openRemedies(work: Work, caseId: string): Promise<number> {
  const row = await work
    .db<CaseTables>()
    .selectFrom('remedy')
    .select((of) => of.fn.countAll<number | string>().as('n'))
    .where('case_id', '=', caseId)
    .where('state', 'not in', ['confirmed', 'lapsed'])
    .executeTakeFirstOrThrow();
  return Number(row.n);
}

/** A remedy reported as delivered that nobody answered for, locked; null when it was answered meanwhile. */
export async function unansweredRemedy(
  work: Work,
  remedyId: string,
): Promise<{ readonly id: string; readonly kind: string } | null> {
  const row = await work
    .db<CaseTables>()
    .selectFrom('remedy')
    .select(['id', 'kind'])
    .where('id', '=', remedyId)
    .where('state', '=', 'fulfilled')
    .forUpdate()
    .executeTakeFirst();
  return row ?? null;
}

/** The complainant was asked once more. */
export async function noteAsked(work: Work, remedyId: string): Promise<void> {
  await work
    .db<CaseTables>()
    .updateTable('remedy')
    .set((of) => ({ asked: of('asked', '+', 1) }))
    .where('id', '=', remedyId)
    .execute();
}

/** Nobody answered: it is taken as delivered. */
export async function lapse(work: Work, remedyId: string): Promise<void> {
  await work
    .db<CaseTables>()
    .updateTable('remedy')
    .set({ state: 'lapsed', lapsed_at: work.now })
    .where('id', '=', remedyId)
    .execute();
}

/** A remedy reported as delivered and not answered, of a case that is open and not protected. */
export interface UnansweredRemedy {
  readonly id: string;
  readonly caseId: string;
  readonly asked: number;
  readonly fulfilledAt: Date;
}

/** Those reported before an instant, longest ago first. Protected cases are never closed by silence. */
export async function unansweredRemedies(
  work: Work,
  of: { readonly before: Date; readonly limit: number },
): Promise<readonly UnansweredRemedy[]> {
  const rows = await work
    .db<CaseTables>()
    .selectFrom('remedy')
    .innerJoin('case_file', 'case_file.id', 'remedy.case_id')
    .select(['remedy.id', 'remedy.case_id', 'remedy.asked', 'remedy.fulfilled_at'])
    .where('remedy.state', '=', 'fulfilled')
    .where('remedy.fulfilled_at', '<', of.before)
    .where('case_file.status', '=', 'decided')
    .where('case_file.protected', '=', false)
    .where('case_file.watched_reason', 'is', null)
    .orderBy('remedy.fulfilled_at')
    .orderBy('remedy.id')
    .limit(of.limit)
    .execute();
  return rows.map((row) => ({
    id: row.id,
    caseId: row.case_id,
    asked: row.asked,
    fulfilledAt: instant(row.fulfilled_at ?? of.before),
  }));
}
