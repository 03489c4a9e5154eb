import { peopleInRole } from '../../access/index.ts';
import type { Work } from '../../platform/work.ts';
import { isUndecided } from '../domain/lifecycle.ts';
import type { CasePorts } from '../ports.ts';
import { grantNamed } from '../records/access-store.ts';
import { handOver } from '../records/case-store.ts';
import { addMessage } from '../records/message-store.ts';
import { concluded, takeUp, type ActionAnswer, type Target } from './take-up.ts';

/**
 * Makes a case a protected one: it moves to the protection desk, its officers get named access, and whoever held it loses
 * sight of it at once. What was undecided starts there anew.
 * @throws NotFound, Forbidden, Conflict, RuleBroken `already_protected`
 */
export const markProtected =
  (ports: Pick<CasePorts, 'protectionDeskFor'>) =>
  async (work: Work, input: Target & { readonly reason?: string | null }): Promise<ActionAnswer> => {
    const file = await takeUp(work, 'mark-protected', input);
    if (input.reason) await addMessage(work, { caseId: file.id, kind: 'note', internal: true, text: input.reason });
    return work.elevated('the case goes out of sight of whoever marks it', async () => {
      const desk = await ports.protectionDeskFor(work, file);
      const from = { fromOffice: file.heldOffice, fromTier: file.tier };
      file.protected = true;
      file.heldOffice = desk.office;
      file.tier = desk.tier;
      file.assignedTo = null;
      file.arrivedAt = work.now;
      if (isUndecided(file.status)) file.status = 'filed';
      await handOver(work, file, { ...desk, how: 'protection' }, work.now);
      const officers = await peopleInRole(work, 'protection_officer', desk.office);
      await grantNamed(
        work,
        file.id,
        officers.map((officer) => officer.id),
      );
      return concluded(work, file, 'case.protected', { ...from, toOffice: desk.office, toTier: desk.tier });
    });
  };
