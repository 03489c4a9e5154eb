import { systemActor } from '../../kernel/actor.ts';
import type { Perform, Work } from '../../platform/work.ts';
import { closeOfWorkingDay, currentCalendar } from '../../sla/index.ts';
import { challengeWorkingDays, invitationWorkingDays } from '../domain/periods.ts';
import { sessionStillFits, workingDaysBeforeSession, type Remaining } from '../domain/session-rule.ts';
import type { Stage } from '../domain/terms.ts';
import { saveFile } from '../records/dispute.ts';
import { sessionsOf } from '../records/session-rows.ts';
import { instant, instantOrNull } from '../records/instant.ts';
import { sendToParty } from '../records/message-store.ts';
import { filesToWatch, lockFileToWatch, partiesOfFile, referenceOf } from '../records/sweep-reads.ts';
import { tooTightText } from '../words.ts';

const remainingOf: Readonly<Partial<Record<Stage, Remaining>>> = {
  admissibility: 'panel',
  consents: 'panel',
  appointment: 'panel',
  declarations: 'panel',
  challenge_period: 'challenges',
  sessions: 'sessions',
};

/**
 * Says once of a dispute that no further session fits before the date that no extension passes: to whoever keeps it, to the
 * parties, and to those who watch.
 * @returns whether it was said now
 */
async function watchLimit(work: Work, input: { readonly id: string }): Promise<boolean> {
  const file = await lockFileToWatch(work, input.id);
  const limitAt = instantOrNull(file?.limit_at ?? null);
  const remaining = file && remainingOf[file.stage];
  if (!file || !remaining || limitAt === null || file.tight_warned_at !== null) return false;
  const set = (await sessionsOf(work, file.id)).some(
    (session) => session.state === 'scheduled' && session.startsAt > work.now && session.endsAt <= limitAt,
  );
  if (set) return false;
  const from = new Date(Math.max(work.now.getTime(), instantOrNull(file.challenge_until)?.getTime() ?? 0));
  const days = workingDaysBeforeSession(remaining, {
    challenge: challengeWorkingDays.value,
    invitation: invitationWorkingDays.value,
  });
  const calendar = await currentCalendar(work);
  if (sessionStillFits({ noticeEndsAt: closeOfWorkingDay(calendar, from, days), dueAt: limitAt })) return false;
  await saveFile(work, file.id, { stage: file.stage, tight_warned_at: work.now });
  work.record({
    event: 'dispute.no_longer_fits',
    caseId: file.case_id,
    data: { disputeId: file.id, limitAt: instant(limitAt).toISOString(), force: file.limit_force },
    announce: true,
  });
  const reference = (await referenceOf(work, file.case_id)) ?? '';
  for (const party of await partiesOfFile(work, file.id)) {
    const text = (language: 'km' | 'en', discreet: boolean) => tooTightText(language, { reference, limitAt, discreet });
    await sendToParty(work, file, party, { kind: 'too_tight', text });
  }
  return true;
}

/** Looks at all disputes whose date comes near, one transaction each: running it twice says nothing twice. */
export async function sweepLimits(
  perform: Perform,
  options: { readonly limit: number; readonly onFailure?: (id: string, error: unknown) => void },
): Promise<{ readonly warned: number; readonly failed: number }> {
  const actor = systemActor('disputes.limits');
  const near = await perform(actor, (work: Work, limit: number) => filesToWatch(work, limit), options.limit);
  const tally = { warned: 0, failed: 0 };
  for (const id of near) {
    try {
      if (await perform(actor, watchLimit, { id })) tally.warned += 1;
    } catch (error) {
      tally.failed += 1;
      options.onFailure?.(id, error);
    }
  }
  return tally;
}
