import type { Work } from '../../platform/work.ts';
import { isOpen, possibleActions, type CaseAction } from '../domain/lifecycle.ts';
import { mayDo, mayReadContent, visibleCases } from '../policy.ts';
import type { CasePorts } from '../ports.ts';
import { standing } from '../commands/take-up.ts';
import { glassBrokenUntil } from '../records/access-store.ts';
import { caseFactsOf, readCase } from '../records/case-store.ts';
import { openText, withheld, type Readable } from '../records/sealed.ts';
import type { CaseRecord, CaseTables } from '../records/tables.ts';
import { readDecisions, type DecisionView } from './decisions.ts';
import { personNames } from './person-names.ts';
import { openForReading } from './record-read.ts';

export interface LinkView {
  readonly reference: string;
  /** `appeal_of`: this case appeals that one; `appealed_by`: that one appeals this. */
  readonly kind: 'duplicate' | 'related' | 'appeal_of' | 'appealed_by';
}

/** A case as somebody may see it. */
export interface CaseView {
  readonly file: CaseRecord;
  readonly isOverdue: boolean;
  readonly assignee: { readonly id: string; readonly name: string | null } | null;
  readonly narrative: Readable<string> | null;
  readonly remedySought: Readable<string> | null;
  readonly decisions: readonly DecisionView[];
  /** Other cases, as far as the reader sees them. */
  readonly links: readonly LinkView[];
  /** What the state of the case and the reader's role permit now. */
  readonly permittedActions: readonly CaseAction[];
  /** End of the reader's emergency access; null when they see the case by right. */
  readonly glassBrokenUntil: Date | null;
}

/** The whole record of a case as the actor may see it. @throws NotFound */
export const caseView =
  (ports: Pick<CasePorts, 'surroundingsOf'>) =>
  async (work: Work, reference: string): Promise<CaseView> => {
    const { id } = await openForReading(work, reference, 'case');
    const file = await readCase(work, id);
    const names = await personNames(work, [file.assignedTo ?? null]);
    const texts = await readTexts(work, id);
    return {
      file,
      isOverdue: isOpen(file.status) && file.dueAt != null && file.dueAt < work.now,
      assignee: file.assignedTo ? { id: file.assignedTo, name: names.get(file.assignedTo) ?? null } : null,
      narrative: texts.get('narrative') ?? null,
      remedySought: texts.get('remedySought') ?? null,
      decisions: await readDecisions(work, id),
      links: await linksOf(work, file),
      permittedActions: await permittedActions(work, ports, file),
      glassBrokenUntil: await glassBrokenUntil(work, id),
    };
  };

/** What the actor may do with this case now. */
export async function permittedActions(
  work: Work,
  ports: Pick<CasePorts, 'surroundingsOf'>,
  file: CaseRecord,
): Promise<CaseAction[]> {
  const facts = await caseFactsOf(work, file, await ports.surroundingsOf(work, file));
  return possibleActions(facts, work.now).filter((action) => mayDo(work.actor, action, standing(file)).allowed);
}

async function readTexts(work: Work, caseId: string): Promise<ReadonlyMap<string, Readable<string>>> {
  const rows = await work
    .db<CaseTables>()
    .selectFrom('case_text')
    .select(['field', 'sealed'])
    .where('case_id', '=', caseId)
    .execute();
  const texts = new Map<string, Readable<string>>();
  for (const row of rows) {
    texts.set(row.field, mayReadContent(work.actor) ? await openText(work, caseId, row.field, row.sealed) : withheld);
  }
  return texts;
}

async function linksOf(work: Work, file: CaseRecord): Promise<LinkView[]> {
  const db = work.db<CaseTables>();
  const visible = visibleCases(work.actor, work.now);
  const linked = await db
    .selectFrom('case_link')
    .innerJoin('case_file', 'case_file.id', 'case_link.other_id')
    .select(['case_file.reference', 'case_link.kind'])
    .where('case_link.case_id', '=', file.id)
    .where(visible)
    .orderBy('case_link.linked_at')
    .orderBy('case_file.reference')
    .orderBy('case_link.kind')
    .execute();
  const appeals = await db
    .selectFrom('case_file')
    .select(['reference', 'id'])
    .where((of) => of.or([of('appeal_of', '=', file.id), ...(file.appealOf ? [of('id', '=', file.appealOf)] : [])]))
    .where(visible)
    .orderBy('id')
    .execute();
  return [
    ...linked,
    ...appeals.map((of) => ({
      reference: of.reference,
      kind: of.id === file.appealOf ? ('appeal_of' as const) : ('appealed_by' as const),
    })),
  ];
}
