import { timingSafeEqual } from 'node:crypto';

import { parseReceipt, parseReference, type CaseTables } from '../../cases/index.ts';
import type { ComplainantActor } from '../../kernel/actor.ts';
import { NotFound } from '../../kernel/errors.ts';
import type { Command } from '../../platform/work.ts';

/** What a complainant shows, as typed. */
export interface Pair {
  readonly reference: string;
  readonly receipt: string;
}

/**
 * Who holds this reference with its receipt. Whatever is wrong - form, check digit, no such case, another receipt - costs
 * the same work and gets the same answer, so that nobody learns whether a case exists. Acts as the system.
 * @throws NotFound `not_found.pair`
 */
export const proveReceipt: Command<Pair, ComplainantActor> = async (work, { reference, receipt }) => {
  const known = await work
    .db<CaseTables>()
    .selectFrom('case_file')
    .select(['id', 'receipt_hash'])
    .where('reference', '=', parseReference(reference) ?? 'none')
    .executeTakeFirst();
  const shown = work.vault.lookupHash('receipt', parseReceipt(receipt) ?? 'none');
  const kept = known?.receipt_hash ?? work.vault.lookupHash('receipt', 'no such case');
  const matches = timingSafeEqual(shown, kept);
  if (!known || !matches) throw new NotFound('not_found.pair');
  return { kind: 'complainant', caseId: known.id };
};
