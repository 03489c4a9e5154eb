import { demand, staffOf } from '../../access/index.ts';
import { findCase, mayDo } from '../../cases/index.ts';
import { Forbidden } from '../../kernel/errors.ts';
import type { Command } from '../../platform/work.ts';
import { addTestCase } from '../records/test-cases.ts';

/**
 * Leaves a case that was only made to try the system out of all figures, for good. For those who watch over cases and work
 * on this one; it stands in the ledger of the case, so that nobody drops an inconvenient one unseen.
 * @throws NotFound when they do not see it; Forbidden
 */
export const markTestCase: Command<{ readonly reference: string }, void> = async (work, { reference }) => {
  const by = staffOf(work);
  demand(work.actor, 'statistics.read');
  const seen = await findCase(work, reference);
  // Nobody who only reads it: an auditor, a former holder, whoever got in for once.
  if (!mayDo(work.actor, 'note', seen).allowed)
    throw new Forbidden('forbidden.action', { action: 'statistics.mark_test' });
  const isNew = await work.elevated('which cases count is for the system to keep', () =>
    addTestCase(work, seen.id, by.personId),
  );
  if (isNew) work.record({ event: 'case.marked_test', caseId: seen.id, data: {}, announce: false });
};
