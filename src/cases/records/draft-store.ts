import type { Work } from '../../platform/work.ts';
import { instant } from './instant.ts';

interface Which {
  readonly caseId: string;
  readonly personId: string;
  readonly form: string;
}

/** Days after which a draft that nobody came back to is taken away. */
const keptDays = 30;

/** Keeps a draft in the place of the one before, and takes away the person's forgotten ones. */
export async function keepDraft(work: Work, of: Which & { readonly sealed: Buffer }): Promise<void> {
  const { caseId, personId, form, sealed } = of;
  await work.em.execute(
    `insert into case_draft (case_id, person_id, form, sealed, saved_at) values (?, ?, ?, ?, ?)
     on conflict (case_id, person_id, form) do update set sealed = excluded.sealed, saved_at = excluded.saved_at`,
    [caseId, personId, form, sealed, work.now],
  );
  const before = new Date(work.now.getTime() - keptDays * 86_400_000);
  await work.em.execute('delete from case_draft where person_id = ? and saved_at < ?', [personId, before]);
}

export async function draftRow(work: Work, of: Which): Promise<{ sealed: Uint8Array; savedAt: Date } | null> {
  const [row] = await work.em.execute<{ sealed: Uint8Array; saved_at: string }[]>(
    'select sealed, saved_at from case_draft where case_id = ? and person_id = ? and form = ?',
    [of.caseId, of.personId, of.form],
  );
  return row ? { sealed: row.sealed, savedAt: instant(row.saved_at) } : null;
}

/** A case may be out of sight by now (it was passed on with the draft): the system finds it, the person's own row goes. */
export async function deleteDraft(
  work: Work,
  of: { readonly reference: string; readonly personId: string; readonly form: string },
): Promise<void> {
  await work.elevated('a draft is taken away wherever its case is by now', () =>
    work.em.execute(
      'delete from case_draft where case_id = (select id from case_file where reference = ?) and person_id = ? and form = ?',
      [of.reference, of.personId, of.form],
    ),
  );
}
