import { RuleBroken } from '../../kernel/errors.ts';
import { maxAttempts, retryDelayMs } from './retry.ts';

/**
 * `queued` waits; `sending` was claimed by a worker; `sent` was taken over by the gateway; `delivered` reached the person;
 * `failed` waits for another attempt; `dead` was refused for good or too often; `uncertain` may have gone out or not;
 * `by_hand` is for the office to say by voice or in person; `told` was said.
 */
export type NoticeState =
  'queued' | 'sending' | 'sent' | 'delivered' | 'failed' | 'dead' | 'uncertain' | 'by_hand' | 'told';

/** What a mail server or gateway made of a message. `reason` is a code such as `smtp.550`, never text about a person. */
export type SendOutcome =
  | { readonly outcome: 'accepted'; readonly providerId: string }
  | { readonly outcome: 'transient' | 'permanent' | 'unknown'; readonly reason: string };

const after: Readonly<Record<NoticeState, readonly NoticeState[]>> = {
  queued: ['sending'],
  failed: ['sending'],
  sending: ['sent', 'failed', 'dead', 'uncertain'],
  // Taken over, and then it arrived, or came back.
  sent: ['delivered', 'dead'],
  delivered: [],
  dead: ['queued'],
  uncertain: ['queued'],
  by_hand: ['told'],
  told: [],
};

/** Whether a notice may go from one state to another. Only a person takes it from `dead` or `uncertain` back to `queued`. */
export function mayBecome(from: NoticeState, to: NoticeState): boolean {
  return after[from].includes(to);
}

/** @throws RuleBroken `notice_state` when the notice may not take that state now. */
export function requireStep(from: NoticeState, to: NoticeState): void {
  if (!mayBecome(from, to)) throw new RuleBroken('notice_state', { from, to });
}

export type SettledState = 'sent' | 'failed' | 'dead' | 'uncertain';

export interface Settled {
  readonly state: SettledState;
  /** Milliseconds until the next attempt; null when there is none. */
  readonly retryInMs: number | null;
  readonly providerId: string | null;
  readonly reason: string | null;
}

/**
 * What becomes of a notice after its `attempt`-th attempt (from 1).
 * A message of which nobody knows whether it went out is never sent again by itself: the person may have it.
 * @param chance from 0 up to 1, spreads retries
 */
export function settle(result: SendOutcome, attempt: number, chance: number): Settled {
  switch (result.outcome) {
    case 'accepted':
      return { state: 'sent', retryInMs: null, providerId: result.providerId, reason: null };
    case 'permanent':
      return { state: 'dead', retryInMs: null, providerId: null, reason: result.reason };
    case 'unknown':
      return { state: 'uncertain', retryInMs: null, providerId: null, reason: result.reason };
    case 'transient':
      return attempt >= maxAttempts
        ? { state: 'dead', retryInMs: null, providerId: null, reason: result.reason }
        : { state: 'failed', retryInMs: retryDelayMs(attempt, chance), providerId: null, reason: result.reason };
  }
}
