import { z } from 'zod';

import { parseReference, type ComplainantView, type Readable } from '../../cases/index.ts';
import { appealOrSendBack, handling } from '../../escalation/index.ts';
import { maybeText, neededText } from '../../intake/index.ts';
import type { Language } from '../../kernel/language.ts';
import type { Command } from '../../platform/work.ts';
import { currentBook, type ReferenceBook } from '../../reference/index.ts';
import { deadlinesOf, type CaseDeadline } from '../../sla/index.ts';
import { formatInstant, formatInstantOrNull } from '../instants.ts';
import { operation, type Operation } from '../operation.ts';
import {
  filedAnswers,
  filingBody,
  filingGiven,
  filingRefusals,
  filingRepresentative,
  presentFiled,
} from '../next-body.ts';
import { day, deadline, deadlineOf, holder, holderOf, instant, receipt, reference, today, track } from '../shapes.ts';

const unreadable = 'null when it can no longer be opened';

const remedy = z
  .object({
    id: z.string(),
    kind: z.string(),
    name: z.string(),
    text: z.string().nullable(),
    amountKhr: z.number().nullable().describe('Whole riel'),
    dueOn: day,
    state: z.enum(['ordered', 'fulfilled', 'confirmed', 'disputed', 'lapsed']),
  })
  .meta({ id: 'OrderedRemedy' });

const decision = z
  .object({
    outcome: z.string(),
    outcomeName: z.string(),
    office: z.string(),
    officeName: z.string(),
    decidedAt: instant,
    reasons: z.string().nullable().describe(unreadable),
    legalBasis: z.string().nullable(),
    evidence: z.string().nullable(),
    nextBody: z.string().nullable().describe('Where an appeal goes'),
    appealUntil: instant.nullable(),
    acceptedAt: instant.nullable(),
    remedies: z.array(remedy),
  })
  .meta({ id: 'ComplainantDecision' });

const followed = z
  .object({
    reference: z.string(),
    status: z.string(),
    track,
    heldBy: holder,
    filedAt: instant,
    deadlines: z.array(deadline),
    timeline: z.array(z.object({ at: instant, kind: z.string(), text: z.string() })),
    messages: z.array(
      z.object({
        id: z.string(),
        at: instant,
        from: z.enum(['complainant', 'office']),
        office: z.string().nullable(),
        text: z.string().nullable().describe(unreadable),
        replyBy: instant.nullable().describe('Until when an answer is awaited'),
      }),
    ),
    decision: decision.nullable(),
    actions: z
      .array(z.string())
      .describe('What can be done now: reply, accept, appeal, withdraw, rate, confirm-remedy, attach'),
  })
  .meta({ id: 'FollowedComplaint', description: 'A complaint as whoever filed it sees it' });

const done = z
  .object({ reference: z.string(), status: z.string(), version: z.int() })
  .meta({ id: 'Done', description: 'The case afterwards' });

interface Followed {
  readonly view: ComplainantView;
  readonly deadlines: readonly CaseDeadline[];
  readonly book: ReferenceBook;
}

const follow: Command<undefined, Followed> = async (work) => {
  const view = await handling.complainantView(work);
  return { view, deadlines: await deadlinesOf(work, view.file.id), book: await currentBook(work) };
};

function opened<T>(of: Readable<T> | null): T | null {
  return of?.state === 'readable' ? of.value : null;
}

function present({ view, deadlines, book }: Followed, language: Language, now: Date): z.output<typeof followed> {
  const { file, timeline, messages, decision: decided, actions } = view;
  const on = today(now);
  const text = decided ? opened(decided.text) : null;
  return {
    reference: file.reference,
    status: file.status,
    track: file.track,
    heldBy: holderOf(book, file.heldOffice, file.tier, language),
    filedAt: formatInstant(file.filedAt),
    deadlines: deadlines.map((each) => deadlineOf(each, language)),
    timeline: timeline.map((each) => ({ at: formatInstant(each.at), kind: each.kind, text: each.text[language] })),
    messages: messages.map((each) => ({
      id: each.id,
      at: formatInstant(each.at),
      from: each.from.kind === 'complainant' ? ('complainant' as const) : ('office' as const),
      office: each.from.office === null ? null : (book.office(each.from.office)?.name[language] ?? each.from.office),
      text: opened(each.text),
      replyBy: formatInstantOrNull(each.replyDueAt),
    })),
    decision:
      decided === null
        ? null
        : {
            outcome: decided.outcome,
            outcomeName: book.outcome(decided.tier, decided.outcome, on)?.name[language] ?? decided.outcome,
            office: decided.office,
            officeName: book.office(decided.office)?.name[language] ?? decided.office,
            decidedAt: formatInstant(decided.decidedAt),
            reasons: text?.reasons ?? null,
            legalBasis: text?.legalBasis ?? null,
            evidence: text?.evidence ?? null,
            nextBody: decided.nextBody,
            appealUntil: formatInstantOrNull(decided.appealUntil),
            acceptedAt: formatInstantOrNull(decided.acceptedAt),
            remedies: decided.remedies.map((each) => ({
              id: each.id,
              kind: each.kind,
              name: book.remedy(each.kind, on)?.name[language] ?? each.kind,
              text: opened(each.text),
              amountKhr: each.amountKhr,
              dueOn: each.dueOn,
              state: each.state,
            })),
          },
    actions: [...actions],
  };
}

