import { z } from 'zod';

import { handling } from '../../escalation/index.ts';
import { maybeText, neededText } from '../../intake/index.ts';
import {
  appointPanel,
  declareForPanel,
  panelStages,
  replaceMember,
  signForPanel,
  voteInPanel,
  type PanelAnswer,
} from '../../review/index.ts';
import { as, caseAct, targetOf, type ActParts } from '../case-act.ts';
import type { Operation } from '../operation.ts';
import { remedyOrdered, remediesGiven } from '../staff-operations/decision-shapes.ts';
import { caseParams } from '../staff-operations/shapes.ts';

const longText = 10_000;
const id = z.string().max(60);
const version = z
  .number()
  .int()
  .min(1)
  .optional()
  .describe('Version of the panel that this rests on: another one now is a conflict');
const acted = z
  .object({
    reference: z.string(),
    stage: z.enum(panelStages),
    version: z.number().int().describe('Version of the panel afterwards'),
  })
  .meta({ id: 'PanelActed' });

const panels = {
  under: 'panel',
  tag: 'Review panels',
  acted,
  refusals: {
    404: 'No such case, or none that you may know of',
    409: 'The stage of the panel or a rule forbids it (rule.<name>), or it has changed (conflict.panel_changed)',
  },
} as const;

/** One act of the panel of a case. */
function act<B extends z.ZodType, M extends z.ZodRawShape>(
  parts: Omit<ActParts<typeof caseParams, B, M, PanelAnswer>, 'params'>,
): Operation {
  return caseAct(panels, { ...parts, params: caseParams });
}

const sign = signForPanel(handling.decideByPanel);

export const panelActs: readonly Operation[] = [
  act({
    path: '',
    id: 'appointPanel',
    summary: 'Appoint the panel of three that decides a case at the last body of social assistance',
    description:
      'Reviewers of that body, none of whom is named in the case or handled it below; one of them is the chair.',
    action: 'panel.manage',
    audit: 'panel.appointed',
    body: z.strictObject({ members: z.array(id).max(10).describe('Three people'), chair: id, version }),
    more: {},
    run: (sent, services, actor) => {
      const { members, chair } = sent.body;
      return as(services, actor, appointPanel, { ...targetOf(sent), members, chair });
    },
  }),
  act({
    path: '/replacements',
    id: 'replacePanelMember',
    summary: 'Put somebody in the place of a member',
    description: 'Who leaves stays on record; whoever comes declares and votes anew.',
    action: 'panel.manage',
    audit: 'panel.member_replaced',
    body: z.strictObject({ seat: id, person: id, reason: neededText(longText, 'many', 'Why'), version }),
    more: { seat: z.string() },
    run: (sent, services, actor) => {
      const { seat, person, reason } = sent.body;
      return as(services, actor, replaceMember, { ...targetOf(sent), seat, person, reason });
    },
  }),
  act({
    path: '/declaration',
    id: 'declareForPanel',
    summary: 'Declare, as a member, whether a conflict of interest stands in the way',
    action: 'panel.sit',
    audit: 'panel.declared',
    body: z.strictObject({ conflict: z.boolean(), text: maybeText(longText, 'many', 'Which'), version }),
    more: {},
    run: (sent, services, actor) => {
      const { conflict, text } = sent.body;
      return as(services, actor, declareForPanel, { ...targetOf(sent), conflict, text });
    },
  }),
  act({
    path: '/votes',
    id: 'voteInPanel',
    summary: 'Vote as a member',
    description: 'May be changed until the chair signs; the earlier vote is kept and counts no more.',
    action: 'panel.sit',
    audit: 'panel.voted',
    body: z.strictObject({
      outcome: z.string().trim().max(40).describe('Code of an outcome of the tier'),
      reasons: neededText(longText, 'many', 'Why'),
      dissent: maybeText(longText, 'many', 'What is to stand on record if the majority decides otherwise'),
      version,
    }),
    more: {},
    run: (sent, services, actor) => {
      const { outcome, reasons, dissent } = sent.body;
      return as(services, actor, voteInPanel, { ...targetOf(sent), outcome, reasons, dissent });
    },
  }),
  act({
    path: '/signature',
    id: 'signForPanel',
    summary: 'Sign, as the chair, the decision of the majority: the case is decided by it',
    description: 'The outcome is the one for which two or three voted.',
    action: 'panel.sit',
    audit: 'panel.signed',
    body: z.strictObject({
      reasons: neededText(longText, 'many', 'Why, for the complainant to read'),
      legalBasis: maybeText(longText, 'many', 'On what law or rule it rests'),
      evidence: maybeText(longText, 'many', 'On what it was found'),
      remedies: z.array(remedyOrdered).max(20).optional(),
      version,
    }),
    more: { decisionId: z.string() },
    run: (sent, services, actor) => {
      const { reasons, legalBasis, evidence, remedies } = sent.body;
      const given = { reasons, legalBasis, evidence, remedies: remediesGiven(remedies) };
      return as(services, actor, sign, { ...targetOf(sent), ...given });
    },
  }),
];
