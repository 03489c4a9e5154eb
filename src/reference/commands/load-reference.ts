import type { Bilingual } from '../../kernel/language.ts';
import type { Work } from '../../platform/work.ts';
import { planLoad, type LoadPlan, type StoredRow } from '../domain/load-plan.ts';
import { holidayColumns, mergeCalendar, readHolidayLines } from '../domain/holiday-file.ts';
import { placeColumns, readPlaceLines } from '../domain/place-file.ts';
import { isSameOffice } from '../domain/same-office.ts';
import { demandMayChangeReference } from '../policy.ts';
import { referenceChanged } from '../reads/current-book.ts';
import { addCalendar, lockCalendar, storedCalendar } from '../records/calendars.ts';
import { loadedFiles, lockLoading, rememberFiles } from '../records/loaded-files.ts';
import { saveOffices, storedOffices } from '../records/offices.ts';
import { storedPlaces } from '../records/places.ts';
import { applyPlan, referenceRows } from '../records/reference-rows.ts';
import {
  contentHash,
  rowKinds,
  shippedHolidays,
  shippedOffices,
  shippedPlaces,
  shippedRows,
  type RowKind,
} from '../shipped.ts';
import { applyPlaces } from './apply-places.ts';
import { readCsv } from './read-csv.ts';

export interface LoadReport {
  /** Names of the data files that were new or had changed. */
  readonly loaded: readonly string[];
  /** Shipped rows left out because an administrator has chosen otherwise. */
  readonly kept: readonly string[];
}

const shippedCalendar: Bilingual = {
  km: 'អនុក្រឹត្យស្តីពីប្រតិទិនឈប់សម្រាក ឆ្នាំ២០២៦; ឆ្នាំ២០២៧៖ បុណ្យមានថ្ងៃថេរ (បណ្តោះអាសន្ន)',
  en: 'Sub-decree on public holidays 2026; 2027: fixed dates only (provisional)',
};

/** Hashes of what the product ships; it does not change while the program runs. */
let shippedHashes: ReadonlyMap<string, string> | null = null;

function hashes(): ReadonlyMap<string, string> {
  shippedHashes ??= new Map<string, string>([
    ...rowKinds.map((kind) => [kind, contentHash(shippedRows[kind])] as const),
    ['places', contentHash(shippedPlaces())],
    ['offices', contentHash(shippedOffices)],
    ['holidays', contentHash(shippedHolidays())],
  ]);
  return shippedHashes;
}

/**
 * Loads the reference data that the product ships. Idempotent: a data file whose content has been loaded is not looked at
 * again. Later choices of administrators and imports stand; law is only ever added to, as dated versions.
 * @throws Error when shipped law was altered without a new `validFrom`
 */
export async function loadReference(work: Work): Promise<LoadReport> {
  demandMayChangeReference(work.actor);
  if (changedFiles(await loadedFiles(work)).length === 0) return { loaded: [], kept: [] };
  await lockLoading(work);
  const changed = changedFiles(await loadedFiles(work));
  if (changed.length === 0) return { loaded: [], kept: [] };

  const kinds = rowKinds.filter((kind) => changed.includes(kind));
  const kept = kinds.length > 0 ? await loadRows(work, kinds) : [];
  if (changed.includes('places')) await loadPlaces(work);
  if (changed.includes('offices')) await loadOffices(work);
  if (changed.includes('holidays')) await loadHolidays(work);
  await rememberFiles(work, new Map(changed.map((name) => [name, hashes().get(name) ?? ''])));
  referenceChanged(work);
  work.record({ event: 'reference.loaded', caseId: null, data: { loaded: changed, kept }, announce: false });
  return { loaded: changed, kept };
}

function changedFiles(loaded: ReadonlyMap<string, string>): string[] {
  return [...hashes()].filter(([name, hash]) => loaded.get(name) !== hash).map(([name]) => name);
}

async function loadRows(work: Work, kinds: readonly RowKind[]): Promise<string[]> {
  const stored = await referenceRows(work, kinds);
  const plans = kinds.map((kind) =>
    planLoad(
      stored.filter((row) => row.kind === kind).map(({ rowVersion: _rowVersion, ...row }): StoredRow => row),
      shippedRows[kind],
    ),
  );
  const plan: LoadPlan = {
    close: plans.flatMap(({ close }) => close),
    insert: plans.flatMap(({ insert }) => insert),
    update: plans.flatMap(({ update }) => update),
    kept: plans.flatMap(({ kept }) => kept),
    faults: plans.flatMap(({ faults }) => faults),
  };
  if (plan.faults.length > 0) {
    throw new Error(
      `reference data cannot be loaded: ${plan.faults.map(({ code, row }) => `${row}: reference.${code}`).join('; ')}`,
    );
  }
  await applyPlan(work, plan);
  return [...plan.kept];
}

async function loadPlaces(work: Work): Promise<void> {
  const stored = await storedPlaces(work);
  const { lines, faults: badLines } = readCsv(shippedPlaces(), placeColumns);
  const { places, faults } = readPlaceLines(lines, new Set());
  if (badLines.length + faults.length > 0) throw new Error('the shipped file of places is damaged');
  await applyPlaces(work, places, stored, 'shipped');
}

async function loadOffices(work: Work): Promise<void> {
  const standing = new Map((await storedOffices(work)).map((office) => [office.code, office]));
  const mine = shippedOffices.filter((office) => {
    const now = standing.get(office.code);
    return !now || (now.origin === 'shipped' && !isSameOffice(office, now));
  });
  await saveOffices(work, mine, 'shipped');
}

/** A shipped year gives way to what was imported, unless that year is only provisional so far. */
async function loadHolidays(work: Work): Promise<void> {
  await lockCalendar(work);
  const current = await storedCalendar(work);
  let holidays = current?.holidays ?? [];
  let provisionalYears = current?.provisionalYears ?? [];
  let isChanged = false;
  for (const { csv, isProvisional } of shippedHolidays()) {
    const { lines, faults: badLines } = readCsv(csv, holidayColumns);
    const { holidays: list, faults } = readHolidayLines(lines);
    if (badLines.length + faults.length > 0) throw new Error('a shipped file of holidays is damaged');
    const year = Number(list[0]?.on.slice(0, 4));
    const isSettled =
      current !== null &&
      current.origin !== 'shipped' &&
      current.coveredYears.includes(year) &&
      !provisionalYears.includes(year);
    if (isSettled) continue;
    const merged = mergeCalendar({ holidays, provisionalYears }, list, isProvisional);
    holidays = merged.holidays;
    provisionalYears = merged.provisionalYears;
    isChanged ||= merged.isChanged;
  }
  if (!isChanged) return;
  const version = (current?.version ?? 0) + 1;
  await addCalendar(work, { version, source: shippedCalendar, holidays, provisionalYears }, 'shipped');
  if (current) {
    work.record({
      event: 'reference.calendar_changed',
      caseId: null,
      data: { version, previousVersion: current.version, added: [], removed: [], provisionalYears },
      announce: true,
    });
  }
}
