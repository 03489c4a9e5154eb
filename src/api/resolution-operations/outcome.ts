import { z } from 'zod';

import { handling } from '../../escalation/index.ts';
import { RuleBroken } from '../../kernel/errors.ts';
import {
  answerObligation,
  attestPaper,
  consentToNadr,
  issueDispute,
  opposeAward,
  referForEnforcement,
  referToCourt,
  referToNadr,
  reportObligation,
  reportOutcome,
  sealDispute,
  sendSigningCode,
  signAsNeutral,
  signWithCode,
  withdrawDispute,
  type SignedByCode,
} from '../../resolution/index.ts';
import { formatInstant } from '../instants.ts';
import { operation, type Operation } from '../operation.ts';
import { instant } from '../shapes.ts';
import {
  act,
  as,
  canonical,
  caseParams,
  day,
  hash,
  id,
  maybe,
  needed,
  param,
  representative,
  targetOf,
  version,
  way,
  withId,
} from './kit.ts';

export const outcomeBody = {
  kind: z.enum(['agreement', 'partial', 'award', 'failed']),
  terms: z
    .array(
      z.strictObject({
        debtor: id.describe('Party that owes it'),
        creditor: id.describe('Party it is owed to'),
        text: needed('What is owed', 4_000),
        amountKhr: z.number().int().positive().max(Number.MAX_SAFE_INTEGER).nullish().describe('Whole riel'),
        dueOn: day,
        evidence: maybe('How it will be shown that it was done', 1_000),
      }),
    )
    .max(50)
    .default([]),
  reasons: maybe('Of an award, or why conciliation failed'),
  failedPoints: z.array(needed('A point without agreement', 2_000)).max(50).default([]),
};

/** A wrong code is refused after its attempt was counted. */
export function demandSigned(answer: SignedByCode): Extract<SignedByCode, { signed: true }> {
  if (!answer.signed) throw new RuleBroken(answer.rule);
  return answer;
}

const signing = { party: id, hash, representative };
const issue = issueDispute(handling.decide);

