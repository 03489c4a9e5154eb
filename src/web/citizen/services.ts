import type { Language } from '../../kernel/language.ts';
import type { FetchedFile, SentFile, StagedFile } from '../../intake/index.ts';
import type { LetterFile, LetterKind } from '../../notifications/index.ts';
import type { FilingReceipt } from '../../cases/index.ts';
import type { ReferenceBook } from '../../reference/index.ts';
import type { MarkedPaper } from '../../resolution/index.ts';
import type { SentRepresentative } from '../mandate/filing-representative.ts';
import { pageOf } from '../page.ts';
import type { OwnDisputeUseCases } from './dispute/use-cases.ts';
import type { KitServices } from '../page.ts';

/** A complaint as the contract's `POST /complaints` takes it. Empty texts are left out or null. */
export interface ComplaintInput {
  readonly language: Language;
  readonly programme: string;
  readonly category: string;
  readonly place: string;
  readonly narrative: string;
  readonly remedySought: string | null;
  readonly occurredOn: string | null;
  readonly lifeThreatening: boolean;
  readonly identity: 'named' | 'confidential' | 'anonymous';
  readonly complainant: ComplainantInput | null;
  readonly representative: {
    readonly name: string;
    readonly phone: string | null;
    readonly relation: string | null;
  } | null;
  readonly about: readonly { readonly kind: AboutKind; readonly office: string | null; readonly name: string | null }[];
  readonly protected: boolean;
}

export const aboutKinds = ['office', 'staff', 'health_facility', 'employer', 'payment_agent', 'other'] as const;
export type AboutKind = (typeof aboutKinds)[number];
export const contactChannels = ['sms', 'voice', 'email', 'in_person', 'none'] as const;
export type ContactChannel = (typeof contactChannels)[number];

export interface ComplainantInput {
  readonly name: string | null;
  readonly sex: 'female' | 'male' | 'other' | 'undisclosed';
  readonly birthYear: number | null;
  readonly disability: 'yes' | 'no' | 'undisclosed';
  readonly phone: string | null;
  readonly email: string | null;
  readonly address: string | null;
  readonly ids: {
    readonly socialProtectionId: string | null;
    readonly nssfMemberId: string | null;
    readonly equityCard: string | null;
    readonly nationalId: string | null;
  };
  readonly contact: { readonly channel: ContactChannel; readonly safe: boolean; readonly note: string | null };
}

/** A running or finished period. `kind` as in the reference data; `why` in the language asked for. */
export interface DeadlineView {
  readonly kind: string;
  readonly dueAt: Date;
  readonly rule: string;
  readonly force: 'law' | 'policy' | 'default' | 'open';
  readonly why: string;
  readonly state: 'running' | 'paused' | 'met' | 'breached';
}

export interface HolderView {
  readonly office: string;
  readonly name: string;
  readonly tier: string;
}

export interface FiledComplaint {
  readonly reference: string;
  /** 16 digits in groups of four; told here and never again. */
  readonly receipt: string;
  readonly track: 'social_assistance' | 'social_security';
  readonly heldBy: HolderView;
  readonly filedAt: Date;
  readonly deadlines: readonly DeadlineView[];
}

/** What somebody knows who can prove a case. */
export interface CaseKey {
  readonly reference: string;
  readonly receipt: string;
}

export type CitizenAction = 'reply' | 'accept' | 'appeal' | 'withdraw' | 'rate' | 'confirm-remedy' | 'attach';

export interface RemedyView {
  readonly id: string;
  readonly name: string;
  readonly text: string | null;
  readonly amountKhr: number | null;
  readonly dueOn: string | null;
  readonly state: 'ordered' | 'fulfilled' | 'confirmed' | 'disputed' | 'lapsed';
}

