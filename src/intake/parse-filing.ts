import type { z } from 'zod';

import {
  latinDigits,
  type AboutDetails,
  type ComplainantDetails,
  type ContactChannel,
  type Identity,
  type RepresentativeDetails,
} from '../cases/index.ts';
import { InvalidInput, type FieldFault } from '../kernel/errors.ts';
import type { Language } from '../kernel/language.ts';
import { faultsOf } from '../platform/zod-faults.ts';
import type { ReferenceBook } from '../reference/index.ts';
import type { Channel } from './domain/filing.ts';
import { plainText } from './domain/plain-text.ts';
import { filingBody, notedFilingBody, type FilingBody } from './filing-schema.ts';

/** A complaint as it was understood: normalised, complete, its codes known on the day of filing. */
export interface Filing {
  readonly language: Language;
  readonly channel: Channel;
  readonly programme: string;
  readonly category: string;
  readonly place: string;
  readonly narrative: string;
  readonly remedySought: string | null;
  readonly occurredOn: string | null;
  readonly lifeThreatening: boolean;
  readonly identity: Identity;
  readonly complainant: ComplainantDetails | null;
  readonly representative: RepresentativeDetails | null;
  readonly about: readonly AboutDetails[];
  /** Asked for by the complainant; a category may be protected by itself. */
  readonly protected: boolean;
}

/**
 * Reads a complaint as sent (see the contract). Khmer and Latin digits are taken alike, texts are kept in NFC, phones in E.164.
 * @param channel the door it came through; `stated`: staff say in the body how it reached them
 * @param on the day of filing in Phnom Penh, `YYYY-MM-DD`
 * @throws InvalidInput naming every fault at once: of form, of what belongs together, and of codes unknown on that day
 */
export function parseFiling(
  body: unknown,
  { channel, book, on }: { readonly channel: Channel | 'stated'; readonly book: ReferenceBook; readonly on: string },
): Filing {
  const result: z.ZodSafeParseResult<FilingBody> = (channel === 'stated' ? notedFilingBody : filingBody).safeParse(
    body,
  );
  const faults = result.success ? [] : faultsOf(result.error, body);
  const bad = new Set(faults.map((fault) => fault.field));
  for (const fault of [...togetherFaults(body, on), ...referenceFaults(body, book, on)]) {
    if (!bad.has(fault.field)) faults.push(fault);
    bad.add(fault.field);
  }
  if (!result.success || faults.length > 0) throw new InvalidInput(faults);
  const sent = result.data;
  const isProtected = sent.protected === true || book.category(sent.category, on)?.isProtected === true;
  return {
    language: sent.language ?? 'km',
    channel: channel === 'stated' ? (sent.channel ?? 'counter') : channel,
    programme: sent.programme,
    category: sent.category,
    place: sent.place,
    narrative: sent.narrative,
    remedySought: sent.remedySought,
    occurredOn: sent.occurredOn,
    lifeThreatening: sent.lifeThreatening ?? false,
    identity: sent.identity,
    complainant: complainantOf(sent, isProtected),
    representative: sent.representative ?? null,
    about: sent.about ?? [],
    protected: sent.protected ?? false,
  };
}

function complainantOf({ complainant, representative }: FilingBody, isProtected: boolean): ComplainantDetails | null {
  if (!complainant) return null;
  const { phone, email, contact } = complainant;
  const reachable: ContactChannel = (phone ?? representative?.phone) ? 'sms' : email ? 'email' : 'none';
  return {
    name: complainant.name,
    sex: complainant.sex ?? 'undisclosed',
    birthYear: complainant.birthYear,
    disability: complainant.disability ?? 'undisclosed',
    phone,
    email,
    address: complainant.address,
    ids: complainant.ids ?? { socialProtectionId: null, nssfMemberId: null, equityCard: null, nationalId: null },
    contact: {
      channel: contact?.channel ?? reachable,
      safe: contact?.safe ?? !isProtected,
      note: contact?.note ?? null,
    },
  };
}

type Sent = Readonly<Record<string, unknown>>;

function objectIn(of: unknown): Sent {
  return typeof of === 'object' && of !== null && !Array.isArray(of) ? (of as Sent) : {};
}

/** A text that says something, as far as one was sent at all. */
function said(of: unknown): string | null {
  return typeof of === 'string' ? plainText(of, 'one') || null : null;
}

