import type { ProcedureAction } from '../../../resolution/index.ts';
import { statementItems } from '../../../resolution/index.ts';
import { workingCalendarOf } from '../../../sla/index.ts';
import { fill, localDigits, showDate, showDateTime } from '../../text.ts';
import { dueView } from '../due.ts';
import { readableView } from '../readable.ts';
import { staffWords } from '../words/index.ts';
import type { ActName } from '../dispute-acts/act-page.ts';
import { block, linksIn, row } from './block.ts';
import type { Block, BlockSection, DisputeContext } from './block.ts';
import type { Strings } from './en.ts';
import { afterBlocks, obligationBlocks, outcomeBlocks, paperBlocks } from './present-outcome.ts';
import { neutralBlocks, partyBlocks } from './present-people.ts';
import { sessionBlocks } from './present-sessions.ts';
import { disputeWaiting } from './waiting.ts';

/** What is done with the file as a whole, in the order in which it comes up; what leads on stands out. */
const offered: readonly (readonly [act: ActName, action: ProcedureAction, leadsOn?: true])[] = [
  ['screen', 'screen'],
  ['state', 'state'],
  ['request-more', 'request-more'],
  ['excuse-late', 'excuse-late'],
  ['admit', 'admit', true],
  ['appoint', 'appoint', true],
  ['declare', 'declare', true],
  ['schedule', 'schedule', true],
  ['issue', 'issue', true],
  ['consent', 'consent'],
  ['add-party', 'add-party'],
  ['challenge', 'challenge'],
  ['extend', 'extend'],
  ['court', 'refer-court'],
  ['consent-nadr', 'consent-nadr'],
  ['nadr', 'refer-nadr'],
  ['oppose', 'oppose-award'],
  ['refuse', 'refuse'],
  ['refer-crime', 'refer-crime'],
  ['withdraw', 'withdraw'],
  ['seal', 'seal'],
];

function presentActions(of: DisputeContext, strings: Strings) {
  const { view, request } = of;
  const link = linksIn(of);
  const { permittedActions: may, dispute } = view;
  const isNeutral = view.capacities.includes('neutral');
  const own = dispute.neutrals.find((seat) => seat.ended_at === null && seat.declaration === 'none');
  const plain = offered
    .filter(([act]) => act !== 'declare' || own !== undefined)
    .flatMap(([act, action, leadsOn]) => link(act, action).map((each) => ({ ...each, isForward: leadsOn === true })));
  const report = (['report-agreement', 'report-award', 'report-failure'] as const).find((action) =>
    may.includes(action),
  );
  const apart = { href: request.url(`/staff/cases/${view.reference}/dispute/offers`), text: strings.offers, about: '' };
  return [
    ...plain.filter((each) => each.isForward),
    ...(report === undefined ? [] : link('outcome', report).map((each) => ({ ...each, isForward: isNeutral }))),
    ...(isNeutral && may.includes('offer') ? [{ ...apart, isForward: false }] : []),
    ...plain.filter((each) => !each.isForward),
  ];
}

function warningsOf(of: DisputeContext, strings: Strings): readonly string[] {
  const { view, request } = of;
  const { stage } = view.dispute.facts;
  const n = (number: number) => localDigits(number, request.language);
  const set = view.sessions.filter((session) => session.state === 'scheduled');
  const open = ['admissibility', 'consents', 'appointment', 'declarations', 'challenge_period', 'sessions'];
  const interpreters = view.parties.flatMap((party) => party.details?.interpreter ?? []);
  return [
    ...(open.includes(stage) && !view.sessionStillFits && !set.some((each) => each.startsAt > request.now)
      ? [strings.warnings.tooLate]
      : []),
    ...set
      .filter((session) => session.endsAt <= request.now)
      .map((session) => fill(strings.warnings.sessionOver, { n: n(session.number) })),
    ...set
      .filter((session) => session.invitations.some((each) => each.state === 'returned'))
      .map((session) => fill(strings.warnings.returned, { n: n(session.number) })),
    ...(open.includes(stage) ? interpreters.map((what) => fill(strings.warnings.interpreter, { what })) : []),
  ];
}

function statementBlocks(of: DisputeContext, strings: Strings): readonly Block[] {
  const { view, words, parties, request } = of;
  const told = staffWords[request.language];
  const isAsked = view.dispute.file.level === 'regulator';
  const missing = view.missing.map((each) =>
    each.partyId === null ? words.items[each.item] : `${words.items[each.item]} – ${parties.get(each.partyId) ?? ''}`,
  );
  const quotes = statementItems.flatMap((item) => {
    const text = view.statement[item];
    return text ? [{ label: words.items[item], text: readableView(text, told).text }] : [];
  });
  return [
    ...(isAsked
      ? [
          block(
            missing.length > 0
              ? { title: strings.missingTitle, tags: missing.map((text) => ({ text, colour: 'orange' })) }
              : { tags: [{ text: strings.complete, colour: 'green' }] },
          ),
        ]
      : []),
    ...(quotes.length > 0 ? [block({ quotes })] : []),
  ];
}

