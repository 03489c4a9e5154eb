import { addMessage, findCase, isUndecided, readCase, type CaseRecord } from '../../cases/index.ts';
import { RuleBroken } from '../../kernel/errors.ts';
import type { Bilingual } from '../../kernel/language.ts';
import type { Work } from '../../platform/work.ts';
import { currentBook } from '../../reference/index.ts';
import { isBelowRegulator } from '../../routing/index.ts';
import { clockSurroundings, deadlinesOf, type CaseDeadline } from '../../sla/index.ts';
import { questionAbout } from '../ports.ts';
import { fileAppeal, type AppealAnswer, type AppealGiven } from './file-appeal.ts';

/** A complaint to the Regulator that came before level one was exhausted: kept there, with the clock that runs there. */
export interface SentBack {
  readonly sentBack: true;
  /** Of the case at level one, which goes on. */
  readonly reference: string;
  readonly heldBy: { readonly office: string; readonly name: Bilingual; readonly tier: string };
  /** Until when level one has time; null when no such clock runs. */
  readonly until: Date | null;
  readonly deadlines: readonly CaseDeadline[];
}

/**
 * As `fileAppeal`; but what comes to the Regulator too early is never lost: it is kept with the case at level one, everybody is
 * told, and the clock of level one is stated. LAW: level one first (Decision 017).
 */
export async function appealOrSendBack(work: Work, input: AppealGiven): Promise<AppealAnswer | SentBack> {
  try {
    return await fileAppeal(work, input);
  } catch (error) {
    // Nothing was written before this rule is found broken.
    if (!(error instanceof RuleBroken) || error.rule !== 'regulator_right_not_open') throw error;
    return sendBack(work, input);
  }
}

async function sendBack(work: Work, input: AppealGiven): Promise<SentBack> {
  const file = await readCase(work, (await findCase(work, input.reference)).id);
  await addMessage(work, { caseId: file.id, kind: 'reply', internal: false, text: saidBy(file, input) });
  const { tier, heldOffice, dueAt } = file;
  work.record({
    event: 'regulator.filed_too_early',
    caseId: file.id,
    data: { tier, office: heldOffice, dueAt: dueAt?.toISOString() ?? null },
    announce: true,
  });
  const name = (await currentBook(work)).office(heldOffice)?.name ?? { km: heldOffice, en: heldOffice };
  return {
    sentBack: true,
    reference: file.reference,
    heldBy: { office: heldOffice, name, tier },
    until: dueAt ?? null,
    deadlines: await deadlinesOf(work, file.id),
  };
}

/** What was written, and who wrote it for the party; of whom complains in confidence not even that. */
function saidBy(file: CaseRecord, { grounds, representative }: AppealGiven): string {
  if (!representative || file.identity === 'confidential') return grounds;
  const who = [representative.name, representative.relation, representative.phone].filter(Boolean).join(', ');
  return `${grounds}\n\n${who}`;
}

/** Whether a filing with the Regulator made now would be sent back: a regulator stands above, and level one has its time yet. */
export async function comesTooEarly(work: Work, file: CaseRecord): Promise<boolean> {
  if (!isUndecided(file.status)) return false;
  if (!isBelowRegulator(await currentBook(work), await questionAbout(work, file))) return false;
  return (await clockSurroundings(work, file.id)).regulatorRight === null;
}
