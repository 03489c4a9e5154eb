import { phnomPenhDay } from '../../../reference/index.ts';
import { meetingMeans, serviceChannels, serviceStates } from '../../../resolution/index.ts';
import type { SessionToHold } from '../../../resolution/index.ts';
import { fill, showDate, showDateTime, showTime } from '../../text.ts';
import type { FieldView } from '../../fields.ts';
import { actPage, asked } from './act-page.ts';
import type { ActContext, FieldMaker } from './act-page.ts';
import { momentOf, readForm } from '../../field-reader.ts';
import type { FieldReader } from '../../field-reader.ts';
import { dayLabels, readSpeaker, speakerField, staffWays, wayField } from './who-fields.ts';

function readSession(of: FieldReader): SessionToHold {
  const kind = of.choice('kind', ['joint', 'separate']);
  const party = of.optional('party', 60);
  if (kind === 'separate' && party === null) of.fault('party', 'choose');
  const on = of.day('on');
  return {
    kind,
    party: kind === 'separate' ? party : null,
    means: of.choice('means', meetingMeans),
    room: of.optional('room', 200),
    link: of.optional('link', 1_000),
    startsAt: momentOf(on, of.time('startsAt')),
    endsAt: momentOf(on, of.time('endsAt')),
  };
}

function sessionFields(fields: FieldMaker, of: ActContext): readonly FieldView[] {
  const { f } = of.request.strings;
  const parties = [...of.parties].map(([value, label]) => ({ value, label }));
  return [
    fields.radios('kind', {
      label: f.sessionKind,
      value: 'joint',
      items: [
        { value: 'joint', label: f.joint },
        {
          value: 'separate',
          label: f.separate,
          inside: fields.select('party', {
            label: f.separateParty,
            items: [{ value: '', label: f.choose }, ...parties],
            value: asked(of.request, 'party'),
          }),
        },
      ],
    }),
    fields.date('on', { label: f.on, labels: dayLabels(of) }),
    fields.text('startsAt', { label: f.startsAt, hint: f.timeHint, width: '5' }),
    fields.text('endsAt', { label: f.endsAt, width: '5' }),
    fields.radios('means', {
      label: f.means,
      value: 'in_person',
      items: meetingMeans.map((value) => ({ value, label: of.words.means[value] })),
    }),
    fields.text('room', { label: f.room }),
    fields.text('link', { label: f.link, hint: f.linkHint }),
  ];
}

/** The dates between which a day may be chosen, before somebody chooses one. */
function dates({ request, view }: ActContext, from: Date | null) {
  const { about } = request.strings;
  const day = (at: Date) => ({ date: showDate(at, request.language) });
  const isLaw = view.dispute.file.limit_force === 'law';
  const lines = [
    ...(from === null ? [] : [fill(about.firstDay, day(from))]),
    ...(view.limitAt === null ? [] : [fill(isLaw ? about.statutory : about.atThisLevel, day(view.limitAt))]),
  ];
  return lines.length === 0 ? [] : [{ title: about.dates, lines }];
}

export const schedulePage = actPage({
  act: 'schedule',
  actions: ['schedule'],
  needs: 'resolution.conduct',
  form: readForm(readSession),
  view: (fields, of) => ({ fields: sessionFields(fields, of), about: dates(of, of.view.noticeEndsAt) }),
  run: ({ disputes, actor, target }, value) => disputes.schedule(actor, { ...target, ...value }),
});

/** The session that the address names, in one line. */
export function sessionAbout(of: ActContext) {
  const { request, view, words } = of;
  const session = view.sessions.find((each) => each.id === asked(request, 'session'));
  const line = session
    ? `${words.sessionKinds[session.kind]}: ${showDateTime(session.startsAt, request.language)} – ${showTime(session.endsAt, request.language)}`
    : '';
  const lines = [line, session?.room ?? '', of.parties.get(session?.partyId ?? '') ?? ''].filter((each) => each !== '');
  return { session: session ?? null, about: { title: request.strings.about.session, lines } };
}

export const adjournPage = actPage({
  act: 'adjourn',
  actions: ['schedule'],
  needs: 'resolution.conduct',
  form: readForm((of) => ({ ...readSession(of), reason: of.text('reason') })),
  view: (fields, of) => ({
    about: [sessionAbout(of).about, ...dates(of, of.view.noticeEndsAt)],
    fields: [
      fields.textarea('reason', { label: of.request.strings.f.reason, rows: 3, max: 10_000 }),
      ...sessionFields(fields, of),
    ],
  }),
  run: ({ disputes, actor, target, request }, value) =>
    disputes.adjourn(actor, { ...target, session: asked(request, 'session'), ...value }),
});

export const servePage = actPage({
  act: 'serve',
  actions: ['serve'],
  needs: 'resolution.conduct',
  form: readForm((of) => ({
    party: of.chosen('party'),
    state: of.choice('state', serviceStates),
    channel: of.choice('channel', serviceChannels),
    proof: of.optional('proof', 1_000),
  })),
  view: (fields, of) => {
    const { f } = of.request.strings;
    const { session, about } = sessionAbout(of);
    const items = (session?.invitations ?? []).map((each) => ({
      value: each.partyId,
      label: of.parties.get(each.partyId) ?? '',
    }));
    return {
      about: [about],
      fields: [
        fields.radios('party', { label: f.party, items, value: asked(of.request, 'party') }),
        fields.radios('state', {
          label: f.serviceState,
          items: serviceStates.map((value) => ({ value, label: of.words.serviceStates[value] })),
        }),
        fields.radios('channel', {
          label: f.serviceChannel,
          items: serviceChannels.map((value) => ({ value, label: of.words.serviceChannels[value] })),
        }),
        fields.text('proof', { label: f.proof }),
      ],
    };
  },
  run: ({ disputes, actor, target, request }, value) =>
    disputes.serve(actor, { ...target, session: asked(request, 'session'), ...value }),
});

