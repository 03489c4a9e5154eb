import type { DisputeView } from '../../../resolution/index.ts';
import type { Names } from '../names.ts';
import type { DisputeWords } from '../dispute-words/index.ts';

/** What the parties of a dispute are called on a page: side, and name where the reader may know it. */
export function partyNames(view: DisputeView, words: DisputeWords, names: Names): ReadonlyMap<string, string> {
  return new Map(
    view.parties.map((party) => {
      const office = party.office === null ? null : names.office(party.office);
      const name = party.name ?? office ?? (party.unreadable ? words.unopened : null);
      return [party.id, name === null ? words.sides[party.side] : `${name} (${words.sides[party.side]})`];
    }),
  );
}

/** The neutrals by the id of their seat. */
export function neutralNames(view: DisputeView, words: DisputeWords): ReadonlyMap<string, string> {
  return new Map(view.neutrals.map((seat) => [seat.id, seat.name ?? words.withheldName]));
}

export type MandateState = 'valid' | 'unproven' | 'revoked' | 'early' | 'lapsed';

/** How a mandate stands on a day, `YYYY-MM-DD`; the use cases judge it themselves. */
export function mandateState(
  of: DisputeView['parties'][number]['representatives'][number],
  today: string,
): MandateState {
  if (!of.proven) return 'unproven';
  if (of.revoked) return 'revoked';
  if (of.validFrom > today) return 'early';
  return of.validUntil !== null && of.validUntil < today ? 'lapsed' : 'valid';
}
