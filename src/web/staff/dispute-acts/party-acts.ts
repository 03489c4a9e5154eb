import { mandateKinds } from '../../../cases/index.ts';
import { InvalidInput } from '../../../kernel/errors.ts';
import { partyKinds, sides } from '../../../resolution/index.ts';
import type { PartyDetails, RepresentativeView } from '../../../resolution/index.ts';
import type { FieldView } from '../../fields.ts';
import { mandateWords } from '../../mandate/filing-representative.ts';
import { officeMeant } from '../people/office-meant.ts';
import { staffWords } from '../words/index.ts';
import { actPage, asked } from './act-page.ts';
import type { ActContext, FieldMaker } from './act-page.ts';
import { arrivedAt, phoneKept } from './file-acts.ts';
import type { FieldReader } from '../../field-reader.ts';
import { readForm } from '../../field-reader.ts';
import { dayLabels } from './who-fields.ts';

const contactChannels = ['sms', 'email', 'voice', 'in_person', 'none'] as const;

function readDetails(of: FieldReader) {
  return {
    language: of.choice('language', ['km', 'en']),
    name: of.optional('name', 300),
    address: of.optional('address', 1_000),
    phone: of.phone('phone'),
    email: of.email('email'),
    memberId: of.optional('memberId', 40),
    interpreter: of.optional('interpreter', 100),
    accessibility: of.optional('accessibility', 500),
    channel: of.choice('channel', contactChannels),
    safe: of.ticked('safe'),
    contactNote: of.optional('contactNote', 500),
  };
}

function detailsOf(of: ReturnType<typeof readDetails>): PartyDetails {
  const { name, address, phone, email, memberId, interpreter, accessibility, channel, safe, contactNote } = of;
  const contact = { channel, safe, note: contactNote };
  return { name, address, phone: phoneKept(phone), email, memberId, interpreter, accessibility, contact };
}

function detailFields(
  fields: FieldMaker,
  of: ActContext,
  known: PartyDetails | null,
  language: string,
): readonly FieldView[] {
  const { f } = of.request.strings;
  const channels = staffWords[of.request.language].contactChannels;
  return [
    fields.text('name', { label: f.name, value: known?.name ?? '' }),
    fields.text('address', { label: f.address, value: known?.address ?? '' }),
    fields.text('phone', { label: f.phone, width: '20', inputMode: 'tel', value: known?.phone ?? '' }),
    fields.text('email', { label: f.email, type: 'email', value: known?.email ?? '' }),
    fields.text('memberId', { label: f.memberId, width: '20', value: known?.memberId ?? '' }),
    fields.radios('language', {
      label: f.language,
      inline: true,
      value: language,
      items: [
        { value: 'km', label: f.khmer },
        { value: 'en', label: f.english },
      ],
    }),
    fields.text('interpreter', { label: f.interpreter, value: known?.interpreter ?? '' }),
    fields.text('accessibility', {
      label: f.accessibility,
      hint: f.accessibilityHint,
      value: known?.accessibility ?? '',
    }),
    fields.select('channel', {
      label: f.channel,
      value: known?.contact.channel ?? 'none',
      items: contactChannels.map((value) => ({ value, label: channels[value] })),
    }),
    fields.checkboxes('safe', {
      label: of.words.safe,
      items: [{ value: 'yes', label: f.safe }],
      values: known?.contact.safe === true ? ['yes'] : [],
    }),
    fields.text('contactNote', { label: f.contactNote, value: known?.contact.note ?? '' }),
  ];
}

export const addPartyPage = actPage({
  act: 'add-party',
  actions: ['add-party'],
  needs: 'resolution.manage',
  form: readForm((of) => ({
    side: of.choice('side', sides),
    kind: of.choice('kind', partyKinds),
    office: of.optional('office', 300),
    ...readDetails(of),
  })),
  view: (fields, of) => {
    const { f } = of.request.strings;
    return {
      fields: [
        fields.radios('side', {
          label: f.side,
          items: sides.map((value) => ({ value, label: of.words.sides[value] })),
        }),
        fields.radios('kind', {
          label: f.kind,
          items: partyKinds.map((value) => ({ value, label: of.words.partyKinds[value] })),
        }),
        fields.text('office', { label: f.office, hint: f.officeHint }),
        ...detailFields(fields, of, null, 'km'),
      ],
    };
  },
  async run({ disputes, actor, target, request }, value) {
    const { side, kind, language } = value;
    const office = value.office === null ? null : officeMeant(await request.services.book(), value.office);
    if (value.office !== null && office === null) throw new InvalidInput([{ field: 'office', code: 'unknown_office' }]);
    return disputes.addParty(actor, { ...target, side, kind, office, language, details: detailsOf(value) });
  },
});

