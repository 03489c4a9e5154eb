import type { Tier, Track } from '../../kernel/actor.ts';
import { Versions } from './dated.ts';
import { OfficeIndex } from './office-index.ts';
import { PlaceIndex } from './place-index.ts';
import type { ReferenceBook } from './reference-book.ts';
import type {
  Calendar,
  Category,
  LadderVariation,
  Office,
  OpenQuestion,
  Operator,
  Outcome,
  OutcomeLevel,
  Place,
  Programme,
  Remedy,
  RetentionRule,
  SamplingRule,
  Rung,
  SeverityLevel,
  SlaAbsence,
  SlaRule,
  StartingTierRow,
  TimeBar,
} from './types.ts';

/** Everything a book is made of: all dated versions, in the order of the data. */
export interface ReferenceData {
  readonly version: number;
  readonly programmes: readonly Programme[];
  readonly operators: readonly Operator[];
  readonly categories: readonly Category[];
  readonly severities: readonly SeverityLevel[];
  readonly outcomes: readonly Outcome[];
  readonly remedies: readonly Remedy[];
  readonly rungs: readonly Rung[];
  readonly ladderVariations: readonly LadderVariation[];
  readonly startingTiers: readonly StartingTierRow[];
  readonly slaRules: readonly SlaRule[];
  readonly slaAbsences: readonly SlaAbsence[];
  readonly timeBars: readonly TimeBar[];
  readonly retentionRules: readonly RetentionRule[];
  readonly samplingRules: readonly SamplingRule[];
  readonly openQuestions: readonly OpenQuestion[];
  readonly calendar: Calendar;
  readonly offices: readonly Office[];
  readonly places: readonly Place[];
}

/** Which outcomes a rung chooses from. Rungs beside the ladders decide nothing in this system. */
function levelOf(rung: Rung | null): OutcomeLevel | null {
  if (!rung?.isOnLadder) return null;
  if (rung.track === 'social_assistance') return 'SA';
  return rung.officeKind === 'regulator' ? 'SS2' : 'SS1';
}

/** The tier at which the protection desks of a track sit: the first rung that takes protected cases. */
function protectedTier(ladder: readonly Rung[]): Tier | null {
  return ladder.find((rung) => rung.takesProtected)?.code ?? null;
}

function cell(clock: string, where: string, severity: string): string {
  return `${clock}|${where}|${severity}`;
}

