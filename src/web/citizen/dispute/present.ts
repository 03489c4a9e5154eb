import { statementItems } from '../../../resolution/index.ts';
import type { DisputeView } from '../../../resolution/index.ts';
import type { Faults } from '../../faults.ts';
import { noFaults } from '../../faults.ts';
import { fieldsOf } from '../../fields.ts';
import type { PageRequest } from '../../page.ts';
import { noFields } from '../../sent-fields.ts';
import { fill, showDate, showDateTime, showMoney, showTime } from '../../text.ts';
import type { CaseKey, CitizenServices } from '../services.ts';
import type { Strings } from './en.ts';
import type { PartyAct } from './form.ts';
import type { OwnDispute } from './use-cases.ts';

type Request = PageRequest<Strings, CitizenServices>;

/** What was done or tried before the page is shown. */
export interface Tried {
  readonly done: string | null;
  /** Why a rule forbids it, in words. */
  readonly refused: string | null;
  readonly act: PartyAct | null;
  readonly faults: Faults;
}

export const nothingTried: Tried = { done: null, refused: null, act: null, faults: noFaults };

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
    missing: view.missing
      .filter((each) => each.partyId === null || each.partyId === me?.id)
      .map((each) => t.items[each.item]),
    people: [
      ...view.parties.map((party) => ({ name: party.name ?? t.other, role: party.isYou ? t.you : t.other })),
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
    actions: presentActs(own, me?.id ?? '', tried, request),
  };
}

function isSigned(view: DisputeView, party: string | undefined): boolean {
  return view.dispute.signatures.some((each) => each.party_id === party);
}

