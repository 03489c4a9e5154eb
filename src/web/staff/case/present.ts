import type { CaseAction, MessageView } from '../../../cases/index.ts';
import { may } from '../../../access/index.ts';
import { isOnRequestOnly, lettersThereAre } from '../../../notifications/index.ts';
import type { PanelView } from '../../../review/index.ts';
import type { ReferenceBook } from '../../../reference/index.ts';
import { workingCalendarOf } from '../../../sla/index.ts';
import type { PageRequest } from '../../page.ts';
import { fill, localDigits, showDate, showDateTime, showMoney } from '../../text.ts';
import { forwardFirst } from '../forward-first.ts';
import { watchWords } from '../case-rows.ts';
import { dueView } from '../due.ts';
import { nextStep, panelLinks, panelWords } from '../panel/in-short.ts';
import { localNames } from '../names.ts';
import { readableView } from '../readable.ts';
import type { CaseDossier, StaffServices } from '../services.ts';
import { actorOf } from '../staff-page.ts';
import { decisionTexts, storyView } from '../story.ts';
import { staffWords, word } from '../words/index.ts';
import { presentDeadline } from './deadlines.ts';
import type { Strings } from './en.ts';
import { presentParties } from './parties.ts';
import { waitingOn } from './waiting.ts';

type Request = PageRequest<Strings, StaffServices>;

/** Actions that staff take, in the order in which they come up; and which of them stand out. */
const offered = [
  'acknowledge',
  'decide',
  'request-information',
  'reply',
  'assign',
  'note',
  'attach',
  'transfer',
  'escalate',
  'close',
  'reopen',
  'link',
  'mark-protected',
  'withdraw',
] as const satisfies readonly CaseAction[];
const forward: readonly CaseAction[] = ['acknowledge', 'decide', 'close'];

