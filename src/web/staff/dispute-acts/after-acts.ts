import { InvalidInput } from '../../../kernel/errors.ts';
import { showDate, showMoney } from '../../text.ts';
import { actPage, asked } from './act-page.ts';
import type { ActContext } from './act-page.ts';
import { readForm } from '../../field-reader.ts';
import { partyField, readSpeaker, speakerField, staffWays, wayField } from './who-fields.ts';

/** The obligation that the address names, in words. */
function obligationAbout({ request, view, parties, words }: ActContext) {
  const { strings, language } = request;
  const found = view.obligations.find((each) => each.id === asked(request, 'obligation'));
  const lines = found
    ? [
        `${parties.get(found.debtor) ?? ''} → ${parties.get(found.creditor) ?? ''}`,
        found.text.state === 'readable' ? found.text.value : '',
        found.amountKhr === null ? '' : showMoney(found.amountKhr, language),
        `${strings.f.dueOn}: ${showDate(found.dueOn, language)} (${words.obligationStates[found.state]})`,
        found.evidence === null ? '' : `${strings.about.shownBy}: ${found.evidence}`,
      ]
    : [];
  return { found, about: [{ title: strings.about.obligation, lines: lines.filter((line) => line !== '') }] };
}

export const reportObligationPage = actPage({
  act: 'report-obligation',
  actions: ['obligation'],
  needs: 'resolution.manage',
  form: readForm((of) => ({ ...readSpeaker(of), evidence: of.text('evidence') })),
  view: (fields, of) => {
    const { found, about } = obligationAbout(of);
    return {
      about,
      hidden: [{ name: 'party', value: found?.debtor ?? '' }],
      fields: [
        fields.textarea('evidence', { label: of.request.strings.f.doneEvidence, rows: 4, max: 10_000 }),
        speakerField(fields, of),
      ],
    };
  },
  run: ({ disputes, actor, target, request }, value) =>
    disputes.reportObligation(actor, { ...target, obligation: asked(request, 'obligation'), ...value }),
});

export const answerObligationPage = actPage({
  act: 'answer-obligation',
  actions: ['obligation'],
  needs: 'resolution.manage',
  form: readForm((of) => ({ ...readSpeaker(of), done: of.choice('done', ['yes', 'no']) === 'yes' })),
  view: (fields, of) => {
    const { f } = of.request.strings;
    const { found, about } = obligationAbout(of);
    return {
      about,
      hidden: [{ name: 'party', value: found?.creditor ?? '' }],
      fields: [
        fields.radios('done', {
          label: f.done,
          items: [
            { value: 'yes', label: f.received },
            { value: 'no', label: f.notReceived },
          ],
        }),
        speakerField(fields, of),
      ],
    };
  },
  run: ({ disputes, actor, target, request }, value) =>
    disputes.answerObligation(actor, { ...target, obligation: asked(request, 'obligation'), ...value }),
});

export const enforcementPage = actPage({
  act: 'enforcement',
  actions: ['refer-enforcement'],
  needs: 'resolution.manage',
  form: readForm((of) => ({ text: of.text('text') })),
  view: (fields, of) => ({
    about: obligationAbout(of).about,
    fields: [fields.textarea('text', { label: of.request.strings.f.referral, rows: 4, max: 10_000 })],
  }),
  run: ({ disputes, actor, target, request }, value) =>
    disputes.referForEnforcement(actor, { ...target, obligation: asked(request, 'obligation'), ...value }),
});

/** What failed, so that it need not be written anew. */
const failed = ({ view }: ActContext): string =>
  view.outcome?.text.state === 'readable' ? view.outcome.text.value.failedPoints.join('\n') : '';

export const courtPage = actPage({
  act: 'court',
  actions: ['refer-court'],
  needs: 'resolution.manage',
  form: readForm((of) => ({ workplace: of.text('workplace', 300), text: of.text('text') })),
  view: (fields, of) => {
    const { f } = of.request.strings;
    return {
      fields: [
        fields.text('workplace', { label: f.workplace, hint: f.workplaceHint, value: of.dossier.caseFile.place }),
        fields.textarea('text', { label: f.referral, rows: 5, max: 10_000, value: failed(of) }),
      ],
    };
  },
  async run({ disputes, actor, target, request }, { workplace, text }) {
    const book = await request.services.book();
    const found = book.place(workplace) ?? book.searchPlaces(workplace, 1)[0];
    if (!found) throw new InvalidInput([{ field: 'workplace', code: 'unknown_place' }]);
    return disputes.referToCourt(actor, { ...target, workplace: found.code, text });
  },
});

export const consentNadrPage = actPage({
  act: 'consent-nadr',
  actions: ['consent-nadr'],
  needs: 'resolution.manage',
  form: readForm((of) => ({
    ...readSpeaker(of),
    given: of.choice('given', ['yes', 'no']) === 'yes',
    way: of.choice('way', staffWays),
  })),
  view: (fields, of) => {
    const { f } = of.request.strings;
    const items = [
      { value: 'yes', label: f.consents },
      { value: 'no', label: f.refuses },
    ];
    return {
      fields: [
        partyField(fields, of),
        fields.radios('given', { label: f.given, items }),
        wayField(fields, of),
        speakerField(fields, of),
      ],
    };
  },
  run: ({ disputes, actor, target }, value) => disputes.consentToNadr(actor, { ...target, ...value }),
});

export const nadrPage = actPage({
  act: 'nadr',
  actions: ['refer-nadr'],
  needs: 'resolution.manage',
  form: readForm((of) => ({ text: of.text('text') })),
  view: (fields, of) => ({
    fields: [
      fields.textarea('text', { label: of.request.strings.f.referral, rows: 5, max: 10_000, value: failed(of) }),
    ],
  }),
  run: ({ disputes, actor, target }, value) => disputes.referToNadr(actor, { ...target, ...value }),
});

export const opposePage = actPage({
  act: 'oppose',
  actions: ['oppose-award'],
  needs: 'resolution.manage',
  form: readForm((of) => ({ ...readSpeaker(of), reason: of.text('reason') })),
  view: (fields, of) => ({
    fields: [
      partyField(fields, of),
      fields.textarea('reason', { label: of.request.strings.f.reason, rows: 5, max: 10_000 }),
      speakerField(fields, of),
    ],
  }),
  run: ({ disputes, actor, target }, value) => disputes.oppose(actor, { ...target, ...value }),
});

export const sealPage = actPage({
  act: 'seal',
  actions: ['seal'],
  needs: 'resolution.manage',
  grave: true,
  form: readForm(() => null),
  view: () => ({ fields: [] }),
  run: ({ disputes, actor, target }) => disputes.seal(actor, target),
});
