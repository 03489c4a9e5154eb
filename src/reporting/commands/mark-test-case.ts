import { demand, staffOf } from '../../access/index.ts';
import { findCase } from '../../cases/index.ts';
import { Forbidden } from '../../kernel/errors.ts';
import type { Command } from '../../platform/work.ts';
import { addTestCase } from '../records/test-cases.ts';

/**
 * Leaves a case that was only made to try the system out of all figures, for good. For those who watch over cases and see
 * this one; it stands in the ledger of the case, so that nobody drops an inconvenient one unseen.
 * @throws NotFound when they do not see it; Forbidden
 */
export const markTestCase: Command<{ readonly reference: string }, void> = async (work, { reference }) => {
  const by = staffOf(work);
  demand(work.actor, 'statistics.read');
  const { id } = await findCase(work, reference);
  // An auditor changes nothing.
  if (by.role === 'auditor') throw new Forbidden('forbidden.action', { action: 'statistics.mark_test' });
  const isNew = await work.elevated('which cases count is for the system to keep', () =>
    addTestCase(work, id, by.personId),
  );
  if (isNew) work.record({ event: 'case.marked_test', caseId: id, data: {}, announce: false });
};
