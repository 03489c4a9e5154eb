import { demand, staffOf } from '../../access/index.ts';
import {
  isDecidedByPanel,
  isUndecided,
  mayReadContent,
  openJson,
  readCase,
  withheld,
  type Readable,
} from '../../cases/index.ts';
import type { Work } from '../../platform/work.ts';
import {
  brokenPanelRule,
  emptySeats,
  majorityOf,
  panelActions,
  panelStage,
  waitsFor,
  type PanelAction,
  type PanelStage,
} from '../domain/panel.ts';
import { findPanelCase } from '../commands/take-up.ts';
import { mayInPanel, seesVotes } from '../policy.ts';
import { instant, instantOrNull, latestPanel, loadPanel, type Panel } from '../records/panel-store.ts';
import { castVotes, matterOf, namesOf, type Matter } from '../records/panel-rows.ts';
import type { VoteText } from '../records/tables.ts';

export interface PanelMember {
  /** Id of the seat. */
  readonly seat: string;
  readonly person: string;
  readonly name: string | null;
  readonly isYou: boolean;
  readonly chair: boolean;
  readonly declaration: 'none' | 'clear' | 'conflict';
  readonly declaredAt: Date | null;
  readonly voted: boolean;
  readonly sits: boolean;
  readonly endReason: 'conflict_declared' | 'replaced' | null;
  readonly endedAt: Date | null;
  readonly replaces: string | null;
  /** The seat was left and nobody has taken it. */
  readonly isEmpty: boolean;
}

export interface PanelVote {
  readonly seat: string;
  readonly name: string | null;
  readonly outcome: string;
  readonly at: Date;
  /** An earlier word of the member, which counts no more. */
  readonly superseded: boolean;
  readonly text: Readable<VoteText>;
}

export interface PanelView {
  readonly reference: string;
  /** False for a member who sees the panel of a protected case but not the case: until it has declared. */
  readonly isSeen: boolean;
  readonly tier: string;
  readonly category: string;
  readonly programme: string;
  /** When the decision is due; null once it is made. */
  readonly dueAt: Date | null;
  /** Whether a panel decides where the case stands. */
  readonly needed: boolean;
  /** Null while none was appointed. */
  readonly panel: {
    readonly id: string;
    readonly stage: PanelStage;
    readonly version: number;
    readonly appointedAt: Date;
    readonly signedAt: Date | null;
    readonly endedAt: Date | null;
    readonly outcome: string | null;
    readonly members: readonly PanelMember[];
    /** Null for whoever does not see votes, or not yet. */
    readonly votes: readonly PanelVote[] | null;
    /** Outcome for which most voted, as far as the reader sees votes. */
    readonly majority: string | null;
  } | null;
  /** What it waits for from the reader. */
  readonly yours: 'declare' | 'vote' | 'talk' | 'sign' | null;
  /** Whom the case names, for a member who is to declare; null for others. */
  readonly matter: Matter | null;
  readonly permittedActions: readonly PanelAction[];
  /** The rule that forbids an act now, by act; those that the reader may not do at all are not here. */
  readonly closed: Readonly<Partial<Record<PanelAction, string>>>;
}

/**
 * The panel of a case as somebody may see it: who sits is for everybody who sees the case, how they voted for members who have
 * voted and, once it is signed, for auditors. A member of a protected case that is out of sight sees the panel alone.
 * @throws NotFound
 */
export function panelView(work: Work, reference: string): Promise<PanelView> {
  return readPanel(work, reference, true);
}

/** The same without votes, for whoever looks at the case as a whole. @throws NotFound */
export function panelInShort(work: Work, reference: string): Promise<PanelView> {
  return readPanel(work, reference, false);
}

