import {
  acceptInvitation,
  changePassword,
  deactivatePerson,
  demand,
  endSession,
  findPerson,
  inviteAgain,
  invitePerson,
  ledgerStanding,
  ledgerWithNames,
  listPeople,
  movePerson,
  myRecoveryCodesLeft,
  mySessions,
  openInvitation,
  peopleAt,
  readSealAnchor,
  renewRecoveryCodes,
  revokeSession,
  signIn,
  staffOf,
  verifyLedger,
  type Person,
} from '../../access/index.ts';
import {
  attachmentsOf,
  caseList,
  changesSince,
  discardDraft,
  dropWorkView,
  isDecidedByPanel,
  keepWorkView,
  messagesOf,
  partiesOf,
  readDraft,
  saveDraft,
  timelineOf,
  workViews,
  type Handling,
  type Target,
} from '../../cases/index.ts';
import { escalateCase, overdueNotEscalated, transferCase } from '../../escalation/index.ts';
import {
  attachCounterFile,
  attachFiles,
  dropIntakeDraft,
  fetchFile,
  fileOnce,
  myIntakeDrafts,
  openIntakeDraft,
  proveReceipt,
  saveIntakeDraft,
} from '../../intake/index.ts';
import { systemActor, type StaffActor } from '../../kernel/actor.ts';
import { systemClock, type Clock } from '../../kernel/clock.ts';
import { NotFound } from '../../kernel/errors.ts';
import {
  addWebhook,
  listWebhooks,
  removeWebhook,
  retryWebhook,
  listDeadNotices,
  listOutbox,
  noticesOfCase,
  noticesToTell,
  previewNotices,
  resendNotice,
  tellNotice,
  writeLetter,
} from '../../notifications/index.ts';
import type { FileStore } from '../../platform/files.ts';
import { openDeviceBox } from '../../platform/device-box.ts';
import { Undecryptable, type Vault } from '../../platform/vault.ts';
import type { Command, Perform, Rehearse, Work } from '../../platform/work.ts';
import type { SingleSignOn } from '../../platform/single-sign-on.ts';
import type { ReferenceBook } from '../../reference/index.ts';
import { exportStatistics, statisticsOf } from '../../reporting/index.ts';
import { panelInShort } from '../../review/index.ts';
import { deadlinesOf } from '../../sla/index.ts';
import { regulatorUseCases } from './regulator/use-cases.ts';
import { singleSignOnUseCases } from './single-sign-on/use-cases.ts';
import { disputeUseCases } from './dispute/use-cases.ts';
import type { CaseDossier, Me, NoticeTemplates, PreviewedAction, PreviewInputs, StaffUseCases } from './services.ts';
import { administrationUseCases } from './administration/use-cases.ts';
import { panelUseCases } from './panel/use-cases.ts';
import { oversightUseCases } from './oversight/use-cases.ts';

/** What the staff pages are joined to. */
export interface StaffParts {
  readonly perform: Perform;
  readonly rehearse: Rehearse;
  readonly clock: Clock;
  readonly vault: Vault;
  readonly handling: Handling;
  readonly files: FileStore;
  readonly noticeTemplates: NoticeTemplates;
  readonly publicUrl: string;
  /** Where the demo accounts are written; null in production, where messages are not shown either. */
  readonly demoAccountsAt: string | null;
  book(): ReferenceBook | Promise<ReferenceBook>;
  readonly webhooksAllowPrivate?: boolean;
  /** Where the last seal of the ledger is noted outside the database. */
  readonly sealAnchorAt?: string;
  /** The provider of single sign-on, if there is one. */
  readonly singleSignOn?: SingleSignOn | null;
  /** The time that authenticator apps show; the machine's unless a test says otherwise. */
  readonly authenticatorClock?: Clock;
}

const ticketMilliseconds = 5 * 60_000;

