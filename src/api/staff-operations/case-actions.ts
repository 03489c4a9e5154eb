import { z } from 'zod';

import type { Action } from '../../access/index.ts';
import { changesSince, type ActionAnswer, type Target } from '../../cases/index.ts';
import { handling } from '../../escalation/index.ts';
import { maybeText, neededText } from '../../intake/index.ts';
import type { StaffActor } from '../../kernel/actor.ts';
import { Conflict } from '../../kernel/errors.ts';
import type { Language } from '../../kernel/language.ts';
import type { Command } from '../../platform/work.ts';
import { formatInstant } from '../instants.ts';
import { operation, type Operation } from '../operation.ts';
import { RefusedWith } from '../problem.ts';
import type { ApiServices } from '../services.ts';
import { remediesGiven, remedyOrdered } from './decision-shapes.ts';
import { acted, canonical, caseParams, presentActed, version } from './shapes.ts';

const longestText = 10_000;

interface ActionParts<Body extends z.ZodType<{ version?: number | undefined }>> {
  readonly name: string;
  readonly id: string;
  readonly summary: string;
  readonly description?: string;
  readonly action: Action;
  /** The event that it leaves. */
  readonly audit: string;
  readonly body: Body;
  run(
    target: Target,
    body: z.output<Body>,
  ): (perform: ApiServices['perform'], actor: StaffActor) => Promise<ActionAnswer>;
}

/** Runs a use case as the person who asks. */
export function as<I>(command: Command<I, ActionAnswer>, input: I) {
  return (perform: ApiServices['perform'], actor: StaffActor) => perform(actor, command, input);
}

/** One action on a case: `POST /cases/{reference}/<name>`. */
export function action<Body extends z.ZodType<{ version?: number | undefined }>>(parts: ActionParts<Body>): Operation {
  return operation({
    method: 'POST',
    path: `/cases/{reference}/${parts.name}`,
    id: parts.id,
    tag: 'Cases',
    summary: parts.summary,
    ...(parts.description === undefined ? {} : { description: parts.description }),
    permission: { action: parts.action },
    audit: parts.audit,
    request: { params: caseParams, body: parts.body },
    response: { 200: acted },
    refusals: {
      404: 'No such case, or none that you may know of',
      409: 'The state of the case forbids it (rule.<name>), or it has changed (conflict.case_changed, with what changed)',
    },
    async handler({ actor, params, body, services, language }) {
      const target = { reference: canonical(params.reference), expectedVersion: body.version ?? null };
      const answer = await parts
        .run(target, body as z.output<Body>)(services.perform, actor)
        .catch((error: unknown) => sayWhatChanged(error, target, services, actor, language));
      return { status: 200, body: presentActed(answer) };
    },
  });
}

/** Whoever acted on an old version is told what happened since. */
export async function sayWhatChanged(
  error: unknown,
  target: Target,
  services: ApiServices,
  actor: StaffActor,
  language: Language,
): Promise<never> {
  if (!(error instanceof Conflict) || error.code !== 'conflict.case_changed' || target.expectedVersion == null)
    throw error;
  const since = { reference: target.reference, version: target.expectedVersion };
  const changes = await services.perform(actor, changesSince, since);
  throw new RefusedWith(error, {
    version: error.params['version'],
    changes: changes.map((of) => ({ at: formatInstant(of.at), kind: of.kind, text: of.text[language], by: of.by })),
  });
}

const note = maybeText(longestText, 'many', 'For colleagues; the complainant never sees it');

