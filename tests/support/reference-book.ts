import { readFileSync } from 'node:fs';
import { parse } from 'csv-parse/sync';
import { categories } from '../../src/reference/data/categories.ts';
import { ladderVariations, rungs } from '../../src/reference/data/ladders.ts';
import { nationalOffices } from '../../src/reference/data/offices.ts';
import { openQuestions } from '../../src/reference/data/open-questions.ts';
import { operators } from '../../src/reference/data/operators.ts';
import { outcomes } from '../../src/reference/data/outcomes.ts';
import { programmes } from '../../src/reference/data/programmes.ts';
import { remedies } from '../../src/reference/data/remedies.ts';
import { severities } from '../../src/reference/data/severities.ts';
import { slaAbsences, slaRules } from '../../src/reference/data/sla-rules.ts';
import { startingTiers } from '../../src/reference/data/starting-tiers.ts';
import { retentionRules } from '../../src/reference/data/retention-rules.ts';
import { samplingRules } from '../../src/reference/data/sampling-rules.ts';
import { timeBars } from '../../src/reference/data/time-bars.ts';
import { makeReferenceBook } from '../../src/reference/domain/make-reference-book.ts';
import { readPlaceLines } from '../../src/reference/domain/place-file.ts';
import type { ReferenceBook } from '../../src/reference/index.ts';

/** The book of the shipped data and pilot places, without a database. */
export function shippedBook(): ReferenceBook {
  const file = new URL('../../src/reference/data/pilot-places.csv', import.meta.url);
  const lines = parse<Record<string, string>>(readFileSync(file), { columns: true }).map((values, index) => ({
    line: index + 2,
    values,
  }));
  const { places } = readPlaceLines(lines, new Set());
  return makeReferenceBook({
    version: 1,
    programmes,
    operators,
    categories,
    severities,
    outcomes,
    remedies,
    rungs,
    ladderVariations,
    startingTiers,
    slaRules,
    slaAbsences,
    timeBars,
    retentionRules,
    samplingRules,
    openQuestions,
    calendar: { version: 1, source: { km: '-', en: '-' }, holidays: [], coveredYears: [2026], provisionalYears: [] },
    offices: nationalOffices,
    places: places.map((place) => ({ ...place, validFrom: '2020-01-01', validTo: null })),
  });
}
