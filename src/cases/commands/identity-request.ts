import { demand, staffOf } from '../../access/index.ts';
import { Forbidden, RuleBroken } from '../../kernel/errors.ts';
import type { Work } from '../../platform/work.ts';
import { handlesCases, mayReadIdentity } from '../policy.ts';
import { findCase } from '../records/find-case.ts';
import { identityShownBy, showIdentityUntil } from '../records/identity-store.ts';
import { isErased } from '../reads/is-erased.ts';

/** DEFAULT: an identity is shown for four hours. */
export const identityHours = 4;
const identityMilliseconds = identityHours * 3_600_000;

/**
 * The reasoned request of whoever handles a case at its office to see who a confidential complainant is. It holds for four
 * hours, is announced to the privacy officers, leaves a trace at every look, and is reviewed by a second person.
 * @throws NotFound, Forbidden `forbidden.case_is_elsewhere`, RuleBroken `identity_is_visible` when there is nothing to ask
 * for, `content_erased`
 */
export async function requestIdentity(
  work: Work,
  input: { readonly reference: string; readonly reason: string },
): Promise<{ readonly id: string; readonly expiresAt: Date }> {
  const actor = staffOf(work);
  const found = await findCase(work, input.reference);
  demand(actor, 'case.decide');
  if (!handlesCases(actor.role) || found.heldOffice !== actor.office)
    throw new Forbidden('forbidden.case_is_elsewhere');
  if (mayReadIdentity(actor, found) || (await identityShownBy(work, found.id)))
    throw new RuleBroken('identity_is_visible');
  if (await isErased(work, found.id)) throw new RuleBroken('content_erased');
  const expiresAt = new Date(work.now.getTime() + identityMilliseconds);
  const id = await showIdentityUntil(work, {
    caseId: found.id,
    personId: actor.personId,
    reason: input.reason,
    expiresAt,
  });
  work.record({
    event: 'identity.requested',
    caseId: found.id,
    data: { requestId: id, personId: actor.personId, office: actor.office, expiresAt: expiresAt.toISOString() },
    announce: true,
  });
  return { id, expiresAt };
}
