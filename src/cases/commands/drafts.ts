import { staffOf } from '../../access/index.ts';
import { Forbidden, InvalidInput } from '../../kernel/errors.ts';
import type { Work } from '../../platform/work.ts';
import { mayReadContent } from '../policy.ts';
import { deleteDraft, draftRow, keepDraft } from '../records/draft-store.ts';
import { findCase } from '../records/find-case.ts';
import { openJson, sealText } from '../records/sealed.ts';

/** Texts of a form by name, as they were typed. */
export type DraftFields = Readonly<Record<string, readonly string[]>>;

export interface Draft {
  readonly fields: DraftFields;
  readonly savedAt: Date;
}

interface Which {
  readonly reference: string;
  /** Which form of the case: `decide`, `note`, ... */
  readonly form: string;
}

/** Characters of one draft: a decision with ten remedies fits. */
const longest = 100_000;

const fieldOf = (personId: string, form: string) => `draft:${personId}:${form}`;

/**
 * Keeps what somebody is writing about a case, sealed with its key, for them alone. The last word counts.
 * @throws NotFound, Forbidden, InvalidInput `too_long`
 */
export async function saveDraft(work: Work, of: Which & { readonly fields: DraftFields }): Promise<{ savedAt: Date }> {
  const { personId } = staffOf(work);
  const { id: caseId } = await findCase(work, of.reference);
  if (!mayReadContent(work.actor)) throw new Forbidden('forbidden.content');
  const text = JSON.stringify(of.fields);
  if (text.length > longest) throw new InvalidInput([{ field: 'text', code: 'too_long', params: { most: longest } }]);
  const sealed = await sealText(work, caseId, fieldOf(personId, of.form), text);
  await keepDraft(work, { caseId, personId, form: of.form, sealed });
  return { savedAt: work.now };
}

/** What was kept; null when there is none, or when nothing can open it any more. @throws NotFound */
export async function readDraft(work: Work, of: Which): Promise<Draft | null> {
  const { personId } = staffOf(work);
  const { id: caseId } = await findCase(work, of.reference);
  const row = await draftRow(work, { caseId, personId, form: of.form });
  if (!row) return null;
  const read = await openJson<DraftFields>(work, caseId, fieldOf(personId, of.form), row.sealed);
  return read.state === 'readable' ? { fields: read.value, savedAt: row.savedAt } : null;
}

/** Takes it away: sent, or not wanted any more. That also goes for a case that one no longer sees. */
export async function discardDraft(work: Work, of: Which): Promise<void> {
  await deleteDraft(work, { ...of, personId: staffOf(work).personId });
}