/** The staff pages' use cases: each acts as the person signed in, in one transaction. */
export function staffUseCases(parts: StaffParts): StaffUseCases {
  const { perform, clock, vault, handling, publicUrl } = parts;
  const signingIn = { perform, authenticatorClock: parts.authenticatorClock ?? systemClock };
  const production = parts.demoAccountsAt === null;
  const as =
    <I, O>(command: (work: Work, input: I) => Promise<O>) =>
    (actor: StaffActor, input: I): Promise<O> =>
      perform(actor, command as Command<I, O>, input);
  const plain =
    <O>(command: (work: Work) => Promise<O>) =>
    (actor: StaffActor): Promise<O> =>
      perform(actor, (work) => command(work), undefined);
  const previewed: { readonly [A in PreviewedAction]: Command<Target & PreviewInputs[A], unknown> } = {
    'request-information': handling.requestInformation,
    reply: handling.reply,
    transfer: transferCase,
    escalate: escalateCase,
    decide: handling.decide,
  };
  const box = openDeviceBox(vault);
  const ticketKey = () => ({ owner: 'sign-in', bytes: vault.lookupHash('form', 'sign-in ticket') });

  return {
    ...oversightUseCases(perform),
    ...administrationUseCases(perform, parts.rehearse),
    book: async () => parts.book(),

    signIn: (input) => signIn(signingIn, { ...input, via: 'web' }),
    signOut: plain(endSession),
    singleSignOn: parts.singleSignOn ? singleSignOnUseCases(parts.singleSignOn, signingIn, publicUrl) : null,
    sealTicket: (text) =>
      vault.seal(ticketKey(), 'ticket', JSON.stringify({ at: clock.now().getTime(), text })).toString('base64url'),
    openTicket(ticket) {
      try {
        const kept = JSON.parse(vault.open(ticketKey(), 'ticket', Buffer.from(ticket, 'base64url'))) as {
          at: number;
          text: string;
        };
        return clock.now().getTime() - kept.at > ticketMilliseconds ? null : kept.text;
      } catch (error) {
        if (error instanceof Undecryptable) return null;
        throw error;
      }
    },
    openInvitation: (token) => perform(systemActor('invitation'), openInvitation, { token }),
    acceptInvitation: (input) => acceptInvitation(signingIn, input),
    me: plain(readMe),
    mySessions: plain(mySessions),
    revokeSession: (actor, sessionId) => perform(actor, revokeSession, { sessionId }),
    changePassword: (actor, input) => changePassword(signingIn, actor, input),
    recoveryCodesLeft: plain(myRecoveryCodesLeft),
    renewRecoveryCodes: (actor, input) => renewRecoveryCodes(signingIn, actor, input),

    cases: as(caseList),
    workViews: plain(workViews),
    keepWorkView: as(keepWorkView),
    dropWorkView: as(dropWorkView),
    dossier: (actor, reference) => perform(actor, readDossier(handling), reference),
    attachment: as(fetchFile(parts.files)),
    letter: (actor, of) => writeLetter(parts, actor, of),
    preview: (actor, action, input) =>
      parts.rehearse(actor, previewed[action], input, (work, facts) =>
        previewNotices(work, { templates: parts.noticeTemplates, publicUrl }, facts),
      ),
    draft: as(readDraft),
    saveDraft: as(saveDraft),
    discardDraft: as(discardDraft),
    attach: (actor, of) => attachFiles(perform, parts.files, actor, of),
    changesSince: as(changesSince),
    acknowledge: as(handling.acknowledge),
    assign: as(handling.assign),
    note: as(handling.note),
    requestInformation: as(handling.requestInformation),
    reply: as(handling.reply),
    transfer: as(transferCase),
    escalate: as(escalateCase),
    decide: as(handling.decide),
    fulfilRemedy: as(handling.fulfilRemedy),
    close: as(handling.close),
    reopen: as(handling.reopen),
    withdraw: as(handling.withdraw),
    link: as(handling.link),
    markProtected: as(handling.markProtected),
    file: async (actor, body, idempotencyKey) =>
      fileOnce(perform, {
        body,
        channel: 'stated',
        book: await parts.book(),
        now: clock.now(),
        idempotencyKey,
        staff: actor,
      }),
    saveIntake: as(saveIntakeDraft),
    savedIntakes: plain(myIntakeDrafts),
    savedIntake: as(openIntakeDraft),
    dropIntake: as(dropIntakeDraft),
    counterKey: box.publicKey,
    openCounterLetter: (id, letter) => box.open(id, letter),
    attachFromCounter: async (actor, of) => {
      const complainant = await perform(systemActor('receipt'), proveReceipt, of.filed);
      const { letter, name, content } = of;
      const { reference } = of.filed;
      const file = { reference, letter, name, content, takenBy: actor.personId };
      await attachCounterFile(perform, parts.files, complainant, file);
    },
    fileForOffice: async (actor, body, idempotencyKey) =>
      fileOnce(perform, {
        body,
        channel: 'stated',
        book: await parts.book(),
        now: clock.now(),
        idempotencyKey,
        keyOfOffice: actor.office,
        staff: actor,
      }),
    peopleAt: as(peopleAt),

    breakGlass: as(handling.breakGlass),
    breakGlassToReview: plain(handling.breakGlassToReview),
    reviewBreakGlass: as(handling.reviewBreakGlass),

    statistics: as(statisticsOf),
    exportStatistics: as(exportStatistics),
    overdueNotEscalated: plain((work) => {
      demand(work.actor, 'watched.read');
      return overdueNotEscalated(work);
    }),

    noticesToTell: plain((work) => noticesToTell(work)),
    tellNotice: (actor, noticeId) => perform(actor, tellNotice, { noticeId }),
    outbox: production ? null : as(listOutbox),
    deadNotices: as(listDeadNotices),
    resendNotice: (actor, noticeId) => perform(actor, resendNotice, { noticeId }),
    noticeTemplates: parts.noticeTemplates,

    people: as(listPeople),
    person: as(readPerson),
    invitePerson: as(invitePerson),
    inviteAgain: (actor, personId) => perform(actor, inviteAgain, { personId }),
    deactivatePerson: (actor, personId) => perform(actor, deactivatePerson, { personId }),
    movePerson: as(movePerson),

    ledger: as(ledgerWithNames),
    verifyLedger: async (actor) => {
      const anchor = parts.sealAnchorAt ? await readSealAnchor(parts.sealAnchorAt) : null;
      return perform(actor, verifyLedger, { anchor });
    },
    ledgerStanding: plain(ledgerStanding),
    accessRegister: as(handling.breakGlassRegister),
    webhooks: plain(listWebhooks),
    addWebhook: as(addWebhook({ allowPrivate: parts.webhooksAllowPrivate === true })),
    removeWebhook: (actor, id) => perform(actor, removeWebhook, { id }),
    retryWebhook: (actor, id) => perform(actor, retryWebhook, { id }),
    holds: plain(handling.legalHolds),
    placeHold: as(handling.placeHold),
    liftHold: as(handling.liftHold),
    requestIdentity: as(handling.requestIdentity),

    regulator: regulatorUseCases(perform, parts.rehearse, parts.files),

    disputes: disputeUseCases(parts),
    panels: panelUseCases({ ...parts, publicUrl }),

    demoAccountsAt: parts.demoAccountsAt,
    publicUrl,
  };
}

async function readMe(work: Work): Promise<Me> {
  const { personId } = staffOf(work);
  const person = await work.elevated('everybody may know their own name', () => findPerson(work, personId));
  return { name: person?.name ?? '', nameLatin: person?.nameLatin ?? null, email: person?.email ?? '' };
}

async function readPerson(work: Work, id: string): Promise<Person> {
  demand(work.actor, 'people.read');
  const person = await findPerson(work, id);
  if (!person) throw new NotFound('person.not_found');
  return person;
}

/** Everything the page of a case shows, at one moment. */
const readDossier =
  (handling: Handling) =>
  async (work: Work, reference: string): Promise<CaseDossier> => {
    const view = await handling.view(work, reference);
    return {
      view,
      parties: await partiesOf(work, reference),
      timeline: await timelineOf(work, reference),
      messages: await messagesOf(work, reference),
      deadlines: await deadlinesOf(work, view.file.id),
      notices: await noticesOfCase(work, view.file.id),
      attachments: await attachmentsOf(work, reference),
      panel: isDecidedByPanel(view.file.tier) ? await panelInShort(work, reference) : null,
    };
  };