/** Makes the snapshot. Pure: the same data gives the same answers. */
export function makeReferenceBook(data: ReferenceData): ReferenceBook {
  const byCode = (row: { readonly code: string }): string => row.code;
  const programmes = new Versions(data.programmes, byCode);
  const operators = new Versions(data.operators, byCode);
  const categories = new Versions(data.categories, byCode);
  const severities = new Versions(data.severities, byCode);
  const outcomes = new Versions(data.outcomes, (row) => `${row.level}.${row.code}`);
  const remedies = new Versions(data.remedies, byCode);
  const rungs = new Versions(data.rungs, (row) => `${row.track}|${row.code}`);
  const rungsByTier = new Versions(data.rungs, byCode);
  const variations = new Versions(data.ladderVariations, (row) => `${row.track}|${row.operator}`);
  const startingTiers = new Versions(
    data.startingTiers,
    (row) => `${row.track}|${row.programme ?? '*'}|${row.category ?? '*'}`,
  );
  const slaById = new Versions(data.slaRules, (row) => row.id);
  const slaByCell = new Versions(data.slaRules, (row) => cell(row.clock, row.tier ?? row.track, row.severity));
  const absences = new Versions(data.slaAbsences, (row) => cell(row.clock, row.tier, row.severity));
  const timeBars = new Versions(data.timeBars, byCode);
  const retentionRules = new Versions(data.retentionRules, byCode);
  const samplingRules = new Versions(data.samplingRules, byCode);
  const openQuestions = new Versions(data.openQuestions, byCode);
  const offices = new OfficeIndex(data.offices);
  const places = new PlaceIndex(data.places);

  const rungsOf = (track: Track, on: string): Rung[] =>
    rungs
      .all(on)
      .filter((rung) => rung.track === track)
      .sort((a, b) => a.position - b.position);

  const book: ReferenceBook = {
    version: data.version,

    programme: (code, on) => programmes.at(code, on),
    programmes: (on) => programmes.all(on),
    operator: (code, on) => operators.at(code, on),
    operators: (on) => operators.all(on),
    category: (code, on) => categories.at(code, on),
    categories(on, programme) {
      if (programme === undefined) return categories.all(on);
      const of = programmes.at(programme, on);
      if (!of) return [];
      return categories
        .all(on)
        .filter((category) => category.tracks.includes(of.track) && (category.programmes?.includes(of.code) ?? true));
    },
    severities: (on) => severities.all(on),
    outcomes(tier, on) {
      const level = levelOf(rungsByTier.at(tier, on));
      return level ? outcomes.all(on).filter((outcome) => outcome.level === level) : [];
    },
    outcome(tier, code, on) {
      const level = levelOf(rungsByTier.at(tier, on));
      return level ? outcomes.at(`${level}.${code}`, on) : null;
    },
    allOutcomes: (on) => outcomes.all(on),
    remedies: (on) => remedies.all(on),
    remedy: (code, on) => remedies.at(code, on),

    rung: (tier, on) => rungsByTier.at(tier, on),
    ladder(track, operator, on) {
      const skips = variations.at(`${track}|${operator}`, on)?.skips ?? [];
      return rungsOf(track, on).filter((rung) => rung.isOnLadder && !skips.includes(rung.code));
    },
    nextRung(track, operator, tier, on) {
      const here = rungs.at(`${track}|${tier}`, on);
      if (!here?.isOnLadder) return null;
      return book.ladder(track, operator, on).find((rung) => rung.position > here.position) ?? null;
    },
    sideRungs: (track, on) => rungsOf(track, on).filter((rung) => !rung.isOnLadder),
    startingTier(programmeCode, categoryCode, on, isProtected = false) {
      const programme = programmes.at(programmeCode, on);
      const category = categories.at(categoryCode, on);
      if (!programme || !category) return null;
      const { track } = programme;
      const ladder = book.ladder(track, programme.operator, on);
      if (isProtected || category.isProtected) return protectedTier(ladder);
      const keys = [`${programmeCode}|${categoryCode}`, `${programmeCode}|*`, `*|${categoryCode}`, '*|*'];
      for (const key of keys) {
        const row = startingTiers.at(`${track}|${key}`, on);
        if (!row) continue;
        const rung = rungs.at(`${track}|${row.tier}`, on);
        return (ladder.find((candidate) => candidate.position >= (rung?.position ?? 0)) ?? ladder.at(-1))?.code ?? null;
      }
      return ladder[0]?.code ?? null;
    },

    slaRule(clock, tier, severity, on) {
      const exact = slaByCell.at(cell(clock, tier, severity), on);
      if (exact) return exact;
      const rung = rungsByTier.at(tier, on);
      if (!rung?.isOnLadder || absences.at(cell(clock, tier, severity), on)) return null;
      return slaByCell.at(cell(clock, rung.track, severity), on);
    },
    slaRuleById: (id, on) => slaById.at(id, on),
    slaRules: (on) => slaById.all(on),
    slaAbsence: (clock, tier, severity, on) => absences.at(cell(clock, tier, severity), on),
    timeBar(programme, category, on) {
      const code = categories.at(category, on)?.timeBar;
      return code && programmes.at(programme, on)?.track === 'social_security' ? timeBars.at(code, on) : null;
    },
    retentionRule(category, isProtected, on) {
      const rules = retentionRules.all(on);
      const ordinary = rules.filter((rule) => !rule.isForProtected);
      const fitting = [
        ordinary.find((rule) => rule.categories?.includes(category)) ??
          ordinary.find((rule) => rule.categories === null),
        ...rules.filter((rule) => isProtected && rule.isForProtected && (rule.categories?.includes(category) ?? true)),
      ].filter((rule) => rule !== undefined);
      return fitting.sort((a, b) => b.years - a.years)[0] ?? null;
    },
    retentionRules: (on) => retentionRules.all(on),
    samplingRule: (on) => samplingRules.all(on)[0] ?? null,
    calendar: () => data.calendar,

    office: (code) => offices.get(code),
    officesAt: (tier, place) => offices.at(tier, place),
    offices: () => offices.all(),
    officeFor(tier, query, on) {
      const start = rungsByTier.at(tier, on);
      if (!start) return null;
      const operator = operators.at(query.operator, on);
      const programme = programmes.at(query.programme, on);
      for (const rung of book.ladder(start.track, query.operator, on)) {
        if (rung.position < start.position) continue;
        const office = offices.onRung(rung, query, operator, programme, on);
        if (office) return office;
      }
      return null;
    },
    protectionDesk: (operator, track) => offices.desk(operators.last(operator), track),
    supervisorOffice(code, operatorCode) {
      const office = offices.get(code);
      if (!office?.tier) return null;
      if (office.supervisor) return offices.get(office.supervisor);
      const rung = rungsByTier.last(office.tier);
      if (rung?.supervisedBy === 'same_office') return office;
      if (rung?.supervisedBy !== 'office_above' || !operatorCode) return null;
      const above = operators.last(operatorCode)?.assistanceOffice;
      return above ? offices.get(above) : null;
    },

    place: (code) => places.at(code),
    places: (parent) => places.childrenOf(parent),
    placePath: (code) => places.pathOf(code),
    searchPlaces: (query, limit = 20) => places.search(query, limit),

    openQuestions: (on) => openQuestions.all(on),
  };
  return Object.freeze(book);
}
