import type { Filing, FilingAnswer, IntakeDraft } from '../../../intake/index.ts';
import { newId } from '../../../kernel/ids.ts';
import type { Language } from '../../../kernel/language.ts';
import type { ReferenceBook } from '../../../reference/index.ts';
import { clockKindWords } from '../../../sla/index.ts';
import { fieldsOf } from '../../fields.ts';
import { fill, localDigits, showDate, showDateTime } from '../../text.ts';
import { localNames } from '../names.ts';
import { staffWords } from '../words/index.ts';
import type { PageRequest } from '../../page.ts';
import type { StaffServices } from '../services.ts';
import { en } from './en.ts';
import type { Strings } from './en.ts';
import { aboutRows, placesMeant } from './form.ts';
import { km } from './km.ts';

export type IntakeRequest = PageRequest<Strings, StaffServices>;
/** The fields alone, without what was asked of the caller: also for the page of the counter. */
type FieldsRequest = Pick<IntakeRequest, 'strings' | 'language' | 'fields' | 'faults' | 'actor' | 'now' | 'url'>;

const spoken: Readonly<Record<Language, typeof en>> = { km, en };

/** The one screen: everything that a complaint may hold, the needed parts first. */
export function presentIntake(request: FieldsRequest, book: ReferenceBook) {
  const { strings, language, fields: sent } = request;
  const words = staffWords[language];
  const names = localNames(book, language, request.now);
  const fields = fieldsOf(request);
  // The page of the counter is the same for everybody: nobody's own.
  const { actor } = request;
  const items = (of: Readonly<Record<string, string>>, first: string | null = null) => [
    ...(first === null ? [] : [{ value: '', label: first }]),
    ...Object.entries(of).map(([value, label]) => ({ value, label })),
  ];
  const { web: _, ...channels } = words.channels;
  const text = (name: string, label: string, more: object = {}) => fields.text(name, { label, ...more });
  const several = request.faults.fields.includes('place') ? placesMeant(sent, book) : [];
  const here = actor === null ? '' : (book.office(actor.office)?.place ?? '');
  const place = {
    ...text('placeTyped', strings.place, { hint: strings.placeHint, autocomplete: 'off', width: '30' }),
    value: sent.has('placeTyped') ? sent.one('placeTyped') : sent.one('place') || (here.length >= 6 ? here : ''),
    error: request.faults.text('placeTyped'),
  };
  return {
    action: request.url('/staff/intake'),
    key: sent.one('key') || newId(),
    callerPhone: text('callerPhone', strings.callerPhone, { type: 'tel', inputMode: 'tel', width: '20' }),
    channel: fields.radios('channel', {
      label: strings.channel,
      items: items(channels),
      inline: true,
      value: actor?.role === 'hotline_agent' ? 'hotline' : 'counter',
    }),
    speaks: fields.radios('language', {
      label: strings.language,
      items: items(strings.languages),
      inline: true,
      value: 'km',
    }),
    what: [
      fields.select('programme', {
        label: strings.programme,
        items: [
          { value: '', label: strings.choose },
          ...book.programmes(names.on).map(({ code, name }) => ({ value: code, label: name[language] })),
        ],
      }),
      fields.select('category', {
        label: strings.category,
        items: [
          { value: '', label: strings.choose },
          ...book.categories(names.on).map(({ code, name }) => ({ value: code, label: name[language] })),
        ],
      }),
    ],
    place,
    placeNow: place.value === '' ? null : book.place(place.value) === null ? null : names.place(place.value),
    places:
      several.length < 2
        ? null
        : fields.radios('place', {
            label: strings.placeFound,
            items: several.map((code) => ({ value: code, label: names.place(code), hint: code })),
            look: 'grid',
          }),
    story: [
      fields.textarea('narrative', { label: strings.narrative, hint: strings.narrativeHint, rows: 6, max: 10_000 }),
      fields.textarea('remedySought', { label: strings.remedySought, rows: 2, max: 2_000 }),
    ],
    occurredOn: fields.date('occurredOn', {
      label: strings.occurredOn,
      labels: [words.dayLabels.day, words.dayLabels.month, words.dayLabels.year],
    }),
    marks: [
      { id: 'lifeThreatening', text: strings.lifeThreatening, isChecked: sent.one('lifeThreatening') === 'yes' },
      { id: 'protected', text: strings.protected, isChecked: sent.one('protected') === 'yes' },
    ],
    identity: fields.radios('identity', {
      label: strings.identity,
      items: items(words.identities),
      inline: true,
      value: 'named',
    }),
    who: [
      text('complainant.name', strings.name, { hint: strings.nameHint, autocomplete: 'off' }),
      text('complainant.phone', strings.phone, { type: 'tel', inputMode: 'tel', autocomplete: 'off', width: '20' }),
    ],
    reach: [
      fields.select('complainant.contact.channel', {
        label: strings.contact,
        items: items(words.contactChannels, strings.contactDefault),
      }),
      fields.radios('complainant.contact.safe', {
        label: strings.safe,
        items: [
          { value: 'yes', label: strings.safeYes },
          { value: 'no', label: strings.safeNo },
        ],
        inline: true,
      }),
      text('complainant.contact.note', strings.note),
    ],
    more: [
      fields.select('complainant.sex', { label: strings.sex, items: items(words.sexes, '–') }),
      text('complainant.birthYear', strings.birthYear, { inputMode: 'numeric', width: '5' }),
      fields.select('complainant.disability', { label: strings.disability, items: items(words.yesNo, '–') }),
      text('complainant.email', strings.email, { type: 'email' }),
      text('complainant.address', strings.address),
      text('complainant.ids.socialProtectionId', strings.ids.socialProtectionId, { inputMode: 'numeric' }),
      text('complainant.ids.nssfMemberId', strings.ids.nssfMemberId),
      text('complainant.ids.equityCard', strings.ids.equityCard),
      text('complainant.ids.nationalId', strings.ids.nationalId, { inputMode: 'numeric' }),
    ],
    speaker: [
      text('representative.name', strings.representativeName),
      text('representative.phone', strings.representativePhone, { type: 'tel', inputMode: 'tel' }),
      text('representative.relation', strings.relation),
    ],
    about: Array.from({ length: aboutRows }, (_, index) => [
      fields.select(`about.${index}.kind`, {
        label: strings.aboutKind,
        items: items(words.aboutKinds, strings.nothing),
      }),
      {
        ...text(`about.${index}.name`, strings.aboutName),
        error: request.faults.text(`about.${index}.name`) ?? request.faults.text(`about.${index}`),
      },
      text(`about.${index}.office`, strings.aboutOffice, { hint: strings.aboutHint }),
    ]),
    openMore: request.faults.any || sent.one('complainant.email') !== '' || sent.one('complainant.address') !== '',
    openSpeaker: sent.one('representative.name') !== '' || request.faults.fields.some((name) => name.startsWith('rep')),
    openAbout: sent.one('about.0.kind') !== '' || request.faults.fields.some((name) => name.startsWith('about')),
  };
}

