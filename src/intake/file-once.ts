import type { Actor } from '../kernel/actor.ts';
import { InvalidInput, Unavailable } from '../kernel/errors.ts';
import { newId } from '../kernel/ids.ts';
import type { Command, Perform } from '../platform/work.ts';
import type { ReferenceBook } from '../reference/index.ts';
import { phnomPenhDay } from '../reference/index.ts';
import { canonicalJson } from './canonical-json.ts';
import { fileComplaint } from './commands/file-complaint.ts';
import type { Channel, FilingAnswer } from './domain/filing.ts';
import { parseFiling } from './parse-filing.ts';
import { answerGiven, isRepeated, type Idempotency } from './records/filing-keys.ts';

/** A complaint as sent, and what to understand it by. */
export interface SentComplaint {
  /** As `POST /complaints` takes it (see the contract). */
  readonly body: unknown;
  /** `stated`: staff say in the body how it reached them. */
  readonly channel: Channel | 'stated';
  readonly book: ReferenceBook;
  readonly now: Date;
  /** Chosen by the sender; null: sending twice files twice. */
  readonly idempotencyKey: string | null;
  /** People of this office share the key: at a counter, one takes a complaint and another may send it. */
  readonly keyOfOffice?: string;
  /** The member of staff who notes it down; null: the complainant. */
  readonly staff: Extract<Actor, { kind: 'staff' }> | null;
}

const earlierAnswer: Command<Idempotency, FilingAnswer | null> = answerGiven;

/**
 * Files a complaint, once however often the same is sent with the same key: at the same time, after an answer that was
 * lost, or long after.
 * @throws InvalidInput naming every fault at once; Conflict `conflict.idempotency_key_reused`; Forbidden
 */
export async function fileOnce(perform: Perform, sent: SentComplaint): Promise<FilingAnswer> {
  const { body, channel, book, now, idempotencyKey, staff, keyOfOffice: office } = sent;
  // A complainant acts for the case that is being made, so that row-level security holds from the first line.
  const actor: Actor = staff ?? { kind: 'complainant', caseId: newId() };
  let idempotency: Idempotency | null = null;
  try {
    const filing = parseFiling(body, { channel, book, on: phnomPenhDay(now) });
    if (idempotencyKey !== null) idempotency = { key: idempotencyKey, body: canonicalJson(body), office };
    return await perform(actor, fileComplaint, { filing, idempotency });
  } catch (error) {
    if (idempotency !== null && isRepeated(error)) {
      const earlier = await perform(actor, earlierAnswer, idempotency);
      if (earlier) return earlier;
      throw new Unavailable('unavailable.database');
    }
    // What was accepted once is answered again, also when a programme has ended since.
    if (idempotencyKey !== null && error instanceof InvalidInput && error.fields.every(isOfReference)) {
      const earlier = await perform(actor, earlierAnswer, { key: idempotencyKey, body: canonicalJson(body), office });
      if (earlier) return earlier;
    }
    throw error;
  }
}

/** Faults that depend on the day, not on the form of what was sent: its depth is bounded. */
function isOfReference({ code }: { readonly code: string }): boolean {
  return code.startsWith('unknown_') && code !== 'unknown_field' ? true : code === 'category_not_for_programme';
}
