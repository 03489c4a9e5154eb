import { Undecryptable } from '../../platform/vault.ts';
import type { Command } from '../../platform/work.ts';
import { caseKeyOf } from '../../cases/index.ts';
import { noticeField, type NoticePart } from '../domain/notice-field.ts';
import { settle, type SendOutcome, type SettledState } from '../domain/notice-state.ts';
import { claimLeaseMs } from '../domain/retry.ts';
import { giveUpClaims, takeWaiting, writeSettled } from '../records/notice-store.ts';

/** An opened message in the hands of one worker. Lives in memory only while it is sent. */
export interface OpenNotice {
  readonly id: string;
  readonly channel: 'sms' | 'email';
  readonly attempt: number;
  readonly claimedAt: Date;
  readonly address: string;
  readonly subject: string | null;
  readonly body: string;
  /** A calendar file that goes along with an e-mail. */
  readonly calendar: string | null;
}

export type Claim =
  { readonly kind: 'open'; readonly notice: OpenNotice } | { readonly kind: 'unreadable' } | { readonly kind: 'none' };

/**
 * Takes a waiting notice for sending - the one named, or without a name the one that waited longest - and opens it. From now
 * on it is `sending`: nobody else takes it. One that no key opens is dead at once. Acts as the system.
 */
export const claimNotice: Command<{ readonly noticeId: string | null }, Claim> = async (work, { noticeId }) => {
  const taken = await takeWaiting(work, noticeId);
  if (!taken) return { kind: 'none' };
  const { id, channel, attempt, claimedAt } = taken;
  try {
    if (channel !== 'sms' && channel !== 'email') throw new Error(`nothing is sent by ${channel}`);
    const key = await caseKeyOf(work, taken.caseId);
    const open = (part: NoticePart, sealed: Uint8Array): string => work.vault.open(key, noticeField(id, part), sealed);
    return {
      kind: 'open',
      notice: {
        id,
        channel,
        attempt,
        claimedAt,
        address: open('address', taken.sealedAddress),
        subject: taken.sealedSubject && open('subject', taken.sealedSubject),
        body: open('body', taken.sealedBody),
        calendar: taken.sealedCalendar && open('calendar', taken.sealedCalendar),
      },
    };
  } catch (error) {
    if (!(error instanceof Undecryptable)) throw error;
    await writeSettled(work, id, claimedAt, settle({ outcome: 'permanent', reason: 'undecryptable' }, attempt, 0));
    return { kind: 'unreadable' };
  }
};

/**
 * Writes down what the gateway made of a claimed notice. Acts as the system.
 * @returns the state it is in now; null when somebody has decided about it meanwhile
 */
export const settleNotice: Command<
  {
    readonly noticeId: string;
    readonly claimedAt: Date;
    readonly attempt: number;
    readonly result: SendOutcome;
    readonly chance: number;
  },
  SettledState | null
> = async (work, { noticeId, claimedAt, attempt, result, chance }) => {
  const settled = settle(result, attempt, chance);
  return (await writeSettled(work, noticeId, claimedAt, settled)) ? settled.state : null;
};

/** Notices whose worker never came back become uncertain: they may have gone out. Acts as the system. */
export const giveUpLostClaims: Command<void, number> = (work) =>
  giveUpClaims(work, new Date(work.now.getTime() - claimLeaseMs));
