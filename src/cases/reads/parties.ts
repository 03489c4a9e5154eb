import type { Work } from '../../platform/work.ts';
import type { AboutDetails, ComplainantDetails, RepresentativeDetails } from '../domain/details.ts';
import { mayReadContent, mayReadIdentity } from '../policy.ts';
import { openJson, withheld, type Readable } from '../records/sealed.ts';
import type { CaseTables } from '../records/tables.ts';
import { openForReading } from './record-read.ts';

interface Party<Side extends string, Details> {
  readonly id: string;
  readonly side: Side;
  readonly kind: string;
  /** A complained-about office is named in the clear. */
  readonly office: string | null;
  readonly details: Readable<Details>;
}

export type PartyView =
  | Party<'complainant', ComplainantDetails>
  | Party<'representative', RepresentativeDetails>
  | Party<'about', AboutDetails>;

/**
 * The parties of a case. Who a confidential complainant is, and who speaks for them, is for the protection officer alone.
 * @throws NotFound
 */
export async function partiesOf(work: Work, reference: string): Promise<readonly PartyView[]> {
  const found = await openForReading(work, reference, 'parties');
  const rows = await work
    .db<CaseTables>()
    .selectFrom('case_party')
    .select(['id', 'side', 'kind', 'office', 'sealed'])
    .where('case_id', '=', found.id)
    .orderBy('side', 'desc')
    .orderBy('id')
    .execute();
  const may = {
    complainant: mayReadIdentity(work.actor, found),
    representative: mayReadIdentity(work.actor, found),
    about: mayReadContent(work.actor),
  };
  return Promise.all(
    rows.map(async ({ id, side, kind, office, sealed }) => {
      const details = may[side] ? await openJson(work, found.id, `party:${id}`, sealed) : withheld;
      return { id, side, kind, office, details } as PartyView;
    }),
  );
}