/** The reference as it is written, whatever way it was typed; the receipt was proved with it. */
const ofCase = z.object({ reference: reference.transform((typed) => parseReference(typed) ?? typed) });
const base = { method: 'POST', tag: 'Complaints', permission: 'receipt', limit: 'lookup' } as const;
const refusals = { 409: 'The state of the case does not allow it: rule.<name>' };

/** What whoever filed a complaint does with reference and receipt. */
export const followOperations: readonly Operation[] = [
  operation({
    method: 'POST',
    path: '/complaints/lookup',
    id: 'lookUpComplaint',
    tag: 'Complaints',
    summary: 'See where a complaint stands',
    permission: 'public',
    audit: { none: 'the complainant reads their own case' },
    limit: 'lookup',
    request: { body: z.strictObject({ reference, receipt }) },
    response: { 200: followed },
    refusals: { 404: 'Reference and receipt do not match, whatever is wrong about them' },
    async handler({ body, services, language, languageNamed, now }) {
      const actor = await services.proveReceipt(body.reference, body.receipt);
      const found = await services.perform(actor, follow, undefined);
      return { status: 200, body: present(found, languageNamed ? language : found.view.file.language, now) };
    },
  }),
  operation({
    ...base,
    path: '/complaints/{reference}/replies',
    id: 'replyToComplaint',
    summary: 'Answer a question, or add something',
    audit: 'reply.received',
    request: {
      params: ofCase,
      body: z.strictObject({ receipt, text: neededText(10_000, 'many', 'What is to be said') }),
    },
    response: { 201: done },
    refusals,
    async handler({ actor, params, body, services }) {
      return {
        status: 201,
        body: await services.perform(actor, handling.reply, { reference: params.reference, text: body.text }),
      };
    },
  }),
  operation({
    ...base,
    path: '/complaints/{reference}/accept',
    id: 'acceptDecision',
    summary: 'Accept the decision',
    audit: 'decision.accepted',
    request: { params: ofCase, body: z.strictObject({ receipt }) },
    response: { 200: done },
    refusals,
    async handler({ actor, params, services }) {
      return { status: 200, body: await services.perform(actor, handling.accept, params) };
    },
  }),
  operation({
    ...base,
    path: '/complaints/{reference}/appeal',
    id: 'appealDecision',
    summary: 'Go to the next body',
    description:
      'Makes a new case, linked to this one, with fresh people. The receipt of this case opens it too. A representative says so and gives the mandate; its paper is attached to this case first.',
    audit: 'appeal.filed',
    request: {
      params: ofCase,
      body: z.strictObject({
        receipt,
        ...filingBody,
        representative: filingRepresentative.omit({ seen: true }).nullish(),
      }),
    },
    response: filedAnswers,
    refusals: filingRefusals,
    async handler({ actor, params, body, services, language }) {
      const input = { reference: params.reference, ...filingGiven(body) };
      return presentFiled(await services.perform(actor, appealOrSendBack, input), language);
    },
  }),
  operation({
    ...base,
    path: '/complaints/{reference}/withdraw',
    id: 'withdrawComplaint',
    summary: 'Withdraw the complaint',
    audit: 'case.withdrawn',
    request: {
      params: ofCase,
      body: z.strictObject({ receipt, reason: maybeText(2_000, 'many', 'Why, if it is to be said') }),
    },
    response: { 200: done },
    refusals,
    async handler({ actor, params, body, services }) {
      return {
        status: 200,
        body: await services.perform(actor, handling.withdraw, { ...params, reason: body.reason }),
      };
    },
  }),
  operation({
    ...base,
    path: '/complaints/{reference}/rating',
    id: 'rateComplaint',
    summary: 'Say how it was handled',
    audit: 'case.rated',
    request: {
      params: ofCase,
      body: z.strictObject({ receipt, score: z.int().min(1).max(5).describe('1 (bad) to 5 (good)') }),
    },
    response: { 201: done },
    refusals,
    async handler({ actor, params, body, services }) {
      return {
        status: 201,
        body: await services.perform(actor, handling.rate, { ...params, score: body.score }),
      };
    },
  }),
  operation({
    ...base,
    path: '/complaints/{reference}/remedies/{id}/confirm',
    id: 'confirmRemedy',
    summary: 'Say whether a remedy reported as delivered was received',
    audit: 'remedy.confirmed',
    request: {
      params: ofCase.extend({ id: z.uuid() }),
      body: z.strictObject({
        receipt,
        received: z.boolean().optional().describe('Default: true; false disputes it'),
        text: maybeText(2_000, 'many', 'What is missing, if it is to be said'),
      }),
    },
    response: { 200: done },
    refusals,
    async handler({ actor, params, body, services }) {
      const input = {
        reference: params.reference,
        remedyId: params.id,
        confirmed: body.received ?? true,
        text: body.text,
      };
      return { status: 200, body: await services.perform(actor, handling.confirmRemedy, input) };
    },
  }),
];
