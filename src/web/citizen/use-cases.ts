import {
  appealsAround,
  attachmentsOf,
  readCase,
  type CaseAction,
  type DecisionView,
  type Handling,
  type Readable,
  issueReceipt,
} from '../../cases/index.ts';
import { appealOrSendBack, comesTooEarly } from '../../escalation/index.ts';
import {
  attachFiles,
  attachStaged,
  dropStagedFile,
  fetchFile,
  fileOnce,
  proveReceipt,
  stagedFiles,
  stageFiles,
} from '../../intake/index.ts';
import { systemActor, type ComplainantActor } from '../../kernel/actor.ts';
import type { Clock } from '../../kernel/clock.ts';
import type { Bilingual, Language } from '../../kernel/language.ts';
import { lettersThereAre, setReceipt, writeLetter } from '../../notifications/index.ts';
import type { FileStore } from '../../platform/files.ts';
import type { Command, Perform } from '../../platform/work.ts';
import { currentBook, phnomPenhDay, type ReferenceBook } from '../../reference/index.ts';
import { paperOfMark } from '../../resolution/index.ts';
import { deadlinesOf } from '../../sla/index.ts';
import { representativeGiven } from '../mandate/filing-representative.ts';
import { hasDispute, ownDisputeUseCases } from './dispute/use-cases.ts';
import type { Appealed, CaseKey, CitizenAction, CitizenUseCases, DeadlineView, TrackedCase } from './services.ts';
import { ladderOf, wayOf } from './ladder.ts';

/** What the citizen pages are joined to. */
export interface CitizenParts {
  readonly perform: Perform;
  readonly clock: Clock;
  readonly handling: Handling;
  /** Address of the site without a slash at the end, for letters. */
  readonly publicUrl: string;
  /** Files of cases, and of complaints that are still being written. */
  readonly files: FileStore;
  readonly drafts: FileStore;
  book(): ReferenceBook | Promise<ReferenceBook>;
}

const closed: Bilingual = {
  km: 'អត្ថបទនេះបើកមិនបានទេ។ សូមទាក់ទងការិយាល័យ។',
  en: 'This text cannot be opened. Please contact the office.',
};

const citizenActions = [
  'reply',
  'accept',
  'appeal',
  'withdraw',
  'rate',
  'confirm-remedy',
  'attach',
] as const satisfies readonly CitizenAction[];

/** The citizen pages' use cases: each proves reference and receipt anew and acts as that complainant alone. */
export function citizenUseCases(parts: CitizenParts): CitizenUseCases {
  const dispute = ownDisputeUseCases(parts);
  const { perform, clock, handling } = parts;
  const complainant = (key: CaseKey): Promise<ComplainantActor> => perform(systemActor('receipt'), proveReceipt, key);
  async function act<I extends object>(
    key: CaseKey,
    command: Command<I & { reference: string }, unknown>,
    input: I,
  ): Promise<void> {
    const actor = await complainant(key);
    await perform(
      actor,
      async (work) => command(work, { ...input, reference: (await readCase(work, actor.caseId)).reference }),
      undefined,
    );
  }
  /** The number of the case as we write it, for its complainant. */
  const numbered = async (key: CaseKey) => {
    const actor = await complainant(key);
    const { reference } = await perform(actor, (work) => readCase(work, actor.caseId), undefined);
    return { actor, reference };
  };
  return {
    dispute,
    reference: async () => parts.book(),
    stage: (token, file) => stageFiles(perform, parts.drafts, { token, files: [file] }),
    staged: (token) => stagedFiles(perform, token),
    unstage: (token, id) => dropStagedFile(perform, parts.drafts, token, id),
    async attachStaged(key, token) {
      const { actor, reference } = await numbered(key);
      await attachStaged(perform, parts, actor, { reference, token });
    },
    async attach(key, file) {
      const { actor, reference } = await numbered(key);
      await attachFiles(perform, parts.files, actor, { reference, files: [file] });
    },
    async attachment(key, id) {
      const { actor, reference } = await numbered(key);
      return perform(actor, fetchFile(parts.files), { reference, attachmentId: id });
    },
    async fileComplaint(input, idempotencyKey) {
      const answer = await fileOnce(perform, {
        body: withoutEmpty(input),
        channel: 'web',
        book: await parts.book(),
        now: clock.now(),
        idempotencyKey,
        staff: null,
      });
      const { language } = input;
      return {
        reference: answer.reference,
        receipt: answer.receipt,
        track: answer.track,
        heldBy: { ...answer.heldBy, name: answer.heldBy.name[language] },
        filedAt: answer.filedAt,
        deadlines: answer.deadlines.map((each) => ({ ...each, why: each.why[language], state: 'running' as const })),
      };
    },
    async lookup(key, language) {
      return perform(await complainant(key), tracked(handling, language), undefined);
    },
    receipt: async (key) => perform(await complainant(key), issueReceipt, { reference: null }),
    receiptPaper: (receipt, language) => setReceipt(receipt, language, parts.publicUrl),
    paperOfMark: (mark) => perform(systemActor('papers'), paperOfMark, mark),
    letter: async (key, kind, language) => {
      const { actor, reference } = await numbered(key);
      return writeLetter(parts, actor, { reference, kind, language });
    },
    reply: (key, text) => act(key, handling.reply, { text }),
    accept: (key) => act(key, handling.accept, {}),
    withdraw: (key, reason) => act(key, handling.withdraw, { reason }),
    rate: (key, score) => act(key, handling.rate, { score }),
    confirmRemedy: (key, remedyId, received, note) =>
      act(key, handling.confirmRemedy, { remedyId, confirmed: received, text: note }),
    async appeal(key, reasons, lateReason, language, sent = null) {
      const { actor, reference: below } = await numbered(key);
      const representative = await representativeGiven(sent, async (file) => {
        const [kept] = await attachFiles(perform, parts.files, actor, { reference: below, files: [file] });
        return kept?.id ?? '';
      });
      return perform(
        actor,
        async (work): Promise<Appealed> => {
          const file = await readCase(work, actor.caseId);
          const given = { reference: file.reference, grounds: reasons, lateReason, representative };
          const answer = await appealOrSendBack(work, given);
          const { reference } = answer;
          if (!('sentBack' in answer)) return { sentBack: false, reference };
          const heldBy = file.protected ? null : answer.heldBy.name[language];
          return { sentBack: true, reference, heldBy, until: answer.until };
        },
        undefined,
      );
    },
  };
}

