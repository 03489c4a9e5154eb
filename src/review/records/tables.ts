import type { Generated } from 'kysely';

/** Tables of review panels as Kysely sees them; see migrations/0100-review-panel.ts for what PostgreSQL holds them to. */
export interface ReviewTables {
  review_panel: {
    id: string;
    case_id: string;
    office: string;
    tier: string;
    appointed_by: string;
    appointed_at: Date;
    outcome: string | null;
    signed_by: string | null;
    signed_at: Date | null;
    decision_id: string | null;
    ended_at: Date | null;
    end_reason: string | null;
    version: Generated<number>;
  };
  review_seat: {
    id: string;
    panel_id: string;
    case_id: string;
    person_id: string;
    chair: boolean;
    appointed_by: string;
    appointed_at: Date;
    declaration: Generated<'none' | 'clear' | 'conflict'>;
    declared_at: Date | null;
    sealed_declaration: Buffer | null;
    voted_at: Date | null;
    replaces: string | null;
    ended_at: Date | null;
    end_reason: 'conflict_declared' | 'replaced' | null;
    sealed_end_reason: Buffer | null;
    named: Generated<boolean>;
  };
  review_vote: {
    id: string;
    panel_id: string;
    case_id: string;
    seat_id: string;
    person_id: string;
    outcome: string;
    sealed: Buffer;
    cast_at: Date;
    superseded_at: Date | null;
  };
}

/** What is sealed of a vote. */
export interface VoteText {
  readonly reasons: string;
  /** What is to stand on record if the majority decides otherwise. */
  readonly dissent: string | null;
}
