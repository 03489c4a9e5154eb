import { hkdfSync, timingSafeEqual } from 'node:crypto';

import { sql } from 'kysely';

import { Conflict } from '../../kernel/errors.ts';
import type { Actor } from '../../kernel/actor.ts';
import type { StatementPart } from '../../platform/session.ts';
import type { DataKey, Vault } from '../../platform/vault.ts';
import { violatedConstraint, type Work } from '../../platform/work.ts';
import type { FilingAnswer } from '../domain/filing.ts';
import type { IntakeTables } from './tables.ts';

/** What makes sending twice harmless: the sender's key, and what was sent in a form that is the same for equal JSON. */
export interface Idempotency {
  readonly key: string;
  readonly body: string;
  /** An office whose people share the key: what one of them took, another may send. Left out: it is the sender's own. */
  readonly office?: string | undefined;
}

const field = 'filing-answer';

/** Keys of one sender are apart from those of others. */
function keyHash(vault: Vault, actor: Actor, { key, office }: Idempotency): Buffer {
  const sender =
    office !== undefined
      ? `office|${office}`
      : actor.kind === 'staff'
        ? `staff|${actor.personId}`
        : actor.kind === 'system'
          ? `system|${actor.job}`
          : 'public';
  return vault.lookupHash('idempotency', `${sender}|key|${key}`);
}

function bodyHash(vault: Vault, { body }: Idempotency): Buffer {
  return vault.lookupHash('idempotency', `body|${body}`);
}

/** Only who knows the key can open the answer again: it bears the receipt, of which we keep no more than a hash. */
function sealingKey(given: Idempotency, caseId: string, hash: Uint8Array): DataKey {
  return { owner: caseId, bytes: new Uint8Array(hkdfSync('sha256', given.key, hash, field, 32)) };
}

/**
 * Keeps the answer under the sender's key, in the statement that keeps the case: of two filings with one key the second waits
 * here for the first, and fails (`isRepeated`).
 */
export function keepingAnswer(work: Work, given: Idempotency, caseId: string, answer: FilingAnswer): StatementPart {
  const hash = keyHash(work.vault, work.actor, given);
  const sealed = work.vault.seal(sealingKey(given, caseId, hash), field, JSON.stringify(answer));
  return sql`insert into filing_key (key_hash, body_hash, case_id, sealed_answer, created_at)
    values (${hash}, ${bodyHash(work.vault, given)}, ${caseId}, ${sealed}, ${work.now})`;
}

/** Whether a filing failed because its key was used before. */
export function isRepeated(error: unknown): boolean {
  return violatedConstraint(error) === 'filing_key_pkey';
}

/**
 * The answer given under this key before, or null when there was none.
 * @throws Conflict `conflict.idempotency_key_reused` when something else was sent with it
 */
export async function answerGiven(work: Work, given: Idempotency): Promise<FilingAnswer | null> {
  const hash = keyHash(work.vault, work.actor, given);
  const row = await work
    .db<IntakeTables>()
    .selectFrom('filing_key')
    .select(['body_hash', 'case_id', 'sealed_answer'])
    .where('key_hash', '=', hash)
    .executeTakeFirst();
  if (!row) return null;
  if (!timingSafeEqual(row.body_hash, bodyHash(work.vault, given)))
    throw new Conflict('conflict.idempotency_key_reused');
  const text = work.vault.open(sealingKey(given, row.case_id, hash), field, row.sealed_answer);
  return revived(JSON.parse(text) as Stored);
}

type Stored = Omit<FilingAnswer, 'filedAt' | 'deadlines'> & {
  readonly filedAt: string;
  readonly deadlines: readonly (Omit<FilingAnswer['deadlines'][number], 'dueAt'> & { readonly dueAt: string })[];
};

function revived(stored: Stored): FilingAnswer {
  return {
    ...stored,
    filedAt: new Date(stored.filedAt),
    deadlines: stored.deadlines.map((each) => ({ ...each, dueAt: new Date(each.dueAt) })),
  };
}
