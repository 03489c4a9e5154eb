import type { Level, Mode, OutcomeKind, Side, Stage } from './terms.ts';

export interface PartyFacts {
  readonly id: string;
  readonly side: Side;
  readonly consent: 'none' | 'given' | 'refused';
  /** Arbitration rests on an agreement that the party signed. */
  readonly agreementSigned: boolean;
  /** Opted into the National Authority for Alternative Dispute Resolution. */
  readonly nadr: boolean;
}

/** A neutral who sits now; whoever left is not here. */
export interface NeutralFacts {
  readonly id: string;
  readonly declaration: 'none' | 'clear';
}

export interface SessionFacts {
  readonly id: string;
  readonly state: 'scheduled' | 'held' | 'cancelled';
  /** Every party called was served in time. */
  readonly served: boolean;
  readonly hasMinutes: boolean;
  /** By every party that attended, as they stand now. */
  readonly minutesApproved: boolean;
}

export interface OutcomeFacts {
  readonly kind: OutcomeKind;
  /** Parties whose signature is on the terms as they stand now. */
  readonly signedParties: readonly string[];
  readonly signedNeutrals: readonly string[];
  /** Why minutes are not approved is on record. */
  readonly minutesReason: boolean;
}

/** All that the rules of the procedure look at. */
export interface FileFacts {
  readonly stage: Stage;
  readonly level: Level;
  readonly mode: Mode;
  readonly panelSize: number;
  readonly protected: boolean;
  /** The body decides nothing in this matter, it refers (Law on Social Security Schemes 2019, Art. 99). */
  readonly referOnly: boolean;
  readonly criminalScreen: 'none' | 'clear' | 'crime';
  readonly priorLevelDone: boolean;
  /** Filed after the window, and excused by nobody yet. */
  readonly lateNotExcused: boolean;
  /** Items of the Decision 017 checklist that are missing; 0 where the checklist does not apply. */
  readonly missing: number;
  readonly parties: readonly PartyFacts[];
  readonly neutrals: readonly NeutralFacts[];
  /** End of the challenge period of the present panel; null until all have declared. */
  readonly challengeUntil: Date | null;
  readonly challengesOpen: number;
  readonly sessions: readonly SessionFacts[];
  readonly outcome: OutcomeFacts | null;
  readonly obligationsOpen: number;
  readonly obligationsBreached: number;
  /** The date that no extension passes: statutory at the Regulator, that of the tier elsewhere; null where none runs. */
  readonly limitAt: Date | null;
  readonly oppositionUntil: Date | null;
  readonly referredTo: readonly ('court' | 'nadr' | 'enforcement' | 'crime')[];
}

/** Every party agreed to the mode; to arbitration by a signed agreement. */
export function allConsent(of: Pick<FileFacts, 'parties' | 'mode'>): boolean {
  return (
    hasTwoSides(of.parties) &&
    of.parties.every((party) => party.consent === 'given' && (of.mode !== 'arbitration' || party.agreementSigned))
  );
}

export function hasTwoSides(parties: readonly PartyFacts[]): boolean {
  return new Set(parties.map((party) => party.side)).size >= 2;
}

/** The panel is whole and everybody on it has declared that nothing stands in the way. */
export function panelDeclared(of: Pick<FileFacts, 'neutrals' | 'panelSize'>): boolean {
  return of.neutrals.length === of.panelSize && of.neutrals.every((neutral) => neutral.declaration === 'clear');
}

/** The parties had their time to challenge this panel, and no challenge waits. */
export function challengesSettled(of: Pick<FileFacts, 'challengeUntil' | 'challengesOpen'>, now: Date): boolean {
  return of.challengeUntil !== null && now > of.challengeUntil && of.challengesOpen === 0;
}

/** At least one session took place to which every party called was invited in time. */
export function heardWithNotice(of: Pick<FileFacts, 'sessions'>): boolean {
  return of.sessions.some((session) => session.state === 'held' && session.served);
}