/** Plain data for the page of a case. */
export function presentCase(dossier: CaseDossier, book: ReferenceBook, request: Request) {
  const { strings, language, now } = request;
  const { view } = dossier;
  const { file } = view;
  const words = staffWords[language];
  const names = localNames(book, language, now);
  const calendar = workingCalendarOf(book.calendar());
  const here = request.url(`/staff/cases/${file.reference}`);
  const waiting = waitingOn(dossier, names, request);
  const due = dueView(waiting.until, now, calendar, words, language);
  const actions = offered.filter((action) => view.permittedActions.includes(action));
  const row = (key: string, ...values: (string | null)[]) => ({
    key,
    values: values.filter((value) => value !== null),
    action: null,
  });
  return {
    back: request.url('/staff'),
    reference: file.reference,
    heading: names.category(file.category),
    tags: [
      { text: word(words.statuses, file.status), colour: 'blue' },
      { text: fill(words.severity, { code: file.severity }), colour: file.severity === 'S1' ? 'red' : 'grey' },
      ...(file.protected ? [{ text: words.protectedTag, colour: 'purple' }] : []),
      ...(file.identity === 'confidential' ? [{ text: words.confidentialTag, colour: 'purple' }] : []),
    ],
    waiting: {
      text: waiting.text,
      due: waiting.isOurs ? due : { ...due, colour: 'grey' },
      hasDue: waiting.until !== null,
    },
    glass:
      view.glassBrokenUntil === null
        ? null
        : fill(strings.glass, { date: showDateTime(view.glassBrokenUntil, language) }),
    warnings: [
      ...(file.lifeThreatening ? [strings.lifeThreatening] : []),
      ...(file.claimBarred ? [strings.barred] : []),
    ],
    actions: forwardFirst([
      ...actions.map((action) => ({
        href: `${here}/${action}`,
        text: words.actions[action],
        isForward: forward.includes(action),
      })),
      ...disputeLinks(dossier, here, request),
      ...(dossier.panel === null ? [] : panelLinks(dossier.panel, { language, here: `${here}/panel` })),
    ]),
    summary: [
      row(strings.programme, names.programme(file.programme)),
      row(strings.place, names.place(file.place)),
      row(strings.heldBy, names.office(file.heldOffice), names.tier(file.tier)),
      row(strings.assignee, view.assignee === null ? words.nobody : (view.assignee.name ?? words.someone)),
      row(strings.filedAt, showDateTime(file.filedAt, language), word(words.channels, file.channel)),
      row(strings.track, word(words.tracks, file.track)),
      row(strings.identity, word(words.identities, file.identity)),
      row(strings.language, strings.languages[file.language]),
      ...(file.occurredOn == null ? [] : [row(strings.occurredOn, showDate(file.occurredOn, language))]),
      ...(file.transfers === 0 ? [] : [row(strings.transfers, localDigits(file.transfers, language))]),
      ...(file.watchedReason == null ? [] : [row(strings.watched, watchWords(file.watchedReason, language))]),
    ],
    narrative: view.narrative === null ? null : storyView(readableView(view.narrative, words), language),
    remedySought: view.remedySought === null ? null : readableView(view.remedySought, words),
    askIdentity:
      file.identity === 'confidential' &&
      may(actorOf(request).role, 'case.decide') &&
      dossier.parties.some((party) => party.side === 'complainant' && party.details.state === 'withheld')
        ? `${here}/identity`
        : null,
    parties: presentParties(dossier.parties, names, strings, words, language),
    deadlines: dossier.deadlines
      .toSorted((a, b) => a.dueAt.getTime() - b.dueAt.getTime())
      .map((deadline) => presentDeadline(deadline, request, calendar)),
    messages: dossier.messages.map((message) => presentMessage(message, request, (code) => names.office(code))),
    decisions: view.decisions.map((decision) => ({
      outcome: names.outcome(decision.tier, decision.outcome),
      by: names.office(decision.office),
      at: decision.decidedAt,
      texts: decision.text.state === 'readable' ? decisionTexts(decision.text.value, strings, language) : null,
      closed: decision.text.state === 'readable' ? null : readableView(decision.text, words).text,
      appeal:
        decision.appealUntil === null
          ? null
          : decision.nextBody === null
            ? fill(strings.appealOpen, { date: showDate(decision.appealUntil, language) })
            : fill(strings.appealUntil, {
                date: showDate(decision.appealUntil, language),
                body: names.body(decision.nextBody),
              }),
      accepted:
        decision.acceptedAt === null
          ? null
          : fill(strings.acceptedAt, { date: showDate(decision.acceptedAt, language) }),
      remedies: decision.remedies.map((remedy) => ({
        name: names.remedy(remedy.kind),
        amount: remedy.amountKhr === null ? null : showMoney(remedy.amountKhr, language),
        due: fill(strings.remedyDue, { date: showDate(remedy.dueOn, language) }),
        state: word(words.remedyStates, remedy.state),
        colour: remedy.state === 'confirmed' ? 'green' : remedy.state === 'disputed' ? 'red' : 'grey',
        text: remedy.text === null ? null : readableView(remedy.text, words),
        evidence: remedy.evidence === null ? null : readableView(remedy.evidence, words),
        fulfil:
          view.permittedActions.includes('fulfil-remedy') && ['ordered', 'disputed'].includes(remedy.state)
            ? `${here}/fulfil-remedy?remedy=${remedy.id}`
            : null,
      })),
    })),
    panel: dossier.panel === null ? null : panelCard(dossier.panel, here, request),
    letters: letterLinks(dossier, here, strings),
    timeline: dossier.timeline.map((entry) => ({
      text: entry.text[language],
      at: entry.at,
      by: [entry.by.name, entry.by.office === null ? null : names.office(entry.by.office)]
        .filter((each) => each !== null)
        .join(', '),
    })),
    documents: dossier.attachments.map((attachment) => ({
      name: readableView(attachment.name, words),
      type: attachment.mediaType,
      size: fill(strings.kilobytes, { n: localDigits(Math.max(1, Math.round(attachment.bytes / 1024)), language) }),
      at: attachment.addedAt,
      from: attachment.side === 'staff' ? strings.fromStaff : strings.byComplainant,
      note:
        attachment.state === 'waiting'
          ? strings.documentWaiting
          : attachment.state === 'refused'
            ? strings.documentRefused
            : null,
      href:
        attachment.name.state === 'readable' && attachment.state === 'kept'
          ? `${here}/attachments/${attachment.id}`
          : null,
      isSound: attachment.mediaType.startsWith('audio/') || attachment.mediaType === 'video/webm',
    })),
    links: view.links.map((link) => ({
      kind: word(words.linkKinds, link.kind),
      reference: link.reference,
      href: request.url(`/staff/cases/${link.reference}`),
    })),
    notices: dossier.notices.map((notice) => ({
      event: word(words.noticeEvents, notice.event),
      channel: word(words.noticeChannels, notice.channel),
      to: fill(strings.noticeTo, { who: word(words.recipients, notice.to) }),
      state: word(words.noticeStates, notice.state),
      colour: noticeColour(notice.state),
      at: notice.at,
      attempts: notice.attempts > 1 ? fill(strings.attempts, { n: localDigits(notice.attempts, language) }) : null,
    })),
    mayTell: may(actorOf(request).role, 'case.note') && dossier.notices.some((notice) => notice.state === 'by_hand'),
    toTell: request.url('/staff/to-tell'),
  };
}

