import type { Work } from '../../platform/work.ts';
import type { CasePorts } from '../ports.ts';
import { handOver } from '../records/case-store.ts';
import { addMessage } from '../records/message-store.ts';
import { concluded, takeUpAround, type ActionAnswer, type Target } from './take-up.ts';

/**
 * Opens a closed or withdrawn case again, within 30 working days of its end (DOMAIN 2, default).
 * @throws NotFound, Forbidden, Conflict, RuleBroken `reopen_needs_closed_case`, `reopen_too_late`, `already_appealed`
 */
export const reopenCase =
  (ports: CasePorts) =>
  async (work: Work, input: Target & { readonly reason: string }): Promise<ActionAnswer> => {
    const file = await takeUpAround(work, ports, 'reopen', input);
    file.status = 'in_progress';
    file.closedAt = null;
    file.decidedAt = null;
    file.outcome = null;
    file.arrivedAt = work.now;
    await handOver(work, file, { office: file.heldOffice, tier: file.tier, how: 'reopened' }, work.now);
    await addMessage(work, { caseId: file.id, kind: 'note', internal: true, text: input.reason });
    return concluded(work, file, 'case.reopened', { office: file.heldOffice, tier: file.tier });
  };
