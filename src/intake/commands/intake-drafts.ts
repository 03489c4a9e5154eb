import { demand, staffOf } from '../../access/index.ts';
import { InvalidInput, NotFound } from '../../kernel/errors.ts';
import type { DataKey } from '../../platform/vault.ts';
import type { Work } from '../../platform/work.ts';
import { draftRows, dropDraftRow, keepDraftRow, type DraftRow } from '../records/draft-store.ts';

/** Texts of the form by name, as they were typed. */
export type IntakeFields = Readonly<Record<string, readonly string[]>>;

export interface IntakeDraft {
  readonly id: string;
  readonly fields: IntakeFields;
  readonly savedAt: Date;
  readonly expiresAt: Date;
}

const waits = 7 * 24 * 3_600_000;
const most = 20;
/** Characters of one draft: a narrative of 10,000 with everything around it fits. */
const longest = 100_000;

/** There is no case yet, so there is no key of a case: the installation's look-up key seals, for each person apart. */
function keyOf(work: Work, personId: string): DataKey {
  return { owner: 'intake-draft', bytes: work.vault.lookupHash('form', `intake draft|${personId}`) };
}

const opened =
  (work: Work, personId: string) =>
  ({ id, sealed, savedAt, expiresAt }: DraftRow): IntakeDraft => ({
    id,
    fields: JSON.parse(work.vault.open(keyOf(work, personId), `draft:${id}`, sealed)) as IntakeFields,
    savedAt,
    expiresAt,
  });

/**
 * Saves a complaint that is being taken, for whoever takes it; the same id again replaces it.
 * @throws Forbidden, InvalidInput `too_long`, `too_many_drafts`
 */
export async function saveIntakeDraft(
  work: Work,
  of: { readonly id: string; readonly fields: IntakeFields },
): Promise<void> {
  demand(work.actor, 'case.intake');
  const { personId } = staffOf(work);
  const text = JSON.stringify(of.fields);
  if (text.length > longest)
    throw new InvalidInput([{ field: 'narrative', code: 'too_long', params: { max: longest } }]);
  const mine = await draftRows(work, personId);
  if (mine.length >= most && !mine.some(({ id }) => id === of.id))
    throw new InvalidInput([{ field: 'draft', code: 'too_many_drafts', params: { most } }]);
  const sealed = work.vault.seal(keyOf(work, personId), `draft:${of.id}`, text);
  await keepDraftRow(work, { id: of.id, personId, sealed, expiresAt: new Date(work.now.getTime() + waits) });
}

/** What this person saved, latest first. @throws Forbidden */
export async function myIntakeDrafts(work: Work): Promise<readonly IntakeDraft[]> {
  demand(work.actor, 'case.intake');
  const { personId } = staffOf(work);
  return (await draftRows(work, personId)).map(opened(work, personId));
}

/** One of them. @throws Forbidden; NotFound when it is somebody else's, over, or never was */
export async function openIntakeDraft(work: Work, { id }: { readonly id: string }): Promise<IntakeDraft> {
  demand(work.actor, 'case.intake');
  const { personId } = staffOf(work);
  const [row] = await draftRows(work, personId, id);
  if (!row) throw new NotFound('not_found.draft');
  return opened(work, personId)(row);
}

/** Takes it away; nothing happens when there is none. @throws Forbidden */
export async function dropIntakeDraft(work: Work, { id }: { readonly id: string }): Promise<void> {
  demand(work.actor, 'case.intake');
  await dropDraftRow(work, staffOf(work).personId, id);
}
