import type {
  Invited,
  LedgerEntry,
  LedgerQuery,
  LedgerStanding,
  LedgerVerification,
  Colleague,
  MySession,
  NewPerson,
  OpenInvitation,
  Person,
  SignedIn,
  SsoAnswer,
  SsoPending,
  SsoState,
} from '../../access/index.ts';
import type {
  ActionAnswer,
  AttachmentView,
  BreakGlassToReview,
  CaseListPage,
  CaseListQuery,
  CaseView,
  DecisionGiven,
  LegalHold,
  Draft,
  DraftFields,
  MessageView,
  PartyView,
  Target,
  TimelineEntry,
  WorkView,
} from '../../cases/index.ts';
import type { ReferralConsent } from '../../escalation/index.ts';
import type { Attached, FetchedFile, FilingAnswer, IntakeDraft, IntakeFields, SentFile } from '../../intake/index.ts';
import type { Role, StaffActor } from '../../kernel/actor.ts';
import type { Language } from '../../kernel/language.ts';
import type {
  DeadNotice,
  LetterFile,
  LetterKind,
  NoticeDelivery,
  NoticePreview,
  NoticeState,
  NoticeToTell,
  noticeTemplates,
  OutboxItem,
  Webhook,
} from '../../notifications/index.ts';
import type { ReferenceBook } from '../../reference/index.ts';
import type { PanelView } from '../../review/index.ts';
import type { Export, Question, Statistics } from '../../reporting/index.ts';
import type { CaseDeadline } from '../../sla/index.ts';
import type { SignInChecks } from '../../platform/single-sign-on.ts';
import type { KitServices } from '../page.ts';
import type { AdministrationUseCases } from './administration/use-cases.ts';
import type { OversightUseCases } from './oversight/use-cases.ts';
import type { RegulatorUseCases } from './regulator/use-cases.ts';
import type { DisputeUseCases } from './dispute/use-cases.ts';
import type { PanelUseCases } from './panel/use-cases.ts';

/** A case with all that its page shows, read in one transaction. */
export interface CaseDossier {
  readonly view: CaseView;
  readonly parties: readonly PartyView[];
  readonly timeline: readonly TimelineEntry[];
  /** With the notes of colleagues. */
  readonly messages: readonly MessageView[];
  readonly deadlines: readonly CaseDeadline[];
  readonly notices: readonly NoticeDelivery[];
  readonly attachments: readonly AttachmentView[];
  /** Where a panel decides; null elsewhere. */
  readonly panel: PanelView | null;
}

/** The texts of all messages. */
export type NoticeTemplates = ReturnType<typeof noticeTemplates>;

/** Who is signed in, for the identity bar. */
export interface Me {
  readonly name: string;
  readonly nameLatin: string | null;
  readonly email: string;
}

/** A page of a list; `nextCursor` is null on the last. */
export interface PageOf<T> {
  readonly items: readonly T[];
  readonly nextCursor: string | null;
}

/** Actions whose messages can be seen before they are sent, with what each takes beside the case. */
export interface PreviewInputs {
  readonly 'request-information': { readonly question: string; readonly replyWithinWorkingDays: number };
  readonly reply: { readonly text: string };
  readonly transfer: {
    readonly office: string;
    readonly reason: string;
    readonly consent?: ReferralConsent | null | undefined;
  };
  readonly escalate: { readonly reason: string; readonly consent?: ReferralConsent | null | undefined };
  readonly decide: DecisionGiven;
}
export type PreviewedAction = keyof PreviewInputs;

/** An action on a case; `Extra` is what it takes beside the case. */
type OnCase<Extra = unknown> = (actor: StaffActor, input: Target & Extra) => Promise<ActionAnswer>;

/** What pages do with the provider of single sign-on. */
export interface SingleSignOnUseCases {
  /** How people know the provider; null: by no name. */
  readonly label: string | null;
  /** @throws ProviderAway */
  begin(): Promise<{ readonly url: string; readonly checks: SignInChecks }>;
  /** @throws ProviderAway, NotProven (in the ledger already), Forbidden `session.sso_refused`, `session.sso_enrol` */
  conclude(query: URLSearchParams, checks: SignInChecks): Promise<SsoAnswer>;
  /** @throws Forbidden `session.refused` */
  withCode(input: { readonly pending: SsoPending; readonly totp: string }): Promise<SignedIn>;
  /** Somebody came back whom nobody sent, or too late: in the ledger. */
  cameBackStale(): Promise<void>;
  /** Where to sign out there too; null when it has no such place. */
  signOutUrl(): Promise<string | null>;
  state(actor: StaffActor, personId: string): Promise<SsoState>;
  allow(actor: StaffActor, personId: string): Promise<void>;
  withdraw(actor: StaffActor, personId: string): Promise<void>;
}

/**
 * The use cases that staff pages call, named as the areas name them. What they refuse is of the kernel's closed set; field
 * faults name the fields of their input.
 */
export interface StaffUseCases extends OversightUseCases, AdministrationUseCases {
  /** All reference data as it stands now. */
  book(): Promise<ReferenceBook>;

