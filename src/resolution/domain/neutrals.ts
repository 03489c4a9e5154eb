import type { Role } from '../../kernel/actor.ts';
import type { Mode } from './terms.ts';

/** Somebody on the roster, with what counts when neutrals are chosen. */
export interface Candidate {
  readonly personId: string;
  readonly modes: readonly Mode[];
  /** Category codes, or `*` for all. */
  readonly competences: readonly string[];
  readonly languages: readonly string[];
  /** Place where they work; null: anywhere. */
  readonly place: string | null;
  /** Days of absence, both included. */
  readonly absences: readonly { readonly from: string; readonly to: string }[];
  readonly active: boolean;
  /** Disputes they sit in now. */
  readonly load: number;
  readonly office: string;
}

/** What is asked of a neutral in this dispute, and who may not sit in it. */
export interface Need {
  readonly mode: Mode;
  readonly category: string;
  /** Languages in which the parties are heard without an interpreter. */
  readonly languages: readonly string[];
  readonly place: string;
  readonly today: string;
  /** Named in the case, or decided or handled it, or a case that it appeals. */
  readonly barred: ReadonlySet<string>;
  /** Offices that the case is about. */
  readonly accusedOffices: readonly string[];
  /** Declared a conflict in this dispute, or were successfully challenged. */
  readonly conflicted: ReadonlySet<string>;
  /** Sit in this dispute already. */
  readonly sitting: ReadonlySet<string>;
}

/** Rule that forbids appointing them, or null. None of them can be waived. */
export function appointmentFault(of: Candidate, need: Need): string | null {
  if (need.sitting.has(of.personId)) return 'neutral_sits_already';
  if (need.conflicted.has(of.personId)) return 'neutral_declared_conflict';
  if (need.barred.has(of.personId)) return 'neutral_is_barred';
  if (need.accusedOffices.includes(of.office)) return 'neutral_of_accused_office';
  if (!of.active) return 'neutral_not_on_roster';
  if (!of.modes.includes(need.mode)) return 'neutral_not_for_mode';
  if (of.absences.some((away) => away.from <= need.today && need.today <= away.to)) return 'neutral_is_away';
  return null;
}

export interface Suggestion {
  readonly personId: string;
  readonly load: number;
  readonly competent: boolean;
  readonly speaksAll: boolean;
  readonly near: boolean;
}

/**
 * Who may be appointed, best first: competent in the matter, speaking the parties' languages, least loaded, nearest; then by
 * id, so that the same facts give the same list. DEFAULT.
 */
export function suggestNeutrals(candidates: readonly Candidate[], need: Need): readonly Suggestion[] {
  return candidates
    .filter((of) => appointmentFault(of, need) === null)
    .map((of) => ({
      personId: of.personId,
      load: of.load,
      competent: of.competences.includes('*') || of.competences.includes(need.category),
      speaksAll: need.languages.every((language) => of.languages.includes(language)),
      near: of.place === null || need.place.startsWith(of.place),
    }))
    .sort(
      (a, b) =>
        Number(b.competent) - Number(a.competent) ||
        Number(b.speaksAll) - Number(a.speaksAll) ||
        a.load - b.load ||
        Number(b.near) - Number(a.near) ||
        (a.personId < b.personId ? -1 : 1),
    );
}

/** Roles whose people may sit as neutrals. DEFAULT. */
const seats: readonly Role[] = [
  'conciliator',
  'committee_member',
  'operator_handler',
  'operator_supervisor',
  'regulator_reviewer',
  'policy_reviewer',
];

export function maySitAsNeutral(role: Role): boolean {
  return seats.includes(role);
}
