import { z } from 'zod';
import { handlesCases } from '../../../cases/index.ts';
import { choice, formOf, optionalText, requiredText } from '../../form.ts';
import { fill, latinDigits, localDigits, showDate, showMoney } from '../../text.ts';
import { localNames } from '../names.ts';
import { actorOf } from '../staff-page.ts';
import { staffWords } from '../words/index.ts';
import { actionPage } from './action-page.ts';
import { askedConsent, consentField } from './referral-consent.ts';

const longest = 10_000;
const orNull = (text: string): string | null => (text === '' ? null : text);
const ticked = z.string().refine((text) => text === 'yes', { error: 'required' });

export const acknowledgePage = actionPage({
  action: 'acknowledge',
  form: formOf(z.object({ note: optionalText(longest) })),
  words: (strings) => strings.acknowledge,
  view: (fields, { acknowledge }) => ({
    fields: [fields.textarea('note', { label: acknowledge.note, rows: 3, max: longest })],
  }),
  run: (services, target, { note }, request) =>
    services.acknowledge(actorOf(request), { ...target, note: orNull(note) }),
});

export const assignPage = actionPage({
  action: 'assign',
  form: formOf(z.object({ assignee: requiredText(64) })),
  words: (strings) => strings.assign,
  async view(fields, { assign }, { dossier, request }) {
    const { file } = dossier.view;
    const people = await request.services.peopleAt(actorOf(request), file.heldOffice);
    const words = staffWords[request.language];
    const items = people
      .filter((person) => handlesCases(person.role))
      .map((person) => ({
        value: person.id,
        label: request.language === 'en' ? (person.nameLatin ?? person.name) : person.name,
        hint: words.roles[person.role],
      }));
    const value = file.assignedTo ?? '';
    return {
      fields: items.length === 0 ? [] : [fields.radios('assignee', { label: assign.assignee, items, value })],
      message: items.length === 0 ? assign.nobody : null,
    };
  },
  run: (services, target, value, request) => services.assign(actorOf(request), { ...target, ...value }),
});

export const notePage = actionPage({
  action: 'note',
  form: formOf(z.object({ text: requiredText(longest) })),
  drafts: true,
  words: (strings) => strings.note,
  view: (fields, { note }) => ({ fields: [fields.textarea('text', { label: note.text, rows: 8, max: longest })] }),
  // A note overrules nothing: it is added whatever else has happened.
  run: (services, { reference }, value, request) => services.note(actorOf(request), { reference, ...value }),
});

export const requestInformationPage = actionPage({
  action: 'request-information',
  form: formOf(
    z.object({
      question: requiredText(longest),
      replyWithinWorkingDays: z
        .string()
        .transform((text) => latinDigits(text))
        .refine((text) => /^([1-9]|10)$/.test(text), { error: 'days' })
        .transform(Number),
    }),
  ),
  drafts: true,
  words: (strings) => strings.requestInformation,
  preview: (services, target, value, request) =>
    services.preview(actorOf(request), 'request-information', { ...target, ...value }),
  view: (fields, { requestInformation: of }, { request }) => ({
    fields: [
      fields.textarea('question', { label: of.question, hint: of.questionHint, rows: 6, max: longest }),
      fields.text('replyWithinWorkingDays', {
        label: of.days,
        inputMode: 'numeric',
        width: '3',
        value: localDigits(5, request.language),
      }),
    ],
  }),
  run: (services, target, value, request) => services.requestInformation(actorOf(request), { ...target, ...value }),
});

export const replyPage = actionPage({
  action: 'reply',
  form: formOf(z.object({ text: requiredText(longest) })),
  drafts: true,
  words: (strings) => strings.reply,
  preview: (services, { reference }, value, request) =>
    services.preview(actorOf(request), 'reply', { reference, ...value }),
  view: (fields, { reply }) => ({ fields: [fields.textarea('text', { label: reply.text, rows: 8, max: longest })] }),
  run: (services, { reference }, value, request) => services.reply(actorOf(request), { reference, ...value }),
});

export const escalatePage = actionPage({
  action: 'escalate',
  form: formOf(z.object({ reason: requiredText(longest), consent: askedConsent })),
  drafts: true,
  words: (strings) => strings.escalate,
  preview: (services, target, value, request) =>
    services.preview(actorOf(request), 'escalate', { ...target, ...value }),
  view: (fields, strings, { dossier }) => ({
    fields: [
      fields.textarea('reason', { label: strings.escalate.reason, rows: 5, max: longest }),
      ...consentField(fields, strings, dossier),
    ],
  }),
  run: (services, target, value, request) => services.escalate(actorOf(request), { ...target, ...value }),
});

