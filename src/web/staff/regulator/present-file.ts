import type { Bundle, OutcomeText } from '../../../resolution/index.ts';
import type { ReferenceBook } from '../../../reference/index.ts';
import type { PageRequest } from '../../page.ts';
import { fill, localDigits, showDate, showDateTime, showMoney } from '../../text.ts';
import { en as caseEn } from '../case/en.ts';
import { km as caseKm } from '../case/km.ts';
import { presentParties } from '../case/parties.ts';
import { clockName, localNames } from '../names.ts';
import { readableView } from '../readable.ts';
import type { CaseDossier, StaffServices } from '../services.ts';
import { staffWords, word } from '../words/index.ts';
import type { Strings } from './en.ts';

type Request = PageRequest<Strings, StaffServices>;

/** The operator's file as plain data: built up from what may go on; notes among the operator's people are theirs. */
export function presentOperatorFile(
  dossier: CaseDossier,
  bundle: Bundle | null,
  book: ReferenceBook,
  request: Request,
  filing: string,
) {
  const { strings, language, now, url } = request;
  const { view } = dossier;
  const { file } = view;
  const words = staffWords[language];
  const names = localNames(book, language, now);
  const row = (key: string, ...values: string[]) => ({ key, values, action: null });
  const caseWords = language === 'km' ? caseKm : caseEn;
  return {
    back: url(`/staff/regulator/${filing}`),
    filing,
    reference: file.reference,
    download: `${url(`/staff/regulator/${filing}`)}/file/download`,
    made: fill(strings.fileMade, { date: showDateTime(now, language), filing }),
    summary: [
      row(strings.programme, names.programme(file.programme)),
      row(strings.category, names.category(file.category)),
      row(strings.operator, names.office(file.operatorOffice)),
      row(strings.place, names.place(file.place)),
      row(strings.filedOn, showDateTime(file.filedAt, language)),
      row(strings.status, word(words.statuses, file.status)),
      ...(file.outcome == null ? [] : [row(strings.outcome, names.outcome(file.tier, file.outcome))]),
    ],
    narrative: view.narrative === null ? null : readableView(view.narrative, words),
    remedySought: view.remedySought === null ? null : readableView(view.remedySought, words),
    parties: presentParties(dossier.parties, names, caseWords, words, language),
    decisions: view.decisions.map((decision) => ({
      outcome: names.outcome(decision.tier, decision.outcome),
      by: `${names.office(decision.office)}, ${showDateTime(decision.decidedAt, language)}`,
      text: decision.text.state === 'readable' ? decision.text.value : null,
      closed: decision.text.state === 'readable' ? null : readableView(decision.text, words).text,
      remedies: decision.remedies.map((remedy) =>
        [
          names.remedy(remedy.kind),
          remedy.amountKhr === null ? null : showMoney(remedy.amountKhr, language),
          word(words.remedyStates, remedy.state),
        ]
          .filter((each) => each !== null)
          .join(' – '),
      ),
    })),
    messages: dossier.messages
      .filter((message) => !message.internal)
      .map((message) => ({
        by: [message.from.office === null ? caseWords.byComplainant : names.office(message.from.office)].join(''),
        at: message.at,
        text: readableView(message.text, words),
      })),
    documents: dossier.attachments.map((attachment) => ({
      name: readableView(attachment.name, words),
      at: attachment.addedAt,
      href:
        attachment.name.state === 'readable' && attachment.state === 'kept'
          ? url(`/staff/cases/${file.reference}/attachments/${attachment.id}`)
          : null,
    })),
    deadlines: dossier.deadlines.map((deadline) => ({
      kind: clockName(deadline.kind, language),
      at: deadline.dueAt,
      state: word(words.clockStates, deadline.state),
      why: deadline.why[language],
    })),
    timeline: dossier.timeline.map((entry) => ({ text: entry.text[language], at: entry.at })),
    settlement: bundle === null ? null : presentSettlement(bundle, request),
  };
}

/** What of the dispute settlement goes on: `disputeBundle` leaves out offers, notes and what was said apart. */
function presentSettlement(bundle: Bundle, request: Request) {
  const { strings, language } = request;
  const words = staffWords[language];
  const items: Readonly<Record<string, string>> = strings.items;
  const outcome = bundle.outcome?.text ?? null;
  return {
    statement: Object.entries(bundle.statement).map(([item, text]) => ({
      label: items[item] ?? item,
      text: readableView(text, words),
    })),
    sessions: bundle.sessions
      .filter(({ kind }) => kind === 'joint')
      .map((session) => ({
        title: fill(strings.session, {
          n: localDigits(session.number, language),
          date: showDateTime(session.startsAt, language),
        }),
        minutes: session.minutes === null ? null : readableView(session.minutes, words),
      })),
    outcome:
      outcome === null
        ? null
        : outcome.state === 'readable'
          ? { text: outcomeWords(outcome.value, request), isReadable: true, isBroken: false }
          : readableView(outcome, words),
    certificates: bundle.certificates.map((each) =>
      each.lastDayAt === null ? each.number : `${each.number} (${showDate(each.lastDayAt, language)})`,
    ),
  };
}

/** The words of an outcome: what it is, each term, why, and on what there is no agreement. */
function outcomeWords(of: OutcomeText, { strings, language }: Request): string {
  const terms = of.terms.map((term) =>
    [
      term.text,
      term.amountKhr === null ? null : showMoney(term.amountKhr, language),
      fill(staffWords[language].due.by, { date: showDate(term.dueOn, language) }),
    ]
      .filter((each) => each !== null)
      .join(' – '),
  );
  return [strings.outcomes[of.kind], ...terms, ...(of.reasons === null ? [] : [of.reasons]), ...of.failedPoints].join(
    '\n',
  );
}
