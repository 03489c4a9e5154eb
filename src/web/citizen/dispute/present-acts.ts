import { statementItems } from '../../../resolution/index.ts';
import type { DisputeView } from '../../../resolution/index.ts';
import { noFaults } from '../../faults.ts';
import { fieldsOf } from '../../fields.ts';
import type { PageRequest } from '../../page.ts';
import { noFields } from '../../sent-fields.ts';
import { fill, showDateTime } from '../../text.ts';
import type { CitizenServices } from '../services.ts';
import type { Strings } from './en.ts';
import type { PartyAct } from './form.ts';
import type { Tried } from './tried.ts';
import type { OwnDispute } from './use-cases.ts';

type Request = PageRequest<Strings, CitizenServices>;

export function isSigned(view: DisputeView, party: string | undefined): boolean {
  return view.dispute.signatures.some((each) => each.party_id === party);
}

/** The forms that the dispute allows now, in the order in which people need them. What was typed in a refused one is kept. */
export function presentActs({ view }: OwnDispute, me: string, tried: Tried, request: Request) {
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
