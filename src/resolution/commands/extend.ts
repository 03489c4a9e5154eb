import { RuleBroken } from '../../kernel/errors.ts';
import type { Work } from '../../platform/work.ts';
import { phnomPenhDay } from '../../reference/index.ts';
import { closeOn } from '../deadlines.ts';
import { extensionFault, isJoint } from '../domain/extension-rule.ts';
import type { ConsentWay } from '../domain/terms.ts';
import { askExtension, grantExtension } from '../records/extension-store.ts';
import { instantOrNull } from '../records/instant.ts';
import {
  concludeDispute,
  speakerOf,
  takeUpDispute,
  wayOf,
  type DisputeAnswer,
  type DisputeTarget,
  type Speaking,
} from './take-up.ts';

/**
 * A party asks to move the day by which the dispute is to be settled. It moves once every party has asked for the same day,
 * and never past the statutory date.
 * @param input until: the last day, `YYYY-MM-DD`; it lasts to the close of office hours
 * @throws RuleBroken `extension_past_limit` (params: the limit), `extension_moves_nothing`, `extension_has_its_time`
 */
export async function askForExtension(
  work: Work,
  input: DisputeTarget & Speaking & { readonly until: string; readonly way?: ConsentWay | null },
): Promise<DisputeAnswer & { readonly granted: boolean; readonly missing: readonly string[] }> {
  const taken = await takeUpDispute(work, 'extend', input);
  const { party } = speakerOf(work, taken, input);
  const untilAt = closeOn(input.until);
  const limitAt = instantOrNull(taken.file.limit_at);
  const fault = extensionFault({ untilAt, dueAt: instantOrNull(taken.file.due_at), limitAt });
  if (fault) throw new RuleBroken(fault, limitAt ? { until: phnomPenhDay(limitAt) } : {});
  const { id, asked } = await askExtension(work, taken.file, {
    untilAt,
    partyId: party.id,
    way: wayOf(work, input.way),
  });
  const parties = taken.parties.map((each) => each.id);
  const granted = isJoint(asked, parties);
  if (granted) await grantExtension(work, id);
  const answer = await concludeDispute(
    work,
    taken,
    'extend',
    granted ? 'dispute.extended' : 'dispute.extension_asked',
    { extension: id, party: party.id, until: input.until },
    granted ? { due_at: untilAt } : {},
  );
  return { ...answer, granted, missing: parties.filter((each) => !asked.has(each)) };
}
