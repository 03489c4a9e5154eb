import { systemActor } from '../kernel/actor.ts';
import { describeError, type Log } from '../platform/log.ts';
import type { MailFile, Mailer } from '../platform/mailer.ts';
import type { SmsGateway } from '../platform/sms.ts';
import type { Perform } from '../platform/work.ts';
import { claimNotice, giveUpLostClaims, settleNotice, type OpenNotice } from './commands/claim-notice.ts';
import { composeNotices, type NoticeSettings } from './commands/compose-notices.ts';
import type { SendOutcome, SettledState } from './domain/notice-state.ts';
import { factsToCompose, postponeFact } from './records/outbox-facts.ts';

/** Where messages are written and go out. */
export interface MailRoom extends NoticeSettings {
  readonly mailer: Mailer;
  readonly sms: SmsGateway;
  /** Spreads retries: a number from 0 up to 1. */
  readonly chance?: () => number;
}

export interface MailRoomServices {
  readonly perform: Perform;
  readonly log: Log;
}

export interface SweepReport {
  readonly composed: number;
  readonly failed: number;
  readonly handled: number;
  readonly givenUp: number;
}

const actor = systemActor('mail-room');
const factsAtOnce = 100;
const sendersAtOnce = 4;
const settleAttempts = 3;

/**
 * Sends one notice, if it is waiting: the one named, or the one that has waited longest. Claimed and settled in transactions
 * of their own, with no transaction open while it is sent.
 * @returns its state afterwards; `lost` when it could not be written down (it becomes uncertain); null when none waited
 */
export async function deliverNotice(
  room: MailRoom,
  services: MailRoomServices,
  noticeId: string | null = null,
): Promise<SettledState | 'lost' | null> {
  const claim = await services.perform(actor, claimNotice, { noticeId });
  if (claim.kind === 'none') return null;
  if (claim.kind === 'unreadable') return 'dead';
  const { notice } = claim;
  const result = await send(room, notice);
  if (result.outcome !== 'accepted')
    services.log.warn({ notice: notice.id, channel: notice.channel, reason: result.reason }, 'a message was not taken');
  const chance = (room.chance ?? Math.random)();
  for (let attempt = 1; ; attempt += 1) {
    try {
      const { id, claimedAt } = notice;
      const state = await services.perform(actor, settleNotice, {
        noticeId: id,
        claimedAt,
        attempt: notice.attempt,
        result,
        chance,
      });
      return state ?? 'lost';
    } catch (error) {
      services.log.error(
        { notice: notice.id, err: describeError(error) },
        'what became of a message was not written down',
      );
      if (attempt === settleAttempts) return 'lost';
      await new Promise((resolve) => setTimeout(resolve, 100 * attempt));
    }
  }
}

async function send(room: MailRoom, notice: OpenNotice): Promise<SendOutcome> {
  try {
    if (notice.channel === 'sms') return await room.sms.send({ id: notice.id, to: notice.address, text: notice.body });
    return await room.mailer.send({
      id: notice.id,
      to: notice.address,
      subject: notice.subject ?? '',
      text: notice.body,
      files: notice.calendar === null ? [] : [calendarAttachment(notice.calendar)],
    });
  } catch {
    // A sender that throws says nothing about whether the message left.
    return { outcome: 'unknown', reason: 'sender.failed' };
  }
}

/** A meeting, as calendar programs expect it with an e-mail. */
function calendarAttachment(content: string): MailFile {
  const method = /^METHOD:(\w+)/m.exec(content)?.[1] ?? 'PUBLISH';
  return { name: 'meeting.ics', mediaType: `text/calendar; charset=utf-8; method=${method}`, content };
}

/**
 * One round of the mail room: gives up claims of workers that died, writes the messages of announced facts, oldest first,
 * each in its own transaction so that one bad fact holds up no other, and sends what waits until nothing does or
 * `deadlineMs` is over. Several may run at once.
 */
export async function sweepMailRoom(
  room: MailRoom,
  services: MailRoomServices,
  deadlineMs = 20_000,
): Promise<SweepReport> {
  const end = performance.now() + deadlineMs;
  const givenUp = await services.perform(actor, giveUpLostClaims, undefined);
  if (givenUp > 0)
    services.log.warn({ notices: givenUp }, 'messages were left behind by a worker; a person must decide about them');
  let composed = 0;
  let failed = 0;
  while (performance.now() < end) {
    const waiting = await services.perform(actor, factsToCompose, factsAtOnce);
    for (const factId of waiting) {
      if (await composeOne(room, services, factId)) composed += 1;
      else failed += 1;
    }
    if (waiting.length < factsAtOnce) break;
  }
  let handled = 0;
  const lane = async (): Promise<void> => {
    while (performance.now() < end) {
      if ((await deliverNotice(room, services)) === null) return;
      handled += 1;
    }
  };
  await Promise.all(Array.from({ length: sendersAtOnce }, lane));
  return { composed, failed, handled, givenUp };
}

async function composeOne(room: MailRoom, services: MailRoomServices, factId: string): Promise<boolean> {
  try {
    await services.perform(actor, composeNotices(room), { factId });
    return true;
  } catch (error) {
    services.log.error({ fact: factId, err: describeError(error) }, 'the messages of a fact could not be written');
    await services.perform(actor, postponeFact, factId);
    return false;
  }
}
