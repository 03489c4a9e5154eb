import { z } from 'zod';

import {
  appointNeutral,
  challengeNeutral,
  declareConflict,
  judgeChallenge,
  keepNeutral,
  modes,
  replaceNeutral,
  roster,
  suggestForDispute,
} from '../../resolution/index.ts';
import { noContent, operation, type Operation } from '../operation.ts';
import {
  act,
  as,
  canonical,
  caseParams,
  day,
  id,
  maybe,
  needed,
  param,
  representative,
  targetOf,
  version,
  withId,
} from './kit.ts';

const entry = z
  .object({
    person: id,
    name: z.string(),
    office: z.string(),
    modes: z.array(z.string()),
    competences: z.array(z.string()),
    languages: z.array(z.string()),
    place: z.string().nullable(),
    absences: z.array(z.object({ from: z.string(), to: z.string() })).describe('Days on which nobody appoints them'),
    active: z.boolean(),
    load: z.number().int().describe('Disputes that they sit in now'),
  })
  .meta({ id: 'RosterEntry' });

const suggestion = z
  .object({
    person: id,
    load: z.number().int().describe('Disputes that they sit in now'),
    competent: z.boolean(),
    speaksAll: z.boolean().describe('Speaks the languages of all parties'),
    near: z.boolean(),
  })
  .meta({ id: 'NeutralSuggestion' });

/** The roster, appointing, declaring, challenging, replacing. */
export const neutralOperations: readonly Operation[] = [
  operation({
    method: 'GET',
    path: '/neutrals',
    id: 'listNeutrals',
    tag: 'Disputes',
    summary: 'The roster of neutrals',
    permission: { action: 'resolution.conduct' },
    audit: { none: 'The roster is no secret among those who settle disputes' },
    response: { 200: z.object({ items: z.array(entry) }) },
    async handler({ actor, services }) {
      const rows = await services.perform(actor, (work) => roster(work), undefined);
      const items = rows.map(({ personId, name, office, place, active, load, ...row }) => ({
        ...{ person: personId, name, office, place, active, load },
        modes: [...row.modes],
        competences: [...row.competences],
        languages: [...row.languages],
        absences: [...row.absences],
      }));
      return { status: 200, body: { items } };
    },
  }),
  operation({
    method: 'PUT',
    path: '/neutrals/{person}',
    id: 'keepNeutral',
    tag: 'Disputes',
    summary: 'Put somebody on the roster, or change their entry',
    permission: { action: 'resolution.manage' },
    audit: 'neutral.changed',
    request: {
      params: z.object({ person: id }),
      body: z.strictObject({
        modes: z.array(z.enum(modes)).min(1),
        competences: z.array(z.string().max(20)).min(1).describe('Category codes, or *'),
        languages: z.array(z.string().max(10)).min(1),
        place: z.string().max(8).nullish(),
        absences: z
          .array(z.strictObject({ from: day, to: day }))
          .max(50)
          .default([]),
        active: z.boolean(),
      }),
    },
    response: { 204: noContent },
    async handler({ actor, params, body, services }) {
      await services.perform(actor, keepNeutral, { personId: params.person, ...body, place: body.place ?? null });
      return { status: 204, body: undefined };
    },
  }),
  operation({
    method: 'GET',
    path: '/cases/{reference}/dispute/suggestions',
    id: 'suggestNeutrals',
    tag: 'Disputes',
    summary: 'Who may be appointed, best first',
    permission: { action: 'resolution.manage' },
    audit: { none: 'Nothing of the matter is read' },
    request: { params: caseParams },
    response: { 200: z.object({ items: z.array(suggestion) }) },
    refusals: { 404: 'No such case or dispute', 409: 'Nobody is to be appointed now' },
    async handler({ actor, params, services }) {
      const found = await services.perform(actor, suggestForDispute, { reference: canonical(params.reference) });
      return { status: 200, body: { items: found.map(({ personId, ...of }) => ({ person: personId, ...of })) } };
    },
  }),
  act({
    path: '/neutrals',
    id: 'appointNeutral',
    summary: 'Appoint a neutral',
    description:
      'Nobody named in the case, who decided or handled it before, declared a conflict, or was challenged with success.',
    action: 'resolution.manage',
    audit: 'dispute.neutral_appointed',
    params: caseParams,
    body: z.strictObject({ person: id, version }),
    more: { neutral: id },
    run: (sent, services, actor) =>
      as(services, actor, appointNeutral, { ...targetOf(sent), person: sent.body.person }),
  }),
  act({
    path: '/declaration',
    id: 'declareConflict',
    summary: 'Declare whether a conflict of interest stands in the way',
    action: 'resolution.conduct',
    audit: 'dispute.conflict_declared',
    params: caseParams,
    body: z.strictObject({ conflict: z.boolean(), text: maybe('Which'), version }),
    more: {},
    run: (sent, services, actor) => {
      const { conflict, text } = sent.body;
      return as(services, actor, declareConflict, { ...targetOf(sent), conflict, text });
    },
  }),
  act({
    path: '/neutrals/{neutral}/replace',
    id: 'replaceNeutral',
    summary: 'Replace a neutral',
    action: 'resolution.manage',
    audit: 'dispute.neutral_replaced',
    params: withId('neutral'),
    body: z.strictObject({ reason: needed('Why'), version }),
    more: {},
    run: (sent, services, actor) =>
      as(services, actor, replaceNeutral, {
        ...targetOf(sent),
        neutral: param(sent, 'neutral'),
        reason: sent.body.reason,
      }),
  }),
  act({
    path: '/challenges',
    id: 'challengeNeutral',
    summary: 'Record a challenge of a neutral by a party',
    action: 'resolution.manage',
    audit: 'dispute.neutral_challenged',
    params: caseParams,
    body: z.strictObject({ party: id, neutral: id, reason: needed('Why'), representative, version }),
    more: { challenge: id },
    run: (sent, services, actor) => {
      const { party, neutral, reason, representative: by } = sent.body;
      const input = { ...targetOf(sent), party, neutral, reason, representative: by ?? null };
      return as(services, actor, challengeNeutral, input);
    },
  }),
  act({
    path: '/challenges/{challenge}/decide',
    id: 'decideChallenge',
    summary: 'Decide a challenge',
    description: 'By somebody who has not sat in the dispute.',
    action: 'resolution.manage',
    audit: 'dispute.challenge_sustained',
    params: withId('challenge'),
    body: z.strictObject({ sustained: z.boolean(), reasons: needed('Why'), version }),
    more: {},
    run: (sent, services, actor) => {
      const { sustained, reasons } = sent.body;
      return as(services, actor, judgeChallenge, {
        ...targetOf(sent),
        challenge: param(sent, 'challenge'),
        sustained,
        reasons,
      });
    },
  }),
];
