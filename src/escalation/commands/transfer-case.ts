import {
  actionRules,
  addMessage,
  concluded,
  findCase,
  grantNamed,
  handOver,
  lockCase,
  mayDo,
  mostTransfers,
  standing,
  takeUp,
  type ActionAnswer,
  type CaseRecord,
  type Target,
} from '../../cases/index.ts';
import { Conflict, Forbidden, InvalidInput, RuleBroken } from '../../kernel/errors.ts';
import type { Work } from '../../platform/work.ts';
import { currentBook } from '../../reference/index.ts';
import { transferFault } from '../../routing/index.ts';
import { handlingPeople } from '../handling-people.ts';
import { questionAbout } from '../ports.ts';
import { recordReferralConsent, type ReferralConsent } from '../referral-consent.ts';
import { unwatchCase, watchCase } from '../records/watching.ts';

/**
 * Passes a case to another office of the same tier, because it is theirs: "not ours" is never a closure. Clocks run on as
 * they were. After three transfers only a supervisor of the operator may move it, and it is watched until somebody does
 * something with it. Never to an office that the case is about.
 * @throws NotFound, Forbidden, Conflict, InvalidInput `unknown_office`, RuleBroken `transfer_needs_undecided_case`,
 *   `too_many_transfers`, `transfer_same_office`, `transfer_other_tier`, `transfer_to_accused_office`,
 *   `transfer_not_protected`, `referral_needs_consent`
 */
export async function transferCase(
  work: Work,
  input: Target & {
    readonly office: string;
    readonly reason: string;
    readonly consent?: ReferralConsent | null | undefined;
  },
): Promise<ActionAnswer> {
  const file = await takeUpForTransfer(work, input);
  const question = await questionAbout(work, file);
  const fault = transferFault(
    await currentBook(work),
    { ...question, heldOffice: file.heldOffice, protected: file.protected },
    input.office,
  );
  if (fault === 'unknown_office') throw new InvalidInput([{ field: 'office', code: fault }]);
  if (fault) throw new RuleBroken(fault, { office: input.office });
  recordReferralConsent(work, file, input.consent, input.office);
  await addMessage(work, { caseId: file.id, kind: 'note', internal: true, text: input.reason });
  return work.elevated('the case goes to an office that the officer may not see', async () => {
    const fromOffice = file.heldOffice;
    await handOver(work, file, { office: input.office, tier: file.tier, how: 'transfer' }, work.now);
    file.heldOffice = input.office;
    file.assignedTo = null;
    file.status = 'filed';
    file.transfers += 1;
    file.arrivedAt = work.now;
    await work.em.flush();
    if (file.protected) await grantNamed(work, file.id, await handlingPeople(work, input.office));
    await watchAfterTransfer(work, file);
    return concluded(work, file, 'case.transferred', {
      fromOffice,
      toOffice: input.office,
      tier: file.tier,
      transfers: file.transfers,
    });
  });
}

/** As for every action; but a supervisor may move a case that has been moved too often already. */
async function takeUpForTransfer(work: Work, input: Target): Promise<CaseRecord> {
  const { actor } = work;
  if (actor.kind !== 'staff' || actor.role !== 'operator_supervisor') return takeUp(work, 'transfer', input);
  const seen = await findCase(work, input.reference);
  const file = await lockCase(work, seen.id);
  for (const on of [seen, standing(file)]) {
    const answer = mayDo(actor, 'transfer', on);
    if (!answer.allowed) throw new Forbidden(`forbidden.${answer.why}`, { action: 'transfer' });
  }
  if (input.expectedVersion != null && input.expectedVersion !== file.rowVersion) {
    throw new Conflict('conflict.case_changed', { version: file.rowVersion });
  }
  const { from, rule } = actionRules.transfer;
  if (!from.includes(file.status)) throw new RuleBroken(rule, { action: 'transfer', status: file.status });
  return file;
}

/** Watched when nobody works at the new office, or when the case has been passed on as often as it may be. */
async function watchAfterTransfer(work: Work, file: CaseRecord): Promise<void> {
  await unwatchCase(work, file.id, ['unassigned', 'nobody_at_office', 'too_many_transfers']);
  if ((await handlingPeople(work, file.heldOffice)).length === 0) await watchCase(work, file.id, 'nobody_at_office');
  else if (file.transfers >= mostTransfers) await watchCase(work, file.id, 'too_many_transfers');
}
