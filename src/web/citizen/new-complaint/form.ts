import { z } from 'zod';
import type { FieldFault } from '../../../kernel/errors.ts';
import {
  choice,
  dayFrom,
  formOf,
  optionalChoice,
  optionalDigits,
  optionalEmail,
  optionalPhone,
  optionalText,
  requiredText,
} from '../../form.ts';
import type { SentFields } from '../../sent-fields.ts';
import { latinDigits } from '../../text.ts';
import { aboutKinds, contactChannels } from '../services.ts';
import type { ComplaintInput } from '../services.ts';
import { stepsFor, unsure } from './facts.ts';
import type { Facts, Step } from './facts.ts';
import { topics } from './topics.ts';
import type { Language } from '../../../kernel/language.ts';

const none: readonly FieldFault[] = [];

/** What is wrong with the answers to one question. */
export function faultsOf(step: Step, facts: Facts): readonly FieldFault[] {
  const { fields } = facts;
  switch (step) {
    case 'topic':
      return check(z.object({ topic: choice(topics) }), fields);
    case 'programme':
      return facts.programme === null ? [{ field: 'programme', code: 'choose' }] : none;
    case 'problem':
      return facts.category === null ? [{ field: 'category', code: 'choose' }] : none;
    case 'province':
      return facts.province === null ? [{ field: 'province', code: 'choose' }] : none;
    case 'found':
      return facts.reference.place(fields.one('found')) === null ? [{ field: 'found', code: 'choose' }] : none;
    case 'district':
      return knownPlace('district', fields, facts.districts);
    case 'commune':
      return knownPlace('commune', fields, facts.communes);
    case 'story':
      return [...check(z.object({ narrative: requiredText(10_000) }), fields), ...dateFaults(facts)];
    case 'files':
      return none;
    case 'about':
      return check(z.object({ 'about.kind': optionalChoice(aboutKinds), 'about.name': optionalText(300) }), fields);
    case 'remedy':
      return check(z.object({ remedySought: optionalText(2_000) }), fields);
    case 'identity':
      return check(z.object({ identity: choice(['named', 'confidential', 'anonymous']) }), fields);
    case 'person':
      return [...check(person, fields), ...yearFaults(facts)];
    case 'contact':
      return contactFaults(fields);
    case 'check':
      return none;
  }
}

/** The first question, of those this person is asked, whose answer does not stand; null when all do. */
export function firstFaulty(facts: Facts): { readonly step: Step; readonly faults: readonly FieldFault[] } | null {
  for (const step of stepsFor(facts)) {
    const faults = faultsOf(step, facts);
    if (faults.length > 0) return { step, faults };
  }
  return null;
}

const person = z.object({
  'complainant.name': requiredText(300),
  'complainant.sex': optionalChoice(['female', 'male', 'other', 'undisclosed']),
  'complainant.disability': optionalChoice(['yes', 'no', 'undisclosed']),
  'complainant.ids.socialProtectionId': optionalDigits(10, 10),
  'complainant.ids.nssfMemberId': optionalText(40),
  'complainant.ids.equityCard': optionalText(40),
  'complainant.ids.nationalId': optionalText(40),
});

const contact = z.object({
  'complainant.contact.channel': choice(contactChannels),
  'complainant.phone': optionalPhone(),
  'complainant.email': optionalEmail(),
  'complainant.address': optionalText(500),
  'complainant.contact.note': optionalText(500),
});

const representative = z.object({
  'representative.name': requiredText(300),
  'representative.phone': optionalPhone(),
  'representative.relation': optionalText(100),
});

function contactFaults(fields: SentFields): readonly FieldFault[] {
  const faults = [...check(contact, fields)];
  const channel = fields.one('complainant.contact.channel');
  const needs = {
    sms: 'complainant.phone',
    voice: 'complainant.phone',
    email: 'complainant.email',
    in_person: 'complainant.address',
  };
  const needed = channel in needs ? needs[channel as keyof typeof needs] : null;
  if (needed !== null && fields.one(needed) === '') faults.push({ field: needed, code: 'required' });
  if (needed !== null && !['yes', 'no'].includes(fields.one('complainant.contact.safe'))) {
    faults.push({ field: 'complainant.contact.safe', code: 'choose' });
  }
  return fields.one('representative') === 'yes' ? [...faults, ...check(representative, fields)] : faults;
}

function check<T>(schema: z.ZodType<T>, fields: SentFields): readonly FieldFault[] {
  const parsed = formOf(schema).parse(fields);
  return parsed.ok ? none : parsed.faults;
}

