import { z } from 'zod';

import {
  adjournSession,
  approveSessionMinutes,
  askForExtension,
  cancelSession,
  holdDisputeSession,
  makeOffer,
  meetingMeans,
  readNotes,
  readOffers,
  recordMinutes,
  recordService,
  scheduleSession,
  serviceChannels,
  serviceStates,
  sessionCalendar,
  setNotesPassphrase,
  takeNotes,
  type SessionToHold,
} from '../../resolution/index.ts';
import { formatInstant } from '../instants.ts';
import { fileResponse, noContent, operation, type Operation } from '../operation.ts';
import { instant } from '../shapes.ts';
import {
  act,
  as,
  canonical,
  caseParams,
  day,
  hash,
  id,
  instantIn,
  maybe,
  needed,
  param,
  representative,
  targetOf,
  version,
  way,
  withId,
} from './kit.ts';

const session = {
  kind: z.enum(['joint', 'separate']),
  party: id.nullish().describe('The one party of a separate session'),
  means: z.enum(meetingMeans),
  room: maybe('Where', 200),
  link: maybe('Of a video session; sealed', 1_000),
  startsAt: instantIn,
  endsAt: instantIn,
};

function toHold(of: z.output<z.ZodObject<typeof session>>): SessionToHold {
  const { kind, party, means, room, link, startsAt, endsAt } = of;
  return { kind, party: kind === 'separate' ? (party ?? '') : null, means, room, link, startsAt, endsAt };
}

const passphrase = z.string().min(1).max(1_000).describe('Known to the neutral alone; kept nowhere');