function fileRows(of: DisputeContext, strings: Strings) {
  const { view, inside, words, names, parties, dossier, request } = of;
  const { language } = request;
  const { file, facts } = view.dispute;
  const t = strings.file;
  const day = (at: Date) => showDate(at, language);
  const who = (ids: readonly string[]) => ids.map((id) => parties.get(id) ?? '').join(language === 'km' ? ' ' : ', ');
  return [
    ...row(t.body, words.levels[file.level], names.office(dossier.caseFile.heldOffice)),
    ...row(t.mode, words.modes[file.mode]),
    ...row(t.panel, localDigits(file.panel_size, language)),
    ...row(t.opened, showDateTime(new Date(file.opened_at), language)),
    ...row(t.complete, view.completeAt === null ? null : showDateTime(view.completeAt, language)),
    ...(view.filedLate
      ? row(
          t.late,
          view.excuse === null
            ? t.notExcused
            : fill(t.excused, { who: view.excuse.by ?? words.withheldName, date: day(view.excuse.at) }),
          view.excuse?.reason.state === 'readable' ? view.excuse.reason.value : null,
        )
      : []),
    ...row(t.screen, words.screens[file.criminal_screen]),
    ...row(t.you, ...view.capacities.map((each) => words.capacities[each])),
    ...row(
      t.asked,
      ...inside.extensions.map((each) =>
        each.grantedAt === null
          ? fill(t.askedUntil, { date: day(each.untilAt), who: who(each.askedBy) })
          : fill(t.granted, { date: day(each.untilAt) }),
      ),
    ),
    ...row(
      t.requests,
      ...inside.requests.map((each) =>
        [day(each.replyDueAt), each.text.state === 'readable' ? each.text.value : null].filter(Boolean).join(': '),
      ),
    ),
    ...row(t.opposition, facts.oppositionUntil === null ? null : showDateTime(facts.oppositionUntil, language)),
  ];
}

/** Plain data for the page of a dispute file. */
export function presentDispute(of: DisputeContext, strings: Strings) {
  const { view, words, names, dossier, book, request } = of;
  const { language, now } = request;
  const { file, facts } = view.dispute;
  const calendar = workingCalendarOf(book.calendar());
  const told = staffWords[language];
  const waiting = disputeWaiting(view, words, of, request);
  const isOver = ['closed', 'court', 'nadr', 'refused', 'discontinued', 'sealed', 'obligations'].includes(facts.stage);
  const law = file.limit_force === 'law';
  const dates = isOver
    ? []
    : [
        ...(view.limitAt === null ? [] : [{ label: law ? strings.statutory : strings.target, at: view.limitAt }]),
        ...(view.dueAt === null || view.dueAt.getTime() === view.limitAt?.getTime()
          ? []
          : [{ label: strings.target, at: view.dueAt }]),
      ];
  const challengeUntil =
    facts.stage === 'challenge_period' && facts.challengeUntil !== null
      ? [block({ lines: [fill(strings.challengeUntil, { date: showDateTime(facts.challengeUntil, language) })] })]
      : [];
  const sections: readonly BlockSection[] = [
    {
      id: 'statement',
      title: strings.sections.statement,
      blocks: statementBlocks(of, strings),
      empty: strings.noStatement,
    },
    { id: 'parties', title: strings.sections.parties, blocks: partyBlocks(of, strings), empty: '' },
    {
      id: 'neutrals',
      title: strings.sections.neutrals,
      blocks: [...challengeUntil, ...neutralBlocks(of, strings)],
      empty: strings.noNeutrals,
    },
    { id: 'sessions', title: strings.sections.sessions, blocks: sessionBlocks(of, strings), empty: strings.noSessions },
    { id: 'outcome', title: strings.sections.outcome, blocks: outcomeBlocks(of, strings), empty: strings.noOutcome },
    {
      id: 'obligations',
      title: strings.sections.obligations,
      blocks: obligationBlocks(of, strings),
      empty: strings.noObligations,
    },
    { id: 'papers', title: strings.sections.papers, blocks: paperBlocks(of, strings), empty: strings.noPapers },
    { id: 'after', title: strings.sections.after, blocks: afterBlocks(of, strings), empty: strings.noAfter },
  ];
  return {
    reference: view.reference,
    heading: names.category(dossier.caseFile.category),
    tags: [
      { text: words.stages[facts.stage], colour: 'blue' },
      { text: words.modes[file.mode], colour: 'grey' },
      { text: words.levels[file.level], colour: 'grey' },
      ...(file.criminal_screen === 'crime' ? [{ text: words.screens.crime, colour: 'red' }] : []),
    ],
    warnings: warningsOf(of, strings),
    waiting: {
      text: waiting.text,
      due: dueView(waiting.until, now, calendar, told, language),
      hasDue: waiting.until !== null,
    },
    dates: dates.map(({ label, at }) => ({ label, due: dueView(at, now, calendar, told, language) })),
    actions: presentActions(of, strings),
    file: fileRows(of, strings),
    sections,
  };
}