/** Nulls and empty parts are left out, as an API client would leave them out. */
function withoutEmpty(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withoutEmpty);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .filter(([, each]) => each !== null && each !== undefined)
      .map(([key, each]) => [key, withoutEmpty(each)]),
  );
}

function tracked(handling: Handling, language: Language): Command<void, TrackedCase> {
  return async (work) => {
    const view = await handling.complainantView(work);
    const file = await readCase(work, view.file.id);
    const book = await currentBook(work);
    const on = phnomPenhDay(work.now);
    const officeName = (code: string | null): string => (code && book.office(code)?.name[language]) || '';
    const asked = view.messages.findLast((message) => message.kind === 'question');
    const around = await appealsAround(work, file.id);
    const deadlines = await deadlinesOf(work, file.id);
    const windowWhy =
      deadlines.find(({ kind }) => kind === 'appeal_window' || kind === 'file_with_regulator')?.why[language] ?? '';
    return {
      reference: file.reference,
      track: file.track,
      status: file.status,
      filedAt: file.filedAt,
      isProtected: file.protected,
      programme: file.protected ? null : (book.programme(file.programme, on)?.name[language] ?? null),
      subject: file.protected ? null : (book.category(file.category, on)?.name[language] ?? null),
      heldBy: file.protected ? null : { office: file.heldOffice, name: officeName(file.heldOffice), tier: file.tier },
      ladder: file.protected ? [] : ladderOf(book, file, await wayOf(work, file.id, view.timeline), language, on),
      deadlines: deadlines.map((each): DeadlineView => ({
        kind: each.kind,
        dueAt: each.dueAt,
        rule: each.rule,
        force: each.force,
        why: each.why[language],
        state: each.state === 'met' || each.state === 'paused' || each.state === 'running' ? each.state : 'breached',
      })),
      timeline: view.timeline.map((entry) => ({ at: entry.at, text: entry.text[language] })),
      messages: view.messages.map((message) => ({
        at: message.at,
        from: message.from.kind === 'complainant' ? 'complainant' : 'office',
        author: officeName(message.from.office),
        text: told(message.text, language),
      })),
      question:
        file.status === 'awaiting_complainant' && asked?.replyDueAt
          ? { text: told(asked.text, language), replyBy: asked.replyDueAt }
          : null,
      decision: view.decision
        ? presentDecision(book, file.tier, view.decision, officeName, language, on, windowWhy)
        : null,
      tooEarly: (await comesTooEarly(work, file)) ? { until: file.dueAt ?? null } : null,
      actions: citizenActions.filter((action) => (view.actions as readonly CaseAction[]).includes(action)),
      hasDispute: await hasDispute(work, file.reference),
      appealOf: around.of,
      appealedBy: around.by,
      attachments: (await attachmentsOf(work, file.reference)).map((each) => ({
        id: each.id,
        name: each.name.state === 'readable' ? each.name.value : null,
        mediaType: each.mediaType,
        bytes: each.bytes,
        at: each.addedAt,
        mine: each.side === 'complainant',
        state: each.state,
      })),
      letters: lettersThereAre({ ...view, decisions: view.decision ? [view.decision] : [], deadlines }),
    };
  };
}

function told(text: Readable<string>, language: Language): string {
  return text.state === 'readable' ? text.value : closed[language];
}

function presentDecision(
  book: ReferenceBook,
  tier: string,
  decision: DecisionView,
  officeName: (code: string) => string,
  language: Language,
  on: string,
  windowWhy: string,
): NonNullable<TrackedCase['decision']> {
  const text = decision.text.state === 'readable' ? decision.text.value : null;
  // Where the party may go next: an office, or a rung of the ladder.
  const nextBody = decision.nextBody
    ? officeName(decision.nextBody) || (book.rung(decision.nextBody, on)?.body[language] ?? decision.nextBody)
    : null;
  return {
    at: decision.decidedAt,
    outcome: book.outcome(tier, decision.outcome, on)?.name[language] ?? decision.outcome,
    office: officeName(decision.office),
    reasons: text?.reasons ?? closed[language],
    legalBasis: text?.legalBasis ?? null,
    remedies: decision.remedies.map((remedy) => ({
      id: remedy.id,
      name: book.remedy(remedy.kind, on)?.name[language] ?? remedy.kind,
      text: remedy.text ? told(remedy.text, language) : null,
      amountKhr: remedy.amountKhr,
      dueOn: remedy.dueOn,
      state: remedy.state,
    })),
    appeal: decision.appealUntil && nextBody ? { until: decision.appealUntil, to: nextBody, why: windowWhy } : null,
  };
}
