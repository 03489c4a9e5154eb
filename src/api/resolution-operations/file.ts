import { z } from 'zod';

import {
  addDisputeParty,
  admitDispute,
  excuseLateFiling,
  changeDisputeParty,
  giveConsent,
  modes,
  openDispute,
  partyKinds,
  referCrime,
  refuseDispute,
  requestMore,
  screenDispute,
  sides,
  stateComplaint,
  statementItems,
  type PartyDetails,
} from '../../resolution/index.ts';
import { formatInstant } from '../instants.ts';
import type { Operation } from '../operation.ts';
import { instant } from '../shapes.ts';
import {
  act,
  as,
  caseParams,
  id,
  maybe,
  needed,
  param,
  phone,
  receivedAt,
  representative,
  targetOf,
  version,
  way,
  withId,
} from './kit.ts';

const items = z
  .strictObject({
    object: needed('Object of the dispute').optional(),
    facts: needed('Important facts').optional(),
    claims: needed('Claims').optional(),
    disputed_points: needed('Disputed points').optional(),
  })
  .describe('What is given now');

const party = {
  language: z.enum(['km', 'en']).default('km'),
  name: maybe('Name', 300),
  address: maybe('Address', 1_000),
  phone,
  email: z.email().max(254).nullish(),
  memberId: maybe('Member ID at the fund', 40),
  interpreter: maybe('Language to interpret; absent: none is needed', 100),
  accessibility: maybe('What is needed to take part', 500),
  contact: z
    .strictObject({
      channel: z.enum(['sms', 'email', 'voice', 'in_person', 'none']),
      safe: z.boolean().describe('Whether a message may be sent at all'),
      note: maybe('How to reach the party safely', 500),
    })
    .default({ channel: 'none', safe: false, note: null }),
};
type SentParty = z.output<z.ZodObject<typeof party>>;

function detailsOf(of: SentParty): PartyDetails {
  const { name, address, phone: number, email, memberId, interpreter, accessibility, contact } = of;
  return { name, address, phone: number, email: email ?? null, memberId, interpreter, accessibility, contact };
}

