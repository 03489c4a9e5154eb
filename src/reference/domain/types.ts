import type { Tier, Track } from '../../kernel/actor.ts';
import type { Bilingual } from '../../kernel/language.ts';

/**
 * How sure a rule is. `law`: an instrument fixes it, administrators cannot change it; `policy`: the NSPPF 2024-2035 says
 * it; `default`: our choice, configurable; `open`: nobody has found the text yet, so it stays configurable and is shown as such.
 */
export type Force = 'law' | 'policy' | 'default' | 'open';

export type Severity = 'S1' | 'S2' | 'S3' | 'S4';

export const severityCodes: readonly Severity[] = ['S1', 'S2', 'S3', 'S4'];

/** Days are `YYYY-MM-DD` in Phnom Penh. `validTo` is the last day on which the row holds; null while it has no end. */
export interface Dated {
  readonly validFrom: string;
  readonly validTo: string | null;
}

/** A reference row: dated, with its force and the instrument (or reasoning) it rests on. */
export interface Ruled extends Dated {
  readonly force: Force;
  readonly source: Bilingual;
}

export type ProgrammeStatus = 'active' | 'inactive' | 'planned';

export type Risk =
  | 'maternity_child'
  | 'health'
  | 'occupational'
  | 'disability'
  | 'unemployment'
  | 'homelessness'
  | 'old_age_survivors'
  | 'all';

export interface Programme extends Ruled {
  readonly code: string;
  readonly name: Bilingual;
  readonly risk: Risk;
  readonly track: Track;
  /** Operator code (`NSAF`); see `ReferenceBook.operator`. */
  readonly operator: string;
  /** Office of that operator that answers for the programme when no branch does. */
  readonly operatorOffice: string;
  /** Other institutions that take part, in words. */
  readonly partners: Bilingual | null;
  readonly status: ProgrammeStatus;
  /** The family of programmes it belongs to, if any (the Family Package). */
  readonly family: Bilingual | null;
  /** First and last day on which complaints of a round are taken, where the programme's notice sets them. */
  readonly complaintWindow: { readonly opensOn: string; readonly closesOn: string; readonly notice: Bilingual } | null;
}

export interface Category extends Ruled {
  readonly code: string;
  readonly name: Bilingual;
  /** The same in words a citizen would use, as a question or sentence to choose. */
  readonly question: Bilingual;
  readonly severity: Severity;
  /** Severity when the complainant says that life is in danger. */
  readonly severityIfLifeThreatening: Severity;
  /** Protected by its nature: minimal fields, protection desk, named-user access. */
  readonly isProtected: boolean;
  /** Value in the PublicSchema vocabulary of grievance types; null where it has none. */
  readonly publicSchema:
    | 'exclusion_error'
    | 'inclusion_error'
    | 'service_quality'
    | 'data_correction'
    | 'payment_complaint'
    | 'appeal'
    | 'misconduct'
    | 'other'
    | null;
  /** Tracks whose programmes it is offered for. */
  readonly tracks: readonly Track[];
  /** Programmes it is offered for; null: all of those tracks. */
  readonly programmes: readonly string[] | null;
  /** The body decides nothing here, it refers (Art. 99: wage deductions go to the labour inspection). */
  readonly referOnly: { readonly to: Bilingual; readonly instrument: Bilingual } | null;
  /** Name of the icon beside it. */
  readonly icon: string;
  /** Time bar of the claim behind such a complaint (`TimeBar.code`), if any. Only ever a warning. */
  readonly timeBar: string | null;
}

/** A claim time bar. It warns and sends the case to a legal officer; nothing is ever rejected because of it automatically. */
export interface TimeBar extends Ruled {
  readonly code: string;
  readonly years: number;
  readonly benefits: Bilingual;
}

/**
 * How long the content of a case is kept after the last thing that happened to it. The row that names the category wins over
 * the one that names none; of a protected case the longest of those that fit.
 */
export interface RetentionRule extends Ruled {
  readonly code: string;
  /** Categories it is for; null: all that no other row names. */
  readonly categories: readonly string[] | null;
  /** Only for protected cases. */
  readonly isForProtected: boolean;
  readonly years: number;
}