  /** @throws Forbidden `session.refused`, `session.totp_needed`, `session.wait` (`seconds`) */
  signIn(input: {
    readonly email: string;
    readonly password: string;
    readonly totp: string | null;
    readonly address: string;
  }): Promise<SignedIn>;
  signOut(actor: StaffActor): Promise<{ readonly sso: boolean }>;
  /** Sign-in at an OpenID Connect provider; null when the installation has none. */
  readonly singleSignOn: SingleSignOnUseCases | null;
  /** Seals a text so that the browser may carry it but not read it; for five minutes. */
  sealTicket(text: string): string;
  /** The text of a ticket sealed here; null when it is none or too old. */
  openTicket(ticket: string): string | null;
  openInvitation(token: string): Promise<OpenInvitation>;
  acceptInvitation(input: {
    readonly token: string;
    readonly password: string;
    readonly totp: string | null;
  }): Promise<{ readonly recoveryCodes: readonly string[] }>;
  me(actor: StaffActor): Promise<Me>;
  mySessions(actor: StaffActor): Promise<readonly MySession[]>;
  revokeSession(actor: StaffActor, sessionId: string): Promise<void>;
  changePassword(actor: StaffActor, input: { readonly current: string; readonly password: string }): Promise<void>;
  recoveryCodesLeft(actor: StaffActor): Promise<number>;
  renewRecoveryCodes(
    actor: StaffActor,
    input: { readonly password: string },
  ): Promise<{ readonly recoveryCodes: readonly string[] }>;

  cases(actor: StaffActor, query: CaseListQuery): Promise<CaseListPage>;
  /** Views of the work list that the person keeps. */
  workViews(actor: StaffActor): Promise<readonly WorkView[]>;
  keepWorkView(
    actor: StaffActor,
    view: { readonly name: string; readonly query: string; readonly isDefault: boolean },
  ): Promise<void>;
  dropWorkView(actor: StaffActor, of: { readonly id: string }): Promise<void>;
  /** @throws NotFound */
  dossier(actor: StaffActor, reference: string): Promise<CaseDossier>;
  /** A file attached to a case. @throws NotFound, Forbidden for whoever may not read what is sealed */
  attachment(
    actor: StaffActor,
    of: { readonly reference: string; readonly attachmentId: string },
  ): Promise<FetchedFile>;
  /** A letter to the complainant, as PDF. */
  letter(
    actor: StaffActor,
    of: { readonly reference: string; readonly kind: LetterKind; readonly language: Language },
  ): Promise<LetterFile>;
  /** The messages that an action would bring to the complainant. Nothing is done. @throws what the action throws */
  preview<A extends PreviewedAction>(
    actor: StaffActor,
    action: A,
    input: Target & PreviewInputs[A],
  ): Promise<readonly NoticePreview[]>;
  /** What the person has written about a case and not sent. */
  draft(actor: StaffActor, of: { readonly reference: string; readonly form: string }): Promise<Draft | null>;
  saveDraft(
    actor: StaffActor,
    of: { readonly reference: string; readonly form: string; readonly fields: DraftFields },
  ): Promise<{ readonly savedAt: Date }>;
  discardDraft(actor: StaffActor, of: { readonly reference: string; readonly form: string }): Promise<void>;
  attach(
    actor: StaffActor,
    of: { readonly reference: string; readonly files: readonly SentFile[] },
  ): Promise<readonly Attached[]>;
  changesSince(
    actor: StaffActor,
    of: { readonly reference: string; readonly version: number; readonly byOthers?: boolean },
  ): Promise<readonly TimelineEntry[]>;
  acknowledge: OnCase<{ readonly note?: string | null }>;
  assign: OnCase<{ readonly assignee: string }>;
  note: OnCase<{ readonly text: string }>;
  requestInformation: OnCase<{ readonly question: string; readonly replyWithinWorkingDays: number }>;
  reply: OnCase<{ readonly text: string }>;
  transfer: OnCase<{
    readonly office: string;
    readonly reason: string;
    readonly consent?: ReferralConsent | null | undefined;
  }>;
  escalate: OnCase<{ readonly reason: string; readonly consent?: ReferralConsent | null | undefined }>;
  decide: OnCase<DecisionGiven>;
  fulfilRemedy: OnCase<{ readonly remedyId: string; readonly evidence: string }>;
  close: OnCase<{ readonly note?: string | null }>;
  reopen: OnCase<{ readonly reason: string }>;
  withdraw: OnCase<{ readonly reason?: string | null }>;
  link: OnCase<{ readonly other: string; readonly kind: 'duplicate' | 'related' }>;
  markProtected: OnCase<{ readonly reason?: string | null }>;
  /** A complaint taken in by staff, as `POST /cases` has it; same key and body, same answer. */
  file(actor: StaffActor, body: unknown, idempotencyKey: string): Promise<FilingAnswer>;
  /** Complaints being taken that this person saved for later; a week each. */
  saveIntake(actor: StaffActor, of: { readonly id: string; readonly fields: IntakeFields }): Promise<void>;
  savedIntakes(actor: StaffActor): Promise<readonly IntakeDraft[]>;
  /** @throws NotFound */
  savedIntake(actor: StaffActor, of: { readonly id: string }): Promise<IntakeDraft>;
  dropIntake(actor: StaffActor, of: { readonly id: string }): Promise<void>;
  /** For what a counter takes without a line: the key to seal it with, opening it, and filing it once for the whole office. */
  readonly counterKey: string;
  openCounterLetter(id: string, letter: Uint8Array): Buffer | null;
  /** A file taken with such a complaint, for the complainant; once however often. `letter`: id of what it was sealed in. */
  attachFromCounter(
    actor: StaffActor,
    of: {
      readonly filed: { readonly reference: string; readonly receipt: string };
      readonly letter: string;
      readonly name: string;
      readonly content: Uint8Array;
    },
  ): Promise<void>;
  fileForOffice(actor: StaffActor, body: unknown, idempotencyKey: string): Promise<FilingAnswer>;
  /** Active people of an office. */
  peopleAt(actor: StaffActor, office: string): Promise<readonly Colleague[]>;

