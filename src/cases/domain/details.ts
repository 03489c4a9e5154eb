import type { Language } from '../../kernel/language.ts';
import type { GivenMandate } from './mandate.ts';

export type Identity = 'named' | 'confidential' | 'anonymous';
export type Sex = 'female' | 'male' | 'other' | 'undisclosed';
export type Disability = 'yes' | 'no' | 'undisclosed';
export type ContactChannel = 'sms' | 'email' | 'voice' | 'in_person' | 'none';
export type AboutKind = 'office' | 'staff' | 'health_facility' | 'employer' | 'payment_agent' | 'other';

/** How to reach the complainant, and whether a message may be sent at all. */
export interface ContactPreference {
  readonly channel: ContactChannel;
  readonly safe: boolean;
  readonly note: string | null;
}

export interface Identifiers {
  readonly socialProtectionId: string | null;
  readonly nssfMemberId: string | null;
  readonly equityCard: string | null;
  readonly nationalId: string | null;
}

/** The complainant as told; sealed in the database. Phones are E.164. */
export interface ComplainantDetails {
  readonly name: string | null;
  readonly sex: Sex;
  readonly birthYear: number | null;
  readonly disability: Disability;
  readonly phone: string | null;
  readonly email: string | null;
  readonly address: string | null;
  readonly ids: Identifiers;
  readonly contact: ContactPreference;
}

export interface RepresentativeDetails {
  readonly name: string;
  readonly phone: string | null;
  readonly relation: string | null;
  /** Of whoever filed for the party; absent where none was given. */
  readonly mandate?: GivenMandate | null;
}

/** Whom or what the complaint is about. */
export interface AboutDetails {
  readonly kind: AboutKind;
  readonly office: string | null;
  readonly name: string | null;
}

/** What somebody who sends a message to the complainant needs to know. */
export interface CaseContact {
  readonly caseId: string;
  readonly reference: string;
  readonly track: string;
  readonly programme: string;
  readonly category: string;
  readonly severity: string;
  readonly tier: string;
  readonly heldOffice: string;
  readonly operatorOffice: string;
  readonly assignedTo: string | null;
  readonly language: Language;
  readonly identity: Identity;
  readonly protected: boolean;
  readonly status: string;
  readonly contact: {
    readonly name: string | null;
    readonly phone: string | null;
    readonly email: string | null;
    readonly channel: ContactChannel;
    readonly safe: boolean;
  } | null;
  readonly representative: {
    readonly name: string;
    readonly phone: string | null;
    readonly mandate: GivenMandate | null;
  } | null;
}

/** Five-year age bands for statistics; the birth year itself is sealed. */
export function ageBand(birthYear: number | null, year: number): string | null {
  if (birthYear === null) return null;
  const age = Math.max(0, year - birthYear);
  const bands: readonly (readonly [number, string])[] = [
    [5, '0-4'],
    [18, '5-17'],
    [25, '18-24'],
    [35, '25-34'],
    [45, '35-44'],
    [60, '45-59'],
  ];
  return bands.find(([below]) => age < below)?.[1] ?? '60+';
}
