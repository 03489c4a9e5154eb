import type { Bilingual, Language } from '../../kernel/language.ts';
import type { Force, OnBreach } from '../../reference/index.ts';

/** A last day, and why it is that day. */
export interface LetterDue {
  readonly kind: string;
  readonly dueAt: Date;
  readonly why: Bilingual;
  readonly force: Force;
  /** It may still move: holidays of that year are not decreed yet, or the clock stands still. */
  readonly mayMove: boolean;
}

export interface LetterRemedy {
  readonly name: Bilingual;
  readonly text: string | null;
  /** Whole riel. */
  readonly amountKhr: number | null;
  /** `YYYY-MM-DD`, Phnom Penh. */
  readonly dueOn: string;
}

export interface AcknowledgementBody {
  readonly kind: 'acknowledgement';
  readonly heldBy: Bilingual;
  readonly deadlines: readonly LetterDue[];
  /** What a missed date does, and the body it then concerns. */
  readonly onBreach: { readonly effect: OnBreach; readonly next: Bilingual | null } | null;
}

export interface InformationRequestBody {
  readonly kind: 'information-request';
  readonly question: string;
  readonly replyBy: Date | null;
}

export interface DecisionBody {
  readonly kind: 'decision';
  readonly outcome: Bilingual;
  /** How many decided together; null: one officer for the body. */
  readonly panel: number | null;
  readonly reasons: string;
  readonly evidence: string | null;
  readonly legalBasis: string | null;
  readonly remedies: readonly LetterRemedy[];
  /** Where the party may go next; `due` is null where no last day is on record. */
  readonly next: { readonly body: Bilingual; readonly due: LetterDue | null } | null;
  /** Ways out beside the ladder: court, arbitration. */
  readonly otherWays: readonly Bilingual[];
}

export interface EscalationBody {
  readonly kind: 'escalation';
  readonly how: 'party' | 'time' | 'skip' | 'officer';
  readonly from: Bilingual;
  readonly to: Bilingual;
  readonly deadlines: readonly LetterDue[];
}

export interface RegulatorRightBody {
  readonly kind: 'regulator-right';
  readonly regulator: Bilingual;
  readonly due: LetterDue;
}

export type LetterBody =
  AcknowledgementBody | InformationRequestBody | DecisionBody | EscalationBody | RegulatorRightBody;

/** Everything a letter says, in both languages where the names are ours, as plain data. */
export interface LetterMaterial {
  readonly reference: string;
  /** The language that the complainant chose. */
  readonly language: Language;
  /** Nothing outside the text - file name, title of the document - says what it is about. */
  readonly isDiscreet: boolean;
  /** The office that writes. Of a protected case: the institution, never its protection desk. */
  readonly office: Bilingual;
  readonly officePhone: string | null;
  /** Null: no name is known, or none may stand on paper. */
  readonly addressee: string | null;
  /** Both null for a protected case. */
  readonly programme: Bilingual | null;
  readonly subject: Bilingual | null;
  readonly filedAt: Date;
  /** When that happened of which the letter tells: its date, whenever it is printed. */
  readonly writtenAt: Date;
  readonly body: LetterBody;
}