/** A case as its complainant may see it. All names and texts are in the language asked for. */
export interface TrackedCase {
  readonly reference: string;
  readonly track: 'social_assistance' | 'social_security';
  readonly status: string;
  readonly filedAt: Date;
  /** Protected cases show no programme and no subject. */
  readonly isProtected: boolean;
  readonly programme: string | null;
  readonly subject: string | null;
  readonly heldBy: HolderView | null;
  /**
   * The rungs of the ladder, lowest first. `at`: when the case arrived there. Skipped: its office is named in the complaint;
   * unneeded: such complaints begin higher up.
   */
  readonly ladder: readonly {
    readonly tier: string;
    readonly name: string;
    readonly state: 'done' | 'current' | 'ahead' | 'skipped' | 'unneeded';
    readonly at: Date | null;
  }[];
  readonly deadlines: readonly DeadlineView[];
  readonly timeline: readonly { readonly at: Date; readonly text: string }[];
  readonly messages: readonly {
    readonly at: Date;
    readonly from: 'complainant' | 'office';
    readonly author: string;
    readonly text: string;
  }[];
  /** A question that waits for an answer, and until when. */
  readonly question: { readonly text: string; readonly replyBy: Date } | null;
  readonly decision: {
    readonly at: Date;
    readonly outcome: string;
    readonly office: string;
    readonly reasons: string;
    readonly legalBasis: string | null;
    readonly remedies: readonly RemedyView[];
    /** Until when, and to which body, an appeal may go. */
    readonly appeal: { readonly until: Date; readonly to: string; readonly why: string } | null;
  } | null;
  readonly actions: readonly CitizenAction[];
  /**
   * Level one of social security is not exhausted: what is filed with the Regulator now is taken, and sent back down to it.
   * `until` is when its time ends.
   */
  readonly tooEarly: { readonly until: Date | null } | null;
  /** Reference of the case that this one appeals against, or of the appeal made against this one. */
  readonly appealOf: string | null;
  readonly appealedBy: string | null;
  /** There is a dispute that the complainant may open. */
  readonly hasDispute: boolean;
  /** Letters that there are to fetch. */
  readonly letters: readonly LetterKind[];
  /** Files of both sides, oldest first. `name` is null when it cannot be opened. */
  readonly attachments: readonly {
    readonly id: string;
    readonly name: string | null;
    readonly mediaType: string;
    readonly bytes: number;
    readonly at: Date;
    readonly mine: boolean;
    /** Only what is kept can be fetched. */
    readonly state: 'kept' | 'waiting' | 'refused';
  }[];
}

/** What became of an appeal. Sent back: it came too early for the Regulator and is kept with the case at level one. */
export type Appealed =
  | { readonly sentBack: false; readonly reference: string }
  | {
      readonly sentBack: true;
      readonly reference: string;
      /** Null for a protected case: no office is named. */
      readonly heldBy: string | null;
      /** Until when level one has time. */
      readonly until: Date | null;
    };

/** The use cases that the citizen pages call. A wrong pair of reference and receipt throws NotFound, whatever is wrong about it. */
export interface CitizenUseCases {
  /** The reference data of today. */
  reference(): Promise<CitizenReference>;
  /** Same key and same input: the same answer again. Field faults name the input's paths: `complainant.phone`. */
  fileComplaint(input: ComplaintInput, idempotencyKey: string): Promise<FiledComplaint>;
  /** Keeps a file for a complaint that is still being written, for a day. @throws InvalidInput naming what is wrong with it */
  stage(token: string, file: SentFile): Promise<void>;
  staged(token: string): Promise<readonly StagedFile[]>;
  unstage(token: string, id: string): Promise<void>;
  /** Hangs the files kept under the token on the case; doing it again does nothing. */
  attachStaged(key: CaseKey, token: string): Promise<void>;
  attach(key: CaseKey, file: SentFile): Promise<void>;
  attachment(key: CaseKey, id: string): Promise<FetchedFile>;
  lookup(key: CaseKey, language: Language): Promise<TrackedCase>;
  /** The certified paper that bears a mark; null when none of ours does. */
  paperOfMark(mark: string): Promise<MarkedPaper | null>;
  /** A letter as PDF. */
  /** The signed receipt of the filing. */
  receipt(key: CaseKey): Promise<FilingReceipt>;
  /** The same on paper, as PDF. */
  receiptPaper(receipt: FilingReceipt, language: Language): Promise<Buffer>;
  letter(key: CaseKey, kind: LetterKind, language: Language): Promise<LetterFile>;
  reply(key: CaseKey, text: string): Promise<void>;
  accept(key: CaseKey): Promise<void>;
  /** The new linked case, which the same receipt opens, or where it was sent back to. `lateReason`: needed after the window has ended; `representative`: who files for the party. */
  appeal(
    key: CaseKey,
    reasons: string,
    lateReason: string | null,
    language: Language,
    representative?: SentRepresentative | null,
  ): Promise<Appealed>;
  withdraw(key: CaseKey, reason: string | null): Promise<void>;
  /** `score` 1 (bad) to 5 (good). */
  rate(key: CaseKey, score: number, comment: string | null): Promise<void>;
  /** `received`: the remedy was delivered; false disputes it. */
  confirmRemedy(key: CaseKey, remedyId: string, received: boolean, note: string | null): Promise<void>;
  /** What a party does in the dispute of its case. */
  readonly dispute: OwnDisputeUseCases;
}

/** The part of the reference book that citizens choose from. */
export type CitizenReference = Pick<
  ReferenceBook,
  'programmes' | 'categories' | 'place' | 'places' | 'placePath' | 'searchPlaces' | 'ladder' | 'slaRule'
>;

export type CitizenServices = CitizenUseCases & KitServices;

/** Declares a page of the citizen side. */
export const citizenPage = pageOf<CitizenServices>();