/** Of how many of the cases ended in a week somebody else than the decider looks again: a part, and at least so many. */
export interface SamplingRule extends Ruled {
  readonly code: string;
  readonly version: number;
  /** Percent of the cases that an operator ended in the week; a part of a case counts as one. */
  readonly percent: number;
  readonly atLeast: number;
}

/** Where a programme x category starts. The row that says most wins: programme and category, programme, category, track. */
export interface StartingTierRow extends Ruled {
  readonly code: string;
  readonly track: Track;
  readonly programme: string | null;
  readonly category: string | null;
  readonly tier: Tier;
}

export type OutcomeLevel = 'SA' | 'SS1' | 'SS2';

export interface Outcome extends Ruled {
  readonly code: string;
  readonly level: OutcomeLevel;
  readonly name: Bilingual;
  /** Decides the substance, so that an appeal against it makes sense and reasons are required. */
  readonly onMerits: boolean;
  /** Whether remedies may be ordered with it. */
  readonly mayCarryRemedies: boolean;
  /** Opens the statutory right to file with the Social Security Regulator. */
  readonly opensRegulatorWindow: boolean;
  /** Attempts to reach the complainant that must stand in the record first, and the working days they must span. */
  readonly needsAttempts: { readonly attempts: number; readonly overWorkingDays: number } | null;
  /** Status of the case afterwards. */
  readonly caseStatus: 'decided' | 'referred' | 'inadmissible' | 'withdrawn' | 'closed';
  /** Ways on after it, besides an appeal within the ladder. */
  readonly next: readonly ('court' | 'nadr' | 'none')[];
}

export interface Remedy extends Ruled {
  readonly code: string;
  readonly name: Bilingual;
  /** Whole riel must be named. */
  readonly needsAmount: boolean;
}

/** How the office that sits on a rung is found. */
export type OfficeKind =
  | 'commune'
  | 'district'
  | 'province'
  | 'operator'
  | 'policy'
  | 'operator_branch'
  | 'committee'
  | 'regulator'
  | 'neutral'
  | 'court';

/**
 * How a case comes to a rung. `time_or_party`: filing, appeal or a missed deadline; `party`: the party's own act only (SSR);
 * `agreement`: both parties agree to it (ADR); `referral`: a referral record only (court).
 */
export type RungEntry = 'time_or_party' | 'party' | 'agreement' | 'referral';

/**
 * What a missed deadline does. `escalate`: the supervisor is warned at once, the case moves up after
 * `escalateAfterWorkingDays`; `notice`: the party gets notice of the right to go on, and its window opens; `watch`: the
 * supervisor is warned and the case enters the watched queue; `expire`: the period lapses.
 */
export type OnBreach = 'escalate' | 'notice' | 'watch' | 'expire';

export interface Rung extends Ruled {
  readonly code: Tier;
  readonly track: Track;
  /** Order on the ladder, from 1. Rungs beside the ladder (ADR, court) come last. */
  readonly position: number;
  /** False for ADR and court: reached by agreement or referral, never by time or appeal. */
  readonly isOnLadder: boolean;
  readonly body: Bilingual;
  /** Who sits there. */
  readonly seat: Bilingual;
  readonly officeKind: OfficeKind;
  readonly entry: RungEntry;
  readonly onBreach: OnBreach;
  /** Whom a breach warns: the office of the next rung, a supervisor in the same office, or nobody (watched queue). */
  readonly supervisedBy: 'office_above' | 'same_office' | 'nobody';
  /** Whether a protected case may ever be held here. */
  readonly takesProtected: boolean;
  /** How many decide together. */
  readonly panel: readonly number[];
}

/** Rungs that an operator does not use. */
export interface LadderVariation extends Ruled {
  readonly code: string;
  readonly track: Track;
  readonly operator: string;
  readonly skips: readonly Tier[];
}

export interface Operator extends Ruled {
  readonly code: string;
  readonly name: Bilingual;
  /** Its office on the operator rung of social assistance. */
  readonly assistanceOffice: string | null;
  /** Its office on the first rung of social security where no branch covers the place. */
  readonly securityOffice: string | null;
  readonly committeeOffice: string | null;
  /** Named-user protection desk by track. */
  readonly protectionDesks: Readonly<Partial<Record<Track, string>>>;
  /** Published hotline number; null: not known. */
  readonly hotline: string | null;
}

