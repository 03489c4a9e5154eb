import type { Tier, Track } from '../../kernel/actor.ts';
import type { Language } from '../../kernel/language.ts';

type ContactChannel = 'sms' | 'email' | 'voice' | 'in_person' | 'none';

/** What messages need to know of a case: where it stands and how its people may be reached. */
export interface CaseSubject {
  readonly caseId: string;
  readonly reference: string;
  readonly track: Track;
  readonly programme: string;
  readonly category: string;
  readonly tier: Tier;
  readonly heldOffice: string;
  readonly operatorOffice: string;
  readonly assignedTo: string | null;
  readonly language: Language;
  readonly identity: 'named' | 'confidential' | 'anonymous';
  readonly protected: boolean;
  readonly status: string;
  /** Null when nobody left a way to be reached. Phones are E.164. */
  readonly contact: {
    readonly name: string | null;
    readonly phone: string | null;
    readonly email: string | null;
    readonly channel: ContactChannel;
    /** False: a message could put the person in danger. */
    readonly safe: boolean;
  } | null;
  readonly representative: { readonly name: string; readonly phone: string | null } | null;
}

/**
 * Whether a message to the complainant may say only that there is news: protected and confidential cases, and people who
 * gave no name.
 */
export function isDiscreet(subject: Pick<CaseSubject, 'protected' | 'identity'>): boolean {
  return subject.protected || subject.identity !== 'named';
}

/** The same for messages to staff, who know the case by its reference. */
export function isDiscreetForStaff(subject: Pick<CaseSubject, 'protected' | 'identity'>): boolean {
  return subject.protected || subject.identity === 'confidential';
}
