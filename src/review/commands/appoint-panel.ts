import { workingAt } from '../../access/index.ts';
import { sealText } from '../../cases/index.ts';
import { InvalidInput, RuleBroken } from '../../kernel/errors.ts';
import type { Work } from '../../platform/work.ts';
import { phnomPenhDay } from '../../reference/index.ts';
import { earlierHandlers, rosterCandidates } from '../../resolution/index.ts';
import { barredPeople } from '../../routing/index.ts';
import {
  memberFault,
  suggestMembers,
  type MemberCandidate,
  type MemberNeed,
  type MemberSuggestion,
} from '../domain/members.ts';
import { emptySeats, panelSize, sitting } from '../domain/panel.ts';
import { addPanel, addSeat, changeSeat, endNamed, panelLoads } from '../records/panel-store.ts';
import { concludePanel, panelOf, takeUpPanel, type PanelAnswer, type PanelTarget, type Taken } from './take-up.ts';

/** Everybody of the body who could sit: its reviewers, with what the roster of neutrals says of them. */
async function candidatesAt(work: Work, office: string): Promise<readonly MemberCandidate[]> {
  const people = (await workingAt(work, office)).filter((person) => person.role === 'policy_reviewer');
  const [roster, panels] = [await rosterCandidates(work), await panelLoads(work)];
  return people.map((person) => {
    const entry = roster.find((each) => each.personId === person.id);
    return {
      personId: person.id,
      name: person.name,
      competences: entry?.competences ?? [],
      absences: entry?.absences ?? [],
      suspended: entry !== undefined && !entry.active,
      load: (entry?.load ?? 0) + (panels.get(person.id) ?? 0),
    };
  });
}

/** People who may not review this case: named in it, or who handled or decided it below. */
export async function barredFromPanel(work: Work, { caseFile }: Pick<Taken, 'caseFile'>): Promise<ReadonlySet<string>> {
  const before = await earlierHandlers(work, {
    caseId: caseFile.id,
    appealOf: caseFile.appealOf ?? null,
    arrivedAt: caseFile.arrivedAt,
  });
  return new Set([...(await barredPeople(work, caseFile.id)), ...before]);
}

async function needOf(work: Work, taken: Taken): Promise<MemberNeed> {
  const facts = taken.panel?.facts;
  const isAtWork = facts !== undefined && !facts.signed && !facts.ended;
  return {
    category: taken.caseFile.category,
    today: phnomPenhDay(work.now),
    barred: await barredFromPanel(work, taken),
    sitting: new Set(isAtWork ? sitting(facts).map((seat) => seat.personId) : []),
    conflicted: new Set(
      (facts?.seats ?? []).filter((seat) => seat.declaration === 'conflict').map((seat) => seat.personId),
    ),
  };
}

/** Whoever is in conflict themselves neither sits nor chooses who does. */
function refuseBarredAppointer({ by }: Taken, need: MemberNeed): void {
  if (need.barred.has(by.personId) || need.conflicted.has(by.personId))
    throw new RuleBroken('panel_appointer_is_barred');
}

/** Who may be appointed to the panel, or in place of a member, best first. @throws as `appointPanel` */
export async function suggestForPanel(work: Work, input: PanelTarget): Promise<readonly MemberSuggestion[]> {
  const taken = await takeUpPanel(work, 'suggest', input);
  return suggestMembers(await candidatesAt(work, taken.caseFile.heldOffice), await needOf(work, taken));
}

/**
 * Appoints the panel of three that reviews a case at the last body of social assistance (NSPPF, policy): reviewers of that
 * body, none of whom is named in the case or handled it below.
 * @param input members: three people; chair: one of them, who signs
 * @throws NotFound, Forbidden, Conflict; InvalidInput `three_members`, `chair_is_a_member`, `unknown_member`; RuleBroken
 *   `panel_is_appointed`, `panel_appointer_is_barred`, `panel_member_is_barred` and the like
 */
export async function appointPanel(
  work: Work,
  input: PanelTarget & { readonly members: readonly string[]; readonly chair: string },
): Promise<PanelAnswer> {
  const taken = await takeUpPanel(work, 'appoint', input);
  const members = new Set(input.members);
  if (members.size !== panelSize || input.members.length !== panelSize) {
    throw new InvalidInput([{ field: 'members', code: 'three_members' }]);
  }
  if (!members.has(input.chair)) throw new InvalidInput([{ field: 'chair', code: 'chair_is_a_member' }]);
  const need = await needOf(work, taken);
  refuseBarredAppointer(taken, need);
  const candidates = await candidatesAt(work, taken.caseFile.heldOffice);
  for (const member of members) refuseUnfit(candidates, member, need, 'members');
  const { caseFile, by } = taken;
  const row = await addPanel(work, {
    caseId: caseFile.id,
    office: caseFile.heldOffice,
    tier: caseFile.tier,
    by: by.personId,
  });
  for (const member of members) {
    await addSeat(work, row, { personId: member, chair: member === input.chair, by: by.personId, replaces: null });
  }
  return concludePanel(work, taken, row, 'panel.appointed', { members: [...members], chair: input.chair });
}

/**
 * Puts somebody in the place of a member who declared a conflict or cannot go on. Who leaves stays on record, with what they
 * declared and voted; whoever comes declares anew and votes afresh.
 * @throws as `appointPanel`; InvalidInput `unknown_seat`; RuleBroken `panel_not_appointed`, `panel_is_over`
 */
export async function replaceMember(
  work: Work,
  input: PanelTarget & { readonly seat: string; readonly person: string; readonly reason: string },
): Promise<PanelAnswer & { readonly seat: string }> {
  const taken = await takeUpPanel(work, 'replace', input);
  const { row, seats, facts } = panelOf(taken);
  const left = seats.find((seat) => seat.id === input.seat);
  const isOpen = left && (left.ended_at === null || emptySeats(facts).some((seat) => seat.id === left.id));
  if (!left || !isOpen) throw new InvalidInput([{ field: 'seat', code: 'unknown_seat' }]);
  const need = await needOf(work, taken);
  refuseBarredAppointer(taken, need);
  refuseUnfit(await candidatesAt(work, taken.caseFile.heldOffice), input.person, need, 'person');
  if (left.ended_at === null) {
    await changeSeat(work, left.id, {
      ended_at: work.now,
      end_reason: 'replaced',
      sealed_end_reason: await sealText(work, row.case_id, `panel-seat-end:${left.id}`, input.reason),
    });
    if (left.named) await endNamed(work, row.case_id, [left.person_id]);
  }
  const seat = await addSeat(work, row, {
    personId: input.person,
    chair: left.chair,
    by: taken.by.personId,
    replaces: left.id,
  });
  const data = { seat, personId: input.person, replaces: left.id, left: left.person_id };
  return { ...(await concludePanel(work, taken, row, 'panel.member_replaced', data)), seat };
}

function refuseUnfit(candidates: readonly MemberCandidate[], person: string, need: MemberNeed, field: string): void {
  const candidate = candidates.find((each) => each.personId === person);
  if (!candidate) throw new InvalidInput([{ field, code: 'unknown_member' }]);
  const fault = memberFault(candidate, need);
  if (fault !== null) throw new RuleBroken(fault, { person: candidate.name });
}