/** Sessions, service, minutes; what is said apart; extension. */
export const sessionOperations: readonly Operation[] = [
  act({
    path: '/sessions',
    id: 'scheduleSession',
    summary: 'Set a session and invite whoever is called',
    description: 'More than five whole working days ahead, before the statutory date, neutrals and room free.',
    action: 'resolution.conduct',
    audit: 'dispute.session_set',
    params: caseParams,
    body: z.strictObject({ ...session, version }),
    more: { session: id, number: z.number().int() },
    run: (sent, services, actor) => as(services, actor, scheduleSession, { ...targetOf(sent), ...toHold(sent.body) }),
  }),
  act({
    path: '/sessions/{session}/service',
    id: 'recordService',
    summary: 'Record the service of an invitation',
    action: 'resolution.conduct',
    audit: 'dispute.invitation_served',
    params: withId('session'),
    body: z.strictObject({
      party: id,
      state: z.enum(serviceStates),
      channel: z.enum(serviceChannels),
      proof: maybe('Who took it, number of the receipt', 1_000),
      version,
    }),
    more: {},
    run: (sent, services, actor) => {
      const { party, state, channel, proof } = sent.body;
      const input = { ...targetOf(sent), session: param(sent, 'session'), party, state, channel, proof };
      return as(services, actor, recordService, input);
    },
  }),
  act({
    path: '/sessions/{session}/hold',
    id: 'holdSession',
    summary: 'Record that a session took place, and who came',
    action: 'resolution.conduct',
    audit: 'dispute.session_held',
    params: withId('session'),
    body: z.strictObject({
      attendance: z.array(z.strictObject({ party: id, present: z.boolean(), representative })).min(1),
      version,
    }),
    more: {},
    run: (sent, services, actor) =>
      as(services, actor, holdDisputeSession, {
        ...targetOf(sent),
        session: param(sent, 'session'),
        attendance: sent.body.attendance.map((each) => ({ ...each, representative: each.representative ?? null })),
      }),
  }),
  act({
    path: '/sessions/{session}/adjourn',
    id: 'adjournSession',
    summary: 'Adjourn a session to another one',
    action: 'resolution.conduct',
    audit: 'dispute.session_adjourned',
    params: withId('session'),
    body: z.strictObject({ ...session, reason: needed('Why'), version }),
    more: { next: id },
    run: (sent, services, actor) =>
      as(services, actor, adjournSession, {
        ...targetOf(sent),
        ...toHold(sent.body),
        session: param(sent, 'session'),
        reason: sent.body.reason,
      }),
  }),
  act({
    path: '/sessions/{session}/cancel',
    id: 'cancelSession',
    summary: 'Cancel a session',
    action: 'resolution.conduct',
    audit: 'dispute.session_cancelled',
    params: withId('session'),
    body: z.strictObject({ reason: needed('Why'), version }),
    more: {},
    run: (sent, services, actor) =>
      as(services, actor, cancelSession, {
        ...targetOf(sent),
        session: param(sent, 'session'),
        reason: sent.body.reason,
      }),
  }),
  act({
    path: '/sessions/{session}/minutes',
    id: 'writeMinutes',
    summary: 'Write the minutes of a session',
    action: 'resolution.conduct',
    audit: 'dispute.minutes_written',
    params: withId('session'),
    body: z.strictObject({ text: needed('The minutes'), version }),
    more: { hash },
    run: (sent, services, actor) =>
      as(services, actor, recordMinutes, { ...targetOf(sent), session: param(sent, 'session'), text: sent.body.text }),
  }),
  act({
    path: '/sessions/{session}/minutes/approvals',
    id: 'approveMinutes',
    summary: 'Record that a party approves the minutes',
    action: 'resolution.conduct',
    audit: 'dispute.minutes_approved',
    params: withId('session'),
    body: z.strictObject({ party: id, hash, way, representative, version }),
    more: {},
    run: (sent, services, actor) => {
      const { party, hash: read, way: how, representative: by } = sent.body;
      return as(services, actor, approveSessionMinutes, {
        ...targetOf(sent),
        session: param(sent, 'session'),
        party,
        hash: read,
        way: how ?? null,
        representative: by ?? null,
      });
    },
  }),
  operation({
    method: 'GET',
    path: '/cases/{reference}/dispute/sessions/{session}/calendar',
    id: 'sessionCalendar',
    tag: 'Disputes',
    summary: 'The session as a calendar file',
    permission: { action: 'resolution.conduct' },
    audit: { none: 'Only the time and place of a meeting' },
    request: { params: withId('session') },
    response: { 200: fileResponse('iCalendar (RFC 5545)') },
    refusals: { 404: 'No such session' },
    async handler({ actor, params, services, language }) {
      const input = { reference: canonical(String(params['reference'])), session: String(params['session']), language };
      const text = await services.perform(actor, sessionCalendar, input);
      const file = { content: Buffer.from(text), mediaType: 'text/calendar; charset=utf-8', fileName: 'session.ics' };
      return { status: 200, body: file };
    },
  }),
  operation({
    method: 'PUT',
    path: '/my/notes-passphrase',
    id: 'setNotesPassphrase',
    tag: 'Disputes',
    summary: 'Set the passphrase that alone opens your notes',
    description:
      'It is kept nowhere. Forgotten, your notes of separate sessions are lost; nobody else can ever read them.',
    permission: { action: 'resolution.conduct' },
    audit: 'neutral.notes_key_made',
    request: { body: z.strictObject({ passphrase }) },
    response: { 204: noContent },
    refusals: { 409: 'There is one already' },
    async handler({ actor, body, services }) {
      await services.perform(actor, setNotesPassphrase, body);
      return { status: 204, body: undefined };
    },
  }),
  operation({
    method: 'PUT',
    path: '/cases/{reference}/dispute/sessions/{session}/notes',
    id: 'keepNotes',
    tag: 'Disputes',
    summary: 'Keep your notes of a separate session',
    description:
      'Readable by you alone: not by the other party, colleagues, administrators, auditors or whoever decides later.',
    permission: { action: 'resolution.conduct' },
    audit: 'dispute.notes_kept',
    request: { params: withId('session'), body: z.strictObject({ passphrase, text: needed('Your notes') }) },
    response: { 204: noContent },
    refusals: { 404: 'No such session', 409: 'The passphrase does not open your notes, or none is set' },
    async handler({ actor, params, body, services }) {
      const target = { reference: canonical(String(params['reference'])), session: String(params['session']) };
      await services.perform(actor, takeNotes, { ...target, ...body });
      return { status: 204, body: undefined };
    },
  }),
  operation({
    method: 'POST',
    path: '/my/notes/{session}',
    id: 'readNotes',
    tag: 'Disputes',
    summary: 'Read your notes of a separate session',
    permission: { action: 'resolution.conduct' },
    audit: { none: 'Nobody but the neutral knows of their notes' },
    limit: 'sign-in',
    request: { params: z.object({ session: id }), body: z.strictObject({ passphrase }) },
    response: { 200: z.object({ text: z.string() }) },
    refusals: { 404: 'You have no notes of such a session', 409: 'The passphrase does not open your notes' },
    async handler({ actor, params, body, services }) {
      const text = await services.perform(actor, readNotes, { session: params.session, passphrase: body.passphrase });
      return { status: 200, body: { text } };
    },
  }),
  operation({
    method: 'POST',
    path: '/cases/{reference}/dispute/offers',
    id: 'noteOffer',
    tag: 'Disputes',
    summary: 'Keep an offer that a party makes without prejudice',
    description: 'For the sitting neutrals, while they sit. It is in no bundle, and nobody who decides later reads it.',
    permission: { action: 'resolution.conduct' },
    audit: 'dispute.offer_made',
    request: {
      params: caseParams,
      body: z.strictObject({ party: id, session: id.nullish(), text: needed('The offer'), representative }),
    },
    response: { 201: z.object({ id }) },
    refusals: { 404: 'No such case or dispute', 409: 'No offers are taken now' },
    async handler({ actor, params, body, services }) {
      const { party, session: at, text, representative: by } = body;
      const input = {
        reference: canonical(params.reference),
        party,
        session: at ?? null,
        text,
        representative: by ?? null,
      };
      return { status: 201, body: { id: await services.perform(actor, makeOffer, input) } };
    },
  }),
  operation({
    method: 'GET',
    path: '/cases/{reference}/dispute/offers',
    id: 'listOffers',
    tag: 'Disputes',
    summary: 'Offers made without prejudice, for the sitting neutrals',
    permission: { action: 'resolution.conduct' },
    audit: { none: 'Read by the sitting neutrals alone' },
    request: { params: caseParams },
    response: {
      200: z.object({
        items: z.array(z.object({ id, party: id, session: id.nullable(), text: z.string(), offeredAt: instant })),
      }),
    },
    refusals: { 404: 'No such case or dispute' },
    async handler({ actor, params, services }) {
      const offers = await services.perform(actor, readOffers, { reference: canonical(params.reference) });
      const items = offers.map((each) => ({
        id: each.id,
        party: each.partyId,
        session: each.sessionId,
        text: each.text,
        offeredAt: formatInstant(each.offeredAt),
      }));
      return { status: 200, body: { items } };
    },
  }),
  act({
    path: '/extensions',
    id: 'askExtension',
    summary: 'Record that a party asks for more time',
    description: 'It is granted once every party has asked for the same day, and never past the statutory date.',
    action: 'resolution.conduct',
    audit: 'dispute.extended',
    params: caseParams,
    body: z.strictObject({ party: id, until: day, way, representative, version }),
    more: { granted: z.boolean(), missing: z.array(id).describe('Parties that have not asked') },
    async run(sent, services, actor) {
      const { party, until, way: how, representative: by } = sent.body;
      const input = { ...targetOf(sent), party, until, way: how ?? null, representative: by ?? null };
      const answer = await as(services, actor, askForExtension, input);
      return { ...answer, missing: [...answer.missing] };
    },
  }),
];
