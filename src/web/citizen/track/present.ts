import { mostFiles } from '../../../intake/index.ts';
import type { Faults } from '../../faults.ts';
import { noFaults } from '../../faults.ts';
import { fieldsOf } from '../../fields.ts';
import { representativeFields } from '../../mandate/filing-representative.ts';
import type { PageRequest } from '../../page.ts';
import { noFields } from '../../sent-fields.ts';
import { fill, showDate } from '../../text.ts';
import { listed, presentFiles } from '../files/files.ts';
import type { CaseKey, CitizenServices, DeadlineView, RemedyView, TrackedCase } from '../services.ts';
import { withFormIds } from '../typed-act.ts';
import type { Strings } from './en.ts';
import type { ActionName } from './form.ts';

type Request = PageRequest<Strings, CitizenServices>;

/** The two questions that open a complaint. */
export function presentKeyForm(request: Request, notFound: boolean) {
  const f = fieldsOf(request);
  const t = request.strings.form;
  return {
    action: request.url('/complaints/track'),
    notFound,
    reference: f.text('reference', { label: t.reference, hint: t.referenceHint, width: '20', autocomplete: 'off' }),
    receipt: f.text('receipt', {
      label: t.receipt,
      hint: t.receiptHint,
      width: '20',
      inputMode: 'numeric',
      autocomplete: 'off',
    }),
  };
}

/** What was done or tried on the case before it is shown. */
export interface Outcome {
  readonly done: string | null;
  readonly refused: boolean;
  readonly tried: ActionName | 'attach' | null;
  readonly faults: Faults;
}

export const nothingDone: Outcome = { done: null, refused: false, tried: null, faults: noFaults };

const statusColours: Readonly<Record<string, string>> = {
  filed: 'blue',
  acknowledged: 'blue',
  in_progress: 'blue',
  awaiting_complainant: 'orange',
  decided: 'green',
  escalated: 'purple',
  in_resolution: 'teal',
};

/** The case as plain data for templates/web/citizen/track-case.hbs. */
export function presentCase(key: CaseKey, found: TrackedCase, outcome: Outcome, request: Request) {
  const t = request.strings;
  const date = (at: Date | string) => showDate(at, request.language);
  const statusWords: Readonly<Record<string, string>> = t.status;
  return {
    action: request.url('/complaints/track'),
    receiptAction: request.url('/complaints/receipt'),
    key: [
      { name: 'reference', value: key.reference },
      { name: 'receipt', value: key.receipt },
    ],
    reference: found.reference,
    done: outcome.done === null ? null : { kind: 'success', text: outcome.done },
    refused: outcome.refused ? { kind: 'notice', text: t.refused } : null,
    status: { colour: statusColours[found.status] ?? 'grey', text: statusWords[found.status] ?? found.status },
    filedAt: fill(t.filedAt, { date: date(found.filedAt) }),
    programme: found.programme,
    subject: found.subject,
    heldBy: found.isProtected ? null : (found.heldBy?.name ?? t.nobody),
    ladder: found.isProtected
      ? null
      : found.ladder.map((rung) => ({ state: rung.state, name: rung.name, note: rungNote(rung, t, date) })),
    deadlines: found.deadlines.map((deadline) => presentDeadline(deadline, t)),
    next: nextDeadline(found, t),
    question:
      found.question === null
        ? null
        : { text: found.question.text, by: fill(t.questionBy, { date: date(found.question.replyBy) }) },
    messages: found.messages.map((message) => ({
      mine: message.from === 'complainant',
      author: message.from === 'complainant' ? t.you : message.author,
      at: message.at,
      text: message.text,
    })),
    timeline: [...found.timeline].sort((a, b) => b.at.getTime() - a.at.getTime()),
    decision: found.decision === null ? null : presentDecision(found.decision, t, date),
    dispute: found.hasDispute ? request.url('/complaints/dispute') : null,
    appealOf: found.appealOf,
    appealedBy: found.appealedBy,
    files: presentAttachments(found, outcome, request),
    letters: found.letters.map((kind) => ({ kind, text: t.letters[kind] })),
    actions: withFormIds(presentActions(found, outcome, request)),
  };
}

