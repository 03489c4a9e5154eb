import { grantNamed, sealText, type DecisionGiven, type Handling } from '../../cases/index.ts';
import { InvalidInput, RuleBroken } from '../../kernel/errors.ts';
import type { Work } from '../../platform/work.ts';
import { currentBook, phnomPenhDay } from '../../reference/index.ts';
import { majorityOf } from '../domain/panel.ts';
import {
  castVote,
  changeSeat,
  endNamed,
  isNamed,
  savePanel,
  type Panel,
  type SeatRow,
} from '../records/panel-store.ts';
import { barredFromPanel } from './appoint-panel.ts';
import { concludePanel, panelOf, takeUpPanel, type PanelAnswer, type PanelTarget, type Taken } from './take-up.ts';

/** The seat of whoever acts; the rules have seen that there is one. */
function mySeat(panel: Panel, personId: string): SeatRow {
  const seat = panel.seats.find((each) => each.person_id === personId && each.ended_at === null);
  if (!seat) throw new RuleBroken('panel_members_only');
  return seat;
}

/**
 * A member's own declaration. A conflict ends the seat, and with it what the member saw of a protected case; clear, the member may vote, and sees a protected case from then on.
 * @throws NotFound, Forbidden, Conflict; RuleBroken `panel_members_only`, `panel_declared_already`
 */
export async function declareForPanel(
  work: Work,
  input: PanelTarget & { readonly conflict: boolean; readonly text: string | null },
): Promise<PanelAnswer> {
  const taken = await takeUpPanel(work, 'declare', input);
  const panel = panelOf(taken);
  const seat = mySeat(panel, taken.by.personId);
  const { text } = input;
  const { case_id: caseId } = panel.row;
  const isNew = taken.caseFile.protected && !input.conflict && !(await isNamed(work, caseId, seat.person_id));
  await changeSeat(work, seat.id, {
    declaration: input.conflict ? 'conflict' : 'clear',
    declared_at: work.now,
    // The key of a case out of sight is used for what is sealed here, and opens nothing for the member.
    sealed_declaration:
      text === null
        ? null
        : await work.elevated('a declaration is sealed with the key of the case', () =>
            sealText(work, caseId, `panel-declaration:${seat.id}`, text),
          ),
    named: isNew,
    ...(input.conflict ? { ended_at: work.now, end_reason: 'conflict_declared' as const } : {}),
  });
  if (isNew) await grantNamed(work, caseId, [seat.person_id]);
  // Named access to a protected case that was there before ends too: whoever is in conflict reads it no more.
  if (input.conflict && taken.caseFile.protected) await endNamed(work, caseId, [seat.person_id]);
  const data = { seat: seat.id, conflict: input.conflict };
  return work.elevated('whoever declared a conflict may see nothing of the panel any more', () =>
    concludePanel(work, taken, panel.row, 'panel.declared', data),
  );
}

/**
 * A member's vote: an outcome of the rung with reasons, and what is to stand on record if the majority decides otherwise. It may
 * be changed until the chair signs; the earlier word is kept and counts no more.
 * @throws NotFound, Forbidden, Conflict; InvalidInput `unknown_outcome`, `required`; RuleBroken `panel_declare_first`,
 *   `panel_seat_is_empty`, `panel_declarations_missing`
 */
export async function voteInPanel(
  work: Work,
  input: PanelTarget & { readonly outcome: string; readonly reasons: string; readonly dissent: string | null },
): Promise<PanelAnswer> {
  const taken = await takeUpPanel(work, 'vote', input);
  const panel = panelOf(taken);
  const faults = [];
  if (!(await currentBook(work)).outcome(taken.caseFile.tier, input.outcome, phnomPenhDay(work.now))) {
    faults.push({ field: 'outcome', code: 'unknown_outcome' });
  }
  if (input.reasons.trim() === '') faults.push({ field: 'reasons', code: 'required' });
  if (faults.length > 0) throw new InvalidInput(faults);
  const seat = mySeat(panel, taken.by.personId);
  const { outcome, reasons, dissent } = input;
  await castVote(work, { panel: panel.row, seat: seat.id, personId: seat.person_id, outcome }, { reasons, dissent });
  // What was voted is not in the fact: the ledger is read by people who may not see votes.
  return concludePanel(work, taken, panel.row, 'panel.voted', { seat: seat.id, again: seat.voted_at !== null });
}

/** A decision without its outcome: that is the majority's. */
export type PanelDecision = Omit<DecisionGiven, 'outcome'>;

/**
 * The chair signs the decision of the majority, and the case is decided by it: letters, remedies and the words on where one may
 * go from here come from there.
 * @param decide the use case that decides a case by its panel, joined to ladder and clocks
 * @throws NotFound, Forbidden, Conflict; InvalidInput as deciding a case; RuleBroken `panel_chair_signs`, `panel_votes_missing`,
 *   `panel_no_majority`, `panel_member_is_barred`, and whatever deciding the case may throw
 */
export const signForPanel =
  (decide: Handling['decideByPanel']) =>
  async (work: Work, input: PanelTarget & PanelDecision): Promise<PanelAnswer & { readonly decisionId: string }> => {
    const taken = await takeUpPanel(work, 'sign', input);
    const panel = panelOf(taken);
    const outcome = majorityOf(panel.facts);
    if (outcome === null) throw new RuleBroken('panel_no_majority');
    await refuseBarredSince(work, taken, panel);
    const { caseFile, by } = taken;
    const signature = { outcome, signed_by: by.personId, signed_at: work.now };
    // First the signature, then the decision that it makes: so PostgreSQL wants it, and so the timeline tells it.
    const answer = await concludePanel(work, taken, panel.row, 'panel.signed', { outcome }, signature);
    const { reasons, legalBasis, evidence, remedies } = input;
    const given: DecisionGiven = { outcome, reasons, legalBasis, evidence, remedies };
    const { decisionId } = await decide(work, { reference: caseFile.reference, ...given });
    const version = await savePanel(work, panel.row.id, { decision_id: decisionId });
    const others = panel.seats.filter((seat) => seat.named && seat.ended_at === null && !seat.chair);
    await endNamed(
      work,
      caseFile.id,
      others.map((seat) => seat.person_id),
    );
    return { ...answer, version, decisionId };
  };

/** What was learned since the appointment counts too: somebody named in the case meanwhile cannot have decided it. */
async function refuseBarredSince(work: Work, taken: Taken, panel: Panel): Promise<void> {
  const barred = await barredFromPanel(work, taken);
  const caught = panel.seats.find((seat) => seat.ended_at === null && barred.has(seat.person_id));
  if (caught) throw new RuleBroken('panel_member_is_barred', { person: caught.person_id });
}
