import type { Generated } from 'kysely';

import type { Language } from '../../kernel/language.ts';
import type { ConsentWay, Level, Mode, PartyKind, Side, Stage } from '../domain/terms.ts';
import type { OutcomeTables } from './outcome-tables.ts';
import type { SessionTables } from './session-tables.ts';

/** Tables of disputes as Kysely sees them; see migrations/0020-resolution.ts for what PostgreSQL holds them to. */
export interface ResolutionTables extends SessionTables, OutcomeTables {
  neutral: {
    person_id: string;
    office: string;
    modes: string[];
    competences: string[];
    languages: string[];
    place: string | null;
    absences: unknown;
    active: boolean;
    changed_by: string | null;
    changed_at: Date;
  };
  resolution_file: {
    id: string;
    case_id: string;
    level: Level;
    tier: string;
    office: string;
    mode: Mode;
    stage: Stage;
    panel_size: number;
    criminal_screen: Generated<'none' | 'clear' | 'crime'>;
    prior_level_done: boolean;
    complete_at: Date | null;
    due_at: Date | null;
    limit_at: Date | null;
    limit_force: 'law' | 'policy' | 'default' | 'open' | null;
    challenge_until: Date | null;
    opposition_until: Date | null;
    opened_by: string | null;
    opened_at: Date;
    ended_at: Date | null;
    end_reason: string | null;
    sealed_end_reason: Buffer | null;
    sealed_at: Date | null;
    version: Generated<number>;
    tight_warned_at: Date | null;
    filed_late: Generated<boolean>;
    excused_by: string | null;
    excused_at: Date | null;
    sealed_excuse: Buffer | null;
  };
  resolution_statement: { file_id: string; case_id: string; item: string; sealed: Buffer; given_at: Date };
  resolution_request: {
    id: string;
    file_id: string;
    case_id: string;
    items: string[];
    sealed: Buffer;
    asked_by: string | null;
    asked_at: Date;
    reply_due_at: Date;
  };
  resolution_party: {
    id: string;
    file_id: string;
    case_id: string;
    side: Side;
    kind: PartyKind;
    is_complainant: boolean;
    office: string | null;
    language: Language;
    sealed: Buffer;
    known: string[];
    added_at: Date;
    changed_at: Date;
  };
  resolution_representative: {
    id: string;
    party_id: string;
    file_id: string;
    case_id: string;
    sealed: Buffer;
    known: string[];
    valid_from: string;
    valid_until: string | null;
    proven: boolean;
    revoked_at: Date | null;
    added_by: string | null;
    added_at: Date;
    /** When the mandate was shown; null: not yet, or when it was added. */
    shown_at: Date | null;
  };
  resolution_consent: {
    id: string;
    file_id: string;
    case_id: string;
    party_id: string;
    mode: Mode | 'nadr';
    given: boolean;
    way: ConsentWay;
    agreement_signed: boolean;
    representative_id: string | null;
    recorded_by: string | null;
    at: Date;
  };
  resolution_neutral: {
    id: string;
    file_id: string;
    case_id: string;
    person_id: string;
    appointed_by: string | null;
    appointed_at: Date;
    declaration: Generated<'none' | 'clear' | 'conflict'>;
    declared_at: Date | null;
    sealed_declaration: Buffer | null;
    ended_at: Date | null;
    end_reason: 'conflict_declared' | 'challenge_sustained' | 'replaced' | null;
    sealed_end_reason: Buffer | null;
    replaces: string | null;
  };
  resolution_challenge: {
    id: string;
    file_id: string;
    case_id: string;
    neutral_id: string;
    challenged: string;
    party_id: string;
    sealed: Buffer;
    state: 'under_review' | 'sustained' | 'overruled';
    filed_at: Date;
    decided_by: string | null;
    decided_at: Date | null;
    sealed_decision: Buffer | null;
  };
  resolution_extension: {
    id: string;
    file_id: string;
    case_id: string;
    until_at: Date;
    proposed_at: Date;
    granted_at: Date | null;
  };
  resolution_extension_request: {
    extension_id: string;
    case_id: string;
    party_id: string;
    way: ConsentWay;
    at: Date;
  };
  resolution_message: {
    id: string;
    file_id: string;
    case_id: string;
    party_id: string;
    kind: 'invitation' | 'cancellation' | 'code' | 'reminder' | 'outcome' | 'request' | 'too_tight' | 'complete';
    channel: 'sms' | 'email';
    language: Language;
    sealed_address: Buffer;
    sealed_body: Buffer;
    sealed_calendar: Buffer | null;
    session_id: string | null;
    created_at: Date;
  };
  neutral_key: {
    person_id: string;
    salt: Buffer;
    sealed_key: Buffer;
    made_at: Date;
  };
  resolution_note: {
    session_id: string;
    person_id: string;
    sealed_note_key: Buffer;
    sealed: Buffer;
    changed_at: Date;
  };
  resolution_prejudice_key: { file_id: string; sealed_key: Buffer };
  resolution_offer: {
    id: string;
    file_id: string;
    party_id: string;
    session_id: string | null;
    sealed: Buffer;
    offered_at: Date;
  };
}