/** The files of both sides, and the form that adds some while the case takes them. */
function presentAttachments(found: TrackedCase, outcome: Outcome, request: Request) {
  const { strings: t, language } = request;
  const named = found.attachments.map((each) => ({ ...each, name: each.name ?? t.files.closed }));
  const shown = listed(named, language).map((file, index) => ({
    ...file,
    closed: found.attachments[index]?.name === null || found.attachments[index]?.state !== 'kept',
    note: stateNote(found.attachments[index]?.state, t),
    from: found.attachments[index]?.mine === true ? t.files.mine : t.files.office,
    at: found.attachments[index]?.at ?? found.filedAt,
  }));
  const tried = outcome.tried === 'attach';
  const faults = tried ? outcome.faults : noFaults;
  // The list of what is being added is part of the form for a new complaint only.
  const add = found.actions.includes('attach')
    ? { ...presentFiles([], { fields: noFields, faults, language }), open: tried && faults.any }
    : null;
  const taken = found.attachments.filter(({ state }) => state !== 'refused').length;
  return { list: shown, add: taken >= mostFiles ? null : add };
}

/** What stands beside a file that cannot be fetched. */
function stateNote(state: TrackedCase['attachments'][number]['state'] | undefined, t: Strings): string | null {
  if (state === 'waiting') return t.files.waiting;
  return state === 'refused' ? t.files.refused : null;
}

function rungNote(rung: TrackedCase['ladder'][number], t: Strings, date: (at: Date) => string): string {
  if (rung.state === 'ahead' || rung.state === 'skipped' || rung.state === 'unneeded') return t.ladder[rung.state];
  if (rung.at === null) return rung.state === 'current' ? t.ladder.here : t.ladder.was;
  return fill(t.ladder[rung.state], { date: date(rung.at) });
}

/** The running deadline that comes first; rights of the complainant to act are not somebody's duty, and are left out. */
function nextDeadline(found: TrackedCase, t: Strings) {
  const duties = found.deadlines.filter((one) => one.state === 'running' && !rights.includes(one.kind));
  const first = [...duties].sort((a, b) => a.dueAt.getTime() - b.dueAt.getTime())[0];
  return first === undefined ? null : presentDeadline(first, t);
}

const rights: readonly string[] = ['file_with_regulator', 'appeal_window', 'reopen'];

const deadlineColours = { running: 'blue', paused: 'yellow', met: 'green', breached: 'red' } as const;

function presentDeadline(deadline: DeadlineView, t: Strings) {
  const words: Readonly<Record<string, string>> = t.deadline;
  return {
    what: words[deadline.kind] ?? t.deadline.other,
    dueAt: deadline.dueAt,
    why: deadline.why,
    law: deadline.force === 'law',
    state: { colour: deadlineColours[deadline.state], text: t.states[deadline.state] },
  };
}

function presentDecision(
  decision: NonNullable<TrackedCase['decision']>,
  t: Strings,
  date: (at: Date | string) => string,
) {
  const remedyColours = {
    ordered: 'grey',
    fulfilled: 'blue',
    confirmed: 'green',
    disputed: 'red',
    lapsed: 'grey',
  } as const;
  const remedy = (one: RemedyView) => ({
    name: one.name,
    text: one.text,
    amountKhr: one.amountKhr,
    due: one.dueOn === null ? null : fill(t.remedy.dueOn, { date: date(one.dueOn) }),
    state: { colour: remedyColours[one.state], text: t.remedy.states[one.state] },
  });
  const { appeal } = decision;
  return {
    at: decision.at,
    outcome: decision.outcome,
    office: decision.office,
    reasons: decision.reasons,
    legalBasis: decision.legalBasis,
    remedies: decision.remedies.length === 0 ? null : decision.remedies.map(remedy),
    appeal:
      appeal === null
        ? null
        : { text: fill(t.appealUntil, { date: date(appeal.until), to: appeal.to }), why: appeal.why },
  };
}

