import { demand, staffOf } from '../../access/index.ts';
import { Forbidden, NotFound, RuleBroken } from '../../kernel/errors.ts';
import type { Work } from '../../platform/work.ts';
import { personNames } from '../reads/person-names.ts';
import { breakGlassUntil, findForEmergency } from '../records/break-glass-store.ts';
import { isVisible } from '../records/find-case.ts';
import { allSensitiveAccess, review, unreviewed, type SensitiveAccess } from '../records/second-person-store.ts';

/** DEFAULT: emergency access lasts four hours. */
export const breakGlassMilliseconds = 4 * 3_600_000;

/**
 * Emergency access to a case that the actor may not see otherwise: to read it for four hours. The reason is kept sealed,
 * the fact is announced, each read leaves a trace, and a second person reviews it. Never for people of an office that the
 * case is about.
 * @throws Forbidden, NotFound (also for people of an accused office), RuleBroken `case_is_visible` when there is no
 * need, `content_erased`
 */
export async function breakGlass(
  work: Work,
  input: { readonly reference: string; readonly reason: string },
): Promise<{ readonly id: string; readonly expiresAt: Date }> {
  demand(work.actor, 'break_glass.request');
  const actor = staffOf(work);
  if (await isVisible(work, input.reference)) throw new RuleBroken('case_is_visible');
  const found = await findForEmergency(work, input.reference);
  if (!found || found.accusedOffices.includes(actor.office)) throw new NotFound('not_found.case');
  if (found.isErased) throw new RuleBroken('content_erased');
  const expiresAt = new Date(work.now.getTime() + breakGlassMilliseconds);
  const id = await breakGlassUntil(work, {
    caseId: found.id,
    personId: actor.personId,
    reason: input.reason,
    expiresAt,
  });
  work.record({
    event: 'break_glass.opened',
    caseId: found.id,
    data: { accessId: id, personId: actor.personId, office: actor.office, expiresAt: expiresAt.toISOString() },
    announce: true,
  });
  return { id, expiresAt };
}

export type BreakGlassToReview = SensitiveAccess & { readonly person: string | null };

/**
 * Emergency accesses and looks at confidential identities that wait for a second person, oldest first; `isOverdue` after
 * two working days. @throws Forbidden
 */
export async function breakGlassToReview(work: Work): Promise<readonly BreakGlassToReview[]> {
  demand(work.actor, 'break_glass.review');
  return named(work, await unreviewed(work));
}

/**
 * The register of all such accesses, newest first, reviewed or not, for auditors: that it was done, by whom, and what the
 * second person said; not why, and nothing of the case.
 * @param input.before goes on from the last one seen; `limit` at most 200
 * @throws Forbidden
 */
export async function breakGlassRegister(
  work: Work,
  input: { readonly before?: Date | null; readonly limit?: number } = {},
): Promise<readonly BreakGlassToReview[]> {
  demand(work.actor, 'ledger.read');
  const limit = Math.min(Math.max(input.limit ?? 50, 1), 200);
  return named(work, await allSensitiveAccess(work, input.before ?? null, limit));
}

async function named(work: Work, entries: readonly SensitiveAccess[]): Promise<BreakGlassToReview[]> {
  const names = await personNames(
    work,
    entries.map((entry) => entry.personId),
  );
  return entries.map((entry) => ({ ...entry, person: names.get(entry.personId) ?? null }));
}

/**
 * The second person's word on an emergency access or a look at an identity. Found unjustified, it ends at once.
 * @throws Forbidden (`forbidden.own_break_glass` for one's own), NotFound `not_found.break_glass`
 */
export async function reviewBreakGlass(
  work: Work,
  input: { readonly id: string; readonly verdict: 'justified' | 'not_justified' },
): Promise<void> {
  demand(work.actor, 'break_glass.review');
  const reviewer = staffOf(work);
  const [entry] = await unreviewed(work, input.id);
  if (!entry) throw new NotFound('not_found.break_glass');
  if (entry.personId === reviewer.personId) throw new Forbidden('forbidden.own_break_glass');
  await review(work, entry, reviewer.personId, input.verdict);
  work.record({
    event: entry.kind === 'case' ? 'break_glass.reviewed' : 'identity.reviewed',
    caseId: entry.caseId,
    data: { accessId: entry.id, verdict: input.verdict, late: entry.isOverdue },
    announce: false,
  });
}