async function readPanel(work: Work, reference: string, withVotes: boolean): Promise<PanelView> {
  demand(work.actor, 'case.read');
  const { id, isSeen } = await findPanelCase(work, reference);
  const file = isSeen
    ? await readCase(work, id)
    : await work.elevated('the case is out of sight until declared', () => readCase(work, id));
  const by = staffOf(work);
  if (withVotes && (file.protected || file.identity === 'confidential')) {
    const data = { what: 'panel', breakGlass: false };
    work.record({ event: 'case.read', caseId: id, data, announce: false });
  }
  const row = await latestPanel(work, file.id, false);
  const panel = row && (await loadPanel(work, row));
  const facts = panel?.facts ?? null;
  const standing = {
    office: file.heldOffice,
    sitting: facts?.seats.flatMap((seat) => (seat.sits ? seat.personId : [])) ?? [],
  };
  const needed = isDecidedByPanel(file.tier);
  const yours = facts === null ? null : waitsFor(facts, by.personId);
  const ruleOf = (action: PanelAction): string | null => {
    if (!needed) return 'no_panel_at_this_tier';
    return isUndecided(file.status) ? brokenPanelRule(action, facts, by.personId) : 'panel_needs_undecided_case';
  };
  return {
    reference: file.reference,
    isSeen,
    tier: file.tier,
    category: file.category,
    programme: file.programme,
    dueAt: isUndecided(file.status) ? (file.dueAt ?? null) : null,
    needed,
    panel: panel && (await presentPanel(work, panel, withVotes)),
    yours,
    matter: yours === 'declare' ? await matterOf(work, file.id, file.identity) : null,
    permittedActions: panelActions.filter((action) => ruleOf(action) === null && mayInPanel(by, action, standing)),
    closed: Object.fromEntries(
      panelActions.flatMap((action) => (ruleOf(action) === null ? [] : [[action, ruleOf(action)]])),
    ),
  };
}

async function presentPanel(work: Work, panel: Panel, withVotes: boolean): Promise<NonNullable<PanelView['panel']>> {
  const by = staffOf(work);
  const { row, seats, facts } = panel;
  const names = await namesOf(
    work,
    seats.map((seat) => seat.person_id),
  );
  const seesThem =
    withVotes &&
    seesVotes(by, {
      signed: facts.signed,
      seats: seats.map((seat) => ({
        personId: seat.person_id,
        sits: seat.ended_at === null,
        voted: seat.voted_at !== null,
      })),
    });
  const empty = new Set(emptySeats(facts).map((seat) => seat.id));
  return {
    id: row.id,
    stage: panelStage(facts),
    version: row.version,
    appointedAt: instant(row.appointed_at),
    signedAt: instantOrNull(row.signed_at),
    endedAt: instantOrNull(row.ended_at),
    outcome: row.outcome,
    members: seats.map((seat) => ({
      seat: seat.id,
      person: seat.person_id,
      name: names.get(seat.person_id) ?? null,
      isYou: seat.person_id === by.personId,
      chair: seat.chair,
      declaration: seat.declaration,
      declaredAt: instantOrNull(seat.declared_at),
      voted: seat.voted_at !== null,
      sits: seat.ended_at === null,
      endReason: seat.end_reason,
      endedAt: instantOrNull(seat.ended_at),
      replaces: seat.replaces,
      isEmpty: empty.has(seat.id),
    })),
    votes: seesThem ? await votesOf(work, panel, names) : null,
    majority: seesThem ? majorityOf(facts) : null,
  };
}

async function votesOf(work: Work, { row }: Panel, names: ReadonlyMap<string, string>): Promise<readonly PanelVote[]> {
  const votes = await castVotes(work, row.id);
  work.record({ event: 'panel.votes_read', caseId: row.case_id, data: { panelId: row.id }, announce: false });
  return Promise.all(
    votes.map(async (vote) => ({
      seat: vote.seat_id,
      name: names.get(vote.person_id) ?? null,
      outcome: vote.outcome,
      at: instant(vote.cast_at),
      superseded: vote.superseded_at !== null,
      // Auditors see that and what was voted, not what was said.
      text: mayReadContent(work.actor)
        ? await openJson<VoteText>(work, row.case_id, `panel-vote:${vote.id}`, vote.sealed)
        : withheld,
    })),
  );
}
