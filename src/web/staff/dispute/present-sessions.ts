import { fill, localDigits, showDate, showDateTime, showTime } from '../../text.ts';
import { block, linksIn, row } from './block.ts';
import type { Block, DisputeContext } from './block.ts';
import type { Strings } from './en.ts';

const stateColours = { scheduled: 'blue', held: 'green', cancelled: 'grey' } as const;

/** Sessions with their invitations, who came, minutes, and what may be done with each. */
export function sessionBlocks(of: DisputeContext, strings: Strings): readonly Block[] {
  const { view, inside, words, parties, request } = of;
  const { language } = request;
  const t = strings.session;
  const link = linksIn(of);
  const here = request.url(`/staff/cases/${view.reference}/dispute`);
  return view.sessions.map((session) => {
    const n = localDigits(session.number, language);
    const about = fill(t.n, { n });
    const params = { session: session.id };
    const minutes = view.minutes.find((each) => each.sessionId === session.id);
    const url = inside.links.get(session.id);
    const invitations = session.invitations.map((invitation) => {
      const proof = inside.service.filter(
        (each) => each.session_id === session.id && each.party_id === invitation.partyId,
      );
      const steps = proof.map(
        (each) =>
          `${words.serviceStates[each.state]} (${words.serviceChannels[each.channel]}, ${showDate(each.at, language)})`,
      );
      const said = invitation.answer === null ? [] : [words.answers[invitation.answer]];
      const state = steps.length > 0 ? steps.join(' → ') : words.serviceStates[invitation.state];
      return `${parties.get(invitation.partyId) ?? ''}: ${[state, ...said].join(' · ')}`;
    });
    const isSet = session.state === 'scheduled';
    const mine = view.capacities.includes('neutral') && session.kind === 'separate';
    return block({
      title: about,
      tags: [
        { text: words.sessionKinds[session.kind], colour: session.kind === 'joint' ? 'teal' : 'purple' },
        { text: words.sessionStates[session.state], colour: stateColours[session.state] },
      ],
      lines: session.adjournedFrom === null ? [] : [t.adjourned],
      rows: [
        ...row(t.when, `${showDateTime(session.startsAt, language)} – ${showTime(session.endsAt, language)}`),
        ...row(t.where, words.means[session.means], session.room),
        ...row(t.link, url?.state === 'readable' ? url.value : null),
        ...row(t.service, ...invitations),
        ...(session.state === 'held'
          ? row(
              t.present,
              ...(session.present.length === 0 ? [t.nobody] : session.present.map((id) => parties.get(id))),
            )
          : []),
        ...(minutes ? row(t.approved, ...minutes.approvedBy.map((id) => parties.get(id))) : []),
      ],
      quotes:
        minutes?.text.state === 'readable'
          ? [{ label: t.minutes, text: minutes.text.value }]
          : session.state !== 'held'
            ? []
            : [{ label: t.minutes, text: session.hasMinutes ? t.minutesHidden : t.noMinutes }],
      links: [
        ...(isSet && session.startsAt <= request.now ? link('hold', 'hold', { text: t.hold, about, params }) : []),
        ...(isSet ? link('serve', 'serve', { text: t.serve, about, params }) : []),
        ...(session.state === 'held' ? link('minutes', 'write-minutes', { text: t.minutesWrite, about, params }) : []),
        ...(minutes && session.present.some((id) => !minutes.approvedBy.includes(id))
          ? link('approve-minutes', 'approve-minutes', { text: t.approve, about, params })
          : []),
        ...(session.state === 'cancelled' ? [] : link('adjourn', 'schedule', { text: t.adjourn, about, params })),
        ...(isSet ? link('cancel-session', 'cancel-session', { text: t.cancel, about, params }) : []),
        ...(mine ? [{ href: `${here}/notes?session=${session.id}`, text: t.notes, about }] : []),
        ...(isSet && view.capacities.length > 0
          ? [{ href: `${here}/sessions/${session.id}.ics`, text: t.calendar, about }]
          : []),
      ],
    });
  });
}
