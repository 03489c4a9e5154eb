import { toE164 } from '../../../intake/index.ts';
import { InvalidInput } from '../../../kernel/errors.ts';
import { phnomPenhDay } from '../../../reference/index.ts';
import { statementItems } from '../../../resolution/index.ts';
import { localDigits } from '../../text.ts';
import { actPage } from './act-page.ts';
import { readForm } from '../../field-reader.ts';
import { dayLabels, partyField, readSpeaker, speakerField, staffWays, wayField } from './who-fields.ts';

const nothing = readForm(() => null);

export const screenPage = actPage({
  act: 'screen',
  actions: ['screen'],
  needs: 'resolution.manage',
  form: readForm((of) => ({ finding: of.choice('finding', ['clear', 'crime']) })),
  view: (fields, { request }) => {
    const { f } = request.strings;
    const items = [
      { value: 'clear', label: f.clear },
      { value: 'crime', label: f.crime },
    ];
    return { fields: [fields.radios('finding', { label: f.finding, items })] };
  },
  run: ({ disputes, actor, target }, value) => disputes.screen(actor, { ...target, ...value }),
});

/** When what is written down now arrived: the end of that day's office hours, or now. @throws InvalidInput */
export function arrivedAt(day: string | null, now: Date): Date | null {
  const today = phnomPenhDay(now);
  if (day === null || day === today) return null;
  if (day > today) throw new InvalidInput([{ field: 'receivedOn', code: 'date_in_future' }]);
  return new Date(`${day}T17:00:00+07:00`);
}

export const statePage = actPage({
  act: 'state',
  actions: ['state'],
  needs: 'resolution.manage',
  form: readForm((of) => ({
    items: Object.fromEntries(
      statementItems.flatMap((item) => {
        const text = of.optional(item, 20_000);
        return text === null ? [] : [[item, text]];
      }),
    ),
    receivedOn: of.optionalDay('receivedOn'),
  })),
  view: (fields, of) => {
    const { f } = of.request.strings;
    const known = (item: string) => {
      const text = of.view.statement[item];
      return text?.state === 'readable' ? text.value : '';
    };
    return {
      fields: [
        ...statementItems.map((item) =>
          fields.textarea(item, { label: of.words.items[item], rows: 4, max: 20_000, value: known(item) }),
        ),
        fields.date('receivedOn', { label: f.receivedOn, hint: f.receivedHint, labels: dayLabels(of) }),
      ],
    };
  },
  run: ({ disputes, actor, target, request }, { items, receivedOn }) =>
    disputes.state(actor, { ...target, items, receivedAt: arrivedAt(receivedOn, request.now) }),
});

const askable = [...statementItems, 'name', 'address', 'phone', 'member_id', 'second_party', 'mandate'] as const;

export const requestMorePage = actPage({
  act: 'request-more',
  actions: ['request-more'],
  needs: 'resolution.manage',
  form: readForm((of) => {
    const items = askable.filter((item) => of.all('items').includes(item));
    if (items.length === 0) of.fault('items', 'required');
    return { items, text: of.text('text'), replyWithinWorkingDays: of.count('days', 10) };
  }),
  view: (fields, { request, view, words }) => {
    const { f } = request.strings;
    const items = askable.map((value) => ({ value, label: words.items[value] }));
    const values = [...new Set(view.missing.map((each) => each.item))];
    return {
      fields: [
        fields.checkboxes('items', { label: f.asked, items, values }),
        fields.textarea('text', { label: f.question, rows: 5, max: 10_000 }),
        fields.text('days', {
          label: f.days,
          width: '3',
          inputMode: 'numeric',
          value: localDigits(5, request.language),
        }),
      ],
    };
  },
  run: ({ disputes, actor, target }, value) => disputes.requestMore(actor, { ...target, ...value }),
});

export const admitPage = actPage({
  act: 'admit',
  actions: ['admit'],
  needs: 'resolution.manage',
  form: nothing,
  view: () => ({ fields: [] }),
  run: ({ disputes, actor, target }) => disputes.admit(actor, target),
});

export const excuseLatePage = actPage({
  act: 'excuse-late',
  actions: ['excuse-late'],
  needs: 'resolution.manage',
  form: readForm((of) => ({ reason: of.text('reason') })),
  view: (fields, { request }) => ({
    fields: [fields.textarea('reason', { label: request.strings.f.reason, rows: 4, max: 10_000 })],
  }),
  run: ({ disputes, actor, target }, value) => disputes.excuseLate(actor, { ...target, ...value }),
});

export const refusePage = actPage({
  act: 'refuse',
  actions: ['refuse'],
  needs: 'resolution.manage',
  grave: true,
  form: readForm((of) => ({ reason: of.text('reason') })),
  view: (fields, { request }) => ({
    fields: [fields.textarea('reason', { label: request.strings.f.reason, rows: 5, max: 10_000 })],
  }),
  run: ({ disputes, actor, target }, value) => disputes.refuse(actor, { ...target, ...value }),
});

export const referCrimePage = actPage({
  act: 'refer-crime',
  actions: ['refer-crime'],
  needs: 'resolution.manage',
  grave: true,
  form: readForm((of) => ({ text: of.text('text') })),
  view: (fields, { request }) => ({
    fields: [fields.textarea('text', { label: request.strings.f.referral, rows: 5, max: 10_000 })],
  }),
  run: ({ disputes, actor, target }, value) => disputes.referCrime(actor, { ...target, ...value }),
});

export const consentPage = actPage({
  act: 'consent',
  actions: ['consent'],
  needs: 'resolution.manage',
  form: readForm((of) => ({
    ...readSpeaker(of),
    given: of.choice('given', ['yes', 'no']) === 'yes',
    way: of.choice('way', staffWays),
    agreementSigned: of.ticked('agreementSigned'),
  })),
  view: (fields, of) => {
    const { f } = of.request.strings;
    return {
      fields: [
        partyField(fields, of),
        fields.radios('given', {
          label: f.given,
          items: [
            { value: 'yes', label: f.consents },
            { value: 'no', label: f.refuses },
          ],
        }),
        wayField(fields, of),
        ...(of.view.dispute.file.mode === 'arbitration'
          ? [
              fields.checkboxes('agreementSigned', {
                label: of.words.modes.arbitration,
                items: [{ value: 'yes', label: f.agreementSigned }],
              }),
            ]
          : []),
        speakerField(fields, of),
      ],
    };
  },
  run: ({ disputes, actor, target }, value) => disputes.consent(actor, { ...target, ...value }),
});

/** The number as it is kept. @throws InvalidInput */
export function phoneKept(typed: string | null): string | null {
  if (typed === null) return null;
  const number = toE164(typed);
  if (number === null) throw new InvalidInput([{ field: 'phone', code: 'phone_invalid' }]);
  return number;
}
