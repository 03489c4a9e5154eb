/** Somebody of the body who could sit, with what counts when members are chosen. */
export interface MemberCandidate {
  readonly personId: string;
  readonly name: string;
  /** Category codes, or `*`; empty where nothing is on the roster about them. */
  readonly competences: readonly string[];
  /** Days of absence, both included. */
  readonly absences: readonly { readonly from: string; readonly to: string }[];
  /** Struck from the roster for the time being. */
  readonly suspended: boolean;
  /** Panels and disputes that they sit in now. */
  readonly load: number;
}

/** What is asked of a member in this case, and who may not sit in it. */
export interface MemberNeed {
  readonly category: string;
  /** Today in Phnom Penh. */
  readonly today: string;
  /** Named in the case, or decided or handled it, or a case that it appeals, below. */
  readonly barred: ReadonlySet<string>;
  readonly sitting: ReadonlySet<string>;
  /** Declared a conflict of interest in this case. */
  readonly conflicted: ReadonlySet<string>;
}

/** Rule that forbids appointing them, or null. None of them can be waived. */
export function memberFault(of: MemberCandidate, need: MemberNeed): string | null {
  if (need.sitting.has(of.personId)) return 'panel_member_sits_already';
  if (need.conflicted.has(of.personId)) return 'panel_member_declared_conflict';
  if (need.barred.has(of.personId)) return 'panel_member_is_barred';
  if (of.suspended) return 'panel_member_is_suspended';
  if (of.absences.some((away) => away.from <= need.today && need.today <= away.to)) return 'panel_member_is_away';
  return null;
}

export interface MemberSuggestion {
  readonly personId: string;
  readonly name: string;
  readonly competent: boolean;
  readonly load: number;
}

/** Who may be appointed, best first: competent in the matter, least loaded; then by id, so that the same facts give the same list. DEFAULT. */
export function suggestMembers(candidates: readonly MemberCandidate[], need: MemberNeed): readonly MemberSuggestion[] {
  return candidates
    .filter((of) => memberFault(of, need) === null)
    .map(({ personId, name, competences, load }) => ({
      personId,
      name,
      competent: competences.includes('*') || competences.includes(need.category),
      load,
    }))
    .sort((a, b) => Number(b.competent) - Number(a.competent) || a.load - b.load || (a.personId < b.personId ? -1 : 1));
}
