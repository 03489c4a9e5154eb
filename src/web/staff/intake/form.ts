import { parseFiling, type Filing } from '../../../intake/index.ts';
import { InvalidInput, type FieldFault } from '../../../kernel/errors.ts';
import { phnomPenhDay } from '../../../reference/index.ts';
import type { ReferenceBook } from '../../../reference/index.ts';
import { dayFrom } from '../../form.ts';
import type { SentFields } from '../../sent-fields.ts';
import { latinDigits } from '../../text.ts';

/** Rows of "whom it is about" on the form. */
export const aboutRows = 2;

/** The place meant by what was typed or chosen; several when the name does not say which. */
export function placesMeant(fields: SentFields, book: ReferenceBook): readonly string[] {
  const chosen = fields.one('place');
  if (chosen !== '' && book.place(chosen) !== null) return [chosen];
  const typed = fields.one('placeTyped');
  if (typed === '') return [];
  const code = book.place(latinDigits(typed));
  if (code !== null) return [code.code];
  const found = book.searchPlaces(typed, 12);
  const exact = found.filter((place) => place.name.km === typed || place.name.en.toLowerCase() === typed.toLowerCase());
  return (exact.length > 0 ? exact : found).map((place) => place.code);
}

/** The complaint as `POST /cases` takes it: what was left empty is left out. */
export function bodyOf(fields: SentFields, place: string) {
  const text = (name: string) => fields.one(name) || null;
  const channel = fields.one('complainant.contact.channel');
  const safe = fields.one('complainant.contact.safe');
  const person = {
    name: text('complainant.name'),
    phone: text('complainant.phone'),
    email: text('complainant.email'),
    address: text('complainant.address'),
    ids: {
      socialProtectionId: text('complainant.ids.socialProtectionId'),
      nssfMemberId: text('complainant.ids.nssfMemberId'),
      equityCard: text('complainant.ids.equityCard'),
      nationalId: text('complainant.ids.nationalId'),
    },
    birthYear: text('complainant.birthYear'),
    ...optional('sex', fields.one('complainant.sex')),
    ...optional('disability', fields.one('complainant.disability')),
    contact: {
      ...optional('channel', channel),
      ...(safe === '' ? {} : { safe: safe === 'yes' }),
      note: text('complainant.contact.note'),
    },
  };
  const speaks = ['name', 'phone', 'relation'].some((part) => fields.one(`representative.${part}`) !== '');
  const about = Array.from({ length: aboutRows }, (_, index) => ({
    kind: fields.one(`about.${index}.kind`),
    office: text(`about.${index}.office`),
    name: text(`about.${index}.name`),
  })).filter((each) => each.kind !== '');
  return {
    language: fields.one('language') === 'en' ? 'en' : 'km',
    channel: fields.one('channel'),
    programme: fields.one('programme'),
    category: fields.one('category'),
    place,
    narrative: fields.one('narrative'),
    remedySought: text('remedySought'),
    occurredOn: dayOf(fields) || null,
    lifeThreatening: fields.one('lifeThreatening') === 'yes',
    identity: fields.one('identity'),
    complainant: person,
    representative: speaks
      ? {
          name: fields.one('representative.name'),
          phone: text('representative.phone'),
          relation: text('representative.relation'),
        }
      : null,
    about,
    protected: fields.one('protected') === 'yes',
  };
}

function optional(name: string, value: string): Readonly<Record<string, string>> {
  return value === '' ? {} : { [name]: value };
}

/** The day typed: `YYYY-MM-DD`, '' when none, null when it is no day. */
export function dayOf(fields: SentFields): string | null {
  return dayFrom(fields.one('occurredOn.day'), fields.one('occurredOn.month'), fields.one('occurredOn.year'));
}

/** What only this form can judge: the place as typed, the day, and what was not chosen at all. */
export function formFaults(fields: SentFields, places: readonly string[]): readonly FieldFault[] {
  const faults: FieldFault[] = [];
  if (fields.one('programme') === '') faults.push({ field: 'programme', code: 'required' });
  if (fields.one('category') === '') faults.push({ field: 'category', code: 'required' });
  const typed = fields.one('placeTyped') !== '' || fields.one('place') !== '';
  if (!typed) faults.push({ field: 'placeTyped', code: 'required' });
  else if (places.length === 0) faults.push({ field: 'placeTyped', code: 'unknown_place' });
  else if (places.length > 1) faults.push({ field: 'place', code: 'choose' });
  if (fields.one('channel') === '') faults.push({ field: 'channel', code: 'choose' });
  if (fields.one('identity') === '') faults.push({ field: 'identity', code: 'choose' });
  if (fields.one('narrative') === '') faults.push({ field: 'narrative', code: 'required' });
  if (dayOf(fields) === null) faults.push({ field: 'occurredOn', code: 'date' });
  return faults;
}

/** What was typed, understood: the body to file, or every fault at once. `settled` names the place by its code. */
export function understood(fields: SentFields, book: ReferenceBook, now: Date) {
  const places = placesMeant(fields, book);
  const faults = [...formFaults(fields, places)];
  const place = places.length === 1 ? (places[0] ?? '') : '';
  const body = bodyOf(fields, place);
  let filing: Filing | null = null;
  try {
    filing = parseFiling(body, { channel: 'stated', book, on: phnomPenhDay(now) });
  } catch (error) {
    if (!(error instanceof InvalidInput)) throw error;
    const known = new Set(faults.map((fault) => fault.field));
    // The place is judged by what was typed, above.
    faults.push(...error.fields.filter((fault) => fault.field !== 'place' && !known.has(fault.field)));
  }
  return { filing, body, faults, settled: fields.with({ place, placeTyped: [] }) };
}