/** Opening a dispute file, making it complete, admitting it, parties and their consent. */
export const fileOperations: readonly Operation[] = [
  act({
    path: '',
    id: 'openDispute',
    summary: 'Open a dispute file',
    description:
      'At the committee of the operator, at the Regulator, at the operator or policy level of social assistance; by agreement before a neutral of the roster.',
    action: 'resolution.manage',
    audit: 'dispute.opened',
    params: caseParams,
    body: z.strictObject({
      mode: z.enum(modes),
      panelSize: z.union([z.literal(1), z.literal(3)]).describe('One neutral or three'),
      byAgreement: z.boolean().optional(),
    }),
    more: {},
    run: (sent, services, actor) =>
      as(services, actor, openDispute, {
        ...targetOf(sent),
        ...sent.body,
        byAgreement: sent.body.byAgreement ?? false,
      }),
  }),
  act({
    path: '/statement',
    id: 'stateDispute',
    summary: 'Give items of the complaint',
    description: 'Object, facts, claims and disputed points: what Decision 017 asks for, with the parties.',
    action: 'resolution.manage',
    audit: 'dispute.stated',
    params: caseParams,
    body: z.strictObject({ items, receivedAt, version }),
    more: {},
    run: (sent, services, actor) =>
      as(services, actor, stateComplaint, {
        ...targetOf(sent),
        items: given(sent.body.items),
        receivedAt: sent.body.receivedAt ?? null,
      }),
  }),
  act({
    path: '/requests',
    id: 'requestMoreForDispute',
    summary: 'Ask for what is missing',
    action: 'resolution.manage',
    audit: 'dispute.more_requested',
    params: caseParams,
    body: z.strictObject({
      items: z
        .array(z.enum([...statementItems, 'name', 'address', 'phone', 'member_id', 'second_party', 'mandate']))
        .min(1),
      text: needed('What is asked for'),
      replyWithinWorkingDays: z.number().int().min(1).max(10),
      version,
    }),
    more: { replyDueAt: instant },
    async run(sent, services, actor) {
      const { items: asked, text, replyWithinWorkingDays } = sent.body;
      const answer = await as(services, actor, requestMore, {
        ...targetOf(sent),
        items: asked,
        text,
        replyWithinWorkingDays,
      });
      return { ...answer, replyDueAt: formatInstant(answer.replyDueAt) };
    },
  }),
  act({
    path: '/screening',
    id: 'screenDispute',
    summary: 'Say whether the facts speak of a crime',
    action: 'resolution.manage',
    audit: 'dispute.screened',
    params: caseParams,
    body: z.strictObject({ finding: z.enum(['clear', 'crime']), version }),
    more: {},
    run: (sent, services, actor) =>
      as(services, actor, screenDispute, { ...targetOf(sent), finding: sent.body.finding }),
  }),
  act({
    path: '/late-filing',
    id: 'excuseLateFiling',
    summary: 'Excuse that the complaint came after its window',
    action: 'resolution.manage',
    audit: 'dispute.late_filing_excused',
    params: caseParams,
    body: z.strictObject({ reason: needed('Why it is heard all the same'), version }),
    more: {},
    run: (sent, services, actor) =>
      as(services, actor, excuseLateFiling, { ...targetOf(sent), reason: sent.body.reason }),
  }),
  act({
    path: '/admit',
    id: 'admitDispute',
    summary: 'Admit a dispute',
    action: 'resolution.manage',
    audit: 'dispute.admitted',
    params: caseParams,
    body: z.strictObject({ version }),
    more: {},
    run: (sent, services, actor) => as(services, actor, admitDispute, targetOf(sent)),
  }),
  act({
    path: '/refuse',
    id: 'refuseDispute',
    summary: 'Refuse a dispute that cannot be settled here',
    action: 'resolution.manage',
    audit: 'dispute.refused',
    params: caseParams,
    body: z.strictObject({ reason: needed('Why'), version }),
    more: {},
    run: (sent, services, actor) => as(services, actor, refuseDispute, { ...targetOf(sent), reason: sent.body.reason }),
  }),
  act({
    path: '/crime-referral',
    id: 'referCrime',
    summary: 'Refer what may be a crime',
    action: 'resolution.manage',
    audit: 'dispute.crime_referred',
    params: caseParams,
    body: z.strictObject({ text: needed('What is referred, and to whom'), version }),
    more: {},
    run: (sent, services, actor) => as(services, actor, referCrime, { ...targetOf(sent), text: sent.body.text }),
  }),
  act({
    path: '/parties',
    id: 'addDisputeParty',
    summary: 'Add a party',
    action: 'resolution.manage',
    audit: 'dispute.party_added',
    params: caseParams,
    body: z.strictObject({
      side: z.enum(sides),
      kind: z.enum(partyKinds),
      office: z.string().max(40).nullish().describe('Of an operator'),
      ...party,
      version,
    }),
    more: { party: id },
    run: (sent, services, actor) => {
      const { side, kind, office, language } = sent.body;
      return as(services, actor, addDisputeParty, {
        ...targetOf(sent),
        side,
        kind,
        office: office ?? null,
        language,
        details: detailsOf(sent.body),
      });
    },
  }),
  act({
    path: '/parties/{party}',
    id: 'changeDisputeParty',
    summary: 'Complete or correct what is known of a party',
    action: 'resolution.manage',
    audit: 'dispute.party_changed',
    params: withId('party'),
    body: z.strictObject({ ...party, receivedAt, version }),
    more: {},
    run: (sent, services, actor) =>
      as(services, actor, changeDisputeParty, {
        ...targetOf(sent),
        party: param(sent, 'party'),
        language: sent.body.language,
        details: detailsOf(sent.body),
        receivedAt: sent.body.receivedAt ?? null,
      }),
  }),
  act({
    path: '/consents',
    id: 'recordConsent',
    summary: 'Record what a party says to the mode',
    description: 'Arbitration needs an agreement signed on paper. The last word of a party counts.',
    action: 'resolution.manage',
    audit: 'dispute.consent_recorded',
    params: caseParams,
    body: z.strictObject({
      party: id,
      given: z.boolean(),
      way,
      agreementSigned: z.boolean().optional(),
      representative,
      version,
    }),
    more: {},
    run: (sent, services, actor) => {
      const { party: whose, given: says, way: how, agreementSigned, representative: by } = sent.body;
      return as(services, actor, giveConsent, {
        ...targetOf(sent),
        party: whose,
        given: says,
        way: how ?? null,
        agreementSigned: agreementSigned ?? false,
        representative: by ?? null,
      });
    },
  }),
];

/** Items that were sent, without those left out. */
export function given<T extends object>(of: T): { [K in keyof T]?: Exclude<T[K], undefined> } {
  return Object.fromEntries(Object.entries(of).filter(([, value]) => value !== undefined)) as {
    [K in keyof T]?: Exclude<T[K], undefined>;
  };
}