export const fulfilRemedyPage = actionPage({
  action: 'fulfil-remedy',
  form: formOf(z.object({ remedyId: requiredText(64), evidence: requiredText(longest) })),
  drafts: true,
  words: (strings) => strings.fulfilRemedy,
  view(fields, { fulfilRemedy: of }, { dossier, book, request }) {
    const { language } = request;
    const names = localNames(book, language, request.now);
    const items = dossier.view.decisions
      .flatMap((decision) => decision.remedies)
      .filter((remedy) => remedy.state === 'ordered' || remedy.state === 'disputed')
      .map((remedy) => ({
        value: remedy.id,
        label: [names.remedy(remedy.kind), remedy.amountKhr === null ? null : showMoney(remedy.amountKhr, language)]
          .filter((each) => each !== null)
          .join(' – '),
        hint: fill(staffWords[language].due.by, { date: showDate(remedy.dueOn, language) }),
      }));
    const asked = request.query.get('remedy') ?? (items.length === 1 ? (items[0]?.value ?? '') : '');
    return {
      fields: [
        fields.radios('remedyId', { label: of.remedy, items, value: asked }),
        fields.textarea('evidence', { label: of.evidence, hint: of.evidenceHint, rows: 4, max: longest }),
      ],
    };
  },
  run: (services, target, value, request) => services.fulfilRemedy(actorOf(request), { ...target, ...value }),
});

export const closePage = actionPage({
  action: 'close',
  form: formOf(z.object({ note: optionalText(longest) })),
  words: (strings) => strings.close,
  view: (fields, { close }) => ({ fields: [fields.textarea('note', { label: close.note, rows: 3, max: longest })] }),
  run: (services, target, { note }, request) => services.close(actorOf(request), { ...target, note: orNull(note) }),
});

export const reopenPage = actionPage({
  action: 'reopen',
  form: formOf(z.object({ reason: requiredText(longest) })),
  drafts: true,
  words: (strings) => strings.reopen,
  view: (fields, { reopen }) => ({
    fields: [fields.textarea('reason', { label: reopen.reason, rows: 5, max: longest })],
  }),
  run: (services, target, value, request) => services.reopen(actorOf(request), { ...target, ...value }),
});

export const withdrawPage = actionPage({
  action: 'withdraw',
  grave: true,
  form: formOf(z.object({ reason: requiredText(longest), sure: ticked })),
  words: (strings) => strings.withdraw,
  view: (fields, { withdraw, confirm }) => ({
    fields: [
      fields.textarea('reason', { label: withdraw.reason, rows: 5, max: longest }),
      fields.checkboxes('sure', { label: confirm, items: [{ value: 'yes', label: withdraw.sure }] }),
    ],
  }),
  run: (services, target, { reason }, request) => services.withdraw(actorOf(request), { ...target, reason }),
});

export const linkPage = actionPage({
  action: 'link',
  form: formOf(z.object({ other: requiredText(40), kind: choice(['duplicate', 'related']) })),
  words: (strings) => strings.link,
  view: (fields, { link }) => ({
    fields: [
      fields.text('other', { label: link.other, hint: link.otherHint, width: '20' }),
      fields.radios('kind', {
        label: link.kind,
        items: [
          { value: 'related', label: link.related },
          { value: 'duplicate', label: link.duplicate },
        ],
      }),
    ],
  }),
  run: (services, target, value, request) => services.link(actorOf(request), { ...target, ...value }),
});

export const markProtectedPage = actionPage({
  action: 'mark-protected',
  grave: true,
  form: formOf(z.object({ reason: requiredText(longest), sure: ticked })),
  words: (strings) => strings.markProtected,
  view: (fields, { markProtected: of, confirm }) => ({
    fields: [
      fields.textarea('reason', { label: of.reason, rows: 5, max: longest }),
      fields.checkboxes('sure', { label: confirm, items: [{ value: 'yes', label: of.sure }] }),
    ],
  }),
  run: (services, target, { reason }, request) => services.markProtected(actorOf(request), { ...target, reason }),
  afterwards: (request) => `${request.url('/staff')}?done=protected`,
});
