import { categories } from '../../src/reference/data/categories.ts';
import { ladderVariations, rungs } from '../../src/reference/data/ladders.ts';
import { nationalOffices } from '../../src/reference/data/offices.ts';
import { operators } from '../../src/reference/data/operators.ts';
import { outcomes } from '../../src/reference/data/outcomes.ts';
import { programmes } from '../../src/reference/data/programmes.ts';
import { severities } from '../../src/reference/data/severities.ts';
import { slaAbsences, slaRules } from '../../src/reference/data/sla-rules.ts';
import { startingTiers } from '../../src/reference/data/starting-tiers.ts';
import { makeReferenceBook } from '../../src/reference/domain/make-reference-book.ts';
import type { Office, Place } from '../../src/reference/domain/types.ts';
import type { ReferenceBook } from '../../src/reference/index.ts';

const from = { validFrom: '2024-01-01', validTo: null };
const said = { km: 'សាកល្បង', en: 'test' };
const levels = ['province', 'district', 'commune'] as const;

/** One commune with its district and province, and a neighbour without offices of its own below the province. */
const placeCodes = ['12', '1201', '120101', '120102', '09', '0901', '090101'];
const officeCodes = ['12', '1201', '120101', '120102', '09'];

const places: Place[] = placeCodes.map((code) => ({
  code,
  level: levels[code.length / 2 - 1] ?? 'village',
  parent: code.length === 2 ? null : code.slice(0, -2),
  name: said,
  unit: said,
  ...from,
}));

const placeOffices: Office[] = officeCodes.map((code) => ({
  code,
  tier: { 2: 'SA3', 4: 'SA2', 6: 'SA1' }[code.length] ?? null,
  type: levels[code.length / 2 - 1] ?? 'commune',
  name: said,
  place: code,
  operator: null,
  supervisor: code.length === 2 ? null : code.slice(0, -2),
  phone: null,
  force: 'policy',
  source: said,
  ...from,
}));

/** The shipped reference data with a few places. `change` alters offices for a test. */
export function smallBook(change: (office: Office) => Office = (office) => office): ReferenceBook {
  return makeReferenceBook({
    version: 1,
    programmes,
    operators,
    categories,
    severities,
    outcomes,
    remedies: [],
    rungs,
    ladderVariations,
    startingTiers,
    slaRules,
    slaAbsences,
    timeBars: [],
    retentionRules: [],
    samplingRules: [],
    openQuestions: [],
    calendar: { version: 1, source: said, holidays: [], coveredYears: [], provisionalYears: [] },
    offices: [...nationalOffices, ...placeOffices].map(change),
    places,
  });
}