export const changePartyPage = actPage({
  act: 'change-party',
  actions: ['add-party'],
  needs: 'resolution.manage',
  form: readForm((of) => ({ ...readDetails(of), receivedOn: of.optionalDay('receivedOn') })),
  view: (fields, of) => {
    const { f } = of.request.strings;
    const party = of.view.parties.find((each) => each.id === asked(of.request, 'party'));
    return {
      about: [
        {
          title: of.request.strings.about.party,
          lines: [
            of.parties.get(party?.id ?? '') ?? '',
            ...(party?.reachedThroughCase == null ? [] : [of.request.strings.about.inConfidence]),
          ],
        },
      ],
      fields: [
        ...detailFields(fields, of, party?.details ?? null, party?.language ?? 'km'),
        fields.date('receivedOn', { label: f.receivedOn, hint: f.receivedHint, labels: dayLabels(of) }),
      ],
    };
  },
  run: ({ disputes, actor, target, request }, value) =>
    disputes.changeParty(actor, {
      ...target,
      party: asked(request, 'party'),
      language: value.language,
      details: detailsOf(value),
      receivedAt: arrivedAt(value.receivedOn, request.now),
    }),
});

export const addRepresentativePage = actPage({
  act: 'add-representative',
  actions: ['add-representative'],
  needs: 'resolution.manage',
  form: readForm((of) => {
    const value = {
      name: of.text('name', 300),
      phone: of.phone('phone'),
      address: of.optional('address', 1_000),
      relation: of.optional('relation', 200),
      validFrom: of.day('validFrom'),
      validUntil: of.optionalDay('validUntil'),
      proven: of.ticked('proven'),
    };
    if (value.validUntil !== null && value.validUntil < value.validFrom) of.fault('validUntil', 'date');
    return value;
  }),
  view: (fields, of) => {
    const { f, about } = of.request.strings;
    return {
      about: [{ title: about.party, lines: [of.parties.get(asked(of.request, 'party')) ?? ''] }],
      fields: [
        fields.text('name', { label: f.name }),
        fields.text('relation', { label: f.relation }),
        fields.text('phone', { label: f.phone, width: '20', inputMode: 'tel' }),
        fields.text('address', { label: f.address }),
        fields.date('validFrom', { label: f.validFrom, labels: dayLabels(of) }),
        fields.date('validUntil', { label: f.validUntil, labels: dayLabels(of) }),
        fields.checkboxes('proven', { label: of.words.mandate.valid, items: [{ value: 'yes', label: f.proven }] }),
      ],
    };
  },
  run({ disputes, actor, target, request }, { name, phone, address, relation, ...mandate }) {
    const details = { name, phone: phoneKept(phone), address, relation };
    return disputes.addRepresentative(actor, { ...target, party: asked(request, 'party'), details, ...mandate });
  },
});

export const showMandatePage = actPage({
  act: 'show-mandate',
  actions: ['add-representative'],
  needs: 'resolution.manage',
  form: readForm((of) => {
    const value = {
      kind: of.choice('kind', mandateKinds),
      validFrom: of.day('validFrom'),
      validUntil: of.optionalDay('validUntil'),
      receivedOn: of.optionalDay('receivedOn'),
    };
    if (value.validUntil !== null && value.validUntil < value.validFrom) of.fault('validUntil', 'date');
    return value;
  }),
  view: (fields, of) => {
    const { f } = of.request.strings;
    const t = mandateWords[of.request.language];
    const known = spokenFor(of);
    return {
      about: [{ title: f.representative, lines: speakerLines(of) }],
      fields: [
        fields.radios('kind', {
          label: t.kind,
          items: mandateKinds.map((value) => ({ value, label: t.kinds[value] })),
          value: known?.kind ?? '',
        }),
        fields.date('validFrom', { label: f.validFrom, labels: dayLabels(of), value: known?.validFrom ?? '' }),
        fields.date('validUntil', { label: f.validUntil, labels: dayLabels(of), value: known?.validUntil ?? '' }),
        // A paper that came with the filing arrived with it.
        ...(known?.paper
          ? []
          : [fields.date('receivedOn', { label: f.receivedOn, hint: f.receivedHint, labels: dayLabels(of) })]),
      ],
    };
  },
  run: ({ disputes, actor, target, request }, { receivedOn, ...mandate }) =>
    disputes.showMandate(actor, {
      ...target,
      ...mandate,
      party: asked(request, 'party'),
      representative: asked(request, 'representative'),
      receivedAt: arrivedAt(receivedOn, request.now),
    }),
});

/** Of whom the page is asked. */
function spokenFor(of: ActContext): RepresentativeView | undefined {
  const party = of.view.parties.find((each) => each.id === asked(of.request, 'party'));
  return party?.representatives.find((each) => each.id === asked(of.request, 'representative'));
}

function speakerLines(of: ActContext): readonly string[] {
  const name = of.inside.representatives.get(asked(of.request, 'representative'))?.name ?? of.words.unnamed;
  return [name, of.parties.get(asked(of.request, 'party')) ?? ''];
}

export const revokeMandatePage = actPage({
  act: 'revoke-mandate',
  actions: ['add-representative'],
  needs: 'resolution.manage',
  grave: true,
  form: readForm(() => null),
  view: (_, of) => ({
    fields: [],
    about: [{ title: of.request.strings.f.representative, lines: speakerLines(of) }],
  }),
  run: ({ disputes, actor, target, request }) =>
    disputes.endMandate(actor, {
      ...target,
      party: asked(request, 'party'),
      representative: asked(request, 'representative'),
    }),
});
