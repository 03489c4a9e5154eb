import type { Work } from '../../platform/work.ts';
import { ourChoice, shippedFrom } from '../data/instruments.ts';
import { placeOfficeName, type FilePlace } from '../domain/place-file.ts';
import { isSameOffice } from '../domain/same-office.ts';
import type { Office } from '../domain/types.ts';
import { saveOffices, storedOffices } from '../records/offices.ts';
import { savePlaces, type StoredPlace } from '../records/places.ts';

/** How far an import is: rows done of all, of places and then of their offices. */
export type Progress = (done: number, total: number, what: 'places' | 'offices') => void;

export interface PlaceCounts {
  readonly added: number;
  readonly changed: number;
  readonly unchanged: number;
  readonly officesAdded: number;
  readonly officesChanged: number;
}

const batch = 500;
const tiers = { commune: 'SA1', district: 'SA2', province: 'SA3' } as const;

/** The office of a place. A district supervises its communes, a province its districts. Villages have none. */
function officeOf(place: FilePlace): Office | null {
  if (place.level === 'village') return null;
  return {
    code: place.code,
    tier: tiers[place.level],
    type: place.level,
    name: placeOfficeName(place),
    place: place.code,
    operator: null,
    supervisor: place.parent,
    phone: null,
    force: 'default',
    source: ourChoice,
    validFrom: shippedFrom,
    validTo: null,
  };
}

function differs(place: FilePlace, stored: StoredPlace): boolean {
  return (
    place.name.km !== stored.name.km ||
    place.name.en !== stored.name.en ||
    place.unit.km !== stored.unit.km ||
    place.unit.en !== stored.unit.en
  );
}

async function inBatches<Row>(
  rows: readonly Row[],
  save: (some: Row[]) => Promise<void>,
  tell: (done: number) => void,
): Promise<void> {
  for (let from = 0; from < rows.length; from += batch) {
    await save(rows.slice(from, from + batch));
    tell(Math.min(from + batch, rows.length));
  }
}

/**
 * Stores places and makes their offices, outermost first. What is the same stays untouched, what is not in the list too.
 * Shipped places do not overwrite what was imported or changed since.
 */
export async function applyPlaces(
  work: Work,
  places: readonly FilePlace[],
  stored: readonly StoredPlace[],
  origin: 'shipped' | 'import',
  progress: Progress = () => undefined,
): Promise<PlaceCounts> {
  const known = new Map(stored.map((place) => [place.code, place]));
  const mayWrite = (place: FilePlace): boolean => origin === 'import' || known.get(place.code)?.origin === 'shipped';
  const fresh = places.filter(({ code }) => !known.has(code));
  const changed = places.filter((place) => {
    const now = known.get(place.code);
    return now !== undefined && differs(place, now) && mayWrite(place);
  });
  const toSave = [...fresh, ...changed].sort((a, b) => a.code.length - b.code.length || (a.code < b.code ? -1 : 1));
  await inBatches(
    toSave,
    (some) => savePlaces(work, some, origin, shippedFrom),
    (done) => progress(done, toSave.length, 'places'),
  );

  const standing = new Map((await storedOffices(work)).map((office) => [office.code, office]));
  const offices = places.flatMap((place) => {
    if (known.has(place.code) && !mayWrite(place)) return [];
    return officeOf(place) ?? [];
  });
  const newOffices = offices.filter(({ code }) => !standing.has(code));
  const changedOffices = offices.filter((office) => {
    const now = standing.get(office.code);
    return now !== undefined && now.origin !== 'administrator' && !isSameOffice(office, now);
  });
  const officesToSave = [...newOffices, ...changedOffices];
  await inBatches(
    officesToSave,
    (some) => saveOffices(work, some, origin),
    (done) => progress(done, officesToSave.length, 'offices'),
  );
  return {
    added: fresh.length,
    changed: changed.length,
    unchanged: places.length - fresh.length - changed.length,
    officesAdded: newOffices.length,
    officesChanged: changedOffices.length,
  };
}