function knownPlace(
  field: string,
  fields: SentFields,
  places: readonly { readonly code: string }[],
): readonly FieldFault[] {
  const code = fields.one(field);
  return code === unsure || places.some((place) => place.code === code) ? none : [{ field, code: 'choose' }];
}

function occurredOn(fields: SentFields): string | null {
  return dayFrom(fields.one('occurredOn.day'), fields.one('occurredOn.month'), fields.one('occurredOn.year'));
}

function dateFaults({ fields, today }: Facts): readonly FieldFault[] {
  const day = occurredOn(fields);
  if (day === null) return [{ field: 'occurredOn', code: 'date' }];
  return day > today ? [{ field: 'occurredOn', code: 'date_future' }] : none;
}

function yearFaults({ fields, today }: Facts): readonly FieldFault[] {
  const text = latinDigits(fields.one('complainant.birthYear'));
  const thisYear = Number(today.slice(0, 4));
  const right = text === '' || (/^[0-9]{4}$/.test(text) && Number(text) > thisYear - 130 && Number(text) <= thisYear);
  return right ? none : [{ field: 'complainant.birthYear', code: 'year' }];
}

/** The complaint out of answers in which `firstFaulty` found nothing wrong. Answers to questions not asked are left out. */
export function complaintOf(facts: Facts, language: Language): ComplaintInput {
  const { fields, programme, category, place } = facts;
  if (programme === null || category === null || place === null)
    throw new Error('A complaint was made of unfinished answers');
  const text = (name: string) => fields.one(name) || null;
  const asked = new Set(stepsFor(facts));
  const kind = aboutKinds.find((one) => one === fields.one('about.kind'));
  const full = asked.has('about');
  return {
    language,
    programme: programme.code,
    category: category.code,
    place: place.code,
    narrative: fields.one('narrative'),
    remedySought: asked.has('remedy') ? text('remedySought') : null,
    occurredOn: facts.isProtected ? null : occurredOn(fields) || null,
    lifeThreatening: asksAboutLife(facts) && fields.one('lifeThreatening') === 'yes',
    identity: facts.anonymous ? 'anonymous' : fields.one('identity') === 'confidential' ? 'confidential' : 'named',
    complainant: facts.anonymous ? null : complainantOf(fields, facts.minimal),
    representative:
      asked.has('contact') && fields.one('representative') === 'yes'
        ? {
            name: fields.one('representative.name'),
            phone: phoneOf(fields, 'representative.phone'),
            relation: text('representative.relation'),
          }
        : null,
    about: full && kind !== undefined ? [{ kind, office: null, name: text('about.name') }] : [],
    protected: facts.isProtected || fields.one('protected') === 'yes',
  };
}

function complainantOf(fields: SentFields, minimal: boolean): NonNullable<ComplaintInput['complainant']> {
  const text = (name: string) => fields.one(`complainant.${name}`) || null;
  const id = (name: string) => (minimal ? null : text(`ids.${name}`));
  const year = latinDigits(fields.one('complainant.birthYear'));
  const digits = id('socialProtectionId');
  const sex = (['female', 'male', 'other'] as const).find((one) => one === fields.one('complainant.sex'));
  const disability = (['yes', 'no'] as const).find((one) => one === fields.one('complainant.disability'));
  return {
    name: text('name'),
    sex: (minimal ? null : sex) ?? 'undisclosed',
    birthYear: minimal || year === '' ? null : Number(year),
    disability: (minimal ? null : disability) ?? 'undisclosed',
    phone: phoneOf(fields, 'complainant.phone'),
    email: text('email'),
    address: text('address'),
    ids: {
      socialProtectionId: digits === null ? null : latinDigits(digits).replace(/[^0-9]/g, ''),
      nssfMemberId: id('nssfMemberId'),
      equityCard: id('equityCard'),
      nationalId: id('nationalId'),
    },
    contact: {
      channel: contactChannels.find((one) => one === fields.one('complainant.contact.channel')) ?? 'none',
      safe: fields.one('complainant.contact.safe') === 'yes',
      note: text('contact.note'),
    },
  };
}

function phoneOf(fields: SentFields, name: string): string | null {
  return latinDigits(fields.one(name)).replace(/[^0-9+]/g, '') || null;
}

/** Whether danger to life makes a difference to this kind of problem, so that it is asked. */
export function asksAboutLife({ category }: Facts): boolean {
  return category !== null && category.severityIfLifeThreatening !== category.severity;
}