/** What this person saved for later: for whom and about what as far as it was typed, and until when it is kept. */
export function presentSaved(drafts: readonly IntakeDraft[], request: IntakeRequest, book: ReferenceBook) {
  const { strings, language, fields } = request;
  const names = localNames(book, language, request.now);
  return drafts
    .filter(({ id }) => id !== fields.one('key'))
    .map((draft) => {
      const typed = (name: string) => draft.fields[name]?.[0] ?? '';
      const category = typed('category');
      return {
        id: draft.id,
        who: typed('complainant.name') || strings.saved.nobody,
        what: category === '' ? null : names.category(category),
        when: fill(strings.saved.when, {
          at: showDateTime(draft.savedAt, language),
          until: showDate(draft.expiresAt, language),
        }),
        open: request.url(`/staff/intake?draft=${draft.id}`),
      };
    });
}

/** What is read to the person before it is filed, in their language. */
export function presentReadBack(request: IntakeRequest, filing: Filing, book: ReferenceBook, refused: string | null) {
  const { read } = spoken[filing.language];
  const names = localNames(book, filing.language, request.now);
  const { complainant } = filing;
  const phone = complainant?.phone ?? filing.representative?.phone ?? null;
  const who =
    filing.identity === 'anonymous' || complainant?.name == null
      ? read.anonymous
      : fill(filing.identity === 'confidential' ? read.confidential : read.named, { name: complainant.name });
  return {
    action: request.url('/staff/intake'),
    carried: request.fields.with({ go: [], consent: [] }).carried(),
    spokenLanguage: filing.language,
    sentences: [
      fill(read.matter, {
        category: names.category(filing.category),
        programme: names.programme(filing.programme),
        place: names.place(filing.place),
      }),
      ...(filing.occurredOn === null
        ? []
        : [fill(read.occurred, { date: showDate(filing.occurredOn, filing.language) })]),
      fill(read.story, { text: filing.narrative }),
      ...(filing.remedySought === null ? [] : [fill(read.wish, { text: filing.remedySought })]),
      who,
      phone === null
        ? read.none
        : fill(read.phone, { phone: localDigits(phone.replace('+855', '0'), filing.language) }),
    ],
    consentSentence: read.consent,
    refused,
  };
}

/** The receipt, to be read out or printed. */
export function presentFiled(answer: FilingAnswer, filing: Filing, request: IntakeRequest, book: ReferenceBook) {
  const { language } = filing;
  const { filed } = spoken[language];
  const names = localNames(book, language, request.now);
  const kinds: Readonly<Record<string, { readonly km: string; readonly en: string }>> = clockKindWords;
  const next = answer.deadlines.map((deadline) => ({
    what: kinds[deadline.kind]?.[language] ?? deadline.kind,
    by: showDate(deadline.dueAt, language),
  }));
  return {
    spokenLanguage: language,
    reference: answer.reference,
    receipt: answer.receipt,
    office: answer.heldBy.name[language],
    filedAt: showDateTime(answer.filedAt, language),
    subject: filing.protected ? null : `${names.category(filing.category)} – ${names.programme(filing.programme)}`,
    script: [
      fill(filed.say, { reference: answer.reference, receipt: answer.receipt, office: answer.heldBy.name[language] }),
      ...next.map(({ what, by }) => fill(filed.sayDue, { what, date: by })),
      ...answer.warnings.map((warning) => warning.text[language]),
      filed.free,
    ],
    next,
    said: filed,
    follow: fill(filed.follow, { url: `${request.services.publicUrl.replace(/^https?:\/\//, '')}/complaints/track` }),
    open: request.url(`/staff/cases/${answer.reference}`),
    another: request.url('/staff/intake'),
  };
}
