import { fill, localDigits } from '../../text.ts';
import { actorOf } from '../staff-page.ts';
import { actPage, asked } from './act-page.ts';
import type { ActContext } from './act-page.ts';
import { readForm } from '../../field-reader.ts';
import { partyField, readSpeaker, speakerField } from './who-fields.ts';

const conflicts = ['yes', 'no'] as const;

export const appointPage = actPage({
  act: 'appoint',
  actions: ['appoint'],
  needs: 'resolution.manage',
  form: readForm((of) => ({ person: of.chosen('person') })),
  async view(fields, of) {
    const { request } = of;
    const { f } = request.strings;
    const { disputes } = request.services;
    const actor = actorOf(request);
    const [found, roster] = await Promise.all([
      disputes.suggestions(actor, { reference: of.view.reference }),
      disputes.roster(actor),
    ]);
    const items = found.map((each) => {
      const entry = roster.find((row) => row.personId === each.personId);
      const why = [
        each.competent ? f.competent : f.notCompetent,
        each.speaksAll ? f.speaksAll : f.notSpeaking,
        fill(f.load, { n: localDigits(each.load, request.language) }),
        ...(each.near ? [f.near] : []),
      ];
      const office = entry ? of.names.office(entry.office) : '';
      return { value: each.personId, label: `${entry?.name ?? of.words.unnamed} – ${office}`, hint: why.join(' · ') };
    });
    return items.length === 0
      ? { fields: [], message: f.nobody }
      : { fields: [fields.radios('person', { label: f.person, items, value: items[0]?.value ?? '' })] };
  },
  run: ({ disputes, actor, target }, value) => disputes.appoint(actor, { ...target, ...value }),
});

export const declarePage = actPage({
  act: 'declare',
  actions: ['declare'],
  needs: 'resolution.conduct',
  form: readForm((of) => ({ conflict: of.choice('conflict', conflicts) === 'yes', text: of.optional('text') })),
  view: (fields, of) => {
    const { f, about } = of.request.strings;
    return {
      about: [{ title: about.party, lines: [...of.parties.values()] }],
      fields: [
        fields.radios('conflict', {
          label: f.conflict,
          items: [
            { value: 'no', label: f.noConflict },
            { value: 'yes', label: f.hasConflict },
          ],
        }),
        fields.textarea('text', { label: f.which, rows: 3, max: 10_000 }),
      ],
    };
  },
  run: ({ disputes, actor, target }, value) => disputes.declare(actor, { ...target, ...value }),
});

/** Seats that are taken now. */
function seats(of: ActContext) {
  return of.view.neutrals
    .filter((seat) => seat.sits)
    .map((seat) => ({ value: seat.id, label: seat.name ?? of.words.withheldName }));
}

export const challengePage = actPage({
  act: 'challenge',
  actions: ['challenge'],
  needs: 'resolution.manage',
  form: readForm((of) => ({ ...readSpeaker(of), neutral: of.chosen('neutral'), reason: of.text('reason') })),
  view: (fields, of) => {
    const { f } = of.request.strings;
    return {
      fields: [
        fields.radios('neutral', { label: f.neutral, items: seats(of), value: asked(of.request, 'neutral') }),
        partyField(fields, of),
        fields.textarea('reason', { label: f.reason, rows: 5, max: 10_000 }),
        speakerField(fields, of),
      ],
    };
  },
  run: ({ disputes, actor, target }, value) => disputes.challenge(actor, { ...target, ...value }),
});

export const decideChallengePage = actPage({
  act: 'decide-challenge',
  actions: ['decide-challenge'],
  needs: 'resolution.manage',
  form: readForm((of) => ({
    sustained: of.choice('sustained', ['yes', 'no']) === 'yes',
    reasons: of.text('reasons'),
  })),
  view: (fields, of) => {
    const { f, about } = of.request.strings;
    const challenge = of.view.dispute.challenges.find((each) => each.id === asked(of.request, 'challenge'));
    const text = of.inside.challenges.find((each) => each.id === challenge?.id)?.reason;
    return {
      about: [
        {
          title: about.challenge,
          lines: [
            `${of.parties.get(challenge?.party_id ?? '') ?? ''} → ${of.neutrals.get(challenge?.neutral_id ?? '') ?? ''}`,
            text?.state === 'readable' ? text.value : '',
          ],
        },
      ],
      fields: [
        fields.radios('sustained', {
          label: f.sustained,
          items: [
            { value: 'yes', label: f.sustain },
            { value: 'no', label: f.overrule },
          ],
        }),
        fields.textarea('reasons', { label: f.reasons, rows: 5, max: 10_000 }),
      ],
    };
  },
  run: ({ disputes, actor, target, request }, value) =>
    disputes.judgeChallenge(actor, { ...target, challenge: asked(request, 'challenge'), ...value }),
});

export const replacePage = actPage({
  act: 'replace',
  actions: ['replace'],
  needs: 'resolution.manage',
  grave: true,
  form: readForm((of) => ({ neutral: of.chosen('neutral'), reason: of.text('reason') })),
  view: (fields, of) => {
    const { f } = of.request.strings;
    return {
      fields: [
        fields.radios('neutral', { label: f.neutral, items: seats(of), value: asked(of.request, 'neutral') }),
        fields.textarea('reason', { label: f.reason, rows: 4, max: 10_000 }),
      ],
    };
  },
  run: ({ disputes, actor, target }, value) => disputes.replace(actor, { ...target, ...value }),
});
