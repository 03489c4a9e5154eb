import { InvalidInput } from '../../kernel/errors.ts';
import type { Work } from '../../platform/work.ts';
import { placeColumns, readPlaceLines } from '../domain/place-file.ts';
import { demandMayChangeReference } from '../policy.ts';
import { referenceChanged } from '../reads/current-book.ts';
import { recordImport } from '../records/import-runs.ts';
import { lockLoading } from '../records/loaded-files.ts';
import { storedPlaces } from '../records/places.ts';
import { contentHash } from '../shipped.ts';
import { applyPlaces, type PlaceCounts, type Progress } from './apply-places.ts';
import { readCsv } from './read-csv.ts';

export interface PlacesFile {
  /** Text of the file: columns code, level, parent, name_km, name_latin, and unit_km, unit_latin, unit_en if known. */
  readonly csv: string;
  readonly progress?: Progress;
}

/**
 * Takes a file of places of any size and makes the commune, district and province offices. All or nothing; the same file
 * again changes nothing. Places that are not in the file stay.
 * @throws InvalidInput `import.refused` naming every bad line; `importFaultText` puts a fault into words
 * @throws Forbidden unless an administrator or the program itself asks
 */
export async function importPlaces(work: Work, file: PlacesFile): Promise<PlaceCounts> {
  demandMayChangeReference(work.actor);
  const { lines, faults: badLines } = readCsv(file.csv, placeColumns);
  await lockLoading(work);
  const stored = await storedPlaces(work);
  const { places, faults } = readPlaceLines(lines, new Set(stored.map(({ code }) => code)));
  if (badLines.length + faults.length > 0)
    throw new InvalidInput(inLineOrder([...badLines, ...faults]), 'import.refused');
  const counts = await applyPlaces(work, places, stored, 'import', file.progress);
  await recordImport(work, {
    kind: 'places',
    contentHash: contentHash(file.csv),
    lineCount: lines.length,
    counts: { ...counts },
  });
  referenceChanged(work);
  work.record({ event: 'reference.places_imported', caseId: null, data: { ...counts }, announce: true });
  return counts;
}

/** Faults as somebody goes through the file. */
export function inLineOrder<Fault extends { readonly params?: Readonly<Record<string, string | number>> }>(
  faults: readonly Fault[],
): Fault[] {
  return [...faults].sort((a, b) => Number(a.params?.['line'] ?? 0) - Number(b.params?.['line'] ?? 0));
}
