import type { Work } from '../../platform/work.ts';
import { glassBrokenUntil } from '../records/access-store.ts';
import { findCase, type FoundCase } from '../records/find-case.ts';

/**
 * Finds a case to read something of it. That staff read a confidential or protected record is a fact of the ledger.
 * @param what which part: `case`, `messages`, `parties`, ...
 * @throws NotFound
 */
export async function openForReading(work: Work, reference: string, what: string): Promise<FoundCase> {
  const found = await findCase(work, reference);
  if (work.actor.kind === 'staff' && (found.protected || found.identity === 'confidential')) {
    const glass = (await glassBrokenUntil(work, found.id)) !== null;
    work.record({ event: 'case.read', caseId: found.id, data: { what, breakGlass: glass }, announce: false });
  }
  return found;
}
