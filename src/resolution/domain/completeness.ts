/**
 * What a complaint to the Social Security Regulator carries. LAW: Decision 017 - names, addresses, member ID and phone of
 * the parties or their representatives; the object of the dispute; important facts, claims, disputed points.
 */
export const statementItems = ['object', 'facts', 'claims', 'disputed_points'] as const;
export type StatementItem = (typeof statementItems)[number];

export const partyItems = ['name', 'address', 'phone', 'member_id'] as const;
export type PartyItem = (typeof partyItems)[number];

/** What is known of one party for the checklist. */
export interface PartyKnown {
  readonly partyId: string;
  /** Members of the fund have a member ID; an employer or an operator has none. */
  readonly needsMemberId: boolean;
  readonly known: readonly PartyItem[];
  /** The same of a representative with a mandate in force, who answers for the party. */
  readonly representativeKnown: readonly PartyItem[];
  /** Somebody says to speak for it and has not shown by what right. */
  readonly mandateAwaited?: boolean;
}

/** One thing that is missing; `partyId` null: of the complaint itself. */
export interface Missing {
  readonly item: StatementItem | PartyItem | 'second_party' | 'mandate';
  readonly partyId: string | null;
}

/**
 * What is missing from a complaint, in the order of the checklist; empty when it is complete. A representative's address and
 * phone stand for the party's own; name and member ID are the party's. Whoever says to speak for a party shows the mandate, or
 * it is on record that they do not speak for it: until then nobody knows whose complaint it is (DEFAULT).
 */
export function missingItems(given: ReadonlySet<StatementItem>, parties: readonly PartyKnown[]): readonly Missing[] {
  const missing: Missing[] = parties.length < 2 ? [{ item: 'second_party', partyId: null }] : [];
  for (const party of parties) {
    for (const item of partyItems) {
      if (item === 'member_id' && !party.needsMemberId) continue;
      const byRepresentative = (item === 'address' || item === 'phone') && party.representativeKnown.includes(item);
      if (!party.known.includes(item) && !byRepresentative) missing.push({ item, partyId: party.partyId });
    }
    if (party.mandateAwaited === true) missing.push({ item: 'mandate', partyId: party.partyId });
  }
  for (const item of statementItems) if (!given.has(item)) missing.push({ item, partyId: null });
  return missing;
}