/** The forms that the case allows now, in the order in which people need them. What was typed in a refused one is kept. */
function presentActions(found: TrackedCase, outcome: Outcome, request: Request) {
  const t = request.strings;
  const may = (action: ActionName) => found.actions.includes(action);
  const builder = (action: ActionName, suffix = '', mine = outcome.tried === action) =>
    fieldsOf(
      mine ? { fields: request.fields, faults: outcome.faults } : { fields: noFields, faults: noFaults },
      suffix,
    );
  const toConfirm = found.decision?.remedies.filter((one) => one.state === 'fulfilled') ?? [];
  const confirm = toConfirm.map((one, index) => {
    const mine = outcome.tried === 'confirm-remedy' && request.fields.one('remedy') === one.id;
    const f = builder('confirm-remedy', mine ? '' : `-r${index + 1}`, mine);
    const items = [
      { value: 'yes', label: t.confirm.yes },
      { value: 'no', label: t.confirm.no },
    ];
    return {
      title: t.confirm.title,
      hint: null,
      hidden: [{ name: 'remedy', value: one.id }],
      fields: [f.radios('received', { label: one.name, items }), f.text('note', { label: t.confirm.note })],
      files: false,
      go: 'confirm-remedy',
      send: t.confirm.send,
      look: 'primary',
      open: true,
    };
  });
  // With the Regulator a representative may file, on a mandate (Decision 017); its paper comes with the form.
  const hasSpeaker = found.track === 'social_security';
  const speaker = hasSpeaker ? representativeFields(builder('appeal'), request.language, false) : [];
  const act = (
    action: ActionName,
    title: string,
    hint: string | null,
    fields: readonly object[],
    send: string,
    open: boolean,
    look = 'primary',
  ) =>
    may(action)
      ? [
          {
            title,
            hint,
            hidden: [],
            fields,
            files: action === 'appeal' && hasSpeaker,
            go: action,
            send,
            look,
            open: open || outcome.tried === action,
          },
        ]
      : [];
  const to = found.decision?.appeal?.to ?? '';
  const window = found.deadlines.findLast(({ kind }) => kind === 'appeal_window' || kind === 'file_with_regulator');
  const windowEnded = window && window.dueAt < request.now ? window.dueAt : null;
  const scores = (['5', '4', '3', '2', '1'] as const).map((value) => ({ value, label: t.rate.scores[value] }));
  return [
    ...act(
      'reply',
      t.reply.title,
      null,
      [builder('reply').textarea('text', { label: t.reply.text, rows: 5, max: 10_000 })],
      t.reply.send,
      found.question !== null,
    ),
    ...(may('confirm-remedy') ? confirm : []),
    ...act('accept', t.accept.title, t.accept.hint, [], t.accept.send, false),
    ...act(
      'appeal',
      t.appeal.title,
      to === '' ? null : fill(t.appeal.hint, { to }),
      [
        builder('appeal').textarea('reasons', { label: t.appeal.text, rows: 6, max: 10_000 }),
        ...(windowEnded === null
          ? []
          : [
              builder('appeal').textarea('late', {
                label: fill(t.appeal.late, { date: showDate(windowEnded, request.language) }),
                rows: 3,
                max: 2_000,
              }),
            ]),
        ...speaker,
      ],
      t.appeal.send,
      false,
    ),
    ...(found.tooEarly === null || may('appeal')
      ? []
      : [
          {
            title: t.regulator.title,
            hint: earlyHint(found, t, request),
            hidden: [],
            fields: [
              builder('appeal').textarea('reasons', { label: t.regulator.text, rows: 6, max: 10_000 }),
              ...speaker,
            ],
            files: hasSpeaker,
            go: 'appeal',
            send: t.regulator.send,
            look: 'secondary',
            open: outcome.tried === 'appeal',
          },
        ]),
    ...act(
      'rate',
      t.rate.title,
      null,
      [
        builder('rate').radios('score', { label: t.rate.label, items: scores }),
        builder('rate').text('comment', { label: t.rate.comment }),
      ],
      t.rate.send,
      false,
    ),
    ...act(
      'withdraw',
      t.withdraw.title,
      t.withdraw.hint,
      [
        builder('withdraw').text('why', { label: t.withdraw.text }),
        builder('withdraw').checkboxes('sure', {
          label: t.withdraw.title,
          items: [{ value: 'yes', label: t.withdraw.sure }],
        }),
      ],
      t.withdraw.send,
      false,
      'warning',
    ),
  ];
}

function earlyHint(found: TrackedCase, t: Strings, { language }: Request): string {
  const until = found.tooEarly?.until ?? null;
  return until === null ? t.regulator.hint : fill(t.regulator.hintUntil, { date: showDate(until, language) });
}
