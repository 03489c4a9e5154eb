import type { Bilingual } from '../../kernel/language.ts';
import type { Database } from '../../platform/database.ts';
import type { Work } from '../../platform/work.ts';
import { makeReferenceBook, type ReferenceData } from '../domain/make-reference-book.ts';
import type { ReferenceBook } from '../domain/reference-book.ts';
import type { SamplingRule } from '../domain/types.ts';
import { storedCalendar } from '../records/calendars.ts';
import { referenceVersion } from '../records/loaded-files.ts';
import { storedOffices } from '../records/offices.ts';
import { storedPlaces } from '../records/places.ts';
import { referenceRows, type ReferenceRow } from '../records/reference-rows.ts';
import type { RowKind } from '../shipped.ts';

/** How long a book is trusted without asking. Real time, not the time of the work: a cache, not a rule. */
const trustMillis = 2_000;

interface Shelf {
  book: ReferenceBook;
  checkedAt: number;
}

const shelves = new WeakMap<Database, Shelf>();
const loading = new WeakMap<Database, Promise<ReferenceBook>>();
/** Transactions that have changed reference data: what they read is not for others until it is committed. */
const changing = new WeakMap<Work, ReferenceBook | null>();

/**
 * The reference data as it is now, from a snapshot that is shared by the process and asked after at most every two
 * seconds. A transaction that has changed reference data sees its own change.
 */
export async function currentBook(work: Work): Promise<ReferenceBook> {
  if (changing.has(work)) {
    const own = changing.get(work) ?? (await readBook(work));
    changing.set(work, own);
    return own;
  }
  const shelf = shelves.get(work.database);
  if (shelf && performance.now() - shelf.checkedAt < trustMillis) return shelf.book;
  if (shelf && (await referenceVersion(work)) === shelf.book.version) {
    shelf.checkedAt = performance.now();
    return shelf.book;
  }
  const underWay = loading.get(work.database);
  if (underWay) return underWay.catch(() => readBook(work));
  const load = readBook(work).finally(() => loading.delete(work.database));
  loading.set(work.database, load);
  const book = await load;
  shelves.set(work.database, { book, checkedAt: performance.now() });
  return book;
}

/** To be called by whoever changes reference data: this transaction reads anew, the process asks after the commit. */
export function referenceChanged(work: Work): void {
  changing.set(work, null);
  work.afterCommit(() => {
    changing.delete(work);
    shelves.delete(work.database);
  });
}

/** The version is read first: what changes meanwhile is noticed at the next look. */
async function readBook(work: Work): Promise<ReferenceBook> {
  const version = await referenceVersion(work);
  const rows = await referenceRows(work);
  const byKind = new Map<string, ReferenceRow[]>();
  for (const row of rows) byKind.set(row.kind, [...(byKind.get(row.kind) ?? []), row]);
  const of = <Row>(kind: RowKind): readonly Row[] =>
    (byKind.get(kind) ?? []).map(
      ({ data, force, source, validFrom, validTo }) =>
        ({ ...data, force, source, validFrom, validTo }) as unknown as Row,
    );
  const calendar = await storedCalendar(work);
  const data: ReferenceData = {
    version,
    programmes: of('programme'),
    operators: of('operator'),
    categories: of('category'),
    severities: of('severity'),
    outcomes: of('outcome'),
    remedies: of('remedy'),
    rungs: of('rung'),
    ladderVariations: of('ladder_variation'),
    startingTiers: of('starting_tier'),
    slaRules: (byKind.get('sla_rule') ?? []).map(
      ({ code, version: ruleVersion, data: rule, force, source, validFrom, validTo }) =>
        ({
          ...rule,
          id: code,
          version: ruleVersion,
          force,
          instrument: source,
          validFrom,
          validTo,
        }) as unknown as ReferenceData['slaRules'][number],
    ),
    slaAbsences: of('sla_absence'),
    timeBars: of('time_bar'),
    retentionRules: of('retention_rule'),
    samplingRules: (byKind.get('sampling_rule') ?? []).map(
      ({ version: ruleVersion, data: rule, force, source, validFrom, validTo }) =>
        ({ ...rule, version: ruleVersion, force, source, validFrom, validTo }) as unknown as SamplingRule,
    ),
    openQuestions: of('open_question'),
    calendar: calendar ?? { version: 0, source: noCalendar, holidays: [], coveredYears: [], provisionalYears: [] },
    offices: await storedOffices(work),
    places: await storedPlaces(work),
  };
  return makeReferenceBook(data);
}

const noCalendar: Bilingual = { km: 'មិនទាន់មានប្រតិទិន', en: 'No calendar yet' };
