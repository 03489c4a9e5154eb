import { addMessage, concluded, handOver, takeUpAround, type ActionAnswer, type Target } from '../../cases/index.ts';
import { RuleBroken } from '../../kernel/errors.ts';
import type { Work } from '../../platform/work.ts';
import { currentBook } from '../../reference/index.ts';
import { nextHolder } from '../../routing/index.ts';
import { cancelClock, changeClocks, clocksOnArrival, governingKinds } from '../../sla/index.ts';
import { handlingPeople } from '../handling-people.ts';
import { casePorts, questionAbout } from '../ports.ts';
import { addEscalation } from '../records/escalation-store.ts';
import { recordReferralConsent, type ReferralConsent } from '../referral-consent.ts';
import { unwatchCase, watchCase } from '../records/watching.ts';

/**
 * An officer passes a case up because it cannot be solved here. It goes to the next office on its ladder that it is not
 * about, where it waits to be acknowledged; the decision is timed anew by that tier's rule.
 * @throws NotFound, Forbidden, Conflict, RuleBroken `escalate_needs_undecided_case`, `no_body_above`, `referral_needs_consent`
 */
export async function escalateCase(
  work: Work,
  input: Target & { readonly reason: string; readonly consent?: ReferralConsent | null | undefined },
): Promise<ActionAnswer> {
  const file = await takeUpAround(work, casePorts, 'escalate', input);
  const book = await currentBook(work);
  const question = await questionAbout(work, file);
  const holder = nextHolder(book, question);
  const absence = holder && book.slaAbsence('decide', holder.tier, file.severity, question.on);
  if (!holder || (absence && absence.reason !== 'unknown')) {
    throw new RuleBroken('no_body_above', { action: 'escalate', status: file.status });
  }
  recordReferralConsent(work, file, input.consent, holder.office);
  await addMessage(work, { caseId: file.id, kind: 'note', internal: true, text: input.reason });
  return work.elevated('the case goes to an office that the officer may not see', async () => {
    const from = { tier: file.tier, office: file.heldOffice };
    await handOver(work, file, { office: holder.office, tier: holder.tier, how: 'officer' }, work.now);
    file.tier = holder.tier;
    file.heldOffice = holder.office;
    file.status = 'escalated';
    file.assignedTo = null;
    file.arrivedAt = work.now;
    await work.em.flush();
    await addEscalation(work, { caseId: file.id, how: 'officer', from, to: holder });
    let missing: readonly string[] = [];
    await changeClocks(work, file, (set) => {
      const earlier = set.clocks.filter((clock) => governingKinds.includes(clock.kind));
      for (const clock of earlier) {
        if (!['running', 'paused', 'breached'].includes(clock.state.state) || clock.state.escalatedAt !== null)
          continue;
        set.replace({ ...clock, state: cancelClock(clock.state, work.now, set.calendar).clock });
      }
      const pauses = earlier.at(-1)?.state.pauses ?? [];
      const arrival = clocksOnArrival(set.book, set.calendar, file, pauses);
      for (const clock of arrival.clocks) set.start(clock);
      missing = arrival.missing;
    });
    await unwatchCase(work, file.id, null);
    if (missing[0] !== undefined) await watchCase(work, file.id, `no_rule:${missing[0]}`);
    if ((await handlingPeople(work, holder.office)).length === 0) await watchCase(work, file.id, 'nobody_at_office');
    for (const skipped of holder.skipped) {
      const data = { ...skipped, toTier: holder.tier, toOffice: holder.office };
      work.record({ event: 'case.skipped', caseId: file.id, data, announce: false });
    }
    return concluded(work, file, 'case.escalated', {
      how: 'officer',
      fromTier: from.tier,
      fromOffice: from.office,
      toTier: holder.tier,
      toOffice: holder.office,
    });
  });
}