/** The forms that the dispute allows now, in the order in which people need them. What was typed in a refused one is kept. */
function presentActs({ view }: OwnDispute, me: string, tried: Tried, request: Request) {
  const { strings, language } = request;
  const t = strings.act;
  const may = (action: DisputeView['permittedActions'][number]) => view.permittedActions.includes(action);
  const maker = (act: PartyAct, suffix = '', mine = tried.act === act) =>
    fieldsOf(mine ? { fields: request.fields, faults: tried.faults } : { fields: noFields, faults: noFaults }, suffix);
  const one = (
    act: PartyAct,
    words: { readonly title: string; readonly send: string; readonly hint?: string },
    fields: readonly object[],
    more: {
      readonly open?: boolean;
      readonly hidden?: readonly { name: string; value: string }[];
      readonly look?: string;
    } = {},
  ) => ({
    title: words.title,
    hint: words.hint ?? null,
    hidden: more.hidden ?? [],
    fields,
    go: act,
    send: words.send,
    look: more.look ?? 'primary',
    open: (more.open ?? false) || tried.act === act,
  });
  const yesNo = (act: 'consent' | 'obligation' | 'nadr') => [
    { value: 'yes', label: t[act].yes },
    { value: 'no', label: t[act].no },
  ];
  const consent = view.dispute.facts.parties.find((party) => party.id === me)?.consent;
  const kind = view.dispute.outcome?.kind;
  const maySign = may('sign') && kind !== 'award' && !isSigned(view, me);
  const terms = [{ name: 'hash', value: view.outcome?.hash ?? '' }];
  const toApprove = view.minutes.filter(
    (each) =>
      !each.approvedBy.includes(me) &&
      view.sessions.some((session) => session.id === each.sessionId && session.present.includes(me)),
  );
  const owed = view.obligations.filter(
    (each) => each.creditor === me && ['reported', 'due', 'disputed', 'breached'].includes(each.state),
  );
  const until = view.dispute.facts.oppositionUntil;
  return [
    ...(maySign
      ? [
          one('code', t.code, [], { open: true, hidden: terms }),
          one(
            'sign',
            t.sign,
            [
              maker('sign').text('code', {
                label: t.sign.code,
                width: '10',
                inputMode: 'numeric',
                autocomplete: 'one-time-code',
              }),
              maker('sign').checkboxes('sure', { label: t.sign.title, items: [{ value: 'yes', label: t.sign.sure }] }),
            ],
            { open: tried.act === 'code', hidden: terms },
          ),
        ]
      : []),
    ...(may('consent')
      ? [
          one(
            'consent',
            t.consent,
            [
              maker('consent').radios('given', {
                label: strings.modes[view.dispute.file.mode],
                items: yesNo('consent'),
                value: consent === 'given' ? 'yes' : consent === 'refused' ? 'no' : '',
              }),
            ],
            { open: consent === 'none' },
          ),
        ]
      : []),
    ...(may('state')
      ? [
          one(
            'state',
            t.state,
            statementItems.map((item) => {
              const known = view.statement[item];
              const value = known?.state === 'readable' ? known.value : '';
              return maker('state').textarea(item, { label: strings.items[item], rows: 3, max: 10_000, value });
            }),
            { open: view.missing.some((each) => each.partyId === null) },
          ),
        ]
      : []),
    ...(may('obligation')
      ? owed.map((each, index) => {
          const mine = tried.act === 'obligation' && request.fields.one('obligation') === each.id;
          const label = each.text.state === 'readable' ? each.text.value : t.obligation.title;
          const field = maker('obligation', mine ? '' : `-o${index + 1}`, mine).radios('done', {
            label,
            items: yesNo('obligation'),
          });
          return one('obligation', t.obligation, [field], {
            open: each.state === 'reported',
            hidden: [{ name: 'obligation', value: each.id }],
          });
        })
      : []),
    ...(may('approve-minutes')
      ? toApprove.map((each) =>
          one(
            'approve',
            t.approve,
            [
              maker('approve', `-m${each.hash.slice(0, 6)}`).checkboxes('sure', {
                label: t.approve.title,
                items: [{ value: 'yes', label: t.approve.sure }],
              }),
            ],
            {
              open: true,
              hidden: [
                { name: 'session', value: each.sessionId },
                { name: 'hash', value: each.hash },
              ],
            },
          ),
        )
      : []),
    ...(may('challenge')
      ? [
          one('challenge', t.challenge, [
            maker('challenge').radios('neutral', {
              label: t.challenge.who,
              items: view.neutrals
                .filter((seat) => seat.sits)
                .map((seat) => ({ value: seat.id, label: seat.name ?? strings.neutral })),
            }),
            maker('challenge').textarea('reason', { label: t.challenge.why, rows: 4, max: 10_000 }),
          ]),
        ]
      : []),
    ...(may('offer')
      ? [one('offer', t.offer, [maker('offer').textarea('text', { label: t.offer.text, rows: 4, max: 10_000 })])]
      : []),
    ...(may('extend')
      ? [
          one('extend', t.extend, [
            maker('extend').date('until', {
              label: t.extend.until,
              labels: [strings.day, strings.month, strings.year],
            }),
          ]),
        ]
      : []),
    ...(may('consent-nadr')
      ? [one('nadr', t.nadr, [maker('nadr').radios('given', { label: t.nadr.title, items: yesNo('nadr') })])]
      : []),
    ...(may('oppose-award') && until !== null
      ? [
          one(
            'oppose',
            { ...t.oppose, hint: fill(t.oppose.hint, { date: showDateTime(until, language) }) },
            [maker('oppose').textarea('reason', { label: t.oppose.why, rows: 4, max: 10_000 })],
            { look: 'warning' },
          ),
        ]
      : []),
    ...(may('withdraw')
      ? [
          one(
            'withdraw',
            t.withdraw,
            [
              maker('withdraw').text('reason', { label: t.withdraw.why }),
              maker('withdraw').checkboxes('sure', {
                label: t.withdraw.title,
                items: [{ value: 'yes', label: t.withdraw.sure }],
              }),
            ],
            { look: 'warning' },
          ),
        ]
      : []),
  ];
}
