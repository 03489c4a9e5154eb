import { NotFound, RuleBroken } from '../../kernel/errors.ts';
import type { Work } from '../../platform/work.ts';
import type { ImportKind } from '../domain/import-state.ts';
import { demandMayChangeReference } from '../policy.ts';
import { addImportJob, importJob, importJobs, moveImportJob, type ImportJob } from '../records/import-jobs.ts';

const shown = 30;
const longestName = 200;

/**
 * Keeps a file that was checked whole, with what it would do. Nothing is loaded yet.
 * @returns the id of the import
 * @throws Forbidden
 */
export async function keepImport(
  work: Work,
  of: {
    readonly kind: ImportKind;
    readonly fileName: string;
    readonly csv: string;
    readonly would: Readonly<Record<string, number>>;
  },
): Promise<string> {
  demandMayChangeReference(work.actor);
  const by = work.actor.kind === 'staff' ? work.actor.personId : '';
  const id = await addImportJob(work, { ...of, fileName: of.fileName.slice(0, longestName), by });
  work.record({ event: 'import.checked', caseId: null, data: { importId: id, kind: of.kind }, announce: false });
  return id;
}

/** The last imports. @throws Forbidden */
export async function listImports(work: Work): Promise<readonly ImportJob[]> {
  demandMayChangeReference(work.actor);
  return importJobs(work, shown);
}

/** One import. @throws Forbidden, NotFound */
export async function readImport(work: Work, id: string): Promise<ImportJob> {
  demandMayChangeReference(work.actor);
  const found = await importJob(work, id);
  if (found === null) throw new NotFound('not_found.import');
  return found;
}

/**
 * Hands a checked import to the workers, or drops it.
 * @throws Forbidden, NotFound; RuleBroken `import_not_waiting` when it went on or was dropped before
 */
export async function settleImport(work: Work, input: { readonly id: string; readonly apply: boolean }): Promise<void> {
  const { kind } = await readImport(work, input.id);
  const moved = await moveImportJob(work, input.id, 'checked', input.apply ? 'waiting' : 'dropped');
  if (!moved) throw new RuleBroken('import_not_waiting');
  const event = input.apply ? 'import.approved' : 'import.dropped';
  work.record({ event, caseId: null, data: { importId: input.id, kind }, announce: false });
}
