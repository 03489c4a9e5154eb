import { fill, localDigits, showDate, showMoney } from '../../text.ts';
import { block, linksIn, row } from './block.ts';
import type { Block, DisputeContext } from './block.ts';
import type { Strings } from './en.ts';

/** How it ends, who signed it, and what legal effect it has. */
export function outcomeBlocks(of: DisputeContext, strings: Strings): readonly Block[] {
  const { view, inside, words, parties, neutrals, request } = of;
  const { language } = request;
  const { outcome, dispute } = view;
  const t = strings.outcome;
  if (!outcome || !dispute.outcome) return [];
  const link = linksIn(of);
  const text = outcome.text.state === 'readable' ? outcome.text.value : null;
  const signed = dispute.signatures.map((each) => {
    const who = parties.get(each.party_id ?? '') ?? neutrals.get(each.neutral_id ?? '') ?? '';
    return `${who}: ${words.signatureWays[each.way]}${each.read_aloud ? `, ${t.readAloud}` : ''}, ${showDate(new Date(each.at), language)}`;
  });
  const half = inside.attestations.filter(
    (each) => !dispute.signatures.some((signature) => signature.party_id === each.partyId),
  );
  const neutral = view.capacities.includes('neutral');
  return [
    block({
      title: words.outcomeKinds[dispute.outcome.kind],
      tags: [
        outcome.issuedAt === null
          ? { text: t.draft, colour: 'orange' }
          : { text: `${t.issued} ${showDate(outcome.issuedAt, language)}`, colour: 'green' },
      ],
      rows: [
        ...(text?.terms ?? []).flatMap((term, index) =>
          row(
            fill(t.term, { n: localDigits(index + 1, language) }),
            `${parties.get(term.debtor) ?? ''} → ${parties.get(term.creditor) ?? ''}`,
            term.text,
            [
              term.amountKhr === null ? null : showMoney(term.amountKhr, language),
              fill(t.due, { date: showDate(term.dueOn, language) }),
              term.evidence === null ? null : fill(t.evidence, { text: term.evidence }),
            ]
              .filter((each) => each !== null)
              .join(' · '),
          ),
        ),
        ...row(t.failed, ...(text?.failedPoints ?? [])),
        ...(dispute.outcome.kind === 'failed'
          ? []
          : row(
              t.signatures,
              ...(signed.length === 0 ? [t.notSigned] : signed),
              ...half.map((each) => fill(t.attested, { who: parties.get(each.partyId) ?? '' })),
            )),
        ...row(t.effect, view.legalEffect[language]),
      ],
      quotes: [
        ...(text?.reasons ? [{ label: t.reasons, text: text.reasons }] : []),
        ...(outcome.minutesReason?.state === 'readable'
          ? [{ label: t.minutesReason, text: outcome.minutesReason.value }]
          : []),
      ],
      links: [
        ...link('sign-paper', 'sign'),
        ...link('send-code', 'sign'),
        ...link('sign-code', 'sign'),
        ...(neutral ? link('sign-own', 'sign') : []),
      ],
    }),
  ];
}

const obligationColours = {
  due: 'blue',
  reported: 'yellow',
  confirmed: 'green',
  disputed: 'orange',
  breached: 'red',
  referred: 'grey',
} as const;

/** What is owed, how it stands, and what may be done about it. */
export function obligationBlocks(of: DisputeContext, strings: Strings): readonly Block[] {
  const { view, inside, words, parties, request } = of;
  const { language } = request;
  const t = strings.obligation;
  const link = linksIn(of);
  return view.obligations.map((each) => {
    const text = each.text.state === 'readable' ? each.text.value : words.withheldName;
    const evidence = inside.evidence.get(each.id);
    const params = { obligation: each.id };
    const isOpen = ['due', 'disputed', 'breached'].includes(each.state);
    return block({
      title: text,
      tags: [{ text: words.obligationStates[each.state], colour: obligationColours[each.state] }],
      lines: [
        `${parties.get(each.debtor) ?? ''} → ${parties.get(each.creditor) ?? ''}`,
        [
          each.amountKhr === null ? null : showMoney(each.amountKhr, language),
          fill(strings.outcome.due, { date: showDate(each.dueOn, language) }),
          each.evidence === null ? null : fill(strings.outcome.evidence, { text: each.evidence }),
        ]
          .filter((part) => part !== null)
          .join(' · '),
      ],
      quotes: evidence?.state === 'readable' ? [{ label: t.evidence, text: evidence.value }] : [],
      links: [
        ...(isOpen ? link('report-obligation', 'obligation', { text: t.report, about: text, params }) : []),
        ...(isOpen || each.state === 'reported'
          ? link('answer-obligation', 'obligation', { text: t.answer, about: text, params })
          : []),
        ...(each.state === 'breached'
          ? link('enforcement', 'refer-enforcement', { text: t.enforce, about: text, params })
          : []),
      ],
    });
  });
}

/** Certificates of non-settlement and where the dispute was referred. */
export function afterBlocks(of: DisputeContext, strings: Strings): readonly Block[] {
  const { view, words, names, request } = of;
  const { language } = request;
  return [
    ...view.certificates.map((each) =>
      block({
        title: fill(strings.certificate, {
          number: each.number,
          because: words.certificateReasons[each.because],
          date: showDate(each.issuedAt, language),
        }),
        lines: each.lastDayAt === null ? [] : [fill(strings.lastDay, { date: showDate(each.lastDayAt, language) })],
      }),
    ),
    ...view.referrals.map((each) =>
      block({
        title: fill(strings.referral, { kind: words.referralKinds[each.kind], date: showDate(each.at, language) }),
        lines: each.venue === null ? [] : [fill(strings.venue, { place: names.place(each.venue) })],
      }),
    ),
  ];
}

/** Certified papers: each copy that the reader may fetch, in the language of whoever it is for. */
export function paperBlocks(of: DisputeContext, strings: Strings): readonly Block[] {
  const { dossier, view, parties, request } = of;
  const here = request.url(`/staff/cases/${view.reference}/dispute/papers`);
  return dossier.papers.map((paper) =>
    block({
      title: strings.paperKinds[paper.kind],
      lines: [showDate(paper.at, request.language)],
      links: paper.copies.map((copy) => ({
        href: `${here}/${paper.id}${copy.party === null ? '' : `?party=${copy.party}`}`,
        text: fill(strings.paperCopy, {
          who: copy.party === null ? strings.officeCopy : (parties.get(copy.party) ?? strings.officeCopy),
        }),
        about: strings.paperKinds[paper.kind],
      })),
    }),
  );
}
