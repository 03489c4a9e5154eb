import { fieldsOf } from '../../fields.ts';
import type { PageRequest } from '../../page.ts';
import { fill, showDate, showDateTime, showMoney, showTime } from '../../text.ts';
import type { CaseKey, CitizenServices } from '../services.ts';
import { withFormIds } from '../typed-act.ts';
import type { Strings } from './en.ts';
import { isSigned, presentActs } from './present-acts.ts';
import type { Tried } from './tried.ts';
import type { OwnDispute } from './use-cases.ts';

type Request = PageRequest<Strings, CitizenServices>;

/** The two questions that open a dispute. */
export function presentKey(request: Request, notFound: boolean) {
  const f = fieldsOf(request);
  const { strings } = request;
  return {
    action: request.url('/complaints/dispute'),
    notFound,
    fields: [
      f.text('reference', { label: strings.reference, width: '20', autocomplete: 'off' }),
      f.text('receipt', { label: strings.receipt, width: '20', inputMode: 'numeric', autocomplete: 'off' }),
    ],
  };
}

const stateColours = {
  due: 'blue',
  reported: 'yellow',
  confirmed: 'green',
  disputed: 'orange',
  breached: 'red',
  referred: 'grey',
} as const;
const sessionColours = { scheduled: 'blue', held: 'green', cancelled: 'grey' } as const;

/** The dispute as plain data for templates/web/citizen/dispute.hbs. */
export function presentOwnDispute(key: CaseKey, own: OwnDispute, tried: Tried, request: Request) {
  const { view, inside, papers } = own;
  const { strings: t, language } = request;
  const { file, facts } = view.dispute;
  const day = (at: Date | string) => showDate(at, language);
  const me = view.parties.find((party) => party.isYou);
  const who = (id: string) => {
    const party = view.parties.find((each) => each.id === id);
    return party?.isYou === true ? t.you : (party?.name ?? t.other);
  };
  const toWhom = (id: string) => (id === me?.id ? t.toYou : who(id));
  const text = view.outcome?.text.state === 'readable' ? view.outcome.text.value : null;
  const lastDay = view.certificates.at(-1)?.lastDayAt ?? null;
  const due = view.limitAt ?? view.dueAt;
  const isOpen = !['closed', 'court', 'nadr', 'refused', 'discontinued', 'sealed', 'obligations'].includes(facts.stage);
  return {
    action: request.url('/complaints/dispute'),
    track: request.url('/complaints/track'),
    key: [
      { name: 'reference', value: key.reference },
      { name: 'receipt', value: key.receipt },
    ],
    reference: view.reference,
    done: tried.done === null ? null : { kind: 'success', text: tried.done },
    refused: tried.refused === null ? null : { kind: 'notice', text: tried.refused },
    stage: fill(t.stages[facts.stage], { date: facts.challengeUntil === null ? '' : day(facts.challengeUntil) }),
    mode: t.modes[file.mode],
    modeText: t.modeText[file.mode],
    until: isOpen && due !== null ? fill(t.until, { date: day(due) }) : null,
    isLaw: isOpen && file.limit_force === 'law',
    asked: lastAsked(own, t, day),
    missing: view.missing
      .filter((each) => each.partyId === null || each.partyId === me?.id)
      .map((each) => t.items[each.item]),
    people: [
      ...view.parties.map((party) => ({ name: party.name ?? t.other, role: party.isYou ? t.you : t.other })),
      ...speakers(me, t, day),
      ...view.neutrals.filter((seat) => seat.sits).map((seat) => ({ name: seat.name ?? '', role: t.neutral })),
    ],
    noNeutral: view.neutrals.every((seat) => !seat.sits),
    sessions: view.sessions.map((session) => {
      const invitation = session.invitations.find((each) => each.partyId === me?.id);
      const minutes = view.minutes.find((each) => each.sessionId === session.id);
      const link = inside.links.get(session.id);
      const isSet = session.state === 'scheduled';
      return {
        id: session.id,
        when: `${showDateTime(session.startsAt, language)} – ${showTime(session.endsAt, language)}`,
        where: [t.means[session.means], session.room].filter((part) => part !== null).join(', '),
        link: link?.state === 'readable' ? link.value : null,
        apart: session.kind === 'separate' ? t.apart : null,
        state: { colour: sessionColours[session.state], text: t.sessionStates[session.state] },
        answered: invitation?.answer ? t.answers[invitation.answer] : null,
        mayAnswer: isSet && invitation !== undefined && view.permittedActions.includes('answer-invitation'),
        mayKeep: isSet && invitation !== undefined,
        minutes: minutes?.text.state === 'readable' ? minutes.text.value : null,
        approved: minutes?.approvedBy.includes(me?.id ?? '') === true ? t.approved : null,
      };
    }),
    outcome:
      view.outcome === null || view.dispute.outcome === null
        ? null
        : {
            kind: t.kinds[view.dispute.outcome.kind],
            terms: (text?.terms ?? []).map((term) => ({
              who: fill(t.owes, { debtor: who(term.debtor), creditor: toWhom(term.creditor) }),
              text: term.text,
              due: [
                term.amountKhr === null ? null : showMoney(term.amountKhr, language),
                fill(t.due, { date: day(term.dueOn) }),
              ]
                .filter((part) => part !== null)
                .join(' · '),
            })),
            reasons: text?.reasons ?? null,
            failed: text?.failedPoints ?? [],
            effect: view.legalEffect[language],
            signed: isSigned(view, me?.id) ? t.signed : null,
          },
    obligations: view.obligations.map((each) => ({
      who: fill(t.owes, { debtor: who(each.debtor), creditor: toWhom(each.creditor) }),
      text: each.text.state === 'readable' ? each.text.value : '',
      due: [
        each.amountKhr === null ? null : showMoney(each.amountKhr, language),
        fill(t.due, { date: day(each.dueOn) }),
      ]
        .filter((part) => part !== null)
        .join(' · '),
      state: { colour: stateColours[each.state], text: t.states[each.state] },
    })),
    certificate: lastDay === null ? null : fill(t.certificate, { date: day(lastDay) }),
    papers: papers.map((paper) => ({ id: paper.id, text: t.papers[paper.kind] })),
    actions: withFormIds(presentActs(own, me?.id ?? '', tried, request)),
  };
}

/** What the office asked for last, while something is missing, and until when. */
/** Who speaks for the party, and until when. */
function speakers(me: OwnDispute['view']['parties'][number] | undefined, t: Strings, day: (on: string) => string) {
  return (me?.representatives ?? [])
    .filter((each) => !each.revoked)
    .map((each) => {
      const until = each.validUntil === null ? null : fill(t.speaksUntil, { date: day(each.validUntil) });
      const role = [t.speaks, each.proven ? until : t.mandateAwaited].filter((part) => part !== null).join(' · ');
      return { name: each.name ?? '', role };
    });
}

function lastAsked({ view, inside }: OwnDispute, t: Strings, day: (at: Date) => string) {
  const asked = inside.requests.at(-1);
  if (!asked || view.missing.length === 0) return null;
  return {
    text: asked.text.state === 'readable' ? asked.text.value : '',
    until: fill(t.askedUntil, { date: day(asked.replyDueAt) }),
  };
}
