import { z } from 'zod';

import type { Action } from '../../access/index.ts';
import { handling } from '../../escalation/index.ts';
import { maybeText, neededText } from '../../intake/index.ts';
import type { StaffActor } from '../../kernel/actor.ts';
import type { Command } from '../../platform/work.ts';
import {
  appointPanel,
  declareForPanel,
  panelStages,
  replaceMember,
  signForPanel,
  voteInPanel,
  type PanelAnswer,
  type PanelTarget,
} from '../../review/index.ts';
import { operation, type Operation } from '../operation.ts';
import type { ApiServices } from '../services.ts';
import { remedyOrdered, remediesGiven } from '../staff-operations/decision-shapes.ts';
import { canonical, caseParams } from '../staff-operations/shapes.ts';

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

/** One act of the panel of a case. */
function act<Body extends z.ZodType<{ version?: number | undefined }>, More extends z.ZodRawShape>(parts: {
  /** After `/cases/{reference}/panel`. */
  readonly path: string;
  readonly id: string;
  readonly summary: string;
  readonly description?: string;
  readonly action: Action;
  readonly audit: string;
  readonly body: Body;
  readonly more: More;
  run(
    target: PanelTarget,
    body: z.output<Body>,
    as: <I, O>(command: Command<I, O>, input: I) => Promise<O>,
  ): Promise<PanelAnswer>;
}): Operation {
  return operation({
    method: 'POST',
    path: `/cases/{reference}/panel${parts.path}`,
    id: parts.id,
    tag: 'Review panels',
    summary: parts.summary,
    ...(parts.description === undefined ? {} : { description: parts.description }),
    permission: { action: parts.action },
    audit: parts.audit,
    request: { params: caseParams, body: parts.body },
    response: { 200: acted.extend(parts.more) },
    refusals: {
      404: 'No such case, or none that you may know of',
      409: 'The stage of the panel or a rule forbids it (rule.<name>), or it has changed (conflict.panel_changed)',
    },
    async handler({ actor, params, body, services }) {
      const target = { reference: canonical(params.reference), expectedVersion: body.version ?? null };
      const answer = await parts.run(target, body as z.output<Body>, performAs(services, actor as StaffActor));
      return { status: 200, body: answer as never };
    },
  });
}

function performAs(services: ApiServices, actor: StaffActor) {
  return <I, O>(command: Command<I, O>, input: I): Promise<O> => services.perform(actor, command, input);
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
    run: (target, { members, chair }, as) => as(appointPanel, { ...target, members, chair }),
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
    run: (target, { seat, person, reason }, as) => as(replaceMember, { ...target, seat, person, reason }),
  }),
  act({
    path: '/declaration',
    id: 'declareForPanel',
    summary: 'Declare, as a member, whether a conflict of interest stands in the way',
    action: 'panel.sit',
    audit: 'panel.declared',
    body: z.strictObject({ conflict: z.boolean(), text: maybeText(longText, 'many', 'Which'), version }),
    more: {},
    run: (target, { conflict, text }, as) => as(declareForPanel, { ...target, conflict, text }),
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
    run: (target, { outcome, reasons, dissent }, as) => as(voteInPanel, { ...target, outcome, reasons, dissent }),
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
    run: (target, { reasons, legalBasis, evidence, remedies }, as) =>
      as(sign, { ...target, reasons, legalBasis, evidence, remedies: remediesGiven(remedies) }),
  }),
];
