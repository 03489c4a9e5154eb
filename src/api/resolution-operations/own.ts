import { z } from 'zod';

import {
  answerObligation,
  answerSessionInvitation,
  approveSessionMinutes,
  askForExtension,
  challengeNeutral,
  consentToNadr,
  giveConsent,
  invitationAnswers,
  makeOffer,
  opposeAward,
  sendSigningCode,
  sessionCalendar,
  signWithCode,
  stateComplaint,
  withdrawDispute,
} from '../../resolution/index.ts';
import { formatInstant } from '../instants.ts';
import { fileResponse, operation, type Operation } from '../operation.ts';
import { instant, receipt } from '../shapes.ts';
import { given } from './file.ts';
import { as, canonical, caseParams, day, hash, id, needed, own, param, targetOf, withId } from './kit.ts';
import { demandSigned } from './outcome.ts';

/** What the complainant does in their dispute, with reference and receipt. */
export const ownOperations: readonly Operation[] = [
  own({
    path: '/statement',
    id: 'stateOwnDispute',
    summary: 'Give items of your complaint',
    audit: 'dispute.stated',
    params: caseParams,
    body: {
      object: needed('Object of the dispute').optional(),
      facts: needed('Important facts').optional(),
      claims: needed('Claims').optional(),
      disputed_points: needed('Disputed points').optional(),
    },
    more: {},
    run: (sent, services, actor) => {
      const { object, facts, claims, disputed_points } = sent.body;
      const items = given({ object, facts, claims, disputed_points });
      return as(services, actor, stateComplaint, { ...targetOf(sent), items });
    },
  }),
  own({
    path: '/consent',
    id: 'giveOwnConsent',
    summary: 'Consent to the mode, or refuse',
    audit: 'dispute.consent_recorded',
    params: caseParams,
    body: { given: z.boolean() },
    more: {},
    run: (sent, services, actor) => as(services, actor, giveConsent, { ...targetOf(sent), given: sent.body.given }),
  }),
  own({
    path: '/challenges',
    id: 'challengeAsParty',
    summary: 'Challenge a neutral',
    audit: 'dispute.neutral_challenged',
    params: caseParams,
    body: { neutral: id, reason: needed('Why') },
    more: { challenge: id },
    run: (sent, services, actor) => {
      const { neutral, reason } = sent.body;
      return as(services, actor, challengeNeutral, { ...targetOf(sent), neutral, reason });
    },
  }),
  own({
    path: '/extension',
    id: 'askOwnExtension',
    summary: 'Ask for more time',
    audit: 'dispute.extended',
    params: caseParams,
    body: { until: day },
    more: { granted: z.boolean(), missing: z.array(id) },
    async run(sent, services, actor) {
      const answer = await as(services, actor, askForExtension, { ...targetOf(sent), until: sent.body.until });
      return { ...answer, missing: [...answer.missing] };
    },
  }),
  own({
    path: '/sessions/{session}/answer',
    id: 'answerOwnInvitation',
    summary: 'Say that you have read an invitation, and whether you will come',
    audit: 'dispute.invitation_answered',
    params: withId('session'),
    body: { answer: z.enum(invitationAnswers) },
    more: {},
    run: (sent, services, actor) =>
      as(services, actor, answerSessionInvitation, {
        ...targetOf(sent),
        session: param(sent, 'session'),
        answer: sent.body.answer,
      }),
  }),
  own({
    path: '/sessions/{session}/approve',
    id: 'approveOwnMinutes',
    summary: 'Approve the minutes of a session that you attended',
    audit: 'dispute.minutes_approved',
    params: withId('session'),
    body: { hash },
    more: {},
    run: (sent, services, actor) =>
      as(services, actor, approveSessionMinutes, {
        ...targetOf(sent),
        session: param(sent, 'session'),
        hash: sent.body.hash,
      }),
  }),
  own({
    path: '/signature',
    id: 'signAsParty',
    summary: 'Sign the terms with the code sent to your telephone',
    audit: 'dispute.signed',
    params: caseParams,
    body: { hash, code: z.string().max(20) },
    more: { signed: z.literal(true) },
    async run(sent, services, actor) {
      const { hash: read, code } = sent.body;
      return demandSigned(await as(services, actor, signWithCode, { ...targetOf(sent), hash: read, code }));
    },
  }),
  own({
    path: '/opposition',
    id: 'opposeOwnAward',
    summary: 'Oppose the award',
    audit: 'dispute.award_opposed',
    params: caseParams,
    body: { reason: needed('Why') },
    more: {},
    run: (sent, services, actor) => as(services, actor, opposeAward, { ...targetOf(sent), reason: sent.body.reason }),
  }),
  own({
    path: '/withdraw',
    id: 'withdrawOwnDispute',
    summary: 'Take the dispute back',
    audit: 'dispute.withdrawn',
    params: caseParams,
    body: { reason: needed('Why') },
    more: {},
    run: (sent, services, actor) =>
      as(services, actor, withdrawDispute, { ...targetOf(sent), reason: sent.body.reason }),
  }),
  own({
    path: '/nadr-consent',
    id: 'giveOwnNadrConsent',
    summary: 'Opt into the NADR, or out again',
    audit: 'dispute.nadr_consent_recorded',
    params: caseParams,
    body: { given: z.boolean() },
    more: {},
    run: (sent, services, actor) => as(services, actor, consentToNadr, { ...targetOf(sent), given: sent.body.given }),
  }),
  own({
    path: '/obligations/{obligation}/answer',
    id: 'answerOwnObligation',
    summary: 'Say whether what is owed to you was done',
    audit: 'obligation.confirmed',
    params: withId('obligation'),
    body: { done: z.boolean() },
    more: {},
    run: (sent, services, actor) =>
      as(services, actor, answerObligation, {
        ...targetOf(sent),
        obligation: param(sent, 'obligation'),
        done: sent.body.done,
      }),
  }),
  operation({
    method: 'POST',
    path: '/complaints/{reference}/dispute/signature-code',
    id: 'sendOwnSigningCode',
    tag: 'Disputes',
    summary: 'Have a code to sign with sent to your telephone',
    permission: 'receipt',
    audit: 'dispute.code_sent',
    limit: 'sign-in',
    request: { params: caseParams, body: z.strictObject({ receipt, hash }) },
    response: { 200: z.object({ expiresAt: instant }) },
    refusals: { 409: 'The terms have changed, or there is nothing to sign' },
    async handler({ actor, params, body, services }) {
      const input = { reference: canonical(params.reference), hash: body.hash };
      const { expiresAt } = await services.perform(actor, sendSigningCode, input);
      return { status: 200, body: { expiresAt: formatInstant(expiresAt) } };
    },
  }),
  operation({
    method: 'POST',
    path: '/complaints/{reference}/dispute/offers',
    id: 'makeOwnOffer',
    tag: 'Disputes',
    summary: 'Make an offer without prejudice',
    description: 'For the neutrals alone, while they sit. Nobody who decides later reads it.',
    permission: 'receipt',
    audit: 'dispute.offer_made',
    limit: 'lookup',
    request: { params: caseParams, body: z.strictObject({ receipt, text: needed('The offer') }) },
    response: { 201: z.object({ id }) },
    refusals: { 409: 'No offers are taken now' },
    async handler({ actor, params, body, services }) {
      const input = { reference: canonical(params.reference), text: body.text };
      return { status: 201, body: { id: await services.perform(actor, makeOffer, input) } };
    },
  }),
  operation({
    method: 'POST',
    path: '/complaints/{reference}/dispute/sessions/{session}/calendar',
    id: 'ownSessionCalendar',
    tag: 'Disputes',
    summary: 'A session that you are called to, as a calendar file',
    permission: 'receipt',
    audit: { none: 'Only the time and place of a meeting' },
    limit: 'lookup',
    request: { params: withId('session'), body: z.strictObject({ receipt }) },
    response: { 200: fileResponse('iCalendar (RFC 5545)') },
    refusals: { 404: 'No such session' },
    async handler({ actor, params, services, language }) {
      const input = { reference: canonical(String(params['reference'])), session: String(params['session']), language };
      const text = await services.perform(actor, sessionCalendar, input);
      const file = { content: Buffer.from(text), mediaType: 'text/calendar; charset=utf-8', fileName: 'session.ics' };
      return { status: 200, body: file };
    },
  }),
];