/** What handlers do with a case that their office holds. */
export const caseActionOperations: readonly Operation[] = [
  action({
    name: 'acknowledge',
    id: 'acknowledgeCase',
    summary: 'Acknowledge a case',
    action: 'case.acknowledge',
    audit: 'case.acknowledged',
    body: z.strictObject({ note, version }),
    run: (target, { note: text }) => as(handling.acknowledge, { ...target, note: text }),
  }),
  action({
    name: 'assign',
    id: 'assignCase',
    summary: 'Give a case to somebody of the office',
    description: 'Nobody who is named in the case or decided it below is given it.',
    action: 'case.assign',
    audit: 'case.assigned',
    body: z.strictObject({ assignee: neededText(254, 'one', 'Id or e-mail of a person'), version }),
    run: (target, { assignee }) => as(handling.assign, { ...target, assignee }),
  }),
  action({
    name: 'note',
    id: 'addNote',
    summary: 'Write a note for colleagues',
    action: 'case.note',
    audit: 'note.added',
    body: z.strictObject({ text: neededText(longestText, 'many', 'The note'), version }),
    run: (target, { text }) => as(handling.note, { ...target, text }),
  }),
  action({
    name: 'request-information',
    id: 'requestInformation',
    summary: 'Ask the complainant something',
    description: 'Clocks that may pause do so until the answer, at most ten working days in all.',
    action: 'case.request_information',
    audit: 'information.requested',
    body: z.strictObject({
      question: neededText(longestText, 'many', 'What you need to know'),
      replyWithinWorkingDays: z.number().int().min(1).max(10),
      version,
    }),
    run: (target, { question, replyWithinWorkingDays }) =>
      as(handling.requestInformation, { ...target, question, replyWithinWorkingDays }),
  }),
  action({
    name: 'reply',
    id: 'replyOnBehalf',
    summary: 'Write down what the complainant says',
    action: 'case.reply_on_behalf',
    audit: 'reply.received',
    body: z.strictObject({ text: neededText(longestText, 'many', 'What they said'), version }),
    run: (target, { text }) => as(handling.reply, { ...target, text }),
  }),
  action({
    name: 'decide',
    id: 'decideCase',
    summary: 'Decide a case',
    description:
      'Outcomes are those of the tier that holds the case; remedies become obligations with a due date. At the last body of social assistance (SA5) nobody decides alone: 409 rule.decide_needs_panel; its panel decides (tag Review panels).',
    action: 'case.decide',
    audit: 'case.decided',
    body: z
      .strictObject({
        outcome: z.string().trim().max(40).describe('Code of the outcome'),
        reasons: neededText(longestText, 'many', 'Why, for the complainant to read'),
        legalBasis: maybeText(longestText, 'many', 'On what law or rule it rests'),
        evidence: maybeText(longestText, 'many', 'On what it was found'),
        remedies: z.array(remedyOrdered).max(20).optional(),
        version,
      })
      .meta({ id: 'DecisionGiven' }),
    run: (target, { outcome, reasons, legalBasis, evidence, remedies }) =>
      as(handling.decide, {
        ...target,
        outcome,
        reasons,
        legalBasis,
        evidence,
        remedies: remediesGiven(remedies),
      }),
  }),
  action({
    name: 'close',
    id: 'closeCase',
    summary: 'Close a decided case whose remedies are delivered',
    action: 'case.close',
    audit: 'case.closed',
    body: z.strictObject({ note, version }),
    run: (target, { note: text }) => as(handling.close, { ...target, note: text }),
  }),
  action({
    name: 'reopen',
    id: 'reopenCase',
    summary: 'Open a closed or withdrawn case again',
    description: 'Within 30 working days of its end.',
    action: 'case.reopen',
    audit: 'case.reopened',
    body: z.strictObject({ reason: neededText(longestText, 'many', 'Why it is opened again'), version }),
    run: (target, { reason }) => as(handling.reopen, { ...target, reason }),
  }),
  action({
    name: 'withdraw',
    id: 'withdrawCase',
    summary: 'Withdraw a complaint because the complainant says so',
    action: 'case.reply_on_behalf',
    audit: 'case.withdrawn',
    body: z.strictObject({ reason: maybeText(longestText, 'many', 'What the complainant said'), version }),
    run: (target, { reason }) => as(handling.withdraw, { ...target, reason }),
  }),
  action({
    name: 'link',
    id: 'linkCase',
    summary: 'Link a case to another',
    action: 'case.link',
    audit: 'case.linked',
    body: z.strictObject({
      other: neededText(40, 'one', 'Reference of the other case'),
      kind: z.enum(['duplicate', 'related']).describe('duplicate: this case is a duplicate of the other'),
      version,
    }),
    run: (target, { other, kind }) => as(handling.link, { ...target, other: canonical(other), kind }),
  }),
  action({
    name: 'mark-protected',
    id: 'markProtected',
    summary: 'Make a case a protected one',
    description: 'It moves to the protection desk at once; unless you sit there, you see it no more.',
    action: 'case.mark_protected',
    audit: 'case.protected',
    body: z.strictObject({ reason: maybeText(longestText, 'many', 'Why'), version }),
    run: (target, { reason }) => as(handling.markProtected, { ...target, reason }),
  }),
  operation({
    method: 'POST',
    path: '/cases/{reference}/remedies/{id}/fulfil',
    id: 'fulfilRemedy',
    tag: 'Cases',
    summary: 'Report that a remedy was delivered',
    description: 'The complainant confirms or disputes it.',
    permission: { action: 'remedy.fulfil' },
    audit: 'remedy.fulfilled',
    request: {
      params: caseParams.extend({ id: z.string().max(40) }),
      body: z.strictObject({ evidence: neededText(longestText, 'many', 'What shows that it was done'), version }),
    },
    response: { 200: acted },
    refusals: {
      404: 'No such case or remedy, or none that you may know of',
      409: 'There is nothing to deliver',
    },
    async handler({ actor, params, body, services, language }) {
      const target = { reference: canonical(params.reference), expectedVersion: body.version ?? null };
      const answer = await services
        .perform(actor, handling.fulfilRemedy, { ...target, remedyId: params.id, evidence: body.evidence })
        .catch((error: unknown) => sayWhatChanged(error, target, services, actor, language));
      return { status: 200, body: presentActed(answer) };
    },
  }),
];
