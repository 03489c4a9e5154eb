import { z } from 'zod';

import { longestNarrative, staffChannels } from './domain/filing.ts';
import {
  code,
  maybeBirthYear,
  maybeCode,
  maybeDay,
  maybeEmail,
  maybeEquityCard,
  maybeNationalId,
  maybeNssfMemberId,
  maybePhone,
  maybeSocialProtectionId,
  maybeText,
  neededText,
} from './filing-fields.ts';

const contact = z
  .strictObject({
    channel: z
      .enum(['sms', 'email', 'voice', 'in_person', 'none'])
      .optional()
      .describe('Default: sms with a telephone number, else email with an address, else none'),
    safe: z
      .boolean()
      .optional()
      .describe('Whether a message may be seen by others without harm. Default: true unless the matter is protected'),
    note: maybeText(500, 'many', 'When and how best to be reached'),
  })
  .meta({ id: 'ContactPreference' });

const ids = z
  .strictObject({
    socialProtectionId: maybeSocialProtectionId,
    nssfMemberId: maybeNssfMemberId,
    equityCard: maybeEquityCard,
    nationalId: maybeNationalId,
  })
  .meta({ id: 'Identifiers' });

const complainant = z
  .strictObject({
    name: maybeText(200, 'one', 'Needed unless the complaint is anonymous'),
    sex: z.enum(['female', 'male', 'other', 'undisclosed']).optional(),
    birthYear: maybeBirthYear,
    disability: z.enum(['yes', 'no', 'undisclosed']).optional(),
    phone: maybePhone,
    email: maybeEmail,
    address: maybeText(500, 'many', 'Where the complainant lives'),
    ids: z.nullish(ids),
    contact: z.nullish(contact),
  })
  .meta({ id: 'Complainant' });

const representative = z
  .strictObject({
    name: neededText(200, 'one', 'Who speaks for the complainant'),
    phone: maybePhone,
    relation: maybeText(100, 'one', 'What they are to the complainant'),
  })
  .meta({ id: 'Representative' });

const about = z
  .strictObject({
    kind: z.enum(['office', 'staff', 'health_facility', 'employer', 'payment_agent', 'other']),
    office: maybeCode,
    name: maybeText(200, 'one', 'Name of the person, facility or firm'),
  })
  .meta({ id: 'About', description: 'Whom or what it is about. An office named here never handles the complaint' });

const common = {
  language: z.enum(['km', 'en']).optional().describe('In which the complainant is written to. Default: km'),
  programme: code,
  category: code,
  place: code.describe('Code of the place that it concerns: province, district, commune or village'),
  narrative: neededText(longestNarrative, 'many', 'What happened, in any words'),
  remedySought: maybeText(2_000, 'many', 'What would put it right'),
  occurredOn: maybeDay,
  lifeThreatening: z.boolean().optional(),
  identity: z.enum(['named', 'confidential', 'anonymous']),
  complainant: z.nullish(complainant),
  representative: z.nullish(representative),
  about: z.nullish(z.array(about).max(20)),
  protected: z
    .boolean()
    .optional()
    .describe('The complainant asks for protection: only persons named for it will see the case'),
};

/** What a complainant sends. */
export const filingBody = z.strictObject(common).meta({ id: 'Filing', description: 'A complaint' });

/** What staff note down for somebody: with the channel by which it came. */
export const notedFilingBody = z
  .strictObject({
    ...common,
    channel: z
      .enum(staffChannels as [string, ...string[]] as unknown as typeof staffChannels)
      .describe('How the complaint came'),
  })
  .meta({ id: 'NotedFiling', description: 'A complaint noted down by staff' });

export type FilingBody = z.output<typeof filingBody> & {
  readonly channel?: z.output<typeof notedFilingBody>['channel'];
};