const oldestOccurrence = '1900-01-01';
const oldestPerson = 120;

/** What belongs together. Looks at what was sent, so that it is found whatever else is wrong. */
function togetherFaults(body: unknown, on: string): FieldFault[] {
  const sent = objectIn(body);
  const complainant = objectIn(sent['complainant']);
  const contact = objectIn(complainant['contact']);
  const faults: FieldFault[] = [];
  const fault = (field: string, code: string, params?: FieldFault['params']) =>
    faults.push(params ? { field, code, params } : { field, code });

  const day = latinDigits(said(sent['occurredOn']) ?? '');
  if (/^\d{4}-\d{2}-\d{2}$/.test(day)) {
    if (day > on) fault('occurredOn', 'date_in_future');
    else if (day < oldestOccurrence) fault('occurredOn', 'date_too_early', { least: oldestOccurrence });
  }
  const year = Number(latinDigits(String(complainant['birthYear'] ?? '').trim() || 'none'));
  const thisYear = Number(on.slice(0, 4));
  if (Number.isInteger(year) && (year > thisYear || year < thisYear - oldestPerson))
    fault('complainant.birthYear', 'birth_year_invalid');

  const anonymous = sent['identity'] === 'anonymous';
  if (anonymous) {
    for (const field of ['name', 'phone', 'email', 'address']) {
      if (said(complainant[field]) !== null) fault(`complainant.${field}`, 'anonymous_identifies');
    }
    for (const [field, value] of Object.entries(objectIn(complainant['ids']))) {
      if (said(value) !== null) fault(`complainant.ids.${field}`, 'anonymous_identifies');
    }
    if (said(contact['note']) !== null) fault('complainant.contact.note', 'anonymous_identifies');
  } else if (
    (sent['identity'] === 'named' || sent['identity'] === 'confidential') &&
    said(complainant['name']) === null
  ) {
    fault('complainant.name', 'name_needed');
  }
  const phone = said(complainant['phone']) ?? said(objectIn(sent['representative'])['phone']);
  const channel = contact['channel'];
  if ((channel === 'sms' || channel === 'voice') && phone === null)
    fault('complainant.contact.channel', anonymous ? 'anonymous_identifies' : 'contact_needs_phone');
  if (channel === 'email' && said(complainant['email']) === null)
    fault('complainant.contact.channel', anonymous ? 'anonymous_identifies' : 'contact_needs_email');

  const about = Array.isArray(sent['about']) ? (sent['about'] as readonly unknown[]) : [];
  about.slice(0, 20).forEach((each, index) => {
    const { office, name } = objectIn(each);
    if (typeof each === 'object' && each !== null && said(office) === null && said(name) === null)
      fault(`about.${index}`, 'about_needs_office_or_name');
  });
  return faults;
}

/** Codes that are unknown on the day, and a category that is not offered for the programme. */
function referenceFaults(body: unknown, book: ReferenceBook, on: string): FieldFault[] {
  const sent = objectIn(body);
  const codeOf = (of: unknown): string | null => {
    const text = said(of);
    return text === null ? null : latinDigits(text).toUpperCase();
  };
  const faults: FieldFault[] = [];
  const programmeCode = codeOf(sent['programme']);
  const categoryCode = codeOf(sent['category']);
  const placeCode = codeOf(sent['place']);
  const programme = programmeCode === null ? null : book.programme(programmeCode, on);
  const category = categoryCode === null ? null : book.category(categoryCode, on);
  if (programmeCode !== null && !programme) faults.push({ field: 'programme', code: 'unknown_programme' });
  if (categoryCode !== null && !category) faults.push({ field: 'category', code: 'unknown_category' });
  if (placeCode !== null && !book.place(placeCode)) faults.push({ field: 'place', code: 'unknown_place' });
  if (programme && category) {
    const offered =
      category.tracks.includes(programme.track) && (category.programmes?.includes(programme.code) ?? true);
    if (!offered) faults.push({ field: 'category', code: 'category_not_for_programme' });
  }
  const about = Array.isArray(sent['about']) ? (sent['about'] as readonly unknown[]) : [];
  about.slice(0, 20).forEach((each, index) => {
    const office = codeOf(objectIn(each)['office']);
    if (office !== null && !book.office(office))
      faults.push({ field: `about.${index}.office`, code: 'unknown_office' });
  });
  return faults;
}
