import { demand, staffOf } from '../../access/index.ts';
import { Forbidden, NotFound, RuleBroken } from '../../kernel/errors.ts';
import type { Work } from '../../platform/work.ts';
import { personNames } from '../reads/person-names.ts';
import {
  breakGlassUntil,
  findForEmergency,
  review,
  unreviewed,
  type BreakGlassEntry,
} from '../records/break-glass-store.ts';
import { isVisible } from '../records/find-case.ts';

/** DEFAULT: emergency access lasts four hours. */
export const breakGlassMilliseconds = 4 * 3_600_000;

/**
 * Emergency access to a case that the actor may not see otherwise: to read it for four hours. The reason is kept sealed,
 * the fact is announced, each read leaves a trace, and a second person reviews it. Never for people of an office that the
 * case is about.
 * @throws Forbidden, NotFound (also for people of an accused office), RuleBroken `case_is_visible` when there is no need
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

export type BreakGlassToReview = BreakGlassEntry & { readonly person: string | null };

/** Emergency accesses that wait for a second person, oldest first. @throws Forbidden */
export async function breakGlassToReview(work: Work): Promise<readonly BreakGlassToReview[]> {
  demand(work.actor, 'break_glass.review');
  const entries = await unreviewed(work);
  const names = await personNames(
    work,
    entries.map((entry) => entry.personId),
  );
  return entries.map((entry) => ({ ...entry, person: names.get(entry.personId) ?? null }));
}

/**
 * The second person's word on an emergency access. Found unjustified, it ends at once.
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
  await review(work, entry.id, reviewer.personId, input.verdict);
  work.record({
    event: 'break_glass.reviewed',
    caseId: entry.caseId,
    data: { accessId: entry.id, verdict: input.verdict },
    announce: false,
  });
}