export const holdPage = actPage({
  act: 'hold',
  actions: ['hold'],
  needs: 'resolution.conduct',
  form: readForm((of) => ({
    attendance: of.all('called').map((party) => ({
      party,
      present: of.choice(`came.${party}`, ['yes', 'no']) === 'yes',
      representative: of.optional(`representative.${party}`, 60),
    })),
  })),
  view: (fields, of) => {
    const { f } = of.request.strings;
    const { session, about } = sessionAbout(of);
    const called = session?.invitations ?? [];
    return {
      about: [about],
      hidden: called.map((each) => ({ name: 'called', value: each.partyId })),
      fields: called.flatMap((each) => {
        const of1 = { ...of, request: { ...of.request, query: new URLSearchParams({ party: each.partyId }) } };
        const hasSpeakers = of.view.parties.some(
          (party) => party.id === each.partyId && party.representatives.length > 0,
        );
        return [
          fields.radios(`came.${each.partyId}`, {
            label: fill(f.attendance, { who: of.parties.get(each.partyId) ?? '' }),
            items: [
              { value: 'yes', label: f.came },
              { value: 'no', label: f.away },
            ],
          }),
          ...(hasSpeakers ? [speakerField(fields, of1, `representative.${each.partyId}`)] : []),
        ];
      }),
    };
  },
  run: ({ disputes, actor, target, request }, value) =>
    disputes.hold(actor, { ...target, session: asked(request, 'session'), ...value }),
});

export const cancelSessionPage = actPage({
  act: 'cancel-session',
  actions: ['cancel-session'],
  needs: 'resolution.conduct',
  grave: true,
  form: readForm((of) => ({ reason: of.text('reason') })),
  view: (fields, of) => ({
    about: [sessionAbout(of).about],
    fields: [fields.textarea('reason', { label: of.request.strings.f.reason, rows: 3, max: 10_000 })],
  }),
  run: ({ disputes, actor, target, request }, value) =>
    disputes.cancelSession(actor, { ...target, session: asked(request, 'session'), ...value }),
});

export const minutesPage = actPage({
  act: 'minutes',
  actions: ['write-minutes'],
  needs: 'resolution.conduct',
  form: readForm((of) => ({ text: of.text('text', 20_000) })),
  view: (fields, of) => {
    const { session, about } = sessionAbout(of);
    const known = of.view.minutes.find((each) => each.sessionId === session?.id)?.text;
    return {
      about: [about],
      fields: [
        fields.textarea('text', {
          label: of.request.strings.f.minutes,
          rows: 12,
          max: 20_000,
          value: known?.state === 'readable' ? known.value : '',
        }),
      ],
    };
  },
  run: ({ disputes, actor, target, request }, value) =>
    disputes.writeMinutes(actor, { ...target, session: asked(request, 'session'), ...value }),
});

export const approveMinutesPage = actPage({
  act: 'approve-minutes',
  actions: ['approve-minutes'],
  needs: 'resolution.conduct',
  form: readForm((of) => ({
    ...readSpeaker(of),
    hash: of.text('hash', 64),
    way: of.choice('way', staffWays),
  })),
  view: (fields, of) => {
    const { request, parties, view } = of;
    const { session, about } = sessionAbout(of);
    const minutes = view.minutes.find((each) => each.sessionId === session?.id);
    const items = (session?.present ?? []).map((value) => ({ value, label: parties.get(value) ?? '' }));
    return {
      about: [
        about,
        {
          title: request.strings.about.minutes,
          lines: [minutes?.text.state === 'readable' ? minutes.text.value : of.words.withheldName],
        },
      ],
      hidden: [{ name: 'hash', value: minutes?.hash ?? '' }],
      fields: [
        fields.radios('party', { label: request.strings.f.party, items, value: asked(request, 'party') }),
        wayField(fields, of),
        speakerField(fields, of),
      ],
    };
  },
  run: ({ disputes, actor, target, request }, value) =>
    disputes.approveMinutes(actor, { ...target, session: asked(request, 'session'), ...value }),
});

export const extendPage = actPage({
  act: 'extend',
  actions: ['extend'],
  needs: 'resolution.conduct',
  form: readForm((of) => ({ ...readSpeaker(of), until: of.day('until'), way: of.choice('way', staffWays) })),
  view: (fields, of) => {
    const { request, inside, parties } = of;
    const open = inside.extensions.filter((each) => each.grantedAt === null);
    return {
      about: [
        ...dates(of, null),
        ...open.map((each) => ({
          title: showDate(each.untilAt, request.language),
          lines: each.askedBy.map((id) => parties.get(id) ?? ''),
        })),
      ],
      fields: [
        fields.radios('party', {
          label: request.strings.f.party,
          items: [...parties].map(([value, label]) => ({ value, label })),
        }),
        fields.date('until', {
          label: request.strings.f.until,
          labels: dayLabels(of),
          value: open[0] ? phnomPenhDay(open[0].untilAt) : '',
        }),
        wayField(fields, of),
        speakerField(fields, of),
      ],
    };
  },
  run: ({ disputes, actor, target }, value) => disputes.extend(actor, { ...target, ...value }),
});
