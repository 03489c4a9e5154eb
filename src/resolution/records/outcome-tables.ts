import type { Generated } from 'kysely';

import type { Language } from '../../kernel/language.ts';
import type { OutcomeKind, PaperKind, ReferralKind } from '../domain/terms.ts';

/** Outcomes, signatures, what is owed, referrals, certificates and papers. */
export interface OutcomeTables {
  resolution_outcome: {
    id: string;
    file_id: string;
    case_id: string;
    kind: OutcomeKind;
    sealed: Buffer;
    terms_hash: Buffer;
    drafted_by: string | null;
    drafted_at: Date;
    superseded_at: Date | null;
    issued_by: string | null;
    issued_at: Date | null;
    sealed_minutes_reason: Buffer | null;
  };
  resolution_signature: {
    id: string;
    outcome_id: string;
    case_id: string;
    party_id: string | null;
    neutral_id: string | null;
    terms_hash: Buffer;
    way: 'paper' | 'phone_code' | 'account';
    representative_id: string | null;
    attested_by: string | null;
    attested_by_second: string | null;
    scan: string | null;
    read_aloud: boolean;
    at: Date;
  };
  resolution_attestation: {
    outcome_id: string;
    case_id: string;
    party_id: string;
    terms_hash: Buffer;
    representative_id: string | null;
    scan: string | null;
    read_aloud: boolean;
    attested_by: string;
    at: Date;
  };
  resolution_code: {
    id: string;
    outcome_id: string;
    case_id: string;
    party_id: string;
    representative_id: string | null;
    terms_hash: Buffer;
    code_hash: Buffer;
    attempts: Generated<number>;
    issued_at: Date;
    expires_at: Date;
    used_at: Date | null;
  };
  resolution_obligation: {
    id: string;
    outcome_id: string;
    file_id: string;
    case_id: string;
    debtor: string;
    creditor: string;
    amount_khr: number | string | null;
    due_on: string;
    sealed: Buffer;
    state: 'due' | 'reported' | 'confirmed' | 'disputed' | 'breached' | 'referred';
    sealed_evidence: Buffer | null;
    remind_at: Date;
    reminded_at: Date | null;
    breach_at: Date;
    breached_at: Date | null;
    reported_at: Date | null;
    confirmed_at: Date | null;
  };
  resolution_referral: {
    id: string;
    file_id: string;
    case_id: string;
    kind: ReferralKind;
    venue: string | null;
    obligation_id: string | null;
    sealed: Buffer;
    referred_by: string | null;
    at: Date;
  };
  resolution_certificate: {
    id: string;
    file_id: string | null;
    case_id: string;
    number: string;
    because: 'not_settled' | 'deadline_passed';
    last_day_at: Date | null;
    issued_at: Date;
  };
  resolution_document: {
    id: string;
    case_id: string;
    kind: PaperKind;
    source_id: string;
    party_id: string | null;
    language: Language;
    mark: string;
    content_hash: Buffer;
    terms_hash: Buffer | null;
    sealed: Buffer;
    made_at: Date;
  };
}