/** Letters to hand over; those of protected and confidential cases are for whoever has the receipt. */
function letterLinks({ view, messages, deadlines, timeline }: CaseDossier, here: string, strings: Strings) {
  if (isOnRequestOnly(view.file)) return null;
  const there = lettersThereAre({ messages, deadlines, timeline, decisions: view.decisions });
  return there.map((kind) => ({ href: `${here}/letters/${kind}`, text: strings.letters[kind] }));
}

/** Colour of a message's state; the words beside it say the same. */
export function noticeColour(state: string): string {
  if (state === 'dead') return 'red';
  if (state === 'uncertain' || state === 'by_hand' || state === 'failed') return 'yellow';
  return state === 'sent' || state === 'delivered' || state === 'told' ? 'green' : 'grey';
}

function presentMessage(message: MessageView, { strings, language }: Request, office: (code: string) => string) {
  const words = staffWords[language];
  const kind = message.internal ? strings.internal : message.kind === 'question' ? strings.question : strings.reply;
  const by =
    message.from.kind === 'complainant'
      ? strings.byComplainant
      : message.from.kind === 'system'
        ? strings.bySystem
        : [message.from.name, message.from.office === null ? null : office(message.from.office)]
            .filter((each) => each !== null)
            .join(', ');
  return {
    kind,
    look: message.internal ? 'note' : message.kind === 'question' ? 'out' : 'in',
    by,
    at: message.at,
    text: readableView(message.text, words),
    answerBy:
      message.replyDueAt === null ? null : fill(strings.answerBy, { date: showDateTime(message.replyDueAt, language) }),
  };
}

/** The review panel in short, where one decides: what comes next, and who sits. */
function panelCard(view: PanelView, here: string, { language }: Request) {
  const words = panelWords[language];
  return {
    title: words.title,
    lead: words.lead,
    next: nextStep(view, language),
    yours: view.yours === null ? null : words.yours[view.yours],
    members: (view.panel?.members ?? [])
      .filter((member) => member.sits)
      .map((member) => ({
        name: member.name ?? words.unnamed,
        chair: member.chair ? words.chair : null,
        state: member.voted ? words.hasVoted : words.declared[member.declaration],
        colour: member.voted ? 'blue' : member.declaration === 'clear' ? 'green' : 'grey',
      })),
    href: `${here}/panel`,
    open: words.open,
  };
}

const disputeTiers: readonly string[] = ['SS1B', 'SS2', 'SA4', 'SA5'];

/** The dispute of a case, where there may be one; and the way to the next body for a party that asks an officer. */
function disputeLinks({ view, deadlines }: CaseDossier, here: string, request: Request) {
  const { file } = view;
  const { role } = actorOf(request);
  const inDispute =
    file.status === 'in_resolution' || (disputeTiers.includes(file.tier) && may(role, 'resolution.conduct'));
  const hasWindow = deadlines.some(({ kind }) => kind === 'file_with_regulator' || kind === 'appeal_window');
  return [
    ...(inDispute && !file.protected
      ? [{ href: `${here}/dispute`, text: request.strings.dispute, isForward: file.status === 'in_resolution' }]
      : []),
    ...(hasWindow && may(role, 'case.reply_on_behalf')
      ? [{ href: `${here}/appeal`, text: request.strings.appealFor, isForward: false }]
      : []),
  ];
}
