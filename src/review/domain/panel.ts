/** Members of a review panel. POLICY: NSPPF, the seat of GS-NSPC is a panel of three (DOMAIN 1). */
export const panelSize = 3;

/** A seat, taken or left; who left stays on record. */
export interface Seat {
  readonly id: string;
  readonly personId: string;
  readonly chair: boolean;
  readonly declaration: 'none' | 'clear' | 'conflict';
  /** Whether somebody sits there now. */
  readonly sits: boolean;
  /** Seat that this one took the place of. */
  readonly replaces: string | null;
}

/** The last word of a seat. */
export interface Vote {
  readonly seatId: string;
  readonly outcome: string;
}

export interface PanelFacts {
  readonly seats: readonly Seat[];
  readonly votes: readonly Vote[];
  readonly signed: boolean;
  /** The case left the body or ended in another way. */
  readonly ended: boolean;
}

export const panelStages = ['appointment', 'declarations', 'votes', 'signature', 'signed', 'ended'] as const;
/** `appointment`: a seat is empty. `signature`: all have voted; the chair signs if there is a majority. */
export type PanelStage = (typeof panelStages)[number];

export const panelActions = ['appoint', 'replace', 'declare', 'vote', 'sign'] as const;
export type PanelAction = (typeof panelActions)[number];

export const sitting = (of: Pick<PanelFacts, 'seats'>): readonly Seat[] => of.seats.filter((seat) => seat.sits);

/** Seats that somebody left and nobody took. */
export const emptySeats = (of: Pick<PanelFacts, 'seats'>): readonly Seat[] =>
  of.seats.filter((seat) => !seat.sits && !of.seats.some((other) => other.replaces === seat.id));

/** Votes of whoever sits now; what somebody who left had voted does not count. */
export function countedVotes(of: PanelFacts): readonly Vote[] {
  const seats = new Set(sitting(of).map((seat) => seat.id));
  return of.votes.filter((vote) => seats.has(vote.seatId));
}

export function panelStage(of: PanelFacts): PanelStage {
  if (of.signed) return 'signed';
  if (of.ended) return 'ended';
  if (sitting(of).length < panelSize) return 'appointment';
  if (sitting(of).some((seat) => seat.declaration !== 'clear')) return 'declarations';
  return countedVotes(of).length < panelSize ? 'votes' : 'signature';
}

/** The outcome for which more than half of the panel voted; null while not all have voted, or when all differ. */
export function majorityOf(of: PanelFacts): string | null {
  const votes = countedVotes(of);
  if (votes.length < panelSize) return null;
  return (
    votes.find((vote) => votes.filter((other) => other.outcome === vote.outcome).length * 2 > panelSize)?.outcome ??
    null
  );
}

/**
 * The rule that forbids an act of a panel, or null.
 * @param of null: the case never had a panel
 * @param by the person who acts; declaring, voting and signing are for a seat of one's own
 */
export function brokenPanelRule(action: PanelAction, of: PanelFacts | null, by: string): string | null {
  const stage = of === null ? null : panelStage(of);
  if (action === 'appoint') {
    return stage === null || stage === 'signed' || stage === 'ended' ? null : 'panel_is_appointed';
  }
  if (of === null || stage === null) return 'panel_not_appointed';
  if (stage === 'signed' || stage === 'ended') return 'panel_is_over';
  if (action === 'replace') return null;
  const own = sitting(of).find((seat) => seat.personId === by);
  if (!own) return 'panel_members_only';
  if (action === 'declare') return own.declaration === 'none' ? null : 'panel_declared_already';
  if (own.declaration !== 'clear') return 'panel_declare_first';
  if (stage === 'appointment') return 'panel_seat_is_empty';
  if (stage === 'declarations') return 'panel_declarations_missing';
  if (action === 'vote') return null;
  if (!own.chair) return 'panel_chair_signs';
  if (stage === 'votes') return 'panel_votes_missing';
  return majorityOf(of) === null ? 'panel_no_majority' : null;
}

/** What the panel waits for from this person now; `talk`: all voted, and no outcome has a majority. */
export function waitsFor(of: PanelFacts, personId: string): 'declare' | 'vote' | 'talk' | 'sign' | null {
  const own = sitting(of).find((seat) => seat.personId === personId);
  const stage = panelStage(of);
  if (!own || stage === 'signed' || stage === 'ended') return null;
  if (own.declaration === 'none') return 'declare';
  if (stage === 'votes') return of.votes.some((vote) => vote.seatId === own.id) ? null : 'vote';
  if (stage !== 'signature') return null;
  if (majorityOf(of) === null) return 'talk';
  return own.chair ? 'sign' : null;
}

export type PanelTask = 'declare' | 'vote' | 'conclude';

/**
 * What a member is written to about. All voted is one message whether two agree or not, and to the chair alone: who reads that it
 * was sent learns nothing of the votes.
 */
export function taskOf(of: PanelFacts, personId: string): PanelTask | null {
  const waits = waitsFor(of, personId);
  if (waits !== 'sign' && waits !== 'talk') return waits;
  return sitting(of).some((seat) => seat.personId === personId && seat.chair) ? 'conclude' : null;
}