/** How a dispute ends: outcome, signatures, obligations, referrals. */
export const outcomeOperations: readonly Operation[] = [
  act({
    path: '/outcome',
    id: 'reportOutcome',
    summary: 'Write down how the dispute ends',
    description:
      'Written again, signatures on the terms before count no more: a signature is bound to the hash of the terms.',
    action: 'resolution.conduct',
    audit: 'dispute.outcome_reported',
    params: caseParams,
    body: z.strictObject({ ...outcomeBody, version }),
    more: { outcome: id, hash },
    run: (sent, services, actor) => {
      const { kind, terms, reasons, failedPoints } = sent.body;
      return as(services, actor, reportOutcome, {
        ...targetOf(sent),
        outcome: {
          kind,
          terms: terms.map((term) => ({ ...term, amountKhr: term.amountKhr ?? null })),
          reasons,
          failedPoints,
        },
      });
    },
  }),
  operation({
    method: 'POST',
    path: '/cases/{reference}/dispute/signature-codes',
    id: 'sendSigningCode',
    tag: 'Disputes',
    summary: 'Send a party a one-time code to sign with',
    permission: { action: 'resolution.conduct' },
    audit: 'dispute.code_sent',
    request: { params: caseParams, body: z.strictObject(signing) },
    response: { 200: z.object({ expiresAt: instant }) },
    refusals: { 404: 'No such case or dispute', 409: 'The terms have changed, or there is nothing to sign' },
    async handler({ actor, params, body, services }) {
      const input = { reference: canonical(params.reference), ...body, representative: body.representative ?? null };
      const { expiresAt } = await services.perform(actor, sendSigningCode, input);
      return { status: 200, body: { expiresAt: formatInstant(expiresAt) } };
    },
  }),
  act({
    path: '/signatures/code',
    id: 'signWithCode',
    summary: 'Sign for a party with the code that it received',
    action: 'resolution.conduct',
    audit: 'dispute.signed',
    params: caseParams,
    body: z.strictObject({ party: id, hash, code: z.string().max(20), readAloud: z.boolean().default(false), version }),
    more: { signed: z.literal(true) },
    async run(sent, services, actor) {
      const { party, hash: read, code, readAloud } = sent.body;
      const input = { ...targetOf(sent), party, hash: read, code, readAloud };
      return demandSigned(await as(services, actor, signWithCode, input));
    },
  }),
  act({
    path: '/signatures/paper',
    id: 'attestSignature',
    summary: 'Attest a signature on paper',
    description: 'It stands once two officers have attested it.',
    action: 'resolution.conduct',
    audit: 'dispute.signature_attested',
    params: caseParams,
    body: z.strictObject({
      ...signing,
      scan: id.nullish().describe('Attachment with the signed paper'),
      readAloud: z.boolean().describe('The terms were read aloud to a party that cannot read'),
      version,
    }),
    more: { signed: z.boolean() },
    run: (sent, services, actor) => {
      const { party, hash: read, representative: by, scan, readAloud } = sent.body;
      return as(services, actor, attestPaper, {
        ...targetOf(sent),
        party,
        hash: read,
        representative: by ?? null,
        scan: scan ?? null,
        readAloud,
      });
    },
  }),
  act({
    path: '/signatures/own',
    id: 'signAsNeutral',
    summary: 'Sign as a sitting neutral',
    action: 'resolution.conduct',
    audit: 'dispute.signed',
    params: caseParams,
    body: z.strictObject({ hash, version }),
    more: {},
    run: (sent, services, actor) => as(services, actor, signAsNeutral, { ...targetOf(sent), hash: sent.body.hash }),
  }),
  act({
    path: '/issue',
    id: 'issueDispute',
    summary: 'Issue the outcome',
    description:
      'The terms become obligations and the case is decided by it. Not settled at the committee opens the right to go to the Regulator.',
    action: 'resolution.manage',
    audit: 'dispute.issued',
    params: caseParams,
    body: z.strictObject({
      minutesReason: maybe('Why minutes of a session are not approved, where they are not'),
      version,
    }),
    more: { caseOutcome: z.string().nullable() },
    run: (sent, services, actor) =>
      as(services, actor, issue, { ...targetOf(sent), minutesReason: sent.body.minutesReason }),
  }),
  act({
    path: '/withdraw',
    id: 'withdrawDispute',
    summary: 'Record that the claimant takes the dispute back',
    action: 'resolution.manage',
    audit: 'dispute.withdrawn',
    params: caseParams,
    body: z.strictObject({ reason: needed('What the claimant said'), version }),
    more: {},
    run: (sent, services, actor) =>
      as(services, actor, withdrawDispute, { ...targetOf(sent), reason: sent.body.reason }),
  }),
  act({
    path: '/obligations/{obligation}/report',
    id: 'reportObligation',
    summary: 'Record that an obligation was met',
    action: 'resolution.manage',
    audit: 'obligation.reported',
    params: withId('obligation'),
    body: z.strictObject({ party: id, evidence: needed('What shows it'), representative, version }),
    more: {},
    run: (sent, services, actor) => {
      const { party, evidence, representative: by } = sent.body;
      const input = { ...targetOf(sent), obligation: param(sent, 'obligation'), party, evidence };
      return as(services, actor, reportObligation, { ...input, representative: by ?? null });
    },
  }),
  act({
    path: '/obligations/{obligation}/answer',
    id: 'answerObligation',
    summary: 'Record what whoever it is owed to says',
    action: 'resolution.manage',
    audit: 'obligation.confirmed',
    params: withId('obligation'),
    body: z.strictObject({ party: id, done: z.boolean(), representative, version }),
    more: {},
    run: (sent, services, actor) => {
      const { party, done, representative: by } = sent.body;
      const input = { ...targetOf(sent), obligation: param(sent, 'obligation'), party, done };
      return as(services, actor, answerObligation, { ...input, representative: by ?? null });
    },
  }),
  act({
    path: '/referrals/enforcement',
    id: 'referForEnforcement',
    summary: 'Refer a breached obligation for enforcement',
    action: 'resolution.manage',
    audit: 'dispute.enforcement_referred',
    params: caseParams,
    body: z.strictObject({ obligation: id, text: needed('What is referred, and to whom'), version }),
    more: { referral: id },
    run: (sent, services, actor) => {
      const { obligation, text } = sent.body;
      return as(services, actor, referForEnforcement, { ...targetOf(sent), obligation, text });
    },
  }),
  act({
    path: '/referrals/court',
    id: 'referToCourt',
    summary: 'Refer the failed points to the court of the province of the workplace',
    action: 'resolution.manage',
    audit: 'dispute.court_referred',
    params: caseParams,
    body: z.strictObject({
      workplace: z.string().max(8).describe('Code of a place'),
      text: needed('What is referred'),
      version,
    }),
    more: { referral: id, venue: z.string().describe('Code of the province') },
    run: (sent, services, actor) => {
      const { workplace, text } = sent.body;
      return as(services, actor, referToCourt, { ...targetOf(sent), workplace, text });
    },
  }),
  act({
    path: '/referrals/nadr/consents',
    id: 'consentToNadr',
    summary: 'Record that a party opts into the NADR, or out again',
    action: 'resolution.manage',
    audit: 'dispute.nadr_consent_recorded',
    params: caseParams,
    body: z.strictObject({ party: id, given: z.boolean(), way, representative, version }),
    more: {},
    run: (sent, services, actor) => {
      const { party, given, way: how, representative: by } = sent.body;
      return as(services, actor, consentToNadr, {
        ...targetOf(sent),
        party,
        given,
        way: how ?? null,
        representative: by ?? null,
      });
    },
  }),
  act({
    path: '/referrals/nadr',
    id: 'referToNadr',
    summary: 'Refer the failed points to the NADR, once every party has opted in',
    action: 'resolution.manage',
    audit: 'dispute.nadr_referred',
    params: caseParams,
    body: z.strictObject({ text: needed('What is referred'), version }),
    more: { referral: id },
    run: (sent, services, actor) => as(services, actor, referToNadr, { ...targetOf(sent), text: sent.body.text }),
  }),
  act({
    path: '/opposition',
    id: 'opposeAward',
    summary: 'Record that a party opposes the award',
    action: 'resolution.manage',
    audit: 'dispute.award_opposed',
    params: caseParams,
    body: z.strictObject({ party: id, reason: needed('Why'), representative, version }),
    more: {},
    run: (sent, services, actor) => {
      const { party, reason, representative: by } = sent.body;
      return as(services, actor, opposeAward, { ...targetOf(sent), party, reason, representative: by ?? null });
    },
  }),
  act({
    path: '/seal',
    id: 'sealDispute',
    summary: 'Seal a dispute file that is over',
    action: 'resolution.manage',
    audit: 'dispute.sealed',
    params: caseParams,
    body: z.strictObject({ version }),
    more: {},
    run: (sent, services, actor) => as(services, actor, sealDispute, targetOf(sent)),
  }),
];
