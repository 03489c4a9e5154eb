import type { Work } from '../../platform/work.ts';
import type { AboutDetails, ComplainantDetails, RepresentativeDetails } from '../domain/details.ts';
import { mayReadContent, mayReadIdentity } from '../policy.ts';
import { identityShownBy } from '../records/identity-store.ts';
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
 * The parties of a case. Who a confidential complainant is, and who speaks for them, is for the protection officer, and for
 * a while for a handler who asked with a reason; such a look is a fact of its own.
 * @throws NotFound
 */
export async function partiesOf(work: Work, reference: string): Promise<readonly PartyView[]> {
  const found = await openForReading(work, reference, 'parties');
  const inOrder = () => work.db<CaseTables>().selectFrom('case_party').where('case_id', '=', found.id);
  const rows = await inOrder()
    .select(['id', 'side', 'kind', 'office', 'sealed'])
    .orderBy('side', 'desc')
    .orderBy('id')
    .execute();
  const hidden =
    found.identity === 'confidential'
      ? await work.elevated(
          'that somebody complains is no secret of those who handle it; who does, is not read here',
          () =>
            inOrder()
              .select(['id', 'side', 'kind', 'office'])
              .where('id', 'not in', [found.id, ...rows.map(({ id }) => id)])
              .orderBy('side', 'desc')
              .orderBy('id')
              .execute(),
        )
      : [];
  const mayIdentity = await learnsComplainant(work, found);
  const may = {
    complainant: mayIdentity,
    representative: mayIdentity,
    about: mayReadContent(work.actor),
  };
  const seen = await Promise.all(
    rows.map(async ({ id, side, kind, office, sealed }) => {
      const details = may[side] ? await openJson(work, found.id, `party:${id}`, sealed) : withheld;
      return { id, side, kind, office, details } as PartyView;
    }),
  );
  return [
    ...hidden.map(({ id, side, kind, office }) => ({ id, side, kind, office, details: withheld }) as PartyView),
    ...seen,
  ];
}

/**
 * Whether the actor may know who the complainant is: by role, or by a request that holds now. Nothing is recorded: for lists
 * of what could be read.
 */
export async function mayKnowComplainant(
  work: Work,
  of: { readonly id: string; readonly identity: string },
): Promise<boolean> {
  if (mayReadIdentity(work.actor, of)) return true;
  return mayReadContent(work.actor) && (await identityShownBy(work, of.id)) !== null;
}

/** The same for whoever is about to read it: a look by request is a fact of its own. */
export async function learnsComplainant(
  work: Work,
  of: { readonly id: string; readonly identity: string },
): Promise<boolean> {
  return mayReadIdentity(work.actor, of) || looksByRequest(work, of.id);
}

async function looksByRequest(work: Work, caseId: string): Promise<boolean> {
  if (!mayReadContent(work.actor)) return false;
  const shown = await identityShownBy(work, caseId);
  if (!shown) return false;
  work.record({ event: 'identity.read', caseId, data: { requestId: shown.id }, announce: false });
  return true;
}