export interface SeverityLevel extends Ruled {
  readonly code: Severity;
  readonly name: Bilingual;
  readonly meaning: Bilingual;
}

export type ClockKind =
  | 'acknowledge'
  | 'decide'
  | 'settle'
  | 'safe_contact'
  | 'file_with_regulator'
  | 'conciliate'
  | 'completeness'
  | 'appoint'
  | 'declare_conflict'
  | 'challenge'
  | 'invitation'
  | 'minutes'
  | 'outcome_notice'
  | 'appeal_window'
  | 'pause'
  | 'reopen';

export interface Period {
  readonly amount: number;
  readonly unit: 'working_days' | 'clock_hours';
}

/** One cell of the deadline table. Ids end in the severity: `SA1.DECIDE.S3`; a whole track has `SA.ACK.S3`. */
export interface SlaRule extends Dated {
  readonly id: string;
  readonly version: number;
  readonly clock: ClockKind;
  /** Null: every tier of the track. */
  readonly tier: Tier | null;
  readonly track: Track;
  readonly severity: Severity;
  readonly period: Period;
  /** `at_least`: the period is a minimum (an invitation comes no later than so many days before the session). */
  readonly bound: 'at_most' | 'at_least';
  readonly force: Force;
  readonly instrument: Bilingual;
  readonly pausable: boolean;
  /** `complete`: when everything needed is in. `event`: the event that the clock is about (non-settlement, decision, ...). */
  readonly startsFrom: 'filing' | 'arrival' | 'complete' | 'event';
  readonly onBreach: OnBreach;
  readonly escalateAfterWorkingDays: number | null;
  /** Parts of the period at which the holder is warned. */
  readonly warnAt: readonly number[];
}

/** A cell of the deadline table that is empty on purpose, so that a missing rule is never mistaken for it. */
export interface SlaAbsence extends Ruled {
  readonly code: string;
  readonly clock: ClockKind;
  readonly tier: Tier;
  readonly severity: Severity;
  readonly reason: 'not_here' | 'protection_desk' | 'oversight_only' | 'unknown';
  readonly explanation: Bilingual;
}

export interface Holiday {
  readonly on: string;
  readonly name: Bilingual;
  /** From a list made before the decree of that year. */
  readonly isProvisional: boolean;
}

export interface Calendar {
  readonly version: number;
  readonly source: Bilingual;
  /** By day, ascending. */
  readonly holidays: readonly Holiday[];
  readonly coveredYears: readonly number[];
  /** Years whose decree is not loaded yet: their deadlines may still move. */
  readonly provisionalYears: readonly number[];
}

export type OfficeType =
  | 'commune'
  | 'district'
  | 'province'
  | 'operator'
  | 'operator_branch'
  | 'committee'
  | 'regulator'
  | 'policy'
  | 'protection_desk'
  | 'hotline';

export interface Office extends Ruled {
  readonly code: string;
  /** Null for an office that holds no cases (the hotline call centre). */
  readonly tier: Tier | null;
  readonly type: OfficeType;
  readonly name: Bilingual;
  /** Place it serves; null: the whole country. */
  readonly place: string | null;
  readonly operator: string | null;
  /** Code of the office that supervises it whatever the case; null: depends on the case, or nobody. */
  readonly supervisor: string | null;
  readonly phone: string | null;
}

export type PlaceLevel = 'province' | 'district' | 'commune' | 'village';

export interface Place extends Dated {
  /** 2, 4, 6 or 8 digits, as text: leading zeros count. */
  readonly code: string;
  readonly level: PlaceLevel;
  readonly parent: string | null;
  readonly name: Bilingual;
  /** Kind of unit: ខណ្ឌ / Khan. */
  readonly unit: Bilingual;
}

export interface OpenQuestion extends Ruled {
  readonly code: string;
  readonly question: Bilingual;
  /** What the product does until the answer is known. */
  readonly meanwhile: Bilingual;
}

/** Where and for whom an office is sought. */
export interface OfficeQuery {
  readonly place: string;
  readonly operator: string;
  readonly programme: string;
}
