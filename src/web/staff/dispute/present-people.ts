import type { PartyContact, RepresentativeView } from '../../../resolution/index.ts';
import { phnomPenhDay } from '../../../reference/index.ts';
import { mandateWords } from '../../mandate/filing-representative.ts';
import { fill, showDate } from '../../text.ts';
import { staffWords, word } from '../words/index.ts';
import { block, linksIn, row } from './block.ts';
import type { Block, DisputeContext } from './block.ts';
import type { Strings } from './en.ts';
import { mandateState } from './people.ts';

const consentColours = { none: 'grey', given: 'green', refused: 'red' } as const;
type ContactChannel = PartyContact['channel'];
const mandateColours = { valid: 'green', unproven: 'orange', revoked: 'red', early: 'orange', lapsed: 'red' } as const;

/** The parties, how they are reached, who speaks for them, and what they said to the mode. */
export function partyBlocks(of: DisputeContext, strings: Strings): readonly Block[] {
  const { view, inside, words, parties, names, request } = of;
  const { language, now } = request;
  const t = strings.party;
  const link = linksIn(of);
  return view.parties.flatMap((party) => {
    const { details } = party;
    const mandateLinks = (each: RepresentativeView, name: string) => {
      const to = { about: name, params: { party: party.id, representative: each.id } };
      return [
        ...(each.proven ? [] : link('show-mandate', 'add-representative', { text: t.show, ...to })),
        ...link('revoke-mandate', 'add-representative', { text: each.proven ? t.revoke : t.speaksNot, ...to }),
      ];
    };
    const about = parties.get(party.id) ?? '';
    const params = { party: party.id };
    const contact = staffWords[language].contactChannels;
    return [
      block({
        title: about,
        tags: [
          { text: words.partyKinds[party.kind], colour: 'grey' },
          { text: words.consents[party.consent], colour: consentColours[party.consent] },
          ...(party.nadr ? [{ text: t.nadr, colour: 'teal' }] : []),
        ],
        lines: [
          ...(details === null ? [party.unreadable ? staffWords[language].undecryptable : t.hidden] : []),
          ...(party.reachedThroughCase === null ? [] : [throughCase(party.reachedThroughCase, t, contact)]),
        ],
        rows: [
          ...row(t.reached, details?.phone, details?.email, details?.address),
          ...(details === null || party.reachedThroughCase !== null
            ? []
            : row(
                t.contact,
                contact[details.contact.channel],
                details.contact.safe ? words.safe : words.notSafe,
                details.contact.note,
              )),
          ...row(t.memberId, details?.memberId),
          ...row(t.language, t.languages[party.language === 'en' ? 'en' : 'km']),
          ...row(t.interpreter, details?.interpreter),
          ...row(t.accessibility, details?.accessibility),
          ...row(words.partyKinds.operator, party.office === null ? null : names.office(party.office)),
        ],
        links: [
          ...link('change-party', 'add-party', { text: t.change, about, params }),
          ...link('add-representative', 'add-representative', { text: t.represent, about, params }),
          ...link('consent', 'consent', { text: t.consent, about, params }),
        ],
      }),
      ...party.representatives.map((each) => {
        const known = inside.representatives.get(each.id);
        const state = mandateState(each, phnomPenhDay(now));
        const from = showDate(each.validFrom, language);
        const until = each.validUntil === null ? null : showDate(each.validUntil, language);
        return block({
          title: `${t.representative}: ${known?.name ?? words.unnamed}`,
          tags: [{ text: words.mandate[state], colour: mandateColours[state] }],
          lines: [
            [about, known?.relation, known?.phone, known?.address].filter((line) => line).join(' · '),
            until === null ? fill(words.mandate.from, { from }) : fill(words.mandate.until, { from, until }),
            ...(each.kind === null ? [] : [word(mandateWords[language].kinds, each.kind)]),
          ],
          links: [
            ...(each.paper === null
              ? []
              : [
                  {
                    href: request.url(`/staff/cases/${each.paper.reference}/attachments/${each.paper.attachment}`),
                    text: mandateWords[language].paper,
                    about: known?.name ?? '',
                  },
                ]),
            ...(each.revoked ? [] : mandateLinks(each, known?.name ?? '')),
          ],
        });
      }),
    ];
  });
}

/** How who complains in confidence is reached, without showing where. */
export function throughCase(
  channel: ContactChannel,
  t: Pick<Strings['party'], 'throughCase' | 'ownPageAlone'>,
  channels: Readonly<Record<ContactChannel, string>>,
): string {
  return channel === 'sms' || channel === 'email'
    ? fill(t.throughCase, { channel: channels[channel] })
    : t.ownPageAlone;
}

/** Who sits or sat, their declarations, and challenges of them. */
export function neutralBlocks(of: DisputeContext, strings: Strings): readonly Block[] {
  const { view, inside, words, parties, request } = of;
  const { language } = request;
  const link = linksIn(of);
  return view.neutrals.map((seat) => {
    const about = seat.name ?? words.withheldName;
    const challenges = view.dispute.challenges.filter((each) => each.neutral_id === seat.id);
    const params = { neutral: seat.id };
    return block({
      title: about,
      tags: [
        seat.sits || seat.endReason === null
          ? {
              text: words.declarations[seat.declaration],
              colour: seat.declaration === 'clear' ? 'green' : seat.declaration === 'none' ? 'orange' : 'red',
            }
          : { text: words.seatEnds[seat.endReason as keyof typeof words.seatEnds], colour: 'grey' },
      ],
      lines: [`${strings.seat.appointed}: ${showDate(seat.appointedAt, language)}`],
      quotes: challenges.flatMap((each) => {
        const label = `${fill(strings.seat.of, { who: parties.get(each.party_id) ?? '' })} – ${words.challengeStates[each.state]}`;
        const text = inside.challenges.find((paper) => paper.id === each.id);
        const said = [text?.reason, text?.decision].flatMap((one) => (one?.state === 'readable' ? [one.value] : []));
        return [{ label, text: said.join('\n—\n') }];
      }),
      links: [
        ...challenges
          .filter((each) => each.state === 'under_review')
          .flatMap((each) =>
            link('decide-challenge', 'decide-challenge', {
              text: strings.seat.decide,
              about,
              params: { challenge: each.id },
            }),
          ),
        ...(seat.sits ? link('challenge', 'challenge', { text: strings.seat.challenge, about, params }) : []),
        ...(seat.sits ? link('replace', 'replace', { text: strings.seat.replace, about, params }) : []),
      ],
    });
  });
}
