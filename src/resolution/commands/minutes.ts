import { Conflict, RuleBroken } from '../../kernel/errors.ts';
import type { Work } from '../../platform/work.ts';
import type { ConsentWay } from '../domain/terms.ts';
import { approveMinutes, minutesOf, writeMinutes } from '../records/minutes-store.ts';
import { turnSteps } from '../step-clocks.ts';
import { sessionOf } from './sessions.ts';
import {
  concludeDispute,
  speakerOf,
  takeUpDispute,
  wayOf,
  type DisputeAnswer,
  type DisputeTarget,
  type Speaking,
} from './take-up.ts';

/** Writes the minutes of a session that took place. Written again, they are to be approved again. */
export async function recordMinutes(
  work: Work,
  input: DisputeTarget & { readonly session: string; readonly text: string },
): Promise<DisputeAnswer & { readonly hash: string }> {
  const taken = await takeUpDispute(work, 'write-minutes', input);
  const session = sessionOf(taken, input.session);
  if (session.state !== 'held') throw new RuleBroken('minutes_need_held_session');
  const hash = await writeMinutes(work, taken.file, session.id, input.text);
  await turnSteps(work, taken.caseFile, { met: ['minutes'] });
  // Of two sessions held one after the other, the minutes of the other are owed still.
  const written = new Set((await minutesOf(work, taken.file)).map((each) => each.sessionId));
  const owed = taken.sessions.find((each) => each.state === 'held' && !written.has(each.id));
  if (owed) await turnSteps(work, taken.caseFile, { start: ['minutes'], at: owed.endsAt });
  return {
    ...(await concludeDispute(work, taken, 'write-minutes', 'dispute.minutes_written', { session: session.id })),
    hash,
  };
}

/**
 * A party that attended approves the minutes as they stand.
 * @param input hash: of the words that the party read; another one now is refused
 * @throws Conflict `conflict.minutes_changed`; RuleBroken `approver_did_not_attend`, `minutes_missing`
 */
export async function approveSessionMinutes(
  work: Work,
  input: DisputeTarget &
    Speaking & { readonly session: string; readonly hash: string; readonly way?: ConsentWay | null },
): Promise<DisputeAnswer> {
  const taken = await takeUpDispute(work, 'approve-minutes', input);
  const session = sessionOf(taken, input.session);
  const { party } = speakerOf(work, taken, input);
  if (!session.present.includes(party.id)) throw new RuleBroken('approver_did_not_attend');
  const minutes = (await minutesOf(work, taken.file)).find((each) => each.sessionId === session.id);
  if (!minutes) throw new RuleBroken('minutes_missing');
  if (minutes.hash !== input.hash) throw new Conflict('conflict.minutes_changed');
  await approveMinutes(work, taken.file, {
    sessionId: session.id,
    partyId: party.id,
    hash: Buffer.from(minutes.hash, 'hex'),
    way: wayOf(work, input.way),
  });
  const data = { session: session.id, party: party.id };
  return concludeDispute(work, taken, 'approve-minutes', 'dispute.minutes_approved', data);
}