  breakGlass(actor: StaffActor, input: { readonly reference: string; readonly reason: string }): Promise<unknown>;
  breakGlassToReview(actor: StaffActor): Promise<readonly BreakGlassToReview[]>;
  reviewBreakGlass(
    actor: StaffActor,
    input: { readonly id: string; readonly verdict: 'justified' | 'not_justified' },
  ): Promise<void>;

  /** @throws Forbidden, InvalidInput */
  statistics(actor: StaffActor, question: Question): Promise<Statistics>;
  /** The same as a file that leaves the system: it is in the ledger. */
  exportStatistics(actor: StaffActor, asked: Export): Promise<Statistics>;
  /** Cases that are overdue and neither moved nor watched. Must be 0. */
  overdueNotEscalated(actor: StaffActor): Promise<number>;

  noticesToTell(actor: StaffActor): Promise<readonly NoticeToTell[]>;
  tellNotice(actor: StaffActor, noticeId: string): Promise<void>;
  /** Every message with its text; null in production, where nobody reads them. */
  readonly outbox:
    | ((
        actor: StaffActor,
        query: { readonly limit: number; readonly cursor: string | null; readonly state: NoticeState | null },
      ) => Promise<PageOf<OutboxItem>>)
    | null;
  deadNotices(
    actor: StaffActor,
    query: { readonly limit: number; readonly cursor: string | null },
  ): Promise<PageOf<DeadNotice>>;
  resendNotice(actor: StaffActor, noticeId: string): Promise<void>;
  readonly noticeTemplates: NoticeTemplates;

  people(
    actor: StaffActor,
    query: { readonly cursor: string | null; readonly limit: number; readonly office?: string },
  ): Promise<PageOf<Person>>;
  /** @throws NotFound */
  person(actor: StaffActor, id: string): Promise<Person>;
  invitePerson(actor: StaffActor, input: NewPerson): Promise<Invited>;
  inviteAgain(actor: StaffActor, personId: string): Promise<Invited>;
  deactivatePerson(actor: StaffActor, personId: string): Promise<void>;
  movePerson(
    actor: StaffActor,
    input: { readonly personId: string; readonly role: Role; readonly office: string },
  ): Promise<Invited | null>;

  /** With the names of the staff whom its entries tell of, by id. */
  ledger(
    actor: StaffActor,
    query: LedgerQuery,
  ): Promise<PageOf<LedgerEntry> & { readonly names: ReadonlyMap<string, string> }>;
  /** Checks every chain and seal, also against the seal noted outside the database. */
  verifyLedger(actor: StaffActor): Promise<LedgerVerification>;
  ledgerStanding(actor: StaffActor): Promise<LedgerStanding>;
  accessRegister(
    actor: StaffActor,
    input: { readonly before: Date | null; readonly limit: number },
  ): Promise<readonly BreakGlassToReview[]>;
  webhooks(actor: StaffActor): Promise<readonly Webhook[]>;
  /** @returns the secret of the signatures, to be shown once */
  addWebhook(
    actor: StaffActor,
    input: { readonly url: string; readonly events: readonly string[] },
  ): Promise<{ readonly id: string; readonly secret: string }>;
  removeWebhook(actor: StaffActor, id: string): Promise<void>;
  retryWebhook(actor: StaffActor, id: string): Promise<void>;
  holds(actor: StaffActor): Promise<readonly LegalHold[]>;
  placeHold(actor: StaffActor, input: { readonly reference: string; readonly reason: string }): Promise<unknown>;
  liftHold(actor: StaffActor, input: { readonly id: string; readonly reason: string }): Promise<void>;
  requestIdentity(actor: StaffActor, input: { readonly reference: string; readonly reason: string }): Promise<unknown>;

  /** Filings that come to the Regulator. */
  readonly regulator: RegulatorUseCases;

  readonly disputes: DisputeUseCases;

  /** The review panel of the last body of social assistance. */
  readonly panels: PanelUseCases;

  /** Where the demo accounts are; null in production. */
  readonly demoAccountsAt: string | null;
  /** Public address without a slash at the end, for links that are sent on. */
  readonly publicUrl: string;
}

export type StaffServices = StaffUseCases & KitServices;
