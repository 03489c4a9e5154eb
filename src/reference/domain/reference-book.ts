import type { Tier, Track } from '../../kernel/actor.ts';
import type {
  Calendar,
  Category,
  ClockKind,
  Office,
  OfficeQuery,
  OpenQuestion,
  Operator,
  Outcome,
  Place,
  Programme,
  Remedy,
  RetentionRule,
  SamplingRule,
  Rung,
  Severity,
  SeverityLevel,
  SlaAbsence,
  SlaRule,
  TimeBar,
} from './types.ts';

/**
 * An immutable snapshot of all reference data. `on` is a day in Phnom Penh, `YYYY-MM-DD`: rules are read as they held on
 * that day. Unknown codes give null or an empty list, never an error and never a made-up default.
 */
export interface ReferenceBook {
  /** Rises with every change of any reference data. */
  readonly version: number;

  programme(code: string, on: string): Programme | null;
  programmes(on: string): readonly Programme[];
  operator(code: string, on: string): Operator | null;
  operators(on: string): readonly Operator[];
  category(code: string, on: string): Category | null;
  /** All, or with a programme those offered for it. */
  categories(on: string, programme?: string): readonly Category[];
  severities(on: string): readonly SeverityLevel[];
  /** Outcomes a decider at this tier may choose. */
  outcomes(tier: Tier, on: string): readonly Outcome[];
  outcome(tier: Tier, code: string, on: string): Outcome | null;
  allOutcomes(on: string): readonly Outcome[];
  remedies(on: string): readonly Remedy[];
  remedy(code: string, on: string): Remedy | null;

  rung(tier: Tier, on: string): Rung | null;
  /** The rungs a case of this operator climbs, lowest first; without ADR and court. */
  ladder(track: Track, operator: string, on: string): readonly Rung[];
  /** The next rung up; null at the top or for a rung beside the ladder. Look at its `entry` before moving a case by time. */
  nextRung(track: Track, operator: string, tier: Tier, on: string): Rung | null;
  /** Ways out beside the ladder: ADR, court. */
  sideRungs(track: Track, on: string): readonly Rung[];
  /**
   * The lowest rung with power to fix it, on the ladder of the programme's operator. A protected category, or
   * `isProtected`, starts at the rung of the protection desk. Null only when programme or category is unknown on that day.
   */
  startingTier(programme: string, category: string, on: string, isProtected?: boolean): Tier | null;

  /** The rule of a cell; null when the cell is empty - then `slaAbsence` says whether on purpose. */
  slaRule(clock: ClockKind, tier: Tier, severity: Severity, on: string): SlaRule | null;
  slaRuleById(id: string, on: string): SlaRule | null;
  slaRules(on: string): readonly SlaRule[];
  slaAbsence(clock: ClockKind, tier: Tier, severity: Severity, on: string): SlaAbsence | null;
  /** The claim time bar behind a complaint, if any. A warning only. */
  timeBar(programme: string, category: string, on: string): TimeBar | null;
  /** How long the content of a case of this category is kept; null when no rule is in force: then it is kept. */
  retentionRule(category: string, isProtected: boolean, on: string): RetentionRule | null;
  retentionRules(on: string): readonly RetentionRule[];
  /** By how many of the cases ended somebody looks again; null when nobody does. */
  samplingRule(on: string): SamplingRule | null;
  calendar(): Calendar;

  office(code: string): Office | null;
  /** Offices in force at a tier; with a place only those that serve it. */
  officesAt(tier: Tier, place?: string): readonly Office[];
  /** All offices, closed ones too, by code. */
  offices(): readonly Office[];
  /**
   * The office that sits on a rung for a place and operator. Where no office sits there (a place known only as a
   * district, a province whose communes are not loaded), the nearest above it on the ladder: look at its own `tier`.
   */
  officeFor(tier: Tier, query: OfficeQuery, on: string): Office | null;
  /** The operator's named-user desk for protected cases; without a track, the one of social assistance if there is one. */
  protectionDesk(operator: string, track?: Track): Office | null;
  /**
   * Who is warned when this office misses a deadline; may be the office itself (its supervisor sits there). For a province
   * it depends on the operator of the case. Null: nobody, so the case belongs in the watched queue.
   */
  supervisorOffice(office: string, operator?: string): Office | null;

  /** A village that is not loaded answers as its commune. */
  place(code: string): Place | null;
  /** Children of a place; without parent, the provinces. */
  places(parent?: string): readonly Place[];
  /** Province, district, commune of a code, outermost first. */
  placePath(code: string): readonly Place[];
  /** Places whose Khmer or Latin name, or code, contains the words; best first. */
  searchPlaces(query: string, limit?: number): readonly Place[];

  openQuestions(on: string): readonly OpenQuestion[];
}
