import {
  askAboutRemedy,
  lapseRemedy,
  lapseStep,
  remedyLapse,
  unansweredRemedies,
  type UnansweredRemedy,
} from '../../cases/index.ts';
import { systemActor } from '../../kernel/actor.ts';
import type { Perform, Work } from '../../platform/work.ts';
import { phnomPenhDay } from '../../reference/index.ts';
import { closeOfWorkingDay, currentCalendar, workingDaysBetween } from '../../sla/index.ts';
import { timesTold } from '../records/told.ts';
import { watchCase } from '../records/watching.ts';

/** How often the complainant must really have been told before silence closes anything. */
const timesToTell = 1 + remedyLapse.askAgainAfter.length;

async function step(work: Work, of: UnansweredRemedy): Promise<'asked' | 'lapsed' | 'watched' | null> {
  const next = lapseStep(of.asked, await workingDaysBetween(work, of.fulfilledAt, work.now));
  if (next === null) return null;
  const { caseId, id: remedyId } = of;
  if (next === 'ask') {
    const isLast = of.asked === remedyLapse.askAgainAfter.length;
    const end = closeOfWorkingDay(await currentCalendar(work), of.fulfilledAt, remedyLapse.lapsesAfter);
    await askAboutRemedy(work, { caseId, remedyId, lapsesOn: isLast ? phnomPenhDay(end) : null });
    return 'asked';
  }
  // Whoever was not reached three times has not kept silent: somebody must go and see.
  if ((await timesTold(work, caseId, of.fulfilledAt)) < timesToTell) {
    await watchCase(work, caseId, 'remedy_unanswered');
    return 'watched';
  }
  await lapseRemedy(work, { caseId, remedyId });
  return 'lapsed';
}

/** Asks about remedies reported as delivered and takes those as delivered of which nobody says otherwise, each on its own. */
export async function lapseRemedies(
  perform: Perform,
  options: { readonly limit: number; readonly onFailure?: (id: string, error: unknown) => void },
): Promise<{ readonly asked: number; readonly lapsed: number; readonly watched: number; readonly failed: number }> {
  const actor = systemActor('remedies.lapse');
  const tally = { asked: 0, lapsed: 0, watched: 0, failed: 0 };
  const open = await perform(
    actor,
    (work: Work, limit: number) => unansweredRemedies(work, { before: work.now, limit }),
    options.limit,
  );
  for (const remedy of open) {
    try {
      const did = await perform(actor, step, remedy);
      if (did !== null) tally[did] += 1;
    } catch (error) {
      tally.failed += 1;
      options.onFailure?.(remedy.id, error);
    }
  }
  return tally;
}
